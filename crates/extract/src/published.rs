//! When a document that does not say so can have been published, by the times it speaks of.

use dossier_model::{Certainty, DateSpan, Day, Document, Evidence, Precision, Published};

use crate::dates::{FoundDate, Tense};

/// Bounds by what is spoken of as past and as still ahead; unknown where there is neither, or where they contradict.
pub(crate) fn bound(document: &Document, dates: &[FoundDate]) -> Published {
    let known = |tense: Tense| dates.iter().filter(move |date| date.tense == tense && date.is_absolute());
    let latest_past =
        known(Tense::Past).filter_map(|date| Some((date.span.from?, date))).max_by_key(|(day, _)| *day);
    let earliest_ahead =
        known(Tense::Ahead).filter_map(|date| Some((date.span.to?, date))).min_by_key(|(day, _)| *day);
    let (from, to) = (latest_past.map(|(day, _)| day), earliest_ahead.map(|(day, _)| day));
    if from.is_none() && to.is_none() || matches!((from, to), (Some(from), Some(to)) if from > to) {
        return Published::UNKNOWN;
    }
    let evidence = |found: Option<(Day, &FoundDate)>, how: &str| {
        found.map(|(_, date)| Evidence {
            reason: format!("it speaks of “{}” as {how}", date.range.of(&document.text)),
            passage: Some(date.range),
        })
    };
    let precision = latest_past.or(earliest_ahead).map_or(Precision::Day, |(_, date)| date.span.precision);
    Published {
        span: DateSpan {
            from,
            to,
            precision: if from.is_some() && to.is_some() { Precision::Month } else { precision },
            certainty: Certainty::Bounded,
        },
        evidence: evidence(latest_past, "past")
            .into_iter()
            .chain(evidence(earliest_ahead, "still ahead"))
            .collect(),
    }
}
