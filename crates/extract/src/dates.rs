//! Calendar expressions: found by their words (`expression`, with `parts` of years, what is `relative` to the article's day and what is
//! told `beside` another time; `names`, `year` and `feast` know single words), placed in the calendar by the article's own day
//! and by the dates named before (`resolve`).

mod beside;
mod dateline;
mod expression;
mod feast;
mod names;
mod numeric;
mod parts;
mod relative;
mod resolve;
mod year;

use dossier_model::{ByteRange, DateSpan, Document};
use dossier_text::fold;
use serde::{Deserialize, Serialize};

use self::{expression::parse_at, resolve::Calendar};
use crate::words::{Word, words_of};

/// Whether a time is spoken of as past or as still to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Tense {
    Past,
    Ahead,
}

/// A calendar expression and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FoundDate {
    pub(crate) range: ByteRange,
    pub(crate) span: DateSpan,
    pub(crate) tense: Tense,
    /// It names its time by itself, not from the article's own day.
    is_absolute: bool,
}

impl FoundDate {
    /// Whether it is placed in the calendar without knowing when the article came out.
    pub(crate) fn is_absolute(&self) -> bool {
        self.is_absolute && !self.span.is_unknown()
    }
}

/// Words before or behind a date that speak of it as still to come.
const AHEAD: &[&str] = &[
    "ahead",
    "aim",
    "aims",
    "coming",
    "could",
    "deadline",
    "due",
    "expect",
    "expected",
    "expects",
    "expire",
    "expires",
    "forthcoming",
    "hopes",
    "intends",
    "may",
    "might",
    "next",
    "plan",
    "planned",
    "planning",
    "plans",
    "scheduled",
    "shall",
    "should",
    "slated",
    "target",
    "upcoming",
    "will",
    "would",
];
/// Those that do so right before it only: 'by Friday' is ahead, 'announced Friday by the board' is not.
const AHEAD_TO: &[&str] = &["by", "until", "till"];
/// Past forms that don't end in 'ed'.
const PAST: &[&str] = &[
    "ago", "became", "began", "bought", "broke", "brought", "built", "came", "caught", "chose", "did",
    "drew", "fell", "fought", "found", "gave", "got", "grew", "had", "heard", "held", "hit", "kept",
    "killed", "knew", "led", "left", "lost", "made", "met", "paid", "ran", "read", "rose", "said", "sat",
    "saw", "sent", "set", "shot", "sold", "spent", "spoke", "stood", "struck", "taught", "took", "told",
    "was", "went", "were", "won", "wrote",
];
/// How many words before a date and behind it are looked at for its tense.
const LOOK_BEFORE: usize = 8;
const LOOK_BEHIND: usize = 2;

/// The calendar expressions of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Dates {
    /// All of them, by start.
    pub(crate) found: Vec<FoundDate>,
    /// The one of its dateline, which says when it was written.
    pub(crate) dateline: Option<FoundDate>,
}

/// The calendar expressions of a document. A dateline with its year is the article's day where no other is known.
pub(crate) fn find(document: &Document) -> Dates {
    let mut calendar = Calendar::of(document);
    let mut dates = Dates::default();
    for sentence in words_of(&document.text, &document.blocks) {
        let folded: Vec<String> = sentence.iter().map(|word| fold(word.text)).collect();
        let scan = Scan { text: &document.text, words: &sentence, folded: &folded };
        let mut at = 0;
        while at < sentence.len() {
            let Some((expression, words)) = parse_at(&scan, at) else {
                at += 1;
                continue;
            };
            let tense = scan.tense(at, at + words);
            let span = calendar.resolve(&expression, tense);
            let date = FoundDate {
                range: scan.range(at, words),
                span,
                tense,
                is_absolute: expression.is_absolute(),
            };
            if dates.dateline.is_none() && dateline::is_in_dateline(document, date.range) {
                calendar.learn(span);
                dates.dateline = Some(date);
            }
            dates.found.push(date);
            at += words;
        }
    }
    dates
}

