//! Forms of names, joined where a rule says that they are the same wherever they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dossier_model::EntityKind;
use dossier_text::fold;

use super::names::{Name, Names, Spelling, Spellings};
use crate::{
    lexicon::{DEMONYMS, SAME_PLACE, STATES},
    words::is_particle,
};

/// A form's number.
pub(super) type FormId = u32;

/// The number of no form.
const NONE: FormId = FormId::MAX;

/// A name in this many times fewer articles than an acronym is not what the letters stand for, unless an article has both.
const FAR_RARER: u32 = 10;

/// In how many articles an acronym stands, and the name with its initials; whether one has both.
#[derive(Clone, Copy, Default)]
struct Uses {
    short: u32,
    full: u32,
    together: bool,
}

/// All forms of the corpus, and which of them were joined why.
pub(super) struct Forms<'n> {
    names: &'n Names,
    /// Kind and spelling of each, sorted by kind and text, so that numbers do not depend on the order of documents.
    list: Vec<(EntityKind, Spelling)>,
    /// Which of them were found, and not only given.
    is_free: Vec<bool>,
    /// By kind, of each spelling.
    numbers: [Vec<FormId>; EntityKind::ALL.len()],
    parents: Vec<FormId>,
    reasons: BTreeMap<FormId, String>,
}

impl<'n> Forms<'n> {
    pub(super) fn gather(names: &'n Names) -> Self {
        // Each form once; whether it was found, and not only given.
        const FOUND: FormId = 1;
        let mut numbers = EntityKind::ALL.map(|_| vec![NONE; names.spellings.len()]);
        for document in names.documents() {
            for name in document.names {
                let number = &mut numbers[name.kind as usize][name.spelling as usize];
                *number = if document.is_given && *number != FOUND { 0 } else { FOUND };
            }
            for (kind, spelling) in document.unplaced {
                let number = &mut numbers[*kind as usize][*spelling as usize];
                *number = if *number == NONE { 0 } else { *number };
            }
        }
        let mut list = Vec::new();
        for kind in EntityKind::ALL {
            let gathered = numbers[kind as usize].iter().zip(0..).filter(|(number, _)| **number != NONE);
            list.extend(gathered.map(|(_, spelling)| (kind, spelling)));
        }
        list.sort_unstable_by_key(|(kind, spelling)| (*kind, names.spellings.text(*spelling)));
        let is_free = list
            .iter()
            .map(|(kind, spelling)| numbers[*kind as usize][*spelling as usize] == FOUND)
            .collect();
        for ((kind, spelling), form) in list.iter().zip(0..) {
            numbers[*kind as usize][*spelling as usize] = form;
        }
        let parents = (0..list.len() as FormId).collect();
        let mut forms = Self { names, list, is_free, numbers, parents, reasons: BTreeMap::new() };
        forms.join_spellings();
        forms.join_brackets();
        forms.join_acronyms();
        forms.join_shortened();
        forms
    }

    /// The form of a name.
    pub(super) fn of(&self, name: &Name) -> FormId {
        self.find(name.kind, name.spelling)
    }

    /// The number of a form that was gathered.
    pub(super) fn find(&self, kind: EntityKind, spelling: Spelling) -> FormId {
        self.numbers[kind as usize][spelling as usize]
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = FormId> + use<> {
        0..self.list.len() as FormId
    }

    pub(super) fn kind(&self, form: FormId) -> EntityKind {
        self.list[form as usize].0
    }

    pub(super) fn text(&self, form: FormId) -> &'n str {
        self.names.spellings.text(self.list[form as usize].1)
    }

    /// The form that stands for all it was joined with.
    pub(super) fn root(&self, form: FormId) -> FormId {
        let mut at = form;
        while self.parents[at as usize] != at {
            at = self.parents[at as usize];
        }
        at
    }

    /// Why a form was joined to others.
    pub(super) fn reason(&self, form: FormId) -> Option<String> {
        self.reasons.get(&form).cloned()
    }

    fn join(&mut self, form: FormId, to: FormId, reason: impl FnOnce(&Self) -> String) {
        let (from, to_root) = (self.root(form), self.root(to));
        if from != to_root {
            if !self.reasons.contains_key(&form) {
                self.reasons.insert(form, reason(self));
            }
            // Flat chains: the smaller number stands for all, so that the outcome has one way to be.
            let (low, high) = (from.min(to_root), from.max(to_root));
            self.parents[high as usize] = low;
        }
    }

    /// Capitals, accents, apostrophes, hyphens, particles, 'Province' behind a province's name, and known other names.
    fn join_spellings(&mut self) {
        let mut keys = Spellings::default();
        let mut firsts = EntityKind::ALL.map(|_| Vec::new());
        for form in self.all() {
            let (kind, text) = (self.kind(form), self.text(form));
            let key = if self.is_free[form as usize] { spelling(kind, text) } else { fold(text) };
            let (key, firsts) = (keys.number(&key) as usize, &mut firsts[kind as usize]);
            if firsts.len() <= key {
                firsts.resize(key + 1, NONE);
            }
            let first = if firsts[key] == NONE { form } else { firsts[key] };
            firsts[key] = first;
            self.join(form, first, |forms| format!("it is “{}” in another spelling", forms.text(first)));
        }
    }

