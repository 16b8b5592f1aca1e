//! What the search box, the snippets and the marks say, on a small corpus that a person can check.

use dossier_index::{Pack, Query, ReasonKind, Search, Sort, pack};
use dossier_model::{
    Alias, Annotations, Block, BlockKind, ByteRange, Corpus, DateMention, DateSpan, Day, Document,
    DocumentIndex, Entity, EntityIndex, EntityKind, Facet, Mention, PartialDate, Published, Quotation, Site,
    Title, TitleOrigin,
};

/// Paragraphs are parted by line breaks; one that begins with `~` is set aside.
fn document(key: &str, title: &str, published: &str, text: &str) -> Document {
    let (mut blocks, mut start) = (Vec::new(), 0);
    for line in text.split('\n') {
        let kind = if line.starts_with('~') { BlockKind::SetAside } else { BlockKind::Paragraph };
        blocks.push(Block { kind, range: ByteRange::new(start, start + line.len()) });
        start += line.len() + 1;
    }
    let day = published.parse::<PartialDate>().ok().map(PartialDate::first);
    Document {
        key: key.into(),
        origin: format!("{key}.txt"),
        title: Title { text: title.into(), origin: TitleOrigin::Given, range: None },
        text: text.into(),
        blocks,
        source: None,
        byline: None,
        url: None,
        published: Published { span: day.map_or(DateSpan::UNKNOWN, DateSpan::day), evidence: Vec::new() },
        tags: Vec::new(),
        edited: Vec::new(),
        given: None,
    }
}

fn entity(kind: EntityKind, id: &str, names: &[&str]) -> Entity {
    let alias = |name: &&str| Alias { text: (*name).into(), count: 1, reason: String::new() };
    Entity {
        kind,
        id: id.into(),
        label: names[0].into(),
        aliases: names.iter().map(alias).collect(),
        edits: Vec::new(),
        note: None,
        at: None,
    }
}

fn open() -> Pack {
    let documents = vec![
        document(
            "bridge",
            "Harbour bridge opens",
            "2024-05-01",
            "The bridge opens.\n~Photo: harbour at night\nMayor O’Neil-Ruiz spoke of a\u{301} new harbour\tbridge. Ships pass under the bridge.",
        ),
        document(
            "ferry",
            "Last ferry leaves",
            "2024-06-01",
            "The ferry left the harbour at ten. The harbour was quiet. It had been the last of its kind, built long before any bridge was thought of, and people came from all over the country to see it go.",
        ),
        document(
            "storm",
            "A storm",
            "",
            "Waves broke over the harbour wall. 1,000 homes lost power in the U.S. state.",
        ),
    ];
    let mention = |at| Mention { range: ByteRange::default(), entity: EntityIndex(at) };
    let found = |entities: &[u32]| Annotations {
        mentions: entities.iter().copied().map(mention).collect(),
        ..Annotations::default()
    };
    let mut documents = documents;
    documents[2].byline = Some("John Smith and others".into());
    let passage = |at: usize, words: &str| {
        let start = documents[at].text.find(words).expect("the words are there");
        ByteRange::new(start, start + words.len())
    };
    let mut annotations = vec![found(&[0, 1]), found(&[1]), found(&[])];
    annotations[0].mentions[0].range = passage(0, "Mayor O’Neil-Ruiz");
    annotations[0].quotations =
        vec![Quotation { range: passage(0, "spoke of"), speaker: Some(EntityIndex(0)) }];
    let span = DateSpan::day(Day::from_ymd(2024, 5, 31).expect("there is such a day"));
    annotations[1].dates = vec![DateMention { range: passage(1, "ten"), span }];
    let corpus = Corpus {
        site: Site::default(),
        documents,
        annotations,
        entities: vec![
            entity(EntityKind::Person, "ana-oneil-ruiz", &["Ana O’Neil-Ruiz", "Mayor O'Neil-Ruiz"]),
            entity(EntityKind::Organisation, "harbour-board", &["Harbour Board", "HB"]),
        ],
        alike: vec![(DocumentIndex(2), DocumentIndex(0))],
    };
    Pack::open(pack(&corpus)).expect("what was packed opens")
}

