//! What may have been meant where nothing was found.

use super::evaluate::Evaluation;
use crate::{
    Pack, Query,
    query::{Node, Slips, Word},
};

/// Words of this many letters may have two slips, others one.
const LONG_WORD: usize = 5;
/// Of shorter words every other one would be near.
const SHORTEST: usize = 3;

impl Pack {
    /// The query with the nearest words of the corpus in place of those that no document has: by the number of slips, then
    /// by how many documents hold them. `None` where the query finds something, or would still find nothing.
    pub fn spelling(&self, query: &Query) -> Option<String> {
        let pack = self.worded();
        if pack.finds(query) {
            return None;
        }
        let mut typed = query.text.clone();
        let mut unknown: Vec<&Word> = Vec::new();
        query.root.wanted(&mut |node| {
            if let Node::Phrase(phrase) = node {
                unknown.extend(phrase.words.iter().filter(|word| word.is_plain()));
            }
        });
        // From the last on, so that the places of those before stay true.
        for word in unknown.into_iter().rev() {
            if Evaluation::new(pack).ordinals(word).is_empty()
                && let Some(nearest) = pack.nearest_term(&word.term)
                && typed.get(word.range.clone()).is_some()
            {
                typed.replace_range(word.range.clone(), &nearest);
            }
        }
        (typed != query.text && pack.finds(&Query::parse(&typed))).then_some(typed)
    }

    pub(super) fn finds(&self, query: &Query) -> bool {
        !Evaluation::new(self).matches(&query.root).is_empty()
    }

    /// The term with the fewest slips from a word, of those the one in most documents.
    fn nearest_term(&self, word: &str) -> Option<String> {
        let letters = word.chars().count();
        if letters < SHORTEST {
            return None;
        }
        let most = 1 + u8::from(letters >= LONG_WORD);
        let mut best: Option<(u8, u32)> = None;
        let (mut nearest, mut slips) = (None, Slips::new(word));
        self.terms.scan(&self.bytes, 0..self.terms.len() as u32, &mut |ordinal, term| {
            if let Some(slips) = slips.to(term, best.map_or(most, |(slips, _)| slips)) {
                let rank = (slips, !self.terms.documents(&self.bytes, ordinal));
                if best.is_none_or(|best| rank < best) {
                    best = Some(rank);
                    nearest = Some(term.to_owned());
                }
            }
        });
        nearest
    }
}
