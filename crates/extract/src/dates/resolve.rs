//! Expressions placed in the calendar.

use dossier_model::{Certainty, DateSpan, Day, Document, PartialDate, Precision};

use super::{
    Tense,
    expression::{Expression, Way},
};

/// What is known of the time around an expression.
pub(super) struct Calendar {
    /// The article's own day.
    today: Option<Day>,
    /// The last date that was wholly given.
    before: Option<Day>,
    /// The last time that was placed, first to last day.
    last: Option<(Day, Day)>,
}

impl Calendar {
    pub(super) fn of(document: &Document) -> Self {
        let span = document.published.span;
        let today = span.from.filter(|_| span.from == span.to && span.certainty != Certainty::Bounded);
        Self { today, before: None, last: None }
    }

    /// Takes a day that the article states as its own.
    pub(super) fn learn(&mut self, span: DateSpan) {
        let stated = span.from.filter(|_| span.from == span.to && span.certainty == Certainty::Stated);
        self.today = self.today.or(stated);
    }

    pub(super) fn resolve(&mut self, expression: &Expression, tense: Tense) -> DateSpan {
        let span = self.place(expression, tense);
        self.last = span.from.zip(span.to).or(self.last);
        span
    }

    fn place(&mut self, expression: &Expression, tense: Tense) -> DateSpan {
        let stated = |from, to, precision| DateSpan { from, to, precision, certainty: Certainty::Stated };
        let inferred = |ends: Option<(Day, Day)>, precision| match ends {
            Some((from, to)) => {
                DateSpan { from: Some(from), to: Some(to), precision, certainty: Certainty::Inferred }
            }
            None => DateSpan::UNKNOWN,
        };
        match expression.clone() {
            Expression::Given(from, to, precision) => {
                if precision <= Precision::Month {
                    self.before = Some(from.first());
                }
                stated(Some(from.first()), Some(to.last()), precision)
            }
            Expression::Since(from, precision) => stated(Some(from.first()), None, precision),
            Expression::Until(to, precision) => stated(None, Some(to.last()), precision),
            Expression::Feast(feast, way) => {
                let date = self.year_for(way, tense, |year| feast.day(year));
                inferred(date.map(|day| (day, day)), Precision::Day)
            }
            Expression::DayOfMonth(day, month, way) => {
                let date = self.year_for(way, tense, |year| Day::from_ymd(year, month, day));
                inferred(date.map(|day| (day, day)), Precision::Day)
            }
            Expression::DaysOfMonth(first, last, month) => {
                let from = self.year_for(Way::Nearest, tense, |year| Day::from_ymd(year, month, first));
                let ends = from.map(|from| (from, from.plus_days(i32::from(last) - i32::from(first))));
                inferred(ends, Precision::Day)
            }
            Expression::MonthOnly(month, way) => {
                let first = self.year_for(way, tense, |year| Day::from_ymd(year, month, 1));
                inferred(first.map(|first| first.month()), Precision::Month)
            }
            Expression::Weekday(weekday, way) => inferred(
                self.today.map(|today| nearest_weekday(today, weekday, way, tense)).map(|day| (day, day)),
                Precision::Day,
            ),
            Expression::Days(days) => {
                inferred(self.today.map(|today| today.plus_days(days)).map(|day| (day, day)), Precision::Day)
            }
            Expression::Shift(count, unit) => {
                let shifted = self.today.map(|today| shift(today, count, unit));
                inferred(
                    shifted.map(|(from, to, _)| (from, to)),
                    shifted.map_or(unit, |(_, _, precision)| precision),
                )
            }
            Expression::InYear(day, month, years) => {
                let year = self.today.map(|today| today.ymd().0.saturating_add(years as i16));
                let first = year.and_then(|year| Day::from_ymd(year, month, day.unwrap_or(1)));
                let ends = first.map(|first| if day.is_some() { (first, first) } else { first.month() });
                inferred(ends, if day.is_some() { Precision::Day } else { Precision::Month })
            }
            Expression::MonthsOf(first, last, years) => {
                let year = self.today.map(|today| today.ymd().0.saturating_add(years as i16));
                let month = |month: u8| year.and_then(|year| Day::from_ymd(year, month, 1)).map(Day::month);
                inferred(month(first).zip(month(last)).map(|(from, to)| (from.0, to.1)), Precision::Quarter)
            }
            Expression::Season(month, way) => {
                let first = self.year_for(way, tense, |year| Day::from_ymd(year, month, 1));
                inferred(first.map(|first| (first, month_from(first, 2).1)), Precision::Quarter)
            }
            Expression::Weekend(way) => {
                let saturday = self.today.map(|today| nearest_weekend(today, way, tense));
                inferred(saturday.map(|saturday| (saturday, saturday.plus_days(1))), Precision::Week)
            }
            Expression::Aligned(count, unit) => {
                let length = if unit == Precision::Century { 100 } else { 10 };
                let inside =
                    self.today.map(|today| shift(today, count.saturating_mul(length), Precision::Year).0);
                let span = inside.map(|day| shift(day, 0, unit));
                inferred(span.map(|(from, to, _)| (from, to)), unit)
            }
            Expression::Told(count, unit) => {
                // Two days after some day of a month may be any day.
                let longest = match unit {
                    Precision::Day => 0,
                    Precision::Week => 6,
                    Precision::Month => 30,
                    _ => i32::MAX,
                };
                let fine = self.last.filter(|(from, to)| to.number() - from.number() <= longest);
                let told = fine.map(|(from, _)| shift(from, count, unit));
                inferred(told.map(|(from, to, _)| (from, to)), unit)
            }
            Expression::Beside(days, other) => {
                let day = self.place(&other, tense).from.map(|day| day.plus_days(days));
                inferred(day.map(|day| (day, day)), Precision::Day)
            }
            Expression::WeekOf(other) => {
                let day = self.place(&other, tense).from;
                inferred(
                    day.map(|day| shift(day, 0, Precision::Week)).map(|(from, to, _)| (from, to)),
                    Precision::Week,
                )
            }
            Expression::Recent => DateSpan::UNKNOWN,
        }
    }

