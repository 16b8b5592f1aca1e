//! The words of some documents that follow each other, found apart from those of all others: on another processor, or at
//! another time. Segments beside each other are merged, term by term in the order of the alphabet, into the words of all
//! their documents; it makes no difference where one ends and the next begins.
//!
//! A segment is bytes: the number of documents; the lengths of their titles and of their bodies, each column after its
//! length; the number of terms; of each term, how much of the one before it shares, what it adds, in how many documents it
//! stands, the number behind the last of these, and its postings and positions (docs/pack.md), each after its length.

use core::cmp::Ordering;
use std::collections::{BinaryHeap, binary_heap::PeekMut};

use dossier_model::{Block, Document};

use super::words::Words;
use crate::bytes::{Reader, put};

/// The words of some documents that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    bytes: Vec<u8>,
}

/// What stands before the terms of a segment, and the terms.
struct Read<'s> {
    documents: u32,
    title_lengths: &'s [u8],
    body_lengths: &'s [u8],
    terms: Cursor<'s>,
}

/// A term of a segment, then the next.
struct Cursor<'s> {
    input: Reader<'s>,
    left: usize,
    /// The number of the segment's first document, and the place of the segment among all.
    base: u32,
    place: usize,
    term: Vec<u8>,
    documents: u32,
    next: u32,
    counts: &'s [u8],
    positions: &'s [u8],
}

impl Segment {
    /// Finds the words of documents.
    pub fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        fn parts(document: &Document) -> (&str, &[Block], &str) {
            (document.title.text.as_str(), document.blocks.as_slice(), document.text.as_str())
        }
        Words::of(documents.into_iter().map(parts)).segment()
    }

    pub(super) fn new(bytes: Vec<u8>) -> Self {
        Self { bytes }
    }

    /// The segment that was kept as these bytes; `None` where they are none.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        let Read { documents, mut terms, title_lengths, body_lengths } = Read::of(&bytes, 0, 0)?;
        let is_column = |bytes: &[u8]| {
            let mut input = Reader(bytes);
            (0..documents).all(|_| input.u32().is_some()) && input.is_empty()
        };
        let mut last = None;
        while terms.left > 0 {
            terms.advance()?;
            let is_next = last.as_ref().is_none_or(|last| *last < terms.term);
            let is_there = terms.next.max(terms.documents) <= documents;
            if !is_next || !is_there || core::str::from_utf8(&terms.term).is_err() {
                return None;
            }
            last = Some(terms.term.clone());
        }
        let is_whole = terms.input.is_empty() && is_column(title_lengths) && is_column(body_lengths);
        is_whole.then_some(Self { bytes })
    }

    /// How many documents these are.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks whether there are none")]
    pub fn len(&self) -> usize {
        Reader(&self.bytes).usize().unwrap_or_default()
    }

    /// To be kept for another time.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl<'s> Read<'s> {
    fn of(bytes: &'s [u8], base: u32, place: usize) -> Option<Self> {
        let mut input = Reader(bytes);
        let documents = input.u32()?;
        let mut column = || {
            let length = input.usize()?;
            input.take(length)
        };
        let (title_lengths, body_lengths) = (column()?, column()?);
        let left = input.count()?;
        let terms = Cursor {
            input,
            left,
            base,
            place,
            term: Vec::new(),
            documents: 0,
            next: 0,
            counts: &[],
            positions: &[],
        };
        Some(Self { documents, title_lengths, body_lengths, terms })
    }
}

impl Cursor<'_> {
    /// Goes on to the next term; `None` where there is none.
    fn advance(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let shared = self.input.usize()?;
        if shared > self.term.len() {
            return None;
        }
        self.term.truncate(shared);
        let added = self.input.usize()?;
        self.term.extend_from_slice(self.input.take(added)?);
        self.documents = self.input.u32()?;
        self.next = self.input.u32()?;
        let length = self.input.usize()?;
        self.counts = self.input.take(length)?;
        let length = self.input.usize()?;
        self.positions = self.input.take(length)?;
        Some(())
    }
}

/// The first in the alphabet is the greatest, as a heap wants it; of one term, that of the first segment.
impl Ord for Cursor<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (&other.term, other.place).cmp(&(&self.term, self.place))
    }
}

