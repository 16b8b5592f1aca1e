//! What a person corrects in the entities of a corpus, once they are made.
//!
//! Edits name entities as the extractor calls them, so that one edit never changes what another means. Each edit that
//! took effect is kept in words ([`Entity::edits`]). The id of an entity stays what it was, for links hold it; only one
//! that gets another kind, where its id is taken, or is split off gets a new one.

use std::collections::HashMap;

use dossier_model::{
    Alias, ByteRange, Corpus, Document, EditPlace, Entity, EntityEdit, EntityIndex, EntityKind, Named,
};
use dossier_text::{fold, nearest};

use crate::{
    merging::{id_of, make_ids_unique},
    places::{self, Commas},
};

/// An edit that can't be done: where it was written, why, and what would do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct EditError {
    place: EditPlace,
    problem: String,
}

/// Mends the entities of a corpus.
///
/// # Errors
/// All edits that can't be done: of entities or names that are not there, with the nearest that is, and those that
/// contradict each other. The corpus is then as it was.
pub fn mend(corpus: &mut Corpus, edits: &[EntityEdit]) -> Result<(), Vec<EditError>> {
    if edits.is_empty() {
        return Ok(());
    }
    let commas = Commas::of(&corpus.documents, &corpus.annotations);
    mend_everywhere(corpus, &commas, edits, &mut in_text)
}

/// As [`mend`], of a corpus whose documents are without their texts; `words` says what stands somewhere in that of one, and
/// is asked where a name is split off.
///
/// # Errors
/// As [`mend`].
pub fn mend_without_texts(
    corpus: &mut Corpus,
    commas: &Commas,
    edits: &[EntityEdit],
    mut words: impl FnMut(usize, ByteRange) -> String,
) -> Result<(), Vec<EditError>> {
    if edits.is_empty() {
        return Ok(());
    }
    mend_everywhere(corpus, commas, edits, &mut |_, at, range| words(at, range))
}

/// Says what stands somewhere in the text of a document, which has this place among all.
type Words<'w> = &'w mut dyn FnMut(&Document, usize, ByteRange) -> String;

fn in_text(document: &Document, _: usize, range: ByteRange) -> String {
    range.of(&document.text).to_owned()
}

fn mend_everywhere(
    corpus: &mut Corpus,
    commas: &Commas,
    edits: &[EntityEdit],
    words: Words<'_>,
) -> Result<(), Vec<EditError>> {
    // Where each is depends on what it is called in the end.
    let before: Vec<_> = corpus.entities.iter_mut().map(|entity| entity.at.take()).collect();
    let mended = mend_by(corpus, edits, words);
    match &mended {
        Ok(()) => places::locate(commas, &corpus.annotations, &mut corpus.entities),
        Err(_) => corpus.entities.iter_mut().zip(before).for_each(|(entity, at)| entity.at = at),
    }
    mended
}

/// As [`mend`], without looking up where places are, which takes the gazetteer and all texts: each stays where it is, and one
/// that was nowhere is where a place is that is merged into it.
///
/// # Errors
/// As [`mend`].
pub fn mend_placed(corpus: &mut Corpus, edits: &[EntityEdit]) -> Result<(), Vec<EditError>> {
    if edits.is_empty() {
        return Ok(());
    }
    mend_by(corpus, edits, &mut in_text)
}

fn mend_by(corpus: &mut Corpus, edits: &[EntityEdit], words: Words<'_>) -> Result<(), Vec<EditError>> {
    let mut plan = Plan::new(&corpus.entities);
    for edit in edits {
        plan.merge(edit);
    }
    for edit in edits {
        plan.change(edit);
    }
    let Plan { slots, split, made, errors, .. } = plan;
    if !errors.is_empty() {
        return Err(errors);
    }
    carry_out(corpus, &slots, &split, made, words);
    Ok(())
}

/// What becomes of each entity.
struct Plan<'c> {
    entities: &'c [Entity],
    numbers: HashMap<(EntityKind, &'c str), usize>,
    /// The slot that each entity's mentions go to; `None` where it is hidden.
    slots: Vec<Option<usize>>,
    /// The slot that the mentions by one of its names (folded) go to.
    split: HashMap<(usize, String), usize>,
    /// Entities as they will be: first one for each as it was, then those that are split off.
    made: Vec<Entity>,
    errors: Vec<EditError>,
}

