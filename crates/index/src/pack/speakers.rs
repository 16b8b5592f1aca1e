//! Who is quoted, as values of a facet.
//!
//! A value's id is the id of the speaker's entity. Where entities of two kinds have one id, that of the later kind is
//! written with its kind: `org:hill`, so that each id leads back to one entity.

use std::collections::BTreeMap;

use dossier_model::{Annotations, Corpus, Entity, EntityIndex, EntityKind, Facet};

use super::{FacetTable, Pack};
use crate::bytes::{Reader, put};

/// The value of quotations whose speaker can't be known.
pub const UNATTRIBUTED: &str = "unattributed";

/// The speakers of a corpus, sorted by id.
pub(super) struct Speakers<'c> {
    values: Vec<(String, &'c str)>,
    entities: Vec<Option<EntityIndex>>,
    numbers: BTreeMap<Option<EntityIndex>, u32>,
}

impl<'c> Speakers<'c> {
    pub(super) fn of(corpus: &'c Corpus) -> Self {
        let quotations = corpus.annotations.iter().flat_map(|found| &found.quotations);
        let mut speakers: Vec<Option<EntityIndex>> = quotations.map(|quotation| quotation.speaker).collect();
        speakers.sort_unstable();
        speakers.dedup();
        let mut values: Vec<(String, &str, Option<EntityIndex>)> = speakers
            .into_iter()
            .filter_map(|speaker| match speaker {
                None => Some((UNATTRIBUTED.to_owned(), "Unattributed", None)),
                Some(entity) => {
                    let named = corpus.entities.get(entity.0 as usize)?;
                    Some((id_of(named, &corpus.entities), named.label.as_str(), speaker))
                }
            })
            .collect();
        values.sort_unstable();
        let numbers = values.iter().zip(0..).map(|((.., speaker), number)| (*speaker, number)).collect();
        let entities = values.iter().map(|(.., speaker)| *speaker).collect();
        Self { values: values.into_iter().map(|(id, label, _)| (id, label)).collect(), entities, numbers }
    }

    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The entity that a value is, as far as it is known.
    pub(super) fn entity(&self, value: usize) -> Option<usize> {
        self.entities.get(value).copied().flatten().map(|entity| entity.0 as usize)
    }

    /// Writes who some values, which ascend, are: whether one can't be known, how many others there are, and for each,
    /// ascending, how many entities lie between it and the last, twice, plus one if its id is written with its kind.
    pub(super) fn write(&self, entities: &[Entity], values: &[usize], out: &mut Vec<u8>) {
        let is_unknown = values.iter().any(|value| self.entity(*value).is_none());
        put(out, is_unknown.into());
        let mut known: Vec<(usize, usize)> =
            values.iter().filter_map(|value| Some((self.entity(*value)?, *value))).collect();
        known.sort_unstable();
        put(out, known.len() as u64);
        let mut next = 0;
        for (entity, value) in known {
            let has_kind = self.values[value].0 != entities[entity].id;
            put(out, ((entity - next) as u64) << 1 | u64::from(has_kind));
            next = entity + 1;
        }
    }

    /// The speakers of a document with how often each is quoted, most first.
    pub(super) fn of_document(&self, found: &Annotations) -> Vec<(u32, u32)> {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for number in found.quotations.iter().filter_map(|quotation| self.numbers.get(&quotation.speaker)) {
            *counts.entry(*number).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(number, count)| (core::cmp::Reverse(count), number));
        counts
    }
}

/// Reads who is quoted, as values whose documents are still to be read, of the entities of each kind.
pub(super) fn read(input: &mut Reader<'_>, entities: &[FacetTable]) -> Option<FacetTable> {
    let mut values: Vec<(String, &str)> = Vec::new();
    if input.u32()? != 0 {
        values.push((UNATTRIBUTED.to_owned(), "Unattributed"));
    }
    let mut kinds = EntityKind::ALL.into_iter().zip(entities);
    let (mut kind, mut value) = (kinds.next()?, 0_usize);
    for _ in 0..input.count()? {
        let code = input.usize()?;
        value = value.checked_add(code >> 1)?;
        while value >= kind.1.len() {
            value -= kind.1.len();
            kind = kinds.next()?;
        }
        let info = kind.1.info(value as u32);
        let id = if code & 1 == 1 { format!("{}:{}", kind.0.key(), info.id) } else { info.id.to_owned() };
        values.push((id, info.label));
        value += 1;
    }
    values.sort_unstable();
    let mut table = FacetTable::default();
    values.iter().for_each(|(id, label)| table.push(id, label));
    Some(table)
}

fn id_of(entity: &Entity, all: &[Entity]) -> String {
    let is_taken = |kind: EntityKind| {
        all.binary_search_by(|other| (other.kind, other.id.as_str()).cmp(&(kind, &entity.id))).is_ok()
    };
    let earlier = EntityKind::ALL.into_iter().take_while(|kind| *kind != entity.kind);
    if entity.id == UNATTRIBUTED || earlier.into_iter().any(is_taken) {
        return format!("{}:{}", entity.kind.key(), entity.id);
    }
    entity.id.clone()
}

impl Pack {
    /// The entity that a value of [`Facet::SaidBy`] is; `None` for those whose speaker can't be known.
    pub fn speaker(&self, value: u32) -> Option<EntityIndex> {
        let id = self.facet_value(Facet::SaidBy, value).id;
        if id == UNATTRIBUTED {
            return None;
        }
        let of_kind = |kind: EntityKind, id: &str| {
            self.value_entity(kind.into(), self.facet_value_by_id(kind.into(), id)?)
        };
        let with_kind = |kind: EntityKind| of_kind(kind, id.strip_prefix(kind.key())?.strip_prefix(':')?);
        let kinds = || EntityKind::ALL.into_iter();
        kinds().find_map(with_kind).or_else(|| kinds().find_map(|kind| of_kind(kind, id)))
    }

    /// The value of [`Facet::SaidBy`] that an entity is, or that of no known speaker; `None` where nobody is so quoted.
    pub fn speaker_value(&self, entity: Option<EntityIndex>) -> Option<u32> {
        let (kind, id) = match entity {
            None => ("", UNATTRIBUTED),
            Some(entity) => {
                let (facet, value) = self.entity_value(entity);
                (facet.key(), self.facet_value(facet, value).id)
            }
        };
        let is_it = |value: &u32| self.speaker(*value) == entity;
        let with_kind = || self.facet_value_by_id(Facet::SaidBy, &[kind, ":", id].concat()).filter(is_it);
        self.facet_value_by_id(Facet::SaidBy, id).filter(is_it).or_else(with_kind)
    }
}
