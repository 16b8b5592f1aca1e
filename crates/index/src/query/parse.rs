//! From text to tree.
//!
//! ```text
//! query     = conjunction , { "OR" , conjunction }
//! conjunction = { [ "AND" ] , item }
//! item      = { "-" | "NOT" } , [ field , ":" ] , ( "(" , query , ")" | phrase | regex | run )
//! phrase    = quote , anything but a quote , quote , [ "~" , number ]
//! regex     = "/" , anything but white space , "/"
//! run       = anything but white space and quotes
//! ```
//!
//! A run is read by the same rule for words as the texts; several words in one run (al-Sudani) are a phrase.

use core::ops::Range;

use dossier_model::{Day, Facet, PartialDate, Track};

use super::{
    Hint, Part, PartKind, Query,
    marks::{self, Stray},
    pattern,
    tree::{Form, Naming, Node, Phrase, Place, WIDEST, Word},
};

/// The most brackets inside one another; nobody means more, and each takes a piece of the stack.
const MOST_DEPTH: u32 = 20;

pub(super) fn parse(text: &str) -> Query {
    let mut parser = Parser {
        text,
        at: 0,
        depth: 0,
        scope: Scope::Words(Place::Anywhere),
        begun: None,
        hints: Vec::new(),
    };
    let mut alternatives = parser.alternatives();
    alternatives.retain(|items| !items.is_empty());
    let items = match alternatives.as_slice() {
        [first, .., last] if alternatives.len() > 1 => {
            let range = first[0].range.start..last[last.len() - 1].range.end;
            vec![Item { node: any(alternatives), range }]
        }
        _ => alternatives.pop().unwrap_or_default(),
    };
    let parts = items.iter().map(Item::part).collect();
    let root = Node::all(items.into_iter().map(|item| item.node).collect());
    Query { text: text.to_owned(), root, begun: parser.begun, parts, hints: parser.hints }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// How many brackets are open.
    depth: u32,
    scope: Scope,
    begun: Option<Word>,
    hints: Vec<Hint>,
}

/// What words are looked for in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    Words(Place),
    Names(Naming),
    Dates(Track),
}

/// The names of fields.
const FIELDS: [(&str, Scope); 10] = [
    ("title", Scope::Words(Place::Title)),
    ("body", Scope::Words(Place::Body)),
    ("source", Scope::Names(Naming::Facet(Facet::Source))),
    ("person", Scope::Names(Naming::Facet(Facet::Person))),
    ("org", Scope::Names(Naming::Facet(Facet::Organisation))),
    ("place", Scope::Names(Naming::Facet(Facet::Place))),
    ("author", Scope::Names(Naming::Author)),
    ("said-by", Scope::Names(Naming::Speaker)),
    ("published", Scope::Dates(Track::Published)),
    ("mentioned", Scope::Dates(Track::Mentioned)),
];

/// A condition and where it was read.
struct Item {
    node: Node,
    range: Range<usize>,
}

impl Item {
    fn part(&self) -> Part {
        let (node, excluded) = match &self.node {
            Node::Not(node) => (&**node, true),
            node => (node, false),
        };
        let kind = match node {
            Node::Phrase(phrase) => kind(phrase),
            _ => PartKind::Condition,
        };
        let mut text = String::new();
        match node {
            Node::Phrase(Phrase { words, .. }) if kind != PartKind::Condition => {
                text = words.iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join(" ");
            }
            node => node.write(&mut text),
        }
        Part { range: self.range.clone(), kind, excluded, text }
    }
}

fn kind(Phrase { words, near, place }: &Phrase) -> PartKind {
    let Some((last, before)) = words.split_last() else { return PartKind::Condition };
    let is_plain = near.is_none() && *place == Place::Anywhere && before.iter().all(Word::is_plain);
    match last.form {
        Form::Prefix if is_plain => PartKind::Prefix,
        Form::Stem(_) if is_plain && before.is_empty() => PartKind::Word,
        Form::Stem(_) | Form::Exact if is_plain => PartKind::Phrase,
        _ => PartKind::Condition,
    }
}

