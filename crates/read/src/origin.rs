//! Whose a text is and when it came out, as far as the text itself says so beyond doubt.

use dossier_model::{Block, BlockKind, ByteRange, DateSpan, Day, Evidence, Published};

use crate::date_line::{date_line, segments};

/// Words that an outlet's name has and hardly anything else that stands alone on a line.
const OUTLET_WORDS: &[&str] = &[
    "news",
    "times",
    "post",
    "herald",
    "tribune",
    "press",
    "journal",
    "agency",
    "radio",
    "tv",
    "television",
    "monitor",
    "gazette",
    "observer",
    "daily",
    "telegraph",
    "chronicle",
    "reuters",
    "mail",
    "mirror",
    "standard",
    "review",
    "weekly",
    "magazine",
    "wire",
    "bulletin",
    "courier",
    "broadcasting",
    "network",
    "media",
    "nachrichten",
    "zeitung",
];
/// How many blocks at the head may say when the text was published.
const HEAD: usize = 6;

/// What a text says of itself.
#[derive(Default)]
pub(crate) struct Stated {
    pub(crate) source: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) published: Option<Published>,
}

pub(crate) fn stated(text: &str, blocks: &[Block]) -> Stated {
    let aside =
        || blocks.iter().filter(|block| block.kind == BlockKind::SetAside).map(|block| block.range.of(text));
    let byline = aside().find_map(|line| segments(line).find_map(byline)).map(ToOwned::to_owned);
    let head = blocks.iter().take(HEAD).filter(|block| block.kind == BlockKind::SetAside);
    let published = head
        .filter_map(|block| Some((block.range, date_line(block.range.of(text))?)))
        .map(|(range, day)| published_on(day, range))
        .next();
    Stated { source: source(text, aside), byline, published }
}

fn published_on(day: Day, passage: ByteRange) -> Published {
    let reason = "the date line at its head says so".to_owned();
    Published { span: DateSpan::day(day), evidence: vec![Evidence { reason, passage: Some(passage) }] }
}

/// 'Edited by X staff', else a lone outlet's name at the head or the end.
fn source<'t, I: Iterator<Item = &'t str>>(text: &str, aside: impl Fn() -> I) -> Option<String> {
    let by_staff = |line: &str| {
        let (_, after) = line.split_once("by ")?;
        let name = after.trim_end_matches('.').strip_suffix(" staff")?;
        names_outlet(name).then(|| name.to_owned())
    };
    let alone = |line: &str| {
        let is_repeated = || text.matches(line.trim_start_matches("The ")).take(3).count() > 1;
        let named = is_head_line(line) || (line.starts_with("The ") && names_outlet(line) && is_repeated());
        named.then(|| line.to_owned())
    };
    aside().find_map(by_staff).or_else(|| aside().find_map(alone))
}

/// A lone outlet's name: a few capitalised words, one of which only outlets have.
pub(crate) fn is_head_line(line: &str) -> bool {
    let has_word = line.split_whitespace().any(|word| OUTLET_WORDS.contains(&word.to_lowercase().as_str()));
    names_outlet(line) && has_word
}

/// One to four words, each with a capital, nothing else.
fn names_outlet(line: &str) -> bool {
    let words: Vec<_> = line.split_whitespace().collect();
    let is_name =
        |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && !word.contains([':', '/']);
    (1..=4).contains(&words.len()) && words.iter().all(is_name) && !line.ends_with(['.', '!', '?'])
}

/// How a line begins that says who wrote a text, and which words may stand between the names.
const BY: &[&str] = &["By ", "BY ", "Von ", "Par ", "Por "];
const BETWEEN: &[&str] = &["and", "&", "for", "in", "|", "und", "et", "y"];

/// `By Jane Doe`: up to eight words, the names with capitals.
pub(crate) fn is_byline(line: &str) -> bool {
    byline(line).is_some()
}

/// The names of a line that says who wrote a text.
pub(crate) fn byline(line: &str) -> Option<&str> {
    let names = BY.iter().find_map(|by| line.strip_prefix(by))?.trim();
    let words: Vec<_> = names.split_whitespace().collect();
    let fits = |word: &&str| BETWEEN.contains(word) || word.chars().next().is_some_and(char::is_uppercase);
    let is_line =
        (1..=8).contains(&words.len()) && words.iter().all(fits) && !line.ends_with(['.', '!', '?']);
    // `Von Trier` is a name.
    (is_line && (words.len() > 1 || line.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"))))
        .then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;

    #[test]
    fn source_byline_and_date_come_from_the_text_alone() {
        let text = "Hill News\nCouncil Meets Again\nBy Jane Doe\n21 January 2026\nThe council met on the hill to speak of the harvest and the wolves.";
        let document = read_text("a", "a.txt", text.as_bytes()).unwrap();
        assert_eq!(document.source.as_deref(), Some("Hill News"));
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.published.span.edtf(), "2026-01-21");
        assert_eq!(document.title.text, "Council Meets Again");
    }

    #[test]
    fn a_byline_in_another_language_or_beside_a_date_is_one() {
        assert_eq!(byline("Von Jane Doe und Ann Lee"), Some("Jane Doe und Ann Lee"));
        assert_eq!(byline("By Cher"), Some("Cher"));
        assert_eq!((byline("Von Trier"), byline("Von hier aus geht es")), (None, None));
        let text = "Council Meets Again\n\nBy Jane Doe | 21 January 2026\n\nThe council met on the hill to speak of the harvest and the wolves.";
        let document = read_text("a", "a.txt", text.as_bytes()).unwrap();
        assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
        assert_eq!(document.published.span.edtf(), "2026-01-21");
    }

    #[test]
    fn a_photo_credit_is_no_source() {
        let text = "Council Meets Again\n\nThe council met on the hill to speak of the harvest and the wolves.\n\nPhoto: The Guardian";
        assert_eq!(read_text("a", "a.txt", text.as_bytes()).unwrap().source, None);
    }
}
