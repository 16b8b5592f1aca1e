//! What a timeline draws: a window of days, where intervals lie in it, and on which of several lanes.

use dossier_model::{Certainty, DateSpan, Day};

use crate::words::{day_words, month_word};

/// How wide a window is drawn, in parts: places are whole numbers of them.
pub const WIDTH: u32 = 10_000;
/// A mark takes at least this much of its lane, for a day among decades must be hit by a finger.
const LEAST: u32 = 120;
/// The longest window, and the shortest.
const MOST_DAYS: i32 = 366 * 4000;
const LEAST_DAYS: i32 = 7;

/// The days that a timeline shows, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

impl Window {
    /// From the first to the last day that any of these speaks of; `None` where none is known.
    pub fn of_all(spans: &[DateSpan]) -> Option<Self> {
        Self::between_shares(spans, 0)
    }

    /// As [`of_all`](Self::of_all) without the twentieth part at either end: one mention of the year 1258 would press
    /// all others into a corner.
    pub fn of_most(spans: &[DateSpan]) -> Option<Self> {
        Self::between_shares(spans, 20)
    }

    fn between_shares(spans: &[DateSpan], part: usize) -> Option<Self> {
        let mut firsts: Vec<Day> = spans.iter().filter_map(|span| span.from.or(span.to)).collect();
        let mut lasts: Vec<Day> = spans.iter().filter_map(|span| span.to.or(span.from)).collect();
        firsts.sort_unstable();
        lasts.sort_unstable();
        let left_out = firsts.len().checked_div(part).unwrap_or(0);
        let from = *firsts.get(left_out)?;
        let to = (*lasts.get(lasts.len().checked_sub(left_out + 1)?)?).max(from);
        Some(Self { from, to }.stretched_to(LEAST_DAYS))
    }

    /// How many days it has.
    pub fn days(self) -> i32 {
        self.to.number() - self.from.number() + 1
    }

    fn stretched_to(self, days: i32) -> Self {
        let missing = (days - self.days()).max(0);
        Self { from: self.from.plus_days(-(missing / 2)), to: self.to.plus_days(missing - missing / 2) }
    }

    /// Half as many days, or twice as many, about the same middle.
    pub fn zoomed(self, closer: bool) -> Self {
        let days = if closer { self.days() / 2 } else { self.days().saturating_mul(2) };
        let days = days.clamp(LEAST_DAYS, MOST_DAYS);
        let from = self.from.plus_days((self.days() - days) / 2);
        Self { from, to: from.plus_days(days - 1) }
    }

    /// The same number of days, a third of it earlier or later.
    pub fn moved(self, later: bool) -> Self {
        let step = (self.days() / 3).max(1) * if later { 1 } else { -1 };
        Self { from: self.from.plus_days(step), to: self.to.plus_days(step) }
    }

    /// The day at a place, in parts of its [`WIDTH`].
    pub fn day_at(self, place: u32) -> Day {
        let days = i64::from(place.min(WIDTH)) * i64::from(self.days()) / i64::from(WIDTH);
        self.from.plus_days((days as i32).min(self.days() - 1))
    }

    /// Where an interval lies in it; `None` where it lies wholly outside or nothing is known.
    pub fn place(self, span: &DateSpan) -> Option<Place> {
        if !span.may_lie_in(Some(self.from), Some(self.to)) {
            return None;
        }
        let at = |day: Day| {
            let days = i64::from((day.number() - self.from.number()).clamp(0, self.days()));
            u32::try_from(days * i64::from(WIDTH) / i64::from(self.days())).unwrap_or(0)
        };
        let is_cut = |end: Option<Day>, inside: bool| end.is_none() || !inside;
        Some(Place {
            start: span.from.map_or(0, at),
            end: span.to.map_or(WIDTH, |day| at(day.plus_days(1))),
            goes_on_before: is_cut(span.from, span.from.is_some_and(|from| from >= self.from)),
            goes_on_after: is_cut(span.to, span.to.is_some_and(|to| to <= self.to)),
        })
    }

