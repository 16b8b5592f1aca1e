//! Dates as fields write them: ISO 8601, mail's, and those of spreadsheets.

use dossier_model::{Certainty, DateSpan, Day, Evidence, PartialDate, Precision, Published};
use serde::{Deserialize, Serialize};

use crate::{
    date_line::{self, date_words},
    published::{published_from_text, span_of},
};

/// Which number of `3/4/2026` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

/// Whatever the date is, known for that reason, which completes 'because ...'. `None` where it is no date.
pub(crate) fn published(date: &str, order: Option<Order>, reason: &str) -> Option<Published> {
    if date.contains("..") {
        return published_from_text(date.trim(), reason).ok();
    }
    let evidence = vec![Evidence { reason: reason.to_owned(), passage: None }];
    Some(Published { span: span(date, order)?, evidence })
}

/// That it was published on the day of this date or before.
pub(crate) fn until(date: &str, reason: &str) -> Option<Published> {
    let to = span(date, None)?.to?;
    published(&format!("..{to}"), None, reason)
}

/// A date as precise as it was given. Of a time stamp the day counts, as its own time zone has it. `3/4/2026` is two days,
/// and so is none without an order.
pub(crate) fn span(date: &str, order: Option<Order>) -> Option<DateSpan> {
    let date = date.trim();
    if let Ok(date) = date.parse() {
        return Some(span_of(date));
    }
    let day = seconds(date).or_else(|| stamp(date)).or_else(|| numbers(date, order)).or_else(|| words(date));
    day.map(DateSpan::day).or_else(|| month_and_year(date))
}

