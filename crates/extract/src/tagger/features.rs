//! What the tagger sees of a word.

use std::collections::HashMap;

use dossier_model::EntityKind;
use dossier_text::fold;

use super::{FNV_START, fnv, known};
use crate::{
    lexicon::{
        COMMON_WORDS, DEMONYMS, GIVEN_NAMES, ORG_NOUNS, ORGS, PERSON_TITLES, PLACE_NOUNS, PLACES, Words,
        is_of_calendar,
    },
    typing::Sureness,
    words::{Word, is_particle},
};

/// What the rules make of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RuleTag {
    pub(crate) kind: EntityKind,
    pub(crate) sureness: Sureness,
    pub(crate) begins: bool,
}

/// How a document writes each of its words, folded.
#[derive(Debug, Default)]
pub(crate) struct Usage(HashMap<String, Count>);

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    small: u32,
    /// With a capital where none was needed.
    large: u32,
}

impl Usage {
    pub(crate) fn of(sentences: &[Vec<Word<'_>>]) -> Self {
        let mut usage = Self::default();
        for word in sentences.iter().flatten().filter(|word| !word.in_heading) {
            let count = usage.0.entry(fold(word.text)).or_default();
            if !word.is_large() {
                count.small += 1;
            } else if !word.is_first {
                count.large += 1;
            }
        }
        usage
    }

    fn class(&self, folded: &str) -> u32 {
        let Count { small, large } = self.0.get(folded).copied().unwrap_or_default();
        match (small > 0, large > 0) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2 + u32::from(large > 1),
            (true, true) => 4 + u32::from(large > small),
        }
    }
}

/// The number of a text, FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(FNV_START, fnv)
}

