//! What a person typed, as a tree. docs/query.md describes the language.

mod parse;
mod tree;

use core::ops::Range;

pub(crate) use tree::{Node, Phrase, Word};

/// A query, read. Every string is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) root: Node,
    parts: Vec<Part>,
    hints: Vec<Hint>,
}

/// A guess that was made in reading a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The bytes of the query it is about.
    pub range: Range<usize>,
    /// What was guessed, and what to write instead; a sentence.
    pub message: String,
}

/// A part of a query as it was read; without its range the rest of the query means what it meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes of the query it was read from, a leading `-` included.
    pub range: Range<usize>,
    /// What it was read as.
    pub kind: PartKind,
    /// Whether documents with it are left out.
    pub excluded: bool,
    /// Its words, folded, with spaces between.
    pub text: String,
}

/// What a part of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// One word.
    Word,
    /// Words side by side: in quotation marks, or with hyphens or the like between.
    Phrase,
    /// As the other two, the last word a beginning of words.
    Prefix,
}

impl Query {
    /// Reads a query. Never fails: what can't be understood is read as the best guess, with a [`Hint`].
    pub fn parse(text: &str) -> Self {
        parse::parse(text)
    }

    /// Whether it asks for nothing, and so matches every document.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// The guesses made in reading it, in order.
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }

    /// How it was read, part by part, in order.
    pub fn parts(&self) -> Vec<Part> {
        self.parts.clone()
    }
}

impl Default for Query {
    fn default() -> Self {
        Self::parse("")
    }
}
