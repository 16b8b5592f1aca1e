//! Which documents are most like another, by the entities that both mention. Asks for no chunk.

use dossier_model::{DocumentIndex, EntityKind, Facet};

use crate::Pack;

/// How many entities of the document are looked at: those that tell most.
const ENTITIES: usize = 32;
/// How many documents are looked at closely.
const CANDIDATES: usize = 64;

/// A document that is like another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar {
    /// Which.
    pub document: DocumentIndex,
    /// The entities that both mention, as values of facets; those that fewest documents mention first.
    pub shared: Vec<(Facet, u32)>,
}

impl Pack {
    /// At most `limit` documents that are most like this one, the most like first; of two that are equally like it the
    /// one with the lower number.
    ///
    /// Like are documents that mention the same entities, above all such that few others mention: a shared entity weighs
    /// twice the binary logarithm of how many times fewer documents than all mention it, and the sum is set against what
    /// the other document mentions beside, so that long ones don't win by length. One that half of all mention weighs
    /// little, and one that all mention nothing.
    pub fn similar(&self, document: DocumentIndex, limit: usize) -> Vec<Similar> {
        let mut own: Vec<(u64, Facet, u32)> = self.weighed(document).collect();
        own.sort_unstable_by_key(|&(weight, facet, value)| (u64::MAX - weight, facet as u32, value));
        own.truncate(ENTITIES);
        let mut sums = vec![0_u64; self.len()];
        for &(weight, facet, value) in &own {
            for other in self.facet(facet).documents(value) {
                sums[*other as usize] += weight;
            }
        }
        if let Some(itself) = sums.get_mut(document.0 as usize) {
            *itself = 0;
        }
        let mut candidates: Vec<(u64, u32)> =
            (0..).zip(sums).filter(|(_, sum)| *sum > 0).map(|(other, sum)| (u64::MAX - sum, other)).collect();
        candidates.sort_unstable();
        candidates.truncate(CANDIDATES);
        let of_all = |(rest, other): (u64, u32)| {
            let sum = u64::MAX - rest;
            let all: u64 = self.weighed(DocumentIndex(other)).map(|(weight, ..)| weight).sum();
            (u64::MAX - sum * sum * 1000 / all.max(1), other)
        };
        let mut ranked: Vec<(u64, u32)> = candidates.into_iter().map(of_all).collect();
        ranked.sort_unstable();
        let similar = ranked.into_iter().take(limit).map(|(_, other)| {
            let has = |&&(_, facet, value): &&(u64, Facet, u32)| {
                self.facet(facet).documents(value).binary_search(&other).is_ok()
            };
            let shared = own.iter().filter(has).map(|&(_, facet, value)| (facet, value)).collect();
            Similar { document: DocumentIndex(other), shared }
        });
        similar.collect()
    }

    /// The entities that a document mentions and that tell it from others, each with how much it tells.
    fn weighed(&self, document: DocumentIndex) -> impl Iterator<Item = (u64, Facet, u32)> {
        let all = self.len() as u64;
        let of_kind = move |kind: EntityKind| {
            let facet = Facet::from(kind);
            self.facet(facet).values(document).iter().map(move |&(value, _)| {
                let having = self.facet(facet).documents(value).len().max(1) as u64;
                let weight = (all * all / (having * having)).checked_ilog2().unwrap_or(0);
                (u64::from(weight), facet, value)
            })
        };
        EntityKind::ALL.into_iter().flat_map(of_kind).filter(|(weight, ..)| *weight > 0)
    }
}
