//! One entity of all the forms a name has in the corpus, each with the reason it was taken for the same.
//!
//! A form is a kind and a spelling. Rules that hold wherever a form stands join forms for the whole corpus (`forms`);
//! a surname alone is decided document by document, by who is named there in full.

mod forms;
mod names;

use std::collections::{BTreeMap, HashMap};

use dossier_model::{
    Alias, Annotations, ByteRange, DateMention, Document, Entity, EntityIndex, EntityKind, Mention, Quotation,
};
use dossier_text::{fold, slug};

use self::{
    forms::{FormId, Forms},
    names::{Names, OfDocument, Spellings},
};
use crate::{
    corpus::Found,
    places::{self, Commas},
    published,
    typing::{Sureness, bare, surname},
    words::is_particle,
};

/// Brings together what was found in the documents of a corpus, which come one after the other: their texts need not be
/// held until the last has come.
#[derive(Default)]
pub struct Merger {
    names: Names,
    /// What needs no other document. Who is quoted is told by the place of the name among those of the document.
    annotations: Vec<Annotations>,
    commas: Commas,
}

/// What was found in a corpus.
#[derive(Debug)]
pub struct Merged {
    /// Of each document, in their order.
    pub annotations: Vec<Annotations>,
    /// The entities, by kind, then id.
    pub entities: Vec<Entity>,
    /// What [`mend_without_texts`](crate::mend_without_texts) has to know of the texts.
    pub commas: Commas,
}

impl Merger {
    /// Takes what was found in the next document of the corpus, and bounds its day where nothing states it.
    pub fn add(&mut self, document: &mut Document, found: Found) {
        let Found { names, unplaced, is_given, dates, quotations } = found;
        published::complete(document, &dates);
        self.commas.add(&document.text, names.iter().map(|name| name.range));
        self.names.add(&names, &unplaced, is_given);
        let mentioned = |date: &crate::dates::FoundDate| DateMention { range: date.range, span: date.span };
        let said = |quotation: &crate::quotations::FoundQuotation| Quotation {
            range: quotation.range,
            speaker: quotation.speaker.map(|name| EntityIndex(name as u32)),
        };
        self.annotations.push(Annotations {
            dates: dates.found.iter().map(mentioned).collect(),
            quotations: quotations.iter().map(said).collect(),
            ..Annotations::default()
        });
    }

    /// The corpus, deterministic.
    pub fn finish(self) -> Merged {
        let Self { mut names, mut annotations, commas } = self;
        settle_kinds(&mut names);
        let forms = Forms::gather(&names);
        let taken = take(&names, &forms);
        let (mut entities, numbers) = entities(&names, &taken, &forms);
        for (found, document) in annotations.iter_mut().zip(names.documents()) {
            annotate(found, &document, &taken, &forms, &numbers);
        }
        places::locate(&commas, &annotations, &mut entities);
        Merged { annotations, entities, commas }
    }
}

/// A name that is one thing in one article and another in the next is what most of the evidence says.
fn settle_kinds(names: &mut Names) {
    // Spellings in small letters, and which of them each spelling is.
    let mut folded = Spellings::default();
    let spellings = 0..names.spellings.len() as u32;
    let places: Vec<u32> =
        spellings.map(|spelling| folded.number(&fold(names.spellings.text(spelling)))).collect();
    let mut votes = vec![[0_u32; EntityKind::ALL.len()]; folded.len()];
    for name in names.extracted().flat_map(|document| document.names) {
        let weight = match name.sureness {
            Sureness::Weak => 1,
            Sureness::Fair => 4,
            Sureness::Strong => 20,
        };
        votes[places[name.spelling as usize] as usize][name.kind as usize] += weight;
    }
    for name in names.extracted_mut() {
        let votes = votes[places[name.spelling as usize] as usize];
        let best = EntityKind::ALL.into_iter().max_by_key(|kind| (votes[*kind as usize], *kind == name.kind));
        name.kind = best.unwrap_or(name.kind);
    }
}

