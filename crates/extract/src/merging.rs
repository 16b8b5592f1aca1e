//! One entity of all the forms a name has in the corpus, each with the reason it was taken for the same.
//!
//! A form is a kind and a spelling. Rules that hold wherever a form stands join forms for the whole corpus (`forms`);
//! a surname alone is decided document by document, by who is named there in full.

mod forms;

use std::collections::{BTreeMap, HashMap};

use dossier_model::{Alias, Annotations, DateMention, Entity, EntityIndex, EntityKind, Mention, Quotation};
use dossier_text::{fold, slug};

use self::forms::{FormId, Forms};
use crate::{
    corpus::{Found, FoundName},
    typing::{Sureness, bare, surname},
    words::is_particle,
};

/// What each name of a document was taken for: a form whose entity it belongs to, and why where that is not its own.
type Taken = (FormId, Option<String>);

pub(crate) fn merge(mut found: Vec<Found>) -> (Vec<Annotations>, Vec<Entity>) {
    settle_kinds(&mut found);
    let forms = Forms::gather(&found);
    let form = |name: &FoundName| forms.find(name.kind, &name.text);
    let own: Vec<Vec<FormId>> = found.iter().map(|found| found.names.iter().map(form).collect()).collect();
    let people = People::gather(&found, &own, &forms);
    let documents = found.iter().zip(&own).enumerate();
    let taken: Vec<Vec<Taken>> =
        documents.map(|(document, (found, own))| take(document, found, own, &forms, &people)).collect();
    let (entities, numbers) = entities(&found, &own, &taken, &forms);
    let annotations =
        found.iter().zip(&taken).map(|(found, taken)| annotate(found, taken, &forms, &numbers)).collect();
    (annotations, entities)
}

/// A name that is one thing in one article and another in the next is what most of the evidence says.
fn settle_kinds(found: &mut [Found]) {
    // Names in small letters, each once, by its place; which of them each name is, in the order of the names.
    let (mut votes, mut places, mut folded) = (Vec::<[u32; 3]>::new(), Vec::new(), HashMap::new());
    let mut spelt: HashMap<&str, usize> = HashMap::new();
    for name in found.iter().filter(|found| !found.is_given).flat_map(|found| &found.names) {
        let weight = match name.sureness {
            Sureness::Weak => 1,
            Sureness::Fair => 4,
            Sureness::Strong => 20,
        };
        let place = *spelt.entry(&name.text).or_insert_with(|| {
            *folded.entry(fold(&name.text)).or_insert_with(|| {
                votes.push([0; 3]);
                votes.len() - 1
            })
        });
        votes[place][name.kind as usize] += weight;
        places.push(place);
    }
    let names = found.iter_mut().filter(|found| !found.is_given).flat_map(|found| &mut found.names);
    for (name, place) in names.zip(places) {
        let votes = votes[place];
        let best = EntityKind::ALL.into_iter().max_by_key(|kind| (votes[*kind as usize], *kind == name.kind));
        name.kind = best.unwrap_or(name.kind);
    }
}

fn take(document: usize, found: &Found, own: &[FormId], forms: &Forms, people: &People) -> Vec<Taken> {
    let of = |(name, own): (&FoundName, &FormId)| {
        if found.is_given || name.kind != EntityKind::Person || name.text.contains(' ') {
            return (*own, None);
        }
        match people.who(document, &name.text) {
            Some(full) if forms.root(full) != forms.root(*own) => {
                let reason = format!("it is the surname of “{}”, the only one so named", forms.text(full));
                (full, Some(reason))
            }
            _ => (*own, None),
        }
    };
    found.names.iter().zip(own).map(of).collect()
}

/// Who is named in full with which surname.
struct People {
    surnames: HashMap<String, usize>,
    by_document: HashMap<(usize, usize), Vec<FormId>>,
    /// By surname.
    in_corpus: Vec<Vec<FormId>>,
}

