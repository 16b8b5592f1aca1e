use core::fmt;

use serde::{Deserialize, Serialize};

use crate::Day;

/// Which dates of a document a filter or a histogram speaks of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Track {
    /// When the document was published.
    #[default]
    Published,
    /// The dates its text speaks of.
    Mentioned,
}

/// How fine a date was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Precision {
    /// To the day.
    Day,
    /// To the week, Monday to Sunday.
    Week,
    /// To the month.
    Month,
    /// To the quarter or season.
    Quarter,
    /// To the year.
    Year,
    /// To the decade.
    Decade,
    /// To the century.
    Century,
}

/// How the days of a [`DateSpan`] are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Certainty {
    /// The text, its file or its editor says so in full.
    Stated,
    /// Worked out from what is stated: a weekday from the day of the article, a missing year from the text before.
    Inferred,
    /// Only known to lie between the two ends, of which one may be open.
    Bounded,
    /// Not known at all: both ends are open.
    Unknown,
}

/// A date as an interval of days, both ends included, that says how fine it was given and how it is known.
///
/// An open end is `None`. A [`Stated`](Certainty::Stated) or [`Inferred`](Certainty::Inferred) span means its whole
/// interval ('2014 to 2017', 'since 2019', 'January 2026'); a [`Bounded`](Certainty::Bounded) one means some moment
/// inside it. `from <= to` where both are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateSpan {
    /// First day, or open.
    pub from: Option<Day>,
    /// Last day, or open.
    pub to: Option<Day>,
    /// How fine it was given.
    pub precision: Precision,
    /// How it is known.
    pub certainty: Certainty,
}

impl DateSpan {
    /// Nothing is known.
    pub const UNKNOWN: Self =
        Self { from: None, to: None, precision: Precision::Day, certainty: Certainty::Unknown };

    /// A single stated day.
    pub fn day(day: Day) -> Self {
        Self { from: Some(day), to: Some(day), precision: Precision::Day, certainty: Certainty::Stated }
    }

