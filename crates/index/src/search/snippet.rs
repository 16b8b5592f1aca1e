//! The passage of a text that shows best why it was found.

use core::ops::Range;

use dossier_model::{Block, BlockKind, ByteRange, DocumentIndex};
use dossier_text::{nth_char, single_spaced};

use super::marks::{Occurrence, Wanted, insert, merged};
use crate::{Pack, Query};

/// A passage of a document on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Its words; plain text, not HTML.
    pub text: String,
    /// Where the query's words stand in it, as bytes, by start, not overlapping.
    pub marks: Vec<Range<usize>>,
    /// Whether the document has text before it.
    pub cut_start: bool,
    /// Whether the document has text after it.
    pub cut_end: bool,
}

impl Pack {
    /// The passage of at most `max_chars` characters that holds most of the query, cut between words. Where nothing
    /// of the query stands in the text (or it is empty), the text's beginning, without what the title already says.
    pub fn snippet(&self, document: DocumentIndex, query: &Query, max_chars: usize) -> Snippet {
        let wanted = Wanted::of(self, document, query);
        let (text, blocks) = (self.text(document), self.blocks(document));
        let title = self.title_range(document);
        let is_wanted = !wanted.is_empty();
        let find = &mut |at: &Line<'_>| wanted.in_block(at);
        let body = Body::of(text, &blocks, title, max_chars, is_wanted, find, push_one_line);
        let start = body.best_start(max_chars);
        let start = start.map_or(body.after_title, |start| body.with_lead(start, max_chars));
        body.cut(start..start + nth_char(&body.text[start..], max_chars))
    }

    /// What [`Pack::snippet`] gives where the query is empty: the text's beginning.
    pub fn lead(&self, document: DocumentIndex, max_chars: usize) -> Snippet {
        let title = self.title_range(document);
        lead_of(self.text(document), &self.blocks(document), title, max_chars)
    }
}

/// [`Pack::lead`] of a document that is in no pack yet.
pub(crate) fn lead_of(text: &str, blocks: &[Block], title: Option<ByteRange>, max_chars: usize) -> Snippet {
    let body = Body::of(text, blocks, title, max_chars, false, &mut |_| Vec::new(), push_words);
    let rest = &body.text[body.after_title..];
    let length = rest.char_indices().nth(max_chars).map_or(rest.len(), |(at, _)| at);
    body.cut(body.after_title..body.after_title + length)
}

impl Wanted<'_> {
    /// What is found in a block that stands on one line.
    fn in_block(&self, block: &Line<'_>) -> Vec<Occurrence> {
        let mut found = self.phrases.occurrences(block.line);
        for (range, asked) in self.inside(block.range) {
            let on_line = |end: u32| {
                let before = ByteRange { start: block.range.start, end }.of(block.text);
                let is_parted = before.ends_with(char::is_whitespace);
                one_line(before).len() + usize::from(is_parted)
            };
            insert(&mut found, on_line(range.start)..on_line(range.end), asked);
        }
        found
    }
}

/// A block of a text, and the line that its words make.
struct Line<'a> {
    text: &'a str,
    range: ByteRange,
    line: &'a str,
}

/// The searched text of a document on one line, with what was found in it.
#[derive(Default)]
struct Body {
    text: String,
    found: Vec<Occurrence>,
    /// Where the words that follow the title begin.
    after_title: usize,
}

