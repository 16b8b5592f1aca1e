//! The order of results.
//!
//! BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004): a word's counts
//! in title and body are weighed, each by the length of its field, then added, then saturated.

use std::collections::BinaryHeap;

use super::{Search, Sort, evaluate::Evaluation, set::DocumentSet};
use crate::{
    bytes::Reader,
    pack::{Dates, Posting},
};

/// What a word in the title counts for, in words of the body.
const TITLE_WEIGHT: f32 = 4.0;
/// How much the length of a title matters, from 0 to 1; titles differ less in kind than bodies do.
const TITLE_LENGTH_MATTERS: f32 = 0.4;
const BODY_LENGTH_MATTERS: f32 = 0.75;
/// How fast more of the same word stops to matter; the usual value.
const SATURATION: f32 = 1.2;

/// What ranking needs to know of each document.
pub(crate) struct Weights {
    fields: Vec<Fields>,
    pub(super) newest: Order,
    oldest: Order,
}

/// All documents in an order.
#[derive(Default)]
pub(super) struct Order {
    documents: Vec<u32>,
    places: Vec<u32>,
}

impl Order {
    /// By a key, then by document.
    fn by(documents: u32, key: impl Fn(u32) -> u32) -> Self {
        let keyed = |document| u64::from(key(document)) << 32 | u64::from(document);
        let mut order: Vec<u64> = (0..documents).map(keyed).collect();
        order.sort_unstable();
        let documents: Vec<u32> = order.into_iter().map(|keyed| keyed as u32).collect();
        let mut places = vec![0; documents.len()];
        for (place, &document) in documents.iter().enumerate() {
            places[document as usize] = place as u32;
        }
        Self { documents, places }
    }

    /// The first `limit` of some documents: those with the least key, then in this order.
    pub(super) fn first(&self, documents: &[u32], limit: usize, key: impl Fn(u32) -> u32) -> Vec<u32> {
        let mut first = BinaryHeap::new();
        for &document in documents {
            let keyed = u64::from(key(document)) << 32 | u64::from(self.places[document as usize]);
            if first.len() < limit {
                first.push(keyed);
            } else if let Some(mut last) = first.peek_mut().filter(|last| keyed < **last) {
                *last = keyed;
            }
        }
        first.into_sorted_vec().into_iter().map(|keyed| self.documents[keyed as u32 as usize]).collect()
    }
}

struct Fields {
    title_length: u32,
    /// What one word in the title and in the body counts for.
    title: f32,
    body: f32,
}

impl Weights {
    /// Reads the lengths of the fields of each document.
    pub(crate) fn read(input: &mut Reader<'_>, documents: usize) -> Option<Self> {
        let lengths: Option<Vec<_>> = (0..documents).map(|_| Some((input.u32()?, input.u32()?))).collect();
        let lengths = lengths?;
        let mean = |sum: u64| (sum as f32 / documents.max(1) as f32).max(1.0);
        let title_mean = mean(lengths.iter().map(|&(title, _)| u64::from(title)).sum());
        let body_mean = mean(lengths.iter().map(|&(_, body)| u64::from(body)).sum());
        let of_length = |length: u32, mean: f32, matters: f32| 1.0 - matters + matters * length as f32 / mean;
        let fields = lengths.into_iter().map(|(title, body)| Fields {
            title_length: title,
            title: TITLE_WEIGHT / of_length(title, title_mean, TITLE_LENGTH_MATTERS),
            body: 1.0 / of_length(body, body_mean, BODY_LENGTH_MATTERS),
        });
        Some(Self { fields: fields.collect(), newest: Order::default(), oldest: Order::default() })
    }

    /// Works out the orders by date.
    pub(crate) fn order(&mut self, dates: &Dates) {
        let documents = self.fields.len() as u32;
        // Later days are greater numbers; no day is as great as that of undated documents.
        let day =
            |document| dates.published(document).sort_day().map(|day| day.wrapping_sub(i32::MIN) as u32);
        self.newest = Order::by(documents, |document| day(document).map_or(u32::MAX, |day| !day));
        self.oldest = Order::by(documents, |document| day(document).unwrap_or(u32::MAX));
    }

    pub(crate) fn title_length(&self, document: u32) -> u32 {
        self.fields[document as usize].title_length
    }

    fn weight(&self, posting: Posting) -> f32 {
        let fields = &self.fields[posting.document as usize];
        posting.in_title as f32 * fields.title + posting.in_body as f32 * fields.body
    }

    /// The documents to show, in order; `scores` by document where they are to be sorted by score.
    pub(super) fn best(&self, documents: &[u32], scores: Option<&[f32]>, search: &Search<'_>) -> Vec<u32> {
        let order = if search.sort == Sort::Oldest { &self.oldest } else { &self.newest };
        let limit = search.offset.saturating_add(search.limit);
        // The bits of floats that are not negative are ordered as they are; a higher score comes first.
        let key = |document: u32| scores.map_or(0, |scores| !scores[document as usize].to_bits());
        let mut best = order.first(documents, limit, key);
        best.drain(..search.offset.min(best.len()));
        best
    }
}

impl Evaluation<'_> {
    /// How well each of the documents matches, by document; `None` where there is nothing to go by.
    pub(super) fn scores(&self, found: &DocumentSet) -> Option<Vec<f32>> {
        if self.matched.is_empty() {
            return None;
        }
        let documents = self.pack.documents as f32;
        let mut scores = vec![0.0; self.pack.documents as usize];
        for matched in &self.matched {
            let holding = matched.holding as f32;
            let rarity = (1.0 + (documents - holding + 0.5) / (holding + 0.5)).ln();
            for posting in matched.postings.iter().filter(|posting| found.contains(posting.document)) {
                let weight = self.pack.weights.weight(*posting);
                scores[posting.document as usize] +=
                    rarity * weight * (SATURATION + 1.0) / (SATURATION + weight);
            }
        }
        Some(scores)
    }
}
