//! The list of all terms, sorted, sixteen to a block: how many documents hold each, then the terms. A block's first term
//! stands whole, each other one as how much it shares with the one before and what it adds.
//!
//! Front coding rather than a finite-state transducer: the 34,892 terms of 10,000 Reuters articles are 77 kB with
//! Brotli so and 129 kB as an `fst`, whose code adds another 4 kB to the page. And every prefix is a range of ordinals,
//! and no bytes can make it panic.
//!
//! Of a large corpus the blocks are in chunks. The root then has where each chunk of postings begins in the alphabet, so
//! that a word's terms and their postings can be asked for together.

use core::ops::Range;

use super::{chunks::Shelf, facets::partition_point};
use crate::bytes::{Reader, Strings, put};

/// Terms in a block.
pub(super) const BLOCK: usize = 16;
/// Postings are asked for along with their terms where they are in no more chunks than this: a word and its forms, but not
/// all words of any beginning, of which a pattern may want few.
const MOST_AHEAD: usize = 8;

/// Where the blocks of terms stand, and how many terms there are.
pub(crate) struct Terms {
    blocks: Shelf,
    count: usize,
    heads: Option<Heads>,
}

/// Where each chunk of postings begins in the alphabet.
pub(super) struct Heads {
    /// What the first term of each begins with and no term before it; the first of them is empty.
    pub(super) firsts: Strings,
    /// The postings.
    pub(super) postings: Shelf,
}

/// The blocks of terms that are sorted, each once, with how many documents hold each.
pub(super) fn blocks(terms: &[(&str, u32)]) -> Vec<Vec<u8>> {
    let block = |group: &[(&str, u32)]| {
        let (mut block, mut last) = (Vec::new(), "");
        group.iter().for_each(|(_, documents)| put(&mut block, (*documents).into()));
        for (place, (term, _)) in group.iter().enumerate() {
            let shared = term.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            if place > 0 {
                put(&mut block, shared as u64);
            }
            put(&mut block, (term.len() - shared) as u64);
            block.extend_from_slice(&term.as_bytes()[shared..]);
            last = term;
        }
        block
    };
    terms.chunks(BLOCK).map(block).collect()
}

/// What of a term tells it from the one before, which is less.
pub(super) fn head<'t>(term: &'t [u8], before: &[u8]) -> &'t [u8] {
    let shared = term.iter().zip(before).take_while(|(a, b)| a == b).count();
    term.get(..=shared).unwrap_or(term)
}

impl Terms {
    /// No term at all.
    pub(super) fn none() -> Self {
        Self { blocks: Shelf::Whole(Strings::default()), count: 0, heads: None }
    }

    /// Terms in these blocks; `None` where they are not as many as these blocks hold.
    pub(super) fn new(blocks: Shelf, count: usize, heads: Option<Heads>) -> Option<Self> {
        (blocks.len() == count.div_ceil(BLOCK)).then_some(Self { blocks, count, heads })
    }

    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// The ordinal of a term, from 0 in the order of their bytes.
    pub(crate) fn ordinal(&self, pack: &[u8], term: &str) -> Option<u32> {
        let found = self.lower_bound(pack, term.as_bytes());
        if found.is_none() {
            self.ask(pack, term, term.as_bytes());
        }
        found.filter(|(_, found)| *found).map(|(ordinal, _)| ordinal)
    }

    /// The ordinals of the terms that are so, or that begin so.
    pub(crate) fn matching(&self, pack: &[u8], term: &str, is_prefix: bool) -> Range<u32> {
        if is_prefix {
            return self.prefixed(pack, term);
        }
        self.ordinal(pack, term).map_or(0..0, |ordinal| ordinal..ordinal + 1)
    }

    /// The ordinals of all terms that begin so.
    pub(crate) fn prefixed(&self, pack: &[u8], prefix: &str) -> Range<u32> {
        let past = past(prefix);
        match (self.lower_bound(pack, prefix.as_bytes()), self.lower_bound(pack, &past)) {
            (Some((start, _)), Some((end, _))) => start..end,
            _ => {
                self.ask(pack, prefix, &past);
                0..0
            }
        }
    }

