//! A pack in chunks answers as the whole one does, once what it asks for is there.

mod forge;
mod naive;

use dossier_index::{Filter, Nearness, Pack, Parts, Query, Results, Search, pack, pack_in_smaller_chunks};
use dossier_model::{Corpus, DocumentIndex, Entity, EntityIndex, EntityKind, Facet};
use proptest::prelude::*;

use crate::{
    forge::forged,
    naive::{WORDS, corpus},
};

/// Fetches what is missing until nothing is, and says how often that took.
fn settle<T>(open: &Pack, parts: &Parts, ask: impl Fn(&Pack) -> T) -> (T, usize) {
    for round in 0..40 {
        let answer = ask(open);
        let missing = open.take_missing();
        if missing.is_empty() {
            return (answer, round);
        }
        for name in missing {
            let (_, bytes) =
                parts.chunks.iter().find(|(other, _)| *other == name).expect("a chunk of this pack");
            open.supply(&name, bytes.clone()).expect("a chunk as it was written");
        }
    }
    panic!("it never has enough");
}

/// Chunks as they are made, and so small that each holds next to nothing; of the facets all in the root, some, or none.
const DIVISORS: [usize; 7] = [1, 64, 500, 1000, 3000, 10_000, 100_000];

fn opened(corpus: &Corpus, divisor: usize) -> (Pack, Pack, Parts) {
    let parts = pack_in_smaller_chunks(corpus, divisor);
    let open = |bytes| Pack::open(bytes).expect("a pack as it was written");
    (open(pack(corpus)), open(parts.root.clone()), parts)
}

/// With all counts, which may be asked for one by one.
fn search(pack: &Pack, words: &str) -> Results {
    let found = pack.search(&Search::new(&Query::parse(words)));
    found.facets.iter().for_each(|counts| _ = Facet::ALL.map(|facet| counts.counts(facet).len()));
    found
}

