//! What the last word of a search box may become.

use core::{cmp::Reverse, ops::Range};
use std::sync::OnceLock;

use dossier_model::{DocumentIndex, EntityIndex, Facet};
use dossier_text::tokens;

use super::set::DocumentSet;
use crate::Pack;

/// Names longer than this are not looked for; nobody types so much of one.
const MOST_WORDS: usize = 5;

/// What a search box may offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The bytes of the typed text that a suggested word stands in for; empty at its end if no word is begun.
    pub range: Range<usize>,
    /// Values of facets of which some name holds what was typed last: as many typed words as possible first, then those in
    /// most documents.
    pub entities: Vec<(Facet, u32)>,
    /// Terms that begin like the last word, each with the number of documents that hold it; most documents first.
    pub words: Vec<(String, u32)>,
    /// Documents whose title holds all of the words, the last one perhaps as a beginning; newest first.
    pub titles: Vec<DocumentIndex>,
}

impl Pack {
    /// What may be meant by a text that is still being typed; at most `limit` of each kind.
    pub fn suggest(&self, typed: &str, limit: usize) -> Suggestions {
        let (mut terms, mut range) = (Vec::new(), typed.len()..typed.len());
        for token in tokens(typed) {
            terms.push(token.term);
            range = token.range;
        }
        // A word is being typed if nothing parts it from the end.
        let is_begun = range.end == typed.len() && !range.is_empty();
        if terms.is_empty() {
            return Suggestions { range, ..Suggestions::default() };
        }
        Suggestions {
            entities: self.named(&terms, is_begun, limit),
            words: if is_begun { self.continued(&terms[terms.len() - 1], limit) } else { Vec::new() },
            titles: self.titled(&terms, is_begun, limit),
            range: if is_begun { range } else { typed.len()..typed.len() },
        }
    }

    fn named(&self, terms: &[String], is_begun: bool, limit: usize) -> Vec<(Facet, u32)> {
        let names = self.names.get_or_init(|| Names::of(self));
        let mut all: Vec<(Facet, u32)> = Vec::new();
        for count in (1..=terms.len().min(MOST_WORDS)).rev() {
            let mut words = format!(" {}", terms[terms.len() - count..].join(" "));
            if !is_begun {
                words.push(' ');
            }
            let mut found = names.holding(&words);
            found.retain(|value| !all.contains(value));
            found.sort_by_key(|&(facet, value)| {
                (Reverse(self.facet(facet).documents(value).len()), facet, value)
            });
            all.extend(found);
            if all.len() >= limit {
                break;
            }
        }
        all.truncate(limit);
        all
    }

    fn continued(&self, beginning: &str, limit: usize) -> Vec<(String, u32)> {
        let mut ordinals: Vec<_> = self
            .terms
            .prefixed(&self.bytes, beginning)
            .map(|ordinal| (Reverse(self.postings.count(ordinal)), ordinal))
            .collect();
        ordinals.sort_unstable();
        ordinals.truncate(limit);
        let term = |ordinal| self.terms.get(&self.bytes, ordinal);
        ordinals.into_iter().map(|(Reverse(count), ordinal)| (term(ordinal), count)).collect()
    }

    fn titled(&self, terms: &[String], is_begun: bool, limit: usize) -> Vec<DocumentIndex> {
        let mut found = DocumentSet::all(self.documents);
        for (place, term) in terms.iter().enumerate() {
            let mut holding = DocumentSet::none(self.documents);
            for ordinal in self.terms.matching(&self.bytes, term, is_begun && place + 1 == terms.len()) {
                let postings = self.postings.of(&self.bytes, ordinal);
                postings
                    .filter(|posting| posting.in_title > 0)
                    .for_each(|posting| holding.insert(posting.document));
            }
            found.intersect(&holding);
        }
        let mut documents: Vec<_> = found.iter().collect();
        documents.sort_by_key(|&document| self.weights.newest(document));
        documents.truncate(limit);
        documents.into_iter().map(DocumentIndex).collect()
    }
}

/// All names of all facet values, folded, in one text; made when first asked for.
#[derive(Default)]
pub(crate) struct Names {
    /// Each name as its terms with a space before, between and after, then a line break.
    text: String,
    /// Where each name begins, and whose it is.
    owners: Vec<(usize, (Facet, u32))>,
}

pub(crate) type LazyNames = OnceLock<Names>;

impl Names {
    fn of(pack: &Pack) -> Self {
        let mut names = Self::default();
        for facet in Facet::ALL {
            for value in 0..pack.facet_len(facet) as u32 {
                names.push(facet, value, pack.facet_value(facet, value).label);
            }
        }
        for entity in (0..pack.entity_count() as u32).map(EntityIndex) {
            let (facet, value) = pack.entity_value(entity);
            let label = pack.facet_value(facet, value).label;
            for alias in pack.entity(entity).aliases.iter().filter(|alias| alias.text != label) {
                names.push(facet, value, &alias.text);
            }
        }
        names
    }

    fn push(&mut self, facet: Facet, value: u32, name: &str) {
        self.owners.push((self.text.len(), (facet, value)));
        for token in tokens(name) {
            self.text.push(' ');
            self.text.push_str(&token.term);
        }
        self.text.push_str(" \n");
    }

    /// Those with a name that holds these words, each once.
    fn holding(&self, words: &str) -> Vec<(Facet, u32)> {
        let owner = |at: usize| self.owners[self.owners.partition_point(|owner| owner.0 <= at) - 1].1;
        let mut found: Vec<_> = self.text.match_indices(words).map(|(at, _)| owner(at)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