    /// Where the terms that begin so have yet to come, the ordinals among which theirs are; `None` where they are here, or
    /// may be any of too many.
    pub(crate) fn expected(&self, pack: &[u8], prefix: &str) -> Option<Range<u32>> {
        let (chunks, ordinals) = self.between(pack, prefix.as_bytes(), &past(prefix))?;
        let is_expected = chunks.len() <= MOST_AHEAD && !self.blocks.is_here(blocks_around(&ordinals));
        is_expected.then_some(ordinals.start as u32..ordinals.end as u32)
    }

    /// Asks for the terms from one to another, and for their postings.
    fn ask(&self, pack: &[u8], from: &str, to: &[u8]) {
        if let (Some((chunks, ordinals)), Some(heads)) =
            (self.between(pack, from.as_bytes(), to), &self.heads)
        {
            self.blocks.ask(blocks_around(&ordinals));
            if chunks.len() <= MOST_AHEAD {
                heads.postings.ask(ordinals);
            }
        }
    }

    /// The chunks of postings from one term to another, and the ordinals of their terms; `None` of a whole pack.
    fn between(&self, pack: &[u8], from: &[u8], to: &[u8]) -> Option<(Range<usize>, Range<usize>)> {
        let heads = self.heads.as_ref()?;
        let after =
            |term: &[u8]| partition_point(heads.firsts.len(), |at| heads.firsts.get(pack, at) <= term);
        let chunks = after(from).checked_sub(1)?..after(to);
        let start = heads.postings.chunk(chunks.start)?.start;
        let end = chunks.end.checked_sub(1).and_then(|last| heads.postings.chunk(last))?.end;
        (start < end).then_some((chunks, start..end))
    }

    /// How many documents hold the term with this ordinal.
    pub(crate) fn documents(&self, pack: &[u8], ordinal: u32) -> u32 {
        let at = ordinal as usize;
        let mut input = Reader(self.blocks.get(pack, at / BLOCK));
        let counts = core::iter::from_fn(|| input.u32());
        counts.take(BLOCK).nth(at % BLOCK).unwrap_or_default()
    }

    /// The term with this ordinal; empty where there is none.
    pub(crate) fn get(&self, pack: &[u8], ordinal: u32) -> String {
        let mut found = String::new();
        self.each(pack, ordinal as usize / BLOCK, |at, term| {
            if at == ordinal {
                found = core::str::from_utf8(term).unwrap_or_default().to_owned();
            }
            at < ordinal
        });
        found
    }

    /// Calls `visit` for the terms with these ordinals.
    pub(crate) fn scan(&self, pack: &[u8], ordinals: Range<u32>, visit: &mut dyn FnMut(u32, &str)) {
        let blocks = ordinals.start as usize / BLOCK..(ordinals.end as usize).div_ceil(BLOCK);
        for block in blocks {
            self.each(pack, block, |ordinal, term| {
                if ordinals.contains(&ordinal)
                    && let Ok(term) = core::str::from_utf8(term)
                {
                    visit(ordinal, term);
                }
                ordinal < ordinals.end
            });
        }
    }

    /// The ordinal of the first term that is not before `term`, and whether it is that term; `None` where the blocks that
    /// it is in have yet to come.
    fn lower_bound(&self, pack: &[u8], term: &[u8]) -> Option<(u32, bool)> {
        let mut blocks = 0..self.blocks.len();
        if self.heads.is_some() {
            let Some((_, ordinals)) = self.between(pack, term, term) else { return Some((0, false)) };
            blocks = blocks_around(&ordinals);
            if !self.blocks.is_here(blocks.clone()) {
                return None;
            }
        }
        let after = blocks.start
            + partition_point(blocks.len(), |block| self.head(pack, blocks.start + block) <= term);
        let mut bound = ((after * BLOCK).min(self.count) as u32, false);
        if after > blocks.start {
            self.each(pack, after - 1, |ordinal, candidate| {
                if candidate < term {
                    return true;
                }
                bound = (ordinal, candidate == term);
                false
            });
        }
        Some(bound)
    }

