//! The tree that a query is evaluated by.

/// A condition on documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// All of these hold; of nothing, so does the empty query.
    All(Vec<Node>),
    /// This does not hold.
    Not(Box<Node>),
    /// These words stand side by side.
    Phrase(Phrase),
}

/// Words side by side, in the title or in one block; never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase(pub(crate) Vec<Word>);

/// A word to be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The folded term, or its beginning.
    pub(crate) term: String,
    /// Whether any term that begins so matches.
    pub(crate) is_prefix: bool,
}

impl Word {
    pub(crate) fn matches(&self, term: &str) -> bool {
        if self.is_prefix { term.starts_with(&self.term) } else { term == self.term }
    }
}

impl Node {
    /// The phrases whose places are worth showing: all that are not left out.
    pub(crate) fn wanted(&self) -> Vec<&Phrase> {
        match self {
            Self::All(nodes) => nodes.iter().flat_map(Self::wanted).collect(),
            Self::Not(_) => Vec::new(),
            Self::Phrase(phrase) => vec![phrase],
        }
    }
}
