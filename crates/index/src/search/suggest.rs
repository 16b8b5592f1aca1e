//! What the last word of a search box may become.

use core::ops::Range;
use std::sync::OnceLock;

use dossier_model::{DocumentIndex, Entity, EntityIndex, Facet};
use dossier_text::tokens;

use super::{marks::has_name, set::DocumentSet};
use crate::{
    Pack, Query,
    query::{Begun, Phrase},
};

/// Names longer than this are not looked for; nobody types so much of one.
const MOST_WORDS: usize = 5;

/// What a search box may offer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// The bytes of the typed text that a suggested word stands in for; empty at its end if no word is begun.
    pub range: Range<usize>,
    /// Values of facets of which some name holds what was typed last: as many typed words as possible first, then those in
    /// most documents.
    pub values: Vec<SuggestedValue>,
    /// Terms that begin like the last word, each with the number of documents that hold it; most documents first.
    pub words: Vec<(String, u32)>,
    /// Documents whose title holds all of the words, the last one perhaps as a beginning; newest first.
    pub titles: Vec<DocumentIndex>,
}

/// A value of a facet that may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedValue {
    /// The facet.
    pub facet: Facet,
    /// Its value.
    pub value: u32,
    /// The bytes of the typed text that the name holds, up to the text's end: what a filter stands in for.
    pub range: Range<usize>,
}

impl Pack {
    /// Reads a query as [`Query::parse`] does, but for a last word that no document holds: where some word begins so, it
    /// is read as that beginning; a last word of a name, where nothing else is found. So a word that is still being typed finds something, and a link to it the same.
    pub fn read_query(&self, typed: &str) -> Query {
        let (pack, query) = (self.worded(), Query::parse(typed));
        let Some(Begun { term, is_name }) = &query.begun else { return query };
        let goes_on = || Query::parse(&format!("{typed}*"));
        if *is_name {
            return if pack.finds(&query) {
                query
            } else {
                Some(goes_on()).filter(|longer| pack.finds(longer)).unwrap_or(query)
            };
        }
        let is_known = || pack.terms.ordinal(&pack.bytes, term).is_some();
        if is_known() || pack.terms.prefixed(&pack.bytes, term).is_empty() { query } else { goes_on() }
    }

    /// What may be meant by a text that is still being typed; at most `limit` of each kind.
    pub fn suggest(&self, typed: &str, limit: usize) -> Suggestions {
        let pack = self.worded();
        let (mut terms, mut starts, mut range) = (Vec::new(), Vec::new(), typed.len()..typed.len());
        for token in tokens(typed) {
            terms.push(token.term);
            starts.push(token.range.start);
            range = token.range;
        }
        // A word is being typed if nothing parts it from the end.
        let is_begun = range.end == typed.len() && !range.is_empty();
        if terms.is_empty() {
            return Suggestions { range, ..Suggestions::default() };
        }
        Suggestions {
            values: pack
                .named(&terms, is_begun, limit)
                .into_iter()
                .map(|(count, (facet, value))| SuggestedValue {
                    facet,
                    value,
                    range: starts[starts.len() - count]..typed.len(),
                })
                .collect(),
            words: if is_begun { pack.continued(&terms[terms.len() - 1], limit) } else { Vec::new() },
            titles: pack.titled(&terms, is_begun, limit),
            range: if is_begun { range } else { typed.len()..typed.len() },
        }
    }

    fn names(&self) -> &Names {
        if !self.has_all_values() {
            self.facets.ask();
        }
        self.names[usize::from(self.has_all_values())].get_or_init(|| Names::of(self))
    }

    /// Calls `visit` with each name of each value of each facet, as its terms with spaces between.
    pub(super) fn each_name(&self, visit: &mut dyn FnMut(Facet, u32, &str)) {
        let names = self.names();
        for (line, (_, owner)) in names.text.lines().zip(&names.owners) {
            let (facet, value) = names.values[*owner as usize];
            visit(facet, value, line);
        }
    }

