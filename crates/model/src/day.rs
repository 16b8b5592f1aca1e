use core::{fmt, str::FromStr};

use jiff::{SignedDuration, civil::Date};
use serde::{Deserialize, Serialize};

/// A calendar day of the proleptic Gregorian calendar: days since 1970-01-01, years -9999 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(i32);

const EPOCH: Date = Date::constant(1970, 1, 1);
const HOURS_A_DAY: i64 = 24;

impl Day {
    /// The earliest day there is, -9999-01-01.
    pub const MIN: Self = Self(-4_371_587);
    /// The latest day there is, 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The day with this number since 1970-01-01, held to the years -9999 to 9999.
    pub fn from_number(days: i32) -> Self {
        Self(days.clamp(Self::MIN.0, Self::MAX.0))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    /// The day of this year, month (1 to 12) and day of the month (from 1); `None` where there is no such day.
    pub fn from_ymd(year: i16, month: u8, day: u8) -> Option<Self> {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        Some(Self::from(date))
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i16, u8, u8) {
        let date = Date::from(self);
        (date.year(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }

    /// Day of the week, 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// This many days later (earlier where negative), held to the years -9999 to 9999.
    pub fn plus_days(self, days: i32) -> Self {
        Self::from_number(self.0.saturating_add(days))
    }

    /// The first and last day of this day's month.
    pub fn month(self) -> (Self, Self) {
        let date = Date::from(self);
        (date.first_of_month().into(), date.last_of_month().into())
    }

    /// The first and last day of this day's year.
    pub fn year(self) -> (Self, Self) {
        let date = Date::from(self);
        (date.first_of_year().into(), date.last_of_year().into())
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let days = date.duration_since(EPOCH).as_hours() / HOURS_A_DAY;
        Self(i32::try_from(days).unwrap_or(0))
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Self {
        EPOCH.saturating_add(SignedDuration::from_hours(i64::from(day.0) * HOURS_A_DAY))
    }
}

impl fmt::Display for Day {
    /// As ISO 8601, `2026-01-21`; years before 0 with a minus sign.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        if year < 0 {
            write!(f, "-{:04}-{month:02}-{day:02}", -i32::from(year))
        } else {
            write!(f, "{year:04}-{month:02}-{day:02}")
        }
    }
}

/// A date as a person gives it: a year, a month of a year, or a day. Printed and parsed as `2026`, `2026-01`,
/// `2026-01-21`; years 0 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// A year, 0 to 9999.
    Year(i16),
    /// A month (1 to 12) of a year.
    Month(i16, u8),
    /// A day.
    Day(Day),
}

/// Why a text is no [`PartialDate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartialDateError {
    /// Not of the form year, year-month or year-month-day.
    Form,
    /// The month is not 1 to 12.
    Month,
    /// That month has no such day.
    Day,
}

impl fmt::Display for PartialDateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Form => "not a date; write 2026, 2026-01 or 2026-01-21",
            Self::Month => "months go from 01 to 12",
            Self::Day => "that month has no such day",
        })
    }
}

impl core::error::Error for PartialDateError {}

impl PartialDate {
    /// Its first day.
    pub fn first(self) -> Day {
        match self {
            Self::Year(year) => Day::from_ymd(year, 1, 1).unwrap_or(Day::MIN),
            Self::Month(year, month) => Day::from_ymd(year, month, 1).unwrap_or(Day::MIN),
            Self::Day(day) => day,
        }
    }

    /// Its last day.
    pub fn last(self) -> Day {
        match self {
            Self::Year(_) => self.first().year().1,
            Self::Month(..) => self.first().month().1,
            Self::Day(day) => day,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    fn from_str(text: &str) -> Result<Self, PartialDateError> {
        let digits = |part: &str, length: usize| {
            let fits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<i16>().ok()).flatten().ok_or(PartialDateError::Form)
        };
        let mut parts = text.split('-');
        let year = digits(parts.next().unwrap_or_default(), 4)?;
        let Some(month) = parts.next() else { return Ok(Self::Year(year)) };
        let month = digits(month, 2)?.unsigned_abs() as u8;
        let day = parts.next().map(|day| digits(day, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(PartialDateError::Form);
        }
        if !(1..=12).contains(&month) {
            return Err(PartialDateError::Month);
        }
        match day {
            None => Ok(Self::Month(year, month)),
            Some(day) => Day::from_ymd(year, month, day.unsigned_abs() as u8)
                .map(Self::Day)
                .ok_or(PartialDateError::Day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_epoch_is_day_zero_and_a_thursday() {
        let epoch = Day::from_ymd(1970, 1, 1).unwrap();
        assert_eq!((epoch.number(), epoch.weekday()), (0, 3));
    }

    #[test]
    fn the_limits_are_the_calendar_s() {
        assert_eq!(Day::from_ymd(-9999, 1, 1), Some(Day::MIN));
        assert_eq!(Day::from_ymd(9999, 12, 31), Some(Day::MAX));
        assert_eq!(Day::MAX.plus_days(1), Day::MAX);
        assert_eq!(Day::from_number(i32::MIN).to_string(), "-9999-01-01");
    }

    #[test]
    fn every_day_goes_to_a_date_and_back() {
        for number in (Day::MIN.number()..=Day::MAX.number()).step_by(37) {
            let day = Day::from_number(number);
            let (year, month, of_month) = day.ymd();
            assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
        }
    }

    #[test]
    fn months_and_years_end_where_the_calendar_says() {
        let day = Day::from_ymd(2024, 2, 10).unwrap();
        assert_eq!(day.month().1.to_string(), "2024-02-29");
        assert_eq!(day.year().0.to_string(), "2024-01-01");
    }

    #[test]
    fn a_partial_date_prints_as_it_was_written() {
        for text in ["2026", "2026-01", "2026-01-21", "0000-02-29", "9999-12-31"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        for (text, why) in [
            ("", PartialDateError::Form),
            ("26", PartialDateError::Form),
            ("2026-1", PartialDateError::Form),
            ("2026-01-21-", PartialDateError::Form),
            ("+026", PartialDateError::Form),
            ("2026-13", PartialDateError::Month),
            ("2026-00-01", PartialDateError::Month),
            ("2025-02-29", PartialDateError::Day),
        ] {
            assert_eq!(text.parse::<PartialDate>(), Err(why), "{text}");
        }
    }
}
