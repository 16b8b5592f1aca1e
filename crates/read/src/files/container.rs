//! Zips, unpacked no further than is safe: they come from anywhere.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::ReadError;

/// What a zip may unpack to, all together: so many times its own size, and so many bytes more. Texts shrink to a tenth;
/// what shrinks to a thousandth is a bomb.
const GROWTH: u64 = 100;
const ALLOWANCE: u64 = 16 * 1024 * 1024;
/// How many files it may hold.
const MOST_FILES: usize = 100_000;

/// A zip, some of whose bytes may still be unpacked.
pub(crate) struct Container<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// In bytes.
    left: u64,
}

/// A file of a zip.
pub(crate) struct Entry {
    /// Its path in the zip, with `/`.
    pub(crate) name: String,
    /// Whether that path stays inside of it.
    pub(crate) is_inside: bool,
    index: usize,
}

impl<'b> Container<'b> {
    /// # Errors
    /// [`ReadError::Malformed`] where the bytes are no zip, or hold too many files.
    pub(crate) fn open(path: &str, bytes: &'b [u8]) -> Result<Self, ReadError> {
        let wrong = |problem| ReadError::Malformed { origin: path.to_owned(), problem };
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| wrong(format!("broken or not what its ending says: {error}; save it again")))?;
        if archive.len() > MOST_FILES {
            return Err(wrong(format!("holds more than {MOST_FILES} files; split it")));
        }
        Ok(Self { archive, left: ALLOWANCE + GROWTH * bytes.len() as u64 })
    }

    /// Its files in the order of their names.
    pub(crate) fn entries(&mut self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = (0..self.archive.len())
            .filter_map(|index| {
                let file = self.archive.by_index_raw(index).ok().filter(|file| !file.is_dir())?;
                let name = file.name().ok()?;
                // Signs that control a terminal don't belong in a message.
                let name = name.chars().map(|sign| if sign.is_control() { '\u{FFFD}' } else { sign });
                let name = name.collect::<String>().replace('\\', "/");
                Some(Entry { is_inside: is_inside(&name), name, index })
            })
            .collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    /// What a file holds, or in words why it can't be unpacked.
    pub(crate) fn unpack(&mut self, entry: &Entry) -> Result<Vec<u8>, String> {
        self.unpack_at(entry.index)
    }

    /// What the file of that name holds; `None` where there is none, or it can't be unpacked.
    pub(crate) fn file(&mut self, name: &str) -> Option<Vec<u8>> {
        let index = self.archive.index_for_name(name)?;
        self.unpack_at(index).ok()
    }

    fn unpack_at(&mut self, index: usize) -> Result<Vec<u8>, String> {
        let file = self.archive.by_index(index).map_err(|error| format!("can't be unpacked: {error}"))?;
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left {
            self.left = 0;
            return Err(
                "unpacks to far more than its archive's size; if it is no bomb, unpack it yourself".into()
            );
        }
        self.left -= bytes.len() as u64;
        read.map_err(|error| format!("can't be unpacked: {error}"))?;
        Ok(bytes)
    }
}

/// No path from the root or a drive, and none that goes up.
fn is_inside(path: &str) -> bool {
    let is_rooted = path.starts_with('/') || path.get(1..2) == Some(":");
    !is_rooted && path.split('/').all(|part| part != "..")
}
