//! What a query costs whose chunks are not there yet: how often it must ask, for how many files, for how many bytes. None of
//! it depends on the machine.

use std::collections::BTreeMap;

use dossier_index::{Pack, Parts, Query, Search};

/// Characters of the snippets that a page of results shows.
const SNIPPET: usize = 220;

/// Rounds, chunks, bytes.
type Cost = [usize; 3];

/// Prints what queries of each kind cost, each in a pack that was just opened, with the snippets of its first hits.
pub(crate) fn print(parts: &Parts, queries: &BTreeMap<&str, Vec<String>>) {
    let chunks: BTreeMap<&str, &[u8]> =
        parts.chunks.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    println!("  cold: root of {} bytes, {} chunks", parts.root.len(), chunks.len());
    for (kind, queries) in queries {
        let costs: Vec<Cost> = queries.iter().map(|query| cost(&parts.root, &chunks, query)).collect();
        let at = |part: usize, percent: usize| {
            let mut all: Vec<usize> = costs.iter().map(|cost| cost[part]).collect();
            all.sort_unstable();
            all.get(all.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
        };
        let both = |part: usize| format!("{} / {}", at(part, 50), at(part, 95));
        println!("    {kind}, median / p95: rounds {}, chunks {}, bytes {}", both(0), both(1), both(2));
    }
}

fn cost(root: &[u8], chunks: &BTreeMap<&str, &[u8]>, typed: &str) -> Cost {
    let pack = Pack::open(root.to_vec()).expect("what was packed opens");
    let mut cost = [0; 3];
    loop {
        answer(&pack, typed);
        let missing = pack.take_missing();
        if missing.is_empty() {
            return cost;
        }
        cost[0] += 1;
        cost[1] += missing.len();
        for name in missing {
            let bytes = chunks[name.as_str()];
            cost[2] += bytes.len();
            pack.supply(&name, bytes.to_vec()).expect("a chunk as it was written");
        }
    }
}

fn answer(pack: &Pack, typed: &str) {
    let query: Query = pack.read_query(typed);
    for hit in pack.search(&Search::new(&query)).hits {
        pack.document(hit.document);
        pack.snippet(hit.document, &query, SNIPPET);
    }
}