/// All that is said of the values of facets.
fn values(pack: &Pack) -> Vec<String> {
    let mut said = Vec::new();
    for facet in Facet::ALL {
        for value in 0..pack.facet_len(facet) as u32 {
            let info = pack.facet_value(facet, value);
            said.push(format!("{info:?} {:?}", pack.facet_value_by_id(facet, info.id)));
            let query = Query::default();
            let filter = Filter { facet, values: vec![Some(value)], negated: value % 2 == 1 };
            let found = pack.browse(&Search { filters: &[filter], ..Search::new(&query) });
            said.push(format!("{:?} {:?}", found.hits, found.facets.map(|counts| counts.most(facet, 3))));
        }
        said.push(format!("{:?}", pack.facet_value_by_id(facet, "no-such-id")));
        for document in pack.documents() {
            said.push(format!("{:?}", pack.document_values(document, facet)));
        }
    }
    for entity in (0..pack.entity_count() as u32).map(EntityIndex) {
        said.push(format!("{:?} {:?}", pack.entity_value(entity), pack.speaker_value(Some(entity))));
    }
    let speakers = 0..pack.facet_len(Facet::SaidBy) as u32;
    said.extend(speakers.map(|value| format!("{:?}", pack.speaker(value))));
    for document in pack.documents() {
        said.push(format!("{:?} {:?}", pack.similar(document, 5), pack.card_names(document)));
    }
    let all: Vec<_> = pack.documents().collect();
    said.push(format!("{:?}", pack.network(&all, Nearness::Article, 4)));
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn prints_tell_which_documents_are_other_ones(corpus in corpus(), at in any::<prop::sample::Index>(), in_title in any::<bool>()) {
        let (whole, cut, parts) = opened(&corpus, 1);
        let prints = whole.prints().expect("a small corpus");
        let of_chunk = settle(&cut, &parts, Pack::prints).0;
        prop_assert_eq!(of_chunk.as_ref(), Some(&prints));
        prop_assume!(!corpus.documents.is_empty());
        let mut other = corpus.clone();
        let at = at.index(corpus.documents.len());
        let document = &mut other.documents[at];
        if in_title { document.title.text.push('!') } else { document.text.push('!') }
        let (changed, ..) = opened(&other, 1);
        prop_assert_ne!(changed.version(), whole.version());
        let now = changed.prints().expect("a small corpus");
        for (number, (now, before)) in now.iter().zip(&prints).enumerate() {
            prop_assert_eq!((now[0] == before[0], now[1] == before[1]), (true, number != at));
        }
    }

    #[test]
    fn searches_and_texts_are_those_of_the_whole(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..]), words in prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4)) {
        let (whole, cut, parts) = opened(&corpus, divisor);
        let joined = words.join(" ");
        let first = words[0];
        let half = first.get(..first.len() / 2).unwrap_or(first);
        for query in [joined.clone(), format!("\"{joined}\""), format!("{first}*"), format!("{half}*"), format!("={first} OR -{half}*")] {
            let (found, rounds) = settle(&cut, &parts, |pack| search(pack, &query));
            prop_assert_eq!(&found, &search(&whole, &query));
            // First the postings, then where the words stand.
            prop_assert!(rounds <= 3 || divisor > 1, "{} rounds for {}", rounds, query);
            let asked = Query::parse(&query);
            for hit in &found.hits {
                let snippet = |pack: &Pack| (pack.snippet(hit.document, &asked, 80), pack.hits(hit.document, &asked));
                prop_assert_eq!(settle(&cut, &parts, snippet).0, snippet(&whole));
            }
        }
        // These look through terms before they ask for postings.
        for query in [format!("{first}~"), format!("/{half}.*/"), format!("\"{joined}\"~4"), format!("title:{half}*")] {
            prop_assert_eq!(settle(&cut, &parts, |pack| search(pack, &query)).0, search(&whole, &query), "{}", query);
        }
        let typed = [half, first, &joined, "no such word"];
        for typed in typed {
            let read = |pack: &Pack| (pack.read_query(typed), pack.suggest(typed, 5), pack.spelling(&pack.read_query(typed)));
            prop_assert_eq!(settle(&cut, &parts, read).0, read(&whole));
        }
        for at in 0..corpus.documents.len() as u32 {
            let document = DocumentIndex(at);
            let all = |pack: &Pack| (pack.document(document), pack.text(document).to_owned(), pack.blocks(document), pack.annotations(document));
            prop_assert_eq!(settle(&cut, &parts, all).0, all(&whole));
            let key = &corpus.documents[at as usize].key;
            prop_assert_eq!(settle(&cut, &parts, |pack| pack.document_by_key(key)).0, Some(document));
        }
        for at in 0..corpus.entities.len() as u32 {
            let entity = |pack: &Pack| pack.entity(EntityIndex(at));
            prop_assert_eq!(settle(&cut, &parts, entity).0, entity(&whole));
        }
        prop_assert_eq!(settle(&cut, &parts, |pack| pack.document_by_key("no such key")).0, None);
    }

    #[test]
    fn facets_dates_and_names_need_no_chunk_but_the_tail(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..])) {
        let (whole, cut, parts) = opened(&corpus, divisor);
        for query in ["person:name", "org:\"al sudani\"", "place:\"name 0\"", "said-by:name", "mentioned:2025.."] {
            prop_assert_eq!(settle(&cut, &parts, |pack| search(pack, query).total).0, search(&whole, query).total, "{}", query);
        }
        for entity in 0..corpus.entities.len() as u32 {
            prop_assert_eq!(cut.other_names(EntityIndex(entity)), whole.other_names(EntityIndex(entity)));
        }
        let (_, fresh, _) = opened(&corpus, divisor);
        let found = search(&fresh, "");
        prop_assert_eq!(&found.histogram, &search(&whole, "").histogram);
        let missing = fresh.take_missing();
        prop_assert_eq!(missing.is_empty(), fresh.has_all_values());
        prop_assert!(missing.iter().all(|name| name.starts_with("chunks/f")), "{:?}", missing);
        prop_assert!(missing.len() < 2);
        prop_assert_eq!(settle(&fresh, &parts, |pack| search(pack, "").facets).0, search(&whole, "").facets);
        prop_assert!(fresh.has_all_values());
    }

    #[test]
    fn values_of_facets_are_those_of_the_whole(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..])) {
        let (whole, cut, parts) = opened(&corpus, divisor);
        prop_assert_eq!(settle(&cut, &parts, values).0, values(&whole));
        // Whatever is asked for first.
        for document in whole.documents() {
            let (_, fresh, _) = opened(&corpus, divisor);
            prop_assert_eq!(settle(&fresh, &parts, |pack| pack.annotations(document)).0, whole.annotations(document));
            prop_assert_eq!(values(&fresh) == values(&whole), fresh.has_all_values());
        }
    }

    /// Without the tail: what is said is right, and what can't be known is asked for.
    #[test]
    fn a_root_says_nothing_wrong_of_its_facets(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..]), words in prop::sample::select(&WORDS[..])) {
        let whole = Pack::open(pack(&corpus)).expect("a pack as it was written");
        for query in ["", words] {
            let (_, cut, parts) = opened(&corpus, divisor);
            let results = |pack: &Pack| pack.search(&Search::new(&Query::parse(query)));
            let (found, _) = settle(&cut, &parts, results);
            // Words and documents ask for no values of facets.
            prop_assert_eq!(cut.has_all_values(), opened(&corpus, divisor).1.has_all_values());
            let (here, all) = (found.facets.expect("facets were asked for"), results(&whole).facets.expect("facets were asked for"));
            for facet in Facet::ALL {
                let (counts, below) = (here.counts_here(facet), here.below(facet));
                prop_assert_eq!(counts.len(), all.counts(facet).len());
                for (value, (count, true_count)) in (0..).zip(counts.iter().zip(all.counts(facet))) {
                    let info = cut.facet_value(facet, value);
                    if info.id.is_empty() {
                        prop_assert!((*count, info.total, info.label) == (0, 0, "") && *true_count < below);
                    } else {
                        prop_assert_eq!(count, true_count);
                        prop_assert_eq!(info, whole.facet_value(facet, value));
                    }
                }
                cut.take_missing();
                for most in [1, 2, 9] {
                    let shown = here.most(facet, most);
                    let is_right = shown == all.most(facet, most);
                    prop_assert!(is_right || cut.take_missing().len() == 1, "{:?}", shown);
                }
            }
            // A list with the names of its documents needs nothing but these.
            let (_, cut, parts) = opened(&corpus, divisor);
            let list = |pack: &Pack| pack.documents().map(|document| format!("{:?}", pack.card_names(document))).collect::<Vec<_>>();
            let was_whole = cut.has_all_values();
            prop_assert_eq!(settle(&cut, &parts, list).0, list(&whole));
            prop_assert_eq!(cut.has_all_values(), was_whole);
        }
    }

    #[test]
    fn a_root_names_all_its_chunks_and_no_others(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..])) {
        let (whole, cut, parts) = opened(&corpus, divisor);
        let (mut named, mut made) = (cut.chunk_names(), parts.chunks.into_iter().map(|(name, _)| name).collect::<Vec<_>>());
        named.sort();
        made.sort();
        prop_assert_eq!(named, made);
        prop_assert!(whole.chunk_names().is_empty());
    }

    #[test]
    fn a_chunk_that_was_changed_or_is_another_s_is_refused(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..]), at in any::<prop::sample::Index>(), bit in 0..8) {
        let (_, cut, parts) = opened(&corpus, divisor);
        prop_assume!(!parts.chunks.is_empty());
        let (name, bytes) = &parts.chunks[at.index(parts.chunks.len())];
        let mut changed = bytes.clone();
        let place = at.index(changed.len());
        changed[place] ^= 1_u8 << bit;
        prop_assert!(cut.supply(name, changed).is_err());
        prop_assert!(cut.supply(name, bytes[..bytes.len() - 1].to_vec()).is_err());
        prop_assert!(cut.supply(name, Vec::new()).is_err());
        for unknown in ["chunks/d0.chunk", "chunks/d0000000000.chunk", "d0000000000", &name.to_uppercase()] {
            prop_assert!(cut.supply(unknown, bytes.clone()).is_err());
        }
        for (other, others) in parts.chunks.iter().filter(|(other, _)| other != name) {
            prop_assert!(cut.supply(name, others.clone()).is_err(), "{} was taken for {}", other, name);
        }
        prop_assert!(cut.supply(name, bytes.clone()).is_ok());
    }

    #[test]
    fn a_root_of_any_bytes_is_refused_or_read(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..]), at in any::<prop::sample::Index>(), bit in 0..8) {
        let mut root = pack_in_smaller_chunks(&corpus, divisor).root;
        let at = at.index(root.len());
        root[at] ^= 1_u8 << bit;
        prop_assert!(Pack::open(root).is_err());
    }

    /// A root whose checksums are right though its sections are not, with chunks that are as they were written.
    #[test]
    fn a_forged_root_never_panics(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..]), changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let parts = pack_in_smaller_chunks(&corpus, divisor);
        let Ok(pack) = Pack::open(forged(parts.root.clone(), &changes)) else { return Ok(()) };
        for text in ["a* -x", "“al sudani”", "prison al", "prsion~", "/.*s/"] {
            for _ in 0..4 {
                let query = pack.read_query(text);
                for hit in pack.search(&Search::new(&query)).hits {
                    pack.snippet(hit.document, &query, 50);
                }
                pack.suggest(text, 5);
                values(&pack);
                for name in pack.take_missing() {
                    if let Some((_, bytes)) = parts.chunks.iter().find(|(other, _)| *other == name) {
                        let _ = pack.supply(&name, bytes.clone());
                    }
                }
            }
        }
    }

    /// What a cache keeps of a site serves the next one: articles that are as they were are in chunks as they were, though
    /// all others, and the numbers of all entities, are different.
    #[test]
    fn chunks_of_what_did_not_change_keep_their_names(corpus in corpus(), place in any::<prop::sample::Index>()) {
        prop_assume!(!corpus.documents.is_empty());
        // Chunks of one document each: those without text would share one.
        let mut corpus = corpus;
        corpus.documents.iter_mut().for_each(|document| document.text.push_str("..."));
        let mut changed = corpus.clone();
        let at = place.index(changed.documents.len());
        changed.documents[at].origin.push_str(" as it was found later");
        // One more entity before all others.
        let first = Entity { kind: EntityKind::Person, id: "!".into(), label: "!".into(), aliases: Vec::new(), edits: Vec::new(), note: None, at: None };
        changed.entities.insert(0, first);
        for found in &mut changed.annotations {
            let mentioned = found.mentions.iter_mut().map(|mention| &mut mention.entity);
            let quoted = found.quotations.iter_mut().filter_map(|quotation| quotation.speaker.as_mut());
            mentioned.chain(&mut found.unplaced).chain(quoted).for_each(|entity| entity.0 += 1);
        }
        let names = |corpus: &Corpus| -> Vec<String> {
            let chunks = pack_in_smaller_chunks(corpus, 10_000).chunks.into_iter().map(|(name, _)| name);
            chunks.filter(|name| name.starts_with("chunks/d")).collect()
        };
        prop_assert_eq!(names(&corpus).len(), corpus.documents.len());
        for (number, (before, after)) in names(&corpus).into_iter().zip(names(&changed)).enumerate() {
            prop_assert_eq!(before == after, number != at);
        }
    }

    #[test]
    fn the_same_corpus_gives_the_same_parts(corpus in corpus(), divisor in prop::sample::select(&DIVISORS[..])) {
        let (one, other) = (pack_in_smaller_chunks(&corpus, divisor), pack_in_smaller_chunks(&corpus, divisor));
        prop_assert_eq!((one.root, one.chunks), (other.root, other.chunks));
    }
}
