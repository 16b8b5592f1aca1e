//! The chunks of a large corpus, made one after the other and passed on at once: what has been passed on needs no memory.

use core::ops::Range;

use dossier_model::{Corpus, Entity};

use super::{
    card_names,
    chunks::{HASH, Kind, Namer, chunk_name},
    container::{checksum, step},
    documents::DocumentCard,
    own, prints,
    segment::{Merge, SegmentSource, Term},
    terms::{self, BLOCK},
    write::{Texts, encoded},
};
use crate::bytes::{StringsWriter, put, put_strings};

/// About how many bytes of text a chunk of documents holds: a page of results needs a chunk for each hit.
const TEXT: usize = 2 * 1024;
/// About how many bytes of postings a chunk of terms holds.
const POSTINGS: usize = 5 * 1024;
/// About how many bytes of terms a chunk of their blocks holds.
const TERMS: usize = 5 * 1024;
/// About how many bytes a chunk of entities holds.
const ENTITIES: usize = 16 * 1024;
/// A chunk begins with one of so many documents, whatever its size; with one of so many entities and terms.
const DOCUMENTS: u64 = 32;
const NAMES: u64 = 1024;
/// How many chunks of documents are made at a time, where there are several processors.
const AT_A_TIME: usize = 256;

/// Makes chunks and remembers where they are.
pub(super) struct Cutter<'t> {
    /// How many times smaller than usual chunks are.
    divisor: usize,
    namer: Namer,
    pub(super) groups: Groups,
    take: &'t mut dyn FnMut(String, Vec<u8>),
}

/// The chunks of each kind.
pub(super) type Groups = [Chunks; Kind::ALL.len()];

/// The chunks of a kind.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunks {
    /// How many things each holds.
    sizes: Vec<usize>,
    hashes: Vec<u64>,
}

impl<'t> Cutter<'t> {
    /// One that goes on where another was: with chunks of other kinds, for names are told apart by kind.
    pub(super) fn new(divisor: usize, groups: Groups, take: &'t mut dyn FnMut(String, Vec<u8>)) -> Self {
        Self { divisor, namer: Namer::default(), groups, take }
    }

    fn put(&mut self, kind: Kind, things: usize, content: Vec<u8>) {
        let sum = checksum(&content);
        self.put_with(sum, kind, things, content);
    }

    /// Puts a chunk with this checksum.
    fn put_with(&mut self, sum: u64, kind: Kind, things: usize, mut content: Vec<u8>) {
        let hash = self.namer.name(kind, sum, &mut content);
        let group = &mut self.groups[kind as usize];
        group.sizes.push(things);
        group.hashes.push(hash);
        (self.take)(chunk_name(kind, hash), content);
    }

    /// The things that have gathered, in a chunk.
    fn put_strings(&mut self, kind: Kind, strings: &mut StringsWriter) {
        let (things, mut content) = (strings.len(), Vec::new());
        if things > 0 {
            strings.write(&mut content);
            self.put(kind, things, content);
        }
    }

    /// Cuts the documents, and returns the prints of all that are to have any; `with_names` adds the names that a card shows,
    /// where the root has not those of all.
    pub(super) fn documents(
        &mut self,
        corpus: &Corpus,
        texts: &impl Texts,
        with_names: bool,
    ) -> Vec<[u8; 8]> {
        let mut size = Size::new(TEXT / self.divisor);
        let starts_here = |at: &usize| {
            let is_edge = is_edge(&corpus.documents[*at].key, DOCUMENTS);
            size.ends_before(texts.length(*at), is_edge) || *at == 0
        };
        let mut starts: Vec<usize> = (0..corpus.documents.len()).filter(starts_here).collect();
        starts.push(corpus.documents.len());
        let ranges: Vec<_> = starts.windows(2).map(|edges| (edges[0], edges[1])).collect();
        let mut prints = Vec::new();
        for some in ranges.chunks(AT_A_TIME) {
            for ((start, end), made) in some.iter().zip(contents(corpus, texts, some, with_names)) {
                self.put_with(made.checksum, Kind::Documents, end - start, made.content);
                prints.extend(made.prints);
            }
        }
        prints
    }

    pub(super) fn entities(&mut self, entities: &[Entity]) {
        let (mut size, mut strings) = (Size::new(ENTITIES / self.divisor), StringsWriter::default());
        for entity in entities {
            let record = encoded(entity);
            if size.ends_before(record.len(), is_edge(&entity.id, NAMES)) {
                self.put_strings(Kind::Entities, &mut strings);
            }
            strings.push(&record);
        }
        self.put_strings(Kind::Entities, &mut strings);
    }

    /// All in one chunk, for all of them are wanted or none.
    pub(super) fn prints(&mut self, prints: &[[u8; 8]]) {
        let mut strings = StringsWriter::default();
        prints.iter().for_each(|print| strings.push(print));
        self.put_strings(Kind::Prints, &mut strings);
    }

    /// What the root has not of the facets.
    pub(super) fn tail(&mut self, tail: Option<&[u8]>) {
        let mut strings = StringsWriter::default();
        tail.into_iter().for_each(|tail| strings.push(tail));
        self.put_strings(Kind::Tail, &mut strings);
    }

