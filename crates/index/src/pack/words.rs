//! The words of all documents, and where they stand.

use std::collections::BTreeMap;

use dossier_model::{Block, BlockKind, Corpus, Document};
use dossier_text::for_each_token;

use super::{
    container::Section,
    postings::{self, BLOCK_GAP, TermWriter},
    terms,
};
use crate::bytes::{put, put_strings};

/// Of how many documents the words are found at a time, where there are several processors.
#[cfg(feature = "parallel")]
const AT_A_TIME: usize = 1000;

/// The words of documents that follow each other; empty sections where none were looked for.
#[derive(Default)]
pub(super) struct Words {
    vocabulary: Vocabulary,
    /// Words in the title and in the body of each document.
    title_lengths: Vec<u8>,
    body_lengths: Vec<u8>,
    are_known: bool,
}

impl Words {
    /// The words of a whole corpus.
    pub(super) fn of_corpus(corpus: &Corpus) -> Self {
        fn parts(document: &Document) -> (&str, &[Block], &str) {
            (document.title.text.as_str(), document.blocks.as_slice(), document.text.as_str())
        }
        #[cfg(feature = "parallel")]
        {
            use rayon::prelude::*;
            let some = corpus.documents.par_chunks(AT_A_TIME).enumerate();
            let all: Vec<Self> =
                some.map(|(at, some)| Self::from((at * AT_A_TIME) as u32, some.iter().map(parts))).collect();
            let mut all = all.into_iter();
            let mut words = all.next().unwrap_or_else(|| Self { are_known: true, ..Self::default() });
            all.for_each(|next| words.append(next));
            words
        }
        #[cfg(not(feature = "parallel"))]
        Self::of(corpus.documents.iter().map(parts))
    }

    /// Finds the words of documents, given by their titles, blocks and texts.
    pub(super) fn of<'d>(documents: impl Iterator<Item = (&'d str, &'d [Block], &'d str)>) -> Self {
        Self::from(0, documents)
    }

    fn from<'d>(first: u32, documents: impl Iterator<Item = (&'d str, &'d [Block], &'d str)>) -> Self {
        let mut words = Self { are_known: true, ..Self::default() };
        for ((title, blocks, text), at) in documents.zip(first..) {
            words.add(at, title, blocks, text);
        }
        words
    }

    fn add(&mut self, document: u32, title: &str, blocks: &[Block], text: &str) {
        let title_length = self.count(document, title, 0, true);
        let (mut position, mut body_length) = (title_length, 0);
        for block in blocks.iter().filter(|block| block.kind != BlockKind::SetAside) {
            position += BLOCK_GAP;
            let length = self.count(document, block.range.of(text), position, false);
            position += length;
            body_length += length;
        }
        put(&mut self.title_lengths, title_length.into());
        put(&mut self.body_lengths, body_length.into());
    }

    /// Notes the words of a text, numbered from `start`, and returns how many there are.
    fn count(&mut self, document: u32, text: &str, start: u32, is_title: bool) -> u32 {
        let mut position = start;
        for_each_token(text, |_, term, _| {
            self.vocabulary.writer(term).push(document, position, is_title);
            position += 1;
        });
        position - start
    }

    /// Adds the words of the documents behind these.
    #[cfg(feature = "parallel")]
    fn append(&mut self, next: Self) {
        self.title_lengths.extend(next.title_lengths);
        self.body_lengths.extend(next.body_lengths);
        for (term, writer) in next.vocabulary.terms {
            self.vocabulary.writer(&term).append(writer);
        }
    }

    pub(super) fn sections(self) -> [(Section, Vec<u8>); 4] {
        if !self.are_known {
            return Section::OF_WORDS.map(|section| (section, Vec::new()));
        }
        let mut sorted = BTreeMap::new();
        for (term, mut writer) in self.vocabulary.terms {
            let documents = writer.finish();
            sorted.insert(term, (writer, documents));
        }
        let counted: Vec<_> =
            sorted.iter().map(|(term, (_, documents))| (term.as_str(), *documents)).collect();
        let mut list = Vec::new();
        put(&mut list, counted.len() as u64);
        put_strings(&mut list, &terms::blocks(&counted));
        let writers: Vec<TermWriter> = sorted.into_values().map(|(writer, _)| writer).collect();
        let (counts, positions) = postings::write(&writers);
        let [lengths, terms, postings, places] = Section::OF_WORDS;
        let all_lengths = [self.title_lengths, self.body_lengths].concat();
        [(lengths, all_lengths), (terms, list), (postings, counts), (places, positions)]
    }
}

/// The terms seen so far, found by their hash: a text's words are looked up more often than anything else is done here, and
/// a table of numbers costs the page less code than the library's maps.
#[derive(Default)]
struct Vocabulary {
    terms: Vec<(String, TermWriter)>,
    /// One more than a term's number at the first free place from its hash on; 0 is free. Its length is a power of two,
    /// at least twice that of `terms`.
    places: Vec<u32>,
}

impl Vocabulary {
    fn writer(&mut self, term: &str) -> &mut TermWriter {
        if self.terms.len() * 2 >= self.places.len() {
            self.grow();
        }
        let place = self.place(term);
        let at = match self.places[place] as usize {
            0 => {
                self.terms.push((term.to_owned(), TermWriter::default()));
                self.places[place] = self.terms.len() as u32;
                self.terms.len() - 1
            }
            number => number - 1,
        };
        &mut self.terms[at].1
    }

    /// Where the term is, or where it would be.
    fn place(&self, term: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut place = hash(term) & mask;
        loop {
            match self.places[place] as usize {
                0 => return place,
                number if self.terms[number - 1].0 == term => return place,
                _ => place = (place + 1) & mask,
            }
        }
    }

    fn grow(&mut self) {
        self.places = vec![0; (self.places.len() * 2).max(1024)];
        for number in 0..self.terms.len() {
            let place = self.place(&self.terms[number].0);
            self.places[place] = number as u32 + 1;
        }
    }
}

/// FNV-1a, its bits folded together once more.
fn hash(term: &str) -> usize {
    let step = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    let sum = term.bytes().fold(0xCBF2_9CE4_8422_2325, step);
    (sum ^ sum >> 32) as usize
}

#[cfg(all(test, feature = "parallel"))]
mod tests {
    use super::*;

    #[test]
    fn words_found_in_parts_are_those_found_at_once() {
        let texts: Vec<String> =
            (0..50).map(|at: usize| format!("the w{} w{} of{}", at % 7, at % 11, at * at)).collect();
        let paragraph =
            |text: &String| vec![Block { kind: BlockKind::Paragraph, range: (0..text.len()).into() }];
        let blocks: Vec<Vec<Block>> = texts.iter().map(paragraph).collect();
        let documents = || {
            texts.iter().zip(&blocks).map(|(text, blocks)| ("A title w3", blocks.as_slice(), text.as_str()))
        };
        let whole = Words::of(documents()).sections();
        for size in [1, 7, 49] {
            let mut words = Words { are_known: true, ..Words::default() };
            for start in (0..texts.len()).step_by(size) {
                words.append(Words::from(start as u32, documents().skip(start).take(size)));
            }
            assert_eq!(words.sections(), whole);
        }
    }
}