/// The words of a sentence, as written and folded.
pub(crate) struct Scan<'s, 't> {
    text: &'t str,
    words: &'s [Word<'t>],
    folded: &'s [String],
}

impl Scan<'_, '_> {
    /// A folded word; empty behind the end.
    fn word(&self, at: usize) -> &str {
        self.folded.get(at).map_or("", String::as_str)
    }

    fn is_large(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| word.text.starts_with(char::is_uppercase))
    }

    /// What stands between a word and the one before.
    fn gap(&self, at: usize) -> &str {
        match (at.checked_sub(1).and_then(|before| self.words.get(before)), self.words.get(at)) {
            (Some(before), Some(word)) => self.text.get(before.range.end..word.range.start).unwrap_or(""),
            _ => "",
        }
    }

    /// Whether a word goes on from the one before, over white space and perhaps a comma or the stop of 'Jan.'.
    fn goes_on(&self, at: usize) -> bool {
        at < self.words.len()
            && self.gap(at).chars().all(|sign| {
                // '’94' is a year.
                let is_short = self.folded[at].len() == 2 && matches!(sign, '\'' | '’' | '‘');
                sign.is_whitespace() || matches!(sign, ',' | '.') || is_short
            })
    }

    fn range(&self, at: usize, words: usize) -> ByteRange {
        ByteRange::new(self.words[at].range.start, self.words[at + words - 1].range.end)
    }

    /// Whether a date is spoken of as past: the nearest word that tells decides, those before it first.
    fn tense(&self, start: usize, end: usize) -> Tense {
        // 'Wednesday's ruling' has been made, 'next week's election' has not.
        let own = &self.folded[start..end];
        let behind = self.text.get(self.words[end - 1].range.end..).unwrap_or_default();
        if behind.starts_with("'s") || behind.starts_with("’s") {
            return if own.iter().any(|word| word == "next") { Tense::Ahead } else { Tense::Past };
        }
        if own.iter().any(|word| AHEAD.contains(&word.as_str())) {
            return Tense::Ahead;
        }
        // Times of day may stand between: 'until 9 a.m. Tuesday'.
        let is_time = |word: &&String| {
            word.starts_with(|sign: char| sign.is_ascii_digit())
                || matches!(word.trim_end_matches('.'), "a.m" | "p.m" | "am" | "pm" | "noon")
        };
        let mut near = self.folded[..start].iter().rev().skip_while(is_time).take(2);
        if near.any(|word| AHEAD_TO.contains(&word.as_str())) || self.is_as_soon_as(start) {
            return Tense::Ahead;
        }
        let before = (start.saturating_sub(LOOK_BEFORE)..start).rev();
        let behind = end..(end + LOOK_BEHIND).min(self.folded.len());
        before.chain(behind).find_map(|at| self.tense_of(at)).unwrap_or(Tense::Past)
    }

    fn tense_of(&self, at: usize) -> Option<Tense> {
        let word = self.word(at);
        if AHEAD.contains(&word) {
            return Some(Tense::Ahead);
        }
        // 'will be held', 'to be held' are still to come.
        let is_to_be = at > 1 && matches!(self.word(at - 2), "to" | "will" | "shall" | "may");
        if is_to_be && self.word(at - 1) == "be" {
            return Some(Tense::Ahead);
        }
        // 'United' is no verb.
        let is_past = PAST.contains(&word) || word.len() > 4 && word.ends_with("ed") && !self.is_large(at);
        is_past.then_some(Tense::Past)
    }

    /// 'as soon as', 'as early as' before a date.
    fn is_as_soon_as(&self, start: usize) -> bool {
        let before = &self.folded[start.saturating_sub(3)..start];
        matches!(before, [first, word, last] if first == "as" && last == "as" && matches!(word.as_str(), "soon" | "early"))
    }
}

#[cfg(test)]
mod tests;
