//! Files that hold what was found, for another time or another machine: a head that says whose they are, frames of bytes,
//! and a checksum over all of it.
//!
//! | | |
//! | --- | --- |
//! | 8 bytes | what it is |
//! | 16 bytes | which extractor made it: a hash over the sources of all that reads and finds, in hexadecimal digits |
//! | frames | the length in 4 bytes (little-endian), then so many bytes |
//! | 4 bytes | 0xFFFFFFFF, the end |
//! | 16 bytes | the beginning of the SHA-256 of all that is before |

use std::{
    io::{self, ErrorKind, Read, Write},
    ops::Range,
};

use sha2::{Digest, Sha256};

/// A hash over all that decides what is found in a file; `build.rs` makes it.
const EXTRACTOR: &str = env!("DOSSIER_EXTRACTOR");

const END: u32 = u32::MAX;
const CHECKSUM: usize = 16;

/// Why a file of frames can't be read.
#[derive(Debug)]
pub(crate) enum FrameError {
    /// It begins like nothing of that kind.
    NotOurs,
    /// Another version made it.
    OtherExtractor,
    /// It was cut off or changed.
    Broken,
    /// The disk says so.
    Io(io::Error),
}

impl FrameError {
    fn of(error: io::Error) -> Self {
        if error.kind() == ErrorKind::UnexpectedEof { Self::Broken } else { Self::Io(error) }
    }
}

/// Writes frames.
pub(crate) struct Writer<W> {
    out: W,
    sum: Sha256,
}

impl<W: Write> Writer<W> {
    pub(crate) fn new(out: W, kind: [u8; 8]) -> io::Result<Self> {
        let mut writer = Self { out, sum: Sha256::new() };
        writer.put(&kind)?;
        writer.put(EXTRACTOR.as_bytes())?;
        Ok(writer)
    }

    /// Adds a frame of less than 4 GiB.
    pub(crate) fn frame(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.frame_of(&[bytes])
    }

    /// As [`frame`](Self::frame), of bytes that follow each other.
    pub(crate) fn frame_of(&mut self, parts: &[&[u8]]) -> io::Result<()> {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let length = u32::try_from(length).ok().filter(|length| *length != END);
        let length = length.ok_or_else(|| io::Error::new(ErrorKind::FileTooLarge, "an article of 4 GiB"))?;
        self.put(&length.to_le_bytes())?;
        parts.iter().try_for_each(|part| self.put(part))
    }

    /// Ends the file, and gives back what it was written to.
    pub(crate) fn finish(mut self) -> io::Result<W> {
        self.put(&END.to_le_bytes())?;
        self.out.write_all(&self.sum.finalize()[..CHECKSUM])?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.out.write_all(bytes)
    }
}

/// Reads frames one after the other; what they hold is only to be believed once the last has come.
pub(crate) struct Reader<R> {
    input: R,
    sum: Sha256,
    /// How many bytes were taken.
    at: u64,
}

impl<R: Read> Reader<R> {
    pub(crate) fn new(input: R, kind: [u8; 8]) -> Result<Self, FrameError> {
        let mut reader = Self { input, sum: Sha256::new(), at: 0 };
        let begins = reader.take(kind.len() as u32).map_err(|error| match error {
            FrameError::Broken => FrameError::NotOurs,
            other => other,
        })?;
        if begins != kind {
            return Err(FrameError::NotOurs);
        }
        if reader.take(EXTRACTOR.len() as u32)? != EXTRACTOR.as_bytes() {
            return Err(FrameError::OtherExtractor);
        }
        Ok(reader)
    }

    /// Where the last frame ends.
    pub(crate) fn position(&self) -> u64 {
        self.at
    }

    /// The next frame; `None` at the end, where the checksum was right and nothing follows.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, FrameError> {
        let length = self.take(4)?;
        let length = u32::from_le_bytes(length.try_into().map_err(|_| FrameError::Broken)?);
        if length != END {
            return self.take(length).map(Some);
        }
        let mut rest = Vec::new();
        self.input.by_ref().take(CHECKSUM as u64 + 1).read_to_end(&mut rest).map_err(FrameError::of)?;
        let sum = self.sum.clone().finalize();
        if rest == sum[..CHECKSUM] { Ok(None) } else { Err(FrameError::Broken) }
    }

    /// So many bytes; a false length reserves no memory.
    fn take(&mut self, length: u32) -> Result<Vec<u8>, FrameError> {
        let mut bytes = Vec::new();
        self.input.by_ref().take(length.into()).read_to_end(&mut bytes).map_err(FrameError::of)?;
        if bytes.len() != length as usize {
            return Err(FrameError::Broken);
        }
        self.sum.update(&bytes);
        self.at += u64::from(length);
        Ok(bytes)
    }
}

/// Where the frames are of a file that is in memory; nothing where [`Reader`] says what is wrong with it.
pub(crate) fn places(bytes: &[u8], kind: [u8; 8]) -> Option<Vec<Range<usize>>> {
    let (all, checksum) = bytes.split_last_chunk::<CHECKSUM>()?;
    if !all.strip_prefix(&kind)?.starts_with(EXTRACTOR.as_bytes())
        || Sha256::digest(all)[..CHECKSUM] != *checksum
    {
        return None;
    }
    let (mut places, mut at) = (Vec::new(), kind.len() + EXTRACTOR.len());
    loop {
        let length = u32::from_le_bytes(*all.get(at..)?.first_chunk()?);
        at += size_of_val(&length);
        if length == END {
            return (at == all.len()).then_some(places);
        }
        let end = at.checked_add(length as usize).filter(|end| *end <= all.len())?;
        places.push(at..end);
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KIND: [u8; 8] = *b"A TEST\0\0";

    fn write(frames: &[Vec<u8>]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), KIND).unwrap();
        frames.iter().for_each(|frame| writer.frame(frame).unwrap());
        writer.finish().unwrap()
    }

    fn read(bytes: &[u8]) -> Result<Vec<Vec<u8>>, FrameError> {
        let mut reader = Reader::new(bytes, KIND)?;
        let mut frames = Vec::new();
        while let Some(frame) = reader.next()? {
            frames.push(frame);
        }
        Ok(frames)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn frames_come_back_and_any_change_is_seen(
            frames in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..8),
            at in any::<prop::sample::Index>(),
            bit in 0..8_u8,
        ) {
            let bytes = write(&frames);
            prop_assert_eq!(read(&bytes).unwrap(), frames);
            let at = at.index(bytes.len());
            prop_assert!(read(&bytes[..at]).is_err());
            let mut changed = bytes.clone();
            changed[at] ^= 1_u8 << bit;
            prop_assert!(read(&changed).is_err());
            prop_assert!(read(&[&bytes[..], b"x"].concat()).is_err());
        }

        #[test]
        fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            prop_assert!(read(&bytes).is_err());
        }
    }

    #[test]
    fn another_kind_and_another_extractor_are_told() {
        let bytes = write(&[]);
        assert!(matches!(Reader::new(&bytes[..], *b"ANOTHER\0"), Err(FrameError::NotOurs)));
        let mut other = bytes;
        other[10] ^= 1;
        assert!(matches!(read(&other), Err(FrameError::OtherExtractor)));
    }
}
