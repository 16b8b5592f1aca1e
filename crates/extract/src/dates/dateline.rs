//! The head of a report that says where and when it was written: 'BAGHDAD, Jan. 21, 2026 (AP) —'.

use dossier_model::{ByteRange, Document};

use crate::corpus::is_own;

/// The longest place of a dateline, and the longest name of an agency, in bytes.
const LONGEST: usize = 60;
/// How many blocks may hold it.
const HEAD: usize = 3;

/// Whether a date is that of the document's dateline, by what stands before and behind it in one of the first blocks.
pub(super) fn is_in_dateline(document: &Document, date: ByteRange) -> bool {
    let head = document.blocks.iter().filter(|block| is_own(block.kind)).take(HEAD);
    let Some(block) = head.map(|block| block.range).find(|block| block.contains(date)) else { return false };
    let before = ByteRange { start: block.start, end: date.start }.of(&document.text);
    let behind = ByteRange { start: date.end, end: block.end }.of(&document.text);
    ends_dateline(behind).is_some_and(|has_agency| names_place(before, has_agency))
}

/// 'BAGHDAD, ', 'RAMALLAH, West Bank, ', 'LONDON (Reuters), '; with an agency behind the date also 'Baghdad, '.
fn names_place(before: &str, has_agency: bool) -> bool {
    let place = before.trim();
    let mut words = place.split_whitespace();
    let is_large = |word: &str| word.trim_start_matches('(').starts_with(char::is_uppercase);
    let first = words.next().unwrap_or_default();
    let in_capitals = first.chars().filter(|sign| sign.is_alphabetic()).take(2).count() == 2
        && !first.chars().any(char::is_lowercase);
    place.len() <= LONGEST
        && place.ends_with([',', ')'])
        && (in_capitals || has_agency && is_large(first))
        && words.all(is_large)
}

/// Whether a dash follows, and whether an agency stands in brackets before it; `None` where there is no dash.
fn ends_dateline(behind: &str) -> Option<bool> {
    let behind = behind.trim_start_matches(['.', ',', ' ']);
    let between = |open, close| behind.strip_prefix(open).and_then(|rest: &str| rest.split_once(close));
    let agency = between('(', ')').or_else(|| between('/', '/'));
    let agency = agency.filter(|(name, _)| name.len() <= LONGEST && !name.contains('\n'));
    let rest = agency.map_or(behind, |(_, rest)| rest).trim_start_matches([',', ' ']);
    rest.starts_with(['—', '–', '-', '_']).then_some(agency.is_some())
}

#[cfg(test)]
mod tests {
    use crate::dates::find;

    /// The dateline's date and what it means, then all dates.
    fn read(text: &str) -> (Option<String>, Vec<String>) {
        let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        let dates = find(&document);
        let text = |date: &crate::dates::FoundDate| format!("{} {}", date.range.of(text), date.span.edtf());
        (dates.dateline.as_ref().map(text), dates.found.iter().map(text).collect())
    }

    #[test]
    fn the_day_of_a_dateline_is_the_article_s() {
        let (dateline, dates) = read("BAGHDAD, Jan. 21, 2026 (AP) — It met on Monday.");
        assert_eq!(dateline.as_deref(), Some("Jan. 21, 2026 2026-01-21"));
        assert_eq!(dates[1..], ["Monday 2026-01-19?"]);
        for text in [
            "RAMALLAH, West Bank, 21 January 2026 – It met.",
            "Baghdad, 21 January 2026 (IPS) - It met.",
            "LONDON (Reuters), January 21, 2026 -- It met.",
            "NEW YORK, Jan. 21, 2026 /PRNewswire/ -- It met.",
        ] {
            assert!(read(text).0.is_some_and(|date| date.ends_with(" 2026-01-21")), "{text}");
        }
    }

    #[test]
    fn a_dateline_without_a_year_names_no_year() {
        let (dateline, dates) = read("BAGHDAD, Jan. 21 (AP) — It met on Monday.");
        assert_eq!(dateline.as_deref(), Some("Jan. 21 XXXX"));
        assert_eq!(dates[1..], ["Monday XXXX"]);
    }

    #[test]
    fn a_date_in_the_text_is_no_dateline() {
        for text in [
            "The BBC, January 21, 2026 – a long day – was there.",
            "On January 21, 2026 — a Wednesday — it met.",
            "UNICEF said on January 21, 2026 — a Wednesday — that it met.",
            "It met in Baghdad, January 21, 2026, (as planned) at noon.",
        ] {
            assert_eq!(read(text).0, None, "{text}");
        }
    }
}
