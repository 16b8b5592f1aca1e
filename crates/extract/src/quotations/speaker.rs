//! Who says a quotation, by the grammar of English news: 'X said', 'said X', 'he said', 'the minister said'.
//!
//! Nothing is guessed where the words leave it open: 'officials said' has no speaker that could be named.

use std::collections::HashMap;

use dossier_model::EntityKind;

use super::{sentence::Item, verbs::Saying};
use crate::corpus::FoundName;

/// How many items behind a quotation may belong to who says it.
const REACH: usize = 14;
/// How many sentences back 'he' may look for who that is.
const MEMORY: usize = 8;
/// How far from a name its title may stand, in bytes.
const NEAR: usize = 60;

/// Words that may stand between a subject and its verb.
const BETWEEN: &str = "also again already always further later then still now never not has have had is was were are been be \
     would could will should may might can did does do once yesterday today earlier recently";
const DAYS: &str =
    "monday tuesday wednesday thursday friday saturday sunday week month year morning evening night";
const PREPOSITIONS: &str = "of in at on by with from for to about against between among into over under near than like \
     after before during including citing via per";
const PRONOUNS: &str = "he she";
/// What makes a noun one of many, or another's.
const INDEFINITE: &str =
    "a an one some many several two three four five his her its their no any another other each most";

/// What is known of the article up to a quotation.
pub(super) struct Story<'a> {
    pub(super) roles: &'a Roles,
    /// All sentences so far, the one with the quotation last.
    pub(super) sentences: &'a [Vec<Item>],
    /// Where the last sentence's paragraph begins among them.
    pub(super) paragraph: usize,
}

fn is_one_of(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_whitespace().any(|other| other == word)
}

