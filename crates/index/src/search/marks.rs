//! Where the words of a query stand in a text.

use core::ops::Range;

use dossier_model::{BlockKind, ByteRange, DocumentIndex, Facet, Track};
use dossier_text::{Glance, Piece, for_each_token};

use crate::{
    Pack, Query,
    query::{Naming, Node, Phrase, Place, Word},
};

impl Pack {
    /// Where the query's words and phrases stand in a document's text, by start; a phrase is one range, words that are
    /// only near each other are one each, and ranges that overlap are one. So are the names and dates that its fields
    /// ask for. Set-aside parts are not searched, and what the query leaves out is not marked.
    pub fn hits(&self, document: DocumentIndex, query: &Query) -> Vec<ByteRange> {
        let (text, wanted) = (self.text(document), Wanted::of(self, document, query));
        let mut hits = Vec::new();
        if wanted.is_empty() {
            return hits;
        }
        for block in self.blocks(document).iter().filter(|block| block.kind != BlockKind::SetAside) {
            let start = block.range.start as usize;
            let mut found = wanted.phrases.occurrences(block.range.of(text));
            for (range, asked) in wanted.inside(block.range) {
                insert(&mut found, range.start as usize - start..range.end as usize - start, asked);
            }
            let ranges = merged(found).into_iter();
            hits.extend(ranges.map(|range| ByteRange::new(start + range.start, start + range.end)));
        }
        hits
    }

    /// Where they stand in the document's title, as ranges of the title.
    pub fn title_hits(&self, document: DocumentIndex, query: &Query) -> Vec<ByteRange> {
        let phrases = Phrases::new(phrases(query, Place::Body));
        if phrases.all.is_empty() {
            return Vec::new();
        }
        let found = merged(phrases.occurrences(&self.document(document).title.text));
        found.into_iter().map(ByteRange::from).collect()
    }
}

/// What of a query is worth showing in one document's text.
pub(super) struct Wanted<'q> {
    pub(super) phrases: Phrases<'q>,
    /// Names, dates and quotations that are asked for, each with the number of what asks for it, from that of phrases
    /// on. By start, but for those of different kinds.
    annotations: Vec<(ByteRange, usize)>,
}

impl<'q> Wanted<'q> {
    pub(super) fn of(pack: &Pack, document: DocumentIndex, query: &'q Query) -> Self {
        let phrases = Phrases::new(phrases(query, Place::Title));
        let mut asked = phrases.all.len();
        let mut wanted = Self { phrases, annotations: Vec::new() };
        query.root.wanted(&mut |node| {
            if matches!(node, Node::Named(..) | Node::Dated(..)) {
                wanted.add(pack, document, node, asked);
                asked += 1;
            }
        });
        wanted
    }

    fn add(&mut self, pack: &Pack, document: DocumentIndex, node: &Node, asked: usize) {
        let found = pack.annotations(document);
        match node {
            Node::Named(Naming::Facet(facet), name) if *facet != Facet::Source => {
                // An article mentions few entities, each of them often.
                let values = pack.document_values(document, *facet).into_iter();
                let entities = values.filter_map(|(value, _)| pack.value_entity(*facet, value));
                let named: Vec<_> = entities.filter(|&entity| pack.entity_has_name(entity, name)).collect();
                let mentions = found.mentions.iter().filter(|mention| named.contains(&mention.entity));
                self.annotations.extend(mentions.map(|mention| (mention.range, asked)));
            }
            Node::Named(Naming::Speaker, name) => {
                let said = found.quotations.iter().filter(|quotation| {
                    quotation.speaker.is_some_and(|speaker| pack.entity_has_name(speaker, name))
                });
                self.annotations.extend(said.map(|quotation| (quotation.range, asked)));
            }
            &Node::Dated(Track::Mentioned, from, to) => {
                let dates = found.dates.iter().filter(|date| date.span.may_lie_in(from, to));
                self.annotations.extend(dates.map(|date| (date.range, asked)));
            }
            _ => {}
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.phrases.all.is_empty() && self.annotations.is_empty()
    }

    /// The names, dates and quotations in one block.
    pub(super) fn inside(&self, block: ByteRange) -> impl Iterator<Item = (ByteRange, usize)> {
        self.annotations.iter().copied().filter(move |(range, _)| !range.is_empty() && block.contains(*range))
    }
}

/// The phrases whose places are worth showing, but for those that stand in one place only.
fn phrases(query: &Query, but_in: Place) -> Vec<&Phrase> {
    let mut phrases = Vec::new();
    query.root.wanted(&mut |node| {
        if let Node::Phrase(phrase) = node
            && phrase.place != but_in
        {
            phrases.push(phrase);
        }
    });
    phrases
}

/// A place where a phrase stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Occurrence {
    pub(super) range: Range<usize>,
    /// Which of the phrases it is, from 0.
    pub(super) phrase: usize,
}

/// Phrases to look for in one text after another.
pub(super) struct Phrases<'q> {
    all: Vec<&'q Phrase>,
    /// None where their words may begin in any way, or words between them are counted.
    glance: Option<Glance>,
}

