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

mod fields;
mod operands;
mod parts;
#[cfg(test)]
mod tests;

use core::ops::Range;

use super::{
    Begun, Hint, Query,
    tree::{Node, Place},
};
use fields::{FIELDS, Scope};

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
    begun: Option<Begun>,
    hints: Vec<Hint>,
}

/// A condition and where it was read.
struct Item {
    node: Node,
    range: Range<usize>,
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
        if !self.take(':') {
            self.at = start;
            return;
        }
        match field {
            // What it is to hold is still to be typed.
            Some(_) if self.next().is_none() => {}
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
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}')
}

/// Quotation marks of phrases. Single ones are apostrophes.
fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}
