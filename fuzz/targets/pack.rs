//! Any bytes are refused or answer, also where all checksums are right: they are put right here, for no fuzzer guesses them.
#![no_main]

use dossier_fuzz::seal;
use dossier_index::{Pack, Query, Search};
use dossier_model::{EntityIndex, Facet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = Pack::open(bytes.to_vec());
    let mut sealed = bytes.to_vec();
    seal(&mut sealed);
    let Ok(pack) = Pack::open(sealed) else { return };
    for words in ["the", "\"iraq border\"", "bor*", "sec~ OR title:a", "person:a -said-by:b"] {
        let query = Query::parse(words);
        let found = pack.search(&Search::new(&query));
        for hit in found.hits.iter().take(3) {
            pack.snippet(hit.document, &query, 80);
            pack.explain(hit.document, &query);
        }
        pack.spelling(&query);
    }
    for document in pack.documents().take(20) {
        pack.document(document);
        pack.text(document);
        pack.blocks(document);
        pack.annotations(document);
        for facet in Facet::ALL {
            for (value, _) in pack.document_values(document, facet) {
                pack.facet_value(facet, value);
            }
        }
    }
    for entity in 0..pack.entity_count().min(20) as u32 {
        pack.entity(EntityIndex(entity));
        pack.other_names(EntityIndex(entity));
    }
    pack.document_by_key("a");
    for name in pack.take_missing() {
        assert!(pack.supply(&name, bytes.to_vec()).is_err());
    }
});
