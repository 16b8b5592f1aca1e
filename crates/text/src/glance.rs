//! Which parts of a text can't hold any of some words, told at a glance.
//!
//! A page of results looks for its words in twenty texts, and nearly all that stands there is none of them. So a text is
//! cut at its spaces, which no word crosses, and only those pieces are cut into words properly that could hold the
//! beginning of one that is looked for. That is a tenth of the time. A piece is given up only where that is certain:
//! not where it holds any character but ASCII, for that may fold to anything, nor an underscore, which may be no word.

use core::ops::Range;

use crate::for_each_token;

/// Signs that may stand inside a word and not in its term: `U.S.`, `1,000`, `Shi'a`.
const JOINTS: &[u8] = b".,'`\"";

const SPACE: u8 = 1;
const IN_WORDS: u8 = 2;
/// Begins a word that is looked for.
const FIRST: u8 = 4;
/// May be or hide anything.
const ODD: u8 = 8;

/// What is looked for, by how it begins.
pub struct Glance {
    beginnings: Vec<String>,
    kinds: [u8; 256],
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
        let mut kinds: [u8; 256] = core::array::from_fn(|byte| match byte as u8 {
            b' ' | b'\t'..=b'\r' => SPACE,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => IN_WORDS,
            b'_' | 0x80.. => ODD,
            _ => 0,
        });
        // One that begins with another sign can only stand where there is such a sign, which is odd.
        for first in beginnings.iter().filter_map(|beginning| beginning.bytes().next()).filter(u8::is_ascii) {
            kinds[usize::from(first)] |= FIRST;
            kinds[usize::from(first.to_ascii_uppercase())] |= FIRST;
        }
        Self { beginnings, kinds }
    }

    /// Calls `visit` for the pieces of a text, in order. Not generic: the page is compiled for size, but for this crate.
    pub fn each(&self, text: &str, visit: &mut dyn FnMut(Piece<'_>)) {
        let bytes = text.as_bytes();
        let (mut start, mut before, mut seen, mut may_hold) = (0, 0, 0, false);
        for at in 0..=bytes.len() {
            let kind = bytes.get(at).map_or(SPACE, |byte| self.kinds[usize::from(*byte)]);
            if kind & SPACE != 0 {
                if may_hold {
                    for_each_token(&text[start..at], |range, term, _| {
                        visit(Piece::Word(start + range.start..start + range.end, term));
                    });
                } else if seen & IN_WORDS != 0 {
                    visit(Piece::Others);
                }
                (start, seen, may_hold) = (at + 1, 0, false);
            } else if kind & ODD != 0 || (kind & FIRST != 0 && before & IN_WORDS == 0) {
                may_hold = may_hold || kind & ODD != 0 || self.may_begin(&bytes[at..]);
            }
            seen |= kind;
            before = kind;
        }
    }

    /// Whether a word that begins here may be one that is looked for.
    fn may_begin(&self, bytes: &[u8]) -> bool {
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