impl People {
    fn gather(found: &[Found], own: &[Vec<FormId>], forms: &Forms) -> Self {
        let mut people =
            Self { surnames: HashMap::new(), by_document: HashMap::new(), in_corpus: Vec::new() };
        let mut known: Vec<Option<usize>> = vec![None; forms.len()];
        let extracted = found.iter().zip(own).enumerate().filter(|(_, (found, _))| !found.is_given);
        for (document, (found, own)) in extracted {
            for (name, own) in found.names.iter().zip(own) {
                if name.kind != EntityKind::Person || !name.text.contains(' ') {
                    continue;
                }
                let form = forms.root(*own);
                let surname = *known[*own].get_or_insert_with(|| people.surname(surname(&name.text)));
                for list in [
                    people.by_document.entry((document, surname)).or_default(),
                    &mut people.in_corpus[surname],
                ] {
                    if !list.contains(&form) {
                        list.push(form);
                    }
                }
            }
        }
        people
    }

    fn surname(&mut self, surname: String) -> usize {
        let next = self.in_corpus.len();
        let place = *self.surnames.entry(surname).or_insert(next);
        if place == next {
            self.in_corpus.push(Vec::new());
        }
        place
    }

    /// The one person of that surname in the document, else in the corpus; nobody where there are two.
    fn who(&self, document: usize, short: &str) -> Option<FormId> {
        let surname = *self.surnames.get(&bare(&fold(short)))?;
        let here = self.by_document.get(&(document, surname));
        let list = here.unwrap_or(&self.in_corpus[surname]);
        <&[FormId; 1]>::try_from(list.as_slice()).ok().map(|[only]| *only)
    }
}

/// What is gathered of an entity while its mentions are counted.
#[derive(Default)]
struct Gathered {
    counts: BTreeMap<FormId, u32>,
    reasons: HashMap<FormId, String>,
}