    /// Whether nothing at all is known.
    pub fn is_unknown(self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether it may lie in `from..=to` (open where `None`). An unknown date is in no range.
    pub fn may_lie_in(self, from: Option<Day>, to: Option<Day>) -> bool {
        !self.is_unknown()
            && self.to.is_none_or(|end| from.is_none_or(|from| end >= from))
            && self.from.is_none_or(|start| to.is_none_or(|to| start <= to))
    }

    /// Whether it certainly lies in `from..=to` (open where `None`), whole.
    pub fn lies_in(self, from: Option<Day>, to: Option<Day>) -> bool {
        !self.is_unknown()
            && from.is_none_or(|from| self.from.is_some_and(|start| start >= from))
            && to.is_none_or(|to| self.to.is_some_and(|end| end <= to))
    }

    /// The day to sort by: the first known day, else the last; `None` where nothing is known.
    pub fn sort_day(self) -> Option<Day> {
        self.from.or(self.to)
    }

    /// As EDTF (ISO 8601-2:2019, Extended Date/Time Format, level 2): a stated span as `2026-01`, `2014/2017`,
    /// `2019/..`; an inferred one with `?`; a bounded one as one of a set, `[2025-11..]`; an unknown one as `XXXX`.
    pub fn edtf(self) -> String {
        use Certainty::{Bounded, Inferred, Stated, Unknown};
        let (from, to) = (self.from.map(|day| self.edtf_of(day)), self.to.map(|day| self.edtf_of(day)));
        let qualifier = if self.certainty == Inferred { "?" } else { "" };
        match (from, to, self.certainty) {
            (None, None, _) | (_, _, Unknown) => "XXXX".into(),
            (Some(from), Some(to), _) if from == to && self.is_one_unit() => format!("{from}{qualifier}"),
            (from, to, Bounded) => {
                format!("[{}..{}]", from.unwrap_or_default(), to.unwrap_or_default())
            }
            (from, to, Stated | Inferred) => {
                let end = |end: Option<String>| end.map_or("..".into(), |end| format!("{end}{qualifier}"));
                format!("{}/{}", end(from), end(to))
            }
        }
    }

    /// Whether the two ends are the first and last day of one unit that EDTF can name.
    fn is_one_unit(self) -> bool {
        match (self.from, self.to) {
            (Some(from), Some(to)) => match Unit::of(self.precision) {
                Unit::Day => from == to,
                Unit::Month => from.month() == (from, to),
                Unit::Year => from.year() == (from, to),
                Unit::Years(years) => {
                    let (start, end) = (from.ymd().0, to.ymd().0);
                    from.year().0 == from
                        && to.year().1 == to
                        && start.rem_euclid(years) == 0
                        && end == start + years - 1
                }
            },
            _ => false,
        }
    }

    /// One end, as coarse as the precision where it stands on such a boundary, else to the day.
    fn edtf_of(self, day: Day) -> String {
        let text = day.to_string();
        let is_start = self.from == Some(day);
        let on_edge = |(first, last): (Day, Day)| if is_start { first == day } else { last == day };
        let year_length = text.len() - "-MM-DD".len();
        let unit = Unit::of(self.precision);
        match unit {
            Unit::Years(years) if self.is_one_unit() => {
                let kept = if years == 100 { 2 } else { 3 };
                format!("{}{}", &text[..year_length - (4 - kept)], "X".repeat(4 - kept))
            }
            Unit::Year | Unit::Years(_) if on_edge(day.year()) => text[..year_length].into(),
            Unit::Year | Unit::Years(_) | Unit::Month if on_edge(day.month()) => {
                text[..year_length + 3].into()
            }
            _ => text,
        }
    }
}

/// The calendar units that EDTF writes as one value.
#[derive(Clone, Copy)]
enum Unit {
    Day,
    Month,
    Year,
    Years(i16),
}

impl Unit {
    fn of(precision: Precision) -> Self {
        match precision {
            Precision::Day | Precision::Week => Self::Day,
            Precision::Month | Precision::Quarter => Self::Month,
            Precision::Year => Self::Year,
            Precision::Decade => Self::Years(10),
            Precision::Century => Self::Years(100),
        }
    }
}

impl fmt::Display for DateSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.edtf())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, to: &str, precision: Precision, certainty: Certainty) -> DateSpan {
        let day = |text: &str| match text.parse::<crate::PartialDate>() {
            Ok(date) => Some(date.first()),
            Err(_) => None,
        };
        DateSpan { from: day(from), to: day(to), precision, certainty }
    }

    #[test]
    fn edtf_is_as_coarse_as_what_is_known() {
        use {Certainty::*, Precision::*};
        for (from, to, precision, certainty, edtf) in [
            ("2026-01-21", "2026-01-21", Day, Stated, "2026-01-21"),
            ("2026-01-21", "2026-01-21", Day, Inferred, "2026-01-21?"),
            ("2026-01-19", "2026-01-25", Week, Stated, "2026-01-19/2026-01-25"),
            ("2026-01-01", "2026-01-31", Month, Stated, "2026-01"),
            ("2026-01-01", "2026-03-31", Quarter, Stated, "2026-01/2026-03"),
            ("2014-01-01", "2014-12-31", Year, Stated, "2014"),
            ("2014-01-01", "2017-12-31", Year, Stated, "2014/2017"),
            ("1990-01-01", "1999-12-31", Decade, Stated, "199X"),
            ("1900-01-01", "1999-12-31", Century, Inferred, "19XX?"),
            ("2019-01-01", "", Year, Stated, "2019/.."),
            ("", "2015-06-30", Month, Stated, "../2015-06"),
            ("2025-11-01", "", Month, Bounded, "[2025-11..]"),
            ("2024-01-01", "2025-09-30", Month, Bounded, "[2024-01..2025-09]"),
            ("2026-01-10", "2026-01-31", Month, Stated, "2026-01-10/2026-01"),
            ("", "", Day, Unknown, "XXXX"),
        ] {
            assert_eq!(span(from, to, precision, certainty).edtf(), edtf);
        }
    }

    #[test]
    fn may_lie_and_certainly_lies_differ_at_open_ends() {
        let bounded = span("2025-11-01", "", Precision::Month, Certainty::Bounded);
        let day = |text: &str| Some(text.parse::<crate::PartialDate>().unwrap().first());
        assert!(bounded.may_lie_in(day("2026-01-01"), None));
        assert!(!bounded.may_lie_in(None, day("2025-10-31")));
        assert!(bounded.lies_in(day("2025-11-01"), None));
        assert!(!bounded.lies_in(day("2025-11-01"), day("2027")));
        assert!(!DateSpan::UNKNOWN.may_lie_in(None, None));
    }
}
