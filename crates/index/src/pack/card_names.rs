//! The names that a list shows beside a document, from its own chunk where the tail of the facets is not here.

use core::cmp::Reverse;

use dossier_model::{Corpus, DocumentIndex, EntityIndex, EntityKind, Facet};

use super::{Pack, columns::named};
use crate::bytes::{Reader, put};

/// How many names there are at most.
const MOST: usize = 5;

/// The names of a document: for each its kind, its length, its bytes.
pub(super) fn written(corpus: &Corpus, document: usize) -> Vec<u8> {
    let mut names = named(corpus, document);
    names.sort_unstable_by_key(|&(entity, mentions)| (Reverse(mentions), entity));
    let mut out = Vec::new();
    for (entity, _) in names.into_iter().take(MOST) {
        let entity = &corpus.entities[entity as usize];
        put(&mut out, entity.kind as u64);
        put(&mut out, entity.label.len() as u64);
        out.extend_from_slice(entity.label.as_bytes());
    }
    out
}

impl Pack {
    /// The names that a document mentions most, as a list shows them. Of a pack in chunks they need the document's alone.
    pub fn card_names(&self, document: DocumentIndex) -> Vec<(Facet, &str)> {
        if self.facets.are_whole() {
            return self.most_mentioned_names(document);
        }
        let mut input = Reader(self.shelves.names(&self.bytes, document));
        let mut names = Vec::new();
        while let (Some(kind), Some(length)) = (input.usize(), input.usize()) {
            let label = input.take(length).and_then(|label| core::str::from_utf8(label).ok());
            let kind = EntityKind::ALL.get(kind).copied();
            names.extend(kind.map(Facet::from).zip(label));
        }
        names
    }

    fn most_mentioned_names(&self, document: DocumentIndex) -> Vec<(Facet, &str)> {
        let (mut keys, mut base) = (Vec::new(), 0);
        for kind in EntityKind::ALL {
            let facet = self.facet(kind.into());
            for &(value, mentions) in facet.values(document) {
                keys.push(u64::from(!mentions) << 32 | u64::from(base + value));
            }
            base += facet.len() as u32;
        }
        keys.sort_unstable();
        let name = |key: u64| {
            let (facet, value) = self.entity_value(EntityIndex(key as u32));
            (facet, self.facet(facet).info(value).label)
        };
        keys.into_iter().take(MOST).map(name).collect()
    }
}