fn any(alternatives: Vec<Vec<Item>>) -> Node {
    let all = |items: Vec<Item>| Node::all(items.into_iter().map(|item| item.node).collect());
    Node::any(alternatives.into_iter().map(all).collect())
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Whether a word can't go on here.
    fn is_parted(&self) -> bool {
        self.next().is_none_or(char::is_whitespace)
    }

    /// Goes on while the characters are so, and says what they were.
    fn take_while(&mut self, is_so: fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = rest.find(|c| !is_so(c)).map_or(rest, |end| &rest[..end]);
        self.at += taken.len();
        taken
    }

    /// Goes past one character if it comes next.
    fn take(&mut self, c: char) -> bool {
        let is_next = self.next() == Some(c);
        self.at += if is_next { c.len_utf8() } else { 0 };
        is_next
    }

    fn hint(&mut self, range: Range<usize>, message: impl Into<String>) {
        let at = self.hints.partition_point(|hint| hint.range.start <= range.start);
        self.hints.insert(at, Hint { range, message: message.into() });
    }

    /// Reads conditions up to the end or the bracket that closes the group: all of one list hold, or all of another.
    fn alternatives(&mut self) -> Vec<Vec<Item>> {
        let mut alternatives = vec![Vec::new()];
        let mut last_or = 0..0;
        loop {
            self.take_while(char::is_whitespace);
            let start = self.at;
            match self.next() {
                None => break,
                Some(')') if self.depth > 0 => break,
                _ => {}
            }
            if self.keyword("OR") {
                last_or = start..self.at;
                match alternatives.last() {
                    Some(items) if items.is_empty() => self.stray_or(last_or.clone()),
                    _ => alternatives.push(Vec::new()),
                }
            } else if !self.keyword("AND")
                && let Some(item) = self.item()
                && let Some(items) = alternatives.last_mut()
            {
                items.push(item);
            }
        }
        if alternatives.len() > 1 && alternatives.last().is_some_and(Vec::is_empty) {
            alternatives.pop();
            self.stray_or(last_or);
        }
        alternatives
    }

    /// An OR at the end of the text waits for what is still to be typed.
    fn stray_or(&mut self, range: Range<usize>) {
        if !self.text[range.end..].trim_end().is_empty() {
            self.hint(range, "OR stands between two words; this one is left out.");
        }
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let Some(rest) = self.rest().strip_prefix(keyword) else { return false };
        let ends =
            rest.chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | ')') || is_quote(c));
        self.at += if ends { keyword.len() } else { 0 };
        ends
    }

    /// Reads one condition; `None` if there is nothing to it.
    fn item(&mut self) -> Option<Item> {
        let start = self.at;
        let mut excluded = false;
        loop {
            if !self.take_while(is_minus).is_empty() {
                if self.is_parted() {
                    // A dash between spaces, or one that a word is still to follow.
                    return None;
                }
                excluded = !excluded;
            } else if self.keyword("NOT") {
                let end = self.at;
                self.take_while(char::is_whitespace);
                excluded = !excluded;
                if self.next() == Some(')') {
                    self.hint(start..end, "NOT stands before what is to be left out.");
                }
            } else {
                break;
            }
        }
        let scope = self.scope;
        self.field();
        let node = self.operand();
        self.scope = scope;
        if excluded {
            self.begun = None;
        }
        let node = if excluded { node?.negated() } else { node? };
        Some(Item { node, range: start..self.at })
    }

    /// Reads the name of a field, and from there on looks there.
    fn field(&mut self) {
        let start = self.at;
        let name = self.take_while(|c| c.is_ascii_alphabetic() || c == '-');
        let field = FIELDS.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        if !self.take(':') || self.next().is_none() {
            self.at = start;
            return;
        }
        match field {
            Some(_) if self.is_parted() => {
                self.hint(
                    start..self.at,
                    "Write what this field is to hold right behind the colon, without a space.",
                );
                self.at = start;
            }
            Some(&(_, scope)) => self.scope = scope,
            None => {
                if name.len() > 1 && self.next().is_some_and(|c| c.is_alphanumeric() || is_quote(c)) {
                    self.hint(
                        start..self.at,
                        "There is no such field; there are title, body, source, author, person, org, place, said-by, published and mentioned.",
                    );
                }
                self.at = start;
            }
        }
    }

    fn operand(&mut self) -> Option<Node> {
        let start = self.at;
        match self.next()? {
            '(' => self.group(start),
            c if is_quote(c) => self.phrase(start),
            '/' => self.regex(start).unwrap_or_else(|| self.run(start)),
            _ => self.run(start),
        }
    }

    fn group(&mut self, start: usize) -> Option<Node> {
        self.at += 1;
        if self.depth == MOST_DEPTH {
            self.hint(
                start..self.at,
                "These are too many brackets inside one another; this one is left out.",
            );
            return None;
        }
        self.depth += 1;
        let mut alternatives = self.alternatives();
        self.depth -= 1;
        if !self.take(')') {
            self.hint(start..start + 1, "This ( is never closed; it goes to the end.");
        }
        alternatives.retain(|items| !items.is_empty());
        (!alternatives.is_empty()).then(|| any(alternatives))
    }

    fn phrase(&mut self, start: usize) -> Option<Node> {
        self.at += self.next().map_or(0, char::len_utf8);
        let offset = self.at;
        let inside = self.take_while(|c| !is_quote(c));
        let Some(quote) = self.next() else {
            self.hint(start..self.at, "These quotation marks are never closed; the phrase goes to the end.");
            return self.leaf(inside, offset, true, None);
        };
        self.at += quote.len_utf8();
        let closed = self.at;
        let near =
            if self.take('~') { self.take_while(|c| c.is_ascii_digit()).parse::<u32>().ok() } else { None };
        if near.is_none() {
            // No number: the ~ is read as any sign is.
            self.at = closed;
        }
        let node = self.leaf(inside, offset, near.is_none(), near);
        let words = match &node {
            Some(Node::Phrase(phrase)) => phrase.words.len(),
            _ => 0,
        };
        if near.is_some_and(|near| words.saturating_add(near as usize) > WIDEST) {
            self.hint(
                closed..self.at,
                "Words are near each other within 64 words at most, these among them.",
            );
        }
        node
    }

    /// A regular expression, if there is one: from a / to another that ends the run.
    fn regex(&mut self, start: usize) -> Option<Option<Node>> {
        let inside = self.rest().strip_prefix('/')?;
        let ends = |(at, _): &(usize, &str)| {
            let after = inside[at + 1..].chars().next();
            after.is_none_or(|c| c.is_whitespace() || c == ')') && !inside[..*at].ends_with('\\')
        };
        let (end, _) = inside.match_indices('/').find(ends)?;
        let pattern = &inside[..end];
        if pattern.is_empty()
            || pattern.contains(char::is_whitespace)
            || matches!(self.scope, Scope::Dates(_))
        {
            return None;
        }
        self.at = start + end + 2;
        Some(match pattern::from_regex(pattern) {
            Ok(steps) => {
                let term = self.text[start..self.at].to_owned();
                self.together(vec![Word { term, form: Form::Pattern(steps), range: start..self.at }], None)
            }
            Err((at, why)) => {
                let at = start + 1 + at;
                let end = at + self.text[at..].chars().next().map_or(0, char::len_utf8);
                self.hint(at..end, format!("Not a regular expression: {why}. Its words are looked for."));
                self.leaf(pattern, start + 1, false, None)
            }
        })
    }

    fn run(&mut self, start: usize) -> Option<Node> {
        let mut open: Vec<usize> = Vec::new();
        while let Some(c) = self.next().filter(|&c| !c.is_whitespace() && !is_quote(c)) {
            match c {
                '(' => open.push(self.at),
                ')' if open.pop().is_some() => {}
                ')' if self.depth > 0 => break,
                ')' => self.hint(self.at..self.at + 1, "This ) closes no bracket and is left out."),
                _ => {}
            }
            self.at += c.len_utf8();
        }
        for at in open {
            self.hint(at..at + 1, "This ( is never closed and is left out.");
        }
        self.leaf(&self.text[start..self.at], start, false, None)
    }

    /// A condition of words, names or dates, as the scope is; `None` if nothing is asked for.
    fn leaf(&mut self, inside: &str, offset: usize, as_typed: bool, near: Option<u32>) -> Option<Node> {
        if let Scope::Dates(track) = self.scope {
            return self.dates(track, inside, offset);
        }
        let mut strays = Vec::new();
        let as_typed = as_typed || matches!(self.scope, Scope::Names(_));
        let words = marks::words(inside, offset, as_typed, &mut strays);
        for stray in strays {
            match stray {
                Stray::Star(range) => self.hint(range, "A * stands beside letters: prison*, mar*z."),
                Stray::Pattern(range) => self.hint(range, "This pattern is too long and is left out."),
            }
        }
        let is_at_end = offset + inside.len() == self.text.len() && inside.ends_with(char::is_alphanumeric);
        let is_exact =
            |word: &Word| self.text.get(..word.range.start).is_some_and(|before| before.ends_with('='));
        let is_word = |word: &&Word| word.is_plain() && !is_exact(word);
        if is_at_end && matches!(self.scope, Scope::Words(_)) {
            self.begun = words.last().filter(is_word).cloned();
        }
        self.together(words, near)
    }

    fn together(&mut self, words: Vec<Word>, near: Option<u32>) -> Option<Node> {
        if words.is_empty() {
            return None;
        }
        let spare = WIDEST.checked_sub(words.len()).filter(|_| words.len() > 1);
        let near = near.and_then(|near| Some(near.min(spare? as u32)));
        let phrase = |place| Phrase { words, near, place };
        Some(match self.scope {
            Scope::Names(naming) => Node::Named(naming, phrase(Place::Anywhere)),
            Scope::Words(place) => Node::Phrase(phrase(place)),
            Scope::Dates(_) => return None,
        })
    }

    /// A day, month or year, or two with `..` between, of which one may be missing.
    fn dates(&mut self, track: Track, text: &str, offset: usize) -> Option<Node> {
        let dots = ["..", "…"].into_iter().find_map(|dots| text.split_once(dots));
        let (from, to) = dots.unwrap_or((text, text));
        let last = offset + text.len() - to.len();
        let (start, end) = (self.date(from, offset), self.date(to, last));
        if start.is_none() && end.is_none() {
            if dots.is_some() && from.is_empty() && to.is_empty() {
                self.hint(
                    offset..offset + text.len(),
                    "A day, month or year is to stand before or after the dots.",
                );
            }
            return None;
        }
        let (mut from, mut to): (Option<Day>, Option<Day>) =
            (start.map(PartialDate::first), end.map(PartialDate::last));
        if let (Some(first), Some(second)) = (start, end)
            && first.first() > second.last()
        {
            self.hint(offset..offset + text.len(), "These dates end before they begin; they are exchanged.");
            (from, to) = (Some(second.first()), Some(first.last()));
        }
        Some(Node::Dated(track, from, to))
    }

    /// A date; hints where there is something else.
    fn date(&mut self, text: &str, offset: usize) -> Option<PartialDate> {
        let folded = dossier_text::fold(text.trim());
        if folded.is_empty() {
            return None;
        }
        let date = folded.parse::<PartialDate>();
        if let Err(why) = &date
            && self.hints.iter().all(|hint| hint.range.start != offset)
        {
            self.hint(
                offset..offset + text.len(),
                format!("Left out: {why}, or two of them with .. between."),
            );
        }
        date.ok()
    }
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// Quotation marks of phrases. Single ones are apostrophes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
            (
                "person:\"Mazloum Abdi\" -org:SDF source:al-*",
                "{person:\"mazloum abdi\"} -{org:sdf} {source:al}",
            ),
            ("said-by:abdi author:smith place:Erb*l", "{said-by:abdi} {author:smith} {place:erb*l}"),
            ("published:2025-11..2026-01", "{published:2025-11-01..2026-01-31}"),
            (
                "mentioned:2014 mentioned:2014.. mentioned:…2014-02",
                "{mentioned:2014-01-01..2014-12-31} {mentioned:2014-01-01..} {mentioned:..2014-02-28}",
            ),
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
            ("published:2025-13..2026", "{published:..2026-12-31}", 10..17),
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
}
