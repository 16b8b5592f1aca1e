//! From text to tree.
//!
//! ```text
//! query  = { item }
//! item   = [ "-" ] ( phrase | run )
//! phrase = quote , anything but a quote , quote
//! run    = anything but white space and quotes , [ "*" ]
//! ```
//!
//! A run is read by the same rule for words as the texts; several words in one run (al-Sudani) are a phrase.

use core::ops::Range;

use dossier_text::tokens;

use super::{
    Hint, Part, PartKind, Query,
    tree::{Node, Phrase, Word},
};

const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

pub(super) fn parse(text: &str) -> Query {
    let mut parser = Parser { text, at: 0, nodes: Vec::new(), parts: Vec::new(), hints: Vec::new() };
    while parser.item() {}
    parser.check_brackets();
    Query { root: Node::All(parser.nodes), parts: parser.parts, hints: parser.hints }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    nodes: Vec<Node>,
    parts: Vec<Part>,
    hints: Vec<Hint>,
}

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Goes on while the characters are so, and says what they were.
    fn take_while(&mut self, is_so: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = rest.find(|c| !is_so(c)).map_or(rest, |end| &rest[..end]);
        self.at += taken.len();
        taken
    }

    fn hint(&mut self, range: Range<usize>, message: impl Into<String>) {
        let at = self.hints.partition_point(|hint| hint.range.start <= range.start);
        self.hints.insert(at, Hint { range, message: message.into() });
    }

    /// Reads one item; `false` at the end.
    fn item(&mut self) -> bool {
        self.take_while(char::is_whitespace);
        if self.rest().is_empty() {
            return false;
        }
        let start = self.at;
        let excluded = !self.take_while(is_minus).is_empty();
        if self.rest().starts_with(char::is_whitespace) || self.rest().is_empty() {
            // A dash between spaces, or one that a word is still to follow.
            return true;
        }
        if self.rest().starts_with(is_quote) {
            self.phrase(start, excluded);
        } else {
            self.run(start, excluded);
        }
        true
    }

    fn phrase(&mut self, start: usize, excluded: bool) {
        let open = self.at;
        self.take_while_one(is_quote);
        let inside = self.take_while(|c| !is_quote(c));
        if self.rest().is_empty() {
            self.hint(
                open..self.text.len(),
                "These quotation marks are never closed; the phrase goes to the end.",
            );
        } else {
            self.take_while_one(is_quote);
        }
        let is_prefix = inside.trim_end().ends_with('*');
        self.stray_stars(inside, self.offset_of(inside));
        self.add(start, excluded, inside, is_prefix);
    }

    fn run(&mut self, start: usize, excluded: bool) {
        let run = self.take_while(|c| !c.is_whitespace() && !is_quote(c));
        if excluded && run.starts_with(|c| BRACKETS.iter().any(|&(open, _)| open == c)) {
            self.hint(start..self.at, "Brackets don't group words; put a - before each word to leave out.");
        }
        let is_prefix = run.trim_end_matches(|c: char| is_bracket(c) || c == ',').ends_with('*');
        self.stray_stars(run, self.offset_of(run));
        if !self.add(start, excluded, run, is_prefix) && run.chars().all(|c| c == '*') {
            self.hint(start..self.at, "A * stands after the beginning of a word: prison*.");
        }
    }

    fn take_while_one(&mut self, is_so: impl Fn(char) -> bool) {
        if let Some(c) = self.rest().chars().next().filter(|&c| is_so(c)) {
            self.at += c.len_utf8();
        }
    }

    fn offset_of(&self, part: &str) -> usize {
        part.as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// Hints at a * inside a word, where nothing is matched by it.
    fn stray_stars(&mut self, part: &str, offset: usize) {
        for (at, _) in part.match_indices('*') {
            let next = part[at + 1..].chars().next();
            if next.is_some_and(|c| tokens(c.encode_utf8(&mut [0; 4])).next().is_some()) {
                let at = offset + at;
                self.hint(
                    at..at + 1,
                    "A * is understood at the end of a word only; here it parts two words.",
                );
            }
        }
    }

    /// Adds the words of `inside` as a node; `false` if there are none.
    fn add(&mut self, start: usize, excluded: bool, inside: &str, is_prefix: bool) -> bool {
        let mut words: Vec<_> =
            tokens(inside).map(|token| Word { term: token.term, is_prefix: false }).collect();
        let Some(last) = words.last_mut() else { return false };
        last.is_prefix = is_prefix;
        let text = words.iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join(" ");
        let kind = match words.len() {
            _ if is_prefix => PartKind::Prefix,
            1 => PartKind::Word,
            _ => PartKind::Phrase,
        };
        self.parts.push(Part { range: start..self.at, kind, excluded, text });
        let node = Node::Phrase(Phrase(words));
        self.nodes.push(if excluded { Node::Not(Box::new(node)) } else { node });
        true
    }

    /// Hints at brackets without a partner. They part words like other signs, paired or not.
    fn check_brackets(&mut self) {
        let mut open: Vec<(usize, char)> = Vec::new();
        for (at, c) in self.text.char_indices() {
            if let Some(&(_, closing)) = BRACKETS.iter().find(|&&(opening, _)| opening == c) {
                open.push((at, closing));
            } else if is_bracket(c) && open.pop_if(|&mut (_, closing)| closing == c).is_none() {
                self.hint(at..at + 1, format!("This {c} closes no bracket and is left out."));
            }
        }
        for (at, _) in open {
            let message = format!("This {} is never closed and is left out.", &self.text[at..=at]);
            self.hint(at..at + 1, message);
        }
    }
}

