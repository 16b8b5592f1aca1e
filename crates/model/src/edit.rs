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

/// The tag of an article that somebody starred.
pub const STARRED: &str = "starred";

/// One thing that a reader corrects or notes, as it is kept on the machine and carried by links.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Edit {
    /// The entity is shown under this name.
    Name(EntityName, String),
    /// The second entity is the same as the first.
    Merge(EntityName, EntityName),
    /// This name of the entity is somebody else's.
    Split(EntityName, String),
    /// It is no entity.
    Hide(EntityName),
    /// It is of another kind.
    Kind(EntityName, EntityKind),
    /// What others should know about it.
    Note(EntityName, String),
    /// The place is here.
    At(EntityName, Coordinates),
    /// What is known of the document of this key.
    Set(String, DocumentField, String),
    /// The document of this key is marked with this tag.
    Tag(String, String),
}

/// The kind of an entity and its id among those of its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EntityName {
    /// Its kind.
    pub kind: EntityKind,
    /// Its id; never empty.
    pub id: String,
}

/// What can be set of a document, by the words of corpus.toml.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DocumentField {
    /// Its title.
    Title,
    /// Its outlet.
    Source,
    /// Who wrote it.
    Author,
    /// Its address.
    Url,
    /// When it was published: `2026-01-21`, `2026-01`, `2026`, `2025-11..2026-01`.
    Published,
}

impl DocumentField {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Title, Self::Source, Self::Author, Self::Url, Self::Published];

    /// Its key in corpus.toml and in links.
    pub fn key(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Source => "source",
            Self::Author => "author",
            Self::Url => "url",
            Self::Published => "published",
        }
    }
}
