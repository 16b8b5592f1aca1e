//! Parts of years and what is longer than one: quarters, halves, seasons, fiscal years, decades and centuries.

use dossier_model::{PartialDate, Precision};

use super::{
    Scan,
    expression::{Expression, Way},
    names::without_part,
    year::year,
};

/// The expression that begins at a word, and how many words it takes.
pub(super) fn parse(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    decade(scan, at)
        .or_else(|| part(scan, at))
        .or_else(|| season(scan, at))
        .or_else(|| fiscal(scan, at))
        .or_else(|| century(scan, at))
}

/// '1990s', 'the '90s'.
pub(super) fn decade(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let digits = without_part(scan.word(at)).strip_suffix('s')?.trim_end_matches('\'');
    let number: i16 = digits.parse().ok().filter(|number| number % 10 == 0)?;
    // Without an apostrophe 'the 90s' may be degrees.
    let is_short = digits.len() == 2 && number >= 20 && scan.gap(at).ends_with(['\'', '’', '‘', '`']);
    let start = match digits.len() {
        4 if (1000..2100).contains(&number) => number,
        2 if is_short => 1900 + number,
        _ => return None,
    };
    let (first, last) = (PartialDate::Year(start), PartialDate::Year(start + 9));
    Some((Expression::Given(first, last, Precision::Decade), 1))
}

/// 'Q3 2024', 'the first half of 2023', 'H1 2024', 'second quarter of last year'.
fn part(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];
    let ordinal = ORDINALS.iter().position(|word| *word == scan.word(at)).map(|place| place as u8 + 1);
    let letter = |letter: char, most: u8| {
        let number = scan.word(at).strip_prefix(letter)?.parse().ok();
        number.filter(|number| (1..=most).contains(number))
    };
    let (number, months, words) = match (ordinal, scan.word(at + 1)) {
        (Some(number), "quarter") => (number, 3, 2),
        (Some(number @ 1..=2), "half") => (number, 6, 2),
        _ => match (letter('q', 4), letter('h', 2)) {
            (Some(number), _) => (number, 3, 1),
            (_, Some(number)) => (number, 6, 1),
            _ => return None,
        },
    };
    let of = usize::from(scan.word(at + words) == "of");
    let (first, last) = ((number - 1) * months + 1, number * months);
    let words = words + of;
    if let Some(year) = year(scan, at + words) {
        let (from, to) = (PartialDate::Month(year, first), PartialDate::Month(year, last));
        return Some((Expression::Given(from, to, Precision::Quarter), words + 1));
    }
    let years = year_from_now(scan, at + words)?;
    Some((Expression::MonthsOf(first, last, years), words + 2))
}

/// 'this year', 'last year', 'next year', as years from the article's own.
pub(super) fn year_from_now(scan: &Scan<'_, '_>, at: usize) -> Option<i32> {
    let years = match scan.word(at) {
        "this" => 0,
        "last" => -1,
        "next" => 1,
        _ => return None,
    };
    (scan.word(at + 1) == "year").then_some(years)
}

/// 'spring 2024', 'the summer of 1998', 'last autumn'.
fn season(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let way = match scan.word(at) {
        "last" => Some(Way::Last),
        "this" => Some(Way::Nearest),
        "next" => Some(Way::Next),
        _ => None,
    };
    let lead = usize::from(way.is_some());
    let first = match scan.word(at + lead) {
        "spring" => 3,
        "summer" => 6,
        "autumn" | "fall" => 9,
        "winter" => 12,
        _ => return None,
    };
    if let Some(way) = way {
        return Some((Expression::Season(first, way), 2));
    }
    let of = usize::from(scan.word(at + 1) == "of");
    if let Some(year) = year(scan, at + 1 + of).filter(|_| scan.goes_on(at + 1 + of)) {
        // Winter goes on in the year after.
        let (end_year, end) = if first == 12 { (year + 1, 2) } else { (year, first + 2) };
        let (from, to) = (PartialDate::Month(year, first), PartialDate::Month(end_year, end));
        return Some((Expression::Given(from, to, Precision::Quarter), 2 + of));
    }
    let years = year_from_now(scan, at + 1 + of).filter(|_| first < 12)?;
    Some((Expression::MonthsOf(first, first + 2, years), 3 + of))
}

/// 'fiscal 2024', 'fiscal year 2024', 'FY2024'. When it begins is not the same everywhere: it is the year of its name.
fn fiscal(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let given = |number: i16| {
        Expression::Given(PartialDate::Year(number), PartialDate::Year(number), Precision::Year)
    };
    let joined = scan.word(at).strip_prefix("fy").filter(|digits| digits.len() == 4);
    if let Some(number) = joined.and_then(|digits| digits.parse().ok()) {
        return Some((given(number), 1));
    }
    let lead = match (scan.word(at), scan.word(at + 1)) {
        ("fiscal" | "financial", "year") => 2,
        ("fiscal", _) | ("fy", _) => 1,
        _ => return None,
    };
    year(scan, at + lead).map(|number| (given(number), lead + 1))
}

/// 'the 19th century'.
fn century(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    const WORDS: [(&str, i16); 6] = [
        ("sixteenth", 16),
        ("seventeenth", 17),
        ("eighteenth", 18),
        ("nineteenth", 19),
        ("twentieth", 20),
        ("twenty-first", 21),
    ];
    let word = scan.word(at);
    if scan.word(at + 1) != "century" || !scan.goes_on(at + 1) {
        return None;
    }
    let spelt = WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    let number = spelt.or_else(|| digits?.parse().ok()).filter(|number| (10..=21).contains(number))?;
    let (first, last) = (PartialDate::Year((number - 1) * 100), PartialDate::Year(number * 100 - 1));
    Some((Expression::Given(first, last, Precision::Century), 2))
}
