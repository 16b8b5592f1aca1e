//! Numbers that are years, and those that count something else.

use super::{Scan, names::without_part, numeric::full_year};

/// Words behind a bare number that make it a count and no year.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "troops",
    "fighters",
    "soldiers",
    "kilometres",
    "kilometers",
    "km",
    "miles",
    "metres",
    "meters",
    "feet",
    "dollars",
    "euros",
    "pounds",
    "percent",
    "per",
    "tonnes",
    "tons",
    "units",
    "shares",
    "years",
    "days",
    "homes",
    "jobs",
    "workers",
    "members",
    "votes",
    "points",
    "copies",
    "square",
    "words",
    "students",
    "cases",
    "million",
    "billion",
    "bags",
    "others",
    "more",
];
/// Words before a bare number that let it be a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "of", "by", "until", "during", "from", "to", "before", "after", "early", "late", "mid",
    "and", "the", "around", "for", "till", "through", "circa", "year", "s", "its", "their", "his", "her",
    "a", "on", "between", "fiscal", "spring", "summer", "autumn", "fall", "winter", "than",
];

/// Whether what stands here makes a number before it a count.
pub(super) fn is_counted(scan: &Scan<'_, '_>, at: usize) -> bool {
    COUNTED.contains(&scan.word(at))
}

/// Four digits that may be a year, or two behind an apostrophe: '94.
pub(super) fn year(scan: &Scan<'_, '_>, at: usize) -> Option<i16> {
    let word = without_part(scan.word(at));
    if is_short(scan, at) {
        return word.parse().ok().map(full_year);
    }
    let is_number = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| word.parse().ok()).flatten().filter(|year| (1000..2100).contains(year))
}

fn is_short(scan: &Scan<'_, '_>, at: usize) -> bool {
    let word = scan.word(at);
    word.len() == 2
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && scan.gap(at).ends_with(['\'', '’', '‘'])
}

/// Whether a bare number is a year by what stands around it.
pub(super) fn is_year_here(scan: &Scan<'_, '_>, at: usize, year: i16) -> bool {
    let gap = scan.gap(at);
    let is_money = gap.ends_with(['$', '€', '£', '#', '№']);
    let is_count = COUNTED.contains(&scan.word(at + 1));
    let before = at.checked_sub(1).map_or("", |before| scan.word(before));
    if is_short(scan, at) {
        return BEFORE_YEAR.contains(&before) && !is_count;
    }
    let is_recent = (1900..2060).contains(&year);
    let after_name = at > 0 && scan.is_large(at - 1) && !BEFORE_YEAR.contains(&before);
    let in_brackets = gap.ends_with('(') || gap.contains(['–', '-', '—']);
    let fits = BEFORE_YEAR.contains(&before) || in_brackets || gap.contains(',') || at == 0;
    let follows_possessive = gap.contains(['\'', '’']);
    // 'about 2000 people' is caught by what is counted; 'Flight 1987' by the name before it.
    let has_part = without_part(scan.word(at)).len() < scan.word(at).len();
    if has_part && is_recent {
        return true;
    }
    !is_money
        && !is_count
        && !is_house(scan, at)
        && (fits || follows_possessive || (is_recent && !after_name && before != "about" && before != "some"))
        && (is_recent || fits)
}

/// '1945 Oak Street': a number, and large words up to one of a way.
fn is_house(scan: &Scan<'_, '_>, at: usize) -> bool {
    const WAYS: &[&str] =
        &["street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "drive", "highway"];
    let behind = (at + 1..at + 5).take_while(|place| scan.is_large(*place) && scan.goes_on(*place));
    behind.skip(1).any(|place| WAYS.contains(&scan.word(place).trim_end_matches('.')))
}
