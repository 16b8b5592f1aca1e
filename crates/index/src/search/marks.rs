//! Where the words of a query stand in a text.

use core::ops::Range;

use dossier_model::{BlockKind, ByteRange, DocumentIndex};
use dossier_text::for_each_token;

use crate::{Pack, Query, query::Phrase};

impl Pack {
    /// Where the query's words and phrases stand in a document's text, by start; a phrase is one range, and ranges
    /// that overlap are one. Set-aside parts are not searched, and what the query leaves out is not marked.
    pub fn hits(&self, document: DocumentIndex, query: &Query) -> Vec<ByteRange> {
        let (text, phrases) = (self.text(document), query.root.wanted());
        let mut hits = Vec::new();
        if phrases.is_empty() {
            return hits;
        }
        for block in self.blocks(document).iter().filter(|block| block.kind != BlockKind::SetAside) {
            let found = merged(occurrences(block.range.of(text), &phrases));
            let start = block.range.start as usize;
            hits.extend(
                found.into_iter().map(|range| ByteRange::new(start + range.start, start + range.end)),
            );
        }
        hits
    }

    /// Where they stand in the document's title, as ranges of the title.
    pub fn title_hits(&self, document: DocumentIndex, query: &Query) -> Vec<ByteRange> {
        let phrases = query.root.wanted();
        if phrases.is_empty() {
            return Vec::new();
        }
        let found = merged(occurrences(&self.document(document).title.text, &phrases));
        found.into_iter().map(ByteRange::from).collect()
    }
}

/// A place where a phrase stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) range: Range<usize>,
    /// Which of the phrases it is, from 0.
    pub(super) phrase: usize,
}

/// All places of the phrases in one block or title, by start.
pub(super) fn occurrences(text: &str, phrases: &[&Phrase]) -> Vec<Occurrence> {
    let mut found: Vec<Occurrence> = Vec::new();
    if phrases.is_empty() {
        return found;
    }
    // Phrases that began: which, how many of their words were there, and where the first stands.
    let mut begun: Vec<(usize, usize, usize)> = Vec::new();
    for_each_token(text, |range, term, _| {
        for (phrase, Phrase(words)) in phrases.iter().enumerate() {
            if words.first().is_some_and(|first| first.matches(term)) {
                begun.push((phrase, 0, range.start));
            }
        }
        if begun.is_empty() {
            return;
        }
        begun.retain_mut(|(phrase, count, start)| {
            let Phrase(words) = phrases[*phrase];
            if !words.get(*count).is_some_and(|word| word.matches(term)) {
                return false;
            }
            *count += 1;
            if *count == words.len() {
                let place = Occurrence { range: *start..range.end, phrase: *phrase };
                let at =
                    found.iter().rposition(|other| other.range.start <= *start).map_or(0, |last| last + 1);
                found.insert(at, place);
            }
            *count < words.len()
        });
    });
    found
}

/// The ranges of places that are sorted by start, those that overlap as one.
pub(super) fn merged(occurrences: Vec<Occurrence>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for Occurrence { range, .. } in occurrences {
        match ranges.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
    ranges
}
