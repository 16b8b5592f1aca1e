//! The network is what a recount by hand gives, and takes any pack.

mod naive;

use std::collections::{BTreeMap, BTreeSet};

use dossier_index::{Nearness, Network, Pack, pack};
use dossier_model::{BlockKind, ByteRange, Corpus, DocumentIndex, EntityIndex, Mention};
use naive::corpus;
use proptest::prelude::*;

/// A corpus whose mentions stand at places of its texts.
fn placed() -> impl Strategy<Value = Corpus> {
    (corpus(), prop::collection::vec(any::<prop::sample::Index>(), 8)).prop_map(|(mut corpus, places)| {
        for (document, found) in corpus.documents.iter().zip(&mut corpus.annotations) {
            let ends: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
            for (mention, place) in found.mentions.iter_mut().zip(&places).filter(|_| !ends.is_empty()) {
                let start = *place.get(&ends);
                *mention = Mention { range: ByteRange::new(start, start), ..*mention };
            }
            found.mentions.sort_by_key(|mention| mention.range.start);
        }
        corpus
    })
}

/// The groups of entities that stand together in one document.
fn together(corpus: &Corpus, at: usize, nearness: Nearness) -> Vec<BTreeSet<u32>> {
    let (document, found) = (&corpus.documents[at], &corpus.annotations[at]);
    let within = |from: usize, to: usize| {
        let inside =
            found.mentions.iter().filter(|mention| (from..to).contains(&(mention.range.start as usize)));
        inside.map(|mention| mention.entity.0).collect::<BTreeSet<u32>>()
    };
    if nearness == Nearness::Article {
        let all = found.mentions.iter().map(|mention| mention.entity).chain(found.unplaced.iter().copied());
        return vec![all.map(|entity| entity.0).collect()];
    }
    let mut groups = Vec::new();
    for block in document.blocks.iter().filter(|block| block.kind != BlockKind::SetAside) {
        let range = block.range.range();
        match nearness {
            Nearness::Sentence => {
                for sentence in dossier_text::sentences(&document.text[range.clone()]) {
                    groups.push(within(range.start + sentence.start, range.start + sentence.end));
                }
            }
            _ => groups.push(within(range.start, range.end)),
        }
    }
    groups
}

fn recount(corpus: &Corpus, nearness: Nearness) -> BTreeMap<[u32; 2], u32> {
    let mut counts = BTreeMap::new();
    for group in (0..corpus.documents.len()).flat_map(|at| together(corpus, at, nearness)) {
        for one in &group {
            for other in group.iter().filter(|other| *other > one) {
                *counts.entry([*one, *other]).or_default() += 1;
            }
        }
    }
    counts
}

fn pairs(network: &Network) -> BTreeMap<[u32; 2], u32> {
    let named = network.pairs.iter().map(|pair| {
        let mut entities = pair.nodes.map(|node| network.nodes[node].entity.0);
        entities.sort_unstable();
        (entities, pair.count)
    });
    named.collect()
}

proptest! {
    #[test]
    fn a_network_counts_what_a_recount_by_hand_does(corpus in placed()) {
        let pack = Pack::open(pack(&corpus)).expect("what was packed opens");
        let documents: Vec<DocumentIndex> = pack.documents().collect();
        for nearness in [Nearness::Article, Nearness::Paragraph, Nearness::Sentence] {
            let network = pack.network(&documents, nearness, 60);
            prop_assert_eq!(pairs(&network), recount(&corpus, nearness), "{:?}", nearness);
            prop_assert_eq!(network.left_out, 0);
            prop_assert!(network.pairs.is_sorted_by(|a, b| a.count >= b.count));
            prop_assert!(network.pairs.iter().all(|pair| pair.nodes[0] < pair.nodes[1]));
        }
    }

    #[test]
    fn the_most_mentioned_are_kept_and_the_others_counted(corpus in placed(), most in 0..9_usize) {
        let pack = Pack::open(pack(&corpus)).expect("what was packed opens");
        let documents: Vec<DocumentIndex> = pack.documents().collect();
        let network = pack.network(&documents, Nearness::Sentence, most);
        let mentions = |entity: EntityIndex| {
            corpus.annotations.iter().flat_map(|found| &found.mentions).filter(|mention| mention.entity == entity).count()
        };
        let there = corpus.annotations.iter().flat_map(|found| {
            found.mentions.iter().map(|mention| mention.entity).chain(found.unplaced.iter().copied())
        });
        let there: BTreeSet<EntityIndex> = there.collect();
        prop_assert_eq!(network.nodes.len(), there.len().min(most));
        prop_assert_eq!(network.nodes.len() + network.left_out, there.len());
        prop_assert!(network.nodes.is_sorted_by(|a, b| a.mentions >= b.mentions));
        let least = network.nodes.last().map_or(u32::MAX, |node| node.mentions);
        for node in &network.nodes {
            prop_assert_eq!(mentions(node.entity), node.mentions as usize);
        }
        for entity in there {
            let is_in = network.nodes.iter().any(|node| node.entity == entity);
            prop_assert!(is_in || most == 0 || mentions(entity) as u32 <= least);
        }
        let of_nodes = recount(&corpus, Nearness::Sentence).into_iter().filter(|(pair, _)| {
            pair.iter().all(|entity| network.nodes.iter().any(|node| node.entity.0 == *entity))
        });
        prop_assert_eq!(pairs(&network), of_nodes.collect::<BTreeMap<_, _>>());
    }
}