    /// Cuts the terms, their postings and their positions, and returns what the root has of them.
    pub(super) fn terms(&mut self, words: &mut Merge<'_, impl SegmentSource>) -> Vec<u8> {
        let mut size = Size::new(POSTINGS / self.divisor);
        let (mut counts, mut positions) = (StringsWriter::default(), StringsWriter::default());
        let mut heads = StringsWriter::default();
        let mut list = List::new(TERMS / self.divisor);
        let mut last = String::new();
        words.terms(|term: Term<'_>| {
            if size.ends_before(term.counts.len(), is_edge(term.text, NAMES)) {
                self.put_strings(Kind::Counts, &mut counts);
                self.put_strings(Kind::Positions, &mut positions);
            }
            if list.terms == 0 {
                heads.push(&[]);
            } else if counts.len() == 0 {
                heads.push(terms::head(term.text.as_bytes(), last.as_bytes()));
            }
            counts.push(term.counts);
            positions.push(term.positions);
            list.push(term.text, term.documents, self);
            last.clear();
            last.push_str(term.text);
        });
        self.put_strings(Kind::Counts, &mut counts);
        self.put_strings(Kind::Positions, &mut positions);
        list.end_block(self);
        self.put_strings(Kind::Terms, &mut list.blocks);
        let mut root = Vec::new();
        put(&mut root, list.terms);
        heads.write(&mut root);
        root
    }

    /// Where all chunks are, and what is asked of the root in place of them: some keys of documents, and those names of
    /// entities, which ascend, that are not their labels.
    pub(super) fn directory(self, keys: &[&str], other_names: &[(u32, &str)]) -> Vec<u8> {
        let mut out = Vec::new();
        for group in &self.groups {
            put(&mut out, group.sizes.len() as u64);
            group.sizes.iter().for_each(|size| put(&mut out, *size as u64));
        }
        for hash in self.groups.iter().flat_map(|group| &group.hashes) {
            out.extend_from_slice(&hash.to_be_bytes()[8 - HASH..]);
        }
        put_strings(&mut out, keys);
        put_strings(&mut out, &other_names.iter().map(|(_, name)| *name).collect::<Vec<_>>());
        let mut last = 0;
        for (entity, _) in other_names {
            put(&mut out, u64::from(entity - last));
            last = *entity;
        }
        out
    }
}

/// Terms in blocks, and these in chunks.
struct List {
    terms: u64,
    block: Vec<(String, u32)>,
    blocks: StringsWriter,
    size: Size,
}

impl List {
    fn new(most: usize) -> Self {
        Self { terms: 0, block: Vec::new(), blocks: StringsWriter::default(), size: Size::new(most) }
    }

    fn push(&mut self, term: &str, documents: u32, cutter: &mut Cutter<'_>) {
        self.terms += 1;
        self.block.push((term.to_owned(), documents));
        if self.block.len() == BLOCK {
            self.end_block(cutter);
        }
    }

    fn end_block(&mut self, cutter: &mut Cutter<'_>) {
        let terms: Vec<_> = self.block.iter().map(|(term, documents)| (term.as_str(), *documents)).collect();
        for block in terms::blocks(&terms) {
            if self.size.ends_before(block.len(), false) {
                cutter.put_strings(Kind::Terms, &mut self.blocks);
            }
            self.blocks.push(&block);
        }
        self.block.clear();
    }
}

/// A chunk of documents, and their prints.
struct Made {
    content: Vec<u8>,
    checksum: u64,
    prints: Vec<[u8; 8]>,
}

/// Chunks of documents from one to before another.
fn contents(corpus: &Corpus, texts: &impl Texts, ranges: &[(usize, usize)], with_names: bool) -> Vec<Made> {
    let content = |&(start, end): &(usize, usize)| content(corpus, texts, start..end, with_names);
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        ranges.par_iter().map(content).collect()
    }
    #[cfg(not(feature = "parallel"))]
    ranges.iter().map(content).collect()
}

fn content(corpus: &Corpus, texts: &impl Texts, range: Range<usize>, with_names: bool) -> Made {
    let (mut shelves, mut prints) = (<[StringsWriter; 5]>::default(), Vec::new());
    for at in range {
        let (document, found, (blocks, text)) =
            (&corpus.documents[at], &corpus.annotations[at], texts.text(at));
        shelves[0].push(&encoded(&DocumentCard::of(document)));
        shelves[1].push(&encoded(&blocks));
        shelves[2].push(&encoded(&own::packed(found, corpus.entities.len())));
        shelves[3].push(text.as_bytes());
        shelves[4].push(&if with_names { card_names::written(corpus, at) } else { Vec::new() });
        if corpus.documents.len() <= prints::MOST {
            prints.push(prints::written(&document.key, &document.title.text, &text));
        }
    }
    let mut content = Vec::new();
    shelves.iter_mut().for_each(|shelf| shelf.write(&mut content));
    Made { checksum: checksum(&content), content, prints }
}

/// Whether a chunk is to begin with the thing of this name, one of so many (a power of two): whatever came or went before
/// it, from there on chunks are as they were.
fn is_edge(name: &str, one_of: u64) -> bool {
    step(checksum(name.as_bytes()), 0) & (one_of - 1) == 0
}

/// Says where chunks end, so that each has about so many bytes.
struct Size {
    most: usize,
    taken: usize,
    bytes: usize,
}

impl Size {
    fn new(most: usize) -> Self {
        Self { most, taken: 0, bytes: 0 }
    }

    /// Whether a chunk ends before the next thing, which has this many bytes; it does at an edge.
    fn ends_before(&mut self, length: usize, is_edge: bool) -> bool {
        let ends = self.taken > 0 && (is_edge || self.bytes + length / 2 > self.most);
        if ends {
            (self.taken, self.bytes) = (0, 0);
        }
        self.taken += 1;
        self.bytes += length;
        ends
    }
}