/// The entities, by kind and id, and the number of each root's.
fn entities(
    found: &[Found],
    own: &[Vec<FormId>],
    taken: &[Vec<Taken>],
    forms: &Forms,
) -> (Vec<Entity>, HashMap<FormId, EntityIndex>) {
    let mut gathered: BTreeMap<FormId, Gathered> = BTreeMap::new();
    for ((found, own), taken) in found.iter().zip(own).zip(taken) {
        for (own, (form, reason)) in own.iter().zip(taken) {
            let entity = gathered.entry(forms.root(*form)).or_default();
            *entity.counts.entry(*own).or_default() += 1;
            if !entity.reasons.contains_key(own)
                && let Some(reason) = reason.clone().or_else(|| forms.reason(*own))
            {
                entity.reasons.insert(*own, reason);
            }
        }
        for (kind, text) in &found.unplaced {
            let own = forms.find(*kind, text);
            gathered.entry(forms.root(own)).or_default().counts.entry(own).or_default();
        }
    }
    let mut made: Vec<(FormId, Entity)> =
        gathered.into_iter().map(|(root, gathered)| (root, entity(forms, root, gathered))).collect();
    made.sort_by(|(_, a), (_, b)| (a.kind, &a.id, &a.label).cmp(&(b.kind, &b.id, &b.label)));
    make_ids_unique(made.iter_mut().map(|(_, entity)| entity));
    made.sort_by(|(_, a), (_, b)| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    let numbers = made.iter().zip(0..).map(|((root, _), number)| (*root, EntityIndex(number))).collect();
    (made.into_iter().map(|(_, entity)| entity).collect(), numbers)
}

fn entity(forms: &Forms, root: FormId, Gathered { counts, mut reasons }: Gathered) -> Entity {
    let kind = forms.kind(root);
    let by_text = counts.iter().map(|(form, count)| (forms.text(*form).to_owned(), *count)).collect();
    let label = label(kind, &by_text);
    let mut aliases: Vec<Alias> = counts
        .into_iter()
        .map(|(form, count)| {
            let spelling = || "it is the same name in another spelling".to_owned();
            let text = forms.text(form).to_owned();
            let reason = reasons.remove(&form).unwrap_or_else(spelling);
            Alias { reason: if text == label { String::new() } else { reason }, text, count }
        })
        .collect();
    aliases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    let id = id_of(&label);
    Entity { kind, id, label, aliases, edits: Vec::new(), note: None, at: None }
}

/// The fullest form: of people the one with most words, of others the most used that is no acronym.
fn label(kind: EntityKind, counts: &BTreeMap<String, u32>) -> String {
    let is_shouted = |text: &str| !text.chars().any(char::is_lowercase);
    let fullness = |text: &str| match kind {
        EntityKind::Person => text.split(' ').count(),
        EntityKind::Organisation => usize::from(text.contains(' ')),
        EntityKind::Place => 0,
    };
    counts
        .iter()
        .max_by_key(|(text, count)| (!is_shouted(text), fullness(text), **count, std::cmp::Reverse(*text)))
        .map(
            |(text, _)| {
                if kind == EntityKind::Person && is_shouted(text) { calmed(text) } else { text.clone() }
            },
        )
        .unwrap_or_default()
}

/// A name that is only ever written in capitals, as a credit line has it, in small letters: `Ahmad al-Rubaye`.
fn calmed(text: &str) -> String {
    let calm = |word: &str| {
        let lower = word.to_lowercase();
        let mut letters = lower.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        if is_particle(word) { lower } else { first + letters.as_str() }
    };
    let words = text.split(' ').map(|word| word.split('-').map(calm).collect::<Vec<_>>().join("-"));
    words.collect::<Vec<_>>().join(" ")
}

/// The id of an entity of this name, until it is made unique.
pub(crate) fn id_of(name: &str) -> String {
    Some(slug(name)).filter(|id| !id.is_empty()).unwrap_or_else(|| "name".into())
}

/// Two entities of a kind whose names make the same slug are numbered.
pub(crate) fn make_ids_unique<'e>(made: impl Iterator<Item = &'e mut Entity>) {
    let made: Vec<&mut Entity> = made.collect();
    let given: std::collections::HashSet<(EntityKind, String)> =
        made.iter().map(|entity| (entity.kind, entity.id.clone())).collect();
    let mut taken = std::collections::HashSet::new();
    let mut next: HashMap<(EntityKind, String), usize> = HashMap::new();
    for entity in made {
        let base = (entity.kind, entity.id.clone());
        if taken.insert(base.clone()) {
            continue;
        }
        let number = next.entry(base.clone()).or_insert(2);
        loop {
            let id = format!("{}-{number}", base.1);
            *number += 1;
            if !given.contains(&(base.0, id.clone())) && taken.insert((base.0, id.clone())) {
                entity.id = id;
                break;
            }
        }
    }
}

fn annotate(
    found: &Found,
    taken: &[Taken],
    forms: &Forms,
    numbers: &HashMap<FormId, EntityIndex>,
) -> Annotations {
    let number = |form: FormId| numbers.get(&forms.root(form)).copied();
    let mentions: Vec<Mention> = found
        .names
        .iter()
        .zip(taken)
        .filter_map(|(name, (form, _))| Some(Mention { range: name.range, entity: number(*form)? }))
        .collect();
    let mut unplaced: Vec<EntityIndex> =
        found.unplaced.iter().filter_map(|(kind, text)| number(forms.find(*kind, text))).collect();
    unplaced.sort_unstable();
    unplaced.dedup();
    let mentioned: std::collections::HashSet<EntityIndex> =
        mentions.iter().map(|mention| mention.entity).collect();
    unplaced.retain(|entity| !mentioned.contains(entity));
    let dates =
        found.dates.found.iter().map(|date| DateMention { range: date.range, span: date.span }).collect();
    let quotations = found
        .quotations
        .iter()
        .map(|quotation| {
            let speaker =
                quotation.speaker.and_then(|name| taken.get(name)).and_then(|(form, _)| number(*form));
            Quotation { range: quotation.range, speaker }
        })
        .collect();
    Annotations { mentions, unplaced, dates, quotations }
}
