//! The words of some documents that follow each other, found apart from those of all others: on another processor, or at
//! another time. Segments beside each other are merged, term by term in the order of the alphabet, into the words of all
//! their documents; it makes no difference where one ends and the next begins.
//!
//! A segment may be larger than what is to be held of it: a merge sees a [`SegmentSource`], of which it reads some bytes at a
//! time.
//!
//! A segment is bytes: the number of documents; the lengths of their titles and of their bodies, each column after its
//! length; the number of terms; of each term, how much of the one before it shares, what it adds, in how many documents it
//! stands, the number behind the last of these, and its postings and positions (docs/pack.md), each after its length.

use core::{cmp::Ordering, ops::Range};
use std::collections::{BinaryHeap, binary_heap::PeekMut};

use dossier_model::{Block, Document};

use super::words::Words;
use crate::bytes::{Reader, put};

/// The words of some documents that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    bytes: Vec<u8>,
}

/// Where the bytes of a segment are.
pub trait SegmentSource {
    /// Adds so many bytes from this place on, or all that are left.
    fn read(&self, from: usize, most: usize, into: &mut Vec<u8>);
}

impl SegmentSource for Segment {
    fn read(&self, from: usize, most: usize, into: &mut Vec<u8>) {
        let rest = self.bytes.get(from..).unwrap_or_default();
        into.extend_from_slice(&rest[..most.min(rest.len())]);
    }
}

/// How many bytes of all segments are held together, and of one at least.
const WINDOWS: usize = 32 << 20;
const SMALLEST_WINDOW: usize = 4 << 10;

/// What is held of a segment.
struct Window<'s, S> {
    source: &'s S,
    bytes: Vec<u8>,
    /// Where in `bytes` goes on what was not yet read.
    at: usize,
    /// Where in the segment `bytes` end.
    end: usize,
    /// How many bytes are read at a time.
    size: usize,
}

impl<'s, S: SegmentSource> Window<'s, S> {
    fn new(source: &'s S, size: usize) -> Self {
        Self { source, bytes: Vec::new(), at: 0, end: 0, size }
    }

    /// Reads something, for which more bytes may have to come; `None` where all of them make no sense.
    fn parse<T>(&mut self, parse: impl Fn(&mut Reader<'_>) -> Option<T>) -> Option<T> {
        loop {
            let mut input = Reader(&self.bytes[self.at..]);
            if let Some(parsed) = parse(&mut input) {
                self.at = self.bytes.len() - input.0.len();
                return Some(parsed);
            }
            self.bytes.drain(..core::mem::take(&mut self.at));
            let held = self.bytes.len();
            self.source.read(self.end, self.size.max(held), &mut self.bytes);
            self.end += self.bytes.len() - held;
            if self.bytes.len() == held {
                return None;
            }
        }
    }
}

/// What stands before the terms of a segment.
struct Head {
    documents: u32,
    title_lengths: Vec<u8>,
    body_lengths: Vec<u8>,
    terms: usize,
}

/// A term of a segment, then the next.
struct Cursor<'s, S> {
    window: Window<'s, S>,
    left: usize,
    /// The number of the segment's first document, and the place of the segment among all.
    base: u32,
    place: usize,
    term: Vec<u8>,
    documents: u32,
    next: u32,
    /// Where in the window its postings and its positions are.
    counts: Range<usize>,
    positions: Range<usize>,
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
        let segment = Self { bytes };
        let mut window = Window::new(&segment, segment.bytes.len());
        let head = head(&mut window)?;
        let is_column = |bytes: &[u8]| {
            let mut input = Reader(bytes);
            (0..head.documents).all(|_| input.u32().is_some()) && input.is_empty()
        };
        let is_head = is_column(&head.title_lengths) && is_column(&head.body_lengths);
        let mut terms = Cursor::new(window, &head, 0, 0);
        let mut last = Vec::new();
        while terms.left > 0 {
            let is_first = terms.left == head.terms;
            terms.advance()?;
            let is_next = is_first || last < terms.term;
            let is_there = terms.next.max(terms.documents) <= head.documents;
            if !is_next || !is_there || core::str::from_utf8(&terms.term).is_err() {
                return None;
            }
            last.clone_from(&terms.term);
        }
        let is_whole = terms.window.at == terms.window.bytes.len() && is_head;
        drop(terms);
        is_whole.then_some(segment)
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

fn head<S: SegmentSource>(window: &mut Window<'_, S>) -> Option<Head> {
    let column = |input: &mut Reader<'_>| {
        let length = input.usize()?;
        input.take(length).map(<[u8]>::to_vec)
    };
    window.parse(|input| {
        let documents = input.u32()?;
        let (title_lengths, body_lengths) = (column(input)?, column(input)?);
        Some(Head { documents, title_lengths, body_lengths, terms: input.usize()? })
    })
}

