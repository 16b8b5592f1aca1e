//! What goes into a pack comes out, and what is no pack is refused.

mod forge;
mod naive;

use dossier_index::{Pack, PackError, Query, Search, pack};
use dossier_model::{Corpus, DocumentIndex, EntityIndex, Facet, Site};
use forge::forged;
use naive::{corpus, values};
use proptest::prelude::*;

fn open(corpus: &Corpus) -> Pack {
    Pack::open(pack(corpus)).expect("what was packed opens")
}

proptest! {
    #[test]
    fn what_goes_in_comes_out(corpus in corpus()) {
        let pack = open(&corpus);
        prop_assert_eq!(pack.site(), &corpus.site);
        prop_assert_eq!(pack.len(), corpus.documents.len());
        for (at, document) in corpus.documents.iter().enumerate() {
            let index = DocumentIndex(at as u32);
            prop_assert_eq!(pack.document_by_key(&document.key), Some(index));
            let card = pack.document(index);
            prop_assert_eq!((&card.key, &card.origin, &card.title), (&document.key, &document.origin, &document.title));
            prop_assert_eq!((&card.source, &card.published), (&document.source, &document.published));
            prop_assert_eq!(pack.text(index), &document.text);
            prop_assert_eq!(&pack.blocks(index), &document.blocks);
            prop_assert_eq!(&pack.annotations(index), &corpus.annotations[at]);
            for facet in &Facet::ALL[..3] {
                let mut packed: Vec<_> = pack.document_values(index, *facet);
                prop_assert!(packed.is_sorted_by(|a, b| a.1 >= b.1));
                packed.sort_unstable();
                let named: Vec<_> = packed
                    .into_iter()
                    .map(|(value, mentions)| (pack.facet_value(*facet, value).id.to_owned(), mentions))
                    .collect();
                prop_assert_eq!(named, values(&corpus, at, *facet));
            }
        }
        prop_assert_eq!(pack.document_by_key("no such key"), None);
    }

    #[test]
    fn entities_and_facet_values_are_the_same_things(corpus in corpus()) {
        let pack = open(&corpus);
        prop_assert_eq!(pack.entity_count(), corpus.entities.len());
        for (at, entity) in corpus.entities.iter().enumerate() {
            let index = EntityIndex(at as u32);
            prop_assert_eq!(&pack.entity(index), entity);
            let (facet, value) = pack.entity_value(index);
            prop_assert_eq!(pack.value_entity(facet, value), Some(index));
            let info = pack.facet_value(facet, value);
            prop_assert_eq!((info.id, info.label), (entity.id.as_str(), entity.label.as_str()));
            prop_assert_eq!(pack.facet_value_by_id(facet, &entity.id), Some(value));
            let holds = |document: &usize| values(&corpus, *document, facet).iter().any(|(id, _)| *id == entity.id);
            prop_assert_eq!(info.total as usize, (0..corpus.documents.len()).filter(holds).count());
        }
        for value in 0..pack.facet_len(Facet::Source) as u32 {
            let info = pack.facet_value(Facet::Source, value);
            prop_assert!(!info.id.is_empty() && info.total > 0);
            prop_assert_eq!(pack.facet_value_by_id(Facet::Source, info.id), Some(value));
            prop_assert_eq!(pack.value_entity(Facet::Source, value), None);
        }
    }

    #[test]
    fn each_speaker_is_a_value_that_leads_back_to_the_entity(corpus in corpus()) {
        let pack = open(&corpus);
        for (at, found) in corpus.annotations.iter().enumerate() {
            for quotation in &found.quotations {
                let value = pack.speaker_value(quotation.speaker).unwrap();
                prop_assert_eq!(pack.speaker(value), quotation.speaker);
                let times = found.quotations.iter().filter(|other| other.speaker == quotation.speaker).count();
                let values = pack.document_values(DocumentIndex(at as u32), Facet::SaidBy);
                prop_assert!(values.contains(&(value, times as u32)));
            }
        }
        let speakers: std::collections::BTreeSet<_> =
            corpus.annotations.iter().flat_map(|found| &found.quotations).map(|quotation| quotation.speaker).collect();
        prop_assert_eq!(pack.facet_len(Facet::SaidBy), speakers.len());
    }

    #[test]
    fn the_same_corpus_gives_the_same_bytes(corpus in corpus()) {
        prop_assert_eq!(pack(&corpus), pack(&corpus.clone()));
    }

    #[test]
    fn a_flipped_bit_is_always_noticed(corpus in corpus(), at in any::<prop::sample::Index>(), bit in 0..8) {
        let mut bytes = pack(&corpus);
        let at = at.index(bytes.len());
        bytes[at] ^= 1_u8 << bit;
        prop_assert!(Pack::open(bytes).is_err());
    }

    #[test]
    fn a_pack_cut_short_or_added_to_is_refused(corpus in corpus(), at in any::<prop::sample::Index>()) {
        let mut bytes = pack(&corpus);
        bytes.push(0);
        let is_noticed = matches!(Pack::open(bytes.clone()), Err(PackError::Length { .. }));
        prop_assert!(is_noticed);
        bytes.truncate(at.index(bytes.len() - 1));
        prop_assert!(Pack::open(bytes).is_err());
    }

    #[test]
    fn any_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), magic in any::<bool>()) {
        let bytes = if magic { [b"DOSSIER\0\x01\0", &bytes[..]].concat() } else { bytes };
        prop_assert!(Pack::open(bytes).is_err());
    }

    /// A pack whose checksums are right though its sections are not: made by no accident, but still no panic.
    #[test]
    fn a_forged_pack_never_panics(corpus in corpus(), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let Ok(pack) = Pack::open(forged(pack(&corpus), &changes)) else { return Ok(()) };
        for text in ["", "a* -x", "“al sudani”", "prison"] {
            let query = Query::parse(text);
            for hit in pack.search(&Search::new(&query)).hits {
                pack.snippet(hit.document, &query, 50);
                pack.hits(hit.document, &query);
            }
        }
        for document in pack.documents().chain([DocumentIndex(u32::MAX)]) {
            let key = pack.document(document).key;
            pack.document_by_key(&key);
            pack.annotations(document);
            let _ = Facet::ALL.map(|facet| pack.document_values(document, facet));
        }
        pack.network(&pack.documents().collect::<Vec<_>>(), dossier_index::Nearness::Sentence, 60);
        for entity in (0..pack.entity_count() as u32).chain([u32::MAX]).map(EntityIndex) {
            let (facet, value) = pack.entity_value(entity);
            pack.facet_value(facet, value);
            pack.entity(entity);
        }
    }
}

#[test]
fn a_pack_of_nothing_opens_and_has_the_checksums_that_the_format_says() {
    let nothing = Corpus {
        site: Site::default(),
        documents: Vec::new(),
        annotations: Vec::new(),
        entities: Vec::new(),
        alike: Vec::new(),
    };
    let bytes = pack(&nothing);
    assert_eq!(forged(bytes.clone(), &[]), bytes);
    assert!(Pack::open(bytes).expect("it opens").is_empty());
}

#[test]
fn another_version_is_named() {
    let mut bytes = pack(&Corpus {
        site: Site::default(),
        documents: Vec::new(),
        annotations: Vec::new(),
        entities: Vec::new(),
        alike: Vec::new(),
    });
    bytes[8] = 9;
    assert_eq!(Pack::open(bytes).err(), Some(PackError::Version { found: 9 }));
    assert_eq!(Pack::open(&b"<html>"[..]).err(), Some(PackError::NotAPack));
}
