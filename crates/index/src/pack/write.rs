//! A corpus into a pack.

use std::{borrow::Cow, collections::BTreeMap};

use dossier_model::{Block, Corpus, DateSpan, Document, Facet};
use serde::Serialize;

use super::{
    container::{self, Section},
    cut::Cutter,
    documents::DocumentCard,
    facets, own,
    segment::{Merge, Segment, SegmentSource},
    speakers::Speakers,
    split::{KEYS, Parts},
    words::Words,
};
use crate::bytes::{Reader, Strings, put_strings};

/// How many documents the words are found of at a time, where there are several processors.
const AT_A_TIME: usize = 1000;

/// Writes a corpus as a pack. The same corpus gives the same bytes.
///
/// The documents are to be sorted by key and the entities by kind, then id, each key and each id of a kind once, as
/// [`Corpus`] says: that is what they are found by.
pub fn pack(corpus: &Corpus) -> Vec<u8> {
    let words =
        Words::of(corpus.documents.iter().map(|document| {
            (document.title.text.as_str(), document.blocks.as_slice(), document.text.as_str())
        }));
    container::write(sections(corpus, words))
}

/// As [`pack`], without the words and where they stand: [`Pack::open`] finds them in the texts again. For a small corpus
/// inside a program: half the size, in return for a millisecond at opening for each 100 kB of text.
pub fn pack_without_words(corpus: &Corpus) -> Vec<u8> {
    container::write(sections(corpus, Words::default()))
}

/// As [`pack`], as a small root and chunks that are fetched when something asks for them: for a large corpus.
pub fn pack_in_chunks(corpus: &Corpus) -> Parts {
    pack_in_smaller_chunks(corpus, 1)
}

/// As [`pack_in_chunks`], with chunks of a so-manieth of their usual size: for tests, since any chunks answer the same.
#[doc(hidden)]
pub fn pack_in_smaller_chunks(corpus: &Corpus, divisor: usize) -> Parts {
    let mut chunks = Vec::new();
    let segments = segments(&corpus.documents);
    let root = write_chunks(corpus, corpus, &segments, divisor, &mut |name, bytes| {
        chunks.push((name, bytes));
    });
    Parts { root, chunks }
}

/// The texts of documents, which may be held elsewhere than in their corpus. They are asked for by several processors at a
/// time.
pub trait Texts: Sync {
    /// How many bytes the text of a document has.
    fn length(&self, document: usize) -> usize;

    /// The blocks of a document, and its text.
    fn text(&self, document: usize) -> (Cow<'_, [Block]>, Cow<'_, str>);
}

impl Texts for Corpus {
    fn length(&self, document: usize) -> usize {
        self.documents[document].text.len()
    }

    fn text(&self, document: usize) -> (Cow<'_, [Block]>, Cow<'_, str>) {
        let document = &self.documents[document];
        (Cow::Borrowed(&document.blocks), Cow::Borrowed(&document.text))
    }
}

/// As [`pack_in_chunks`], of a corpus whose words were found before and whose documents may be without their texts and
/// blocks: `texts` has those, and `segments` the words of all documents, in their order. Passes on each chunk as soon as it is
/// made, and returns the root.
pub fn pack_segments(
    corpus: &Corpus,
    texts: &impl Texts,
    segments: &[impl SegmentSource],
    mut take: impl FnMut(String, Vec<u8>),
) -> Vec<u8> {
    write_chunks(corpus, texts, segments, 1, &mut take)
}

/// The words of documents, found on all processors where that can be.
fn segments(documents: &[Document]) -> Vec<Segment> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        documents.par_chunks(AT_A_TIME).map(Segment::of).collect()
    }
    #[cfg(not(feature = "parallel"))]
    documents.chunks(AT_A_TIME).map(Segment::of).collect()
}

