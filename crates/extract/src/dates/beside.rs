//! Times that are told by another: 'that year', 'the next morning', 'the day before last Tuesday', 'the week of March 6'.

use dossier_model::Precision;

use super::{
    Scan,
    expression::{Expression, day_and_month, parse_at},
    names::{month, unit},
};

/// The expression that begins at a word, and how many words it takes.
pub(super) fn parse(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    told_by_last(scan, at).or_else(|| told_by_next(scan, at)).or_else(|| second_day(scan, at))
}

/// By the time that was named before: 'later that year', 'the same day', 'the next morning'.
fn told_by_last(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let lead = usize::from(matches!(scan.word(at), "earlier" | "later" | "early" | "late"));
    let which = at + lead;
    if scan.word(which) == "that" {
        let unit = day_or_longer(scan.word(which + 1))?;
        // 'in the hope that day by day'; 'that day' is a time where it ends a phrase or a small word leads to it.
        let before = at.checked_sub(1).map_or("", |before| scan.word(before));
        let is_time = lead > 0 || matches!(before, "in" | "of" | "on" | "from" | "until" | "by" | "during");
        return is_time.then_some((Expression::Told(0, unit), lead + 2));
    }
    if scan.word(at) != "the" {
        return None;
    }
    let unit = day_or_longer(scan.word(at + 2))?;
    let count = match scan.word(at + 1) {
        "same" => 0,
        "following" => 1,
        "previous" => -1,
        // 'the next year' may be the coming one.
        "next" if unit == Precision::Day => 1,
        _ => return None,
    };
    Some((Expression::Told(count, unit), 3))
}

fn day_or_longer(word: &str) -> Option<Precision> {
    match word {
        "morning" | "afternoon" | "evening" | "night" => Some(Precision::Day),
        word => unit(word).filter(|unit| {
            matches!(unit, Precision::Day | Precision::Week | Precision::Month | Precision::Year)
        }),
    }
}

/// By the time that is named behind.
fn told_by_next(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let the = usize::from(matches!(scan.word(at), "the" | "a"));
    let days = match (scan.word(at + the), scan.word(at + the + 1)) {
        ("day", "before") => -1,
        ("day", "after") => 1,
        ("week", "of") => 0,
        _ => return None,
    };
    let (other, words) = parse_at(scan, at + the + 2)?;
    let is_day = matches!(
        other,
        Expression::Days(_) | Expression::Weekday(..) | Expression::DayOfMonth(..) | Expression::Feast(..)
    ) || matches!(other, Expression::Given(_, _, Precision::Day));
    let expression = if days == 0 {
        Expression::WeekOf(Box::new(other))
    } else {
        Expression::Beside(days, Box::new(other))
    };
    is_day.then_some((expression, the + 2 + words))
}

/// '25' of 'April 24 and 25'.
fn second_day(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let is_number = scan.word(at).len() <= 2 && scan.word(at).bytes().all(|byte| byte.is_ascii_digit());
    let and = usize::from(matches!(scan.word(at.checked_sub(1)?), "and" | "or" | "to"));
    let is_joined = and == 1 || scan.gap(at).trim() == "–";
    let first = at.checked_sub(2 + and).filter(|_| is_number && is_joined)?;
    let (_, of, words) = day_and_month(scan, first)?;
    let number = scan.word(at).parse().ok().filter(|day| (1..=31).contains(day))?;
    let is_last = month(scan, at + 1).is_none() && words == 2 && month(scan, first).is_some();
    is_last.then_some((Expression::DayOfMonth(number, of, super::expression::Way::Nearest), 1))
}
