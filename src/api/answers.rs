//! What the API answers, as plain data.

use dossier_index::{Pack, Query, Results, TrackCounts};
use dossier_model::{Certainty, DateSpan, Facet, Track};
use dossier_view::{Clause, Sort, Undated, ViewState};
use serde::Serialize;

use crate::engine::{Engine, most_first};

/// The longest snippet, in characters.
const SNIPPET: usize = 220;

#[derive(Serialize)]
pub(super) struct Found {
    total: usize,
    hits: Vec<FoundHit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<FoundFacets>,
    #[serde(skip_serializing_if = "Option::is_none")]
    histogram: Option<FoundHistogram>,
    ms: f64,
}

#[derive(Serialize)]
struct FoundHit {
    id: String,
    title: String,
    published: Published,
    score: f32,
    certain: bool,
    snippet: String,
}

#[derive(Serialize)]
struct FoundFacets {
    person: Vec<Value>,
    org: Vec<Value>,
    place: Vec<Value>,
    source: Vec<Value>,
}

#[derive(Serialize)]
struct Value {
    id: &'static str,
    label: &'static str,
    count: u32,
}

#[derive(Serialize)]
struct FoundHistogram {
    published: Vec<Bucket>,
    mentioned: Vec<Bucket>,
    undated: u32,
}

#[derive(Serialize)]
struct Bucket {
    from: String,
    to: String,
    certain: u32,
    possible: u32,
}

#[derive(Serialize)]
struct Published {
    from: Option<String>,
    to: Option<String>,
    edtf: String,
    certainty: &'static str,
}

pub(super) fn results(
    pack: &'static Pack,
    query: &Query,
    results: &Results,
    facet_values: usize,
    ms: f64,
) -> Found {
    let hits = results.hits.iter().map(|hit| {
        let card = pack.document(hit.document);
        FoundHit {
            id: card.key,
            title: card.title.text,
            published: published(card.published.span),
            score: hit.score,
            certain: hit.certain,
            snippet: pack.snippet(hit.document, query, SNIPPET).text,
        }
    });
    let values = |facet: Facet, counts: &[u32]| {
        let mut values: Vec<u32> =
            (0..).zip(counts).filter(|(_, count)| **count > 0).map(|(value, _)| value).collect();
        most_first(&mut values, counts);
        let named = values.into_iter().take(facet_values).map(|value| {
            let info = pack.facet_value(facet, value);
            Value { id: info.id, label: info.label, count: counts[value as usize] }
        });
        named.collect()
    };
    let facets = results.facets.as_ref().map(|counts| FoundFacets {
        person: values(Facet::Person, counts.counts(Facet::Person)),
        org: values(Facet::Organisation, counts.counts(Facet::Organisation)),
        place: values(Facet::Place, counts.counts(Facet::Place)),
        source: values(Facet::Source, counts.counts(Facet::Source)),
    });
    let histogram = results.histogram.as_ref().map(|histogram| FoundHistogram {
        published: buckets(pack, &histogram.published),
        mentioned: buckets(pack, &histogram.mentioned),
        undated: histogram.published.undated,
    });
    Found { total: results.total, hits: hits.collect(), facets, histogram, ms }
}

/// The buckets that hold anything.
fn buckets(pack: &Pack, counts: &TrackCounts) -> Vec<Bucket> {
    let all = pack.axis().buckets.iter().zip(counts.certain.iter().zip(&counts.possible));
    all.filter(|(_, (_, possible))| **possible > 0)
        .map(|((from, to), (certain, possible))| Bucket {
            from: from.to_string(),
            to: to.to_string(),
            certain: *certain,
            possible: *possible,
        })
        .collect()
}

#[derive(Serialize)]
pub(super) struct Listed {
    id: String,
    title: String,
    source: Option<String>,
    published: Published,
}

pub(super) fn documents(engine: Engine) -> Vec<Listed> {
    let pack = engine.pack();
    let list = pack.documents().map(|document| {
        let card = pack.document(document);
        Listed {
            id: card.key,
            title: card.title.text,
            source: card.source,
            published: published(card.published.span),
        }
    });
    list.collect()
}

fn published(span: DateSpan) -> Published {
    Published {
        from: span.from.map(|day| day.to_string()),
        to: span.to.map(|day| day.to_string()),
        edtf: span.edtf(),
        certainty: match span.certainty {
            Certainty::Stated => "stated",
            Certainty::Inferred => "inferred",
            Certainty::Bounded => "bounded",
            Certainty::Unknown => "unknown",
        },
    }
}

#[derive(Serialize)]
pub(super) struct State {
    q: String,
    person: Vec<Ids>,
    org: Vec<Ids>,
    place: Vec<Ids>,
    source: Vec<Ids>,
    from: Option<String>,
    to: Option<String>,
    on: &'static str,
    undated: Option<&'static str>,
    sort: &'static str,
    doc: Option<String>,
    at: Option<String>,
    unread: Vec<Unread>,
}

/// One id, or any of several; the first of what is excluded begins with `-`.
#[derive(Serialize)]
#[serde(untagged)]
enum Ids {
    One(String),
    Any(Vec<String>),
}

#[derive(Serialize)]
struct Unread {
    key: String,
    value: String,
    reason: String,
}

pub(super) fn state(state: &ViewState) -> State {
    let ids = |facet: Facet| state.filters.clauses(facet).iter().map(ids).collect();
    let unread = state.unread.iter().map(|unread| Unread {
        key: unread.key().to_owned(),
        value: unread.value().to_owned(),
        reason: unread.reason().to_owned(),
    });
    State {
        q: state.query.clone(),
        person: ids(Facet::Person),
        org: ids(Facet::Organisation),
        place: ids(Facet::Place),
        source: ids(Facet::Source),
        from: state.dates.from.map(|date| date.to_string()),
        to: state.dates.to.map(|date| date.to_string()),
        on: if state.dates.on == Track::Published { "published" } else { "mentioned" },
        undated: state.dates.undated.map(|undated| match undated {
            Undated::Keep => "keep",
            Undated::LeaveOut => "out",
            Undated::Only => "only",
        }),
        sort: match state.sort {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
        },
        doc: state.open.as_ref().map(|id| id.as_str().to_owned()),
        at: state.passage.map(|passage| format!("{}-{}", passage.start, passage.end)),
        unread: unread.collect(),
    }
}

fn ids(clause: &Clause) -> Ids {
    let mut ids: Vec<String> = clause.ids().iter().map(|id| id.as_str().to_owned()).collect();
    if let (Clause::NoneOf(_), Some(first)) = (clause, ids.first_mut()) {
        first.insert(0, '-');
    }
    match <[String; 1]>::try_from(ids) {
        Ok([one]) => Ids::One(one),
        Err(ids) => Ids::Any(ids),
    }
}
