//! A date of publication that was written down for a machine.

use dossier_model::{Certainty, DateSpan, Evidence, PartialDate, PartialDateError, Precision, Published};

/// Why a text is no date of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DateProblem {
    #[error("{0}")]
    Date(PartialDateError),
    #[error("the range ends before it begins")]
    Backwards,
    #[error("the range is open at both ends")]
    Open,
}

/// A date as precise as it was given: `2026`, `2026-01`, `2026-01-21`; of a time stamp the day counts. Bounds are
/// written `2025-11..2026-01`, `2025-11..` or `..2026`: some day in there. `reason` is the evidence, in words that
/// complete 'because ...'.
pub(crate) fn published_from_text(text: &str, reason: &str) -> Result<Published, DateProblem> {
    let span = match text.split_once("..") {
        Some((from, to)) => bounds(from.trim(), to.trim())?,
        None => span_of(date(text)?),
    };
    Ok(Published { span, evidence: vec![Evidence { reason: reason.into(), passage: None }] })
}

fn date(text: &str) -> Result<PartialDate, DateProblem> {
    let is_stamp = text.len() > 10 && matches!(text.as_bytes()[10], b'T' | b't' | b' ');
    let day = text.get(..10).filter(|_| is_stamp).unwrap_or(text);
    day.parse().map_err(DateProblem::Date)
}

/// A date that was stated, as fine as it is.
pub(crate) fn span_of(date: PartialDate) -> DateSpan {
    let (from, to) = (Some(date.first()), Some(date.last()));
    DateSpan { from, to, precision: precision(date), certainty: Certainty::Stated }
}

fn precision(date: PartialDate) -> Precision {
    match date {
        PartialDate::Year(_) => Precision::Year,
        PartialDate::Month(..) => Precision::Month,
        PartialDate::Day(_) => Precision::Day,
    }
}

fn bounds(from: &str, to: &str) -> Result<DateSpan, DateProblem> {
    let end = |text: &str| (!text.is_empty()).then(|| date(text)).transpose();
    let (from, to) = (end(from)?, end(to)?);
    let finest = from.into_iter().chain(to).map(precision).min().ok_or(DateProblem::Open)?;
    let (from, to) = (from.map(|date| date.first()), to.map(|date| date.last()));
    if matches!((from, to), (Some(from), Some(to)) if from > to) {
        return Err(DateProblem::Backwards);
    }
    Ok(DateSpan { from, to, precision: finest, certainty: Certainty::Bounded })
}