impl PartialOrd for Cursor<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Cursor<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cursor<'_> {}

/// A term of all documents, with its postings and positions.
pub(super) struct Term<'t> {
    pub(super) text: &'t str,
    pub(super) documents: u32,
    pub(super) counts: &'t [u8],
    pub(super) positions: &'t [u8],
}

/// The lengths of all documents, as the pack has them.
pub(super) fn lengths(segments: &[Segment]) -> Vec<u8> {
    let read = || segments.iter().filter_map(|segment| Read::of(&segment.bytes, 0, 0));
    let titles = read().flat_map(|read| read.title_lengths.iter().copied());
    titles.chain(read().flat_map(|read| read.body_lengths.iter().copied())).collect()
}

/// Passes on all terms, sorted, each once.
pub(super) fn merge(segments: &[Segment], mut take: impl FnMut(Term<'_>)) {
    let (mut heap, mut base) = (BinaryHeap::new(), 0);
    for (place, segment) in segments.iter().enumerate() {
        let Some(Read { documents, mut terms, .. }) = Read::of(&segment.bytes, base, place) else { continue };
        base += documents;
        if terms.advance().is_some() {
            heap.push(terms);
        }
    }
    let (mut term, mut counts, mut positions) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(first) = heap.peek() {
        term.clone_from(&first.term);
        counts.clear();
        positions.clear();
        let (mut documents, mut next) = (0, 0);
        while let Some(mut cursor) = heap.peek_mut().filter(|cursor| cursor.term == term) {
            let mut rest = Reader(cursor.counts);
            // The first document is written by its number in the segment.
            if let Some(first) = rest.u32() {
                put(&mut counts, u64::from(first) + u64::from(cursor.base) - next);
                counts.extend_from_slice(rest.0);
            }
            positions.extend_from_slice(cursor.positions);
            documents += cursor.documents;
            next = u64::from(cursor.base) + u64::from(cursor.next);
            if cursor.advance().is_none() {
                PeekMut::pop(cursor);
            }
        }
        let text = core::str::from_utf8(&term).unwrap_or_default();
        take(Term { text, documents, counts: &counts, positions: &positions });
    }
}

#[cfg(test)]
mod tests {
    use dossier_model::{BlockKind, Title, TitleOrigin};

    use super::{super::mend::empty_document, *};

    fn document(at: usize) -> Document {
        let text = format!("the w{} w{} of{}", at % 7, at % 11, at * at);
        Document {
            key: at.to_string(),
            title: Title { text: "A title w3".into(), origin: TitleOrigin::Given, range: None },
            blocks: vec![Block { kind: BlockKind::Paragraph, range: (0..text.len()).into() }],
            text,
            ..empty_document()
        }
    }

    type All = Vec<(String, u32, Vec<u8>, Vec<u8>)>;

    fn all(segments: &[Segment]) -> (Vec<u8>, All) {
        let mut terms = Vec::new();
        merge(segments, |Term { text, documents, counts, positions }| {
            terms.push((text.to_owned(), documents, counts.to_vec(), positions.to_vec()));
        });
        (lengths(segments), terms)
    }

    #[test]
    fn words_found_in_segments_are_those_found_at_once() {
        let documents: Vec<Document> = (0..50).map(document).collect();
        let whole = all(&[Segment::of(&documents)]);
        assert!(whole.1.len() > 50 && whole.1.is_sorted());
        for size in [1, 7, 49] {
            let segments: Vec<Segment> = documents.chunks(size).map(Segment::of).collect();
            assert_eq!(all(&segments), whole);
            let kept: Option<Vec<Segment>> =
                segments.iter().map(|segment| Segment::read(segment.as_bytes().to_vec())).collect();
            assert_eq!(kept.unwrap(), segments);
        }
    }

    #[test]
    fn bytes_that_are_no_segment_are_none_and_never_a_panic() {
        let bytes = Segment::of(&[document(1), document(2)]).bytes;
        for end in 0..bytes.len() {
            assert_eq!(Segment::read(bytes[..end].to_vec()), None);
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut changed = bytes.clone();
                changed[at] ^= 1 << bit;
                if let Some(segment) = Segment::read(changed) {
                    all(&[segment.clone(), segment]);
                }
            }
        }
    }
}
