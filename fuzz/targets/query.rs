//! Any text is a query, its parts lie in it, and a corpus can be asked for it.
#![no_main]

use std::sync::LazyLock;

use dossier_index::{Pack, Query, Search, pack};
use libfuzzer_sys::fuzz_target;

static PACK: LazyLock<Pack> =
    LazyLock::new(|| Pack::open(pack(&dossier_fuzz::corpus())).expect("a pack as it was written"));

fuzz_target!(|text: &str| {
    let query = Query::parse(text);
    for hint in query.hints() {
        assert!(text.get(hint.range.clone()).is_some(), "{hint:?}");
    }
    for part in query.parts() {
        assert!(text.get(part.range.clone()).is_some(), "{part:?}");
    }
    let found = PACK.search(&Search::new(&query));
    for hit in &found.hits {
        PACK.snippet(hit.document, &query, 80);
        PACK.hits(hit.document, &query);
        PACK.explain(hit.document, &query);
    }
    PACK.spelling(&query);
});