    /// The date of the fitting year: nearest to the article's day, else the first one not before the last given date.
    fn year_for(&self, way: Way, tense: Tense, date: impl Fn(i16) -> Option<Day>) -> Option<Day> {
        let around = |day: Day| {
            let year = day.ymd().0;
            [year.saturating_sub(1), year, year.saturating_add(1)]
                .into_iter()
                .filter_map(&date)
                .collect::<Vec<_>>()
        };
        if let Some(today) = self.today {
            let dates = around(today);
            let past = dates.iter().copied().filter(|day| *day <= today).max();
            let coming = dates.iter().copied().filter(|day| *day > today).min();
            return match (way, tense) {
                (Way::Last, _) => past,
                (Way::Next, _) => coming,
                (Way::Nearest, Tense::Ahead) => {
                    dates.into_iter().min_by_key(|day| (day.number() - today.number()).abs())
                }
                // An article rarely speaks of a day to come without saying so, but months ahead are named freely.
                (Way::Nearest, Tense::Past) => dates.into_iter().min_by_key(|day| {
                    let distance = day.number() - today.number();
                    if distance > 0 { distance * 2 } else { -distance }
                }),
            };
        }
        let before = self.before.filter(|_| way == Way::Nearest)?;
        around(before).into_iter().filter(|day| *day >= before.month().0).min()
    }
}

/// The last such day up to the article's, a week at the most; the next one where it is spoken of as ahead.
fn nearest_weekday(today: Day, weekday: u8, way: Way, tense: Tense) -> Day {
    let back = i32::from((7 + today.weekday() - weekday) % 7);
    match (way, tense) {
        (Way::Next, _) => today.plus_days(7 - back),
        (Way::Last, _) if back == 0 => today.plus_days(-7),
        (Way::Nearest, Tense::Ahead) if back > 0 => today.plus_days(7 - back),
        _ => today.plus_days(-back),
    }
}

/// The Saturday of the weekend that is on or was last; the coming one where it is spoken of as ahead.
fn nearest_weekend(today: Day, way: Way, tense: Tense) -> Day {
    let back = i32::from((today.weekday() + 2) % 7);
    let is_on = back < 2;
    match (way, tense) {
        (Way::Last, _) if is_on => today.plus_days(-back - 7),
        (Way::Next, _) => today.plus_days(7 - back),
        (Way::Nearest, Tense::Ahead) if !is_on => today.plus_days(7 - back),
        _ => today.plus_days(-back),
    }
}

/// The unit that lies so many units from the article's day, and how fine that is.
fn shift(today: Day, count: i32, unit: Precision) -> (Day, Day, Precision) {
    let years = |years: i32| {
        let year = i32::from(today.ymd().0).saturating_add(years).clamp(-9999, 9999) as i16;
        let (from, to) = Day::from_ymd(year, 1, 1).unwrap_or(today).year();
        (from, to, Precision::Year)
    };
    let is_now = count == 0;
    match unit {
        Precision::Day => (today.plus_days(count), today.plus_days(count), Precision::Day),
        Precision::Week => {
            let monday = today.plus_days(-i32::from(today.weekday())).plus_days(count.saturating_mul(7));
            (monday, monday.plus_days(6), Precision::Week)
        }
        Precision::Month => {
            let (from, to) = month_from(today, count);
            (from, to, Precision::Month)
        }
        Precision::Quarter => {
            let into = i32::from((today.ymd().1 - 1) % 3);
            let first = count.saturating_mul(3).saturating_sub(into);
            (month_from(today, first).0, month_from(today, first.saturating_add(2)).1, Precision::Quarter)
        }
        Precision::Year => years(count),
        Precision::Decade if is_now => {
            let start = today.ymd().0 - today.ymd().0.rem_euclid(10);
            (
                PartialDate::Year(start).first(),
                PartialDate::Year(start.saturating_add(9)).last(),
                Precision::Decade,
            )
        }
        Precision::Decade => years(count.saturating_mul(10)),
        Precision::Century if is_now => {
            let start = today.ymd().0 - today.ymd().0.rem_euclid(100);
            let (from, to) = (PartialDate::Year(start), PartialDate::Year(start.saturating_add(99)));
            (from.first(), to.last(), Precision::Century)
        }
        Precision::Century => years(count.saturating_mul(100)),
    }
}

fn month_from(today: Day, months: i32) -> (Day, Day) {
    let (year, month, _) = today.ymd();
    let number = (i32::from(year) * 12 + i32::from(month) - 1).saturating_add(months);
    let year = number.div_euclid(12).clamp(-9999, 9999) as i16;
    Day::from_ymd(year, number.rem_euclid(12) as u8 + 1, 1).unwrap_or(today).month()
}