    /// Where its years, months or days begin, at most this many, and what they are called.
    pub fn ticks(self, most: usize) -> Vec<(u32, String)> {
        let most = most.max(1) as i32;
        let days = self.days();
        let at = |day: Day| self.place(&DateSpan::day(day)).map(|place| place.start);
        let years = self.from.ymd().0..=self.to.ymd().0;
        let by_years = |step: i16| {
            let years = years.clone().filter(move |year| year.rem_euclid(step) == 0);
            years.filter_map(|year| Some((at(Day::from_ymd(year, 1, 1)?)?, year.to_string()))).collect()
        };
        if days <= most {
            let all = (0..days).map(|number| self.from.plus_days(number));
            return all.filter_map(|day| Some((at(day)?, day_words(day)))).collect();
        }
        if days <= most * 7 {
            let all = (0..days).map(|number| self.from.plus_days(number)).filter(|day| day.weekday() == 0);
            return all.filter_map(|day| Some((at(day)?, day_words(day)))).collect();
        }
        for step in [1, 3, 6] {
            if days <= most * 30 * i32::from(step) {
                let months = years.flat_map(|year| (1..=12u8).map(move |month| (year, month)));
                let months = months.filter(|(_, month)| (month - 1) % step == 0);
                let named = months.filter_map(|(year, month)| {
                    Some((at(Day::from_ymd(year, month, 1)?)?, format!("{} {year}", month_word(month))))
                });
                return named.collect();
            }
        }
        let fitting = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter();
        let step = fitting.into_iter().find(|step| days <= most * 400 * i32::from(*step)).unwrap_or(1000);
        by_years(step)
    }
}

/// Where an interval lies in a window, in parts of its [`WIDTH`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Where it begins.
    pub start: u32,
    /// Where it ends; not before `start`.
    pub end: u32,
    /// Whether it began before the window, or nobody knows when.
    pub goes_on_before: bool,
    /// Whether it ends after the window, or nobody knows when.
    pub goes_on_after: bool,
}

/// Intervals that look the same, drawn once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineMark {
    /// Where.
    pub place: Place,
    /// How they are known.
    pub certainty: Certainty,
    /// From 0; two marks of one lane don't touch.
    pub lane: usize,
    /// Their numbers, in the order they were given.
    pub numbers: Vec<usize>,
}

/// What of these intervals is drawn in a window on at most `lanes` lanes, and how many are left out for want of room.
/// Short ones come first: what is known best is drawn lowest.
pub fn timeline_marks(spans: &[DateSpan], window: Window, lanes: usize) -> (Vec<TimelineMark>, usize) {
    let placed = spans.iter().enumerate();
    let mut placed: Vec<(u32, Place, Certainty, usize)> = placed
        .filter_map(|(number, span)| {
            let place = window.place(span)?;
            Some((place.end - place.start, place, span.certainty, number))
        })
        .collect();
    placed.sort_unstable();
    let mut taken: Vec<Vec<(u32, u32)>> = Vec::new();
    let mut left_out = 0;
    let mut marks = Vec::new();
    for same in placed.chunk_by(|a, b| (a.1, a.2) == (b.1, b.2)) {
        let (_, place, certainty, _) = same[0];
        let (start, end) = (place.start, place.end.max(place.start + LEAST));
        let is_free = |lane: &Vec<(u32, u32)>| lane.iter().all(|(from, to)| end <= *from || *to <= start);
        let lane = taken.iter().position(is_free).unwrap_or(taken.len());
        if lane >= lanes {
            left_out += same.len();
            continue;
        }
        if lane == taken.len() {
            taken.push(Vec::new());
        }
        taken[lane].push((start, end));
        let numbers = same.iter().map(|(.., number)| *number).collect();
        marks.push(TimelineMark { place, certainty, lane, numbers });
    }
    (marks, left_out)
}

