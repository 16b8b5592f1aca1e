//! The fields that a query may name.

use dossier_model::{Facet, Track};

use super::super::tree::{Naming, Place};

/// What words are looked for in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Words(Place),
    Names(Naming),
    Dates(Track),
}

/// The names of fields.
pub(super) const FIELDS: [(&str, Scope); 10] = [
    ("title", Scope::Words(Place::Title)),
    ("body", Scope::Words(Place::Body)),
    ("source", Scope::Names(Naming::Facet(Facet::Source))),
    ("person", Scope::Names(Naming::Facet(Facet::Person))),
    ("org", Scope::Names(Naming::Facet(Facet::Organisation))),
    ("place", Scope::Names(Naming::Facet(Facet::Place))),
    ("author", Scope::Names(Naming::Author)),
    ("said-by", Scope::Names(Naming::Speaker)),
    ("published", Scope::Dates(Track::Published)),
    ("mentioned", Scope::Dates(Track::Mentioned)),
];