impl Story<'_> {
    /// The speaker of the quotation that is the item `at` of the last sentence. `goes_on` where the signs at the
    /// quotation's end say that its sentence is about it.
    pub(super) fn speaker(&self, at: usize, goes_on: bool) -> Option<usize> {
        let sentence = self.sentences.last()?;
        let behind = goes_on.then(|| self.behind(sentence, at)).flatten();
        if let Some(speaker) = behind {
            return speaker;
        }
        let has_words = sentence[..at].iter().any(|item| matches!(item, Item::Word(_) | Item::Name(..)));
        if has_words { self.ahead(sentence, at) } else { self.before(at, sentence) }
    }

    /// Who the words behind a quotation name; `None` where they don't speak of it.
    fn behind(&self, sentence: &[Item], at: usize) -> Option<Option<usize>> {
        let start = at + 1;
        let end = (start..sentence.len().min(start + REACH))
            .find(|&place| matches!(sentence[place], Item::Quotation(_)))
            .unwrap_or(sentence.len().min(start + REACH));
        if let Some(name) = self.according_to(sentence, start, end) {
            return Some(name);
        }
        let verb = (start..end).find(|&place| saying_at(sentence, place) == Some(Saying::Finite))?;
        let words_between = sentence[start..verb].iter().filter(|item| !item.is_comma()).count();
        if words_between == 0 {
            return Some(self.subject_after(sentence, verb + 1));
        }
        Some(self.subject_before(sentence, start, verb))
    }

    /// Who the words ahead of a quotation say that speaks.
    fn ahead(&self, sentence: &[Item], at: usize) -> Option<usize> {
        let Some(verb) = (0..at).rev().find(|&place| saying_at(sentence, place).is_some()) else {
            return self.according_to(sentence, 0, at).flatten();
        };
        match saying_at(sentence, verb) {
            Some(Saying::Finite) => self.subject_before(sentence, 0, verb),
            _ => self.subject_of(sentence, verb),
        }
    }

    /// 'according to X'; `None` where it does not say so.
    fn according_to(&self, sentence: &[Item], start: usize, end: usize) -> Option<Option<usize>> {
        let place = (start..end).find(|&place| {
            sentence[place].word() == "according"
                && sentence.get(place + 1).is_some_and(|to| to.word() == "to")
        })?;
        Some(self.first_speaker(&sentence[place + 2..end.max(place + 2)]))
    }

    /// A quotation that begins its sentence, with nobody named in it: who the paragraph was just told to speak.
    fn before(&self, at: usize, sentence: &[Item]) -> Option<usize> {
        let earlier = self.sentences.len() - 1;
        if sentence[..at].iter().any(|item| matches!(item, Item::Quotation(_))) || earlier == self.paragraph {
            return None;
        }
        let previous = &self.sentences[earlier - 1];
        if let Some(person) = for_whom(previous) {
            return Some(person);
        }
        let mut places = 0..previous.len();
        let speaks =
            places.any(|at| saying_at(previous, at).is_some() || matches!(previous[at], Item::Colon));
        speaks.then(|| self.subject_in(earlier - 1)).flatten()
    }

    /// The subject of a verb that stands behind it: 'said Major General Tahsin al-Khafaji, a spokesman for …'.
    fn subject_after(&self, sentence: &[Item], start: usize) -> Option<usize> {
        let first = sentence.get(start)?;
        if is_one_of(first.word(), PRONOUNS) {
            return self.person_before(self.sentences.len() - 1, 0);
        }
        let end = (start..sentence.len()).find(|&place| {
            let item = &sentence[place];
            matches!(item, Item::Quotation(_) | Item::Colon) || is_one_of(item.word(), PREPOSITIONS)
        });
        let clause = &sentence[start..end.unwrap_or(sentence.len())];
        let name = self.first_speaker(clause);
        name.or_else(|| self.role(clause.split(|item| item.is_comma()).next().unwrap_or_default()))
    }

    /// The subject of a finite verb, which stands before it.
    fn subject_before(&self, sentence: &[Item], start: usize, verb: usize) -> Option<usize> {
        let mut end = verb;
        while end > start {
            let word = sentence[end - 1].word();
            let is_day = is_one_of(word, DAYS)
                || matches!(word, "on" | "this" | "last")
                    && end < verb
                    && is_one_of(sentence[end].word(), DAYS);
            if !(is_day || is_one_of(word, BETWEEN) || word.ends_with("ly")) {
                break;
            }
            end -= 1;
        }
        if end == start {
            return if start == 0 { None } else { self.subject_of(sentence, start) };
        }
        match &sentence[end - 1] {
            Item::Word(word) if is_one_of(word, PRONOUNS) => {
                self.person_before(self.sentences.len() - 1, end - 1)
            }
            Item::Word(word) if matches!(word.as_str(), "and" | "but" | "or") => {
                self.subject_of(sentence, end - 1)
            }
            Item::Word(word) if matches!(word.as_str(), "who" | "which" | "that") => {
                names_in(&sentence[start..end]).last()
            }
            // The end of what is said beside a name: 'X, a colonel, said'.
            Item::Comma => {
                let clause = &sentence[start..end];
                self.first_speaker(clause).or_else(|| self.subject_of(sentence, end))
            }
            Item::Name(..) => self.first_speaker(&sentence[start..end]),
            _ => self.role(&sentence[start..end]),
        }
    }

    /// The subject of the last sentence's part before `end`.
    fn subject_of(&self, sentence: &[Item], end: usize) -> Option<usize> {
        let clause = &sentence[..end];
        if let Some(pronoun) = leading_pronoun(clause) {
            return self.person_before(self.sentences.len() - 1, pronoun);
        }
        let verb = clause.iter().position(|item| item.saying().is_some()).unwrap_or(end);
        self.first_speaker(clause).or_else(|| self.role(clause.get(..verb)?))
    }

    /// The subject of an earlier sentence.
    fn subject_in(&self, sentence: usize) -> Option<usize> {
        let items = &self.sentences[sentence];
        match leading_pronoun(items) {
            Some(pronoun) => self.person_before(sentence, pronoun),
            None => self.first_speaker(items),
        }
    }

    /// Who 'he' is at an item of a sentence: the first person of the sentence that is not a mere companion ('with X'),
    /// else of the sentence before, and so on back.
    fn person_before(&self, sentence: usize, end: usize) -> Option<usize> {
        let back = (sentence.saturating_sub(MEMORY)..=sentence).rev();
        back.into_iter().find_map(|at| {
            let items = &self.sentences[at];
            let items = if at == sentence { &items[..end.min(items.len())] } else { items };
            let mut people = items.iter().enumerate().filter_map(|(place, item)| match item {
                Item::Name(name, EntityKind::Person) => Some((place, *name)),
                _ => None,
            });
            let is_subject = |place: usize| !follows_preposition(items, place);
            people.find(|(place, _)| is_subject(*place)).map(|(_, name)| name)
        })
    }

    /// The first person that is no mere companion, else the first organisation, else the first person.
    fn first_speaker(&self, items: &[Item]) -> Option<usize> {
        let of = |wanted: EntityKind| {
            let mut named = items.iter().enumerate().filter_map(move |(place, item)| match item {
                Item::Name(name, kind) if *kind == wanted => Some((place, *name)),
                _ => None,
            });
            named.find(|(place, _)| !follows_preposition(items, *place)).map(|(_, name)| name)
        };
        of(EntityKind::Person).or_else(|| of(EntityKind::Organisation)).or_else(|| names_in(items).next())
    }

    /// The person whose title the last words are, 'the prime minister', or the organisation, 'the ministry'.
    fn role(&self, items: &[Item]) -> Option<usize> {
        let words: Vec<&str> =
            items.iter().map(Item::word).rev().take_while(|word| !word.is_empty()).collect();
        let (last, before) = (*words.first()?, words.get(1).copied().unwrap_or_default());
        if words.iter().take(4).any(|word| is_one_of(word, INDEFINITE)) || words.len() < 2 {
            return None;
        }
        let before = if before == "the" { "" } else { before };
        self.roles.of(before, last)
    }
}