fn is_bracket(c: char) -> bool {
    BRACKETS.iter().any(|&(open, close)| c == open || c == close)
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

    /// The parts of a query as `word`, `"a phrase"`, `beginning*`, each with - where left out.
    fn read(text: &str) -> String {
        let shown = Query::parse(text).parts.into_iter().map(|part| {
            let minus = if part.excluded { "-" } else { "" };
            match part.kind {
                PartKind::Word => format!("{minus}{}", part.text),
                PartKind::Phrase => format!("{minus}\"{}\"", part.text),
                PartKind::Prefix => format!("{minus}{}*", part.text),
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
            ("\"secured\"", "secured"),
            ("-tank -\"prison break\" –escape", "-tank -\"prison break\" -escape"),
            ("pris* \"prison bre*\" al-Sud*", "pris* prison bre* al sud*"),
            ("Shi’a Shi'a U.S. 1,000", "shia shia us 1000"),
            ("forces (SDF)", "forces sdf"),
            ("a - b", "a b"),
            ("a -", "a"),
            ("& ! \"\" ?", ""),
            ("one\"two three\"four", "one \"two three\" four"),
        ] {
            assert_eq!(read(text), expected, "{text}");
            let is_hinted = Query::parse(text).hints().is_empty();
            assert!(is_hinted, "{text}: {:?}", Query::parse(text).hints());
        }
    }

    #[test]
    fn what_was_guessed_is_hinted_at_where_it_stands() {
        for (text, expected, range) in [
            ("a \"b c", "a \"b c\"", 2..6),
            ("(a b", "a b", 0..1),
            ("a b]", "a b", 3..4),
            ("mar*z", "\"mar z\"", 3..4),
            ("a * b", "a b", 2..3),
            ("-(a b)", "-a b", 0..3),
        ] {
            assert_eq!(read(text), expected, "{text}");
            let ranges: Vec<_> = Query::parse(text).hints.into_iter().map(|hint| hint.range).collect();
            assert_eq!(ranges, [range], "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_string_is_read(text in "[ab\"“”*() -]{0,12}|\\PC{0,20}") {
            let query = Query::parse(&text);
            for range in query.parts.iter().map(|part| &part.range).chain(query.hints.iter().map(|hint| &hint.range)) {
                prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()));
            }
        }

        #[test]
        fn without_a_part_the_rest_means_what_it_meant(text in "[ab\"*() -]{0,12}") {
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
