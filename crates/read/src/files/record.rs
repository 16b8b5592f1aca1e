use dossier_model::{Document, GivenEntities};
use dossier_text::slug;
use serde_json::{Map, Value};

use super::{
    dates::Order,
    details::Details,
    fields::Fields,
    name,
    tags::{self, Separator},
};
use crate::{
    ReadError, document_from_body,
    field_names::{FieldNames, Target},
};

/// A record's article. `origin` is its file and line, `names` what a person said its fields are called, `order` that of the
/// dates of all records of its file, `reason` why its date is believed.
pub(crate) fn document(
    origin: &str,
    map: &Map<String, Value>,
    names: &FieldNames,
    order: Option<Order>,
    reason: &str,
) -> Result<Document, ReadError> {
    let wrong = |problem: String| ReadError::Record { origin: origin.to_owned(), problem };
    let fields = Fields::new(map, order).named(names);
    let (field, body) = fields.find(Target::Text).ok_or_else(|| {
        wrong("there is no text; the article's text must be in “body”, “text” or “content”, or --field text=NAME says where".into())
    })?;
    let id = fields.find(Target::Id).map(|(_, id)| id);
    let key = Some(slug(id.as_deref().unwrap_or_default())).filter(|key| !key.is_empty());
    let key = key.unwrap_or_else(|| slug(name::file_name(origin)));
    let details = Details { tags: tags::of(map, Separator::Nothing), ..fields.details(reason) };
    let details = Details {
        title: details.title.map(unescaped),
        source: details.source.map(unescaped),
        byline: details.byline.map(unescaped),
        ..details
    };
    let origin = id.as_deref().unwrap_or(origin);
    let body = without_html(body);
    let mut document =
        document_from_body(&key, origin, body, details.title.clone()).map_err(|error| match error {
            ReadError::Empty { .. } => wrong(format!("“{field}” holds no text")),
            other => other,
        })?;
    details.apply(&mut document);
    document.given = given(map);
    Ok(document)
}

/// Lists of names by the record itself, as in JSON lines.
fn given(map: &Map<String, Value>) -> Option<GivenEntities> {
    let names = |key: &str| {
        let values = map.get(key)?.as_array()?.iter();
        Some(values.filter_map(Value::as_str).map(ToOwned::to_owned).collect::<Vec<_>>())
    };
    let (people, orgs, places) = (names("people"), names("orgs"), names("places"));
    if people.is_none() && orgs.is_none() && places.is_none() {
        return None;
    }
    Some(GivenEntities {
        people: people.unwrap_or_default(),
        orgs: orgs.unwrap_or_default(),
        places: places.unwrap_or_default(),
    })
}

/// The words of a body that was exported as HTML.
#[cfg(feature = "html")]
fn without_html(body: String) -> String {
    const TAGS: &[&str] = &["<p>", "</p>", "<br>", "<br/>", "<br />", "</div>", "<P>", "</P>", "<BR>"];
    if !TAGS.iter().any(|tag| body.contains(tag)) {
        return unescaped(body);
    }
    let mut parts = super::parts::Parts::default();
    match super::html::write("", &body, &mut parts) {
        Ok(()) => parts.into_text(),
        Err(_) => body,
    }
}

/// Words whose signs are written as HTML writes them: `Ships &amp; crews`.
#[cfg(feature = "html")]
fn unescaped(text: String) -> String {
    const SIGNS: &[&str] = &["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&nbsp;", "&#"];
    let is_escaped = SIGNS.iter().any(|sign| text.contains(sign)) && !text.contains('<');
    if is_escaped { super::html::unescaped(text) } else { text }
}

#[cfg(not(feature = "html"))]
fn without_html(body: String) -> String {
    body
}

#[cfg(not(feature = "html"))]
fn unescaped(text: String) -> String {
    text
}
