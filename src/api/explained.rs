//! Why an article is where it is, as plain data.

use dossier_index::{Explanation, ReasonKind};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Explained {
    score: f32,
    reasons: Vec<Because>,
}

#[derive(Serialize)]
struct Because {
    kind: &'static str,
    words: String,
    title: u32,
    body: u32,
    documents: u32,
    points: f32,
}

impl From<Explanation> for Explained {
    fn from(Explanation { score, reasons }: Explanation) -> Self {
        let because = |reason: dossier_index::Reason| Because {
            kind: match reason.kind {
                ReasonKind::Found => "found",
                ReasonKind::AsTyped => "as-typed",
                ReasonKind::Near => "near",
                ReasonKind::SideBySide => "side-by-side",
            },
            words: reason.text,
            title: reason.in_title,
            body: reason.in_body,
            documents: reason.documents,
            points: reason.points,
        };
        Self { score, reasons: reasons.into_iter().map(because).collect() }
    }
}
