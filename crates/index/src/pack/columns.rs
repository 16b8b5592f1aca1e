//! The values of all facets of a corpus, as a pack has them: all in its root, or the head there and the tail in a chunk.

use core::mem;
use std::collections::BTreeMap;

use dossier_model::{Corpus, EntityKind, Facet};

use super::{
    facets::write_names,
    speakers::Speakers,
    tail::{MOST_TAIL, write_places},
};
use crate::bytes::put;

/// About how many bytes the names and documents of the values in a root may have.
const HEAD: usize = 64 * 1024;
/// Or so many for each document: with fewer, the head of 50,000 had not the ten names that a panel shows at first.
const PER_DOCUMENT: usize = 6;
/// A facet of so few values has no tail: each of them can be shown, however few documents have it.
const FEW: usize = 128;

/// The facets as a pack has them.
pub(super) struct FacetSections {
    pub(super) names: Vec<u8>,
    pub(super) values: Vec<u8>,
    pub(super) tail: Option<Vec<u8>>,
}

/// The values of all facets.
pub(super) struct Columns<'c> {
    corpus: &'c Corpus,
    /// With an id for each, by id.
    sources: Vec<(String, &'c str)>,
    tags: Vec<(String, &'c str)>,
    speakers: Speakers<'c>,
    /// For each value the documents that have it, with how often they mention it.
    values: [Vec<Vec<(u32, u32)>>; Facet::ALL.len()],
}

impl<'c> Columns<'c> {
    pub(super) fn of(corpus: &'c Corpus) -> Self {
        let documents = &corpus.documents;
        let sources = with_ids(documents.iter().filter_map(|document| document.source.as_deref()), "source");
        let tags = with_ids(documents.iter().flat_map(|document| &document.tags).map(String::as_str), "tag");
        let speakers = Speakers::of(corpus);
        let own: Vec<_> = (0..documents.len()).map(|document| named(corpus, document)).collect();
        let mut by_entity = by_value(corpus.entities.len(), &own);
        drop(own);
        let values = Facet::ALL.map(|facet| match facet {
            Facet::Source => {
                let all = numbers(&sources);
                let own = documents.iter().map(|it| values_of(&it.source, &all)).collect::<Vec<_>>();
                by_value(sources.len(), &own)
            }
            Facet::Tag => {
                let all = numbers(&tags);
                let own = documents.iter().map(|it| values_of(&it.tags, &all)).collect::<Vec<_>>();
                by_value(tags.len(), &own)
            }
            Facet::SaidBy => {
                let own = corpus.annotations.iter().map(|found| speakers.of_document(found));
                by_value(speakers.len(), &own.collect::<Vec<_>>())
            }
            _ => {
                let first = |is_before: fn(Facet, Facet) -> bool| {
                    corpus.entities.partition_point(|entity| is_before(entity.kind.into(), facet))
                };
                let range = first(|kind, facet| kind < facet)..first(|kind, facet| kind <= facet);
                by_entity[range].iter_mut().map(mem::take).collect()
            }
        });
        Self { corpus, sources, tags, speakers, values }
    }

    /// All in the root.
    pub(super) fn whole(&self) -> FacetSections {
        let mut sections = FacetSections { names: Vec::new(), values: Vec::new(), tail: None };
        for facet in Facet::ALL {
            let values = &self.values[facet as usize];
            let all: Vec<usize> = (0..values.len()).collect();
            self.write_names(facet, &all, &mut sections.names);
            write_places(&mut sections.names, &all, 0, 0);
            write_documents(&mut sections.values, values.iter());
            write_mentions(&mut sections.values, values.iter());
        }
        sections
    }

    /// The head in the root and the rest in the tail; as [`Columns::whole`] where all is as small as a head. `divisor` says
    /// how many times smaller than usual that is.
    pub(super) fn in_parts(&self, divisor: usize) -> FacetSections {
        let most_bytes = HEAD.max(PER_DOCUMENT * self.corpus.documents.len());
        let Some((below, heads)) = self.heads(most_bytes / divisor, FEW / divisor) else {
            return self.whole();
        };
        let (mut names, mut documents, mut tail) = (Vec::new(), Vec::new(), Vec::new());
        for (facet, heads) in Facet::ALL.into_iter().zip(heads) {
            let values = &self.values[facet as usize];
            let rest: Vec<usize> =
                (0..values.len()).filter(|value| heads.binary_search(value).is_err()).collect();
            self.write_names(facet, &heads, &mut names);
            write_documents(&mut documents, heads.iter().map(|value| &values[*value]));
            if !rest.is_empty() {
                self.write_names(facet, &rest, &mut tail);
                write_documents(&mut tail, rest.iter().map(|value| &values[*value]));
            }
            write_places(&mut names, &heads, rest.len(), below);
            write_mentions(&mut tail, values.iter());
        }
        FacetSections { names, values: documents, tail: Some(tail) }
    }

    /// Of how many documents values are in the head, and which these are of each facet; `None` where all are.
    fn heads(&self, most_bytes: usize, few: usize) -> Option<(u32, [Vec<usize>; Facet::ALL.len()])> {
        let is_cut =
            |values: &[Vec<_>]| values.len() > few && values.len() <= self.corpus.documents.len() * MOST_TAIL;
        // About the bytes of all values that so many documents have; those that stay come first.
        let mut bytes: BTreeMap<usize, usize> = BTreeMap::new();
        for (facet, values) in Facet::ALL.into_iter().zip(&self.values) {
            for (value, documents) in values.iter().enumerate() {
                let key = if is_cut(values) { documents.len() } else { usize::MAX };
                *bytes.entry(key).or_default() += self.name(facet, value).1.len() + documents.len();
            }
        }
        let mut all = 0;
        let mut counts = bytes.into_iter().rev();
        let first_left_out = counts.find(|(_, bytes)| {
            all += bytes;
            all > most_bytes
        })?;
        let below = if first_left_out.0 == usize::MAX { counts.next()?.0 } else { first_left_out.0 } + 1;
        // What no document has says nothing of how few have it.
        let is_head = |documents: &Vec<_>| documents.is_empty() || documents.len() >= below;
        let mut heads = core::array::from_fn(|facet| {
            let values = self.values[facet].iter().enumerate();
            let is_cut = is_cut(&self.values[facet]);
            values.filter(|(_, it)| !is_cut || is_head(it)).map(|(value, _)| value).collect::<Vec<_>>()
        });
        // A speaker of the head is named by its entity.
        for &speaker in &heads[Facet::SaidBy as usize].clone() {
            let Some((facet, value)) = self.speakers.entity(speaker).map(|at| self.value_of(at)) else {
                continue;
            };
            if let Err(at) = heads[facet as usize].binary_search(&value) {
                heads[facet as usize].insert(at, value);
            }
        }
        let has_tail = heads.iter().zip(&self.values).any(|(heads, values)| heads.len() < values.len());
        has_tail.then_some((u32::try_from(below).unwrap_or(u32::MAX), heads))
    }

    /// The facet and the value that an entity is.
    fn value_of(&self, entity: usize) -> (Facet, usize) {
        let facet = Facet::from(self.corpus.entities[entity].kind);
        (facet, entity - self.base(facet))
    }

    /// The number of the first entity of a facet.
    fn base(&self, facet: Facet) -> usize {
        let before = EntityKind::ALL.map(Facet::from).into_iter().take_while(|other| *other != facet);
        before.map(|other| self.values[other as usize].len()).sum()
    }

    /// The id and the label of a value.
    fn name(&self, facet: Facet, value: usize) -> (&str, &str) {
        match facet {
            Facet::Source => (&self.sources[value].0, self.sources[value].1),
            Facet::Tag => (&self.tags[value].0, self.tags[value].1),
            // Named by its entity.
            Facet::SaidBy => ("", ""),
            _ => {
                let entity = &self.corpus.entities[self.base(facet) + value];
                (&entity.id, &entity.label)
            }
        }
    }

    fn write_names(&self, facet: Facet, values: &[usize], out: &mut Vec<u8>) {
        if facet == Facet::SaidBy {
            return self.speakers.write(&self.corpus.entities, values, out);
        }
        let (ids, labels): (Vec<_>, Vec<_>) = values.iter().map(|value| self.name(facet, *value)).unzip();
        write_names(out, &ids, &labels);
    }
}

/// Outlets or tags with an id for each, by id; `nameless` is that of what has no letters.
fn with_ids<'l>(labels: impl Iterator<Item = &'l str>, nameless: &str) -> Vec<(String, &'l str)> {
    let mut labels: Vec<_> = labels.collect();
    labels.sort_unstable();
    labels.dedup();
    let mut ids = BTreeMap::new();
    for label in labels {
        let slug = Some(dossier_text::slug(label)).filter(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| nameless.to_owned());
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = core::iter::once(slug.clone()).chain(numbered).find(|id| !ids.contains_key(id));
        ids.extend(free.map(|id| (id, label)));
    }
    ids.into_iter().collect()
}

