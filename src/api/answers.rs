//! What the API answers, as JSON. dossier.d.ts says what is in it.

use dossier_index::{Hit, Pack, Results, TrackCounts};
use dossier_model::{Certainty, DateSpan, DocumentIndex, Facet, Track};
use dossier_view::{Clause, Id, Sort, Undated, ViewState};

use super::json::Json;
use crate::{engine::counted, words::Wanted};

/// The longest snippet, in characters.
const SNIPPET: usize = 220;

/// What was found, with at most `facets` values of each facet.
pub(super) fn results(json: &mut Json, pack: &Pack, wanted: &Wanted, results: &Results, facets: usize) {
    json.object(|json| {
        json.key("total").number(results.total as u32);
        json.key("hits").list(&results.hits, |json, hit| found(json, pack, wanted, hit));
        if let Some(counts) = &results.facets {
            json.key("facets").object(|json| {
                for facet in Facet::ALL {
                    json.key(facet.key());
                    values(json, pack, facet, counts.counts(facet), facets);
                }
            });
        }
        if let Some(histogram) = &results.histogram {
            json.key("histogram").object(|json| {
                for (key, on) in [("published", Track::Published), ("mentioned", Track::Mentioned)] {
                    json.key(key);
                    track(json, pack, histogram.track(on));
                }
            });
        }
    });
}

fn found(json: &mut Json, pack: &Pack, wanted: &Wanted, hit: &Hit) {
    json.object(|json| {
        document(json, pack, hit.document);
        // In millionths: printing fractions would cost the page kilobytes.
        json.key("score").token(&format!("{}e-6", (hit.score * 1e6) as u32));
        json.key("certain").token(if hit.certain { "true" } else { "false" });
        json.key("snippet").text(&wanted.snippet(pack, hit.document, SNIPPET).text);
    });
}

/// The values of a facet that are counted most.
fn values(json: &mut Json, pack: &Pack, facet: Facet, counts: &[u32], most: usize) {
    json.list(counted(counts).into_iter().take(most), |json, value| {
        let info = pack.facet_value(facet, value);
        json.object(|json| {
            json.key("id").text(info.id);
            json.key("label").text(info.label);
            json.key("count").number(counts[value as usize]);
        });
    });
}

/// The buckets of a track that hold anything.
fn track(json: &mut Json, pack: &Pack, counts: &TrackCounts) {
    let all = pack.axis().buckets.iter().zip(counts.certain.iter().zip(&counts.possible));
    let held = all.filter(|(_, (_, possible))| **possible > 0);
    json.object(|json| {
        json.key("buckets").list(held, |json, ((from, to), (certain, possible))| {
            json.object(|json| {
                json.key("from").text(&from.to_string());
                json.key("to").text(&to.to_string());
                json.key("certain").number(*certain);
                json.key("possible").number(*possible);
            });
        });
        json.key("undated").number(counts.undated);
    });
}

pub(super) fn documents(json: &mut Json, pack: &Pack) {
    json.list(pack.documents(), |json, index| json.object(|json| document(json, pack, index)));
}

fn document(json: &mut Json, pack: &Pack, index: DocumentIndex) {
    let card = pack.document(index);
    json.key("id").text(&card.key);
    json.key("title").text(&card.title.text);
    json.key("source").some(card.source);
    json.key("published").object(|json| published(json, card.published.span));
}

fn published(json: &mut Json, span: DateSpan) {
    json.key("from").some(span.from);
    json.key("to").some(span.to);
    json.key("edtf").text(&span.edtf());
    json.key("certainty").text(match span.certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Bounded => "bounded",
        Certainty::Unknown => "unknown",
    });
}

pub(super) fn state(json: &mut Json, state: &ViewState) {
    let dates = &state.dates;
    json.object(|json| {
        json.key("q").text(&state.query);
        for facet in Facet::ALL {
            json.key(facet.key()).list(state.filters.clauses(facet), clause);
        }
        json.key("from").some(dates.from);
        json.key("to").some(dates.to);
        json.key("on").text(if dates.on == Track::Published { "published" } else { "mentioned" });
        json.key("undated").some(dates.undated.map(|undated| match undated {
            Undated::Keep => "keep",
            Undated::LeaveOut => "out",
            Undated::Only => "only",
        }));
        json.key("new").token(if state.new { "true" } else { "false" });
        json.key("sort").text(match state.sort {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
        });
        json.key("panel").text(state.panel.key());
        json.key("compare").list(&state.compare, |json, id| json.text(id.as_str()));
        json.key("about")
            .some(state.about.as_ref().map(|(kind, id)| format!("{}:{}", kind.key(), id.as_str())));
        json.key("doc").some(state.open.as_ref().map(Id::as_str));
        json.key("at").some(state.passage.map(|passage| format!("{}-{}", passage.start, passage.end)));
        json.key("embed").token(if state.embed { "true" } else { "false" });
        json.key("unread").list(&state.unread, |json, unread| {
            json.object(|json| {
                json.key("key").text(unread.key());
                json.key("value").text(unread.value());
                json.key("reason").text(unread.reason());
            });
        });
    });
}

/// One id, or a list of several, each with a `-` where it is excluded.
fn clause(json: &mut Json, clause: &Clause) {
    let sign = if matches!(clause, Clause::NoneOf(_)) { "-" } else { "" };
    let write = |json: &mut Json, id: &Id| {
        let id = id.as_str();
        let escape = if id.starts_with(['-', '\\']) { "\\" } else { "" };
        json.text(&format!("{sign}{escape}{id}"));
    };
    match &clause.ids()[..] {
        [id] => write(json, id),
        ids => json.list(ids, write),
    }
}