fn keys(pack: &Pack, query: &str) -> Vec<String> {
    let query = Query::parse(query);
    pack.search(&Search::new(&query)).hits.into_iter().map(|hit| pack.document(hit.document).key).collect()
}

/// A snippet with its marks in brackets, and … where it was cut.
fn shown(pack: &Pack, document: u32, query: &str, max_chars: usize) -> String {
    let snippet = pack.snippet(DocumentIndex(document), &Query::parse(query), max_chars);
    let mut text = snippet.text;
    for mark in snippet.marks.into_iter().rev() {
        text.insert(mark.end, ']');
        text.insert(mark.start, '[');
    }
    format!("{}{text}{}", if snippet.cut_start { "…" } else { "" }, if snippet.cut_end { "…" } else { "" })
}

#[test]
fn each_operator_finds_what_it_says() {
    let pack = open();
    for (query, expected) in [
        ("bridge", vec!["bridge", "ferry"]),
        ("bridge ferry", vec!["ferry"]),
        ("\"harbour bridge\"", vec!["bridge"]),
        ("“bridge harbour”", vec![]),
        ("harbour -bridge", vec!["storm"]),
        ("harbour -\"harbour bridge\"", vec!["ferry", "storm"]),
        ("-harbour", vec![]),
        ("-storm", vec!["ferry", "bridge"]),
        ("o'neil-ruiz", vec!["bridge"]),
        ("oneil ruiz", vec!["bridge"]),
        ("ruiz-oneil", vec![]),
        ("ship*", vec!["bridge"]),
        ("ship", vec!["bridge"]),
        ("=ship", vec![]),
        ("\"ship\"", vec![]),
        ("\"ship pass\"~0", vec!["bridge"]),
        ("opened -ferry", vec!["bridge"]),
        ("shps~", vec!["bridge"]),
        ("brid?e pas*s", vec!["bridge"]),
        ("?ri*e under", vec!["bridge"]),
        ("/(sh|tr)ips/ OR waves", vec!["storm", "bridge"]),
        ("\"ten left\"~2", vec![]),
        ("\"ten left\"~3", vec!["ferry"]),
        ("(wave OR pass) -homes", vec!["bridge"]),
        ("harbour NOT (wave OR pass)", vec!["ferry"]),
        ("title:bridge", vec!["bridge"]),
        ("body:storm", vec![]),
        ("person:oneil-ruiz", vec!["bridge"]),
        ("person:ana-oneil-ruiz", vec!["bridge"]),
        ("org:“harbour board” -person:ana", vec!["ferry"]),
        ("org:har*", vec!["ferry", "bridge"]),
        ("person:\"harbour board\"", vec![]),
        ("published:2024-05..2024-05-31", vec!["bridge"]),
        ("published:2024-05-02..", vec!["ferry"]),
        ("-published:2024", vec!["storm"]),
        ("author:smith", vec!["storm"]),
        ("\"under the bri*\"", vec!["bridge"]),
        ("HARBÖUR 1000 us", vec!["storm"]),
        ("photo", vec![]),
        ("\"opens mayor\"", vec![]),
        ("", vec!["ferry", "bridge", "storm"]),
    ] {
        let mut found = keys(&pack, query);
        if !expected.is_empty() && query.starts_with("harbour -\"") {
            found.sort_unstable();
        }
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_word_in_the_title_ranks_above_one_in_the_body() {
    let pack = open();
    assert_eq!(keys(&pack, "ferry*")[0], "ferry");
    assert_eq!(keys(&pack, "bridge")[0], "bridge");
}

#[test]
fn words_near_each_other_rank_above_words_apart() {
    let pack = open();
    let explained = pack.explain(DocumentIndex(0), &Query::parse("harbour bridge")).expect("both are there");
    let of_kind = |kind| explained.reasons.iter().find(|reason| reason.kind == kind);
    let pair = of_kind(ReasonKind::SideBySide).expect("it is said in the title");
    assert_eq!(
        (pair.text.as_str(), pair.in_title, pair.in_body, pair.documents),
        ("harbour bridge", 1, 1, 2)
    );
    assert!(of_kind(ReasonKind::Near).is_some());
    let apart = pack.explain(DocumentIndex(1), &Query::parse("harbour bridge")).expect("both are there");
    assert!(apart.reasons.iter().all(|reason| reason.kind == ReasonKind::Found));
    assert!(apart.score < explained.score);
    assert_eq!(pack.explain(DocumentIndex(1), &Query::parse("storm")), None);
}

#[test]
fn where_nothing_is_found_the_nearest_words_are_offered() {
    let pack = open();
    for (typed, meant) in [
        ("harbuor", Some("harbour")),
        ("harbour brigde", Some("harbour bridge")),
        ("“habour brige” -ferry", Some("“harbour bridge” -ferry")),
        ("(fery OR =sotrm)", Some("(ferry OR =storm)")),
        ("title:fery -x", Some("title:ferry -x")),
        ("harbour", None),
        ("qqqqqqqqq", None),
        ("storm ferry", None),
        ("-storm harbuor waves", None),
    ] {
        assert_eq!(pack.spelling(&Query::parse(typed)).as_deref(), meant, "{typed}");
    }
}

#[test]
fn what_fields_ask_for_is_marked() {
    let pack = open();
    for (query, expected) in [
        ("person:ana", vec!["Mayor O’Neil-Ruiz"]),
        ("person:ana ruiz", vec!["Mayor O’Neil-Ruiz"]),
        ("org:harbour", vec![]),
        ("mentioned:2024", vec!["ten"]),
        ("mentioned:..2023", vec![]),
        ("said-by:ruiz", vec!["spoke of"]),
        ("title:bridge ships", vec!["Ships"]),
        ("body:bridge", vec!["bridge", "bridge", "bridge"]),
        ("“bridge pass under”~0", vec![]),
        ("“bridge pass under”~1", vec!["bridge", "pass", "under", "bridge"]),
        ("sh?ps /p.ss/ OR undr~", vec!["Ships", "pass", "under"]),
        ("-bridge OR ship", vec!["Ships"]),
    ] {
        let at = DocumentIndex(u32::from(query.starts_with("mentioned")));
        let (text, query) = (pack.text(at), Query::parse(query));
        let words: Vec<_> = pack.hits(at, &query).into_iter().map(|hit| hit.of(text)).collect();
        assert_eq!(words, expected, "{query:?}");
        let snippet = pack.snippet(at, &query, 400);
        let words: Vec<_> = snippet.marks.iter().map(|mark| &snippet.text[mark.clone()]).collect();
        assert_eq!(words, expected, "{query:?}");
    }
    assert_eq!(keys(&pack, "said-by:ruiz"), ["bridge"]);
    assert_eq!(keys(&pack, "said-by:board"), Vec::<String>::new());
    assert_eq!(keys(&pack, "mentioned:2024-05"), ["ferry"]);
}

#[test]
fn orders_by_date_leave_undated_documents_for_the_end() {
    let (pack, query) = (open(), Query::default());
    let order = |sort| {
        let hits = pack.search(&Search { sort, ..Search::new(&query) }).hits;
        hits.into_iter().map(|hit| hit.document.0).collect::<Vec<_>>()
    };
    assert_eq!(order(Sort::Newest), [1, 0, 2]);
    assert_eq!(order(Sort::Oldest), [0, 1, 2]);
}

#[test]
fn a_snippet_shows_the_passage_that_says_most() {
    let pack = open();
    for (document, query, max_chars, expected) in [
        (
            0,
            "harbour bridge",
            60,
            "…spoke of a\u{301} new [harbour] [bridge]. Ships pass under the [bridge].",
        ),
        (
            0,
            "“harbour bridge”",
            200,
            "The bridge opens. Mayor O’Neil-Ruiz spoke of a\u{301} new [harbour bridge]. Ships pass under the bridge.",
        ),
        (1, "thought", 60, "…any bridge was [thought] of, and people came from all over the…"),
        (1, "quiet", 50, "…The harbour was [quiet]. It had been the last of its…"),
        (1, "", 30, "The ferry left the harbour at…"),
        (2, "power", 24, "…lost [power] in the U.S.…"),
        (2, "us", 200, "Waves broke over the harbour wall. 1,000 homes lost power in the [U.S]. state."),
        (2, "waves", 3, "Wav…"),
    ] {
        assert_eq!(shown(&pack, document, query, max_chars), expected, "{query}");
    }
}

#[test]
fn hits_are_marked_in_title_and_text_but_not_in_what_is_set_aside() {
    let (pack, query) = (open(), Query::parse("\"harbour bridge\" harbour o'neil-ruiz -ferry"));
    let (text, card) = (pack.text(DocumentIndex(0)), pack.document(DocumentIndex(0)));
    let words: Vec<_> = pack.hits(DocumentIndex(0), &query).into_iter().map(|hit| hit.of(text)).collect();
    assert_eq!(words, ["O’Neil-Ruiz", "harbour\tbridge"]);
    let titles = pack.title_hits(DocumentIndex(0), &query);
    assert_eq!(titles.iter().map(|hit| hit.of(&card.title.text)).collect::<Vec<_>>(), ["Harbour bridge"]);
}

#[test]
fn a_last_word_that_no_document_has_is_a_beginning() {
    let pack = open();
    for (typed, read) in [
        ("harb", "harb*"),
        ("old harb", "old harb*"),
        ("\"old harb", "\"old harb*\""),
        ("harbour", "harbour"),
        ("harb ", "harb"),
        ("harb old", "harb old"),
        ("-harb", "-harb"),
        ("harb*", "harb*"),
        ("qqq", "qqq"),
        ("", ""),
        ("title:harb", "title:harb*"),
        ("(ferry OR harb", "(ferry OR harb*"),
        ("org:harb", "org:harb*"),
        ("org:harbour", "org:harbour"),
        ("org:qqq", "org:qqq"),
        ("=harb", "=harb"),
        ("\"old harb\"~5", "\"old harb\"~5"),
    ] {
        assert_eq!(pack.read_query(typed).parts().len(), Query::parse(read).parts().len(), "{typed}");
        let kinds =
            |query: Query| query.parts().into_iter().map(|part| (part.kind, part.text)).collect::<Vec<_>>();
        assert_eq!(kinds(pack.read_query(typed)), kinds(Query::parse(read)), "{typed}");
    }
}

#[test]
fn suggestions_go_on_from_the_last_word() {
    let pack = open();
    let names = |typed: &str| {
        let values = pack.suggest(typed, 5).values.into_iter();
        values.map(|named| pack.facet_value(named.facet, named.value).id.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("the o’nei"), ["ana-oneil-ruiz"]);
    assert_eq!(names("mayor o'neil-r"), ["ana-oneil-ruiz"]);
    assert_eq!(names("ferry h"), ["harbour-board"]);
    assert_eq!(names("ruiz "), ["ana-oneil-ruiz"]);
    assert_eq!(names("ru "), Vec::<String>::new());
    let typed = "the o’nei";
    assert_eq!(&typed[pack.suggest(typed, 5).values[0].range.clone()], "o’nei");
    let typed = "old har";
    let suggestions = pack.suggest(typed, 5);
    assert_eq!(suggestions.words, [("harbour".to_owned(), 3)]);
    assert_eq!(&typed[suggestions.range], "har");
    assert_eq!(pack.suggest("b", 2).words, [("bridge".to_owned(), 2), ("been".to_owned(), 1)]);
    assert_eq!(pack.suggest("harb", 5).titles, [DocumentIndex(0)]);
    assert_eq!(pack.suggest("har op", 5).titles, []);
    assert_eq!(pack.suggest("harbour op", 5).titles, [DocumentIndex(0)]);
    assert_eq!(pack.suggest(" “", 5).words, []);
    assert_eq!(pack.facet_value(Facet::Organisation, 0).total, 2);
}

#[test]
fn documents_are_alike_and_similar() {
    let pack = open();
    assert!(pack.has_alike());
    let firsts = [0, 1, 2, 9].map(|document| pack.first_alike(DocumentIndex(document)).0);
    assert_eq!(firsts, [0, 1, 0, 9]);
    let day = Day::from_ymd(2024, 5, 1).expect("there is such a day");
    assert_eq!(pack.published_span(DocumentIndex(0)), DateSpan::day(day));
    assert!(pack.published_span(DocumentIndex(9)).is_unknown());
    assert!(pack.similar(DocumentIndex(9), 5).is_empty());
    for document in pack.documents() {
        for similar in pack.similar(document, 5) {
            assert_ne!(similar.document, document);
            assert!(!similar.shared.is_empty());
        }
    }
}
