//! The signs of the language inside a run of words: `*`, `?`, `~` and `=` where they mean something.
//!
//! Those inside or after a word are replaced by letters that nobody types (of the Lisu script), so that words are cut by the same rule as in
//! the texts and each sign stays with its word.

use core::ops::Range;

use dossier_text::tokens;

use super::{
    pattern,
    stem::stem,
    tree::{Form, Word},
};

const STAR: char = '\u{A4D0}';
const ONE: char = '\u{A4D1}';
const SLIPS: char = '\u{A4D2}';
/// How many bytes such a letter is longer than its sign.
const LONGER: usize = STAR.len_utf8() - 1;

/// Words of this many letters and more may have two slips.
const LONG_WORD: usize = 8;

/// Where a sign was found that stands for nothing.
pub(super) enum Stray {
    /// A * with no letter beside it.
    Star(Range<usize>),
    /// Too long a pattern.
    Pattern(Range<usize>),
}

/// The words of a text that begins at `offset` of the query; plain ones in all their forms, or `as_typed`.
pub(super) fn words(text: &str, offset: usize, as_typed: bool, strays: &mut Vec<Stray>) -> Vec<Word> {
    let marked = marked(text, offset, strays);
    let (mut words, mut seen, mut longer) = (Vec::new(), 0, 0);
    let count = |text: &str| text.chars().filter(|&c| is_mark(c)).count() * LONGER;
    for token in tokens(&marked) {
        longer += count(marked.get(seen..token.range.start).unwrap_or_default());
        let start = offset + token.range.start - longer;
        longer += count(marked.get(token.range.clone()).unwrap_or_default());
        let range = start..offset + token.range.end - longer;
        seen = token.range.end;
        let before = text.get(..start - offset).and_then(|before| before.strip_suffix('='));
        let is_exact = before.is_some_and(|before| !before.ends_with(char::is_alphanumeric));
        match word(&token.term, range.clone(), as_typed || is_exact) {
            Some(word) => words.push(word),
            None if token.term.chars().all(is_mark) => {}
            None => strays.push(Stray::Pattern(range)),
        }
    }
    words
}

fn is_mark(c: char) -> bool {
    (STAR..=SLIPS).contains(&c)
}

/// One word with its signs; `None` if there is nothing else to it, or too much.
fn word(marked: &str, range: Range<usize>, is_exact: bool) -> Option<Word> {
    let (marked, slips) = match marked.split_once(SLIPS) {
        Some((before, slips)) => (before, Some(slips)),
        None => (marked, None),
    };
    let plain: String = marked.chars().filter(|&c| !is_mark(c)).collect();
    if plain.is_empty() {
        return None;
    }
    let is_prefix = marked.strip_suffix(STAR).is_some_and(|before| before.trim_end_matches(STAR) == plain);
    let (term, form) = if is_prefix {
        (plain, Form::Prefix)
    } else if plain != marked {
        let signs = |c| match c {
            STAR => '*',
            ONE => '?',
            c => c,
        };
        let term: String = marked.chars().map(signs).filter(|&c| !is_mark(c)).collect();
        let steps = pattern::from_wildcards(&term)?;
        (term, Form::Pattern(steps))
    } else if let Some(slips) = slips {
        let most = match slips {
            "1" => 1,
            "2" => 2,
            _ => 1 + u8::from(plain.chars().count() >= LONG_WORD),
        };
        (plain, Form::Fuzzy(most))
    } else if is_exact {
        (plain, Form::Exact)
    } else {
        let stem = stem(&plain);
        (plain, Form::Stem(stem))
    };
    Some(Word { term, form, range })
}

/// The text with its signs as letters.
fn marked(text: &str, offset: usize, strays: &mut Vec<Stray>) -> String {
    let mut out = String::with_capacity(text.len());
    let is_wild = |c: char| c == '*' || c == '?';
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let at = offset + text.len() - rest.len();
        let mut length = c.len_utf8();
        let after = &rest[length..];
        match c {
            '*' | '?' => {
                length = rest.find(|c| !is_wild(c)).unwrap_or(rest.len());
                let (run, after) = rest.split_at(length);
                let is_before_word = is_word(after.chars().next());
                let has_star = run.contains('*');
                if is_before_word || (has_star && is_word(before)) {
                    out.extend(run.chars().map(|c| if c == '*' { STAR } else { ONE }));
                } else {
                    out.push_str(run);
                    if has_star {
                        strays.push(Stray::Star(at..at + length));
                    }
                }
            }
            '~' if is_word(before) || before.is_some_and(is_wild) => {
                let next = after.strip_prefix(['1', '2']).unwrap_or(after).chars().next();
                out.push(if is_word(next) { c } else { SLIPS });
            }
            c => out.push(c),
        }
        before = rest[..length].chars().next_back();
        rest = &rest[length..];
    }
    out
}