/// Which order the date has, if it has only one: a number above 12 is no month.
pub(crate) fn order_of(date: &str) -> Option<Order> {
    let [first, second, year] = parts(date)?;
    let is_plain = year > 31 && !date.contains('.');
    match (first > 12, second > 12) {
        (true, false) if is_plain => Some(Order::DayFirst),
        (false, true) if is_plain => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Seconds or thousandths since 1970, from 2001 on: `1769000000`.
fn seconds(date: &str) -> Option<Day> {
    let divisor = match date.len() {
        10 => 1,
        13 => 1000,
        _ => return None,
    };
    let is_digits = date.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = date.parse::<i64>().ok().filter(|_| is_digits)? / divisor;
    Some(Day::from_number(i32::try_from(seconds / 86_400).ok()?))
}

/// The one order that these dates have, if they agree: `13/4/2026` says how to read `3/4/2026`.
pub(crate) fn common_order(dates: impl Iterator<Item = String>) -> Option<Order> {
    let mut orders = dates.filter_map(|date| order_of(&date));
    let first = orders.next()?;
    orders.all(|order| order == first).then_some(first)
}

/// `2026-01-21T10:00:00Z`, `2026-01-21 10:00`, `20260121T100000`.
fn stamp(date: &str) -> Option<Day> {
    let day = |text: &str| match text.parse() {
        Ok(PartialDate::Day(day)) => Some(day),
        _ => None,
    };
    let is_apart = |rest: &str| !rest.starts_with(|sign: char| sign.is_ascii_digit());
    if let Some((first, rest)) = date.split_at_checked(10)
        && is_apart(rest)
        && let Some(day) = day(first)
    {
        return Some(day);
    }
    let (digits, rest) = date.split_at_checked(8)?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) || !is_apart(rest) {
        return None;
    }
    day(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

/// `21/01/2026`, `21.1.2026`, `2026/1/21`, with or without a time.
fn numbers(date: &str, order: Option<Order>) -> Option<Day> {
    let [first, second, third] = parts(date)?;
    if first > 31 {
        return ymd(first, second, third);
    }
    if third < 1000 {
        return None;
    }
    match order_of(date).or(order) {
        _ if date.contains('.') || first == second => ymd(third, second, first),
        Some(Order::DayFirst) => ymd(third, second, first),
        Some(Order::MonthFirst) => ymd(third, first, second),
        None => None,
    }
}

fn ymd(year: u16, month: u16, day: u16) -> Option<Day> {
    Day::from_ymd(i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The three numbers that a date begins with.
fn parts(date: &str) -> Option<[u16; 3]> {
    let date = date.split([' ', 'T', ',']).next()?;
    let mut numbers = date.split(['/', '.', '-']).map(|part| part.parse::<u16>().ok());
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

/// `Wed, 21 Jan 2026 10:30:00 +0000`, `January 21, 2026`, `21-Jan-2026`, `Wed Jan 21 10:30:00 +0000 2026`, `21. Januar 2026`.
fn words(date: &str) -> Option<Day> {
    let lower = date.to_lowercase();
    let mut words = date_words(&lower);
    let dashed =
        words.first().filter(|word| word.contains('-')).map(|word| word.split('-').collect::<Vec<_>>());
    if let Some(parts) = dashed {
        if parts.len() != 3 || date_line::month(parts[1]).is_none() {
            return None;
        }
        words.splice(..1, parts);
    }
    let day = |words: &[&str]| date_line::first_date(words).map(|(day, _)| day);
    // Unix and its heirs write the year last.
    let year_last = || {
        let rest = words.iter().position(|word| word.contains(':'))?;
        let year = words.last().filter(|_| rest < words.len() - 1)?;
        day(&[&words[..rest], &[year]].concat())
    };
    day(&words).or_else(year_last)
}

/// `January 2026`.
fn month_and_year(date: &str) -> Option<DateSpan> {
    let lower = date.to_lowercase();
    let [month, year] = date_words(&lower)[..] else { return None };
    let year = year.parse().ok().filter(|year| (1500..2200).contains(year))?;
    Some(span_of(PartialDate::Month(year, date_line::month(month)?)))
}

/// The days that a date may be whose numbers have no order: `3/4/2026` is in March or in April.
pub(crate) fn either(date: &str) -> Option<DateSpan> {
    let day = |order| numbers(date.trim(), Some(order));
    let (one, other) = (day(Order::DayFirst)?, day(Order::MonthFirst)?);
    if one == other {
        return None;
    }
    let (from, to) = (Some(one.min(other)), Some(one.max(other)));
    Some(DateSpan { from, to, precision: Precision::Day, certainty: Certainty::Bounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(date: &str) -> String {
        span(date, None).map_or("none".into(), DateSpan::edtf)
    }

    #[test]
    fn every_usual_way_to_write_a_day_is_understood() {
        for date in [
            "2026-01-21",
            " 2026-01-21T10:00:00+01:00 ",
            "2026-01-21 10:00:00 +0100",
            "20260121",
            "20260121T100000Z",
            "2026/01/21",
            "21.1.2026",
            "21/01/2026 10:00",
            "01/21/2026",
            "Wed, 21 Jan 2026 10:30:00 +0000",
            "Wednesday, January 21, 2026 at 10:30 AM",
            "Wed Jan 21 2026 10:30:00 GMT+0100 (CET)",
            "21 January 2026",
            "21st of January 2026",
            "21-Jan-2026",
            "Wed Jan 21 10:30:00 +0000 2026",
            "21. Januar 2026",
            "mercredi 21 janvier 2026",
            "21 января 2026 г.",
            "2026年1月21日",
            "1769000000",
            "1769000000000",
        ] {
            assert_eq!(read(date), "2026-01-21", "{date}");
        }
        assert_eq!(
            (read("2026"), read("2026-01"), read("Jan. 2026")),
            ("2026".into(), "2026-01".into(), "2026-01".into())
        );
    }

    #[test]
    fn what_is_no_day_or_two_is_none() {
        for date in [
            "",
            "soon",
            "3/4/2026",
            "soon-to-come 2026",
            "10:30 2026",
            "2026-13-01",
            "2026-01-211",
            "1/2/3/4",
            "éééééééééé",
            "99/99/2026",
        ] {
            assert_eq!(read(date), "none", "{date}");
        }
        let known = |order| span("3/4/2026", Some(order)).map(DateSpan::edtf);
        assert_eq!(known(Order::DayFirst).as_deref(), Some("2026-04-03"));
        assert_eq!(known(Order::MonthFirst).as_deref(), Some("2026-03-04"));
        let may_be = |date| either(date).map(DateSpan::edtf);
        assert_eq!(may_be("3/4/2026").as_deref(), Some("[2026-03-04..2026-04-03]"));
        assert_eq!((may_be("soon"), may_be("21/1/2026")), (None, None));
        assert_eq!(order_of("21/01/2026"), Some(Order::DayFirst));
        assert_eq!(order_of("01/21/2026"), Some(Order::MonthFirst));
    }
}
