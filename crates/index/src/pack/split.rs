//! A pack in parts, and where its root says that they are.

use std::sync::Arc;

use super::{
    PackError,
    chunks::{Group, HASH, Kind, Missing, Shelf},
};
use crate::bytes::{Reader, Strings};

/// Of so many documents the root has the first one's key.
pub(super) const KEYS: usize = 16;

/// A pack in parts.
pub struct Parts {
    /// What is read at opening.
    pub root: Vec<u8>,
    /// The names of the chunks' files, below the folder of the root, and what they hold.
    pub chunks: Vec<(String, Vec<u8>)>,
}

/// Where the chunks of a pack are.
pub(super) struct Directory {
    pub(super) groups: [Arc<Group>; Kind::ALL.len()],
    pub(super) missing: Arc<Missing>,
    /// Every [`KEYS`]th key.
    pub(super) keys: Strings,
    /// The entities that go by other names than their labels, ascending, once for each such name.
    named: Vec<u32>,
    /// Those names.
    names: Strings,
}

impl Directory {
    pub(super) fn shelf(&self, kind: Kind, part: usize) -> Shelf {
        Shelf::Chunked { group: Arc::clone(&self.groups[kind as usize]), part }
    }

    /// The names of an entity beside its label.
    pub(super) fn other_names<'p>(&'p self, pack: &'p [u8], entity: u32) -> impl Iterator<Item = &'p str> {
        let first = self.named.partition_point(|other| *other < entity);
        let of_entity = self.named[first..].iter().take_while(move |other| **other == entity);
        (first..).zip(of_entity).map(|(at, _)| self.names.str(pack, at))
    }

    /// Reads the section; `origin` is where the reader's bytes end in the pack.
    pub(super) fn read(input: &mut Reader<'_>, origin: usize, documents: usize) -> Option<Self> {
        let missing = Arc::new(Missing::default());
        let mut all_ends = Vec::with_capacity(Kind::ALL.len());
        for _ in Kind::ALL {
            let mut ends = Vec::new();
            let mut end = 0_usize;
            for _ in 0..input.count()? {
                end = end.checked_add(input.u32()? as usize)?;
                ends.push(end);
            }
            all_ends.push(ends);
        }
        let mut groups = Vec::with_capacity(Kind::ALL.len());
        for (kind, ends) in Kind::ALL.into_iter().zip(all_ends) {
            let hashes = input.take(ends.len().checked_mul(HASH)?)?.chunks_exact(HASH);
            let hash = |bytes: &[u8]| bytes.iter().fold(0, |hash, byte| hash << 8 | u64::from(*byte));
            groups.push(Arc::new(Group::new(kind, hashes.map(hash).collect(), ends, Arc::clone(&missing))));
        }
        let keys = Strings::read(input, origin)?;
        let names = Strings::read(input, origin)?;
        let mut named = Vec::with_capacity(names.len());
        let mut last = 0_u32;
        for _ in 0..names.len() {
            last = last.checked_add(input.u32()?)?;
            named.push(last);
        }
        let groups: [Arc<Group>; Kind::ALL.len()] = groups.try_into().ok()?;
        let shelf = Shelf::Chunked { group: Arc::clone(&groups[0]), part: 0 };
        let is_whole = shelf.len() == documents && keys.len() == documents.div_ceil(KEYS);
        is_whole.then_some(Self { groups, missing, keys, named, names })
    }
}

impl PackError {
    /// Whether another try may help: a chunk that did not come as it was written.
    pub fn is_of_a_chunk(&self) -> bool {
        matches!(self, Self::Chunk { .. })
    }
}
