//! A question handed to another program and back again as bytes is answered as if it had been asked here.

mod naive;

use dossier_index::{
    DateFilter, Filter, Pack, Query, Results, Search, Sort, Undated, pack, pack_in_smaller_chunks,
};
use dossier_model::{Facet, Track};
use naive::{WORDS, corpus, items, span, typed};
use proptest::prelude::*;

/// What of a search is no query.
#[derive(Clone, Debug)]
struct Rest {
    filters: Vec<Filter>,
    among: Option<Vec<u32>>,
    dates: Option<DateFilter>,
    sort: Sort,
    offset: usize,
    limit: usize,
    facets: bool,
}

fn rest() -> impl Strategy<Value = Rest> {
    let filter = (
        prop::sample::select(&Facet::ALL[..]),
        prop::collection::vec(prop::option::weighted(0.8, 0..4_u32), 0..3),
        any::<bool>(),
    );
    let filters = prop::collection::vec(
        filter.prop_map(|(facet, values, negated)| Filter { facet, values, negated }),
        0..3,
    );
    let dates = (
        prop::sample::select(vec![Track::Published, Track::Mentioned]),
        span(),
        prop::sample::select(vec![Undated::Keep, Undated::LeaveOut, Undated::Only]),
    );
    let dates =
        dates.prop_map(|(track, span, undated)| DateFilter { track, from: span.from, to: span.to, undated });
    let sort = prop::sample::select(vec![Sort::Relevance, Sort::Newest, Sort::Oldest]);
    let among = prop::option::of(prop::collection::vec(any::<u32>(), 0..4));
    let limit = prop::sample::select(vec![0, 2, 30, usize::MAX]);
    (filters, among, prop::option::of(dates), sort, 0..3_usize, limit, any::<bool>()).prop_map(
        |(filters, among, dates, sort, offset, limit, facets)| Rest {
            filters,
            among,
            dates,
            sort,
            offset,
            limit,
            facets,
        },
    )
}

impl Rest {
    /// The search for a query of a pack, which has no documents but its own.
    fn search<'a>(&'a mut self, pack: &Pack, query: &'a Query) -> Search<'a> {
        let count = pack.len() as u32;
        if let Some(among) = &mut self.among {
            among.retain_mut(|document| {
                *document = document.checked_rem(count).unwrap_or(u32::MAX);
                count > 0
            });
        }
        let Self { filters, among, dates, sort, offset, limit, facets } = self;
        Search {
            query,
            filters,
            among: among.as_deref(),
            dates: *dates,
            sort: *sort,
            offset: *offset,
            limit: *limit,
            facets: *facets,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_answer_by_way_of_bytes_is_the_answer(corpus in corpus(), items in items(), mut rest in rest()) {
        let pack = Pack::open(pack(&corpus)).expect("what was packed opens");
        let query = pack.read_query(&typed(&items));
        let search = rest.search(&pack, &query);
        let results = pack.search(&search);
        let flat = pack.search_flat(&search.to_flat(false)).expect("a question");
        prop_assert_eq!(Results::from_flat(&flat, &pack), Some(results));
    }

    #[test]
    fn a_word_that_is_being_typed_is_read_alike(corpus in corpus(), word in prop::sample::select(&WORDS[..]), length in 0..6_usize) {
        let pack = Pack::open(pack(&corpus)).expect("what was packed opens");
        let query = pack.read_query(&word.chars().take(length).collect::<String>());
        let search = Search::new(&query);
        let flat = pack.search_flat(&search.to_flat(false)).expect("a question");
        prop_assert_eq!(Results::from_flat(&flat, &pack), Some(pack.search(&search)));
    }

    #[test]
    fn other_questions_are_other_bytes(corpus in corpus(), items in items(), mut one in rest(), mut other in rest()) {
        let pack = Pack::open(pack(&corpus)).expect("what was packed opens");
        let query = Query::parse(&typed(&items));
        let (one, other) = (one.search(&pack, &query), other.search(&pack, &query));
        let are_same = one.to_flat(true) == other.to_flat(true);
        prop_assert_eq!(are_same, format!("{:?}", one) == format!("{:?}", other));
    }

    #[test]
    fn bytes_that_were_changed_or_cut_short_never_panic(
        corpus in corpus(),
        items in items(),
        mut rest in rest(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![0..5_u8, any::<u8>()]), 0..4),
        length in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let pack = Pack::open(pack(&corpus)).expect("what was packed opens");
        let query = Query::parse(&typed(&items));
        let forge = |mut flat: Vec<u8>| {
            for (at, byte) in &changes {
                let at = at.index(flat.len());
                flat[at] = *byte;
            }
            if is_cut {
                flat.truncate(length.index(flat.len()));
            }
            flat
        };
        let search = rest.search(&pack, &query);
        let question = search.to_flat(true);
        let _ = pack.search_flat(&forge(question.clone()));
        let answer = pack.search_flat(&question).expect("a question");
        let _ = Results::from_flat(&forge(answer.clone()), &pack);
        if is_cut {
            prop_assert_eq!(Results::from_flat(&answer[..length.index(answer.len())], &pack), None);
        }
    }

    #[test]
    fn a_copy_made_of_root_and_chunks_answers_alike(corpus in corpus(), word in prop::sample::select(&WORDS[..]), with_values: bool) {
        let parts = pack_in_smaller_chunks(&corpus, 500);
        let here = Pack::open(parts.root.clone()).expect("what was packed opens");
        let copy = Pack::open(here.root().expect("its bytes").to_vec()).expect("a copy");
        let query = Query::parse(word);
        let search = Search::new(&query);
        if with_values {
            here.ask_for_values();
        }
        for _ in 0..10 {
            let before = copy.lacking();
            let flat = copy.search_flat(&search.to_flat(with_values)).expect("a question");
            if copy.lacking() == before {
                let results = here.search(&search);
                if here.take_missing().is_empty() {
                    prop_assert_eq!(Results::from_flat(&flat, &here), Some(results));
                }
                return Ok(());
            }
            for name in copy.take_missing() {
                let (_, bytes) = parts.chunks.iter().find(|(other, _)| *other == name).expect("a chunk");
                prop_assert_eq!(here.chunk(&name), None);
                here.supply(&name, bytes.clone()).expect("a chunk as it was written");
                copy.supply(&name, here.chunk(&name).expect("it is here").to_vec()).expect("the same chunk");
            }
        }
        prop_assert!(false, "it never has enough");
    }
}