#[cfg(test)]
mod tests {
    use dossier_model::Precision;

    use super::*;

    fn day(year: i16, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    fn span(from: Option<Day>, to: Option<Day>) -> DateSpan {
        DateSpan { from, to, precision: Precision::Day, certainty: Certainty::Stated }
    }

    const YEAR: fn() -> Window = || Window { from: day(2025, 1, 1), to: day(2025, 12, 31) };

    #[test]
    fn an_interval_lies_where_its_days_are() {
        let whole = YEAR().place(&span(Some(day(2025, 1, 1)), Some(day(2025, 12, 31)))).unwrap();
        assert_eq!(whole, Place { start: 0, end: WIDTH, goes_on_before: false, goes_on_after: false });
        let open = YEAR().place(&span(Some(day(2025, 7, 2)), None)).unwrap();
        assert_eq!((open.start / 100, open.end, open.goes_on_after), (49, WIDTH, true));
        assert_eq!(YEAR().place(&span(Some(day(2026, 1, 1)), None)), None);
        assert_eq!(YEAR().place(&DateSpan::UNKNOWN), None);
        for n in 0..365 {
            let day = YEAR().from.plus_days(n);
            let place = YEAR().place(&DateSpan::day(day)).unwrap();
            assert_eq!(YEAR().day_at((place.start + place.end) / 2), day);
        }
        assert_eq!(YEAR().day_at(WIDTH), YEAR().to);
    }

    #[test]
    fn zooming_goes_from_millennia_to_a_week_and_no_further() {
        let mut window = YEAR();
        for _ in 0..20 {
            window = window.zoomed(true);
        }
        assert_eq!(window.days(), LEAST_DAYS);
        for _ in 0..40 {
            window = window.zoomed(false);
        }
        assert!(window.days() <= MOST_DAYS && window.days() > 365 * 1000);
        assert_eq!(YEAR().moved(true).moved(false), YEAR());
    }

    #[test]
    fn ticks_are_few_at_any_zoom() {
        let mut window = YEAR();
        for _ in 0..12 {
            window = window.zoomed(true);
        }
        for _ in 0..30 {
            let ticks = window.ticks(8);
            assert!((1..=10).contains(&ticks.len()), "{window:?}: {ticks:?}");
            window = window.zoomed(false);
        }
        assert_eq!(YEAR().ticks(8)[1].1, "April 2025");
    }

    #[test]
    fn marks_of_a_lane_do_not_touch_and_none_is_lost() {
        let spans: Vec<DateSpan> = (0..200)
            .map(|n| {
                let from = day(2025, 1, 1).plus_days(n * 7 % 300);
                span(Some(from), Some(from.plus_days(n % 40)))
            })
            .collect();
        let (marks, left_out) = timeline_marks(&spans, YEAR(), 5);
        let drawn: usize = marks.iter().map(|mark| mark.numbers.len()).sum();
        assert_eq!(drawn + left_out, spans.len());
        assert!(left_out > 0 && marks.iter().all(|mark| mark.lane < 5));
        for a in &marks {
            for b in marks.iter().filter(|b| b.lane == a.lane && *b != a) {
                assert!(a.place.end <= b.place.start || b.place.end <= a.place.start);
            }
        }
    }

    #[test]
    fn one_date_long_ago_does_not_press_the_others_into_a_corner() {
        let mut spans: Vec<DateSpan> = (0..40).map(|n| DateSpan::day(day(2025, 3, 1).plus_days(n))).collect();
        spans.push(DateSpan::day(day(1258, 2, 10)));
        assert!(Window::of_most(&spans).unwrap().days() < 60);
        assert_eq!(Window::of_all(&spans).unwrap().from, day(1258, 2, 10));
        assert_eq!(Window::of_all(&[DateSpan::UNKNOWN]), None);
    }
}
