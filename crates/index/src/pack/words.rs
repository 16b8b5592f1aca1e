//! The words of all documents, and where they stand.

use std::collections::BTreeMap;

use dossier_model::{Block, BlockKind};
use dossier_text::for_each_token;

use super::{
    container::Section,
    postings::{self, BLOCK_GAP, TermWriter},
    segment::Segment,
    terms,
};
use crate::bytes::{put, put_strings};

/// The words of documents that follow each other; empty sections where none were looked for.
#[derive(Default)]
pub(super) struct Words {
    vocabulary: Vocabulary,
    /// Words in the title and in the body of each document.
    title_lengths: Vec<u8>,
    body_lengths: Vec<u8>,
    documents: u32,
    are_known: bool,
}

impl Words {
    /// Finds the words of documents, given by their titles, blocks and texts.
    pub(super) fn of<'d>(documents: impl Iterator<Item = (&'d str, &'d [Block], &'d str)>) -> Self {
        let mut words = Self { are_known: true, ..Self::default() };
        for ((title, blocks, text), at) in documents.zip(0..) {
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
        self.documents += 1;
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

    pub(super) fn sections(self) -> [(Section, Vec<u8>); 4] {
        if !self.are_known {
            return Section::OF_WORDS.map(|section| (section, Vec::new()));
        }
        let lengths = [&self.title_lengths[..], &self.body_lengths].concat();
        let sorted = self.vocabulary.sorted();
        let counted: Vec<_> =
            sorted.iter().map(|(term, (_, documents))| (term.as_str(), *documents)).collect();
        let mut list = Vec::new();
        put(&mut list, counted.len() as u64);
        put_strings(&mut list, &terms::blocks(&counted));
        let writers: Vec<TermWriter> = sorted.into_values().map(|(writer, _)| writer).collect();
        let (counts, positions) = postings::write(&writers);
        let [of_lengths, of_terms, of_postings, of_places] = Section::OF_WORDS;
        [(of_lengths, lengths), (of_terms, list), (of_postings, counts), (of_places, positions)]
    }

    /// As bytes that can be merged with those of the documents before and behind these.
    pub(super) fn segment(self) -> Segment {
        let mut out = Vec::new();
        put(&mut out, self.documents.into());
        for lengths in [&self.title_lengths, &self.body_lengths] {
            put(&mut out, lengths.len() as u64);
            out.extend_from_slice(lengths);
        }
        let sorted = self.vocabulary.sorted();
        put(&mut out, sorted.len() as u64);
        let mut last = "";
        for (term, (writer, documents)) in &sorted {
            let shared = term.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
            put(&mut out, shared as u64);
            put(&mut out, (term.len() - shared) as u64);
            out.extend_from_slice(&term.as_bytes()[shared..]);
            put(&mut out, (*documents).into());
            writer.write(&mut out);
            last = term;
        }
        Segment::new(out)
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

    /// The terms, sorted, with what was gathered of each, finished, and in how many documents it stands.
    fn sorted(self) -> BTreeMap<String, (TermWriter, u32)> {
        let finished = |(term, mut writer): (String, TermWriter)| {
            let documents = writer.finish();
            (term, (writer, documents))
        };
        self.terms.into_iter().map(finished).collect()
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
