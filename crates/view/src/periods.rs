//! Stretches of the calendar that counts over time are drawn by.

use dossier_model::{Day, PartialDate};

use crate::words::partial_date_words;

/// How many months, then years, there may be before the next larger unit.
const MONTHS: i32 = 36;
const YEARS: i32 = 60;

/// A stretch of the calendar, both ends included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// The date it begins with.
    pub from: PartialDate,
    /// The date it ends with.
    pub to: PartialDate,
    /// What it is called: 'Nov 2025', '2025', '1980s'.
    pub name: String,
}

/// All months, years or decades from one day to another, without gaps; empty where the second is before the first.
pub fn periods(first: Day, last: Day) -> Vec<Period> {
    let ((start, start_month, _), (end, end_month, _)) = (first.ymd(), last.ymd());
    let one = |date: PartialDate| Period { from: date, to: date, name: partial_date_words(&date) };
    let month_number = |year: i16, month: u8| i32::from(year) * 12 + i32::from(month) - 1;
    let (from, to) = (month_number(start, start_month), month_number(end, end_month));
    if to - from < MONTHS {
        let months = (from..=to).map(|month| (month.div_euclid(12) as i16, month.rem_euclid(12) as u8 + 1));
        return months.map(|(year, month)| one(PartialDate::Month(year, month))).collect();
    }
    if i32::from(end) - i32::from(start) < YEARS {
        return (start..=end).map(|year| one(PartialDate::Year(year))).collect();
    }
    let decades = (start.div_euclid(10)..=end.div_euclid(10)).map(|decade| decade.saturating_mul(10));
    decades
        .map(|year| Period {
            from: PartialDate::Year(year),
            to: PartialDate::Year(year.saturating_add(9)),
            name: format!("{year}s"),
        })
        .collect()
}

/// The number of the period that a day lies in.
pub fn period_of(periods: &[Period], day: Day) -> Option<usize> {
    let at = periods.partition_point(|period| period.to.last() < day);
    periods.get(at).filter(|period| period.from.first() <= day).map(|_| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i16, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    #[test]
    fn periods_are_as_fine_as_few_allow_and_without_gaps() {
        for (first, last, count, name) in [
            (day(2025, 11, 3), day(2026, 2, 1), 4, "Nov 2025"),
            (day(2025, 11, 3), day(2025, 11, 3), 1, "Nov 2025"),
            (day(1999, 12, 31), day(2026, 2, 1), 28, "1999"),
            (day(1914, 7, 1), day(2026, 2, 1), 12, "1910s"),
            (day(2026, 2, 1), day(2025, 2, 1), 0, ""),
        ] {
            let periods = periods(first, last);
            assert_eq!(periods.len(), count, "{first} to {last}");
            assert_eq!(periods.first().map_or("", |period| &period.name), name);
            let touches = |pair: &[Period]| pair[0].to.last().plus_days(1) == pair[1].from.first();
            assert!(periods.windows(2).all(touches));
            for day in [first, last].into_iter().filter(|_| count > 0) {
                let at = period_of(&periods, day).expect("it lies in one");
                assert!(periods[at].from.first() <= day && day <= periods[at].to.last());
            }
        }
        assert_eq!(period_of(&periods(day(2025, 1, 1), day(2025, 3, 1)), day(2026, 1, 1)), None);
    }
}
