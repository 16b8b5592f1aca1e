use crate::{Coordinates, EntityKind};

/// What a person corrects in what was extracted, for one entity: an `[entity."person/…"]` table of corpus.toml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityEdit {
    /// The entity as the extractor calls it.
    pub entity: Named,
    /// The name it is to be shown under.
    pub name: Option<String>,
    /// Entities that are the same as this one.
    pub merge: Vec<Named>,
    /// Names that it goes by and that are somebody else's: each becomes an entity of its own.
    pub split: Vec<(String, EditPlace)>,
    /// Whether it is no entity at all.
    pub hide: bool,
    /// What it is.
    pub kind: Option<EntityKind>,
    /// What a reader should know about it.
    pub note: Option<String>,
    /// Where it is, and where that was written.
    pub at: Option<(Coordinates, EditPlace)>,
}

/// An entity named by a person: its kind and id, and where they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its kind.
    pub kind: EntityKind,
    /// Its id among those of its kind.
    pub id: String,
    /// Where that was written.
    pub place: EditPlace,
}

impl Default for Named {
    fn default() -> Self {
        Self { kind: EntityKind::Person, id: String::new(), place: EditPlace::default() }
    }
}

/// The file and line of an edit, for messages: `corpus.toml:12`.
pub type EditPlace = String;

/// What of a document a person set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum EditedField {
    /// Its title.
    Title,
    /// Its outlet.
    Source,
    /// Who wrote it.
    Author,
    /// Its address.
    Url,
    /// When it was published.
    Published,
}