/// The number of a feature, of its name and its parts; texts are parts by their own numbers, which are made once a word.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    fn new(name: u8) -> Self {
        Self(FNV_START).mix(name.into())
    }

    fn mix(self, part: u64) -> Self {
        Self((self.0.rotate_left(23) ^ part).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn number(self, number: u32) -> Self {
        self.mix(number.into())
    }

    fn end(self) -> u32 {
        ((self.0 ^ self.0 >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32) as u32
    }
}

/// The features of a word, as places in the model's table before they are cut to its size.
pub(crate) type Features = Vec<u32>;

const LISTS: [&Words; 6] = [&GIVEN_NAMES, &ORG_NOUNS, &PLACE_NOUNS, &COMMON_WORDS, &DEMONYMS, &PERSON_TITLES];

/// One word, as far as it does not depend on its neighbours.
struct View<'w> {
    folded: String,
    word: &'w Word<'w>,
    lists: u32,
    known: u32,
    folded_hash: u64,
    shape_hash: u64,
}

impl<'w> View<'w> {
    fn of(word: &'w Word<'w>) -> Self {
        let folded = fold(word.text);
        let bits = LISTS.iter().enumerate().map(|(bit, list)| u32::from(list.contains(&folded)) << bit);
        let mut lists: u32 = bits.sum();
        lists |= u32::from(PLACES.contains(&folded)) << 6 | u32::from(ORGS.contains(&folded)) << 7;
        lists |= u32::from(is_of_calendar(&folded)) << 8 | u32::from(is_particle(word.text)) << 9;
        let known = known::lists(&folded, word.is_large());
        let shape = shape(word.text);
        let (folded_hash, shape_hash) = (hash(&folded), hash(&shape));
        Self { folded, word, lists, known, folded_hash, shape_hash }
    }
}

/// 'Xx', 'X.X.', 'd-x': runs of a class of letters as one.
fn shape(text: &str) -> String {
    let mut shape = String::new();
    for sign in text.chars() {
        let class = match sign {
            sign if sign.is_uppercase() => 'X',
            sign if sign.is_alphabetic() => 'x',
            sign if sign.is_numeric() => 'd',
            sign => sign,
        };
        // Two capitals are more than one, three are not more than two.
        if !shape.ends_with(class) || class == 'X' && !shape.ends_with("XX") {
            shape.push(class);
        }
    }
    shape
}

/// The features of each word of a sentence. `rules` is what the rules make of each.
pub(crate) fn sentence_features(
    words: &[Word<'_>],
    rules: &[Option<RuleTag>],
    usage: &Usage,
) -> Vec<Features> {
    let views: Vec<View<'_>> = words.iter().map(View::of).collect();
    let large = words.iter().filter(|word| word.is_large()).count();
    // A headline in which most words are large says nothing by its capitals.
    let is_loud = large * 2 > words.len() && words.len() > 3;
    (0..words.len()).map(|at| word_features(at, &views, rules, usage, is_loud)).collect()
}

fn rule_number(rule: Option<RuleTag>) -> u32 {
    rule.map_or(0, |rule| 1 + rule.kind as u32 * 6 + rule.sureness as u32 * 2 + u32::from(rule.begins))
}

fn word_features(
    at: usize,
    views: &[View<'_>],
    rules: &[Option<RuleTag>],
    usage: &Usage,
    is_loud: bool,
) -> Features {
    let here = &views[at];
    let near = |by: isize| at.checked_add_signed(by).and_then(|place| views.get(place));
    let folded = |by: isize| near(by).map_or(0, |view| view.folded_hash);
    let shape = |by: isize| near(by).map_or(0, |view| view.shape_hash);
    let known = |by: isize| near(by).map_or(0, |view| view.known);
    let lists = |by: isize| near(by).map_or(0, |view| view.lists);
    let rule = |by: isize| {
        let rule = at.checked_add_signed(by).and_then(|place| rules.get(place));
        rule_number(rule.copied().flatten())
    };
    let Word { is_first, follows, in_bracket, in_heading, .. } = *here.word;
    let class = usage.class(&here.folded);
    let position = u32::from(is_first) | u32::from(is_loud) << 1 | u32::from(in_heading) << 2;
    let mut found = Features::with_capacity(64);
    let mut add = |hash: Hash| found.push(hash.end());
    add(Hash::new(0));
    add(Hash::new(1).mix(here.folded_hash));
    add(Hash::new(2).mix(hash(here.word.text)));
    add(Hash::new(3).mix(here.shape_hash));
    add(Hash::new(4).mix(folded(-1)));
    add(Hash::new(5).mix(folded(1)));
    add(Hash::new(6).mix(folded(-2)));
    add(Hash::new(7).mix(folded(2)));
    add(Hash::new(8).mix(folded(-1)).mix(here.folded_hash));
    add(Hash::new(9).mix(here.folded_hash).mix(folded(1)));
    add(Hash::new(10).mix(shape(-1)).mix(here.shape_hash));
    add(Hash::new(11).mix(here.shape_hash).mix(shape(1)));
    add(Hash::new(12).mix(shape(-1)).mix(here.shape_hash).mix(shape(1)));
    add(Hash::new(13).mix(here.shape_hash).number(position).number(class));
    add(Hash::new(14).number(class).number(u32::from(here.word.is_large())));
    add(Hash::new(15).number(u32::from(follows)).number(u32::from(in_bracket)).mix(here.shape_hash));
    add(Hash::new(16).number(here.lists).mix(here.shape_hash));
    add(Hash::new(17).number(lists(-1)).mix(here.shape_hash));
    add(Hash::new(18).number(lists(1)).mix(here.shape_hash));
    add(Hash::new(19).number(lists(-1)).number(here.lists).number(lists(1)));
    for bit in (0..known::BITS).filter(|bit| here.known >> bit & 1 == 1) {
        add(Hash::new(34).number(bit).number(position));
    }
    add(Hash::new(35).number(here.known).mix(here.shape_hash));
    add(Hash::new(36).number(here.known).number(rule(0)));
    add(Hash::new(37).number(known(-1)).number(here.known).number(known(1)));
    add(Hash::new(38).number(here.known).number(known(1)).mix(shape(1)));
    add(Hash::new(39).number(here.known).number(position).number(class).mix(here.shape_hash));
    add(Hash::new(20).number(rule(0)));
    add(Hash::new(21).number(rule(0)).number(rule(-1)).number(rule(1)));
    add(Hash::new(22).number(rule(0)).mix(here.shape_hash).number(class));
    add(Hash::new(23).number(rule(0)).mix(folded(-1)));
    add(Hash::new(24).number(rule(0)).mix(folded(1)));
    add(Hash::new(25).number(rule(0)).mix(here.folded_hash));
    add(Hash::new(26).mix(folded(-1)).mix(here.shape_hash));
    add(Hash::new(27).mix(folded(1)).mix(here.shape_hash));
    add(Hash::new(28).mix(folded(-2)).mix(folded(-1)).mix(here.shape_hash));
    add(Hash::new(29).mix(folded(1)).mix(folded(2)).mix(here.shape_hash));
    add(Hash::new(30).number(position).mix(here.folded_hash));
    let ends: Vec<usize> = here.folded.char_indices().map(|(at, _)| at).chain([here.folded.len()]).collect();
    let letters = ends.len() - 1;
    for length in 1..=4.min(letters) {
        let start = hash(&here.folded[..ends[length]]);
        add(Hash::new(31).mix(start).number(u32::from(here.word.is_large())));
        add(Hash::new(32)
            .mix(hash(&here.folded[ends[letters - length]..]))
            .number(u32::from(here.word.is_large())));
    }
    for part in here.folded.split('-').filter(|part| part.len() < here.folded.len()) {
        add(Hash::new(33).mix(hash(part)));
    }
    found
}