/// The number of each label, sorted by these.
fn numbers<'l>(all: &[(String, &'l str)]) -> Vec<(&'l str, u32)> {
    let mut numbers: Vec<(&str, u32)> = all.iter().map(|(_, label)| *label).zip(0..).collect();
    numbers.sort_unstable();
    numbers
}

/// The values that a document has of those.
fn values_of<'d>(own: impl IntoIterator<Item = &'d String>, all: &[(&str, u32)]) -> Vec<(u32, u32)> {
    let number = |own: &String| {
        let at = all.binary_search_by(|(label, _)| (*label).cmp(own)).ok()?;
        Some((all[at].1, 1))
    };
    let mut values: Vec<_> = own.into_iter().filter_map(number).collect();
    values.sort_unstable();
    values
}

/// The entities that are named in a document, in their order, with how often it mentions them.
pub(super) fn named(corpus: &Corpus, document: usize) -> Vec<(u32, u32)> {
    let Some(annotations) = corpus.annotations.get(document) else { return Vec::new() };
    let mentioned = annotations.mentions.iter().map(|mention| (mention.entity.0, 1));
    let unplaced = annotations.unplaced.iter().map(|entity| (entity.0, 0));
    let is_there = |(entity, _): &(u32, u32)| (*entity as usize) < corpus.entities.len();
    let mut each: Vec<(u32, u32)> = mentioned.chain(unplaced).filter(is_there).collect();
    each.sort_unstable();
    let count = |same: &[(u32, u32)]| (same[0].0, same.iter().map(|(_, count)| count).sum());
    each.chunk_by(|one, other| one.0 == other.0).map(count).collect()
}

/// The documents of each of `count` values with their mentions, of what is listed by document.
fn by_value(count: usize, documents: &[Vec<(u32, u32)>]) -> Vec<Vec<(u32, u32)>> {
    let mut by_value = vec![Vec::new(); count];
    for (document, values) in (0..).zip(documents) {
        for &(value, mentions) in values {
            by_value[value as usize].push((document, mentions));
        }
    }
    by_value
}

/// Writes, for each value, how many documents have it; then the documents of all, each as how many lie between it and the
/// last.
fn write_documents<'l>(out: &mut Vec<u8>, values: impl Iterator<Item = &'l Vec<(u32, u32)>>) {
    let mut gaps = Vec::new();
    for list in values {
        put(out, list.len() as u64);
        let mut next = 0;
        for (document, _) in list {
            put(&mut gaps, (document - next).into());
            next = document + 1;
        }
    }
    out.extend(gaps);
}

/// Writes how often each document mentions each value, in the order of [`write_documents`].
fn write_mentions<'l>(out: &mut Vec<u8>, values: impl Iterator<Item = &'l Vec<(u32, u32)>>) {
    values.flatten().for_each(|(_, mentions)| put(out, (*mentions).into()));
}