/// What each name was taken for: a form to whose entity it belongs, which is another than its own where it is the surname
/// of somebody.
fn take(names: &Names, forms: &Forms<'_>) -> Vec<FormId> {
    let mut taken: Vec<FormId> = names.all().iter().map(|name| forms.of(name)).collect();
    let mut people = People::gather(names, forms);
    for document in names.extracted() {
        let own = &mut taken[document.first..][..document.names.len()];
        let is_person = document.names.iter().map(|name| name.kind == EntityKind::Person);
        let people_here: Vec<FormId> =
            own.iter().zip(is_person).filter(|(_, is_person)| *is_person).map(|(own, _)| *own).collect();
        let here = people.named_in_full(&people_here, forms);
        for (own, name) in own.iter_mut().zip(document.names) {
            if name.kind == EntityKind::Person
                && let Some(full) = people.who(*own, &here, forms)
                && forms.root(full) != forms.root(*own)
            {
                *own = full;
            }
        }
    }
    taken
}

/// Why a name that stands for a form of another entity does: the form is somebody's of that surname.
fn reason_of_surname(full: &str) -> String {
    format!("it is the surname of “{full}”, the only one so named")
}

/// Who is named in full with which surname.
struct People {
    surnames: HashMap<String, u32>,
    /// What is known of forms: whether they name somebody in full, and their surnames' numbers.
    known: Vec<Option<(bool, Option<u32>)>>,
    /// By surname.
    in_corpus: Vec<Bearers>,
}

/// Those of a surname.
#[derive(Clone, Copy)]
enum Bearers {
    Only(FormId),
    Several,
}

impl Bearers {
    fn and(self, form: FormId) -> Self {
        match self {
            Self::Only(only) if only == form => self,
            _ => Self::Several,
        }
    }

    fn only(self) -> Option<FormId> {
        match self {
            Self::Only(only) => Some(only),
            Self::Several => None,
        }
    }
}

impl People {
    fn gather(names: &Names, forms: &Forms<'_>) -> Self {
        let (surnames, in_corpus) = (HashMap::new(), Vec::new());
        let mut people = Self { surnames, known: vec![None; forms.len()], in_corpus };
        for name in names.extracted().flat_map(|document| document.names) {
            let form = forms.of(name);
            if name.kind != EntityKind::Person || people.known[form as usize].is_some() {
                continue;
            }
            let text = forms.text(form);
            if !text.contains(' ') {
                continue;
            }
            let (next, root) = (people.in_corpus.len() as u32, forms.root(form));
            let place = *people.surnames.entry(surname(text)).or_insert(next);
            match people.in_corpus.get_mut(place as usize) {
                Some(bearers) => *bearers = bearers.and(root),
                None => people.in_corpus.push(Bearers::Only(root)),
            }
            people.known[form as usize] = Some((true, Some(place)));
        }
        people
    }

    /// Whether a form of a person names somebody in full, and the number of the surname, where anybody has it.
    fn surname(&mut self, form: FormId, forms: &Forms<'_>) -> (bool, Option<u32>) {
        let short = || (false, self.surnames.get(&bare(&fold(forms.text(form)))).copied());
        *self.known[form as usize].get_or_insert_with(short)
    }

    /// Those of some people who are named in full, by surname.
    fn named_in_full(&mut self, people: &[FormId], forms: &Forms<'_>) -> BTreeMap<u32, Bearers> {
        let mut here: BTreeMap<u32, Bearers> = BTreeMap::new();
        for form in people {
            if let (true, Some(surname)) = self.surname(*form, forms) {
                let root = forms.root(*form);
                here.entry(surname)
                    .and_modify(|bearers| *bearers = bearers.and(root))
                    .or_insert(Bearers::Only(root));
            }
        }
        here
    }

    /// The one person of that surname in the document, else in the corpus; nobody where there are two, or where the form is
    /// no surname.
    fn who(&mut self, form: FormId, here: &BTreeMap<u32, Bearers>, forms: &Forms<'_>) -> Option<FormId> {
        let (false, Some(surname)) = self.surname(form, forms) else { return None };
        here.get(&surname).unwrap_or(&self.in_corpus[surname as usize]).only()
    }
}

