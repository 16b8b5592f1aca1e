//! What the API answers, as serde-wasm-bindgen turns it into plain data. dossier.d.ts says what is in it.

use dossier_index::{FacetCounts, Hit, Pack, Results, TrackCounts};
use dossier_model::{Certainty, DateSpan, Day, DocumentIndex, Facet};
use serde::{
    Serialize,
    ser::{SerializeStruct, Serializer},
};
use wasm_bindgen::JsValue;

use crate::words::Wanted;

/// The longest snippet, in characters.
const SNIPPET: usize = 220;

/// The ends of all buckets of a pack, as the page's own texts: every answer names them, and making a text is what an
/// answer's fields cost most.
pub(super) struct Ends(Vec<[JsValue; 2]>);

impl Ends {
    pub(super) fn of(pack: &Pack) -> Self {
        let text = |day: &Day| JsValue::from(day.to_string());
        Self(pack.axis().buckets.iter().map(|(from, to)| [text(from), text(to)]).collect())
    }
}

#[derive(Serialize)]
pub(super) struct Answer<'p> {
    total: u32,
    hits: Vec<Found<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facets: Option<Facets<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    histogram: Option<Tracks<'p>>,
    ms: f64,
}

impl<'p> Answer<'p> {
    /// What was found in so many milliseconds, with at most `most` values of each facet.
    pub(super) fn new(
        pack: &'p Pack,
        wanted: &'p Wanted,
        results: &'p Results,
        most: usize,
        ends: &'p Ends,
        ms: f64,
    ) -> Self {
        let track = |counts| TrackOnAxis { counts, ends };
        Self {
            // A corpus has no more documents than that; numbers of 64 bits would bring code for such of JavaScript.
            total: results.total as u32,
            hits: results.hits.iter().map(|hit| Found { pack, wanted, hit }).collect(),
            facets: results.facets.as_ref().map(|counts| Facets { pack, counts, most }),
            histogram: results.histogram.as_ref().map(|histogram| Tracks {
                published: track(&histogram.published),
                mentioned: track(&histogram.mentioned),
            }),
            ms,
        }
    }
}

struct Found<'p> {
    pack: &'p Pack,
    wanted: &'p Wanted,
    hit: &'p Hit,
}

impl Serialize for Found<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let &Hit { document, score, certain } = self.hit;
        let mut found = serializer.serialize_struct("Hit", 7)?;
        put_document(&mut found, self.pack, document)?;
        found.serialize_field("score", &score)?;
        found.serialize_field("certain", &certain)?;
        found.serialize_field("snippet", &self.wanted.snippet(self.pack, document, SNIPPET).text)?;
        found.end()
    }
}

/// An article of the corpus.
pub(super) struct Document<'p>(pub(super) &'p Pack, pub(super) DocumentIndex);

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_struct("Document", 4)?;
        put_document(&mut document, self.0, self.1)?;
        document.end()
    }
}

fn put_document<S: SerializeStruct>(out: &mut S, pack: &Pack, index: DocumentIndex) -> Result<(), S::Error> {
    let card = pack.document(index);
    out.serialize_field("id", &card.key)?;
    out.serialize_field("title", &card.title.text)?;
    out.serialize_field("source", &card.source)?;
    out.serialize_field("published", &Published::of(card.published.span))
}

#[derive(Serialize)]
struct Published {
    from: Option<String>,
    to: Option<String>,
    edtf: String,
    certainty: &'static str,
}

impl Published {
    fn of(span: DateSpan) -> Self {
        let text = |day: Day| day.to_string();
        Self {
            from: span.from.map(text),
            to: span.to.map(text),
            edtf: span.edtf(),
            certainty: match span.certainty {
                Certainty::Stated => "stated",
                Certainty::Inferred => "inferred",
                Certainty::Bounded => "bounded",
                Certainty::Unknown => "unknown",
            },
        }
    }
}

struct Facets<'p> {
    pack: &'p Pack,
    counts: &'p FacetCounts,
    most: usize,
}

impl Serialize for Facets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut facets = serializer.serialize_struct("Facets", Facet::ALL.len())?;
        for facet in Facet::ALL {
            let values = self.counts.most(facet, self.most);
            let values = values.into_iter().map(|(value, count)| {
                let info = self.pack.facet_value(facet, value);
                Value { id: info.id, label: info.label, count }
            });
            facets.serialize_field(facet.key(), &values.collect::<Vec<_>>())?;
        }
        facets.end()
    }
}

#[derive(Serialize)]
struct Value<'p> {
    id: &'p str,
    label: &'p str,
    count: u32,
}

#[derive(Serialize)]
struct Tracks<'p> {
    published: TrackOnAxis<'p>,
    mentioned: TrackOnAxis<'p>,
}

struct TrackOnAxis<'p> {
    counts: &'p TrackCounts,
    ends: &'p Ends,
}

impl Serialize for TrackOnAxis<'_> {
    /// The buckets that hold anything.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let TrackCounts { certain, possible, undated } = self.counts;
        let all = self.ends.0.iter().zip(certain.iter().zip(possible));
        let held = all.filter(|(_, (_, possible))| **possible > 0);
        let buckets = held.map(|([from, to], (&certain, &possible))| Bucket { from, to, certain, possible });
        let mut track = serializer.serialize_struct("Track", 2)?;
        track.serialize_field("buckets", &buckets.collect::<Vec<_>>())?;
        track.serialize_field("undated", undated)?;
        track.end()
    }
}

#[derive(Serialize)]
struct Bucket<'p> {
    #[serde(serialize_with = "as_it_is")]
    from: &'p JsValue,
    #[serde(serialize_with = "as_it_is")]
    to: &'p JsValue,
    certain: u32,
    possible: u32,
}

fn as_it_is<S: Serializer>(value: &&JsValue, serializer: S) -> Result<S::Ok, S::Error> {
    serde_wasm_bindgen::preserve::serialize(*value, serializer)
}
