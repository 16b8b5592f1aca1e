//! What the API answers a search with, and what it says of articles. dossier.d.ts says what is in it.

use dossier_index::{FacetCounts, Hit, Pack, Results, TrackCounts};
use dossier_model::{Certainty, DateSpan, DocumentIndex, Facet};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::json::Json;
use crate::words::Wanted;

/// The longest snippet, in characters.
const SNIPPET: usize = 220;

/// The beginning of each bucket of a pack, as all answers write it.
pub(super) struct Buckets(Vec<String>);

impl Buckets {
    pub(super) fn of(pack: &Pack) -> Self {
        let buckets = pack.axis().buckets.iter();
        let begun = buckets.map(|(from, to)| format!("{{\"from\":\"{from}\",\"to\":\"{to}\",\"certain\":"));
        Self(begun.collect())
    }
}

/// What was found, with at most `most` values of each facet. It says that it took no time: set `ms` of it.
pub(super) fn found(
    pack: &Pack,
    wanted: &Wanted,
    results: &Results,
    most: usize,
    buckets: &Buckets,
) -> Result<JsValue, JsValue> {
    let mut out = Json(String::with_capacity(1 << 14));
    // A corpus has no more documents than that.
    out.plain("{").member("total").number(results.total as u32);
    out.member("hits").plain("[");
    for &Hit { document, certain, .. } in &results.hits {
        put_document(out.element(), pack, document);
        // A place, for no text is the number itself.
        out.member("score").plain("0.5").member("certain").plain(if certain { "true" } else { "false" });
        out.member("snippet").text(&wanted.snippet(pack, document, SNIPPET).text);
        out.plain("}");
    }
    out.plain("]");
    if let Some(counts) = &results.facets {
        put_facets(out.member("facets"), pack, counts, most);
    }
    if let Some(histogram) = &results.histogram {
        put_track(out.member("histogram").plain("{").member("published"), &histogram.published, buckets);
        put_track(out.member("mentioned"), &histogram.mentioned, buckets);
        out.plain("}");
    }
    let answer = JSON::parse(&out.member("ms").plain("0}").0)?;
    let hits: Array = Reflect::get(&answer, &"hits".into())?.unchecked_into();
    let score = JsValue::from("score");
    for (hit, Hit { score: points, .. }) in hits.iter().zip(&results.hits) {
        Reflect::set(&hit, &score, &(*points).into())?;
    }
    Ok(answer)
}

/// All articles of a corpus.
pub(super) fn documents(pack: &Pack) -> Result<JsValue, JsValue> {
    let mut out = Json::default();
    out.plain("[");
    for document in pack.documents() {
        put_document(out.element(), pack, document);
        out.plain("}");
    }
    JSON::parse(&out.plain("]").0)
}

/// An article, left open for more of it.
fn put_document(out: &mut Json, pack: &Pack, index: DocumentIndex) {
    let card = pack.document(index);
    out.plain("{").member("id").text(&card.key);
    out.member("title").text(&card.title.text);
    out.member("source").some(card.source.as_deref());
    put_published(out.member("published"), card.published.span);
}

fn put_published(out: &mut Json, span: DateSpan) {
    out.plain("{");
    for (name, end) in [("from", span.from), ("to", span.to)] {
        out.member(name);
        match end {
            Some(day) => out.quoted(day),
            None => _ = out.plain("null"),
        }
    }
    out.member("edtf").quoted(span.edtf());
    out.member("certainty").quoted(match span.certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Bounded => "bounded",
        Certainty::Unknown => "unknown",
    });
    out.plain("}");
}

fn put_facets(out: &mut Json, pack: &Pack, counts: &FacetCounts, most: usize) {
    out.plain("{");
    for facet in Facet::ALL {
        out.member(facet.key()).plain("[");
        for (value, count) in counts.most(facet, most) {
            let info = pack.facet_value(facet, value);
            out.element().plain("{").member("id").text(info.id);
            out.member("label").text(info.label);
            out.member("count").number(count);
            out.plain("}");
        }
        out.plain("]");
    }
    out.plain("}");
}

/// The buckets that hold anything.
fn put_track(out: &mut Json, counts: &TrackCounts, buckets: &Buckets) {
    let TrackCounts { certain, possible, undated } = counts;
    out.plain("{").member("buckets").plain("[");
    for (begun, (&certain, &possible)) in buckets.0.iter().zip(certain.iter().zip(possible)) {
        if possible > 0 {
            out.element().plain(begun).number(certain);
            out.member("possible").number(possible);
            out.plain("}");
        }
    }
    out.plain("]").member("undated").number(*undated);
    out.plain("}");
}
