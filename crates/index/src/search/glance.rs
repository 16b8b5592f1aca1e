//! Which parts of a text can't hold any of some words, told at a glance.
//!
//! A page of results looks for its words in twenty texts, and nearly all that stands there is none of them. So a text is
//! cut at its spaces, which no word crosses, and only those pieces are cut into words properly that could hold the
//! beginning of one that is looked for. That is a tenth of the time. A piece is given up only where that is certain:
//! not where it holds any character but ASCII, for that may fold to anything, nor an underscore, which may be no word.

use core::ops::Range;

use dossier_text::for_each_token;

use crate::query::Phrase;

/// Signs that may stand inside a word and not in its term: `U.S.`, `1,000`, `Shi'a`.
const JOINTS: &[u8] = b".,'`\"";

const SPACE: u8 = 1;
const IN_WORDS: u8 = 2;
/// Begins a word that is looked for.
const FIRST: u8 = 4;
/// May be or hide anything.
const ODD: u8 = 8;

/// What is looked for, by how it begins.
pub(super) struct Glance {
    beginnings: Vec<String>,
    kinds: [u8; 256],
}

/// A piece of a text.
pub(super) enum Piece<'t> {
    /// A word that may be one that is looked for.
    Word(Range<usize>, &'t str),
    /// One or more words that are not.
    Others,
}

impl Glance {
    /// `None` where the words may begin in any way, or must be counted.
    pub(super) fn new(phrases: &[&Phrase]) -> Option<Self> {
        let mut kinds: [u8; 256] = core::array::from_fn(|byte| match byte as u8 {
            b' ' | b'\t'..=b'\r' => SPACE,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => IN_WORDS,
            b'_' | 0x80.. => ODD,
            _ => 0,
        });
        let mut beginnings = Vec::new();
        for phrase in phrases {
            if phrase.near.is_some() {
                return None;
            }
            for word in &phrase.words {
                let beginning = word.beginning();
                let first = *beginning.as_bytes().first()?;
                if first.is_ascii() {
                    kinds[usize::from(first)] |= FIRST;
                    kinds[usize::from(first.to_ascii_uppercase())] |= FIRST;
                    beginnings.push(beginning);
                }
            }
        }
        Some(Self { beginnings, kinds })
    }

    /// Calls `visit` for the pieces of a text, in order.
    pub(super) fn each(&self, text: &str, visit: &mut dyn FnMut(Piece<'_>)) {
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
    use crate::{Query, query::Node};

    /// What is left of a text's words: those that are looked for, and a gap for others.
    fn seen(text: &str, glance: Option<&Glance>, phrases: &[&Phrase]) -> Vec<Option<(Range<usize>, String)>> {
        let is_wanted =
            |term: &str| phrases.iter().flat_map(|phrase| &phrase.words).any(|word| word.matches(term));
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

    proptest! {
        #[test]
        fn no_word_that_is_looked_for_is_overlooked(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..30),
            typed in prop::sample::select(&["bank", "us shia", "\"al sudani\"", "1000", "3.5 us", "ba*", "=banks жук", "b*k c?t", "éte"][..]),
        ) {
            let (text, query) = (String::from_iter(pieces), Query::parse(typed));
            let mut phrases = Vec::new();
            query.root.wanted(&mut |node| {
                if let Node::Phrase(phrase) = node {
                    phrases.push(phrase);
                }
            });
            let glance = Glance::new(&phrases);
            prop_assert!(glance.is_some());
            prop_assert_eq!(seen(&text, glance.as_ref(), &phrases), seen(&text, None, &phrases));
        }
    }

    const PIECES: [&str; 34] = [
        " ", " ", " ", " ", "\n", "\u{A0}", "bank", "Banks", "BANKING", "b", "a", "U.S.", "US", "s", "'",
        "’", ".", ",", "-", "_", "1,000", "1000", "3.5", "Shi'a", "Shi’a", "al", "Sudani", "Ete", "Éte",
        "жук", "cat", "`", "\"", "the",
    ];
}
