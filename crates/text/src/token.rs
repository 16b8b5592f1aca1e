//! What a word is.
//!
//! The rule is that of Unicode's word segmentation (UAX 29) with what searching news asks for besides:
//! - a full stop joins single letters only: `U.S.` is one word `us`, `end.The` are two;
//! - a comma joins digits only where it parts thousands: `1,000` is `1000`, `1,5` are two words; a full stop between
//!   digits stays: `3.5`;
//! - a possessive 's belongs to no word; other apostrophes inside a word do, but leave its term (`Shi’a` is `shia`);
//! - hyphens, colons and slashes part words; [`Token::glued`] remembers that nothing but them stood between.
//!
//! How a character behaves in a word is looked up in a table that `build.rs` takes from `unicode-segmentation`
//! (2 kB with Brotli in the page, the crate 12); a test compares the two.

use core::ops::Range;
use std::sync::OnceLock;

use crate::{fold::fold_char, varint::Varints};

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The bytes it takes up in the text, a possessive 's left out.
    pub range: Range<usize>,
    /// Its folded form, never empty; two words are the same word if their terms are equal. At most
    /// [`Token::MAX_TERM`] bytes: of a longer word (a hash, a line without spaces) only the beginning counts.
    pub term: String,
    /// Whether no white space stands between it and its predecessor: `sudani` in `al-Sudani`.
    pub glued: bool,
}

impl Token {
    /// The most bytes a term may have.
    pub const MAX_TERM: usize = 100;
}

/// The words of a text, in order.
///
/// ```
/// let terms: Vec<_> = dossier_text::tokens("The U.S.-led Shi’a’s 1,000").map(|token| token.term).collect();
/// assert_eq!(terms, ["the", "us", "led", "shia", "1000"]);
/// ```
pub fn tokens(text: &str) -> impl Iterator<Item = Token> {
    let mut scanner = Scanner::new(text);
    core::iter::from_fn(move || {
        let mut term = String::new();
        let (range, glued) = scanner.next_into(&mut term)?;
        Some(Token { range, term, glued })
    })
}

/// Calls `visit` with the range, the term and `glued` of every word: [`tokens`] without an allocation for each.
pub fn for_each_token(text: &str, mut visit: impl FnMut(Range<usize>, &str, bool)) {
    let (mut scanner, mut term) = (Scanner::new(text), String::new());
    while let Some((range, glued)) = scanner.next_into(&mut term) {
        visit(range, &term, glued);
    }
}

/// How a character behaves in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Other,
    Letter,
    Digit,
    /// Belongs to the character before it: combining marks, joiners.
    Mark,
    Katakana,
    /// A word by itself: ideographs, and letters of scripts without spaces.
    Single,
    /// `_`, which joins whatever is in words.
    Connector,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '_' => Self::Connector,
            '\0'..='\x7F' => Self::Other,
            _ => Self::of_wide(u32::from(c)),
        }
    }

    fn of_wide(code: u32) -> Self {
        static TABLE: OnceLock<Vec<(u32, u32, Class)>> = OnceLock::new();
        let table = TABLE.get_or_init(decode);
        let end = table.partition_point(|run| run.0 <= code);
        match end.checked_sub(1).and_then(|at| table.get(at)) {
            Some(&(_, end, class)) if code < end => class,
            _ => Self::Other,
        }
    }

    fn is_in_words(self) -> bool {
        !matches!(self, Self::Other | Self::Mark)
    }
}

/// The runs of `build.rs`: first code point, one past the last, class.
fn decode() -> Vec<(u32, u32, Class)> {
    let mut input = Varints(include_bytes!(concat!(env!("OUT_DIR"), "/class.bin")));
    let (mut runs, mut end) = (Vec::new(), 0);
    while let (Some(gap), Some(shape)) = (input.next(), input.next()) {
        let start = end + gap;
        end = start + (shape >> 3);
        let class = match shape & 7 {
            1 => Class::Letter,
            2 => Class::Digit,
            3 => Class::Mark,
            4 => Class::Katakana,
            _ => Class::Single,
        };
        runs.push((start, end, class));
    }
    runs
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | '＇')
}

