//! Which parts of a text can't hold any of some words, told at a glance.
//!
//! A page of results looks for its words in twenty texts, and nearly all that stands there is none of them. So a text is
//! cut at its spaces, which no word crosses, and only those pieces are cut into words properly that could hold the
//! beginning of one that is looked for. That is a tenth of the time. A piece is given up only where that is certain:
//! not where it holds any character but ASCII, for that may fold to anything, nor an underscore, which may be no word.
//! The beginnings are looked for in eight bytes at a time, by their first signs.

use core::ops::Range;

use crate::{
    eight::{Eight, first},
    for_each_token,
};

/// Signs that may stand inside a word and not in its term: `U.S.`, `1,000`, `Shi'a`.
const JOINTS: &[u8] = b".,'`\"";

/// What is looked for, by how it begins.
pub struct Glance {
    beginnings: Vec<String>,
    /// With what those begin, as [`lower`] has it, each once.
    firsts: Vec<u8>,
}

/// A piece of a text.
pub enum Piece<'t> {
    /// A word that may be one that is looked for.
    Word(Range<usize>, &'t str),
    /// One or more words that are not.
    Others,
}

impl Glance {
    /// Looks for words whose terms begin so; none of these may be empty.
    pub fn new(beginnings: Vec<String>) -> Self {
        // One that begins with another sign than ASCII's can only stand where there is such a sign, which is odd.
        let firsts = beginnings.iter().filter_map(|beginning| beginning.bytes().next());
        let mut firsts: Vec<u8> = firsts.filter(u8::is_ascii).map(lower).collect();
        firsts.sort_unstable();
        firsts.dedup();
        Self { beginnings, firsts }
    }

    /// Calls `visit` for the pieces of a text, in order. Not generic: the page is compiled for size, but for this crate.
    pub fn each(&self, text: &str, visit: &mut dyn FnMut(Piece<'_>)) {
        let bytes = text.as_bytes();
        // The pieces before `given` are visited; the rest is looked at from `at` on.
        let (mut given, mut at) = (0, 0);
        while let Some(found) = self.next(bytes, at) {
            if !is_odd(bytes[found]) && !self.may_begin(bytes, found) {
                at = found + 1;
                continue;
            }
            let start =
                bytes[given..found].iter().rposition(is_space).map_or(given, |space| given + space + 1);
            let end = bytes[found..].iter().position(is_space).map_or(bytes.len(), |space| found + space);
            if bytes[given..start].iter().any(u8::is_ascii_alphanumeric) {
                visit(Piece::Others);
            }
            for_each_token(&text[start..end], |range, term, _| {
                visit(Piece::Word(start + range.start..start + range.end, term));
            });
            (given, at) = (end, end);
        }
        if bytes[given..].iter().any(u8::is_ascii_alphanumeric) {
            visit(Piece::Others);
        }
    }

    /// Where, from a place on, something is odd or a first sign stands behind no letter.
    fn next(&self, bytes: &[u8], mut at: usize) -> Option<usize> {
        let mut is_after_letter = at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphabetic());
        while let Some(eight) = Eight::of(bytes, at) {
            let (letters, lower) = (eight.are_letters(), eight.lower());
            let after_letters = letters << 8 | u64::from(is_after_letter) << 7;
            let firsts = self.firsts.iter().fold(0, |found, first| found | lower.are(*first));
            let found = eight.are_beyond_ascii() | eight.are(b'_') | (firsts & !after_letters);
            if found != 0 {
                return Some(at + first(found));
            }
            is_after_letter = letters >> 63 != 0;
            at += Eight::LENGTH;
        }
        let is_found = |byte: &u8| is_odd(*byte) || self.firsts.contains(&lower(*byte));
        bytes[at..].iter().position(is_found).map(|found| at + found)
    }

    /// Whether a word may begin here, and be one that is looked for.
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        if at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric()) {
            return false;
        }
        let bytes = &bytes[at..];
        self.beginnings.iter().any(|beginning| {
            let mut wanted = beginning.bytes().peekable();
            for byte in bytes {
                let Some(next) = wanted.peek() else { return true };
                if !byte.is_ascii() || !next.is_ascii() {
                    return true;
                }
                if byte.to_ascii_lowercase() == *next {
                    wanted.next();
                } else if !JOINTS.contains(byte) {
                    return false;
                }
            }
            wanted.peek().is_none()
        })
    }
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// Whether it may be or hide anything.
fn is_odd(byte: u8) -> bool {
    byte == b'_' || !byte.is_ascii()
}

/// A small letter for a capital one, and another sign for some that are no letters.
fn lower(byte: u8) -> u8 {
    byte | 0x20
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The words of a text that are looked for, with a gap for others.
    fn seen(text: &str, wanted: &[String], glance: Option<&Glance>) -> Vec<Option<(Range<usize>, String)>> {
        let is_wanted = |term: &str| wanted.iter().any(|beginning| term.starts_with(beginning.as_str()));
        let mut seen = Vec::new();
        let mut visit = |piece: Piece<'_>| {
            seen.push(match piece {
                Piece::Word(range, term) if is_wanted(term) => Some((range, term.to_owned())),
                _ => None,
            });
        };
        match glance {
            Some(glance) => glance.each(text, &mut visit),
            None => for_each_token(text, |range, term, _| visit(Piece::Word(range, term))),
        }
        seen.dedup();
        seen
    }

    const PIECES: [&str; 34] = [
        " ", " ", " ", " ", "\n", "\u{A0}", "bank", "Banks", "BANKING", "b", "a", "U.S.", "US", "s", "'",
        "’", ".", ",", "-", "_", "1,000", "1000", "3.5", "Shi'a", "Shi’a", "al", "Sudani", "Ete", "Éte",
        "жук", "cat", "`", "\"", "the",
    ];
    const WANTED: [&str; 12] =
        ["bank", "ban", "us", "shia", "al", "sudani", "1000", "3.5", "s", "жук", "ete", "ete_"];

    proptest! {
        #[test]
        fn no_word_that_is_looked_for_is_overlooked(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30),
            other in "\\PC{0,20}",
            wanted in prop::collection::vec(prop::sample::select(&WANTED[..]), 1..4),
        ) {
            let wanted: Vec<String> = wanted.into_iter().map(str::to_owned).collect();
            let glance = Glance::new(wanted.clone());
            for text in [String::from_iter(pieces), other] {
                prop_assert_eq!(seen(&text, &wanted, Some(&glance)), seen(&text, &wanted, None));
            }
        }
    }
}
