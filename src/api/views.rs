//! A view as plain data.

use dossier_model::{Facet, Track};
use dossier_view::{Clause, Id, Sort, Undated, ViewState};
use serde::{
    Serialize,
    ser::{SerializeStruct, Serializer},
};

/// The view that the page shows, with all its keys.
pub(super) struct State(pub(super) ViewState);

impl Serialize for State {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(state) = self;
        let (dates, text) = (&state.dates, |id: &Id| id.as_str().to_owned());
        let mut out = serializer.serialize_struct("State", 13 + Facet::ALL.len())?;
        out.serialize_field("q", &state.query)?;
        for facet in Facet::ALL {
            let clauses: Vec<_> = state.filters.clauses(facet).iter().map(Ids::of).collect();
            out.serialize_field(facet.key(), &clauses)?;
        }
        out.serialize_field("from", &dates.from.map(|date| date.to_string()))?;
        out.serialize_field("to", &dates.to.map(|date| date.to_string()))?;
        out.serialize_field("on", if dates.on == Track::Published { "published" } else { "mentioned" })?;
        let undated = dates.undated.map(|undated| match undated {
            Undated::Keep => "keep",
            Undated::LeaveOut => "out",
            Undated::Only => "only",
        });
        out.serialize_field("undated", &undated)?;
        out.serialize_field("new", &state.new)?;
        let sort = match state.sort {
            Sort::Relevance => "relevance",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
        };
        out.serialize_field("sort", sort)?;
        out.serialize_field("panel", state.panel.key())?;
        out.serialize_field("compare", &state.compare.iter().map(text).collect::<Vec<_>>())?;
        let about = state.about.as_ref().map(|(kind, id)| format!("{}:{}", kind.key(), id.as_str()));
        out.serialize_field("about", &about)?;
        out.serialize_field("doc", &state.open.as_ref().map(text))?;
        let at = state.passage.map(|passage| format!("{}-{}", passage.start, passage.end));
        out.serialize_field("at", &at)?;
        out.serialize_field("embed", &state.embed)?;
        let unread = state.unread.iter().map(|unread| Unread {
            key: unread.key().to_string(),
            value: unread.value().to_string(),
            reason: unread.reason().to_string(),
        });
        out.serialize_field("unread", &unread.collect::<Vec<_>>())?;
        out.end()
    }
}

#[derive(Serialize)]
struct Unread {
    key: String,
    value: String,
    reason: String,
}

/// One id, or a list of several, each with a `-` where it is excluded.
#[derive(Serialize)]
#[serde(untagged)]
enum Ids {
    One(String),
    Several(Vec<String>),
}

impl Ids {
    fn of(clause: &Clause) -> Self {
        let sign = if matches!(clause, Clause::NoneOf(_)) { "-" } else { "" };
        let write = |id: &Id| {
            let id = id.as_str();
            let escape = if id.starts_with(['-', '\\']) { "\\" } else { "" };
            format!("{sign}{escape}{id}")
        };
        match &clause.ids()[..] {
            [id] => Self::One(write(id)),
            ids => Self::Several(ids.iter().map(write).collect()),
        }
    }
}
