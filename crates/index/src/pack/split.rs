//! A whole pack's sections, cut into a root and chunks; and where the root says that its chunks are.

use std::sync::Arc;

use super::{
    PackError,
    chunks::{self, Group, Kind, Missing, Shelf},
    container::{self, Section, checksum},
    terms::{self, Terms},
};
use crate::bytes::{Reader, Strings, put, put_strings};

/// About how many bytes of text a chunk of documents holds: a page of results needs a chunk for each hit.
const TEXT: usize = 3 * 1024;
/// About how many bytes of postings a chunk of terms holds.
const POSTINGS: usize = 8 * 1024;
/// About how many bytes of terms a chunk of their blocks holds.
const TERMS: usize = 8 * 1024;
/// About how many bytes a chunk of entities holds.
const ENTITIES: usize = 16 * 1024;
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
        let edition = u64::from_le_bytes(input.take(8)?.try_into().ok()?);
        let missing = Arc::new(Missing::default());
        let mut groups = Vec::with_capacity(Kind::ALL.len());
        for kind in Kind::ALL {
            let mut ends = Vec::new();
            let mut end = 0_usize;
            for _ in 0..input.count()? {
                end = end.checked_add(input.u32()? as usize)?;
                ends.push(end);
            }
            groups.push(Arc::new(Group::new(kind, edition, ends, Arc::clone(&missing))));
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

/// What is cut alike: a kind of things, how many of them each chunk takes, and the shelves of their strings.
type Cut<'s> = (Kind, &'s [usize], Vec<&'s [&'s [u8]]>);

/// Cuts the sections of a whole pack; `keys` and `prints` are those of all documents, `other_names` those of entities, which ascend,
/// beside their labels; `divisor` makes chunks smaller.
pub(super) fn split(
    mut sections: [Vec<u8>; Section::ALL.len()],
    keys: &[&str],
    prints: &[Vec<u8>],
    other_names: &[(u32, &str)],
    divisor: usize,
) -> Option<Parts> {
    let strings = |section: Section, skipped: usize| {
        let bytes = sections[section as usize].get(skipped..)?;
        let strings = Strings::read(&mut Reader(bytes), bytes.len())?;
        Some((0..strings.len()).map(|at| strings.get(bytes, at)).collect::<Vec<_>>())
    };
    // How many terms there are stays in the root.
    let (terms, skipped) = {
        let bytes = &sections[Section::Terms as usize];
        let mut input = Reader(bytes);
        (input.usize()?, bytes.len() - input.0.len())
    };
    let blocks = strings(Section::Terms, skipped)?;
    let documents = [
        strings(Section::Cards, 0)?,
        strings(Section::Blocks, 0)?,
        strings(Section::Annotations, 0)?,
        strings(Section::Texts, 0)?,
    ];
    let counts = strings(Section::Postings, 0)?;
    let positions = strings(Section::Positions, 0)?;
    let entities = strings(Section::Entities, 0)?;

    let by_text = cuts(&documents[3], TEXT / divisor);
    let by_counts = cuts(&counts, POSTINGS / divisor);
    let by_entities = cuts(&entities, ENTITIES / divisor);
    let by_blocks = cuts(&blocks, TERMS / divisor);
    let firsts = firsts(&blocks, terms, &by_counts)?;
    let prints: Vec<&[u8]> = prints.iter().map(Vec::as_slice).collect();
    // All in one, for all of them are wanted or none.
    let by_prints: Vec<usize> = Some(prints.len()).filter(|count| *count > 0).into_iter().collect();
    let shelves: [Cut<'_>; Kind::ALL.len()] = [
        (Kind::Documents, &by_text, documents.iter().map(Vec::as_slice).collect()),
        (Kind::Counts, &by_counts, vec![&counts]),
        (Kind::Positions, &by_counts, vec![&positions]),
        (Kind::Entities, &by_entities, vec![&entities]),
        (Kind::Terms, &by_blocks, vec![&blocks]),
        (Kind::Prints, &by_prints, vec![&prints]),
    ];
    let mut contents = Vec::new();
    for (kind, sizes, parts) in &shelves {
        let mut start = 0;
        for (number, size) in sizes.iter().enumerate() {
            let cut: Vec<&[&[u8]]> = parts.iter().map(|strings| &strings[start..start + size]).collect();
            contents.push((*kind, number, chunks::write(&cut)));
            start += size;
        }
    }

    let mut directory = Vec::new();
    for (_, sizes, _) in &shelves {
        put(&mut directory, sizes.len() as u64);
        sizes.iter().for_each(|size| put(&mut directory, *size as u64));
    }
    let some: Vec<&str> = keys.iter().step_by(KEYS).copied().collect();
    put_strings(&mut directory, &some);
    put_strings(&mut directory, &other_names.iter().map(|(_, name)| *name).collect::<Vec<_>>());
    let mut last = 0;
    for (entity, _) in other_names {
        put(&mut directory, u64::from(entity - last));
        last = *entity;
    }
    for section in [
        Section::Cards,
        Section::Blocks,
        Section::Annotations,
        Section::Texts,
        Section::Postings,
        Section::Positions,
        Section::Entities,
    ] {
        sections[section as usize].clear();
    }
    sections[Section::Terms as usize].truncate(skipped);
    put_strings(&mut sections[Section::Terms as usize], &firsts);

    // The edition is what all of it adds up to, so that no two corpora share a chunk's name.
    let all = sections.iter().chain(contents.iter().map(|(.., content)| content));
    let sums: Vec<u8> = all.flat_map(|bytes| checksum(bytes).to_le_bytes()).collect();
    let edition = checksum(&sums) ^ checksum(&directory);
    let mut section = edition.to_le_bytes().to_vec();
    section.extend(directory);
    sections[Section::Chunks as usize] = section;
    let chunks = contents
        .into_iter()
        .map(|(kind, number, mut content)| {
            content.extend(chunks::trailer(&content, edition, kind, number));
            (chunks::chunk_name(edition, kind, number), content)
        })
        .collect();
    Some(Parts { root: container::write(sections), chunks })
}

/// Where each chunk of postings begins in the alphabet: what tells its first term from the last one of the chunk before.
fn firsts(blocks: &[&[u8]], terms: usize, sizes: &[usize]) -> Option<Vec<Vec<u8>>> {
    let mut all = Vec::new();
    put_strings(&mut all, blocks);
    let read = Strings::read(&mut Reader(&all), all.len())?;
    let list = Terms::new(Shelf::Whole(read), terms, None)?;
    let term = |ordinal: usize| list.get(&all, ordinal as u32);
    let mut start = 0;
    let first = |size: &usize| {
        let before = start;
        start += size;
        match before {
            0 => Vec::new(),
            _ => terms::head(term(before).as_bytes(), term(before - 1).as_bytes()).to_vec(),
        }
    };
    Some(sizes.iter().map(first).collect())
}

/// How many of the strings each chunk takes, so that each has about `size` bytes.
fn cuts(strings: &[&[u8]], size: usize) -> Vec<usize> {
    let (mut sizes, mut taken, mut bytes) = (Vec::new(), 0, 0);
    for string in strings {
        if taken > 0 && bytes + string.len() / 2 > size {
            sizes.push(taken);
            (taken, bytes) = (0, 0);
        }
        taken += 1;
        bytes += string.len();
    }
    if taken > 0 {
        sizes.push(taken);
    }
    sizes
}

impl PackError {
    /// Whether another try may help: a chunk that did not come as it was written.
    pub fn is_of_a_chunk(&self) -> bool {
        matches!(self, Self::Chunk { .. })
    }
}
