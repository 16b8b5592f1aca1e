use serde::{Deserialize, Serialize};

use crate::{Annotations, Document, DocumentIndex, Entity};

/// A whole corpus, ready to be packed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Corpus {
    /// What the site is called.
    pub site: Site,
    /// The documents, sorted by key.
    pub documents: Vec<Document>,
    /// What was found in each, in the same order and number.
    pub annotations: Vec<Annotations>,
    /// The entities that the annotations point into, sorted by kind, then id.
    pub entities: Vec<Entity>,
    /// Documents that are nearly the same as an earlier one, each with that one, sorted; a list of results folds them up.
    pub alike: Vec<(DocumentIndex, DocumentIndex)>,
}

/// What a site says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// The corpus's name.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
}
