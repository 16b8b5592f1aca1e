//! The order of results.
//!
//! BM25F (Robertson, Zaragoza, Taylor: Simple BM25 extension to multiple weighted fields, CIKM 2004): a word's counts
//! in title and body are weighed, each by the length of its field, then added, then saturated. Besides, a document has
//! points for words in the very form that was typed, and for words that follow each other in the query and are near each
//! other in it: each counts as a rare word does, but less.

use std::collections::BinaryHeap;

use super::{
    ReasonKind, Search, Sort,
    evaluate::{Evaluation, followed, near},
    set::DocumentSet,
};
use crate::{
    Pack,
    bytes::Reader,
    pack::{Dates, Posting},
    query::{Form, Node, Phrase, Place, Word},
};

/// What a word in the title counts for, in words of the body.
const TITLE_WEIGHT: f32 = 4.0;
/// How much the length of a title matters, from 0 to 1; titles differ less in kind than bodies do.
const TITLE_LENGTH_MATTERS: f32 = 0.4;
const BODY_LENGTH_MATTERS: f32 = 0.75;
/// How fast more of the same word stops to matter; the usual value.
const SATURATION: f32 = 1.2;

/// What a word in the very form that was typed counts for, beside what any form does.
const AS_TYPED: f32 = 0.25;
/// What two words near each other count for, of what the rarer of them would.
const NEAR: f32 = 0.3;
/// What they count for besides if they stand side by side.
const SIDE_BY_SIDE: f32 = 0.5;
/// Two words are near each other within so many, themselves included.
const NEAR_WORDS: u64 = 6;
/// Words beyond these are not looked at in pairs.
const MOST_PAIRED: usize = 8;
/// A word in more documents than this, and than a quarter of all, says little by its place, and has too many of them.
const COMMON: u32 = 50;

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

#[derive(Clone)]
struct Fields {
    title_length: u32,
    /// What one word in the title and in the body counts for.
    title: f32,
    body: f32,
}

impl Weights {
    /// Reads the lengths of the fields of each document.
    pub(crate) fn read(input: &mut Reader<'_>, documents: usize) -> Option<Self> {
        let mut column = || (0..documents).map(|_| input.u32()).collect::<Option<Vec<_>>>();
        let lengths: Vec<_> = column()?.into_iter().zip(column()?).collect();
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

    /// Those of documents whose words are not known.
    pub(crate) fn unknown(documents: usize) -> Self {
        let fields = (0..documents).map(|_| Fields { title_length: 0, title: 0.0, body: 0.0 });
        Self { fields: fields.collect(), newest: Order::default(), oldest: Order::default() }
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

    /// The same, in the order of other dates.
    pub(crate) fn reordered(&self, dates: &Dates) -> Self {
        let mut weights =
            Self { fields: self.fields.clone(), newest: Order::default(), oldest: Order::default() };
        weights.order(dates);
        weights
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

/// What gives documents points.
pub(super) struct Matched<'q> {
    pub(super) kind: ReasonKind,
    /// Of which words; two of them are a pair.
    pub(super) phrases: Vec<&'q Phrase>,
    /// The documents, ascending.
    pub(super) postings: Vec<Posting>,
    /// How many hold it, those included that match nothing else that is asked for.
    pub(super) holding: u32,
}

impl Matched<'_> {
    /// What a document would have for it at most.
    pub(super) fn most_points(&self, pack: &Pack) -> f32 {
        let (documents, holding) = (pack.documents as f32, self.holding as f32);
        let rarity = (1.0 + (documents - holding + 0.5) / (holding + 0.5)).ln();
        let counts_for = match self.kind {
            ReasonKind::Found => 1.0,
            ReasonKind::AsTyped => AS_TYPED,
            ReasonKind::Near => NEAR,
            ReasonKind::SideBySide => SIDE_BY_SIDE,
        };
        counts_for * rarity * (SATURATION + 1.0)
    }
}

/// What of the most points a document has.
pub(super) fn points(pack: &Pack, most: f32, posting: Posting) -> f32 {
    let weight = pack.weights.weight(posting);
    most * weight / (SATURATION + weight)
}

impl<'q> Evaluation<'_, 'q> {
    pub(super) fn found(&self, phrase: &'q Phrase, postings: Vec<Posting>) -> Matched<'q> {
        Matched { kind: ReasonKind::Found, phrases: vec![phrase], holding: postings.len() as u32, postings }
    }

    /// Notes which documents hold a word that has other forms in the very form that was typed.
    pub(super) fn match_as_typed(&mut self, phrase: &'q Phrase) {
        let [Word { term, form: Form::Stem(_), .. }] = phrase.words.as_slice() else { return };
        let Some(ordinal) = self.pack.terms.ordinal(&self.pack.bytes, term) else { return };
        let mut postings = self.word_postings(&[ordinal]);
        phrase.place.keep(&mut postings);
        let is_all = |matched: &Matched<'_>| matched.holding as usize == postings.len();
        if !self.matched.last().is_some_and(is_all) {
            self.matched.push(Matched { kind: ReasonKind::AsTyped, ..self.found(phrase, postings) });
        }
    }

    /// Notes which of the documents hold words near each other that follow each other in the query.
    pub(super) fn match_pairs(&mut self, root: &'q Node, found: &DocumentSet) {
        let Node::All(nodes) = root else { return };
        let mut last: Option<(&Phrase, Vec<u64>, u32)> = None;
        for node in nodes.iter().take(MOST_PAIRED) {
            let before = last.take();
            let Node::Phrase(phrase) = node else { continue };
            let [word] = phrase.words.as_slice() else { continue };
            let is_same =
                |matched: &&Matched<'_>| matched.phrases.iter().any(|own| core::ptr::eq(*own, phrase));
            let holding = self.matched.iter().find(is_same).map_or(0, |matched| matched.holding);
            if phrase.place != Place::Anywhere || holding > COMMON.max(self.pack.documents / 4) {
                continue;
            }
            self.ask_places(word, false);
            let places = self.places(&self.ordinals(word), found);
            if let Some((before, others, rarer)) = before {
                let holding = holding.min(rarer);
                let side_by_side = self.counted(&followed(&others, &places));
                let close = self.counted(&near(&[others, places.clone()], NEAR_WORDS));
                for (kind, postings) in [(ReasonKind::Near, close), (ReasonKind::SideBySide, side_by_side)] {
                    let phrases = vec![before, phrase];
                    self.matched.push(Matched { kind, phrases, postings, holding });
                }
            }
            last = Some((phrase, places, holding));
        }
    }

    /// How well each of the documents matches, by document; `None` where there is nothing to go by.
    pub(super) fn scores(&self, found: &DocumentSet) -> Option<Vec<f32>> {
        if self.matched.is_empty() {
            return None;
        }
        let mut scores = vec![0.0; self.pack.documents as usize];
        for matched in &self.matched {
            let most = matched.most_points(self.pack);
            for posting in matched.postings.iter().filter(|posting| found.contains(posting.document)) {
                scores[posting.document as usize] += points(self.pack, most, *posting);
            }
        }
        Some(scores)
    }
}
