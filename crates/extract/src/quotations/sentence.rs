//! A sentence around quotations: its words, names and quotations in their order, so that what stands inside a quotation
//! is never taken for who says it.

use dossier_model::{ByteRange, EntityKind};

use super::verbs::{Saying, saying};
use crate::corpus::FoundName;

/// One thing in a sentence.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A word in small letters, without signs around it.
    Word(String),
    /// A name, by its place among the document's.
    Name(usize, EntityKind),
    /// A quotation, by its place among the document's.
    Quotation(usize),
    Comma,
    Colon,
}

impl Item {
    pub(super) fn word(&self) -> &str {
        if let Self::Word(word) = self { word } else { "" }
    }

    pub(super) fn saying(&self) -> Option<Saying> {
        saying(self.word())
    }

    /// The name, if it can speak: a place cannot.
    pub(super) fn speaker(&self) -> Option<usize> {
        match self {
            Self::Name(name, kind) if *kind != EntityKind::Place => Some(*name),
            _ => None,
        }
    }

    pub(super) fn is_comma(&self) -> bool {
        matches!(self, Self::Comma)
    }
}

/// The sentences of a paragraph. `quotations` are all those of the document, of which those from `first` on are the
/// paragraph's.
pub(super) fn sentences(
    text: &str,
    paragraph: ByteRange,
    names: &[FoundName],
    quotations: &[ByteRange],
    first: usize,
) -> Vec<Vec<Item>> {
    let own = &quotations[first..];
    let inside = |at: u32| {
        let next = own.partition_point(|quotation| quotation.end <= at);
        own.get(next).is_some_and(|quotation| quotation.start < at)
    };
    let ranges = dossier_text::sentences(paragraph.of(text));
    let mut starts: Vec<u32> = ranges.iter().map(|range| paragraph.start + range.start as u32).collect();
    starts.retain(|start| !inside(*start));
    let mut sentences = Vec::new();
    for (place, start) in starts.iter().enumerate() {
        let end = starts.get(place + 1).copied().unwrap_or(paragraph.end);
        sentences.push(items(text, ByteRange { start: *start, end }, names, quotations, first));
    }
    sentences
}

fn items(
    text: &str,
    sentence: ByteRange,
    names: &[FoundName],
    quotations: &[ByteRange],
    first: usize,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = sentence.start;
    let mut quotation = first + quotations[first..].partition_point(|range| range.end <= at);
    let mut name = names.partition_point(|name| name.range.end <= at);
    while at < sentence.end {
        let next_quotation = quotations.get(quotation).filter(|range| range.start < sentence.end);
        if let Some(range) = next_quotation.filter(|range| range.start <= at) {
            items.push(Item::Quotation(quotation));
            at = range.end;
            quotation += 1;
            continue;
        }
        while names.get(name).is_some_and(|name| name.range.start < at) {
            name += 1;
        }
        let next_name = names.get(name).filter(|name| name.range.start < sentence.end);
        if let Some(found) = next_name.filter(|name| name.range.start == at) {
            items.push(Item::Name(name, found.kind));
            at = found.range.end.max(at + 1);
            continue;
        }
        let stop = [next_quotation.map(|range| range.start), next_name.map(|name| name.range.start)];
        let stop = stop.into_iter().flatten().fold(sentence.end, u32::min);
        words(ByteRange { start: at, end: stop }.of(text), &mut items);
        at = stop;
    }
    items
}

fn words(text: &str, items: &mut Vec<Item>) {
    for piece in text.split_whitespace() {
        let is_sign = |sign: char| !sign.is_alphanumeric();
        let word = piece.trim_matches(is_sign);
        if piece.starts_with(',') {
            items.push(Item::Comma);
        }
        if !word.is_empty() && word != "s" {
            items.push(Item::Word(word.to_lowercase()));
        }
        let end = piece.trim_start_matches(is_sign);
        if end.ends_with(',') || end.ends_with(['–', '—']) {
            items.push(Item::Comma);
        } else if piece.ends_with(':') {
            items.push(Item::Colon);
        }
    }
}
