use proptest::prelude::*;

use super::{super::tree::Phrase, *};
use crate::PartKind;

/// The parts of a query as `word`, `"a phrase"`, `beginning…`, `{a condition}`, each with - where left out.
fn read(text: &str) -> String {
    let shown = Query::parse(text).parts.into_iter().map(|part| {
        let minus = if part.excluded { "-" } else { "" };
        match part.kind {
            PartKind::Word => format!("{minus}{}", part.text),
            PartKind::Phrase => format!("{minus}\"{}\"", part.text),
            PartKind::Prefix => format!("{minus}{}…", part.text),
            PartKind::Condition => format!("{minus}{{{}}}", part.text),
        }
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn queries_are_read_as_a_person_means_them() {
    for (text, expected) in [
        ("", ""),
        ("  Border   GUARDS ", "border guards"),
        ("al-Sudani", "\"al sudani\""),
        ("al Sudani", "al sudani"),
        ("“fully secured”", "\"fully secured\""),
        ("«fully secured» prison", "\"fully secured\" prison"),
        ("\"secured\" =Prison", "\"secured\" \"prison\""),
        ("-tank -\"prison break\" –escape", "-tank -\"prison break\" -escape"),
        ("pris* \"prison bre*\" al-Sud*", "pris… prison bre… al sud…"),
        ("Shi’a Shi'a U.S. 1,000", "shia shia us 1000"),
        ("forces (SDF)", "forces sdf"),
        ("a - b", "a b"),
        ("a -", "a"),
        ("& ! \"\" ?", ""),
        ("one\"two three\"four", "one \"two three\" four"),
        ("a OR b c OR -d", "{(a OR (b c) OR -d)}"),
        ("a AND b NOT c and or not", "a b -c and or not"),
        ("a (b OR “c d”) -(e f)", "a {(b OR \"c d\")} -{(e f)}"),
        ("NOT NOT a -(-b)", "a b"),
        ("“prison guards”~5 \"=prison guards\"~2", "{\"prison guards\"~5} {\"=prison guards\"~2}"),
        ("\"prison\"~5", "prison"),
        ("prsion~ demonstraton~ prison~1 prison~2", "{prsion~1} {demonstraton~2} {prison~1} {prison~2}"),
        ("mar*z faith?l *stan “mar* *stan”", "{mar*z} {faith?l} {*stan} {\"mar* *stan\"}"),
        ("why? Really??", "why really"),
        ("/mar[iy]a?/ (/a|b/)", "{/mar[iy]a?/} {/a|b/}"),
        ("and/or /usr/bin /", "\"and or\" \"usr bin\""),
        (
            "title:prison body:“prison break” Title:(a OR b)",
            "{title:prison} {body:\"prison break\"} {(title:a OR title:b)}",
        ),
        ("person:\"Mazloum Abdi\" -org:SDF source:al-*", "{person:\"mazloum abdi\"} -{org:sdf} {source:al}"),
        ("said-by:abdi author:smith place:Erb*l", "{said-by:abdi} {author:smith} {place:erb*l}"),
        ("published:2025-11..2026-01", "{published:2025-11-01..2026-01-31}"),
        (
            "mentioned:2014 mentioned:2014.. mentioned:…2014-02",
            "{mentioned:2014-01-01..2014-12-31} {mentioned:2014-01-01..} {mentioned:..2014-02-28}",
        ),
        ("a person:", "a"),
        ("a OR", "a"),
        ("a NOT", "a"),
        ("published:20", ""),
        ("published:2025-1", "{published:2025-01-01..2025-12-31}"),
        ("10:30 a:b", "\"10 30\" \"a b\""),
        ("shi(a)x", "\"shi a x\""),
    ] {
        assert_eq!(read(text), expected, "{text}");
        let hints = Query::parse(text).hints;
        assert!(hints.is_empty() || text.contains("al-*"), "{text}: {hints:?}");
    }
}

#[test]
fn what_was_guessed_is_hinted_at_where_it_stands() {
    for (text, expected, range) in [
        ("a \"b c", "a \"b c\"", 2..6),
        ("a (b c", "a {(b c)}", 2..3),
        ("a b)", "a b", 3..4),
        ("x(a b", "\"x a\" b", 1..2),
        ("a * b", "a b", 2..3),
        ("OR a", "a", 0..2),
        ("(a OR) b", "a b", 3..5),
        ("(a NOT) b", "a b", 3..6),
        ("a /b(c/", "a \"b c\"", 4..5),
        ("tilte:a", "\"tilte a\"", 0..6),
        ("person: a", "person a", 0..7),
        ("a published:soon", "a", 12..16),
        ("published:2025-13..2026", "{published:2025-01-01..2026-12-31}", 10..17),
        ("published:2025-1 a", "{published:2025-01-01..2025-12-31} a", 10..16),
        ("published:2026..2025", "{published:2025-01-01..2026-12-31}", 10..20),
        ("\"a b\"~99", "{\"a b\"~62}", 5..8),
    ] {
        assert_eq!(read(text), expected, "{text}");
        let ranges: Vec<_> = Query::parse(text).hints.into_iter().map(|hint| hint.range).collect();
        assert_eq!(ranges, [range], "{text}");
    }
}

#[test]
fn no_query_is_too_deep_or_too_long() {
    for text in ["(", "-(", "a OR (", "\"a\"~9 ", "a*", "/a{99}/ ", "NOT "] {
        Query::parse(&text.repeat(5_000));
    }
}

/// A query as it was read.
fn written(text: &str) -> String {
    let mut out = String::new();
    Query::parse(text).root.write(&mut out);
    // Nothing is written as an empty group.
    if out == "()" { String::new() } else { out }
}

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "bad",
        "été",
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
        "OR",
        " OR ",
        "AND",
        " NOT ",
        "title:",
        "person:",
        "published:",
        "2025",
        "..",
        ":",
        "al-ab",
        "[a-c]",
    ]);
    prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_string_is_read(text in prop_oneof![texts(), "\\PC{0,20}"]) {
        let query = Query::parse(&text);
        for range in query.parts.iter().map(|part| &part.range).chain(query.hints.iter().map(|hint| &hint.range)) {
            prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()));
        }
        prop_assert!(query.hints.is_sorted_by_key(|hint| hint.range.start));
        query.root.wanted(&mut |node| {
            let Node::Phrase(Phrase { words, .. }) = node else { return };
            for word in words.iter().filter(|word| word.is_plain() && text.is_ascii()) {
                let typed = text[word.range.clone()].to_ascii_lowercase().replace(['\'', '`', '.', ','], "");
                assert_eq!(typed, word.term.replace('.', ""), "{text}");
            }
        });
    }

    #[test]
    fn a_query_as_it_was_read_reads_the_same_again(text in prop_oneof![texts(), "[a-cé \"“*?~2()=/:’.-]{0,20}"]) {
        let once = written(&text);
        prop_assert_eq!(written(&once), once);
    }

    #[test]
    fn without_a_part_the_rest_means_what_it_meant(text in texts()) {
        let parts = Query::parse(&text).parts;
        for (at, part) in parts.iter().enumerate() {
            let rest = format!("{} {}", &text[..part.range.start], &text[part.range.end..]);
            let mut expected: Vec<_> = parts.iter().map(|part| (part.kind, part.excluded, &part.text)).collect();
            expected.remove(at);
            let left = Query::parse(&rest).parts;
            prop_assert_eq!(left.iter().map(|part| (part.kind, part.excluded, &part.text)).collect::<Vec<_>>(), expected);
        }
    }
}
