//! Forms of names, joined where a rule says that they are the same wherever they stand.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dossier_model::EntityKind;
use dossier_text::fold;

use crate::{
    corpus::Found,
    lexicon::{DEMONYMS, SAME_PLACE, STATES},
    words::is_particle,
};

/// A form's number.
pub(super) type FormId = usize;

/// All forms of the corpus, and which of them were joined why.
pub(super) struct Forms {
    /// Kind and text of each, sorted, so that numbers do not depend on the order of documents.
    list: Vec<(EntityKind, String)>,
    /// Which of them were found, and not only given.
    is_free: Vec<bool>,
    /// By kind.
    numbers: [HashMap<String, FormId>; EntityKind::ALL.len()],
    parents: Vec<FormId>,
    reasons: Vec<Option<String>>,
}

impl Forms {
    pub(super) fn gather(found: &[Found]) -> Self {
        // Each form once; whether it was found, and not only given.
        let mut all: HashMap<(EntityKind, &str), bool> = HashMap::new();
        for found in found {
            for name in &found.names {
                *all.entry((name.kind, &name.text)).or_default() |= !found.is_given;
            }
            for (kind, text) in &found.unplaced {
                all.entry((*kind, text)).or_default();
            }
        }
        let mut all: Vec<_> = all.into_iter().collect();
        all.sort_unstable();
        let mut numbers: [HashMap<String, FormId>; EntityKind::ALL.len()] = Default::default();
        for (form, ((kind, text), _)) in all.iter().enumerate() {
            numbers[*kind as usize].insert((*text).to_owned(), form);
        }
        let is_free = all.iter().map(|(_, is_free)| *is_free).collect();
        let list: Vec<_> = all.into_iter().map(|((kind, text), _)| (kind, text.to_owned())).collect();
        let mut forms = Self {
            parents: (0..list.len()).collect(),
            reasons: vec![None; list.len()],
            list,
            is_free,
            numbers,
        };
        forms.join_spellings();
        forms.join_brackets(found);
        forms.join_acronyms();
        forms.join_shortened(found);
        forms
    }

