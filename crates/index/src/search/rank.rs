//! The order of results.
//!
//! BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004): a word's counts
//! in title and body are weighed, each by the length of its field, then added, then saturated.

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
    /// The place of each document in the order of each date sort.
    newest: Vec<u32>,
    oldest: Vec<u32>,
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
        Some(Self { fields: fields.collect(), newest: Vec::new(), oldest: Vec::new() })
    }

    /// Works out the orders by date.
    pub(crate) fn order(&mut self, dates: &Dates) {
        let day = |document: u32| dates.published(document).sort_day();
        let mut documents: Vec<u32> = (0..self.fields.len() as u32).collect();
        documents.sort_by_key(|&document| day(document).map_or(i64::MAX, |day| -i64::from(day)));
        self.newest = places(&documents);
        documents.sort_unstable();
        documents.sort_by_key(|&document| day(document).map_or(i64::MAX, i64::from));
        self.oldest = places(&documents);
    }

    /// The place of a document among all, newest first.
    pub(super) fn newest(&self, document: u32) -> u32 {
        self.newest[document as usize]
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
        let places = if search.sort == Sort::Oldest { &self.oldest } else { &self.newest };
        // One number to compare by: a higher score first, then an earlier place. Scores are never negative, and the bits of
        // such floats are ordered as they are.
        let key = |document: u32| {
            let score = scores.map_or(0, |scores| scores[document as usize].to_bits());
            u64::from(!score) << 32 | u64::from(places[document as usize])
        };
        let mut keyed: Vec<_> = documents.iter().map(|&document| (key(document), document)).collect();
        let end = search.offset.saturating_add(search.limit).min(keyed.len());
        if end < keyed.len() {
            keyed.select_nth_unstable(end);
            keyed.truncate(end);
        }
        keyed.sort_unstable();
        keyed.into_iter().skip(search.offset).map(|(_, document)| document).collect()
    }
}

/// The place of each document in an order.
fn places(order: &[u32]) -> Vec<u32> {
    let mut places = vec![0; order.len()];
    for (place, &document) in order.iter().enumerate() {
        places[document as usize] = place as u32;
    }
    places
}

impl Evaluation<'_> {
    /// How well each of the documents matches, by document; `None` where there is nothing to go by.
    pub(super) fn scores(&self, found: &DocumentSet) -> Option<Vec<f32>> {
        if self.matched.is_empty() {
            return None;
        }
        let documents = self.pack.documents as f32;
        let mut scores = vec![0.0; self.pack.documents as usize];
        for postings in &self.matched {
            let holding = postings.len() as f32;
            let rarity = (1.0 + (documents - holding + 0.5) / (holding + 0.5)).ln();
            for posting in postings.iter().filter(|posting| found.contains(posting.document)) {
                let weight = self.pack.weights.weight(*posting);
                scores[posting.document as usize] +=
                    rarity * weight * (SATURATION + 1.0) / (SATURATION + weight);
            }
        }
        Some(scores)
    }
}
