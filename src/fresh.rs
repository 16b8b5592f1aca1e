//! What of the corpus is new to the reader, as far as the list needs it; `since` is how it is known.

use crate::messages;
use std::cell::RefCell;

use dossier_model::DocumentIndex;

thread_local! {
    /// Documents, ascending: those that were not there, then those that are other than they were.
    static FRESH: RefCell<[Vec<u32>; 2]> = const { RefCell::new([Vec::new(), Vec::new()]) };
}

/// Takes what is new and what is changed.
pub(crate) fn set(fresh: [Vec<u32>; 2]) {
    FRESH.set(fresh);
}

/// All that is.
pub(crate) fn all() -> Vec<u32> {
    FRESH.with_borrow(|fresh| fresh.concat())
}

/// What a mark says.
pub(crate) const WORDS: [&str; 4] = ["", messages::NEW, messages::CHANGED, ""];

/// Which of these words is true of a document.
pub(crate) fn mark(document: DocumentIndex) -> u64 {
    FRESH.with_borrow(|fresh| {
        let at = fresh.iter().position(|documents| documents.binary_search(&document.0).is_ok());
        at.map_or(0, |at| at as u64 + 1)
    })
}
