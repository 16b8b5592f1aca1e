//! A range of dates as a range of buckets of the histogram, which the pointer and the keyboard move.

use dossier_model::{Day, PartialDate};

/// The buckets `first..end` of an axis; never empty on an axis that isn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brush {
    /// The first bucket inside.
    pub first: usize,
    /// One past the last bucket inside.
    pub end: usize,
}

impl Brush {
    /// The buckets that a range of days touches; an open end, or one beyond the axis, reaches the axis's own end.
    /// `buckets` are first and last days, in order, without gaps.
    pub fn over(buckets: &[(Day, Day)], from: Option<Day>, to: Option<Day>) -> Self {
        let first = from.map_or(0, |from| buckets.partition_point(|(_, last)| *last < from));
        let end = to.map_or(buckets.len(), |to| buckets.partition_point(|(first, _)| *first <= to));
        Self::between(first, end.saturating_sub(1), buckets.len())
    }

    /// The buckets from one to another, in either order, both included.
    pub fn between(one: usize, other: usize, buckets: usize) -> Self {
        let last = buckets.saturating_sub(1);
        let (one, other) = (one.min(last), other.min(last));
        Self { first: one.min(other), end: (one.max(other) + 1).min(buckets) }
    }

    /// With its start moved by some buckets, short of its end.
    pub fn with_first_moved(self, by: isize) -> Self {
        Self { first: self.first.saturating_add_signed(by).min(self.end.saturating_sub(1)), ..self }
    }

    /// With its end moved by some buckets, short of its start and of the axis's end.
    pub fn with_end_moved(self, by: isize, buckets: usize) -> Self {
        let end = self.end.saturating_add_signed(by).min(buckets);
        Self { end: end.max(self.first + 1).min(buckets), ..self }
    }

    /// The dates it means, as coarse as they can be given; an end that reaches the axis's own is open.
    pub fn dates(self, buckets: &[(Day, Day)]) -> (Option<PartialDate>, Option<PartialDate>) {
        let from = (self.first > 0).then(|| buckets.get(self.first)).flatten();
        let to = (self.end < buckets.len()).then(|| buckets.get(self.end.checked_sub(1)?)).flatten();
        (from.and_then(|(first, _)| coarsest(*first, true)), to.and_then(|(_, last)| coarsest(*last, false)))
    }
}

/// The coarsest date that begins (where `is_start`) or ends on this day; `None` outside the years that a link can say.
pub fn coarsest(day: Day, is_start: bool) -> Option<PartialDate> {
    let (year, month, _) = day.ymd();
    let end = |date: PartialDate| if is_start { date.first() } else { date.last() };
    let ways = [PartialDate::Year(year), PartialDate::Month(year, month), PartialDate::Day(day)];
    (0..=9999).contains(&year).then(|| ways.into_iter().find(|date| end(*date) == day)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(year: i16) -> Vec<(Day, Day)> {
        (1..=12)
            .map(|month| PartialDate::Month(year, month))
            .map(|date| (date.first(), date.last()))
            .collect()
    }

    fn date(text: &str) -> Option<PartialDate> {
        text.parse().ok()
    }

    #[test]
    fn a_brush_goes_to_dates_and_back() {
        let buckets = months(2025);
        for first in 0..12 {
            for last in first..12 {
                let brush = Brush::between(last, first, 12);
                let (from, to) = brush.dates(&buckets);
                assert_eq!(Brush::over(&buckets, from.map(|d| d.first()), to.map(|d| d.last())), brush);
            }
        }
    }

    #[test]
    fn its_dates_are_as_coarse_as_they_can_be_and_open_at_the_ends_of_the_axis() {
        let buckets = months(2025);
        assert_eq!(Brush { first: 2, end: 5 }.dates(&buckets), (date("2025-03"), date("2025-05")));
        assert_eq!(Brush { first: 0, end: 5 }.dates(&buckets), (None, date("2025-05")));
        assert_eq!(Brush { first: 0, end: 12 }.dates(&buckets), (None, None));
        let years =
            [2023, 2024, 2025].map(|year| (PartialDate::Year(year).first(), PartialDate::Year(year).last()));
        assert_eq!(Brush { first: 1, end: 2 }.dates(&years), (date("2024"), date("2024")));
    }

    #[test]
    fn handles_neither_cross_nor_leave_the_axis() {
        let brush = Brush { first: 3, end: 5 };
        assert_eq!(brush.with_first_moved(10), Brush { first: 4, end: 5 });
        assert_eq!(brush.with_first_moved(-10), Brush { first: 0, end: 5 });
        assert_eq!(brush.with_end_moved(-10, 12), Brush { first: 3, end: 4 });
        assert_eq!(brush.with_end_moved(10, 12), Brush { first: 3, end: 12 });
    }

    #[test]
    fn an_empty_axis_and_a_range_beyond_it_do_no_harm() {
        assert_eq!(Brush::over(&[], None, None), Brush { first: 0, end: 0 });
        assert_eq!(Brush { first: 0, end: 0 }.dates(&[]), (None, None));
        let beyond = Brush::over(&months(2025), date("2030").map(|date| date.first()), None);
        assert_eq!(beyond, Brush { first: 11, end: 12 });
    }
}
