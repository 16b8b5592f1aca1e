//! Chunks: what of a large corpus is a file of its own, fetched when something first asks for it.
//!
//! A [`Shelf`] is a section of byte strings, one for each document, term or entity. It stands in the pack itself, or in
//! chunks, and is read in the same way: a string whose chunk is not there yet is empty, and the chunk is noted as
//! missing. Whoever asks can then fetch what is noted, hand it over, and ask again.

use core::ops::Range;
use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::container::{PackError, checksum};
use crate::bytes::{Reader, Strings, put_strings};

/// The edition of the corpus and a checksum, behind what a chunk holds.
const TRAILER: usize = 16;

/// Byte strings, one for each thing of a kind.
pub(crate) enum Shelf {
    /// In the pack.
    Whole(Strings),
    /// In chunks, of which each holds several shelves' strings of the same things.
    Chunked {
        group: Arc<Group>,
        /// Which of the shelves of the group this is.
        part: usize,
    },
}

impl Shelf {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Whole(strings) => strings.len(),
            Self::Chunked { group, .. } => group.len(),
        }
    }

    /// The string at `index`; nothing where there is none, or none yet.
    pub(crate) fn get<'a>(&'a self, pack: &'a [u8], index: usize) -> &'a [u8] {
        match self {
            Self::Whole(strings) => strings.get(pack, index),
            Self::Chunked { group, part } => group.get(*part, index),
        }
    }

    /// Whether nothing of these has yet to come.
    pub(crate) fn is_here(&self, things: Range<usize>) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Chunked { group, .. } => {
                group.around(things).all(|number| group.slots[number].get().is_some())
            }
        }
    }

    /// Notes those of these that have yet to come as missing.
    pub(crate) fn ask(&self, things: Range<usize>) {
        if let Self::Chunked { group, .. } = self {
            let missing = group.around(things).filter(|number| group.slots[*number].get().is_none());
            missing.for_each(|number| group.missing.note(group.kind, number));
        }
    }

    /// The things in a chunk; `None` where there is none.
    pub(crate) fn chunk(&self, number: usize) -> Option<Range<usize>> {
        let Self::Chunked { group, .. } = self else { return None };
        Some(group.start(number)..*group.ends.get(number)?)
    }

    pub(crate) fn str<'a>(&'a self, pack: &'a [u8], index: usize) -> &'a str {
        core::str::from_utf8(self.get(pack, index)).unwrap_or_default()
    }
}

/// Which things a group of chunks is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Cards, blocks, annotations and texts of documents.
    Documents,
    /// Postings of terms.
    Counts,
    /// Positions of terms.
    Positions,
    /// Entities.
    Entities,
    /// Blocks of terms.
    Terms,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Documents, Self::Counts, Self::Positions, Self::Entities, Self::Terms];

    fn letter(self) -> char {
        match self {
            Self::Documents => 'd',
            Self::Counts => 'c',
            Self::Positions => 'p',
            Self::Entities => 'e',
            Self::Terms => 't',
        }
    }

    /// How many shelves a chunk of this kind holds.
    pub(crate) fn parts(self) -> usize {
        if self == Self::Documents { 4 } else { 1 }
    }
}

/// The chunks of one kind.
pub(crate) struct Group {
    kind: Kind,
    edition: u64,
    /// Where the things of each chunk end.
    ends: Vec<usize>,
    slots: Vec<OnceLock<Chunk>>,
    missing: Arc<Missing>,
}

struct Chunk {
    bytes: Vec<u8>,
    parts: Vec<Strings>,
}

/// Chunks that were asked for and are not there.
#[derive(Default)]
pub(crate) struct Missing {
    noted: Mutex<BTreeSet<(Kind, usize)>>,
    times: AtomicUsize,
}

impl Missing {
    fn note(&self, kind: Kind, chunk: usize) {
        self.times.fetch_add(1, Ordering::Relaxed);
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).insert((kind, chunk));
    }

    pub(crate) fn times(&self) -> usize {
        self.times.load(Ordering::Relaxed)
    }

    pub(crate) fn take(&self) -> Vec<(Kind, usize)> {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        core::mem::take(&mut *noted).into_iter().collect()
    }
}