impl Body {
    /// As much of the text as a snippet of `max_chars` may need: all of it, unless nothing is looked for. `find` is asked
    /// what is found in each block.
    fn of(
        text: &str,
        blocks: &[Block],
        title: Option<ByteRange>,
        max_chars: usize,
        is_wanted: bool,
        find: &mut dyn FnMut(&Line<'_>) -> Vec<Occurrence>,
        push: fn(&str, &mut String),
    ) -> Self {
        let mut body = Self::default();
        for block in blocks {
            // A character has four bytes at most.
            let is_past_title = title.is_none_or(|title| title.end <= block.range.start);
            if !is_wanted && is_past_title && body.text.len() > body.after_title + 4 * max_chars {
                break;
            }
            if matches!(block.kind, BlockKind::SetAside | BlockKind::Headline) {
                continue;
            }
            let start = body.push_line(block.range.of(text), push);
            if let Some(title) = title.filter(|&title| block.range.contains(title)) {
                let before = ByteRange { start: block.range.start, end: title.end };
                body.after_title = start + one_line(before.of(text)).len();
            }
            let found = find(&Line { text, range: block.range, line: &body.text[start..] });
            body.found.extend(found.into_iter().map(|Occurrence { range, phrase }| Occurrence {
                range: start + range.start..start + range.end,
                phrase,
            }));
        }
        body.after_title += leading_space(&body.text[body.after_title..]);
        if body.after_title == body.text.len() {
            body.after_title = 0;
        }
        body
    }

    /// Adds a block; says where it begins.
    fn push_line(&mut self, block: &str, push: fn(&str, &mut String)) -> usize {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        let start = self.text.len();
        push(block, &mut self.text);
        start
    }

    /// The first found place of the window that shows most different phrases, then most places.
    fn best_start(&self, max_chars: usize) -> Option<usize> {
        let mut best: Option<((u32, u32), usize)> = None;
        for (at, first) in self.found.iter().enumerate() {
            // Characters are at least a byte each: a window of bytes is never too wide.
            let end = first.range.start + max_chars;
            let inside = self.found[at..].iter().take_while(|place| place.range.end <= end);
            let (phrases, places) = inside.fold((0_u64, 0), |(phrases, places), place| {
                (phrases | 1 << (place.phrase % 64), places + 1)
            });
            let value = (phrases.count_ones(), places);
            if best.is_none_or(|(most, _)| value > most) {
                best = Some((value, first.range.start));
            }
        }
        best.map(|(_, start)| start)
    }

    /// Some words before the first found one, to read it in: from the beginning of its sentence if that is near, and
    /// from further back where the text ends before the snippet is full.
    fn with_lead(&self, start: usize, max_chars: usize) -> usize {
        let places = self.found.iter().filter(|place| place.range.start >= start);
        let last = places.map(|place| place.range.end).take_while(|&end| end <= start + max_chars).last();
        let spare = (start + max_chars).saturating_sub(last.unwrap_or(start + max_chars));
        let unfilled = max_chars.saturating_sub(self.text.len() - start);
        let lead = spare.min(unfilled.max(max_chars / 3));
        let (mut word, mut sentence) = (start, None);
        let (bytes, mut distance) = (self.text.as_bytes(), 0);
        for at in (0..start).rev().filter(|at| self.text.is_char_boundary(*at)).take(lead) {
            // All white space here is single spaces between words.
            let is_word = bytes[at] != b' ' && (at == 0 || bytes[at - 1] == b' ');
            if is_word {
                word = at;
                let before = self.text[..at].trim_end_matches(' ');
                let is_sentence = before.is_empty() || before.ends_with(['.', '!', '?', '”', '"']);
                if is_sentence && (sentence.is_none() || distance < unfilled) {
                    sentence = Some(at);
                }
            }
            distance += 1;
        }
        sentence.unwrap_or(word)
    }

    /// The snippet that begins with a range, which begins at the beginning of a word, and ends in it, behind a word.
    fn cut(&self, Range { start, end }: Range<usize>) -> Snippet {
        let (rest, mut end) = (&self.text[start..], end - start);
        if end < rest.len() && !rest[end..].starts_with(char::is_whitespace) {
            // Within a word, unless that word is longer than the whole snippet.
            end = rest[..end].rfind(char::is_whitespace).unwrap_or(end);
        }
        let text = rest[..end].trim_end();
        let inside = start..start + text.len();
        let is_inside =
            |place: &&Occurrence| inside.start <= place.range.start && place.range.end <= inside.end;
        let found = self.found.iter().filter(is_inside).cloned().collect();
        Snippet {
            text: text.to_owned(),
            marks: merged(found).into_iter().map(|range| range.start - start..range.end - start).collect(),
            cut_start: start > 0,
            cut_end: inside.end < self.text.len(),
        }
    }
}

/// The text with each run of white space as one space, and none around.
fn one_line(text: &str) -> String {
    let mut line = String::new();
    push_words(text, &mut line);
    line
}

/// Adds a text so. For short ones, and for the first view, which has no code for more.
fn push_words(text: &str, line: &mut String) {
    for (at, word) in text.split_whitespace().enumerate() {
        if at > 0 {
            line.push(' ');
        }
        line.push_str(word);
    }
}

/// Adds a long text so.
fn push_one_line(text: &str, line: &mut String) {
    line.reserve(text.len());
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (plain, after) = rest.split_at(single_spaced(rest));
        line.push_str(plain);
        rest = after.trim_start();
        if !rest.is_empty() {
            line.push(' ');
        }
    }
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn one_line_has_single_spaces(
            pieces in prop::collection::vec(
                prop::sample::select(&["a", "bé", "’", "漢", " ", "  ", "\n", "\u{85}", "\u{A0}", "\u{2003}", "\u{3000}", "\u{1680}"][..]),
                0..20,
            ),
            other in "\\PC{0,20}",
        ) {
            for text in [String::from_iter(pieces), other] {
                let mut line = String::new();
                push_one_line(&text, &mut line);
                prop_assert_eq!(&line, &one_line(&text));
                prop_assert_eq!(line, text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
        }
    }
}
