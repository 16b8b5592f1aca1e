//! Times that are told from the article's own: 'last May', 'two weeks ago'.

use dossier_model::Precision;

use super::{
    Scan,
    expression::{Expression, Way, day_and_month},
    feast::feast,
    names::{month, unit, weekday},
};

pub(super) fn relative(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let word = scan.word(at);
    let way = match word {
        "last" | "past" | "previous" => Way::Last,
        "next" | "coming" => Way::Next,
        _ => Way::Nearest,
    };
    match word {
        "today" | "tonight" => return Some((Expression::Days(0), 1)),
        "yesterday" => return Some((Expression::Days(-1), 1)),
        "tomorrow" => return Some((Expression::Days(1), 1)),
        "last" | "past" | "previous" | "next" | "coming" | "this" => {
            let next = scan.word(at + 1);
            if let Some(day) = weekday(next) {
                return Some((Expression::Weekday(day, way), 2));
            }
            if let Some((day, month, words)) = day_and_month(scan, at + 1) {
                return Some((Expression::DayOfMonth(day, month, way), 1 + words));
            }
            if let Some(month) = month(scan, at + 1) {
                return Some((Expression::MonthOnly(month, way), 2));
            }
            if next == "weekend" {
                return Some((Expression::Weekend(way), 2));
            }
            if let Some((feast, words)) = feast(scan, at + 1) {
                return Some((Expression::Feast(feast, way), 1 + words));
            }
            let shift = match way {
                Way::Last => -1,
                Way::Next => 1,
                Way::Nearest => 0,
            };
            if matches!(next, "morning" | "afternoon" | "evening" | "night") {
                return Some((Expression::Days(shift.min(0)), 2));
            }
            let unit = unit(next).filter(|_| word != "past")?;
            let is_long = matches!(unit, Precision::Decade | Precision::Century);
            let expression =
                if is_long { Expression::Aligned(shift, unit) } else { Expression::Shift(shift, unit) };
            return Some((expression, 2));
        }
        "the" if scan.word(at + 1) == "weekend" => return Some((Expression::Weekend(Way::Nearest), 2)),
        "recent" if matches!(scan.word(at + 1), "days" | "weeks" | "months" | "years") => {
            return Some((Expression::Recent, 2));
        }
        _ => {}
    }
    if scan.is_large(at)
        && let Some(day) = weekday(word)
    {
        return Some((Expression::Weekday(day, Way::Nearest), 1));
    }
    if let Some((feast, words)) = feast(scan, at) {
        let expression = Expression::Feast(feast, Way::Nearest);
        if scan.word(at + words) == "week" {
            return Some((Expression::WeekOf(Box::new(expression)), words + 1));
        }
        // 'Easter Island'
        if scan.word(at) == "easter" && scan.goes_on(at + 1) && scan.is_large(at + 1) && words == 1 {
            return None;
        }
        return Some((expression, words));
    }
    ago(scan, at)
}

/// 'two weeks ago', 'a couple of years ago', 'a decade ago', 'a year from now'; 'several weeks ago' can't be placed.
fn ago(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    if let ("half", "a", "ago") = (scan.word(at), scan.word(at + 1), scan.word(at + 3)) {
        let (count, unit) = match scan.word(at + 2) {
            "century" => (-50, Precision::Year),
            "decade" => (-5, Precision::Year),
            "year" => (-6, Precision::Month),
            _ => return None,
        };
        return Some((Expression::Shift(count, unit), 4));
    }
    let (count, words) = counted(scan, at)?;
    let unit_word = scan.word(at + words);
    let unit = unit(unit_word.strip_suffix('s').unwrap_or(unit_word))?;
    let end = at + words + 1;
    let (sign, tail) = match (scan.word(end), scan.word(end + 1)) {
        ("ago", _) => (-1, 1),
        ("earlier", _) if scan.words.len() == end + 1 => (-1, 1),
        // 'Two days later it rained.'
        ("earlier" | "later", _) => {
            let sign = if scan.word(end) == "later" { 1 } else { -1 };
            let is_whole = !matches!(scan.word(end + 1), "than" | "this" | "that" | "in");
            return count.filter(|_| is_whole).map(|count| (Expression::Told(sign * count, unit), words + 2));
        }
        ("from", "now" | "today") => (1, 2),
        _ => return None,
    };
    let expression = count.map_or(Expression::Recent, |count| Expression::Shift(sign * count, unit));
    Some((expression, words + 1 + tail))
}

/// How many, and by how many words that is said; no number where it is left open: 'several'.
fn counted(scan: &Scan<'_, '_>, at: usize) -> Option<(Option<i32>, usize)> {
    match (scan.word(at), scan.word(at + 1), scan.word(at + 2)) {
        ("a", "couple", "of") => Some((Some(2), 3)),
        ("a", "couple", _) => Some((Some(2), 2)),
        ("a", "few", _) => Some((None, 2)),
        ("several" | "many" | "some", _, _) => Some((None, 1)),
        (word, _, _) => count(word).map(|count| (Some(count), 1)),
    }
}

fn count(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 5] = ["thirty", "forty", "fifty", "sixty", "seventy"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelt = WORDS.iter().position(|other| *other == word && !word.is_empty()).map(|count| count as i32);
    let tens = TENS.iter().position(|other| *other == word).map(|tens| (tens as i32 + 3) * 10);
    spelt.or(tens).or_else(|| word.parse().ok()).filter(|count| (1..=1000).contains(count))
}