fn write_chunks(
    corpus: &Corpus,
    texts: &impl Texts,
    segments: &[impl SegmentSource],
    divisor: usize,
    take: &mut dyn FnMut(String, Vec<u8>),
) -> Vec<u8> {
    let mut cutter = Cutter::new(divisor, take);
    let prints = cutter.documents(corpus, texts);
    let mut words = Merge::new(segments);
    let terms = cutter.terms(&mut words);
    let lengths = words.lengths;
    cutter.entities(&corpus.entities);
    cutter.prints(&prints);
    let keys: Vec<&str> =
        corpus.documents.iter().step_by(KEYS).map(|document| document.key.as_str()).collect();
    let other_names: Vec<(u32, &str)> = (0..)
        .zip(&corpus.entities)
        .flat_map(|(at, entity)| {
            let others = entity.aliases.iter().filter(|alias| alias.text != entity.label);
            others.map(move |alias| (at, alias.text.as_str()))
        })
        .collect();
    let mut sections = tables(corpus);
    sections[Section::Chunks as usize] = cutter.directory(&keys, &other_names);
    sections[Section::Lengths as usize] = lengths;
    sections[Section::Terms as usize] = terms;
    container::write(sections)
}

/// Adds the words to the sections of a pack that is without them; `None` where the others make no sense.
pub(super) fn with_words(mut sections: [Vec<u8>; Section::ALL.len()]) -> Option<Vec<u8>> {
    let strings = |section: Section| {
        let bytes = sections[section as usize].as_slice();
        Strings::read(&mut Reader(bytes), bytes.len()).map(|strings| (strings, bytes))
    };
    let (cards, in_cards) = strings(Section::Cards)?;
    let (blocks, in_blocks) = strings(Section::Blocks)?;
    let (texts, in_texts) = strings(Section::Texts)?;
    let documents = (0..cards.len()).map(|at| {
        let card: DocumentCard = postcard::from_bytes(cards.get(in_cards, at)).ok()?;
        let blocks: Vec<Block> = postcard::from_bytes(blocks.get(in_blocks, at)).ok()?;
        Some((card.title.text, blocks, texts.str(in_texts, at)))
    });
    let documents: Vec<_> = documents.collect::<Option<_>>()?;
    let words =
        Words::of(documents.iter().map(|(title, blocks, text)| (title.as_str(), blocks.as_slice(), *text)));
    for (section, bytes) in words.sections() {
        sections[section as usize] = bytes;
    }
    Some(container::write(sections))
}

pub(super) fn sections(corpus: &Corpus, words: Words) -> [Vec<u8>; Section::ALL.len()] {
    let mut sections = tables(corpus);
    let mut texts = Vec::new();
    put_strings(&mut texts, &corpus.documents.iter().map(|document| &document.text).collect::<Vec<_>>());
    let annotations = corpus.annotations.iter().map(|found| own::packed(found, corpus.entities.len()));
    let records = [
        (Section::Cards, records(corpus.documents.iter().map(DocumentCard::of))),
        (Section::Entities, records(&corpus.entities)),
        (Section::Blocks, records(corpus.documents.iter().map(|document| &document.blocks))),
        (Section::Annotations, records(annotations)),
        (Section::Texts, texts),
    ];
    for (section, bytes) in records.into_iter().chain(words.sections()) {
        sections[section as usize] = bytes;
    }
    sections
}

/// What is read at opening of any pack; the other sections are empty.
fn tables(corpus: &Corpus) -> [Vec<u8>; Section::ALL.len()] {
    debug_assert!(corpus.documents.is_sorted_by(|a, b| a.key < b.key), "documents are sorted by key");
    debug_assert!(
        corpus.entities.is_sorted_by(|a, b| (a.kind, &a.id) < (b.kind, &b.id)),
        "entities are sorted by kind, then id"
    );
    let mut sections = [const { Vec::new() }; Section::ALL.len()];
    let (names, values) = facet_sections(corpus);
    sections[Section::Meta as usize] = encoded(&(&corpus.site, corpus.documents.len() as u32, &corpus.alike));
    sections[Section::Names as usize] = names;
    sections[Section::Values as usize] = values;
    sections[Section::Dates as usize] = date_section(corpus);
    sections
}

pub(super) fn encoded<T: Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("the model's types hold nothing that postcard can't write")
}

pub(super) fn records<T: Serialize>(values: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut out = Vec::new();
    put_strings(&mut out, &values.into_iter().map(|value| encoded(&value)).collect::<Vec<_>>());
    out
}

