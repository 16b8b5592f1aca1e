//! The long tail of facet values: of a large corpus most names stand in an article or two. What has fewer documents than
//! others, and how often each document mentions what, is a chunk of its own; the root has the head.
//!
//! Values keep their numbers whether the tail is here or not: the root says where among all those of the head stand. What is
//! not here has no name and no documents yet.

use std::sync::OnceLock;

use dossier_model::{DocumentIndex, Facet};

use super::{FacetTable, FacetValueInfo, Pack, chunks::Shelf, open::Sections};
use crate::bytes::{Reader, put};

/// Of so many values of the tail, at most, is a document: no false pack unfolds to many times its size.
pub(super) const MOST_TAIL: usize = 16;

/// What there is of the tail.
pub(super) enum Tail<'a> {
    /// All is in the root.
    None,
    /// It has yet to come.
    Missing,
    /// What is in its chunk.
    Here(Reader<'a>),
}

/// Writes where the values of a facet that are in the root stand among all, of which `tail` are not there and each of those
/// has fewer documents than `below`.
pub(super) fn write_places(out: &mut Vec<u8>, heads: &[usize], tail: usize, below: u32) {
    put(out, tail as u64);
    if tail == 0 {
        return;
    }
    put(out, below.into());
    let mut next = 0;
    for place in heads {
        put(out, (place - next) as u64);
        next = place + 1;
    }
}

/// The tables of all facets, as far as they are here.
pub(crate) struct Tables {
    root: [FacetTable; Facet::ALL.len()],
    tail: Option<Shelf>,
    /// Those of root and tail.
    joined: OnceLock<[FacetTable; Facet::ALL.len()]>,
}

impl Tables {
    pub(super) fn new(root: [FacetTable; Facet::ALL.len()], tail: Option<Shelf>) -> Self {
        Self { root, tail, joined: OnceLock::new() }
    }

    /// What the root has of a facet.
    pub(crate) fn root(&self, facet: Facet) -> &FacetTable {
        &self.root[facet as usize]
    }

    /// What is here.
    pub(crate) fn here(&self) -> &[FacetTable; Facet::ALL.len()] {
        self.joined.get().unwrap_or(&self.root)
    }

    /// Whether nothing has yet to come.
    pub(crate) fn are_whole(&self) -> bool {
        self.tail.as_ref().is_none_or(|tail| tail.is_here(0..1))
    }

    /// Notes the tail as missing where it has yet to come.
    pub(crate) fn ask(&self) {
        if let Some(tail) = &self.tail {
            tail.ask(0..1);
        }
    }

    /// What is here, for what needs all of it.
    pub(super) fn asked(&self) -> &[FacetTable; Facet::ALL.len()] {
        self.ask();
        self.here()
    }

    /// Reads the tail with `read`, where it has come and was not read yet; whether it can be read.
    pub(super) fn join(
        &self,
        read: impl FnOnce(&[u8]) -> Option<[FacetTable; Facet::ALL.len()]>,
    ) -> Option<()> {
        let tail = self.tail.as_ref().filter(|_| self.joined.get().is_none() && self.are_whole());
        if let Some(tail) = tail {
            let _ = self.joined.set(read(tail.get(&[], 0))?);
        }
        Some(())
    }
}

impl Pack {
    /// A facet, for what needs all of its values.
    pub(crate) fn facet(&self, facet: Facet) -> &FacetTable {
        &self.facets.asked()[facet as usize]
    }

    /// A facet as far as it is here.
    fn facet_here(&self, facet: Facet) -> &FacetTable {
        &self.facets.here()[facet as usize]
    }

    /// A facet, for what needs this one of its values.
    pub(crate) fn facet_with(&self, facet: Facet, value: u32) -> &FacetTable {
        let here = self.facet_here(facet);
        if here.lacks(value) { self.facet(facet) } else { here }
    }

    /// Whether all values of all facets are here. Else the root of a large corpus has those that most documents have, and
    /// what needs the others notes them as missing.
    pub fn has_all_values(&self) -> bool {
        self.facets.are_whole()
    }

    /// Notes values that are not here as missing: for who is about to need them.
    pub fn ask_for_values(&self) {
        self.facets.ask();
    }

    /// How many values a facet has.
    pub fn facet_len(&self, facet: Facet) -> usize {
        self.facet_here(facet).len()
    }

    /// A value of a facet, counted from 0 in the order of ids.
    pub fn facet_value(&self, facet: Facet, value: u32) -> FacetValueInfo<'_> {
        self.facet_with(facet, value).info(value)
    }

    /// The value of this id.
    pub fn facet_value_by_id(&self, facet: Facet, id: &str) -> Option<u32> {
        let here = self.facet_here(facet);
        let value = here.by_id(id);
        if value.is_none() && here.below() > 0 {
            self.facets.ask();
        }
        value
    }

    /// The values a document has with how often it mentions each, most mentions first; 0 for an entity that the
    /// document's record names but its text does not.
    pub fn document_values(&self, document: DocumentIndex, facet: Facet) -> Vec<(u32, u32)> {
        self.facet(facet).values(document).to_vec()
    }

    /// Reads the tail of the facets, where it has just come; whether it can be read.
    pub(super) fn join_tail(&self) -> Option<()> {
        self.shelves.facets.join(|tail| {
            let sections = Sections::of(&self.bytes).ok()?;
            sections.facets(Tail::Here(Reader(tail)), self.len())
        })
    }
}
