//! What a second program needs to open the same pack: its bytes, and of its chunks those that are here.

use super::Pack;

impl Pack {
    /// The bytes that it was opened by, where they say all of it: nothing of one that is mended, or is without its words.
    pub fn root(&self) -> Option<&[u8]> {
        (self.changes.is_none() && !self.is_without_words).then_some(&self.bytes)
    }

    /// The bytes of a chunk that is here, by the name of its file.
    pub fn chunk(&self, name: &str) -> Option<&[u8]> {
        self.directory.iter().flat_map(|directory| &directory.groups).find_map(|group| group.held(name))
    }
}
