//! What stands between the operators: phrases, patterns, runs of words, and the dates of fields.

use dossier_model::{Day, PartialDate, Track};

use super::{
    super::{
        Begun,
        marks::{self, Stray},
        pattern,
        tree::{Form, Node, Phrase, Place, WIDEST, Word},
    },
    Parser, Scope, is_quote,
};

impl Parser<'_> {
    pub(super) fn phrase(&mut self, start: usize) -> Option<Node> {
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
    pub(super) fn regex(&mut self, start: usize) -> Option<Option<Node>> {
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

    pub(super) fn run(&mut self, start: usize) -> Option<Node> {
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
        if is_at_end {
            let is_name = matches!(self.scope, Scope::Names(_));
            let begun = words.last().filter(is_word);
            self.begun = begun.map(|word| Begun { term: word.term.clone(), is_name });
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

    /// A date, or as much of it as there is; hints where there is something else, unless it is still being typed.
    fn date(&mut self, text: &str, offset: usize) -> Option<PartialDate> {
        let folded = dossier_text::fold(text.trim());
        let why = match folded.parse::<PartialDate>() {
            Ok(date) => return Some(date),
            Err(_) if folded.is_empty() => return None,
            Err(why) => why,
        };
        let coarser =
            folded.rmatch_indices('-').find_map(|(end, _)| folded[..end].parse::<PartialDate>().ok());
        let end = offset + text.len();
        let is_begun =
            end == self.text.len() && folded.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        if !is_begun && self.hints.iter().all(|hint| hint.range.start != offset) {
            let guess = coarser.map_or("Left out".to_owned(), |date| format!("Read as {date}"));
            self.hint(offset..end, format!("{guess}: {why}, or two of them with .. between."));
        }
        coarser
    }
}
