//! The nouns of Dossier: what every other room speaks about, and nothing that does anything.
//!
//! The data goes one way (ARCHITECTURE.md): a file is read into a [`Document`]; the extractor finds
//! [`Annotations`] in it and merges their names into [`Entity`] entries of the whole corpus; together they are a
//! [`Corpus`], which the index packs. This crate holds those types and the few laws that belong to them alone
//! (calendar arithmetic of [`Day`], the EDTF of a [`DateSpan`]). It does no I/O and imports no other room.
//!
//! Every offset is a byte offset into [`Document::text`], which is the file's text exactly as it came. Converting to
//! code points, where an outside format wants them, is the business of `dossier_text::CharOffsets`.

mod annotation;
mod coordinates;
mod corpus;
mod date;
mod day;
mod document;
mod edit;
mod entity;
mod facet;
mod span;

pub use annotation::{Annotations, DateMention, Mention, Quotation};
pub use coordinates::Coordinates;
pub use corpus::{Corpus, Site};
pub use date::{Certainty, DateSpan, Precision, Track};
pub use day::{Day, PartialDate, PartialDateError};
pub use document::{
    Block, BlockKind, Document, DocumentIndex, Evidence, GivenEntities, Published, Title, TitleOrigin,
};
pub use edit::{DocumentField, Edit, EditPlace, EditedField, EntityEdit, EntityName, Named, STARRED};
pub use entity::{Alias, Entity, EntityIndex, EntityKind};
pub use facet::Facet;
pub use span::ByteRange;
