//! The axis that every histogram of the corpus shares.

use dossier_model::Day;

/// How wide a bucket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AxisUnit {
    /// A day.
    Day,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
}

/// The most buckets an axis has.
const MOST_BUCKETS: usize = 180;
/// A date this far from the middle one is a slip, or too rare to stretch the axis for.
const FAR: i32 = 250 * 366;

impl AxisUnit {
    const ALL: [Self; 4] = [Self::Day, Self::Month, Self::Year, Self::Decade];

    pub(super) fn from_code(code: u32) -> Option<Self> {
        Self::ALL.get(code as usize).copied()
    }

    pub(super) fn code(self) -> u32 {
        self as u32
    }

    /// The first and last day of the unit around a day.
    fn around(self, day: Day) -> (Day, Day) {
        match self {
            Self::Day => (day, day),
            Self::Month => day.month(),
            Self::Year => day.year(),
            Self::Decade => {
                let start = day.ymd().0.div_euclid(10) * 10;
                let year = |year| Day::from_ymd(year, 1, 1).map(Day::year);
                let first = year(start).map_or(Day::MIN, |year| year.0);
                (first, year(start + 9).map_or(Day::MAX, |year| year.1))
            }
        }
    }
}

/// Buckets of one width, side by side, over the dates of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// How wide each bucket is.
    pub unit: AxisUnit,
    /// The first day of the first bucket; of no meaning where there are no buckets.
    pub first: Day,
    /// First and last day of each bucket, in order. Dates before or after them all count in the bucket at that end.
    /// Empty where no document has or mentions a known date.
    pub buckets: Vec<(Day, Day)>,
}

impl Axis {
    /// The narrowest unit whose buckets, at most 180, cover the ends of the dates. What lies centuries off the middle
    /// is not covered, nor, if that allows a narrower unit, are the outermost hundredths of mentioned dates.
    pub(super) fn cover(published: &[Day], mentioned: &[Day]) -> Self {
        let mut ends = [published, mentioned].concat();
        ends.sort_unstable();
        let Some(&middle) = ends.get(ends.len() / 2) else {
            return Self::new(AxisUnit::Day, Day::from_number(0), 0);
        };
        ends.retain(|day| (day.number() - middle.number()).abs() <= FAR);
        let hundredth = ends.len() / 100;
        let of = |ends: &[Day]| Some((*ends.iter().min()?, *ends.iter().max()?));
        let whole = of(&ends).unwrap_or((middle, middle));
        let near: Vec<_> =
            published.iter().copied().filter(|day| (whole.0..=whole.1).contains(day)).collect();
        let core = of(&[&near, &ends[hundredth..ends.len() - hundredth]].concat()).unwrap_or(whole);
        let unit = AxisUnit::ALL.into_iter().find(|&unit| Self::count(unit, core) <= MOST_BUCKETS);
        let unit = unit.unwrap_or(AxisUnit::Decade);
        let covered = if Self::count(unit, whole) <= MOST_BUCKETS { whole } else { core };
        Self::new(unit, covered.0, Self::count(unit, covered))
    }

    /// How many buckets of `unit` it takes from one day to another.
    fn count(unit: AxisUnit, (from, to): (Day, Day)) -> usize {
        let (start, end) = (from.ymd(), to.ymd());
        let years = i32::from(end.0) - i32::from(start.0);
        let steps = match unit {
            AxisUnit::Day => to.number() - from.number(),
            AxisUnit::Month => years * 12 + i32::from(end.1) - i32::from(start.1),
            AxisUnit::Year => years,
            AxisUnit::Decade => i32::from(end.0.div_euclid(10)) - i32::from(start.0.div_euclid(10)),
        };
        usize::try_from(steps).map_or(0, |steps| steps + 1)
    }

    /// This many buckets from the one around `first`.
    fn new(unit: AxisUnit, first: Day, count: usize) -> Self {
        let start = unit.around(first);
        let next = |bucket: &(Day, Day)| Some(unit.around(bucket.1.plus_days(1)));
        let buckets = core::iter::successors(Some(start), next).take(count).collect();
        Self { unit, first: start.0, buckets }
    }

    /// The axis that a pack says it has; `None` for one that [`cover`](Self::cover) can't have chosen.
    pub(super) fn restore(unit: AxisUnit, first: i32, count: usize) -> Option<Self> {
        (count <= MOST_BUCKETS).then(|| Self::new(unit, Day::from_number(first), count))
    }

    /// The bucket that a day counts in, from 0; of no meaning where there are none.
    pub fn bucket(&self, day: Day) -> usize {
        let after = self.buckets.partition_point(|bucket| bucket.0 <= day);
        after.saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse::<dossier_model::PartialDate>().unwrap().first()
    }

    fn cover(published: &[&str], mentioned: &[&str]) -> (AxisUnit, String, usize) {
        let days = |texts: &[&str]| texts.iter().map(|text| day(text)).collect::<Vec<_>>();
        let axis = Axis::cover(&days(published), &days(mentioned));
        (axis.unit, axis.first.to_string(), axis.buckets.len())
    }

    #[test]
    fn the_unit_is_the_narrowest_that_fits() {
        use AxisUnit::*;
        assert_eq!(cover(&["2026-01-02", "2026-03-01"], &[]), (Day, "2026-01-02".into(), 59));
        assert_eq!(cover(&["2026-01-02"], &["2014-06-29"]), (Month, "2014-06-01".into(), 140));
        assert_eq!(cover(&["2026-01-02"], &["1979-06-29"]), (Year, "1979-01-01".into(), 48));
        assert_eq!(cover(&["2026-01-02"], &["1797"]), (Decade, "1790-01-01".into(), 24));
    }

    #[test]
    fn a_corpus_without_dates_has_no_buckets() {
        assert_eq!(Axis::cover(&[], &[]).buckets, []);
    }

    #[test]
    fn what_is_centuries_off_does_not_stretch_the_axis() {
        assert_eq!(cover(&["2026-01-02", "2026-01-05"], &["2026-01-03", "0050-01-01", "9999-12-31"]).2, 4);
    }

    #[test]
    fn the_rarest_mentions_give_way_to_a_narrower_unit() {
        let mut mentioned = vec!["2026-01-10"; 300];
        mentioned.push("1950");
        assert_eq!(cover(&["2026-01-02"], &mentioned).0, AxisUnit::Day);
        assert_eq!(cover(&["1950-01-02"], &mentioned).0, AxisUnit::Year);
    }

    #[test]
    fn buckets_stand_side_by_side_and_take_in_what_lies_outside() {
        let axis = Axis::cover(&[day("2014-06-29"), day("2026-01-02")], &[]);
        for pair in axis.buckets.windows(2) {
            assert_eq!(pair[0].1.plus_days(1), pair[1].0);
        }
        assert_eq!(axis.bucket(Day::MIN), 0);
        assert_eq!(axis.bucket(Day::MAX), axis.buckets.len() - 1);
        assert_eq!(axis.bucket(day("2014-07-31")), 1);
    }
}
