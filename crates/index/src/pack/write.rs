//! A corpus into a pack.

use std::collections::BTreeMap;

use dossier_model::{BlockKind, Corpus, DateSpan, Document, Facet};
use dossier_text::for_each_token;
use serde::Serialize;

use super::{
    container,
    documents::DocumentCard,
    facets,
    postings::{self, BLOCK_GAP, TermWriter},
    terms,
};
use crate::bytes::{put, put_strings};

/// Writes a corpus as a pack. The same corpus gives the same bytes.
///
/// The documents are to be sorted by key and the entities by kind, then id, each key and each id of a kind once, as
/// [`Corpus`] says: that is what they are found by.
pub fn pack(corpus: &Corpus) -> Vec<u8> {
    debug_assert!(corpus.documents.is_sorted_by(|a, b| a.key < b.key), "documents are sorted by key");
    debug_assert!(
        corpus.entities.is_sorted_by(|a, b| (a.kind, &a.id) < (b.kind, &b.id)),
        "entities are sorted by kind, then id"
    );
    let (names, values) = facet_sections(corpus);
    let words = Words::of(corpus);
    let (counts, positions) = postings::write(&words.terms.into_values().collect::<Vec<_>>());
    let mut texts = Vec::new();
    put_strings(&mut texts, &corpus.documents.iter().map(|document| &document.text).collect::<Vec<_>>());
    container::write([
        encoded(&(&corpus.site, corpus.documents.len() as u32)),
        names,
        values,
        date_section(corpus),
        words.lengths,
        records(corpus.documents.iter().map(DocumentCard::of)),
        words.list,
        counts,
        positions,
        records(&corpus.entities),
        records(corpus.documents.iter().map(|document| &document.blocks)),
        records(&corpus.annotations),
        texts,
    ])
}

fn encoded<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("the model's types hold nothing that postcard can't write")
}

fn records<T: Serialize>(values: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut out = Vec::new();
    put_strings(&mut out, &values.into_iter().map(|value| encoded(&value)).collect::<Vec<_>>());
    out
}

/// Names of all values of all facets; values of all documents, facet after facet.
fn facet_sections(corpus: &Corpus) -> (Vec<u8>, Vec<u8>) {
    let sources = sources(corpus);
    let (mut names, mut all_values) = (Vec::new(), Vec::new());
    for facet in Facet::ALL {
        let of_kind = corpus.entities.iter().filter(|entity| facet.entity_kind() == Some(entity.kind));
        let (mut ids, mut labels): (Vec<&str>, Vec<&str>) =
            of_kind.map(|entity| (entity.id.as_str(), entity.label.as_str())).unzip();
        if facet == Facet::Source {
            (ids, labels) = sources.iter().map(|(id, label)| (id.as_str(), *label)).unzip();
        }
        facets::write_names(&mut names, &ids, &labels);
        let values: Vec<_> = match facet {
            Facet::Source => {
                corpus.documents.iter().map(|document| source_values(document, &sources)).collect()
            }
            _ => (0..corpus.documents.len()).map(|document| entity_values(corpus, document, facet)).collect(),
        };
        facets::write_values(&mut all_values, &values);
    }
    (names, all_values)
}

/// The outlets with an id for each, by id.
fn sources(corpus: &Corpus) -> Vec<(String, &str)> {
    let mut labels: Vec<_> =
        corpus.documents.iter().filter_map(|document| document.source.as_deref()).collect();
    labels.sort_unstable();
    labels.dedup();
    let mut sources = BTreeMap::new();
    for label in labels {
        let slug = Some(dossier_text::slug(label)).filter(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| "source".to_owned());
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = core::iter::once(slug.clone()).chain(numbered).find(|id| !sources.contains_key(id));
        sources.extend(free.map(|id| (id, label)));
    }
    sources.into_iter().collect()
}

fn source_values(document: &Document, sources: &[(String, &str)]) -> Vec<(u32, u32)> {
    let at = |source: &str| sources.iter().position(|(_, label)| *label == source);
    document.source.as_deref().and_then(at).map(|value| (value as u32, 1)).into_iter().collect()
}

/// The entities of the facet's kind in a document, most mentions first, then in the order of their table.
fn entity_values(corpus: &Corpus, document: usize, facet: Facet) -> Vec<(u32, u32)> {
    let base = corpus.entities.partition_point(|entity| Facet::from(entity.kind) < facet) as u32;
    let mut mentions: BTreeMap<u32, u32> = BTreeMap::new();
    if let Some(annotations) = corpus.annotations.get(document) {
        for mention in &annotations.mentions {
            *mentions.entry(mention.entity.0).or_default() += 1;
        }
        for entity in &annotations.unplaced {
            mentions.entry(entity.0).or_default();
        }
    }
    let is_of_facet = |entity: u32| {
        corpus.entities.get(entity as usize).is_some_and(|entity| Facet::from(entity.kind) == facet)
    };
    let mut values: Vec<_> = mentions
        .into_iter()
        .filter(|&(entity, _)| is_of_facet(entity))
        .map(|(entity, count)| (entity - base, count))
        .collect();
    values.sort_by_key(|&(value, count)| (core::cmp::Reverse(count), value));
    values
}

fn date_section(corpus: &Corpus) -> Vec<u8> {
    let mentioned: Vec<Vec<DateSpan>> = (0..corpus.documents.len())
        .map(|at| corpus.annotations.get(at))
        .map(|annotations| annotations.iter().flat_map(|found| &found.dates).map(|date| date.span).collect())
        .collect();
    let published = corpus.documents.iter().map(|document| document.published.span);
    super::dates::write(published.zip(mentioned.iter().map(Vec::as_slice)))
}

/// The words of all documents.
#[derive(Default)]
struct Words {
    terms: BTreeMap<String, TermWriter>,
    /// The list of terms.
    list: Vec<u8>,
    /// Words in the title and in the body of each document.
    lengths: Vec<u8>,
}

impl Words {
    fn of(corpus: &Corpus) -> Self {
        let mut words = Self::default();
        for (at, document) in corpus.documents.iter().enumerate() {
            words.add(at as u32, document);
        }
        words.list = terms::write(&words.terms.keys().map(String::as_str).collect::<Vec<_>>());
        words
    }

    fn add(&mut self, index: u32, document: &Document) {
        let mut places: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut position = 0;
        let mut count = |text: &str, position: &mut u32| {
            let start = *position;
            for_each_token(text, |_, term, _| {
                match places.get_mut(term) {
                    Some(places) => places.push(*position),
                    None => _ = places.insert(term.to_owned(), vec![*position]),
                }
                *position += 1;
            });
            *position - start
        };
        let title_length = count(&document.title.text, &mut position);
        let mut body_length = 0;
        for block in document.blocks.iter().filter(|block| block.kind != BlockKind::SetAside) {
            position += BLOCK_GAP;
            body_length += count(block.range.of(&document.text), &mut position);
        }
        put(&mut self.lengths, title_length.into());
        put(&mut self.lengths, body_length.into());
        for (term, places) in places {
            let in_title = places.partition_point(|&place| place < title_length);
            self.terms.entry(term).or_default().push(index, in_title, &places);
        }
    }
}