/// Passes over some bytes that stand after their length: how far before the end they begin, and how many they are.
fn place(input: &mut Reader<'_>) -> Option<(usize, usize)> {
    let length = input.usize()?;
    let before = input.0.len();
    input.take(length).map(|_| (before, length))
}

impl<'s, S: SegmentSource> Cursor<'s, S> {
    fn new(window: Window<'s, S>, head: &Head, base: u32, place: usize) -> Self {
        let (term, counts, positions) = (Vec::new(), 0..0, 0..0);
        Self { window, left: head.terms, base, place, term, documents: 0, next: 0, counts, positions }
    }

    /// Goes on to the next term; `None` where there is none.
    fn advance(&mut self) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        let known = self.term.len();
        let (shared, added, documents, next, counts, positions) = self.window.parse(|input| {
            let shared = input.usize().filter(|shared| *shared <= known)?;
            let added = place(input)?;
            let (documents, next) = (input.u32()?, input.u32()?);
            Some((shared, added, documents, next, place(input)?, place(input)?))
        })?;
        let held = self.window.bytes.len();
        let range = |(before, length): (usize, usize)| held - before..held - before + length;
        self.term.truncate(shared);
        self.term.extend_from_slice(&self.window.bytes[range(added)]);
        (self.documents, self.next) = (documents, next);
        (self.counts, self.positions) = (range(counts), range(positions));
        Some(())
    }
}

/// The first in the alphabet is the greatest, as a heap wants it; of one term, that of the first segment.
impl<S> Ord for Cursor<'_, S> {
    fn cmp(&self, other: &Self) -> Ordering {
        (&other.term, other.place).cmp(&(&self.term, self.place))
    }
}

impl<S> PartialOrd for Cursor<'_, S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<S> PartialEq for Cursor<'_, S> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<S> Eq for Cursor<'_, S> {}

/// A term of all documents, with its postings and positions.
pub(super) struct Term<'t> {
    pub(super) text: &'t str,
    pub(super) documents: u32,
    pub(super) counts: &'t [u8],
    pub(super) positions: &'t [u8],
}

/// The words of all documents.
pub(super) struct Merge<'s, S> {
    /// Those whose terms are not all passed on.
    cursors: BinaryHeap<Cursor<'s, S>>,
    /// The lengths of all documents, as the pack has them.
    pub(super) lengths: Vec<u8>,
}

impl<'s, S: SegmentSource> Merge<'s, S> {
    pub(super) fn new(segments: &'s [S]) -> Self {
        let size = (WINDOWS / segments.len().max(1)).clamp(SMALLEST_WINDOW, WINDOWS / 512);
        let (mut cursors, mut base) = (BinaryHeap::with_capacity(segments.len()), 0);
        let (mut lengths, mut body_lengths) = (Vec::new(), Vec::new());
        for (place, segment) in segments.iter().enumerate() {
            let mut window = Window::new(segment, size);
            let Some(head) = head(&mut window) else { continue };
            lengths.extend_from_slice(&head.title_lengths);
            body_lengths.extend_from_slice(&head.body_lengths);
            let mut terms = Cursor::new(window, &head, base, place);
            base += head.documents;
            if terms.advance().is_some() {
                cursors.push(terms);
            }
        }
        lengths.append(&mut body_lengths);
        Self { cursors, lengths }
    }

    /// Passes on all terms, sorted, each once.
    pub(super) fn terms(&mut self, mut take: impl FnMut(Term<'_>)) {
        let heap = &mut self.cursors;
        let (mut term, mut counts, mut positions) = (Vec::new(), Vec::new(), Vec::new());
        while let Some(first) = heap.peek() {
            term.clone_from(&first.term);
            counts.clear();
            positions.clear();
            let (mut documents, mut next) = (0, 0);
            while let Some(mut cursor) = heap.peek_mut().filter(|cursor| cursor.term == term) {
                let held = &cursor.window.bytes;
                let mut rest = Reader(&held[cursor.counts.clone()]);
                // The first document is written by its number in the segment.
                if let Some(first) = rest.u32() {
                    put(&mut counts, u64::from(first) + u64::from(cursor.base) - next);
                    counts.extend_from_slice(rest.0);
                }
                positions.extend_from_slice(&held[cursor.positions.clone()]);
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
        let (mut terms, mut merge) = (Vec::new(), Merge::new(segments));
        merge.terms(|Term { text, documents, counts, positions }| {
            terms.push((text.to_owned(), documents, counts.to_vec(), positions.to_vec()));
        });
        (merge.lengths, terms)
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
