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
    corpus::Found,
    typing::{Sureness, bare, surname},
    words::is_particle,
};

/// What each name of a document was taken for: a form whose entity it belongs to, and why where that is not its own.
type Taken = (FormId, Option<String>);

pub(crate) fn merge(mut found: Vec<Found>) -> (Vec<Annotations>, Vec<Entity>) {
    settle_kinds(&mut found);
    let forms = Forms::gather(&found);
    let people = People::gather(&found, &forms);
    let taken: Vec<Vec<Taken>> =
        found.iter().enumerate().map(|(document, found)| take(document, found, &forms, &people)).collect();
    let (entities, numbers) = entities(&found, &taken, &forms);
    let annotations =
        found.iter().zip(&taken).map(|(found, taken)| annotate(found, taken, &forms, &numbers)).collect();
    (annotations, entities)
}

/// A name that is one thing in one article and another in the next is what most of the evidence says.
fn settle_kinds(found: &mut [Found]) {
    let mut votes: HashMap<String, [u32; 3]> = HashMap::new();
    for name in found.iter().filter(|found| !found.is_given).flat_map(|found| &found.names) {
        let weight = match name.sureness {
            Sureness::Weak => 1,
            Sureness::Fair => 4,
            Sureness::Strong => 20,
        };
        votes.entry(fold(&name.text)).or_default()[name.kind as usize] += weight;
    }
    for name in found.iter_mut().filter(|found| !found.is_given).flat_map(|found| &mut found.names) {
        let Some(votes) = votes.get(&fold(&name.text)) else { continue };
        let best = EntityKind::ALL.into_iter().max_by_key(|kind| (votes[*kind as usize], *kind == name.kind));
        name.kind = best.unwrap_or(name.kind);
    }
}

fn take(document: usize, found: &Found, forms: &Forms, people: &People) -> Vec<Taken> {
    let of = |name: &crate::corpus::FoundName| {
        let own = forms.find(name.kind, &name.text);
        if found.is_given || name.kind != EntityKind::Person || name.text.contains(' ') {
            return (own, None);
        }
        match people.who(document, &name.text) {
            Some(full) if forms.root(full) != forms.root(own) => {
                let reason = format!("it is the surname of “{}”, the only one so named", forms.text(full));
                (full, Some(reason))
            }
            _ => (own, None),
        }
    };
    found.names.iter().map(of).collect()
}

/// Who is named in full with which surname.
struct People {
    by_document: HashMap<(usize, String), Vec<FormId>>,
    in_corpus: HashMap<String, Vec<FormId>>,
}

impl People {
    fn gather(found: &[Found], forms: &Forms) -> Self {
        let mut people = Self { by_document: HashMap::new(), in_corpus: HashMap::new() };
        for (document, found) in found.iter().enumerate().filter(|(_, found)| !found.is_given) {
            for name in
                found.names.iter().filter(|name| name.kind == EntityKind::Person && name.text.contains(' '))
            {
                let form = forms.root(forms.find(name.kind, &name.text));
                for list in [
                    people.by_document.entry((document, surname(&name.text))).or_default(),
                    people.in_corpus.entry(surname(&name.text)).or_default(),
                ] {
                    if !list.contains(&form) {
                        list.push(form);
                    }
                }
            }
        }
        people
    }

    /// The one person of that surname in the document, else in the corpus; nobody where there are two.
    fn who(&self, document: usize, short: &str) -> Option<FormId> {
        let surname = bare(&fold(short));
        let here = self.by_document.get(&(document, surname.clone()));
        let list = here.or_else(|| self.in_corpus.get(&surname))?;
        <&[FormId; 1]>::try_from(list.as_slice()).ok().map(|[only]| *only)
    }
}

/// What is gathered of an entity while its mentions are counted.
#[derive(Default)]
struct Gathered {
    counts: BTreeMap<String, u32>,
    reasons: HashMap<String, String>,
}

/// The entities, by kind and id, and the number of each root's.
fn entities(
    found: &[Found],
    taken: &[Vec<Taken>],
    forms: &Forms,
) -> (Vec<Entity>, HashMap<FormId, EntityIndex>) {
    let mut gathered: BTreeMap<FormId, Gathered> = BTreeMap::new();
    for (found, taken) in found.iter().zip(taken) {
        for (name, (form, reason)) in found.names.iter().zip(taken) {
            let entity = gathered.entry(forms.root(*form)).or_default();
            *entity.counts.entry(name.text.clone()).or_default() += 1;
            let own = || forms.reason(forms.find(name.kind, &name.text));
            if let Some(reason) = reason.clone().or_else(own) {
                entity.reasons.entry(name.text.clone()).or_insert(reason);
            }
        }
        for (kind, text) in &found.unplaced {
            let entity = gathered.entry(forms.root(forms.find(*kind, text))).or_default();
            entity.counts.entry(text.clone()).or_default();
        }
    }
    let mut made: Vec<(FormId, Entity)> =
        gathered.into_iter().map(|(root, gathered)| (root, entity(forms.kind(root), gathered))).collect();
    made.sort_by(|(_, a), (_, b)| (a.kind, &a.id, &a.label).cmp(&(b.kind, &b.id, &b.label)));
    make_ids_unique(made.iter_mut().map(|(_, entity)| entity));
    made.sort_by(|(_, a), (_, b)| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    let numbers = made.iter().zip(0..).map(|((root, _), number)| (*root, EntityIndex(number))).collect();
    (made.into_iter().map(|(_, entity)| entity).collect(), numbers)
}

fn entity(kind: EntityKind, gathered: Gathered) -> Entity {
    let label = label(kind, &gathered.counts);
    let mut aliases: Vec<Alias> = gathered
        .counts
        .into_iter()
        .map(|(text, count)| {
            let spelling = || "it is the same name in another spelling".to_owned();
            let reason = gathered.reasons.get(&text).cloned().unwrap_or_else(spelling);
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
