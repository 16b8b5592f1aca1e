//! The frame around the sections: who it is, which version, and a checksum for each part.

use core::ops::Range;

use thiserror::Error;

use crate::bytes::Reader;

/// The first bytes of every pack.
const MAGIC: &[u8; 8] = b"DOSSIER\0";
/// Raised whenever a section changes its meaning.
const VERSION: u16 = 5;
/// Magic, version, number of sections.
const HEAD_LENGTH: usize = MAGIC.len() + 4;
/// Tag, length, checksum.
const ENTRY_LENGTH: usize = 4 + 8 + CHECKSUM_LENGTH;
const CHECKSUM_LENGTH: usize = 8;

/// Why some bytes are no pack that can be opened.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum PackError {
    /// They begin like nothing we wrote.
    #[error(
        "this is not a Dossier pack: it does not begin with DOSSIER; check that the file is the one that `dossier build` wrote"
    )]
    NotAPack,
    /// Another version wrote it.
    #[error(
        "this pack has format version {found}, this app reads version {VERSION}; build the site again with one version of dossier"
    )]
    Version {
        /// The version it says.
        found: u16,
    },
    /// It ends too early or goes on too long.
    #[error(
        "this pack should have {expected} bytes and has {found}; it was cut off or changed on its way, load it again"
    )]
    Length {
        /// Bytes that its table of sections says.
        expected: u64,
        /// Bytes there are.
        found: u64,
    },
    /// Its bytes changed since they were written.
    #[error(
        "the checksum of the pack's section '{section}' is wrong; it was changed on its way, load it again"
    )]
    Checksum {
        /// The section.
        section: &'static str,
    },
    /// A chunk is not the one that was written.
    #[error("the part {name} of the corpus is not as it was written; load it again")]
    Chunk {
        /// The name of its file.
        name: String,
    },
    /// A section is not there, or what it holds contradicts itself or another.
    #[error("the pack's section '{section}' is missing or makes no sense; build the site again")]
    Malformed {
        /// The section.
        section: &'static str,
    },
}

/// The parts of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Meta,
    Chunks,
    Names,
    Values,
    Dates,
    Lengths,
    Cards,
    Terms,
    Postings,
    Positions,
    Entities,
    Blocks,
    Annotations,
    Texts,
}

impl Section {
    /// All of them in the order of the file: what the first view needs comes first.
    pub(super) const ALL: [Self; 14] = [
        Self::Meta,
        Self::Chunks,
        Self::Names,
        Self::Values,
        Self::Dates,
        Self::Lengths,
        Self::Cards,
        Self::Terms,
        Self::Postings,
        Self::Positions,
        Self::Entities,
        Self::Blocks,
        Self::Annotations,
        Self::Texts,
    ];

    /// Those that are found again in the texts where a pack is without them: all are empty then.
    pub(super) const OF_WORDS: [Self; 4] = [Self::Lengths, Self::Terms, Self::Postings, Self::Positions];

    pub(super) fn tag(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Chunks => "chnk",
            Self::Names => "name",
            Self::Values => "valu",
            Self::Dates => "date",
            Self::Lengths => "leng",
            Self::Cards => "card",
            Self::Terms => "term",
            Self::Postings => "post",
            Self::Positions => "posi",
            Self::Entities => "enti",
            Self::Blocks => "bloc",
            Self::Annotations => "anno",
            Self::Texts => "text",
        }
    }

    pub(super) fn malformed(self) -> PackError {
        PackError::Malformed { section: self.tag() }
    }
}

/// Frames the sections, given in the order of [`Section::ALL`].
pub(super) fn write(sections: [Vec<u8>; Section::ALL.len()]) -> Vec<u8> {
    let mut out = Vec::from(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend((sections.len() as u16).to_le_bytes());
    for (section, bytes) in Section::ALL.into_iter().zip(&sections) {
        out.extend(section.tag().bytes());
        out.extend((bytes.len() as u64).to_le_bytes());
        out.extend(checksum(bytes).to_le_bytes());
    }
    out.extend(checksum(&out).to_le_bytes());
    for bytes in sections {
        out.extend(bytes);
    }
    out
}

/// The checksum of the table of sections, which has theirs, so that it tells one pack from another; 0 where there is none.
pub(super) fn table_checksum(pack: &[u8]) -> u64 {
    let written = pack.get(HEAD_LENGTH + Section::ALL.len() * ENTRY_LENGTH..);
    written.and_then(|bytes| fixed(&mut Reader(bytes))).map_or(0, u64::from_le_bytes)
}

/// Where each section stands, in the order of [`Section::ALL`], after every checksum was found right.
pub(super) fn read(pack: &[u8]) -> Result<[Range<usize>; Section::ALL.len()], PackError> {
    let mut input = Reader(pack.strip_prefix(MAGIC).ok_or(PackError::NotAPack)?);
    let table_end = HEAD_LENGTH + Section::ALL.len() * ENTRY_LENGTH;
    let data_start = table_end + CHECKSUM_LENGTH;
    let too_short = PackError::Length { expected: data_start as u64, found: pack.len() as u64 };
    let found = u16::from_le_bytes(fixed(&mut input).ok_or(too_short.clone())?);
    if found != VERSION {
        return Err(PackError::Version { found });
    }
    let table = pack.get(..table_end).ok_or(too_short.clone())?;
    let written = pack.get(table_end..data_start).ok_or(too_short)?;
    if checksum(table).to_le_bytes() != written {
        return Err(PackError::Checksum { section: "table of sections" });
    }
    let _count: Option<[u8; 2]> = fixed(&mut input);

    let (mut ranges, mut end) = ([const { 0..0 }; Section::ALL.len()], data_start as u64);
    let mut checksums = [0; Section::ALL.len()];
    for ((section, range), checksum) in Section::ALL.into_iter().zip(&mut ranges).zip(&mut checksums) {
        let entry = (fixed::<4>(&mut input), fixed(&mut input), fixed(&mut input));
        let (Some(tag), Some(length), Some(written)) = entry else { return Err(section.malformed()) };
        let start = end;
        end = start.checked_add(u64::from_le_bytes(length)).ok_or(section.malformed())?;
        if tag != section.tag().as_bytes() {
            return Err(section.malformed());
        }
        *range = start as usize..end as usize;
        *checksum = u64::from_le_bytes(written);
    }
    if end != pack.len() as u64 {
        return Err(PackError::Length { expected: end, found: pack.len() as u64 });
    }
    for ((section, range), checksum) in Section::ALL.into_iter().zip(&ranges).zip(checksums) {
        if pack.get(range.clone()).map(self::checksum) != Some(checksum) {
            return Err(PackError::Checksum { section: section.tag() });
        }
    }
    Ok(ranges)
}

/// A checksum against accidents, not against forgers: 64 bits, eight bytes a step, without a table (that of a CRC would
/// be 16 kB that no compressor makes smaller). Each step can be undone, so one changed word always shows.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, &word| step(sum, u64::from_le_bytes(word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(sum, u64::from_le_bytes(last))
}

/// One step of a checksum.
pub(super) fn step(sum: u64, word: u64) -> u64 {
    // The multiplier of splitmix64, whose bits are evenly spread.
    const MULTIPLIER: u64 = 0xBF58_476D_1CE4_E5B9;
    let product = (sum ^ word).wrapping_mul(MULTIPLIER);
    product ^ product >> 32
}

fn fixed<const N: usize>(input: &mut Reader<'_>) -> Option<[u8; N]> {
    input.take(N)?.try_into().ok()
}