    /// Whether an entity goes by a name, or has an id, of these words.
    pub(super) fn entity_has_name(&self, entity: EntityIndex, words: &Phrase) -> bool {
        let Entity { id, label, aliases, .. } = self.entity(entity);
        let is_so = |name: &str| has_name(name, words);
        id == words.as_id() || is_so(&label) || aliases.iter().any(|alias| is_so(&alias.text))
    }

    /// Facet values with the number of the last typed words that some name of theirs holds.
    fn named(&self, terms: &[String], is_begun: bool, limit: usize) -> Vec<(usize, (Facet, u32))> {
        let names = self.names();
        let mut all: Vec<(usize, (Facet, u32))> = Vec::new();
        for count in (1..=terms.len().min(MOST_WORDS)).rev() {
            let mut words = format!(" {}", terms[terms.len() - count..].join(" "));
            if !is_begun {
                words.push(' ');
            }
            let found = names.holding(&words).into_iter();
            let mut found: Vec<u64> = found
                .map(|owner| {
                    let (facet, value) = names.values[owner as usize];
                    most_first(self.facet(facet).documents(value).len() as u32, owner)
                })
                .collect();
            found.sort_unstable();
            found.dedup();
            for keyed in found {
                let value = names.values[keyed as u32 as usize];
                if all.len() < limit && all.iter().all(|(_, other)| *other != value) {
                    all.push((count, value));
                }
            }
        }
        all
    }

    fn continued(&self, beginning: &str, limit: usize) -> Vec<(String, u32)> {
        let ordinals = self.terms.prefixed(&self.bytes, beginning);
        let mut keyed: Vec<u64> =
            ordinals.map(|ordinal| most_first(self.terms.documents(&self.bytes, ordinal), ordinal)).collect();
        keyed.sort_unstable();
        let ordinals = keyed.into_iter().take(limit).map(|keyed| keyed as u32);
        ordinals
            .map(|ordinal| (self.terms.get(&self.bytes, ordinal), self.terms.documents(&self.bytes, ordinal)))
            .collect()
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
        let documents: Vec<_> = found.iter().collect();
        self.weights.newest.first(&documents, limit, |_| 0).into_iter().map(DocumentIndex).collect()
    }
}

/// A number to sort by: greater counts first, then by the other number, which is its lower half.
fn most_first(count: u32, other: u32) -> u64 {
    u64::from(!count) << 32 | u64::from(other)
}

/// All names of all facet values, folded, in one text; made when first asked for.
#[derive(Default)]
pub(crate) struct Names {
    /// Each name as its terms with a space before, between and after, then a line break.
    text: String,
    /// Where each name begins, and whose it is, as a place in `values`.
    owners: Vec<(usize, u32)>,
    /// All facet values, facet after facet; the entities among them in the order of their table.
    values: Vec<(Facet, u32)>,
}

pub(crate) type LazyNames = OnceLock<Names>;

impl Names {
    fn of(pack: &Pack) -> Self {
        let mut names = Self::default();
        // Who is quoted is offered as who is mentioned.
        for facet in Facet::ALL.into_iter().filter(|facet| *facet != Facet::SaidBy) {
            for value in 0..pack.facet_len(facet) as u32 {
                names.values.push((facet, value));
                names.push(names.values.len() as u32 - 1, pack.facet_value(facet, value).label);
            }
        }
        for entity in 0..pack.entity_count() as u32 {
            pack.other_names(EntityIndex(entity)).iter().for_each(|name| names.push(entity, name));
        }
        names
    }

    fn push(&mut self, owner: u32, name: &str) {
        self.owners.push((self.text.len(), owner));
        for token in tokens(name) {
            self.text.push(' ');
            self.text.push_str(&token.term);
        }
        self.text.push_str(" \n");
    }

    /// Those with a name that holds these words, once for each place.
    fn holding(&self, words: &str) -> Vec<u32> {
        let owner = |at: usize| self.owners[self.owners.partition_point(|owner| owner.0 <= at) - 1].1;
        self.text.match_indices(words).map(|(at, _)| owner(at)).collect()
    }
}
