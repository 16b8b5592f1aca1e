//! A corpus into a pack.

use std::borrow::Cow;

use dossier_model::{Block, Corpus, DateSpan, Document};
use serde::Serialize;

use super::{
    columns::{Columns, FacetSections},
    container::{self, Section},
    cut::{Cutter, Groups},
    documents::DocumentCard,
    own,
    segment::{Merge, Segment, SegmentSource},
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
    let mut take = |name, bytes| chunks.push((name, bytes));
    let words = words_in_chunks(&segments(&corpus.documents), divisor, &mut take);
    let root = write_around(&words, corpus, corpus, &mut take);
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

/// The words of all documents as they are in a pack in chunks: these were passed on, and here is what its root has of them.
#[derive(Debug)]
pub struct PackedWords {
    groups: Groups,
    terms: Vec<u8>,
    lengths: Vec<u8>,
    divisor: usize,
}

/// Packs the words of all documents, `segments` of them in their order, and passes on each chunk as soon as it is made. That
/// depends on nothing else that is found in the documents, and can be done beside finding it.
pub fn pack_words(segments: &[impl SegmentSource], mut take: impl FnMut(String, Vec<u8>)) -> PackedWords {
    words_in_chunks(segments, 1, &mut take)
}

fn words_in_chunks(
    segments: &[impl SegmentSource],
    divisor: usize,
    take: &mut dyn FnMut(String, Vec<u8>),
) -> PackedWords {
    let mut cutter = Cutter::new(divisor, Groups::default(), take);
    let mut words = Merge::new(segments);
    let terms = cutter.terms(&mut words);
    PackedWords { groups: cutter.groups, terms, lengths: words.lengths, divisor }
}

/// As [`pack_in_chunks`], of a corpus whose words were packed before and whose documents may be without their texts and
/// blocks: `texts` has those. Passes on each chunk but those of the words as soon as it is made, and returns the root.
pub fn pack_around(
    words: &PackedWords,
    corpus: &Corpus,
    texts: &impl Texts,
    mut take: impl FnMut(String, Vec<u8>),
) -> Vec<u8> {
    write_around(words, corpus, texts, &mut take)
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

fn write_around(
    words: &PackedWords,
    corpus: &Corpus,
    texts: &impl Texts,
    take: &mut dyn FnMut(String, Vec<u8>),
) -> Vec<u8> {
    let PackedWords { groups, terms, lengths, divisor } = words;
    let mut cutter = Cutter::new(*divisor, groups.clone(), take);
    let facets = Columns::of(corpus).in_parts(*divisor);
    let prints = cutter.documents(corpus, texts, facets.tail.is_some());
    cutter.entities(&corpus.entities);
    cutter.prints(&prints);
    cutter.tail(facets.tail.as_deref());
    let keys: Vec<&str> =
        corpus.documents.iter().step_by(KEYS).map(|document| document.key.as_str()).collect();
    let other_names: Vec<(u32, &str)> = (0..)
        .zip(&corpus.entities)
        .flat_map(|(at, entity)| {
            let others = entity.aliases.iter().filter(|alias| alias.text != entity.label);
            others.map(move |alias| (at, alias.text.as_str()))
        })
        .collect();
    let mut sections = tables(corpus, facets);
    sections[Section::Chunks as usize] = cutter.directory(&keys, &other_names);
    sections[Section::Lengths as usize] = lengths.clone();
    sections[Section::Terms as usize] = terms.clone();
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
    let mut sections = tables(corpus, Columns::of(corpus).whole());
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
fn tables(corpus: &Corpus, facets: FacetSections) -> [Vec<u8>; Section::ALL.len()] {
    debug_assert!(corpus.documents.is_sorted_by(|a, b| a.key < b.key), "documents are sorted by key");
    debug_assert!(
        corpus.entities.is_sorted_by(|a, b| (a.kind, &a.id) < (b.kind, &b.id)),
        "entities are sorted by kind, then id"
    );
    let mut sections = [const { Vec::new() }; Section::ALL.len()];
    sections[Section::Meta as usize] = encoded(&(&corpus.site, corpus.documents.len() as u32, &corpus.alike));
    sections[Section::Names as usize] = facets.names;
    sections[Section::Values as usize] = facets.values;
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

fn date_section(corpus: &Corpus) -> Vec<u8> {
    let mentioned: Vec<Vec<DateSpan>> = (0..corpus.documents.len())
        .map(|at| corpus.annotations.get(at))
        .map(|annotations| annotations.iter().flat_map(|found| &found.dates).map(|date| date.span).collect())
        .collect();
    let published = corpus.documents.iter().map(|document| document.published.span);
    super::dates::write(published.zip(mentioned.iter().map(Vec::as_slice)))
}