/// The entities, by kind and id, and the number of each form's that stands for one.
fn entities(names: &Names, taken: &[FormId], forms: &Forms<'_>) -> (Vec<Entity>, Vec<Option<EntityIndex>>) {
    // How often each form stands for its own entity, and how often for whose surname it is.
    let (mut own, mut surnames) = (vec![None; forms.len()], HashMap::<(FormId, FormId), u32>::new());
    for (name, taken) in names.all().iter().zip(taken) {
        let form = forms.of(name);
        if form == *taken {
            *own[form as usize].get_or_insert(0) += 1;
        } else {
            *surnames.entry((forms.root(*taken), form)).or_default() += 1;
        }
    }
    for (kind, spelling) in names.documents().flat_map(|document| document.unplaced) {
        own[forms.find(*kind, *spelling) as usize].get_or_insert(0);
    }
    let own = forms.all().zip(own).filter_map(|(form, count)| Some((forms.root(form), form, count?)));
    let surnames = surnames.into_iter().map(|((root, form), count)| (root, form, count));
    let mut gathered: Vec<(FormId, FormId, u32)> = own.chain(surnames).collect();
    gathered.sort_unstable();
    let by_root = gathered.chunk_by(|one, other| one.0 == other.0);
    let mut made: Vec<(FormId, Entity)> =
        by_root.map(|gathered| (gathered[0].0, entity(forms, gathered[0].0, gathered))).collect();
    made.sort_by(|(_, a), (_, b)| (a.kind, &a.id, &a.label).cmp(&(b.kind, &b.id, &b.label)));
    make_ids_unique(made.iter_mut().map(|(_, entity)| entity));
    made.sort_by(|(_, a), (_, b)| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    let mut numbers = vec![None; forms.len()];
    for ((root, _), number) in made.iter().zip(0..) {
        numbers[*root as usize] = Some(EntityIndex(number));
    }
    (made.into_iter().map(|(_, entity)| entity).collect(), numbers)
}

/// An entity of its forms with how often each stands for it.
fn entity(forms: &Forms<'_>, root: FormId, gathered: &[(FormId, FormId, u32)]) -> Entity {
    let kind = forms.kind(root);
    let label = label(kind, gathered.iter().map(|(_, form, count)| (forms.text(*form), *count)));
    let alias = |&(_, form, count): &(FormId, FormId, u32)| {
        let text = forms.text(form).to_owned();
        let spelling = || "it is the same name in another spelling".to_owned();
        // Of one that no text spells it is not told by which rule.
        let own = || forms.reason(form).filter(|_| count > 0).unwrap_or_else(spelling);
        let reason = || if forms.root(form) == root { own() } else { reason_of_surname(forms.text(root)) };
        Alias { reason: if text == label { String::new() } else { reason() }, text, count }
    };
    let mut aliases: Vec<Alias> = gathered.iter().map(alias).collect();
    aliases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    let id = id_of(&label);
    Entity { kind, id, label, aliases, edits: Vec::new(), note: None, at: None }
}

/// The fullest form: of people the one with most words, of others the most used that is no acronym.
fn label<'f>(kind: EntityKind, counts: impl Iterator<Item = (&'f str, u32)>) -> String {
    let is_shouted = |text: &str| !text.chars().any(char::is_lowercase);
    let fullness = |text: &str| match kind {
        EntityKind::Person => text.split(' ').count(),
        EntityKind::Organisation => usize::from(text.contains(' ')),
        EntityKind::Place => 0,
    };
    let fullest = counts
        .max_by_key(|(text, count)| (!is_shouted(text), fullness(text), *count, std::cmp::Reverse(*text)));
    let text = fullest.map_or("", |(text, _)| text);
    if kind == EntityKind::Person && is_shouted(text) { calmed(text) } else { text.to_owned() }
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

/// Adds to the annotations of a document who is named in it.
fn annotate(
    found: &mut Annotations,
    document: &OfDocument<'_>,
    taken: &[FormId],
    forms: &Forms<'_>,
    numbers: &[Option<EntityIndex>],
) {
    let taken = &taken[document.first..][..document.names.len()];
    let number = |form: FormId| numbers[forms.root(form) as usize];
    let mention = |(range, form): (ByteRange, &FormId)| Some(Mention { range, entity: number(*form)? });
    let ranges = document.names.iter().map(|name| name.range);
    let mentions: Vec<Mention> = ranges.zip(taken).filter_map(mention).collect();
    let forms_unplaced = document.unplaced.iter().map(|(kind, spelling)| forms.find(*kind, *spelling));
    let mut unplaced: Vec<EntityIndex> = forms_unplaced.filter_map(number).collect();
    unplaced.sort_unstable();
    unplaced.dedup();
    if !unplaced.is_empty() {
        let mentioned: std::collections::HashSet<EntityIndex> =
            mentions.iter().map(|mention| mention.entity).collect();
        unplaced.retain(|entity| !mentioned.contains(entity));
    }
    for quotation in &mut found.quotations {
        quotation.speaker =
            quotation.speaker.and_then(|name| taken.get(name.0 as usize)).and_then(|form| number(*form));
    }
    (found.mentions, found.unplaced) = (mentions, unplaced);
}
