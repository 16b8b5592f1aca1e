//! What a caller asks for, read as strictly as a link is read kindly.

use dossier_model::Facet;
use dossier_view::ViewState;
use js_sys::{Array, Object, Reflect, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};

use super::wrong;

/// The keys of a view.
pub(super) const STATE: &[&str] =
    &["q", "person", "org", "place", "source", "from", "to", "on", "undated", "sort", "doc", "at", "unread"];
/// The keys of a search.
pub(super) const SEARCH: &[&str] = &[
    "q", "person", "org", "place", "source", "from", "to", "on", "undated", "sort", "offset", "limit",
    "facets",
];
const LIMIT: usize = 20;
const FACET_VALUES: usize = 10;

/// A view, and how much of its results is wanted.
pub(super) struct Asked {
    pub(super) state: ViewState,
    pub(super) offset: usize,
    pub(super) limit: usize,
    /// How many values of each facet; none and no histogram where 0.
    pub(super) facets: usize,
}

/// Reads an object that has no keys but these; nothing at all is the view of everything.
pub(super) fn read(asked: &JsValue, keys: &[&str]) -> Result<Asked, JsValue> {
    let mut read = Asked { state: ViewState::default(), offset: 0, limit: LIMIT, facets: FACET_VALUES };
    if asked.is_undefined() || asked.is_null() {
        return Ok(read);
    }
    if !asked.is_object() || Array::is_array(asked) {
        return Err(wrong("the argument", "an object like {q: \"prison\"}"));
    }
    let mut link = String::new();
    for key in Object::keys(asked.unchecked_ref::<Object>()) {
        let name = key.as_string().unwrap_or_default();
        if !keys.contains(&name.as_str()) {
            return Err(wrong(&name, &format!("one of the keys {}", keys.join(", "))));
        }
        let value = Reflect::get(asked, &key)?;
        if value.is_undefined() || value.is_null() {
            continue;
        }
        match name.as_str() {
            "offset" => read.offset = number(&name, &value)?,
            "limit" => read.limit = number(&name, &value)?,
            "facets" => {
                read.facets = match value.as_bool() {
                    Some(wanted) => usize::from(wanted) * FACET_VALUES,
                    None => number(&name, &value)?,
                };
            }
            "unread" => {}
            _ => add(&mut link, &name, &value)?,
        }
    }
    read.state = dossier_view::parse(&link);
    match read.state.unread.first() {
        Some(unread) => Err(wrong(
            unread.key(),
            &format!("something else than “{}”: {}", unread.value(), unread.reason()),
        )),
        None => Ok(read),
    }
}

/// Adds a value to a link: a text, and of facets also lists of texts and of lists.
fn add(link: &mut String, key: &str, value: &JsValue) -> Result<(), JsValue> {
    let is_facet = Facet::ALL.iter().any(|facet| facet.key() == key);
    let mut push = |value: &str| {
        link.push('&');
        link.push_str(key);
        link.push('=');
        link.push_str(value);
    };
    if let Some(text) = value.as_string() {
        push(&if is_facet { id(&text) } else { encode(&text) });
        return Ok(());
    }
    let wanted = if is_facet { "an id, or a list of ids and of lists of ids" } else { "a text" };
    if !is_facet || !Array::is_array(value) {
        return Err(wrong(key, wanted));
    }
    for element in value.unchecked_ref::<Array>().iter() {
        let group = if Array::is_array(&element) { element.unchecked_into() } else { Array::of1(&element) };
        let ids: Option<Vec<String>> =
            group.iter().map(|one| one.as_string().map(|text| id(&text))).collect();
        push(&ids.ok_or_else(|| wrong(key, wanted))?.join(","));
    }
    Ok(())
}

/// An id with the sign before it that excludes it.
fn id(text: &str) -> String {
    text.strip_prefix('-').map_or_else(|| encode(text), |text| format!("-{}", encode(text)))
}

fn encode(text: &str) -> String {
    String::from(encode_uri_component(text))
}

/// A whole number from 0.
fn number(key: &str, value: &JsValue) -> Result<usize, JsValue> {
    let number = value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=1e9).contains(number));
    number.map(|number| number as usize).ok_or_else(|| wrong(key, "a whole number from 0"))
}
