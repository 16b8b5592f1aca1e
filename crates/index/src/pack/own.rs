//! The entities of a document's annotations, by their places among those that the document speaks of.
//!
//! Which these are the tables of the facets say, so a document's record need not name them by their numbers in the whole
//! corpus: those change when an article that is quite another one brings a name, and with them every chunk would.

use dossier_model::{Annotations, DocumentIndex, EntityIndex, EntityKind};

use super::FacetTable;

/// What the pack has of a document's annotations, of a corpus of so many entities.
pub(super) fn packed(found: &Annotations, entities: usize) -> Annotations {
    let mentioned = found.mentions.iter().map(|mention| mention.entity);
    let mut own: Vec<u32> = mentioned.chain(found.unplaced.iter().copied()).map(|entity| entity.0).collect();
    own.retain(|entity| (*entity as usize) < entities);
    own.sort_unstable();
    own.dedup();
    let mut found = found.clone();
    renumber(&mut found, |entity| match own.binary_search(&entity) {
        Ok(place) => place as u32,
        // Of no mention of its own: who is quoted and not named.
        Err(_) => entity.wrapping_add(own.len() as u32),
    });
    found
}

/// The annotations of a document from what the pack has.
pub(super) fn unpack(found: &mut Annotations, facets: &[FacetTable], document: DocumentIndex) {
    let (mut own, mut base) = (Vec::new(), 0);
    for facet in facets.iter().take(EntityKind::ALL.len()) {
        own.extend(facet.values(document).iter().map(|(value, _)| value + base));
        base += facet.len() as u32;
    }
    own.sort_unstable();
    renumber(found, |place| match own.get(place as usize) {
        Some(entity) => *entity,
        None => place.wrapping_sub(own.len() as u32),
    });
}

fn renumber(found: &mut Annotations, number: impl Fn(u32) -> u32) {
    let mentioned = found.mentions.iter_mut().map(|mention| &mut mention.entity);
    let quoted = found.quotations.iter_mut().filter_map(|quotation| quotation.speaker.as_mut());
    for EntityIndex(entity) in mentioned.chain(&mut found.unplaced).chain(quoted) {
        *entity = number(*entity);
    }
}
