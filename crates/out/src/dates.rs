//! Dates for programs that know days, months and years, but no bounds.

use dossier_model::{Certainty, DateSpan, Day, Precision};

/// The first and the last value of a span, each as coarse as it is known. `None` where either end is open or the span
/// only bounds some unknown day: then no date may be written that a program would take for one.
pub(crate) fn ends(span: &DateSpan) -> Option<(Parts, Parts)> {
    let known = matches!(span.certainty, Certainty::Stated | Certainty::Inferred);
    let (from, to) = span.from.zip(span.to).filter(|_| known)?;
    let parts = |day: Day| Parts::of(day, span.precision);
    Some((parts(from), parts(to)))
}

/// A year, with its month and day where these are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) year: i16,
    pub(crate) month: Option<u8>,
    pub(crate) day: Option<u8>,
}

impl Parts {
    fn of(day: Day, precision: Precision) -> Self {
        let (year, month, day) = day.ymd();
        let has_day = matches!(precision, Precision::Day | Precision::Week);
        let has_month = has_day || matches!(precision, Precision::Month | Precision::Quarter);
        Self { year, month: has_month.then_some(month), day: has_day.then_some(day) }
    }

    /// With a sign between the parts: `2026-01-21`.
    pub(crate) fn joined(self, sign: &str) -> String {
        let mut text = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!("{sign}{part:02}"));
        }
        text
    }
}
