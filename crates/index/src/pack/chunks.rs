//! Chunks: what of a large corpus is a file of its own, fetched when something first asks for it.
//!
//! A [`Shelf`] is a section of byte strings, one for each document, term or entity. It stands in the pack itself, or in
//! chunks, and is read in the same way: a string whose chunk is not there yet is empty, and the chunk is noted as
//! missing. Whoever asks can then fetch what is noted, hand it over, and ask again.
//!
//! A chunk is named by a hash of what it holds, which the root has too: a chunk that did not change from one build to the
//! next keeps its name, and what came under a name is checked against it.

use core::ops::Range;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::container::{PackError, checksum, step};
use crate::bytes::{Reader, Strings};

/// Of how many bytes the hash is that a chunk is named by. Among the 35,000 chunks of 100,000 articles two that differ share
/// one of five bytes once in 2,000 corpora; [`Namer`] sees to that.
pub(super) const HASH: usize = 5;

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
    /// Cards, blocks, annotations, texts and names of documents.
    Documents,
    /// Postings of terms.
    Counts,
    /// Positions of terms.
    Positions,
    /// Entities.
    Entities,
    /// Blocks of terms.
    Terms,
    /// Prints of documents.
    Prints,
    /// The tail of the facets.
    Tail,
}

impl Kind {
    pub(crate) const ALL: [Self; 7] = [
        Self::Documents,
        Self::Counts,
        Self::Positions,
        Self::Entities,
        Self::Terms,
        Self::Prints,
        Self::Tail,
    ];

    pub(crate) fn letter(self) -> char {
        match self {
            Self::Documents => 'd',
            Self::Counts => 'c',
            Self::Positions => 'p',
            Self::Entities => 'e',
            Self::Terms => 't',
            Self::Prints => 's',
            Self::Tail => 'f',
        }
    }

    /// How many shelves a chunk of this kind holds.
    pub(crate) fn parts(self) -> usize {
        if self == Self::Documents { 5 } else { 1 }
    }
}

/// The chunks of one kind.
pub(crate) struct Group {
    kind: Kind,
    /// What each chunk is named by.
    hashes: Vec<u64>,
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
    /// `hashes` are as many as `ends`.
    pub(crate) fn new(kind: Kind, hashes: Vec<u64>, ends: Vec<usize>, missing: Arc<Missing>) -> Self {
        let slots = ends.iter().map(|_| OnceLock::new()).collect();
        Self { kind, hashes, ends, slots, missing }
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
        chunk_name(self.kind, self.hashes.get(number).copied().unwrap_or_default())
    }

    /// The hash in the name of a chunk's file, where it is of this kind.
    fn hash_in(&self, name: &str) -> Option<u64> {
        let digits = name.strip_prefix(FOLDER)?.strip_prefix(self.kind.letter())?.strip_suffix(ENDING)?;
        let hash = u64::from_str_radix(digits, 16).ok();
        hash.filter(|hash| chunk_name(self.kind, *hash) == name)
    }

    /// The bytes of the chunk of this name, where it is here.
    pub(crate) fn held(&self, name: &str) -> Option<&[u8]> {
        let hash = self.hash_in(name)?;
        let number = self.hashes.iter().position(|other| *other == hash)?;
        self.slots.get(number)?.get().map(|chunk| &chunk.bytes[..])
    }

    /// Takes a chunk, in the place of each that has this name; says whether there is any.
    pub(crate) fn supply(&self, name: &str, bytes: &[u8]) -> Result<bool, PackError> {
        let Some(hash) = self.hash_in(name) else { return Ok(false) };
        let mut is_known = false;
        for number in (0..self.slots.len()).filter(|number| self.hashes[*number] == hash) {
            is_known = true;
            let chunk = self.read(number, bytes).filter(|_| self::hash(self.kind, bytes) == hash);
            let chunk = chunk.ok_or_else(|| PackError::Chunk { name: name.to_owned() })?;
            // A chunk that came twice is the same both times.
            let _ = self.slots[number].set(chunk);
        }
        Ok(is_known)
    }

    fn read(&self, number: usize, bytes: &[u8]) -> Option<Chunk> {
        let things = self.ends[number] - self.start(number);
        let mut input = Reader(bytes);
        let read = |_| Strings::read(&mut input, bytes.len()).filter(|strings| strings.len() == things);
        let parts: Option<Vec<Strings>> = (0..self.kind.parts()).map(read).collect();
        Some(Chunk { parts: parts?, bytes: bytes.to_vec() })
    }
}

const FOLDER: &str = "chunks/";
const ENDING: &str = ".chunk";

/// The name of a chunk's file, below the folder of the pack.
pub(crate) fn chunk_name(kind: Kind, hash: u64) -> String {
    format!("{FOLDER}{}{hash:0digits$x}{ENDING}", kind.letter(), digits = 2 * HASH)
}

/// What a chunk is named by: of a checksum that is mixed twice more, so that each bit depends on all, the last [`HASH`] bytes.
pub(crate) fn hash(kind: Kind, content: &[u8]) -> u64 {
    of_checksum(kind, checksum(content))
}

fn of_checksum(kind: Kind, sum: u64) -> u64 {
    step(step(sum, kind.letter().into()), 0) & ((1 << (8 * HASH)) - 1)
}

/// Names chunks, no two that differ alike.
#[derive(Default)]
pub(crate) struct Namer {
    /// Kind and hash of each chunk, with its checksum and length.
    named: BTreeMap<(Kind, u64), (u64, usize)>,
}

impl Namer {
    /// The hash of a chunk with this checksum. One that has the hash of another gets a zero byte at its end, which nobody
    /// reads, until it has not.
    pub(crate) fn name(&mut self, kind: Kind, mut sum: u64, content: &mut Vec<u8>) -> u64 {
        loop {
            let (hash, whole) = (of_checksum(kind, sum), (sum, content.len()));
            if *self.named.entry((kind, hash)).or_insert(whole) == whole {
                return hash;
            }
            content.push(0);
            sum = checksum(content);
        }
    }
}
