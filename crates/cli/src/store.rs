//! Bytes that are wanted again before the work is done: in memory while they are few, else in a file without a name, which
//! the system removes when nobody has it open any more.

use std::{
    fs::{self, File},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// How many bytes are in memory before they are written.
const IN_MEMORY: usize = 16 << 20;
/// The most that a file may have to be in memory as a whole.
const WHOLE_IN_MEMORY: u64 = 64 << 20;

/// Where some bytes are in a store.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) at: u64,
    pub(crate) length: u32,
}

/// Bytes, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Store {
    /// The folder of the file, before that of all that is temporary.
    folder: Option<PathBuf>,
    file: Option<File>,
    /// How many bytes are in the file, and what comes behind them.
    written: u64,
    last: Vec<u8>,
    /// Why something could not be read by those who can't say so.
    failed: Mutex<Option<io::Error>>,
}

impl Store {
    /// An empty one, whose file is made in this folder where that can be.
    pub(crate) fn new(folder: Option<&Path>) -> Self {
        Self { folder: folder.map(Path::to_path_buf), ..Self::default() }
    }

    /// What is in a file; in memory where that is little.
    pub(crate) fn of(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let written = file.metadata()?.len();
        if written <= WHOLE_IN_MEMORY {
            return Ok(Self { last: fs::read(path)?, ..Self::default() });
        }
        Ok(Self { file: Some(file), written, ..Self::default() })
    }

    /// What is in memory, if that is all.
    pub(crate) fn in_memory(&self) -> Option<&[u8]> {
        self.file.is_none().then_some(&self.last)
    }

    /// Adds less than 4 GiB.
    pub(crate) fn add(&mut self, bytes: &[u8]) -> io::Result<Place> {
        if self.last.len() + bytes.len() > IN_MEMORY && !self.last.is_empty() {
            self.flush()?;
        }
        let at = self.written + self.last.len() as u64;
        let length = u32::try_from(bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
        self.last.extend_from_slice(bytes);
        Ok(Place { at, length })
    }

    /// Where this fails all stays where it is.
    fn flush(&mut self) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(temporary(self.folder.as_deref())?),
        };
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.last)?;
        self.written += self.last.len() as u64;
        self.last.clear();
        Ok(())
    }

    pub(crate) fn get(&self, place: Place) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read(place.at, place.length as usize, &mut bytes)?;
        Ok(bytes)
    }

    /// Adds so many bytes from there on to some.
    pub(crate) fn read(&self, at: u64, length: usize, into: &mut Vec<u8>) -> io::Result<()> {
        if let Some(start) = at.checked_sub(self.written) {
            let start = usize::try_from(start).unwrap_or(usize::MAX);
            let bytes = start.checked_add(length).and_then(|end| self.last.get(start..end));
            into.extend_from_slice(bytes.ok_or(io::ErrorKind::UnexpectedEof)?);
            return Ok(());
        }
        let Some(file) = &self.file else { return Err(io::ErrorKind::UnexpectedEof.into()) };
        let held = into.len();
        into.resize(held + length, 0);
        read_exact_at(file, &mut into[held..], at)
    }

    /// Remembers why something could not be read.
    pub(crate) fn fail(&self, why: io::Error) {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(why);
    }

    /// Whether all could be read that was asked for.
    pub(crate) fn judge(&self) -> io::Result<()> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take().map_or(Ok(()), Err)
    }
}

/// Several processors may read at a time.
#[cfg(unix)]
fn read_exact_at(file: &File, into: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, at)
}

#[cfg(windows)]
fn read_exact_at(file: &File, mut into: &mut [u8], mut at: u64) -> io::Result<()> {
    while !into.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, into, at)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (into, at) = (&mut into[read..], at + read as u64);
    }
    Ok(())
}

fn temporary(folder: Option<&Path>) -> io::Result<File> {
    let beside = folder.and_then(|folder| tempfile::tempfile_in(folder).ok());
    beside.map_or_else(tempfile::tempfile, Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_added_is_read_again_from_memory_and_from_the_file() {
        let mut store = Store::default();
        let all: Vec<Vec<u8>> = (0..40_u8).map(|at| vec![at; IN_MEMORY / 16 + usize::from(at)]).collect();
        let places: Vec<Place> = all.iter().map(|bytes| store.add(bytes).unwrap()).collect();
        assert!(store.file.is_some() && !store.last.is_empty());
        for (bytes, place) in all.iter().zip(&places) {
            assert_eq!(store.get(*place).unwrap(), *bytes);
        }
        assert!(store.get(Place { at: places[39].at + 1, ..places[39] }).is_err());
        assert!(store.judge().is_ok());
    }
}
