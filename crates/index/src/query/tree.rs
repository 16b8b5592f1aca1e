//! The tree that a query is evaluated by.

use core::ops::Range;

use dossier_model::{Day, Facet, Track};

use super::{
    edits::distance,
    pattern::{self, Step},
    stem::stem,
};

/// A condition on documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// All of these hold; of nothing, so does the empty query.
    All(Vec<Node>),
    /// Any of these holds; never none.
    Any(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// These words stand together.
    Phrase(Phrase),
    /// Something about the document has a name with these words side by side.
    Named(Naming, Phrase),
    /// It may have been published in these days, or may mention one of them.
    Dated(Track, Option<Day>, Option<Day>),
}

/// Whose name is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// That of a value of a facet.
    Facet(Facet),
    /// Whoever wrote it.
    Author,
    /// Somebody it quotes.
    Speaker,
}

/// Where words are to stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Anywhere,
    Title,
    Body,
}

/// Words that stand together in the title or in one block; never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) words: Vec<Word>,
    /// How many other words may stand between them, in whatever order they are; `None` for side by side, in this order.
    pub(crate) near: Option<u32>,
    pub(crate) place: Place,
}

/// The most neighbouring words that a [`Phrase::near`] may span: fewer than lie between two blocks.
pub(crate) const WIDEST: usize = 64;

/// A word to be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The folded term, its beginning, or the pattern as it was typed.
    pub(crate) term: String,
    pub(crate) form: Form,
    /// The bytes of the query it was read from.
    pub(crate) range: Range<usize>,
}

/// Which terms a word matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Just this one.
    Exact,
    /// All that have this stem.
    Stem(String),
    /// All that begin so.
    Prefix,
    /// All with at most so many slips.
    Fuzzy(u8),
    /// All that match.
    Pattern(Vec<Step>),
}

impl Word {
    pub(crate) fn matches(&self, term: &str) -> bool {
        match &self.form {
            Form::Exact => term == self.term,
            Form::Stem(own) => {
                term == self.term || (term.starts_with(Self::before_last(own)) && stem(term) == *own)
            }
            Form::Prefix => term.starts_with(&self.term),
            Form::Fuzzy(most) => distance(&self.term, term, *most).is_some(),
            Form::Pattern(steps) => pattern::matches(steps, term),
        }
    }

    /// What every term begins with that matches.
    pub(crate) fn beginning(&self) -> String {
        match &self.form {
            Form::Exact | Form::Prefix => self.term.clone(),
            Form::Stem(stem) => Self::before_last(stem).to_owned(),
            Form::Fuzzy(_) => String::new(),
            Form::Pattern(steps) => pattern::beginning(steps),
        }
    }

    /// What begins every word of this stem: all but its last letter, which an ending may have changed, but never its only one.
    fn before_last(stem: &str) -> &str {
        stem.char_indices().next_back().filter(|(last, _)| *last > 0).map_or(stem, |(last, _)| &stem[..last])
    }

    /// Whether it is a word, not a pattern of some.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.form, Form::Exact | Form::Stem(_))
    }
}

impl Phrase {
    /// The id that somebody of this name may have.
    pub(crate) fn as_id(&self) -> String {
        self.words.iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join("-")
    }

    /// How many neighbouring words may hold them all, where they are only near.
    pub(crate) fn width(&self) -> Option<u64> {
        self.near.map(|near| self.words.len() as u64 + u64::from(near))
    }
}

impl Node {
    /// All of some conditions; of one, that.
    pub(super) fn all(nodes: Vec<Self>) -> Self {
        one(nodes).unwrap_or_else(Self::All)
    }

    /// Any of some conditions; of one, that.
    pub(super) fn any(nodes: Vec<Self>) -> Self {
        one(nodes).unwrap_or_else(Self::Any)
    }

    pub(super) fn negated(self) -> Self {
        match self {
            Self::Not(node) => *node,
            node => Self::Not(Box::new(node)),
        }
    }

    /// Calls `visit` for all conditions that are worth showing: those that are not left out.
    pub(crate) fn wanted<'q>(&'q self, visit: &mut dyn FnMut(&'q Self)) {
        match self {
            Self::All(nodes) | Self::Any(nodes) => nodes.iter().for_each(|node| node.wanted(visit)),
            Self::Not(_) => {}
            node => visit(node),
        }
    }
}

fn one(mut nodes: Vec<Node>) -> Result<Node, Vec<Node>> {
    if nodes.len() == 1 { nodes.pop().ok_or(nodes) } else { Err(nodes) }
}
