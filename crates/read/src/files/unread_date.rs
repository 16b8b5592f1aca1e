//! Dates in fields that are no date, or may be two: no reason to lose an article, and one to say so.

use dossier_model::{Certainty, DateSpan, Document, Evidence, Published};

use super::dates;
use crate::ReadError;

/// How what is said of such a date ends.
const NONE: &str = "which is no date";
const TWO: &str = "which may be the one or the other day";
/// How much of it is told, in characters.
const LONGEST: usize = 60;

/// What a field says of the date instead of one: nothing, or between which days it is.
pub(crate) fn of(field: &str, date: &str) -> Published {
    let either = dates::either(date);
    let what = if either.is_some() { TWO } else { NONE };
    let date: String = date.chars().take(LONGEST).collect();
    let reason = format!("“{field}” is “{date}”, {what}");
    Published {
        span: either.unwrap_or(DateSpan::UNKNOWN),
        evidence: vec![Evidence { reason, passage: None }],
    }
}

/// What is to be told of a document of this file whose date could not be read.
pub(crate) fn notice(name: &str, document: &Document) -> Option<ReadError> {
    let is_known = matches!(document.published.span.certainty, Certainty::Stated | Certainty::Inferred);
    let reasons = document.published.evidence.iter().filter(|_| !is_known).map(|evidence| &evidence.reason);
    let reason = reasons.into_iter().find(|reason| reason.ends_with(NONE) || reason.ends_with(TWO))?;
    let problem = format!("{reason}; the article is kept, but write 2026, 2026-01 or 2026-01-21");
    // A record may be called by its own name, which says nothing of its file.
    let origin = &document.origin;
    let origin = if origin.starts_with(name) { origin.clone() } else { format!("{name}: {origin}") };
    Some(ReadError::UnreadDate { origin, problem })
}
