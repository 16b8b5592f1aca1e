//! What tells at a later visit which documents are new or other than they were: a few bytes of each.

use dossier_model::DocumentIndex;

use super::{
    Pack,
    chunks::{Kind, Shelf},
    container::{checksum, table_checksum},
    documents::DocumentCard,
};

/// Of so many documents there are prints: for more, eight bytes each would be more than a reader should load and keep.
pub(super) const MOST: usize = 20_000;

/// Prints of a document's key, and of its title and text.
pub(super) type Print = [u32; 2];

impl Pack {
    /// Tells this version of the corpus from others. Packs of the same corpus by the same program have the same, and so has
    /// one that is mended of them.
    pub fn version(&self) -> u32 {
        table_checksum(&self.bytes) as u32
    }

    /// Of each document a print of its key and one of its title and text, which are other ones (but for one change in four
    /// thousand million) where those are. `None` for more than 20,000 documents. In a pack in chunks they are a chunk.
    pub fn prints(&self) -> Option<Vec<[u32; 2]>> {
        if self.len() > MOST {
            return None;
        }
        let of_whole = |at: u32| {
            let DocumentCard { key, title, .. } = self.pristine_card(DocumentIndex(at));
            print(&key, &title.text, self.text(DocumentIndex(at)))
        };
        let shelf = self.directory.as_ref().map(|directory| directory.shelf(Kind::Prints, 0));
        let of_chunk = |shelf: &Shelf, at: u32| {
            let (halves, _) = shelf.get(&self.bytes, at as usize).as_chunks::<4>();
            [0, 1].map(|half| halves.get(half).map_or(0, |bytes| u32::from_le_bytes(*bytes)))
        };
        let prints = (0..self.documents).map(|at| match &shelf {
            None => of_whole(at),
            Some(shelf) => of_chunk(shelf, at),
        });
        Some(prints.collect())
    }
}

/// The prints of a document.
fn print(key: &str, title: &str, text: &str) -> Print {
    let sum = |text: &str| checksum(text.as_bytes());
    // One after the other, so that what moves from the title into the text shows.
    let content = [sum(title).to_le_bytes(), sum(text).to_le_bytes()].concat();
    [sum(key) as u32, checksum(&content) as u32]
}

/// The print of a document, as a chunk has it.
pub(super) fn written(key: &str, title: &str, text: &str) -> [u8; 8] {
    let mut bytes = [0; 8];
    for (place, half) in bytes.chunks_exact_mut(4).zip(print(key, title, text)) {
        place.copy_from_slice(&half.to_le_bytes());
    }
    bytes
}