    /// The number of a form that was gathered.
    pub(super) fn find(&self, kind: EntityKind, text: &str) -> FormId {
        self.numbers[kind as usize].get(text).copied().unwrap_or(0)
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn kind(&self, form: FormId) -> EntityKind {
        self.list[form].0
    }

    pub(super) fn text(&self, form: FormId) -> &str {
        &self.list[form].1
    }

    /// The form that stands for all it was joined with.
    pub(super) fn root(&self, form: FormId) -> FormId {
        let mut at = form;
        while self.parents[at] != at {
            at = self.parents[at];
        }
        at
    }

    /// Why a form was joined to others.
    pub(super) fn reason(&self, form: FormId) -> Option<String> {
        self.reasons[form].clone()
    }

    fn join(&mut self, form: FormId, to: FormId, reason: impl FnOnce(&Self) -> String) {
        let (from, to_root) = (self.root(form), self.root(to));
        if from != to_root {
            if self.reasons[form].is_none() {
                self.reasons[form] = Some(reason(self));
            }
            // Flat chains: the smaller number stands for all, so that the outcome has one way to be.
            let (low, high) = (from.min(to_root), from.max(to_root));
            self.parents[high] = low;
        }
    }

    /// Capitals, accents, apostrophes, hyphens, particles, 'Province' behind a province's name, and known other names.
    fn join_spellings(&mut self) {
        let mut firsts: HashMap<(EntityKind, String), FormId> = HashMap::new();
        for form in 0..self.list.len() {
            let (kind, text) = &self.list[form];
            let (kind, key) = (*kind, if self.is_free[form] { spelling(*kind, text) } else { fold(text) });
            let first = *firsts.entry((kind, key)).or_insert(form);
            self.join(form, first, |forms| format!("it is “{}” in another spelling", forms.text(first)));
        }
    }

    /// 'Popular Mobilization Forces (PMF)': the text itself says so.
    fn join_brackets(&mut self, found: &[Found]) {
        for names in found.iter().filter(|found| !found.is_given).map(|found| &found.names) {
            for pair in names.windows(2) {
                let [full, short] = pair else { continue };
                let is_next = full.range.end + 4 > short.range.start && short.in_bracket;
                if !is_next || full.kind != short.kind || short.text.contains(' ') {
                    continue;
                }
                if fold(&full.text).chars().next() != fold(&short.text).chars().next() {
                    continue;
                }
                let (form, to) = (self.find(short.kind, &short.text), self.find(full.kind, &full.text));
                self.join(form, to, |_| format!("the text writes “{} ({})”", full.text, short.text));
            }
        }
    }

    /// An acronym of the only name with these initials.
    fn join_acronyms(&mut self) {
        let free: Vec<FormId> = (0..self.list.len()).filter(|form| self.is_free[*form]).collect();

        let mut by_initials: BTreeMap<(EntityKind, String), BTreeSet<FormId>> = BTreeMap::new();
        for form in free.iter().copied().filter(|form| self.text(*form).contains(' ')) {
            let initials = initials(self.text(form));
            by_initials.entry((self.kind(form), initials)).or_default().insert(self.root(form));
        }
        for form in free {
            let (kind, text) = &self.list[form];
            if !is_acronym(text) {
                continue;
            }
            let letters: String = text.chars().filter(|sign| sign.is_alphabetic()).collect();
            let Some(full) = by_initials.get(&(*kind, letters)) else { continue };
            if let [only] = full.iter().copied().collect::<Vec<_>>().as_slice() {
                self.join(form, *only, |forms| {
                    format!("it has the initials of “{}”, the only such name", forms.text(*only))
                });
            }
        }
    }

    /// 'Joint Operations' beside 'Joint Operations Command', 'Mohammed al-Sudani' beside 'Mohammed Shi’a al-Sudani':
    /// a part of the only longer name in its document that begins or ends with it.
    fn join_shortened(&mut self, found: &[Found]) {
        // What each form says in small letters, and what may stand for it, as numbers: it is asked for in every document.
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |text: String| {
            let next = numbers.len();
            *numbers.entry(text).or_insert(next)
        };
        let mut known: Vec<(usize, Vec<usize>)> = Vec::with_capacity(self.list.len());
        for ((kind, text), is_free) in self.list.iter().zip(&self.is_free) {
            known.push(match is_free {
                true => (number(fold(text)), parts(*kind, text).into_iter().map(&mut number).collect()),
                false => (usize::MAX, Vec::new()),
            });
        }
        for names in found.iter().filter(|found| !found.is_given).map(|found| &found.names) {
            let mut forms: Vec<FormId> = names.iter().map(|name| self.find(name.kind, &name.text)).collect();
            forms.sort_unstable();
            forms.dedup();
            let mut ends: Vec<(EntityKind, usize, FormId)> = Vec::new();
            for form in &forms {
                let (kind, root) = (self.kind(*form), self.root(*form));
                ends.extend(known[*form].1.iter().map(|part| (kind, *part, root)));
            }
            ends.sort_unstable();
            ends.dedup();
            for form in forms {
                let (kind, own, text) = (self.kind(form), self.root(form), known[form].0);
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

/// What may stand for a longer name: its beginning or end in an organisation's, first and last in a person's.
fn parts(kind: EntityKind, text: &str) -> Vec<String> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let count = words.len();
    match kind {
        EntityKind::Person if count > 2 => vec![format!("{} {}", words[0], words[count - 1])],
        EntityKind::Organisation if count > 1 && count <= 8 => {
            let heads = (2..count).map(|end| words[..end].join(" "));
            let tails = (1..count).map(|start| words[start..].join(" "));
            heads.chain(tails.filter(|tail| !DEMONYMS.contains(tail))).collect()
        }
        _ => Vec::new(),
    }
}

/// What is the same in all spellings of a name.
fn spelling(kind: EntityKind, text: &str) -> String {
    let folded = fold(text).replace(['\'', '.'], "");
    let mut words: Vec<&str> = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    if kind == EntityKind::Place {
        let same = SAME_PLACE.iter().find(|(other, _)| *other == fold(text) || *other == words.join(" "));
        let state = || STATES.iter().find(|(short, _)| short.replace('.', "") == words.join(" "));
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
fn initials(text: &str) -> String {
    text.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|sign| sign.is_uppercase()).collect()
}
