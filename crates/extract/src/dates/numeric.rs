//! Dates of digits and strokes: '25/12/1997', '05.10.1997', '1996-97', 'May 3-5', '9/11'.

use dossier_model::{Day, PartialDate, Precision};

use super::{
    Scan,
    expression::Expression,
    names::month,
    year::{is_counted, year},
};

/// The expression that begins at a word, and how many words it takes.
pub(super) fn parse(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    with_strokes(scan, at)
        .or_else(|| with_stops(scan, at))
        .or_else(|| years(scan, at))
        .or_else(|| days_of_month(scan, at))
}

fn given(from: PartialDate, to: PartialDate, precision: Precision) -> Expression {
    Expression::Given(from, to, precision)
}

/// A number of one or two digits.
fn small(word: &str) -> Option<u8> {
    let is_small = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    is_small.then(|| word.parse().ok()).flatten()
}

/// '25/12/1997', '12/25/97', '9/11'. Which is the day, where both may be, nobody can know: then it is somewhen in that year.
fn with_strokes(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (first, second) = (small(scan.word(at))?, small(scan.word(at + 1))?);
    if scan.gap(at + 1) != "/" || scan.gap(at).ends_with('/') {
        return None;
    }
    if scan.gap(at + 2) != "/" {
        let attacks = PartialDate::Day(Day::from_ymd(2001, 9, 11)?);
        return ((first, second) == (9, 11)).then_some((given(attacks, attacks, Precision::Day), 2));
    }
    let last = scan.word(at + 2);
    let year = year(scan, at + 2).or_else(|| small(last).filter(|_| last.len() == 2).map(full_year))?;
    let day = |month: u8, day: u8| Day::from_ymd(year, month, day).map(PartialDate::Day);
    match (day(first, second), day(second, first)) {
        (Some(one), Some(other)) if one != other => {
            Some((given(PartialDate::Year(year), PartialDate::Year(year), Precision::Year), 3))
        }
        (one, other) => one.or(other).map(|day| (given(day, day, Precision::Day), 3)),
    }
}

/// Of two digits: 1930 to 2029.
pub(super) fn full_year(short: u8) -> i16 {
    if short < 30 { 2000 + i16::from(short) } else { 1900 + i16::from(short) }
}

/// '05.10.1997', which has the day first wherever it is written.
fn with_stops(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let mut parts = scan.word(at).split('.');
    let (day, month) = (small(parts.next()?)?, small(parts.next()?)?);
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let day = Day::from_ymd(year, month, day).filter(|_| (1000..2100).contains(&year));
    let day = PartialDate::Day(day.filter(|_| parts.next().is_none())?);
    Some((given(day, day, Precision::Day), 1))
}

/// '1996-97', '1996/97', '2004-2005'.
fn years(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (first, last, words) = match scan.word(at).split_once('-') {
        Some((first, last)) => (first, last, 1),
        None if ["/", "–"].contains(&scan.gap(at + 1)) => (scan.word(at), scan.word(at + 1), 2),
        None => return None,
    };
    let number = |word: &str| word.parse::<i16>().ok().filter(|_| word.len() == 4);
    let first = number(first).filter(|year| (1800..2100).contains(year))?;
    let last = match last.len() {
        2 => first / 100 * 100 + i16::from(small(last)?),
        _ => number(last).filter(|year| *year < 2100)?,
    };
    let is_span = first < last && last - first <= 100 && !is_counted(scan, at + words);
    let is_money = scan.gap(at).ends_with(['$', '€', '£']);
    (is_span && !is_money)
        .then(|| (given(PartialDate::Year(first), PartialDate::Year(last), Precision::Year), words))
}

/// 'May 3-5', '3-5 May 2001'.
fn days_of_month(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let span = |at: usize| {
        let (first, last) = scan.word(at).split_once('-')?;
        let (first, last) = (small(first)?, small(last)?);
        (1 <= first && first < last && last <= 31).then_some((first, last))
    };
    let (month, (first, last)) = match span(at) {
        Some(days) => (month(scan, at + 1).filter(|_| scan.goes_on(at + 1))?, days),
        None => (month(scan, at)?, span(at + 1).filter(|_| scan.goes_on(at + 1))?),
    };
    let Some(year) = year(scan, at + 2).filter(|_| scan.goes_on(at + 2)) else {
        return Some((Expression::DaysOfMonth(first, last, month), 2));
    };
    let day = |day: u8| Day::from_ymd(year, month, day).map(PartialDate::Day);
    Some((given(day(first)?, day(last)?, Precision::Day), 3))
}