impl<'c> Plan<'c> {
    fn new(entities: &'c [Entity]) -> Self {
        let names = entities.iter().zip(0..);
        Self {
            numbers: names.map(|(entity, at)| ((entity.kind, entity.id.as_str()), at)).collect(),
            slots: (0..entities.len()).map(Some).collect(),
            split: HashMap::new(),
            made: entities.to_vec(),
            errors: Vec::new(),
            entities,
        }
    }

    fn fail(&mut self, place: &EditPlace, problem: String) {
        self.errors.push(EditError { place: place.clone(), problem });
    }

    fn find(&mut self, named: &Named) -> Option<usize> {
        let found = self.numbers.get(&(named.kind, named.id.as_str())).copied();
        if found.is_none() {
            let kind = named.kind.key();
            let of_kind = self.entities.iter().filter(|entity| entity.kind == named.kind);
            let advice = nearest(&named.id, of_kind.map(|entity| entity.id.as_str())).map_or_else(
                || "an entity's id stands in the link that its filter makes".to_owned(),
                |id| format!("did you mean “{kind}/{id}”?"),
            );
            self.fail(&named.place, format!("there is no entity “{kind}/{}”; {advice}", named.id));
        }
        found
    }

    fn merge(&mut self, edit: &EntityEdit) {
        for other in &edit.merge {
            let (Some(into), Some(from)) =
                (self.numbers.get(&(edit.entity.kind, edit.entity.id.as_str())).copied(), self.find(other))
            else {
                continue;
            };
            if from == into || self.slots[from] != Some(from) {
                let problem = if from == into { "can't be merged into itself" } else { "is merged already" };
                self.fail(&other.place, format!("“{}/{}” {problem}", other.kind.key(), other.id));
                continue;
            }
            self.slots[from] = Some(into);
            let merged = &self.entities[from];
            let made = &mut self.made[into];
            made.at = made.at.or(merged.at);
            made.edits.push(format!("merged with “{}”", merged.label));
            merged.aliases.iter().for_each(|alias| add_alias(&mut made.aliases, alias));
        }
    }

    fn change(&mut self, edit: &EntityEdit) {
        let Some(at) = self.find(&edit.entity) else { return };
        let place = &edit.entity.place;
        if self.slots[at] != Some(at) {
            self.fail(place, format!("“{}” is merged into another; edit that one", self.entities[at].label));
            return;
        }
        if edit.hide {
            if edit.name.is_some()
                || edit.kind.is_some()
                || edit.at.is_some()
                || !edit.merge.is_empty()
                || !edit.split.is_empty()
            {
                self.fail(
                    place,
                    "what is hidden can't be edited otherwise; remove “hide”, or the rest".into(),
                );
            }
            self.slots[at] = None;
            return;
        }
        for (name, place) in &edit.split {
            self.split_off(at, name, place);
        }
        let made = &mut self.made[at];
        if let Some(kind) = edit.kind.filter(|kind| *kind != made.kind) {
            made.edits.push(format!("was {}", in_words(made.kind)));
            made.kind = kind;
        }
        if let Some(name) = edit.name.as_ref().filter(|name| **name != made.label) {
            rename(made, name);
        }
        made.note.clone_from(&edit.note);
        if let Some((at, place)) = &edit.at {
            made.at = Some(*at);
            if made.kind == EntityKind::Place {
                made.edits.push("placed by hand".into());
            } else {
                let problem =
                    format!("“{}” is {}; only a place is somewhere", made.label, in_words(made.kind));
                self.fail(place, problem);
            }
        }
    }

    fn split_off(&mut self, at: usize, name: &str, place: &EditPlace) {
        let folded = fold(name);
        let own = &self.made[at];
        let (off, kept): (Vec<Alias>, Vec<Alias>) =
            own.aliases.iter().cloned().partition(|alias| fold(&alias.text) == folded);
        if off.is_empty() || kept.is_empty() || fold(&own.label) == folded {
            let label = own.label.clone();
            let others = own.aliases.iter().map(|alias| alias.text.as_str()).filter(|text| *text != label);
            let problem = if fold(&label) == folded {
                format!("“{name}” is the entity's own name, which can't be split off; split off the others")
            } else if let Some(near) = nearest(name, others) {
                format!("“{label}” does not go by “{name}”; did you mean “{near}”?")
            } else {
                format!("“{label}” does not go by “{name}”")
            };
            self.fail(place, problem);
            return;
        }
        let slot = self.made.len();
        self.split.insert((at, folded), slot);
        let own = &mut self.made[at];
        own.aliases = kept;
        own.edits.push(format!("“{name}” split off"));
        let split = Entity {
            kind: own.kind,
            id: id_of(name),
            label: off.first().map_or_else(|| name.to_owned(), |alias| alias.text.clone()),
            aliases: off,
            edits: vec![format!("split from “{}”", own.label)],
            note: None,
            at: None,
        };
        self.made.push(split);
    }
}