    /// A block's terms, without how many documents hold them.
    fn block<'p>(&'p self, pack: &'p [u8], block: usize) -> Reader<'p> {
        let mut input = Reader(self.blocks.get(pack, block));
        (block * BLOCK..((block + 1) * BLOCK).min(self.count)).for_each(|_| {
            input.u32();
        });
        input
    }

    fn head<'p>(&'p self, pack: &'p [u8], block: usize) -> &'p [u8] {
        let mut input = self.block(pack, block);
        input.usize().and_then(|length| input.take(length)).unwrap_or_default()
    }

    /// Visits the terms of a block until `visit` says to stop.
    fn each(&self, pack: &[u8], block: usize, mut visit: impl FnMut(u32, &[u8]) -> bool) {
        let mut input = self.block(pack, block);
        let mut term = Vec::new();
        for ordinal in block * BLOCK..((block + 1) * BLOCK).min(self.count) {
            let shared = if ordinal % BLOCK == 0 { Some(0) } else { input.usize() };
            let Some(shared) = shared else { return };
            let Some(added) = input.usize().and_then(|length| input.take(length)) else { return };
            term.truncate(shared);
            term.extend_from_slice(added);
            if !visit(ordinal as u32, &term) {
                return;
            }
        }
    }
}

/// What lies after all terms with a prefix and before all others: no UTF-8 holds the byte 0xFF.
fn past(prefix: &str) -> Vec<u8> {
    [prefix.as_bytes(), &[0xFF]].concat()
}

/// The blocks that hold some ordinals.
fn blocks_around(ordinals: &Range<usize>) -> Range<usize> {
    ordinals.start / BLOCK..ordinals.end.div_ceil(BLOCK)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::bytes::put_strings;

    fn open(terms: &BTreeSet<String>) -> (Vec<u8>, Terms) {
        let mut bytes = Vec::new();
        put_strings(
            &mut bytes,
            &blocks(&terms.iter().map(|term| (term.as_str(), term.len() as u32)).collect::<Vec<_>>()),
        );
        let blocks = Strings::read(&mut Reader(&bytes), bytes.len()).unwrap();
        let terms = Terms::new(Shelf::Whole(blocks), terms.len(), None).unwrap();
        (bytes, terms)
    }

    proptest! {
        #[test]
        fn terms_and_prefixes_are_found_where_a_list_has_them(
            terms in prop::collection::btree_set("[abcé]{1,4}", 0..120), typed in "[abcé]{0,4}"
        ) {
            let (bytes, packed) = open(&terms);
            let list: Vec<_> = terms.iter().collect();
            prop_assert_eq!(packed.ordinal(&bytes, &typed), list.binary_search(&&typed).ok().map(|at| at as u32));
            let expected: Vec<_> = list.iter().filter(|term| term.starts_with(&typed)).map(|term| (*term).clone()).collect();
            let found = packed.prefixed(&bytes, &typed).map(|ordinal| packed.get(&bytes, ordinal));
            prop_assert_eq!(found.collect::<Vec<_>>(), expected.clone());
            for (ordinal, term) in (0..).zip(&list) {
                prop_assert_eq!(packed.documents(&bytes, ordinal), term.len() as u32);
            }
            let mut scanned = Vec::new();
            packed.scan(&bytes, packed.prefixed(&bytes, &typed), &mut |_, term| scanned.push(term.to_owned()));
            prop_assert_eq!(scanned, expected);
        }

        #[test]
        fn false_bytes_never_panic(bytes in prop::collection::vec(0..20_u8, 0..60), typed in "[\0-\x10]{0,3}") {
            let strings = Strings::read(&mut Reader(&bytes), bytes.len());
            let count = strings.as_ref().map_or(0, |strings| strings.len() * BLOCK);
            if let Some(terms) = strings.and_then(|strings| Terms::new(Shelf::Whole(strings), count, None)) {
                let _ = terms.ordinal(&bytes, &typed);
                for ordinal in terms.prefixed(&bytes, &typed).take(100) {
                    let _ = (terms.get(&bytes, ordinal), terms.documents(&bytes, ordinal));
                }
            }
        }
    }
}
