//! What an index may never change: the answers. Each law compares the pack with a scan of the documents.

mod naive;

use dossier_index::{
    AxisUnit, DateFilter, Filter, Hit, Pack, Query, Search, Sort, TrackCounts, Undated, pack,
    pack_without_words,
};
use dossier_model::{Corpus, DateSpan, Day, DocumentIndex, Facet, Track};
use naive::{Item, corpus, items, some_items, span, typed, values};
use proptest::prelude::*;

fn open(corpus: &Corpus) -> Pack {
    // What is packed without words must answer alike, so every other corpus is.
    let pack =
        if corpus.documents.len().is_multiple_of(2) { pack(corpus) } else { pack_without_words(corpus) };
    Pack::open(pack).expect("what was packed opens")
}

fn everything<'a>(query: &'a Query) -> Search<'a> {
    Search { limit: usize::MAX, ..Search::new(query) }
}

/// The documents found, ascending.
fn found(pack: &Pack, search: &Search<'_>) -> Vec<usize> {
    let results = pack.search(search);
    let mut documents: Vec<_> = results.hits.iter().map(|hit| hit.document.0 as usize).collect();
    documents.sort_unstable();
    assert_eq!(results.total, documents.len());
    documents
}

fn dates(corpus: &Corpus, document: usize, track: Track) -> Vec<DateSpan> {
    let all = match track {
        Track::Published => vec![corpus.documents[document].published.span],
        Track::Mentioned => corpus.annotations[document].dates.iter().map(|date| date.span).collect(),
    };
    all.into_iter().filter(|span| !span.is_unknown()).collect()
}

fn track() -> impl Strategy<Value = Track> {
    prop::sample::select(vec![Track::Published, Track::Mentioned])
}

fn date_filter() -> impl Strategy<Value = DateFilter> {
    let undated = prop::sample::select(vec![Undated::Keep, Undated::LeaveOut, Undated::Only]);
    (track(), span(), undated).prop_map(|(track, span, undated)| DateFilter {
        track,
        from: span.from,
        to: span.to,
        undated,
    })
}

/// Ends as the histogram counts them: what lies outside the axis lies in the bucket at that end.
fn on_axis(span: DateSpan, buckets: &[(Day, Day)]) -> DateSpan {
    let (first, last) = (buckets[0].0, buckets[buckets.len() - 1].1);
    let held = |day: Day| day.clamp(first, last);
    DateSpan { from: span.from.map(held), to: span.to.map(held), ..span }
}

/// Pieces of queries, sensible or not.
const PIECES: [&str; 30] = [
    "prison",
    "Break",
    "été",
    "al-Sudani",
    "x",
    " ",
    " ",
    "\"",
    "“",
    "*",
    "?",
    "~",
    "~2",
    "(",
    ")",
    "-",
    "=",
    "/",
    "[a-z]+",
    " OR ",
    "AND",
    " NOT ",
    "title:",
    "person:",
    "said-by:",
    "author:",
    "mentioned:",
    "2025",
    "..",
    "1,000",
];

