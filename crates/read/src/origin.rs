//! Whose a text is and when it came out, as far as the text itself says so beyond doubt.

use dossier_model::{Block, BlockKind, ByteRange, DateSpan, Day, Evidence, Published};
use dossier_text::MONTHS;

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
    let byline = aside()
        .find(|line| is_byline(line))
        .and_then(|line| line.get(3..))
        .map(|line| line.trim().to_owned());
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

/// `By Jane Doe`: up to eight words, the names with capitals.
pub(crate) fn is_byline(line: &str) -> bool {
    let Some(names) = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")) else { return false };
    let words: Vec<_> = names.split_whitespace().collect();
    let fits = |word: &&str| {
        matches!(*word, "and" | "&" | "for" | "in" | "|")
            || word.chars().next().is_some_and(char::is_uppercase)
    };
    (1..=8).contains(&words.len()) && words.iter().all(fits) && !line.ends_with(['.', '!', '?'])
}

/// The day of a line that says nothing else: `2026-01-21`, `21 January 2026`, `Published: Jan. 21, 2026 10:30 GMT`.
pub(crate) fn date_line(line: &str) -> Option<Day> {
    if line.len() > 60 {
        return None;
    }
    let lower = line.to_lowercase();
    let rest = ["published:", "published on", "published", "posted on", "posted:", "date:", "updated:"]
        .iter()
        .find_map(|start| lower.strip_prefix(start))
        .unwrap_or(&lower);
    let words: Vec<_> = rest
        .split(|sign: char| sign.is_whitespace() || sign == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let (first, used) = first_date(&words)?;
    let is_clock = |word: &&str| {
        word.contains(':')
            || matches!(*word, "am" | "pm" | "gmt" | "utc" | "est" | "edt" | "bst" | "cet" | "|" | "-" | "at")
    };
    words[used..].iter().all(is_clock).then_some(first)
}

/// The date that a line begins with, after a weekday, and how many words it takes.
pub(crate) fn first_date(words: &[&str]) -> Option<(Day, usize)> {
    let skipped = usize::from(words.first().is_some_and(|word| word.ends_with("day") && word.len() > 5));
    let words = &words[skipped..];
    let day = |word: &str| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', '.']).parse::<u8>().ok();
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| (1500..2200).contains(year));
    match words {
        [one, ..] if one.len() >= 10 && one.is_char_boundary(10) && one.as_bytes()[4] == b'-' => {
            let dossier_model::PartialDate::Day(date) = one[..10].parse().ok()? else { return None };
            Some((date, skipped + 1))
        }
        [a, b, c, ..] => {
            let date = match (day(a), month(b), month(a), day(b)) {
                (Some(day), Some(month), _, _) | (_, _, Some(month), Some(day)) => {
                    Day::from_ymd(year(c)?, month, day)?
                }
                _ => return None,
            };
            Some((date, skipped + 3))
        }
        _ => None,
    }
}

/// The month of a name or its beginning: `january`, `jan.`, `sept`.
pub(crate) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let fits =
        |name: &&str| word.len() >= 3 && (name.starts_with(word) || (*name == "september" && word == "sept"));
    MONTHS.iter().position(fits).map(|place| place as u8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;

    #[test]
    fn a_date_line_is_a_date_and_nothing_else() {
        for line in [
            "2026-01-21",
            "21 January 2026",
            "Published: Jan. 21, 2026 10:30 GMT",
            "Wednesday, 21st Jan 2026",
        ] {
            assert_eq!(date_line(line).map(|day| day.to_string()).as_deref(), Some("2026-01-21"), "{line}");
        }
        for line in
            ["21 January", "In 2026 the council met", "32 January 2026", "", "2026-13-01", "é2026-01-21"]
        {
            assert_eq!(date_line(line), None, "{line}");
        }
    }

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
    fn a_photo_credit_is_no_source() {
        let text = "Council Meets Again\n\nThe council met on the hill to speak of the harvest and the wolves.\n\nPhoto: The Guardian";
        assert_eq!(read_text("a", "a.txt", text.as_bytes()).unwrap().source, None);
    }
}
