//! Why a document is where it is in the order of relevance.

use dossier_model::DocumentIndex;

use super::{evaluate::Evaluation, rank::points, set::DocumentSet};
use crate::{Pack, Query};

/// How a document's score comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The sum of the reasons' points: the score that a search by relevance gives it.
    pub score: f32,
    /// What it has points for, in the order of the query.
    pub reasons: Vec<Reason>,
}

/// What a document has points for.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What was found.
    pub kind: ReasonKind,
    /// The words of the query, as they could be typed.
    pub text: String,
    /// How often it was found in the title.
    pub in_title: u32,
    /// How often it was found in the text.
    pub in_body: u32,
    /// How many documents of the corpus hold it, or the rarer of two words: the fewer, the more points.
    pub documents: u32,
    /// What that adds to the score.
    pub points: f32,
}

/// What of a query was found in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReasonKind {
    /// The words, in any form that they stand for.
    Found,
    /// A word in the very form that was typed, where it has others.
    AsTyped,
    /// Two words of the query within a few of each other.
    Near,
    /// Two words of the query side by side and in its order.
    SideBySide,
}

impl Pack {
    /// Why a document has its score for a query; `None` if the query does not match it.
    pub fn explain(&self, document: DocumentIndex, query: &Query) -> Option<Explanation> {
        let pack = self.worded();
        let mut evaluation = Evaluation::new(pack);
        if !evaluation.matches(&query.root).contains(document.0) {
            return None;
        }
        let mut found = DocumentSet::none(self.documents);
        found.insert(document.0);
        evaluation.match_pairs(&query.root, &found);
        let mut reasons = Vec::new();
        for matched in &evaluation.matched {
            let Some(posting) = matched.postings.iter().find(|posting| posting.document == document.0) else {
                continue;
            };
            let mut text = String::new();
            for phrase in &matched.phrases {
                if !text.is_empty() {
                    text.push(' ');
                }
                phrase.write(true, &mut text);
            }
            reasons.push(Reason {
                kind: matched.kind,
                text,
                in_title: posting.in_title,
                in_body: posting.in_body,
                documents: matched.holding,
                points: points(pack, matched.most_points(pack), *posting),
            });
        }
        Some(Explanation { score: reasons.iter().map(|reason| reason.points).sum(), reasons })
    }
}