/// Who bears which title in an article: words right before a person's name, or right behind it between commas; and
/// which organisation a word of its name stands for. The first one counts.
#[derive(Debug, Default)]
pub(super) struct Roles {
    people: HashMap<String, usize>,
    organisations: HashMap<String, usize>,
}

impl Roles {
    pub(super) fn new(text: &str, names: &[FoundName]) -> Self {
        let mut roles = Self::default();
        for (at, name) in names.iter().enumerate() {
            match name.kind {
                EntityKind::Person => roles.add_person(text, at, name),
                EntityKind::Organisation => {
                    for word in name.text.split_whitespace() {
                        roles.organisations.entry(word.to_lowercase()).or_insert(at);
                    }
                }
                EntityKind::Place => {}
            }
        }
        roles
    }

    fn add_person(&mut self, text: &str, at: usize, name: &FoundName) {
        let before = text.get(..name.range.start as usize).unwrap_or_default();
        let near = before.char_indices().rev().take(NEAR).take_while(|(_, sign)| *sign != '\n');
        let start = near.last().map_or(before.len(), |(at, _)| at);
        let words = words_of(before[start..].split(' '));
        if let [.., last] = words.as_slice() {
            self.people.entry(last.clone()).or_insert(at);
        }
        if let [.., first, last] = words.as_slice() {
            self.people.entry(format!("{first} {last}")).or_insert(at);
        }
        let behind = text.get(name.range.end as usize..).unwrap_or_default();
        if let Some(behind) = behind.strip_prefix(',') {
            let near =
                behind.char_indices().take(NEAR).take_while(|(_, sign)| !matches!(sign, ',' | '.' | '\n'));
            let end = near.last().map_or(0, |(at, sign)| at + sign.len_utf8());
            self.add_words(&words_of(behind[..end].split(' ')), at);
        }
    }

    /// Each word, and each two that stand side by side.
    fn add_words(&mut self, words: &[String], at: usize) {
        for word in words {
            self.people.entry(word.clone()).or_insert(at);
        }
        for pair in words.windows(2) {
            self.people.entry(pair.join(" ")).or_insert(at);
        }
    }

    fn of(&self, before: &str, last: &str) -> Option<usize> {
        let both = self.people.get(&format!("{before} {last}"));
        both.or_else(|| self.people.get(last)).or_else(|| self.organisations.get(last)).copied()
    }
}

fn words_of<'w>(words: impl Iterator<Item = &'w str>) -> Vec<String> {
    let words = words.map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a word is a verb of saying where it stands: 'to report' and 'the report' are none.
fn saying_at(items: &[Item], at: usize) -> Option<Saying> {
    let before = at.checked_sub(1).map_or("", |before| items[before].word());
    let is_other = is_one_of(before, "to the a an this these those any no of his her its their");
    items[at].saying().filter(|saying| *saying == Saying::Participle || !is_other)
}

/// 'For the researcher X, …': whose view a sentence gives.
fn for_whom(items: &[Item]) -> Option<usize> {
    let is_view = matches!(items.first()?.word(), "for" | "to");
    let clause = items.split(Item::is_comma).next().filter(|clause| is_view && clause.len() < items.len())?;
    clause
        .iter()
        .find_map(|item| if let Item::Name(name, EntityKind::Person) = item { Some(*name) } else { None })
}

/// The names that can speak, places left out.
fn names_in(items: &[Item]) -> impl DoubleEndedIterator<Item = usize> {
    items.iter().filter_map(Item::speaker)
}

/// Where a pronoun stands before any name that could be the subject.
fn leading_pronoun(items: &[Item]) -> Option<usize> {
    let first = items.iter().position(|item| is_one_of(item.word(), PRONOUNS) || item.speaker().is_some())?;
    items[first].speaker().is_none().then_some(first)
}

fn follows_preposition(items: &[Item], place: usize) -> bool {
    let words = items[..place].iter().rev().take(4).map(Item::word);
    // Titles may stand between: 'with Mr. X'.
    for word in words {
        if is_one_of(word, PREPOSITIONS) {
            return true;
        }
        let may_be_title = !word.is_empty() && !is_one_of(word, "the a an and but said says that");
        if !may_be_title {
            return word == "the" && place >= 2 && is_one_of(items[place - 2].word(), PREPOSITIONS);
        }
    }
    false
}
