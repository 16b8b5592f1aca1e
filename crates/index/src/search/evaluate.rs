//! Which documents a query's tree matches.

use dossier_model::{EntityKind, Facet};

use super::{
    DateFilter, Undated,
    filter::DateTest,
    marks::{Finder, has_name, windows},
    rank::Matched,
    set::DocumentSet,
};
use crate::{
    Pack,
    pack::Posting,
    query::{Form, Naming, Node, Phrase, Place, Slips, Walk, Word},
};

/// The postings of more terms than this are added up by document, of fewer merged: forms of one word mostly.
const MOST_MERGED: usize = 8;

/// The evaluation of one query; remembers what each phrase matched, for ranking.
pub(super) struct Evaluation<'p, 'q> {
    pub(super) pack: &'p Pack,
    /// For each phrase that is not left out, the documents that hold it.
    pub(super) matched: Vec<Matched<'q>>,
}

impl<'p, 'q> Evaluation<'p, 'q> {
    pub(super) fn new(pack: &'p Pack) -> Self {
        Self { pack, matched: Vec::new() }
    }

    /// The documents that a condition holds for.
    pub(super) fn matches(&mut self, node: &'q Node) -> DocumentSet {
        let mut set = DocumentSet::none(self.pack.documents);
        match node {
            Node::All(nodes) => {
                let first = self.matched.len();
                set.invert();
                for node in nodes {
                    set.intersect(&self.matches(node));
                }
                // Where not all of it holds, none of it is why a document was found.
                for matched in &mut self.matched[first..] {
                    matched.postings.retain(|posting| set.contains(posting.document));
                }
            }
            Node::Any(nodes) => nodes.iter().for_each(|node| set.unite(&self.matches(node))),
            Node::Not(node) => {
                // What is left out gives no document its rank.
                set = Evaluation::new(self.pack).matches(node);
                set.invert();
            }
            Node::Phrase(phrase) => {
                let postings = self.postings(phrase);
                postings.iter().for_each(|posting| set.insert(posting.document));
                self.matched.push(self.found(phrase, postings));
                self.match_as_typed(phrase);
            }
            Node::Named(naming, name) => self.named(*naming, name, &mut set),
            &Node::Dated(track, from, to) => {
                let filter = DateFilter { track, from, to, undated: Undated::LeaveOut };
                let dates = DateTest::new(&self.pack.dates, filter);
                set.invert();
                set.retain(|document| dates.keeps(document));
            }
        }
        set
    }

    /// The documents that hold a phrase, ascending.
    fn postings(&self, phrase: &Phrase) -> Vec<Posting> {
        let mut postings = match phrase.words.as_slice() {
            [word] => self.word_postings(&self.ordinals(word)),
            _ => self.phrase_postings(phrase),
        };
        phrase.place.keep(&mut postings);
        postings
    }

    /// The terms that a word matches.
    pub(super) fn ordinals(&self, word: &Word) -> Vec<u32> {
        let Pack { terms, bytes, .. } = self.pack;
        let beginning = word.beginning();
        if word.form == Form::Exact {
            return terms.ordinal(bytes, &beginning).into_iter().collect();
        }
        let range = terms.prefixed(bytes, &beginning);
        if word.form == Form::Prefix {
            return range.collect();
        }
        let mut ordinals = Vec::new();
        let mut matches: Box<dyn FnMut(&str) -> bool> = match &word.form {
            Form::Fuzzy(most) => {
                let mut slips = Slips::new(&word.term);
                Box::new(move |term| slips.to(term, *most).is_some())
            }
            Form::Pattern(steps) => {
                let mut walk = Walk::new(steps);
                Box::new(move |term| walk.matches(term))
            }
            _ => Box::new(|term| word.matches(term)),
        };
        terms.scan(bytes, range, &mut |ordinal, term| {
            if matches(term) {
                ordinals.push(ordinal);
            }
        });
        ordinals
    }

    /// The documents that hold any of the terms, ascending.
    pub(super) fn word_postings(&self, ordinals: &[u32]) -> Vec<Posting> {
        let Pack { postings, bytes, documents, .. } = self.pack;
        if ordinals.len() <= MOST_MERGED {
            let mut all = Vec::new();
            for &ordinal in ordinals {
                let of_term = postings.of(bytes, ordinal).collect();
                all = if all.is_empty() { of_term } else { merged(all, of_term) };
            }
            return all;
        }
        let mut sums = vec![(0_u32, 0_u32); *documents as usize];
        for posting in ordinals.iter().flat_map(|&ordinal| postings.of(bytes, ordinal)) {
            let sum = &mut sums[posting.document as usize];
            *sum = (sum.0.saturating_add(posting.in_title), sum.1.saturating_add(posting.in_body));
        }
        let sums = sums.into_iter().zip(0..).filter(|(sum, _)| *sum != (0, 0));
        sums.map(|((in_title, in_body), document)| Posting { document, in_title, in_body }).collect()
    }

    /// Asks for where a word stands at once where even its terms have yet to come; not where it is so common that it has a
    /// chunk of its own, unless it must be known.
    pub(super) fn ask_places(&self, word: &Word, is_needed: bool) {
        let expected = self.pack.terms.expected(&self.pack.bytes, &word.beginning());
        if let Some(expected) = expected.filter(|terms| is_needed || terms.len() > 1) {
            self.pack.postings.ask_places(expected);
        }
    }