    /// 'Popular Mobilization Forces (PMF)': the text itself says so.
    fn join_brackets(&mut self) {
        for document in self.names.extracted() {
            for pair in document.names.windows(2) {
                let [full, short] = pair else { continue };
                let is_next = short.in_bracket && full.range.end.saturating_add(4) > short.range.start;
                if !is_next || full.kind != short.kind {
                    continue;
                }
                let (form, to) = (self.of(short), self.of(full));
                let (short, full) = (self.text(form), self.text(to));
                if short.contains(' ') || fold(full).chars().next() != fold(short).chars().next() {
                    continue;
                }
                self.join(form, to, |_| format!("the text writes “{full} ({short})”"));
            }
        }
    }

    /// An acronym of the only name with these initials, where one article writes both, or the name is not far rarer than the
    /// letters: of what a hundred articles call BHP the one that speaks of a Bank of Hawaii and Philippine Trust says nothing.
    fn join_acronyms(&mut self) {
        let free = || self.all().filter(|form| self.is_free[*form as usize]);
        let letters = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).collect::<String>();
        let acronyms: Vec<(FormId, String)> = free()
            .map(|form| (form, self.text(form)))
            .filter(|(_, text)| is_acronym(text))
            .map(|(form, text)| (form, letters(text)))
            .collect();
        // By kind, what has the initials that an acronym has: two are as many as any.
        let mut full: [HashMap<&str, Vec<FormId>>; EntityKind::ALL.len()] = Default::default();
        for (form, letters) in &acronyms {
            full[self.kind(*form) as usize].entry(letters.as_str()).or_default();
        }
        let mut own = String::new();
        for form in free().filter(|form| self.text(*form).contains(' ')) {
            own.clear();
            own.extend(initials(self.text(form)));
            let Some(full) = full[self.kind(form) as usize].get_mut(own.as_str()) else { continue };
            let root = self.root(form);
            if full.len() < 2 && !full.contains(&root) {
                full.push(root);
            }
        }
        let mut pairs: BTreeMap<FormId, FormId> = BTreeMap::new();
        for (form, letters) in &acronyms {
            let full = full[self.kind(*form) as usize].get(letters.as_str());
            if let Some([only]) = full.map(Vec::as_slice) {
                pairs.insert(*form, *only);
            }
        }
        let use_of = self.uses_of_acronyms(&pairs);
        for (form, full) in pairs {
            let Uses { short, full: spelt, together } = use_of.get(&form).copied().unwrap_or_default();
            if together || spelt.saturating_mul(FAR_RARER) >= short {
                self.join(form, full, |forms| {
                    format!("it has the initials of “{}”, the only such name", forms.text(full))
                });
            }
        }
    }

    /// How many articles have an acronym and the name that it may stand for.
    fn uses_of_acronyms(&self, pairs: &BTreeMap<FormId, FormId>) -> BTreeMap<FormId, Uses> {
        let mut uses = BTreeMap::<FormId, Uses>::new();
        let mut shorts: BTreeMap<FormId, Vec<FormId>> = BTreeMap::new();
        for (short, full) in pairs {
            shorts.entry(*full).or_default().push(*short);
        }
        let counts = |form: &FormId| pairs.contains_key(form) || shorts.contains_key(&self.root(*form));
        let counts: Vec<bool> = self.all().map(|form| counts(&form)).collect();
        for document in self.names.extracted() {
            let forms = document.names.iter().map(|name| self.of(name));
            let forms: BTreeSet<FormId> = forms.filter(|form| counts[*form as usize]).collect();
            let roots: BTreeSet<FormId> = forms.iter().map(|form| self.root(*form)).collect();
            for form in &forms {
                if let Some(full) = pairs.get(form) {
                    let uses = uses.entry(*form).or_default();
                    uses.short += 1;
                    uses.together |= roots.contains(full);
                }
            }
            for short in roots.iter().filter_map(|root| shorts.get(root)).flatten() {
                uses.entry(*short).or_default().full += 1;
            }
        }
        uses
    }

    /// 'Joint Operations' beside 'Joint Operations Command', 'Mohammed al-Sudani' beside 'Mohammed Shi’a al-Sudani':
    /// a part of the only longer name in its document that begins or ends with it.
    fn join_shortened(&mut self) {
        // What each form says in small letters, and what may stand for it, as numbers: it is asked for in every document.
        let mut numbers = Spellings::default();
        let mut known: Vec<Spelling> = Vec::with_capacity(self.list.len());
        for form in self.all() {
            let is_free = self.is_free[form as usize];
            known.push(if is_free { numbers.number(&fold(self.text(form))) } else { Spelling::MAX });
        }
        let (mut all_parts, mut parts_ends) = (Vec::new(), vec![0]);
        for form in self.all() {
            if known[form as usize] != Spelling::MAX {
                let folded = numbers.text(known[form as usize]);
                each_part(self.kind(form), folded, |part| all_parts.extend(numbers.find(part)));
            }
            parts_ends.push(all_parts.len());
        }
        drop(numbers);
        let parts_of = |form: FormId| &all_parts[parts_ends[form as usize]..parts_ends[form as usize + 1]];
        let (mut forms, mut ends) = (Vec::new(), Vec::<(EntityKind, Spelling, FormId)>::new());
        for document in self.names.extracted() {
            forms.clear();
            forms.extend(document.names.iter().map(|name| self.of(name)));
            forms.sort_unstable();
            forms.dedup();
            ends.clear();
            for form in &forms {
                let (kind, root) = (self.kind(*form), self.root(*form));
                ends.extend(parts_of(*form).iter().map(|part| (kind, *part, root)));
            }
            ends.sort_unstable();
            ends.dedup();
            for form in forms.iter().copied() {
                let (kind, own, text) = (self.kind(form), self.root(form), known[form as usize]);
                let first = ends.partition_point(|(of, part, _)| (*of, *part) < (kind, text));
                let longer = ends[first..].iter().take_while(|(of, part, _)| (*of, *part) == (kind, text));
                let others: Vec<FormId> = longer.map(|end| end.2).filter(|other| *other != own).collect();
                if let [only] = others.as_slice() {
                    self.join(form, *only, |forms| {
                        format!("it is short for “{}”, the only such name there", forms.text(*only))
                    });
                }
            }
        }
    }
}

