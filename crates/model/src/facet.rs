use serde::{Deserialize, Serialize};

use crate::EntityKind;

/// A property that documents can be filtered by, with counted values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Facet {
    /// People mentioned.
    Person,
    /// Organisations mentioned.
    Organisation,
    /// Places mentioned.
    Place,
    /// The outlet.
    Source,
    /// Who is quoted.
    SaidBy,
    /// What people marked it with.
    Tag,
}

impl Facet {
    /// All facets, in the order they are shown.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Organisation, Self::Place, Self::Source, Self::SaidBy, Self::Tag];

    /// The word that links and the page's API use: `person`, `org`, `place`, `source`, `said-by`, `tag`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::SaidBy => "said-by",
            Self::Tag => "tag",
            Self::Person => EntityKind::Person.key(),
            Self::Organisation => EntityKind::Organisation.key(),
            Self::Place => EntityKind::Place.key(),
        }
    }

    /// The kind of entity whose mentions it counts; `None` for the others.
    pub fn entity_kind(self) -> Option<EntityKind> {
        match self {
            Self::Person => Some(EntityKind::Person),
            Self::Organisation => Some(EntityKind::Organisation),
            Self::Place => Some(EntityKind::Place),
            Self::Source | Self::SaidBy | Self::Tag => None,
        }
    }
}

impl From<EntityKind> for Facet {
    fn from(kind: EntityKind) -> Self {
        match kind {
            EntityKind::Person => Self::Person,
            EntityKind::Organisation => Self::Organisation,
            EntityKind::Place => Self::Place,
        }
    }
}