    fn phrase_postings(&self, phrase: &Phrase) -> Vec<Posting> {
        phrase.words.iter().for_each(|word| self.ask_places(word, true));
        let ordinals: Vec<_> = phrase.words.iter().map(|word| self.ordinals(word)).collect();
        let mut candidates = DocumentSet::all(self.pack.documents);
        for ordinals in &ordinals {
            let mut holding = DocumentSet::none(self.pack.documents);
            for &ordinal in ordinals {
                self.pack.postings.ask_both(ordinal);
                let postings = self.pack.postings.of(&self.pack.bytes, ordinal);
                postings.for_each(|posting| holding.insert(posting.document));
            }
            candidates.intersect(&holding);
        }
        if candidates.is_empty() {
            return Vec::new();
        }
        let mut places = ordinals.iter().map(|ordinals| self.places(ordinals, &candidates));
        if let Some(width) = phrase.width() {
            return self.counted(&near(&places.collect::<Vec<_>>(), width));
        }
        let mut ends = places.next().unwrap_or_default();
        for next in places {
            ends = followed(&ends, &next);
        }
        self.counted(&ends)
    }

    /// Where any of the terms stands in the candidates: document and word in one number, ascending.
    pub(super) fn places(&self, ordinals: &[u32], candidates: &DocumentSet) -> Vec<u64> {
        let mut places = Vec::new();
        for &ordinal in ordinals {
            let wanted = |document| candidates.contains(document);
            self.pack.postings.places(&self.pack.bytes, ordinal, wanted, |document, word| {
                places.push(u64::from(document) << 32 | u64::from(word));
            });
        }
        if ordinals.len() > 1 {
            places.sort_unstable();
        }
        places
    }

    /// How often each document holds a phrase that ends at these places.
    pub(super) fn counted(&self, ends: &[u64]) -> Vec<Posting> {
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

    /// Adds the documents about which something is named so.
    fn named(&self, naming: Naming, name: &Phrase, set: &mut DocumentSet) {
        let pack = self.pack;
        match naming {
            Naming::Facet(facet) => {
                for value in pack.values_named(facet, name) {
                    pack.facet(facet).documents(value).iter().for_each(|&document| set.insert(document));
                }
            }
            Naming::Author => {
                for document in pack.documents() {
                    if pack.document(document).byline.is_some_and(|byline| has_name(&byline, name)) {
                        set.insert(document.0);
                    }
                }
            }
            Naming::Speaker => {
                for facet in EntityKind::ALL.map(Facet::from) {
                    let named = pack.values_named(facet, name).into_iter();
                    let speakers =
                        named.filter_map(|value| pack.speaker_value(pack.value_entity(facet, value)));
                    for speaker in speakers {
                        pack.facet(Facet::SaidBy)
                            .documents(speaker)
                            .iter()
                            .for_each(|&document| set.insert(document));
                    }
                }
            }
        }
    }
}

impl Place {
    /// Leaves what stands in this place.
    pub(super) fn keep(self, postings: &mut Vec<Posting>) {
        if self == Self::Anywhere {
            return;
        }
        for Posting { in_title, in_body, .. } in postings.iter_mut() {
            *(if self == Self::Title { in_body } else { in_title }) = 0;
        }
        postings.retain(|posting| posting.in_title | posting.in_body != 0);
    }
}

impl Pack {
    /// The values of a facet with a name or an id of these words, each once.
    fn values_named(&self, facet: Facet, name: &Phrase) -> Vec<u32> {
        let mut values: Vec<u32> = self.facet_value_by_id(facet, &name.as_id()).into_iter().collect();
        let words = [name];
        self.each_name(&mut |named, value, terms| {
            if named == facet && !values.contains(&value) {
                let mut finder = Finder::new(&words);
                terms.split_ascii_whitespace().for_each(|term| finder.word(0..0, term));
                if !finder.finish().is_empty() {
                    values.push(value);
                }
            }
        });
        values
    }
}

/// The postings of both, those of one document added up.
fn merged(one: Vec<Posting>, other: Vec<Posting>) -> Vec<Posting> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let mut one = one.into_iter().peekable();
    for mut posting in other {
        while let Some(before) = one.next_if(|before| before.document < posting.document) {
            all.push(before);
        }
        if let Some(same) = one.next_if(|same| same.document == posting.document) {
            posting.in_title = posting.in_title.saturating_add(same.in_title);
            posting.in_body = posting.in_body.saturating_add(same.in_body);
        }
        all.push(posting);
    }
    all.extend(one);
    all
}

/// Where windows of this many words begin that hold one of each list of places.
pub(super) fn near(lists: &[Vec<u64>], width: u64) -> Vec<u64> {
    let mut places: Vec<u64> = lists.concat();
    places.sort_unstable();
    places.dedup();
    let mut seen: Vec<(u64, u64)> = places.into_iter().map(|place| (place, 0)).collect();
    for (list, bit) in lists.iter().zip(0..u64::BITS) {
        let mut next = 0;
        for &place in list {
            while seen[next].0 < place {
                next += 1;
            }
            seen[next].1 |= 1 << bit;
        }
    }
    let mut starts = Vec::new();
    windows(&seen, lists.len(), width, &mut |first, _| starts.push(seen[first].0));
    starts
}

/// The places of `next` that come right after one of `places`; both ascending.
pub(super) fn followed(places: &[u64], next: &[u64]) -> Vec<u64> {
    let mut places = places.iter().peekable();
    let is_after = |place: &u64| {
        while places.next_if(|&&before| before + 1 < *place).is_some() {}
        places.peek().is_some_and(|&&before| before + 1 == *place)
    };
    next.iter().copied().filter(is_after).collect()
}
