//! Which documents a query's tree matches.

use core::ops::Range;

use super::set::DocumentSet;
use crate::{
    Pack,
    pack::Posting,
    query::{Node, Phrase, Word},
};

/// The evaluation of one query; remembers what each phrase matched, for ranking.
pub(super) struct Evaluation<'p> {
    pub(super) pack: &'p Pack,
    /// For each phrase that is not left out, the documents that hold it.
    pub(super) matched: Vec<Vec<Posting>>,
}

impl<'p> Evaluation<'p> {
    pub(super) fn new(pack: &'p Pack) -> Self {
        Self { pack, matched: Vec::new() }
    }

    /// The documents that a condition holds for.
    pub(super) fn matches(&mut self, node: &Node) -> DocumentSet {
        match node {
            Node::All(nodes) => {
                let mut all = DocumentSet::all(self.pack.documents);
                for node in nodes {
                    all.intersect(&self.matches(node));
                }
                all
            }
            Node::Not(node) => {
                // What is left out gives no document its rank.
                let mut matched = Evaluation::new(self.pack).matches(node);
                matched.invert();
                matched
            }
            Node::Phrase(phrase) => {
                let postings = self.postings(phrase);
                let mut set = DocumentSet::none(self.pack.documents);
                postings.iter().for_each(|posting| set.insert(posting.document));
                self.matched.push(postings);
                set
            }
        }
    }

    /// The documents that hold a phrase, ascending.
    fn postings(&self, Phrase(words): &Phrase) -> Vec<Posting> {
        match words.as_slice() {
            [word] => self.word_postings(self.ordinals(word)),
            words => self.phrase_postings(words),
        }
    }

    fn ordinals(&self, word: &Word) -> Range<u32> {
        self.pack.terms.matching(&self.pack.bytes, &word.term, word.is_prefix)
    }

    fn word_postings(&self, ordinals: Range<u32>) -> Vec<Posting> {
        let Pack { postings, bytes, documents, .. } = self.pack;
        if ordinals.len() <= 1 {
            return ordinals.flat_map(|ordinal| postings.of(bytes, ordinal)).collect();
        }
        let mut sums = vec![(0_u32, 0_u32); *documents as usize];
        for posting in ordinals.flat_map(|ordinal| postings.of(bytes, ordinal)) {
            let sum = &mut sums[posting.document as usize];
            *sum = (sum.0.saturating_add(posting.in_title), sum.1.saturating_add(posting.in_body));
        }
        let sums = sums.into_iter().zip(0..).filter(|(sum, _)| *sum != (0, 0));
        sums.map(|((in_title, in_body), document)| Posting { document, in_title, in_body }).collect()
    }

    fn phrase_postings(&self, words: &[Word]) -> Vec<Posting> {
        let ordinals: Vec<_> = words.iter().map(|word| self.ordinals(word)).collect();
        let mut candidates = DocumentSet::all(self.pack.documents);
        for ordinals in &ordinals {
            let mut holding = DocumentSet::none(self.pack.documents);
            for ordinal in ordinals.clone() {
                let postings = self.pack.postings.of(&self.pack.bytes, ordinal);
                postings.for_each(|posting| holding.insert(posting.document));
            }
            candidates.intersect(&holding);
        }
        let mut ends = self.places(ordinals[0].clone(), &candidates);
        for ordinals in &ordinals[1..] {
            if ends.is_empty() {
                break;
            }
            ends = followed(&ends, &self.places(ordinals.clone(), &candidates));
        }
        self.counted(&ends)
    }

    /// Where any of the terms stands in the candidates: document and word in one number, ascending.
    fn places(&self, ordinals: Range<u32>, candidates: &DocumentSet) -> Vec<u64> {
        let (mut places, is_union) = (Vec::new(), ordinals.len() > 1);
        for ordinal in ordinals {
            let wanted = |document| candidates.contains(document);
            self.pack.postings.places(&self.pack.bytes, ordinal, wanted, |document, word| {
                places.push(u64::from(document) << 32 | u64::from(word));
            });
        }
        if is_union {
            places.sort_unstable();
        }
        places
    }

    /// How often each document holds a phrase that ends at these places.
    fn counted(&self, ends: &[u64]) -> Vec<Posting> {
        let by_document = ends.chunk_by(|a, b| a >> 32 == b >> 32);
        by_document
            .map(|ends| {
                let document = (ends[0] >> 32) as u32;
                let title_length = u64::from(self.pack.weights.title_length(document));
                let in_title = ends.partition_point(|end| (end & u64::from(u32::MAX)) < title_length);
                Posting { document, in_title: in_title as u32, in_body: (ends.len() - in_title) as u32 }
            })
            .collect()
    }
}

/// The places of `next` that come right after one of `places`; both ascending.
fn followed(places: &[u64], next: &[u64]) -> Vec<u64> {
    let mut places = places.iter().peekable();
    let is_after = |place: &u64| {
        while places.next_if(|&&before| before + 1 < *place).is_some() {}
        places.peek().is_some_and(|&&before| before + 1 == *place)
    };
    next.iter().copied().filter(is_after).collect()
}