/// Names of all values of all facets; values of all documents, facet after facet.
pub(super) fn facet_sections(corpus: &Corpus) -> (Vec<u8>, Vec<u8>) {
    let sources =
        with_ids(corpus.documents.iter().filter_map(|document| document.source.as_deref()), "source");
    let tags =
        with_ids(corpus.documents.iter().flat_map(|document| &document.tags).map(String::as_str), "tag");
    let speakers = Speakers::of(corpus);
    let (mut names, mut all_values) = (Vec::new(), Vec::new());
    for facet in Facet::ALL {
        let of_kind = corpus.entities.iter().filter(|entity| facet.entity_kind() == Some(entity.kind));
        let (mut ids, mut labels): (Vec<&str>, Vec<&str>) =
            of_kind.map(|entity| (entity.id.as_str(), entity.label.as_str())).unzip();
        let own = match facet {
            Facet::Source => &sources[..],
            Facet::Tag => &tags[..],
            _ => &[],
        };
        if !own.is_empty() {
            (ids, labels) = own.iter().map(|(id, label)| (id.as_str(), *label)).unzip();
        }
        if facet == Facet::SaidBy {
            speakers.write(&corpus.entities, &mut names);
        } else {
            facets::write_names(&mut names, &ids, &labels);
        }
        let count = if facet == Facet::SaidBy { speakers.len() } else { ids.len() };
        let values: Vec<_> = match facet {
            Facet::Source => {
                let all = numbers(&sources);
                corpus.documents.iter().map(|it| values_of(&it.source, &all)).collect()
            }
            Facet::Tag => {
                let all = numbers(&tags);
                corpus.documents.iter().map(|it| values_of(&it.tags, &all)).collect()
            }
            Facet::SaidBy => corpus.annotations.iter().map(|found| speakers.of_document(found)).collect(),
            _ => (0..corpus.documents.len()).map(|document| entity_values(corpus, document, facet)).collect(),
        };
        facets::write_values(&mut all_values, count, &values);
    }
    (names, all_values)
}

/// Outlets or tags with an id for each, by id; `nameless` is that of what has no letters.
fn with_ids<'l>(labels: impl Iterator<Item = &'l str>, nameless: &str) -> Vec<(String, &'l str)> {
    let mut labels: Vec<_> = labels.collect();
    labels.sort_unstable();
    labels.dedup();
    let mut ids = BTreeMap::new();
    for label in labels {
        let slug = Some(dossier_text::slug(label)).filter(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| nameless.to_owned());
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let free = core::iter::once(slug.clone()).chain(numbered).find(|id| !ids.contains_key(id));
        ids.extend(free.map(|id| (id, label)));
    }
    ids.into_iter().collect()
}

/// The number of each label, sorted by these.
fn numbers<'l>(all: &[(String, &'l str)]) -> Vec<(&'l str, u32)> {
    let mut numbers: Vec<(&str, u32)> = all.iter().map(|(_, label)| *label).zip(0..).collect();
    numbers.sort_unstable();
    numbers
}

/// The values that a document has of those.
fn values_of<'d>(own: impl IntoIterator<Item = &'d String>, all: &[(&str, u32)]) -> Vec<(u32, u32)> {
    let number = |own: &String| {
        let at = all.binary_search_by(|(label, _)| (*label).cmp(own)).ok()?;
        Some((all[at].1, 1))
    };
    let mut values: Vec<_> = own.into_iter().filter_map(number).collect();
    values.sort_unstable();
    values
}

/// The entities of the facet's kind in a document, most mentions first, then in the order of their table.
fn entity_values(corpus: &Corpus, document: usize, facet: Facet) -> Vec<(u32, u32)> {
    let base = corpus.entities.partition_point(|entity| Facet::from(entity.kind) < facet) as u32;
    let is_of_facet = |entity: &u32| {
        corpus.entities.get(*entity as usize).is_some_and(|entity| Facet::from(entity.kind) == facet)
    };
    let Some(annotations) = corpus.annotations.get(document) else { return Vec::new() };
    let mentioned = annotations.mentions.iter().map(|mention| (mention.entity.0, 1));
    let unplaced = annotations.unplaced.iter().map(|entity| (entity.0, 0));
    let mut each: Vec<(u32, u32)> =
        mentioned.chain(unplaced).filter(|(entity, _)| is_of_facet(entity)).collect();
    each.sort_unstable();
    let count = |same: &[(u32, u32)]| (same[0].0 - base, same.iter().map(|(_, count)| count).sum());
    let mut values: Vec<(u32, u32)> = each.chunk_by(|one, other| one.0 == other.0).map(count).collect();
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
