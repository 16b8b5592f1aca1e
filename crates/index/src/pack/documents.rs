//! What is shown of a document without its text.

use dossier_model::{Document, EditedField, Published, Title, TitleOrigin};
use serde::{Deserialize, Serialize};

/// A document without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentCard {
    /// Its stable name in links.
    pub key: String,
    /// Its title.
    pub title: Title,
    /// The outlet, where it is known.
    pub source: Option<String>,
    /// Who wrote it, where that is known.
    pub byline: Option<String>,
    /// Where it was published, as given; no promise that it is a link.
    pub url: Option<String>,
    /// When it was published, as far as that is known, and how.
    pub published: Published,
    /// The file or record it came from.
    pub origin: String,
    /// What people marked it with, sorted.
    pub tags: Vec<String>,
    /// What of this a person set.
    pub edited: Vec<EditedField>,
}

impl DocumentCard {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            key: document.key.clone(),
            title: document.title.clone(),
            source: document.source.clone(),
            byline: document.byline.clone(),
            url: document.url.clone(),
            published: document.published.clone(),
            origin: document.origin.clone(),
            tags: document.tags.clone(),
            edited: document.edited.clone(),
        }
    }

    /// What stands in for a document that is not there.
    pub(super) fn missing() -> Self {
        Self {
            key: String::new(),
            title: Title { text: String::new(), origin: TitleOrigin::FileName, range: None },
            source: None,
            byline: None,
            url: None,
            published: Published::UNKNOWN,
            origin: String::new(),
            tags: Vec::new(),
            edited: Vec::new(),
        }
    }
}