impl<'q> Phrases<'q> {
    fn new(all: Vec<&'q Phrase>) -> Self {
        let beginning = |word: &Word| Some(word.beginning()).filter(|beginning| !beginning.is_empty());
        let words = all.iter().flat_map(|phrase| &phrase.words);
        let beginnings: Option<Vec<String>> = words.map(beginning).collect();
        let is_counted = all.iter().any(|phrase| phrase.near.is_some());
        Self { glance: beginnings.filter(|_| !is_counted).map(Glance::new), all }
    }

    /// All their places in one block or title, by start.
    pub(super) fn occurrences(&self, text: &str) -> Vec<Occurrence> {
        let mut finder = Finder::new(&self.all);
        match &self.glance {
            _ if self.all.is_empty() => {}
            Some(glance) => glance.each(text, &mut |piece| match piece {
                Piece::Word(range, term) => finder.word(range, term),
                Piece::Others => finder.other_words(),
            }),
            None => for_each_token(text, |range, term, _| finder.word(range, term)),
        }
        finder.finish()
    }
}

/// Whether a name holds the words.
pub(super) fn has_name(name: &str, words: &Phrase) -> bool {
    !Phrases::new(vec![words]).occurrences(name).is_empty()
}

/// Looks for phrases, a word of the text at a time.
pub(super) struct Finder<'f, 'q> {
    phrases: &'f [&'q Phrase],
    found: Vec<Occurrence>,
    /// Phrases that began: which, how many of their words were there, and where the first stands.
    begun: Vec<(usize, usize, usize)>,
    /// Words of phrases that are only near: of which, at which word of the text, and which words they are, as bits.
    near: Vec<(usize, Range<usize>, (u64, u64))>,
    words: u64,
}

impl<'f, 'q> Finder<'f, 'q> {
    pub(super) fn new(phrases: &'f [&'q Phrase]) -> Self {
        Self { phrases, found: Vec::new(), begun: Vec::new(), near: Vec::new(), words: 0 }
    }

    /// The next word, and where it stands.
    pub(super) fn word(&mut self, range: Range<usize>, term: &str) {
        self.words += 1;
        for (place, phrase) in self.phrases.iter().enumerate() {
            if phrase.near.is_some() {
                let bits = phrase.words.iter().zip(0..u64::BITS);
                let bits = bits.map(|(word, bit)| u64::from(word.matches(term)) << bit).sum();
                if bits != 0 {
                    self.near.push((place, range.clone(), (self.words, bits)));
                }
            } else if phrase.words.first().is_some_and(|first| first.matches(term)) {
                self.begun.push((place, 0, range.start));
            }
        }
        let Self { phrases, found, begun, .. } = self;
        begun.retain_mut(|(place, count, start)| {
            let words = &phrases[*place].words;
            // That the first word matches was seen above.
            if *count > 0 && !words.get(*count).is_some_and(|word| word.matches(term)) {
                return false;
            }
            *count += 1;
            if *count == words.len() {
                insert(found, *start..range.end, *place);
            }
            *count < words.len()
        });
    }

    /// Words that are none of the phrases', where no phrase asks how many.
    fn other_words(&mut self) {
        self.begun.clear();
    }

    /// All places, by start.
    pub(super) fn finish(mut self) -> Vec<Occurrence> {
        for (place, phrase) in self.phrases.iter().enumerate() {
            let Some(width) = phrase.width() else { continue };
            let words: Vec<_> = self.near.iter().filter(|(of, ..)| *of == place).collect();
            let seen: Vec<_> = words.iter().map(|(.., seen)| *seen).collect();
            let mut marked = 0;
            windows(&seen, phrase.words.len(), width, &mut |first, last| {
                for (_, range, _) in &words[first.max(marked)..=last] {
                    insert(&mut self.found, range.clone(), place);
                }
                marked = last + 1;
            });
        }
        self.found
    }
}

/// Calls `visit` for each place from which on all of so many words (as bits) stand within so many places: with the
/// index of the first and of the last that is needed.
pub(super) fn windows(seen: &[(u64, u64)], words: usize, width: u64, visit: &mut dyn FnMut(usize, usize)) {
    let all = u64::MAX >> (u64::BITS as usize).saturating_sub(words).min(63);
    for (first, (start, _)) in seen.iter().enumerate() {
        let mut bits = 0;
        let inside = seen[first..].iter().take_while(|(place, _)| place - start < width);
        for (last, (_, own)) in inside.enumerate() {
            bits |= own;
            if bits == all {
                visit(first, first + last);
                break;
            }
        }
    }
}

/// Adds a place where it belongs.
pub(super) fn insert(found: &mut Vec<Occurrence>, range: Range<usize>, phrase: usize) {
    let before = found.iter().rposition(|other| other.range.start <= range.start);
    found.insert(before.map_or(0, |last| last + 1), Occurrence { range, phrase });
}

/// The ranges of places that are sorted by start, those that overlap as one.
pub(super) fn merged(occurrences: Vec<Occurrence>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for Occurrence { range, .. } in occurrences {
        match ranges.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
    ranges
}
