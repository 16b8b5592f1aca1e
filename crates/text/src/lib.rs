//! Words, sentences, folding and offsets of plain text: what reading, extracting and searching must agree on.
//!
//! One rule for what a word is (`token`) and for when two spellings are the same word (`fold`) serves the index, the
//! query and the extractor alike. This crate does no I/O and imports no other room.

mod eight;
mod fold;
mod glance;
mod months;
mod nearest;
mod offsets;
mod quoted;
mod sentence;
mod slug;
mod spaces;
mod token;
mod varint;

pub use fold::fold;
pub use glance::{Glance, Piece};
pub use months::MONTHS;
pub use nearest::nearest;
pub use offsets::{CharOffsets, nth_char};
pub use quoted::unescaped;
pub use sentence::sentences;
pub use slug::slug;
pub use spaces::single_spaced;
pub use token::{Token, for_each_token, tokens};