proptest! {
    #[test]
    fn search_finds_what_a_scan_of_the_texts_finds(corpus in corpus(), items in items()) {
        let query = Query::parse(&typed(&items));
        let expected: Vec<_> = (0..corpus.documents.len())
            .filter(|&at| items.iter().all(|item| item.matches(&corpus, at)))
            .collect();
        prop_assert_eq!(found(&open(&corpus), &everything(&query)), expected);
        prop_assert_eq!(query.hints(), []);
    }

    #[test]
    fn or_binds_less_than_side_by_side(corpus in corpus(), one in some_items(), other in some_items()) {
        let query = Query::parse(&format!("{} OR {}", typed(&one), typed(&other)));
        let all = |items: &[Item], at| items.iter().all(|item| item.matches(&corpus, at));
        let expected: Vec<_> = (0..corpus.documents.len()).filter(|&at| all(&one, at) || all(&other, at)).collect();
        prop_assert_eq!(found(&open(&corpus), &everything(&query)), expected);
    }

    #[test]
    fn a_found_word_is_marked_where_it_stands(corpus in corpus(), items in items()) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        for hit in pack.search(&everything(&query)).hits {
            let (hits, titles) = (pack.hits(hit.document, &query), pack.title_hits(hit.document, &query));
            let is_marked = items.iter().any(|item| item.is_marked(&corpus, hit.document.0 as usize));
            prop_assert_eq!(!hits.is_empty() || !titles.is_empty(), is_marked);
            prop_assert!(hits.is_sorted_by(|a, b| a.end <= b.start));
            let text = pack.text(hit.document);
            prop_assert!(hits.iter().all(|hit| text.get(hit.range()).is_some_and(|word| !word.is_empty())));
        }
    }

    #[test]
    fn filters_keep_what_a_recount_keeps(
        corpus in corpus(),
        facet in prop::sample::select(&Facet::ALL[..3]),
        wanted in prop::collection::vec(prop::option::weighted(0.8, 0..3_u32), 0..3),
        negated in any::<bool>(),
    ) {
        let pack = open(&corpus);
        let wanted: Vec<_> = wanted.into_iter().map(|value| value.filter(|&at| at < pack.facet_len(facet) as u32)).collect();
        let ids: Vec<_> = wanted.iter().flatten().map(|&value| pack.facet_value(facet, value).id).collect();
        let expected: Vec<_> = (0..corpus.documents.len())
            .filter(|&at| values(&corpus, at, facet).iter().any(|(id, _)| ids.contains(&id.as_str())) != negated)
            .collect();
        let filters = [Filter { facet, values: wanted, negated }];
        prop_assert_eq!(found(&pack, &Search { filters: &filters, ..everything(&Query::default()) }), expected);
    }

    #[test]
    fn among_some_documents_only_those_are_found(corpus in corpus(), among in prop::collection::vec(0..20_u32, 0..8)) {
        let pack = open(&corpus);
        let expected: Vec<_> = (0..corpus.documents.len()).filter(|at| among.contains(&(*at as u32))).collect();
        prop_assert_eq!(found(&pack, &Search { among: Some(&among), ..everything(&Query::default()) }), expected);
    }

    #[test]
    fn a_date_filter_keeps_what_may_lie_in_range_and_marks_what_does(corpus in corpus(), filter in date_filter()) {
        let (pack, query) = (open(&corpus), Query::default());
        let search = Search { dates: Some(filter), ..everything(&query) };
        let is_kept = |at: &usize| match (dates(&corpus, *at, filter.track), filter.undated) {
            (spans, undated) if spans.is_empty() => undated != Undated::LeaveOut,
            (_, Undated::Only) => false,
            (spans, _) => spans.iter().any(|span| span.may_lie_in(filter.from, filter.to)),
        };
        prop_assert_eq!(found(&pack, &search), (0..corpus.documents.len()).filter(is_kept).collect::<Vec<_>>());
        let asks = filter.undated != Undated::Only && (filter.from.is_some() || filter.to.is_some());
        for hit in pack.search(&search).hits {
            let spans = dates(&corpus, hit.document.0 as usize, filter.track);
            let is_certain = spans.iter().any(|span| span.lies_in(filter.from, filter.to));
            prop_assert_eq!(hit.certain, !asks || is_certain);
        }
    }

    #[test]
    fn facet_counts_equal_a_recount(corpus in corpus(), items in items()) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        let results = pack.search(&everything(&query));
        let counts = results.facets.expect("facets were asked for");
        for facet in Facet::ALL {
            let mut most: Vec<_> = (0..).zip(counts.counts(facet).iter().copied()).filter(|(_, count)| *count > 0).collect();
            most.sort_by_key(|&(value, count)| (core::cmp::Reverse(count), value));
            for at_most in [0, 1, 3, usize::MAX] {
                prop_assert_eq!(&counts.most(facet, at_most)[..], &most[..at_most.min(most.len())]);
            }
        }
        for facet in &Facet::ALL[..3] {
            for (value, &count) in counts.counts(*facet).iter().enumerate() {
                let id = pack.facet_value(*facet, value as u32).id;
                let holds = |at: usize| values(&corpus, at, *facet).iter().any(|(other, _)| other == id);
                let recount = results.hits.iter().filter(|hit| holds(hit.document.0 as usize)).count();
                prop_assert_eq!(count as usize, recount);
            }
        }
        let with_source = results.hits.iter().filter(|hit| pack.document(hit.document).source.is_some()).count();
        prop_assert_eq!(counts.counts(Facet::Source).iter().sum::<u32>() as usize, with_source);
    }

    #[test]
    fn the_histogram_equals_a_recount(corpus in corpus(), items in items()) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        let buckets = &pack.axis().buckets;
        let results = pack.search(&everything(&query));
        let histogram = results.histogram.expect("facets were asked for");
        for track in [Track::Published, Track::Mentioned] {
            let spans: Vec<_> = results.hits.iter().map(|hit| dates(&corpus, hit.document.0 as usize, track)).collect();
            let count = |holds: &dyn Fn(DateSpan, Day, Day) -> bool| -> Vec<u32> {
                let in_bucket = |&(from, to): &(Day, Day)| {
                    let has = |spans: &&Vec<DateSpan>| spans.iter().any(|&span| holds(on_axis(span, buckets), from, to));
                    spans.iter().filter(has).count() as u32
                };
                buckets.iter().map(in_bucket).collect()
            };
            let recount = TrackCounts {
                certain: count(&|span, from, to| span.lies_in(Some(from), Some(to))),
                possible: count(&|span, from, to| span.may_lie_in(Some(from), Some(to))),
                undated: spans.iter().filter(|spans| spans.is_empty()).count() as u32,
            };
            prop_assert_eq!(histogram.track(track), &recount);
        }
    }

    #[test]
    fn the_axis_is_at_most_180_buckets_side_by_side(corpus in corpus()) {
        let pack = open(&corpus);
        let axis = pack.axis();
        prop_assert!(axis.buckets.len() <= 180 && axis.unit <= AxisUnit::Decade);
        prop_assert!(axis.buckets.windows(2).all(|pair| pair[0].1.plus_days(1) == pair[1].0));
        let known = |at: usize| [Track::Published, Track::Mentioned].iter().any(|&track| !dates(&corpus, at, track).is_empty());
        prop_assert_eq!(axis.buckets.is_empty(), !(0..corpus.documents.len()).any(known));
    }

    #[test]
    fn orders_are_what_they_say(corpus in corpus(), items in items()) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        let day = |at: DocumentIndex| corpus.documents[at.0 as usize].published.span.sort_day();
        let order = |sort| pack.search(&Search { sort, ..everything(&query) }).hits;
        let newest = |at: DocumentIndex| (day(at).is_none(), day(at).map(|day| -day.number()), at);
        prop_assert!(order(Sort::Newest).is_sorted_by_key(|hit| newest(hit.document)));
        prop_assert!(order(Sort::Oldest).is_sorted_by_key(|hit| (day(hit.document).is_none(), day(hit.document), hit.document)));
        let relevance = order(Sort::Relevance);
        let is_before = |a: &Hit, b: &Hit| (b.score, newest(a.document)) < (a.score, newest(b.document));
        prop_assert!(relevance.is_sorted_by(is_before));
        prop_assert!(relevance.iter().all(|hit| hit.score.is_finite() && hit.score >= 0.0));
    }

    #[test]
    fn the_points_of_an_explanation_are_the_score(corpus in corpus(), items in items()) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        let hits = pack.search(&everything(&query)).hits;
        for document in pack.documents() {
            let explained = pack.explain(document, &query);
            let hit = hits.iter().find(|hit| hit.document == document);
            prop_assert_eq!(hit.map(|hit| hit.score), explained.map(|explained| explained.score));
        }
    }

    #[test]
    fn a_spelling_finds_something_where_the_query_finds_nothing(corpus in corpus(), items in items(), slip in "[a-z]{0,8}") {
        let (pack, query) = (open(&corpus), Query::parse(&format!("{} {slip}", typed(&items))));
        let spelling = pack.spelling(&query);
        if let Some(spelling) = &spelling {
            prop_assert_eq!(found(&pack, &everything(&query)), []);
            prop_assert!(!found(&pack, &everything(&Query::parse(spelling))).is_empty());
        }
    }

    #[test]
    fn whatever_is_typed_is_answered(corpus in corpus(), pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12), other in "\\PC{0,6}") {
        let (pack, typed) = (open(&corpus), format!("{}{other}", pieces.concat()));
        let query = pack.read_query(&typed);
        for hit in pack.search(&everything(&query)).hits {
            let text = pack.text(hit.document);
            prop_assert!(pack.hits(hit.document, &query).iter().all(|hit| text.get(hit.range()).is_some()));
            let snippet = pack.snippet(hit.document, &query, 40);
            prop_assert!(snippet.marks.iter().all(|mark| snippet.text.get(mark.clone()).is_some()));
            prop_assert!(pack.explain(hit.document, &query).is_some());
        }
        pack.spelling(&query);
        pack.suggest(&typed, 5);
    }

    #[test]
    fn a_page_is_a_part_of_the_whole(corpus in corpus(), items in items(), offset in 0..15_usize, limit in 0..15_usize) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        let whole = pack.search(&everything(&query));
        let page = pack.search(&Search { offset, limit, ..Search::new(&query) });
        let expected: Vec<_> = whole.hits.iter().skip(offset).take(limit).copied().collect();
        prop_assert_eq!(page.hits, expected);
        prop_assert_eq!((page.total, page.facets, page.histogram), (whole.total, whole.facets, whole.histogram));
    }

    #[test]
    fn browsing_is_searching_for_nothing(corpus in corpus(), dates in prop::option::of(date_filter()), max_chars in 1..80_usize) {
        let (pack, query) = (open(&corpus), Query::default());
        let search = Search { dates, ..Search::new(&query) };
        prop_assert_eq!(pack.browse(&search), pack.search(&search));
        for document in pack.documents() {
            prop_assert_eq!(pack.lead(document, max_chars), pack.snippet(document, &query, max_chars));
        }
    }

    #[test]
    fn a_snippet_fits_and_its_marks_are_words_of_it(corpus in corpus(), items in items(), max_chars in 1..80_usize) {
        let (pack, query) = (open(&corpus), Query::parse(&typed(&items)));
        for document in pack.documents() {
            let snippet = pack.snippet(document, &query, max_chars);
            prop_assert!(snippet.text.chars().count() <= max_chars);
            prop_assert!(snippet.marks.iter().all(|mark| snippet.text.get(mark.clone()).is_some_and(|word| !word.is_empty())));
            prop_assert!(snippet.marks.is_sorted_by(|a, b| a.end <= b.start));
        }
    }
}