/// What may stand for a longer name, in small letters: its beginning or end in an organisation's, first and last in a person's.
fn each_part(kind: EntityKind, folded: &str, mut take: impl FnMut(&str)) {
    let gaps = || folded.match_indices(' ').map(|(at, _)| at);
    match (kind, gaps().count()) {
        (EntityKind::Person, 2..) => {
            let (first, last) = (folded.split(' ').next(), folded.rsplit(' ').next());
            take(&format!("{} {}", first.unwrap_or_default(), last.unwrap_or_default()));
        }
        (EntityKind::Organisation, 1..8) => {
            gaps().skip(1).for_each(|end| take(&folded[..end]));
            let tails = gaps().map(|before| &folded[before + 1..]);
            tails.filter(|tail| !DEMONYMS.contains(*tail)).for_each(take);
        }
        _ => (),
    }
}

/// What is the same in all spellings of a name.
fn spelling(kind: EntityKind, text: &str) -> String {
    let whole = fold(text);
    let folded = whole.replace(['\'', '.'], "");
    let mut words: Vec<&str> = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    if kind == EntityKind::Place {
        let joined = words.join(" ");
        let same = SAME_PLACE.iter().find(|(other, _)| *other == whole || *other == joined);
        let is_joined = |short: &str| short.bytes().filter(|byte| *byte != b'.').eq(joined.bytes());
        let state = || STATES.iter().find(|(short, _)| is_joined(short));
        if let Some((_, name)) = same.or_else(state) {
            return (*name).to_owned();
        }
        if words.len() > 1 && matches!(words[words.len() - 1], "province" | "governorate" | "city") {
            words.pop();
        }
    }
    let without: Vec<&str> = words.iter().copied().filter(|word| !is_particle(word)).collect();
    if without.is_empty() { words.join(" ") } else { without.join(" ") }
}

fn is_acronym(text: &str) -> bool {
    let letters = text.chars().filter(|sign| sign.is_alphabetic()).count();
    letters > 1 && text.chars().all(|sign| sign.is_uppercase() || sign == '.')
}

/// The capitals that the words of a name begin with.
fn initials(text: &str) -> impl Iterator<Item = char> {
    text.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|sign| sign.is_uppercase())
}

#[cfg(test)]
mod tests {
    use dossier_model::{Document, Site};

    use crate::annotate;

    /// The names of the organisations in articles of these texts.
    fn bodies(texts: &[&str]) -> Vec<String> {
        let document = |(at, text): (usize, &&str)| -> Document {
            let key = format!("a-{at}");
            dossier_read::document_from_body(&key, &key, (*text).to_owned(), Some("T".into())).unwrap()
        };
        let corpus = annotate(Site::default(), texts.iter().enumerate().map(document).collect());
        corpus.entities.into_iter().map(|entity| entity.label).collect()
    }

    #[test]
    fn letters_are_the_name_with_these_initials_unless_it_is_far_rarer() {
        let full = "On Monday the Harbour Ferry Committee met.";
        let short = "On Monday the HFC spoke again.";
        assert_eq!(bodies(&[full, short]), ["Harbour Ferry Committee"]);
        let mut texts = vec![short; 11];
        texts.push(full);
        assert_eq!(bodies(&texts), ["Harbour Ferry Committee", "HFC"]);
        texts.push("On Monday the HFC spoke. The Harbour Ferry Committee said no more.");
        assert_eq!(bodies(&texts), ["Harbour Ferry Committee"]);
    }
}
