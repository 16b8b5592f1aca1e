//! Which documents hold a term, how often, and at which words.
//!
//! A document's words are numbered from 0, the title's first, then those of each searched block with a gap before it,
//! so that no phrase runs from one into the next. Counts and positions are apart: only phrases need positions.

use core::ops::Range;

use super::chunks::Shelf;
use crate::bytes::{Reader, Strings, put, put_strings};

/// Numbers left out between the title and the blocks: wide enough for any 'near', narrow enough for a byte.
pub(crate) const BLOCK_GAP: u32 = 64;

/// A term in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Posting {
    pub(crate) document: u32,
    /// How often it stands in the title.
    pub(crate) in_title: u32,
    /// How often it stands in the searched blocks.
    pub(crate) in_body: u32,
}

/// Where the postings and positions of each term stand in the pack, by ordinal.
pub(crate) struct Postings {
    counts: Shelf,
    positions: Shelf,
    documents: u32,
}

/// What is gathered of one term while a pack is written, documents in ascending order.
#[derive(Default)]
pub(super) struct TermWriter {
    documents: u32,
    counts: Vec<u8>,
    positions: Vec<u8>,
    /// One more than the last document of `counts`.
    next: u32,
    /// What is gathered of the last document.
    last: Option<Posting>,
    /// One more than the last word of that document.
    next_position: u32,
}

impl TermWriter {
    /// Adds a word: documents ascend, and so do the words of each, the title's first.
    pub(super) fn push(&mut self, document: u32, position: u32, is_title: bool) {
        if self.last.is_none_or(|last| last.document != document) {
            self.finish();
            self.last = Some(Posting { document, in_title: 0, in_body: 0 });
        }
        put(&mut self.positions, (position - self.next_position).into());
        self.next_position = position + 1;
        if let Some(last) = &mut self.last {
            *if is_title { &mut last.in_title } else { &mut last.in_body } += 1;
        }
    }

    /// Writes what is gathered of the last document, and says how many there are.
    pub(super) fn finish(&mut self) -> u32 {
        let Some(Posting { document, in_title, in_body }) = self.last.take() else { return self.documents };
        self.documents += 1;
        put(&mut self.counts, (document - self.next).into());
        self.next = document + 1;
        self.next_position = 0;
        put(&mut self.counts, u64::from(in_body) << 1 | u64::from(in_title > 0));
        if in_title > 0 {
            put(&mut self.counts, in_title.into());
        }
        self.documents
    }

    /// Writes the number behind the last document, the counts and the positions of a term that is finished.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        put(out, self.next.into());
        for column in [&self.counts, &self.positions] {
            put(out, column.len() as u64);
            out.extend_from_slice(column);
        }
    }
}

/// Writes the counts and the positions of all terms, which are finished, in their order.
pub(super) fn write(terms: &[TermWriter]) -> (Vec<u8>, Vec<u8>) {
    let (mut counts, mut positions) = (Vec::new(), Vec::new());
    put_strings(&mut counts, &terms.iter().map(|term| &term.counts).collect::<Vec<_>>());
    put_strings(&mut positions, &terms.iter().map(|term| &term.positions).collect::<Vec<_>>());
    (counts, positions)
}

impl Postings {
    pub(super) fn new(counts: Shelf, positions: Shelf, documents: u32) -> Self {
        Self { counts, positions, documents }
    }

    /// Of no term at all.
    pub(super) fn none() -> Self {
        let nothing = || Shelf::Whole(Strings::default());
        Self::new(nothing(), nothing(), 0)
    }

    /// The documents that hold a term, ascending.
    pub(crate) fn of<'p>(&'p self, pack: &'p [u8], ordinal: u32) -> impl Iterator<Item = Posting> + use<'p> {
        let mut input = Reader(self.counts.get(pack, ordinal as usize));
        let (mut next, documents) = (0_u32, self.documents);
        core::iter::from_fn(move || {
            let document = next.checked_add(input.u32()?).filter(|&document| document < documents)?;
            next = document + 1;
            let code = input.u32()?;
            let in_title = if code & 1 == 1 { input.u32()? } else { 0 };
            Some(Posting { document, in_title, in_body: code >> 1 })
        })
    }

    /// Asks for the positions of a term along with its postings, where those have yet to come.
    pub(crate) fn ask_both(&self, ordinal: u32) {
        let ordinal = ordinal as usize;
        if !self.counts.is_here(ordinal..ordinal + 1) {
            self.positions.ask(ordinal..ordinal + 1);
        }
    }

    /// Asks for where terms stand, with those that come along with them.
    pub(crate) fn ask_places(&self, ordinals: Range<u32>) {
        self.positions.ask(ordinals.start as usize..ordinals.end as usize);
    }

    /// Calls `visit` with document and word for every place of a term in documents that `wanted` wants, ascending.
    pub(crate) fn places(
        &self,
        pack: &[u8],
        ordinal: u32,
        wanted: impl Fn(u32) -> bool,
        mut visit: impl FnMut(u32, u32),
    ) {
        let mut input = Reader(self.positions.get(pack, ordinal as usize));
        for posting in self.of(pack, ordinal) {
            let is_wanted = wanted(posting.document);
            let mut next = 0_u32;
            for _ in 0..posting.in_title.saturating_add(posting.in_body) {
                let Some(position) = input.u32().and_then(|step| next.checked_add(step)) else { return };
                next = position.saturating_add(1);
                if is_wanted {
                    visit(posting.document, position);
                }
            }
        }
    }
}
