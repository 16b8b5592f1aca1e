//! When a document that does not say so elsewhere was published: by its dateline, else bounds by the times it speaks of.

use dossier_model::{Certainty, DateSpan, Day, Document, EditedField, Evidence, Precision, Published};

use crate::dates::{Dates, FoundDate, Tense};

/// Says when it was published, where its file does not. A file that only bounds it, as web archives do, is joined with what
/// the text says; what a person said stays.
pub(crate) fn complete(document: &mut Document, dates: &Dates) {
    let is_edited = document.edited.contains(&EditedField::Published);
    match document.published.span {
        span if span.is_unknown() => document.published = published(document, dates),
        DateSpan { certainty: Certainty::Bounded, from: None, to: Some(bound), .. } if !is_edited => {
            let mut found = published(document, dates);
            let fits = found.span.from.is_none_or(|from| from <= bound);
            match found.span.certainty {
                Certainty::Stated | Certainty::Inferred if fits => document.published = found,
                Certainty::Bounded if fits && found.span.from.is_some() => {
                    found.span.to = Some(found.span.to.map_or(bound, |to| to.min(bound)));
                    found.span.precision = Precision::Month;
                    found.evidence.append(&mut document.published.evidence);
                    document.published = found;
                }
                _ => {}
            }
        }
        _ => {}
    }
}

/// By the dateline where that has a year; one without is told as evidence and bounds nothing, for no year is invented.
pub(crate) fn published(document: &Document, dates: &Dates) -> Published {
    let Some(dateline) = dates.dateline else { return bound(document, &dates.found) };
    let words = dateline.range.of(&document.text);
    let evidence = |reason| Evidence { reason, passage: Some(dateline.range) };
    if dateline.span.certainty == Certainty::Stated {
        let reason = format!("its dateline says “{words}”");
        return Published { span: dateline.span, evidence: vec![evidence(reason)] };
    }
    let mut published = bound(document, &dates.found);
    published.evidence.push(evidence(format!("its dateline says “{words}”, without a year")));
    published
}

/// Bounds by what is spoken of as past and as still ahead; unknown where there is neither, or where they contradict.
fn bound(document: &Document, dates: &[FoundDate]) -> Published {
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

#[cfg(test)]
mod tests {
    fn bounds(text: &str) -> String {
        let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        let corpus = crate::annotate(dossier_model::Site::default(), vec![document]);
        corpus.documents[0].published.span.edtf()
    }

    #[test]
    fn a_dateline_with_a_year_says_it() {
        let published = |text: &str| {
            let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
            let corpus = crate::annotate(dossier_model::Site::default(), vec![document]);
            let published = &corpus.documents[0].published;
            let reasons: Vec<_> = published.evidence.iter().map(|evidence| evidence.reason.clone()).collect();
            (published.span.edtf(), reasons.join("; "))
        };
        assert_eq!(
            published("BAGHDAD, Jan. 21, 2026 (AP) — It met in November 2025."),
            ("2026-01-21".into(), "its dateline says “Jan. 21, 2026”".into())
        );
        let (span, reasons) = published("BAGHDAD, Jan. 21 (AP) — It met in November 2025.");
        assert_eq!(span, "[2025-11..]");
        assert!(reasons.ends_with("; its dateline says “Jan. 21”, without a year"), "{reasons}");
        assert_eq!(published("BAGHDAD, Jan. 21 (AP) — It met.").0, "XXXX");
    }

    #[test]
    fn an_article_lies_between_what_is_past_and_what_is_to_come() {
        let text =
            "The September 2025 deadline, set in the 2022 agreement, is near. In 2024 a commission met.";
        assert_eq!(bounds(text), "[2024-01..2025-09]");
        assert_eq!(bounds("A statement was made in November 2025 in town."), "[2025-11..]");
        assert_eq!(bounds("The troops left on Monday."), "XXXX");
        assert_eq!(bounds("It was built in 2030. It will open in 2020."), "XXXX");
    }
}
