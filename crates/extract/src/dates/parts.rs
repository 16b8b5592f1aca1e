//! Parts of years and what is longer than one: quarters, halves, seasons, fiscal years, decades and centuries.

use dossier_model::{PartialDate, Precision};

use super::{
    Scan,
    expression::{Expression, Way},
    names::{unit, without_part},
    year::year,
};

/// The expression that begins at a word, and how many words it takes.
pub(super) fn parse(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    decade(scan, at)
        .or_else(|| part(scan, at))
        .or_else(|| year_first(scan, at))
        .or_else(|| months(scan, at))
        .or_else(|| bare_quarter(scan, at))
        .or_else(|| current(scan, at))
        .or_else(|| season(scan, at))
        .or_else(|| fiscal(scan, at))
        .or_else(|| century(scan, at))
}

/// Decades of the 20th century, from the third on.
const SPELT: [&str; 8] =
    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];

/// '1990s', 'the '90s', 'the sixties'.
pub(super) fn decade(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    if let Some(place) = SPELT.iter().position(|word| *word == scan.word(at)) {
        let start = 1920 + 10 * place as i16;
        let is_time = at > 0 && scan.word(at - 1) == "the";
        let (first, last) = (PartialDate::Year(start), PartialDate::Year(start + 9));
        return is_time.then_some((Expression::Given(first, last, Precision::Decade), 1));
    }
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

const ORDINALS: [&str; 4] = ["first", "second", "third", "fourth"];

fn ordinal(word: &str) -> Option<u8> {
    ORDINALS.iter().position(|other| *other == word).map(|place| place as u8 + 1)
}

/// 'the 1987 first quarter'.
fn year_first(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (year, number) = (year(scan, at)?, ordinal(scan.word(at + 1))?);
    let months = match (scan.word(at + 2), number) {
        ("quarter", _) => 3,
        ("half", 1..=2) => 6,
        _ => return None,
    };
    let month = |month: u8| PartialDate::Month(year, month);
    Some((Expression::Given(month((number - 1) * months + 1), month(number * months), Precision::Quarter), 3))
}

/// 'the first nine months of 1989', 'the last two months of this year'.
fn months(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    const COUNTS: [&str; 10] = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "10", "11"];
    if (scan.word(at + 2), scan.word(at + 3)) != ("months", "of") {
        return None;
    }
    let count = COUNTS.iter().position(|word| *word == scan.word(at + 1))? as u8 + 2;
    let (first, last) = match scan.word(at) {
        "first" => (1, count),
        "last" | "final" => (13 - count, 12),
        _ => return None,
    };
    if let Some(year) = year(scan, at + 4) {
        let month = |month: u8| PartialDate::Month(year, month);
        return Some((Expression::Given(month(first), month(last), Precision::Quarter), 5));
    }
    let years = match (scan.word(at + 4), scan.word(at + 5)) {
        ("the", "year") => 0,
        _ => year_from_now(scan, at + 4)?,
    };
    Some((Expression::MonthsOf(first, last, years), 6))
}

/// 'the third quarter', 'third-quarter profit': the nearest one, where nobody plays.
fn bare_quarter(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    const OF_GAMES: &[&str] = &[
        "touchdown",
        "touchdowns",
        "yard",
        "yards",
        "quarterback",
        "scored",
        "score",
        "rebounds",
        "game",
        "halftime",
        "goal",
        "goals",
        "basket",
        "minutes",
    ];
    let (number, words) = match (ordinal(scan.word(at)), scan.word(at).strip_suffix("-quarter")) {
        (Some(number), _) if scan.word(at + 1) == "quarter" => (number, 2),
        (_, Some(number)) => (ordinal(number)?, 1),
        _ => return None,
    };
    let is_game = scan.folded.iter().any(|word| OF_GAMES.contains(&word.as_str()));
    (!is_game).then_some((Expression::Season(3 * number - 2, Way::Nearest), words))
}

/// 'the end of the year', 'later in the week', 'the current quarter', 'year-end'.
fn current(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let longer = |at: usize| unit(scan.word(at)).filter(|unit| *unit != Precision::Day);
    let (unit, words) = match (scan.word(at), scan.word(at + 1), scan.word(at + 2)) {
        ("end", "of", "the") | ("earlier" | "later" | "early" | "late", "in", "the") => (longer(at + 3)?, 4),
        ("current", "fiscal" | "financial", "year") => (Precision::Year, 3),
        ("current", ..) => (longer(at + 1)?, 2),
        ("year-end", ..) => (Precision::Year, 1),
        _ => return None,
    };
    // 'The end of the decade of peace' is another's.
    (scan.word(at + words) != "of").then_some((Expression::Shift(0, unit), words))
}

/// 'Q3 2024', 'the first half of 2023', 'H1 2024', 'second quarter of last year'.
fn part(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let ordinal = ordinal(scan.word(at));
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
    let word = without_part(scan.word(at));
    if scan.word(at + 1) != "century" || !scan.goes_on(at + 1) {
        return None;
    }
    let spelt = WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number);
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending));
    let number = spelt.or_else(|| digits?.parse().ok()).filter(|number| (10..=21).contains(number))?;
    let (first, last) = (PartialDate::Year((number - 1) * 100), PartialDate::Year(number * 100 - 1));
    Some((Expression::Given(first, last, Precision::Century), 2))
}