/// Walks over a text, a word at a time.
struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// Whether white space, or the text's beginning, came since the last word.
    spaced: bool,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, spaced: true }
    }

    /// The next word's range and whether it is glued; its term replaces what `term` held.
    fn next_into(&mut self, term: &mut String) -> Option<(Range<usize>, bool)> {
        loop {
            let start = self.start_of_word()?;
            self.at = self.end_of_word(start);
            let range = start..self.at - self.possessive(start);
            write_term(&self.text[range.clone()], term);
            if !term.is_empty() {
                return Some((range, !core::mem::take(&mut self.spaced)));
            }
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn start_of_word(&mut self) -> Option<usize> {
        let mut before = self.text[..self.at].chars().next_back();
        while let Some(c) = self.char_at(self.at) {
            let start = self.at;
            self.at += c.len_utf8();
            if c.is_whitespace() {
                self.spaced = true;
            } else if Class::of(c).is_in_words() && !self.is_stray_possessive(before, start) {
                return Some(start);
            }
            before = Some(c);
        }
        None
    }

    /// Whether an s here is the possessive of a word that ends in no letter, like that of `U.S.'s`.
    fn is_stray_possessive(&self, before: Option<char>, start: usize) -> bool {
        before.is_some_and(is_apostrophe)
            && !self.spaced
            && matches!(self.text.as_bytes()[start], b's' | b'S')
            && self.char_at(start + 1).is_none_or(|next| Class::of(next) == Class::Other)
    }

    /// Where the word that starts at `start` ends.
    fn end_of_word(&self, start: usize) -> usize {
        let (mut end, mut last) = self.skip_marks(start);
        // Characters since the last full stop: one joins single letters only, so all parts before were single.
        let mut letters = 1;
        while last != Class::Single {
            let Some(c) = self.char_at(end) else { break };
            let next = Class::of(c);
            if joins(last, next) {
                (end, last) = self.skip_marks(end);
                letters += 1;
            } else if let Some(after) = self.over_joint(end, c, last, letters) {
                (end, last) = self.skip_marks(after);
                letters = if c == '.' { 1 } else { letters + 1 };
            } else {
                break;
            }
        }
        end
    }

    /// Past the character at `at` and the marks that belong to it, with its class.
    fn skip_marks(&self, at: usize) -> (usize, Class) {
        let mut rest = self.text[at..].chars();
        let class = rest.next().map_or(Class::Other, Class::of);
        let mut end = self.text.len() - rest.as_str().len();
        while let Some(c) = rest.next().filter(|&c| Class::of(c) == Class::Mark) {
            end += c.len_utf8();
        }
        (end, class)
    }

    /// Whether the character `c` at `at`, which is in no word by itself, joins what stands before and after it; if so,
    /// where it goes on.
    fn over_joint(&self, at: usize, c: char, last: Class, letters: usize) -> Option<usize> {
        let (after, _) = self.skip_marks(at);
        let next = self.char_at(after)?;
        let class = Class::of(next);
        let joined = match (c, last, class) {
            (_, Class::Letter, Class::Letter) => {
                is_apostrophe(c)
                    || matches!(c, '·' | '\u{2027}' | '\u{5F4}')
                    || (c == '"' && is_hebrew(next))
                    || (c == '.' && letters == 1 && self.is_single_letter(after))
            }
            (_, Class::Digit, Class::Digit) => {
                c == '.' || is_apostrophe(c) || (c == ',' && self.is_thousands(after))
            }
            _ => false,
        };
        joined.then_some(after)
    }

    fn is_single_letter(&self, at: usize) -> bool {
        let (end, _) = self.skip_marks(at);
        self.char_at(end).is_none_or(|next| !Class::of(next).is_in_words())
    }

    /// Whether exactly three digits stand here.
    fn is_thousands(&self, mut at: usize) -> bool {
        for _ in 0..3 {
            let (end, class) = self.skip_marks(at);
            if class != Class::Digit {
                return false;
            }
            at = end;
        }
        self.char_at(at).is_none_or(|next| Class::of(next) != Class::Digit)
    }

    /// The bytes of the possessive 's that the word from `start` to here ends in.
    fn possessive(&self, start: usize) -> usize {
        let mut back = self.text[start..self.at].chars().rev();
        match (back.next(), back.next()) {
            (Some('s' | 'S'), Some(c)) if is_apostrophe(c) => 1 + c.len_utf8(),
            _ => 0,
        }
    }
}

fn joins(last: Class, next: Class) -> bool {
    use Class::{Connector, Digit, Katakana, Letter};
    matches!(
        (last, next),
        (Letter | Digit, Letter | Digit | Connector)
            | (Katakana, Katakana | Connector)
            | (Connector, Letter | Digit | Katakana | Connector)
    )
}

fn is_hebrew(c: char) -> bool {
    ('\u{590}'..='\u{5FF}').contains(&c)
}

/// Folds a word and leaves out what is no letter or digit of it.
fn write_term(word: &str, term: &mut String) {
    term.clear();
    if word.is_ascii() && word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        term.push_str(&word[..word.len().min(Token::MAX_TERM)]);
        term.make_ascii_lowercase();
        return;
    }
    // Only between digits does a full stop say something.
    let is_number = word.chars().next().is_some_and(|c| Class::of(c) == Class::Digit);
    for c in word.chars() {
        let before = term.len();
        fold_char(c, term);
        if !(is_number && c == '.') {
            retain_from(term, before, |c| Class::of(c) != Class::Other);
        }
        if term.len() > Token::MAX_TERM {
            term.truncate(before);
            break;
        }
    }
    if term.bytes().all(|byte| byte == b'_') {
        term.clear();
    }
}

