//! What a person typed, as a tree. docs/query.md describes the language.
//!
//! - `parse` goes from text to `tree`, with a hint for each guess; `marks` tells the signs of the language from the
//!   same signs in plain text; `write` goes back from tree to text.
//! - `stem`, `edits` and `pattern` say which words are one: forms of an English word, words with slips, words with
//!   wildcards or by regular expressions. All are plain functions of two words, so that the terms of a pack, the names
//!   of entities and the words of a text are matched by one rule. Both slips and patterns are quicker over many words in
//!   order (`letters`).

mod edits;
mod letters;
mod marks;
mod parse;
mod pattern;
mod stem;
mod tree;
mod write;

use core::ops::Range;

pub(crate) use edits::Slips;
pub(crate) use pattern::Walk;
pub(crate) use tree::{Form, Naming, Node, Phrase, Place, Word};

/// A query, read. Every string is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) text: String,
    pub(crate) root: Node,
    pub(crate) begun: Option<Begun>,
    parts: Vec<Part>,
    hints: Vec<Hint>,
}

/// The last word of a query that is still being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Begun {
    pub(crate) term: String,
    /// Whether it is one of a name, not of the text.
    pub(crate) is_name: bool,
}

/// A guess that was made in reading a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The bytes of the query it is about.
    pub range: Range<usize>,
    /// What was guessed, and what to write instead; a sentence.
    pub message: String,
}

/// A part of a query as it was read: one of the conditions that all hold. Without its range the rest of the query means
/// what it meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes of the query it was read from, a leading `-` included.
    pub range: Range<usize>,
    /// What it was read as.
    pub kind: PartKind,
    /// Whether documents with it are left out.
    pub excluded: bool,
    /// Its words, folded, with spaces between; a [`PartKind::Condition`] as it could be typed.
    pub text: String,
}

/// What a part of a query is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// One word, in any of its forms.
    Word,
    /// Words side by side, or one just as it is: in quotation marks, or with hyphens or the like between.
    Phrase,
    /// As the other two, the last word a beginning of words.
    Prefix,
    /// Anything else: alternatives, a group, a field, a pattern.
    Condition,
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

/// What an empty text is read as, without the code that reads one.
impl Default for Query {
    fn default() -> Self {
        Self {
            text: String::new(),
            root: Node::All(Vec::new()),
            begun: None,
            parts: Vec::new(),
            hints: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn nothing_typed_is_the_default() {
        assert_eq!(Query::parse(""), Query::default());
    }
}
