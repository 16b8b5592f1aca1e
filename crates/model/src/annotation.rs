use serde::{Deserialize, Serialize};

use crate::{ByteRange, DateSpan, EntityIndex};

/// What was found in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotations {
    /// Mentions of entities, by start, not overlapping.
    pub mentions: Vec<Mention>,
    /// Entities that the record names but the text does not spell out; sorted, none of them in `mentions`.
    pub unplaced: Vec<EntityIndex>,
    /// Calendar expressions, by start, not overlapping.
    pub dates: Vec<DateMention>,
    /// Direct quotations, by start, not overlapping.
    pub quotations: Vec<Quotation>,
}

/// A place in a text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands; titles, 'the' and a possessive 's are outside.
    pub range: ByteRange,
    /// The entity it was merged into.
    pub entity: EntityIndex,
}

/// A calendar expression and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMention {
    /// Where it stands.
    pub range: ByteRange,
    /// What it means; unknown where it can't be resolved.
    pub span: DateSpan,
}

/// Words quoted from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// Where they stand, quotation marks included.
    pub range: ByteRange,
    /// Who said them; `None` where that can't be known.
    pub speaker: Option<EntityIndex>,
}
