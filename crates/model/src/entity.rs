use serde::{Deserialize, Serialize};

use crate::Coordinates;

/// What kind of thing an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A human being.
    Person,
    /// An organisation, media and armed groups among them.
    Organisation,
    /// A place: countries, towns, regions, facilities, natural features.
    Place,
}

impl EntityKind {
    /// All kinds, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Person, Self::Organisation, Self::Place];

    /// The word that links, records and the page's API use: `person`, `org`, `place`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "org",
            Self::Place => "place",
        }
    }
}

/// An entity's place in its corpus's table, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityIndex(pub u32);

/// One person, organisation or place of the corpus, however it was spelt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Its stable name in links, a slug of its label: `mazloum-abdi`. Unique among entities of its kind, never empty.
    pub id: String,
    /// The name it is shown under.
    pub label: String,
    /// Every form it goes by in the corpus, the label's among them, most frequent first.
    pub aliases: Vec<Alias>,
    /// What a person changed, each in words: `renamed from “Abdi”`.
    pub edits: Vec<String>,
    /// What a person says of it.
    pub note: Option<String>,
    /// Where it is; only places are anywhere, and only those that are known.
    pub at: Option<Coordinates>,
}

/// A form that an entity goes by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// The form as written.
    pub text: String,
    /// How many mentions use it.
    pub count: u32,
    /// Why it was merged into this entity, in words that complete 'because ...'; empty for the label itself.
    pub reason: String,
}