impl Group {
    pub(crate) fn new(kind: Kind, edition: u64, ends: Vec<usize>, missing: Arc<Missing>) -> Self {
        let slots = ends.iter().map(|_| OnceLock::new()).collect();
        Self { kind, edition, ends, slots, missing }
    }

    fn len(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    fn get(&self, part: usize, index: usize) -> &[u8] {
        let number = self.ends.partition_point(|end| *end <= index);
        let Some(slot) = self.slots.get(number) else { return &[] };
        let Some(chunk) = slot.get() else {
            self.missing.note(self.kind, number);
            return &[];
        };
        chunk.parts.get(part).map_or(&[], |strings| strings.get(&chunk.bytes, index - self.start(number)))
    }

    /// The chunks that hold some things.
    fn around(&self, things: Range<usize>) -> Range<usize> {
        let first = self.ends.partition_point(|end| *end <= things.start);
        let last = self.ends.partition_point(|end| *end < things.end);
        first..if things.is_empty() { first } else { (last + 1).min(self.ends.len()) }
    }

    fn start(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default()
    }

    /// How many chunks there are.
    pub(crate) fn count(&self) -> usize {
        self.slots.len()
    }

    /// The name of a chunk's file.
    pub(crate) fn name(&self, number: usize) -> String {
        chunk_name(self.edition, self.kind, number)
    }

    /// Whether the name is that of one of these chunks.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.number(name).is_some()
    }

    fn number(&self, name: &str) -> Option<usize> {
        let digits = name.rsplit_once('/')?.1.strip_prefix(self.kind.letter())?.strip_suffix(".chunk")?;
        let number = digits.parse().ok()?;
        (number < self.slots.len() && self.name(number) == name).then_some(number)
    }

    /// Takes a chunk.
    pub(crate) fn supply(&self, name: &str, bytes: Vec<u8>) -> Result<(), PackError> {
        let number = self.number(name).ok_or_else(|| PackError::Chunk { name: name.to_owned() })?;
        let chunk = self.check(number, bytes)?;
        // A chunk that came twice is the same both times.
        let _ = self.slots[number].set(chunk);
        Ok(())
    }

    fn check(&self, number: usize, bytes: Vec<u8>) -> Result<Chunk, PackError> {
        let wrong = || PackError::Chunk { name: self.name(number) };
        let (content, trailer) =
            bytes.split_at_checked(bytes.len().wrapping_sub(TRAILER)).ok_or_else(wrong)?;
        if trailer != self::trailer(content, self.edition, self.kind, number) {
            return Err(wrong());
        }
        let things = self.ends[number] - self.start(number);
        let mut input = Reader(content);
        let read = |_| Strings::read(&mut input, content.len()).filter(|strings| strings.len() == things);
        let parts: Option<Vec<Strings>> = (0..self.kind.parts()).map(read).collect();
        Ok(Chunk { parts: parts.ok_or_else(wrong)?, bytes })
    }
}

/// The name of a chunk's file, below the folder of the pack.
pub(crate) fn chunk_name(edition: u64, kind: Kind, number: usize) -> String {
    format!("corpus-{edition:016x}/{}{number}.chunk", kind.letter())
}

/// A chunk of some shelves' strings, without its trailer.
pub(crate) fn write(parts: &[&[&[u8]]]) -> Vec<u8> {
    let mut out = Vec::new();
    for strings in parts {
        put_strings(&mut out, strings);
    }
    out
}

/// What stands behind the content: a chunk of another corpus, or another chunk of this one, is noticed as a changed one is.
pub(crate) fn trailer(content: &[u8], edition: u64, kind: Kind, number: usize) -> [u8; TRAILER] {
    let sum = checksum(content) ^ checksum(format!("{edition}{}{number}", kind.letter()).as_bytes());
    let mut trailer = [0; TRAILER];
    trailer[..8].copy_from_slice(&edition.to_le_bytes());
    trailer[8..].copy_from_slice(&sum.to_le_bytes());
    trailer
}