/// `slots`, `split` and `made` are those of the plan.
fn carry_out(
    corpus: &mut Corpus,
    slots: &[Option<usize>],
    split: &HashMap<(usize, String), usize>,
    made: Vec<Entity>,
    words: Words<'_>,
) {
    let stays = |slot: usize| slot >= slots.len() || slots[slot] == Some(slot);
    let mut entities: Vec<(usize, Entity)> =
        made.into_iter().enumerate().filter(|(slot, _)| stays(*slot)).collect();
    // Who was not edited keeps his id before who was.
    entities.sort_by_key(|(slot, entity)| (!entity.edits.is_empty(), *slot));
    for (_, entity) in &mut entities {
        entity.at = entity.at.filter(|_| entity.kind == EntityKind::Place);
        entity.aliases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    }
    make_ids_unique(entities.iter_mut().map(|(_, entity)| entity));
    entities.sort_by(|(_, a), (_, b)| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    let numbers: HashMap<usize, EntityIndex> =
        entities.iter().zip(0..).map(|((slot, _), number)| (*slot, EntityIndex(number))).collect();
    let number = |slot: Option<usize>| numbers.get(&slot?).copied();
    let of_entity = |entity: EntityIndex| slots.get(entity.0 as usize).copied().flatten();
    for (at, (document, annotations)) in corpus.documents.iter().zip(&mut corpus.annotations).enumerate() {
        let mut of_mention = |entity: EntityIndex, range: Option<ByteRange>| {
            let slot = of_entity(entity)?;
            if split.is_empty() {
                return Some(slot);
            }
            let words = range.map(|range| words(document, at, range)).unwrap_or_default();
            let by_name = split.get(&(slot, fold(&words))).copied();
            Some(by_name.unwrap_or(slot))
        };
        // A quotation's speaker goes where the mention before it that named him went.
        for quotation in &mut annotations.quotations {
            let near = |mention: &&dossier_model::Mention| Some(mention.entity) == quotation.speaker;
            let named = annotations.mentions.iter().filter(near);
            let nearest = named.min_by_key(|mention| mention.range.start.abs_diff(quotation.range.start));
            let range = nearest.map(|mention| mention.range);
            quotation.speaker = quotation.speaker.and_then(|speaker| number(of_mention(speaker, range)));
        }
        annotations.mentions.retain_mut(|mention| {
            let slot = of_mention(mention.entity, Some(mention.range));
            number(slot).map(|entity| mention.entity = entity).is_some()
        });
        let mentioned =
            |entity: &EntityIndex| annotations.mentions.iter().any(|mention| mention.entity == *entity);
        let unplaced = annotations.unplaced.iter().filter_map(|entity| number(of_entity(*entity)));
        let mut unplaced: Vec<_> = unplaced.filter(|entity| !mentioned(entity)).collect();
        unplaced.sort_unstable();
        unplaced.dedup();
        annotations.unplaced = unplaced;
    }
    corpus.entities = entities.into_iter().map(|(_, entity)| entity).collect();
}

fn add_alias(aliases: &mut Vec<Alias>, alias: &Alias) {
    match aliases.iter_mut().find(|own| own.text == alias.text) {
        Some(own) => own.count += alias.count,
        None => {
            let reason = if alias.reason.is_empty() { "an editor said so" } else { &alias.reason };
            aliases.push(Alias { reason: reason.to_owned(), ..alias.clone() });
        }
    }
}

/// The new name is a form of its own, though no text need have it.
fn rename(entity: &mut Entity, name: &str) {
    entity.edits.push(format!("renamed from “{}”", entity.label));
    for alias in entity.aliases.iter_mut().filter(|alias| alias.reason.is_empty()) {
        alias.reason = "an editor gave another name".into();
    }
    match entity.aliases.iter_mut().find(|alias| alias.text == name) {
        Some(alias) => alias.reason.clear(),
        None => entity.aliases.push(Alias { text: name.to_owned(), count: 0, reason: String::new() }),
    }
    name.clone_into(&mut entity.label);
}

fn in_words(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "a person",
        EntityKind::Organisation => "an organisation",
        EntityKind::Place => "a place",
    }
}

#[cfg(test)]
mod tests;