fn retain_from(text: &mut String, from: usize, keep: impl Fn(char) -> bool) {
    if !text[from..].chars().all(&keep) {
        let kept: String = text[from..].chars().filter(|&c| keep(c)).collect();
        text.truncate(from);
        text.push_str(&kept);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    fn terms(text: &str) -> Vec<String> {
        tokens(text).map(|token| token.term).collect()
    }

    #[test]
    fn words_are_what_a_reader_searches_for() {
        for (text, expected) in [
            ("", ""),
            (" ,.-' ", ""),
            ("The end.The start", "the end the start"),
            ("U.S. forces, the U.S.-led U.S.'s a.m. J.Smith", "us forces the us led us am j smith"),
            ("Shi’a Shi'a Shi`a Shiʿa", "shia shia shia shia"),
            ("Sadr's SADR’S boys' James's it's", "sadr sadr boys james it"),
            ("al-Sudani al‑Sudani al–Sudani", "al sudani al sudani al sudani"),
            ("1,000 1,234,567 1,5 12,3456 3.5 1.000.000 2,", "1000 1234567 1 5 12 3456 3.5 1.000.000 2"),
            ("2026-01-21 10:30 60th F-16 $5", "2026 01 21 10 30 60th f 16 5"),
            ("3½ ٢٠٢٦ １２", "3 2026 12"),
            ("bbc.co.uk x@y.org @real_user __", "bbc co uk x y org real_user"),
            ("e\u{301}te\u{301} L’État", "ete letat"),
            ("漢字 です ไทย カタカナ", "漢 字 て\u{3099} す ไ ท ย カタカナ"),
            ("हिन्दी भाषा", "हिन्दी भाषा"),
            ("صه\"ل צה\"ל צה״ל", "صه ل צהל צהל"),
            ("soft\u{AD}hyphen", "softhyphen"),
        ] {
            assert_eq!(terms(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_range_leaves_the_possessive_out() {
        let text = "of al-Sadr’s U.S. men";
        let words: Vec<_> = tokens(text).map(|token| &text[token.range]).collect();
        assert_eq!(words, ["of", "al", "Sadr", "U.S", "men"]);
    }

    #[test]
    fn glued_words_have_no_white_space_between() {
        let glued: Vec<_> = tokens("the al-Sudani, or U.S.-led (x)").map(|token| token.glued).collect();
        assert_eq!(glued, [false, false, true, false, false, true, false]);
    }

    #[test]
    fn a_term_is_never_longer_than_its_limit() {
        for word in ["x".repeat(1000), "é".repeat(1000), "ж".repeat(1000), "a.".repeat(100_000)] {
            let terms = terms(&word);
            assert!(terms.iter().all(|term| !term.is_empty() && term.len() <= Token::MAX_TERM));
            assert_eq!(terms.len(), 1);
        }
    }

    /// Without what the rule leaves UAX 29 at: joints, and words of nothing that a term could hold.
    fn plain_text() -> impl Strategy<Value = String> {
        let pieces = "a b zA Z0 9 _ - ( x\u{301} \u{AD} é ß ł Ż ж Я ς ג א ش ١ ٢ あ ア ｱ ー 漢 字 ไ ก 한 हि ٠ 😀 — \u{2028}";
        let pieces: Vec<_> = pieces.split(' ').chain([" "]).collect();
        prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn without_joints_words_are_those_of_the_standard(text in plain_text()) {
            let ours: Vec<_> = tokens(&text).map(|token| token.range).collect();
            let standard: Vec<_> =
                text.unicode_word_indices().map(|(start, word)| start..start + word.len()).collect();
            prop_assert_eq!(ours, standard);
        }

        #[test]
        fn tokens_of_any_text_are_in_order_and_on_boundaries(text in any::<String>()) {
            let mut end = 0;
            for token in tokens(&text) {
                prop_assert!(token.range.start >= end && !token.term.is_empty());
                prop_assert!(text.get(token.range.clone()).is_some());
                end = token.range.end;
            }
        }

        #[test]
        fn both_ways_to_walk_agree(text in any::<String>()) {
            let mut visited = Vec::new();
            for_each_token(&text, |range, term, glued| {
                visited.push(Token { range, term: term.to_owned(), glued });
            });
            prop_assert_eq!(visited, tokens(&text).collect::<Vec<_>>());
        }
    }
}
