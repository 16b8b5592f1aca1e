//! What a caller asks for, read as strictly as a link is read kindly.

use dossier_model::Facet;
use dossier_view::ViewState;
use js_sys::{Array, Object, Reflect, encode_uri_component};
use wasm_bindgen::{JsCast, JsValue};

use super::wrong;

/// The keys of a search: those of a view and three of its own.
pub(super) const SEARCH: &[&str] = &[
    "q", "person", "org", "place", "source", "said-by", "tag", "from", "to", "on", "undated", "new", "sort",
    "panel", "compare", "about", "doc", "at", "embed", "unread", "offset", "limit", "facets",
];
/// The keys of a view.
pub(super) const STATE: &[&str] = SEARCH.split_at(SEARCH.len() - 3).0;

const LIMIT: usize = 20;
const MOST: usize = 1000;
const FACET_VALUES: usize = 10;

/// A view, and how much of its results is wanted.
pub(super) struct Asked {
    pub(super) state: ViewState,
    pub(super) offset: usize,
    pub(super) limit: usize,
    /// How many values of each facet; neither facets nor a histogram where `None`.
    pub(super) facets: Option<usize>,
}

/// Reads an object that has no keys but these; nothing at all is the view of everything.
pub(super) fn read(asked: &JsValue, keys: &[&str]) -> Result<Asked, JsValue> {
    let mut read = Asked { state: ViewState::default(), offset: 0, limit: LIMIT, facets: Some(FACET_VALUES) };
    if is_nothing(asked) {
        return Ok(read);
    }
    if !asked.is_object() || Array::is_array(asked) {
        return Err(wrong("the argument", "an object like {q: \"prison\"}"));
    }
    let (mut link, mut unread) = (String::new(), String::new());
    for key in Object::keys(asked.unchecked_ref::<Object>()) {
        let name = key.as_string().unwrap_or_default();
        if !keys.contains(&name.as_str()) {
            return Err(wrong(&name, &format!("one of the keys {}", keys.join(", "))));
        }
        let value = Reflect::get(asked, &key)?;
        if is_nothing(&value) {
            continue;
        }
        match name.as_str() {
            "offset" => read.offset = number(&name, &value, u32::MAX as usize)?,
            "limit" => read.limit = number(&name, &value, MOST)?,
            "facets" => read.facets = facets(&name, &value)?,
            "compare" => compare(&mut link, &name, &value)?,
            "embed" | "new" => match value.as_bool() {
                Some(true) => push(&mut link, &name, "1"),
                Some(false) => {}
                None => return Err(wrong(&name, "true or false")),
            },
            "unread" => add_unread(&mut unread, &name, &value)?,
            _ => add(&mut link, &name, &value)?,
        }
    }
    read.state = dossier_view::parse(&link);
    if let Some(wrong) = read.state.unread.first() {
        let what = format!("{}: not “{}”: {}", wrong.key(), wrong.value(), wrong.reason());
        return Err(js_sys::Error::new(&what).into());
    }
    if !unread.is_empty() {
        read.state = dossier_view::parse(&(link + &unread));
    }
    Ok(read)
}

fn is_nothing(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// Adds a value to a link: a text, and of facets also lists of texts and of lists.
fn add(link: &mut String, key: &str, value: &JsValue) -> Result<(), JsValue> {
    let text = value.as_string();
    if !Facet::ALL.iter().any(|facet| facet.key() == key) {
        push(link, key, &encode(&text.ok_or_else(|| wrong(key, "a text"))?));
        return Ok(());
    }
    let list = match text {
        Some(_) => Array::of1(value),
        None => list(value).ok_or_else(|| wrong(key, IDS))?,
    };
    for element in list.iter() {
        let group = self::list(&element).unwrap_or_else(|| Array::of1(&element));
        push(link, key, &clause(&group).ok_or_else(|| wrong(key, IDS))?);
    }
    Ok(())
}

const IDS: &str =
    "an id, or a list of ids and of lists of ids, where “-” excludes the one id or all of an inner list";

/// A clause as links have it: any of the ids, or none of them where each has a `-` before it. A `\` before an id makes
/// a `-` part of it.
fn clause(group: &Array) -> Option<String> {
    let ids: Option<Vec<String>> = group.iter().map(|id| id.as_string()).collect();
    let ids = ids?;
    let is_negated = ids.first()?.starts_with('-');
    let sign = if is_negated { "-" } else { "" };
    let ids: Option<Vec<String>> = ids.iter().map(|id| encode_id(id, is_negated)).collect();
    Some(format!("{sign}{}", ids?.join(",")))
}

fn encode_id(id: &str, is_negated: bool) -> Option<String> {
    let bare = id.strip_prefix('-');
    if bare.is_some() != is_negated {
        return None;
    }
    let bare = bare.unwrap_or(id);
    let bare = bare.strip_prefix('\\').unwrap_or(bare);
    (!bare.is_empty()).then(|| encode(bare).replace('-', "%2D"))
}

/// Adds what an earlier link said and could not be understood, so that the link of a state is the one it came from.
fn add_unread(link: &mut String, key: &str, value: &JsValue) -> Result<(), JsValue> {
    let wanted = || wrong(key, "a list of objects like {key: \"since\", value: \"2025\"}");
    for part in list(value).ok_or_else(wanted)? {
        let text = |name: &str| Reflect::get(&part, &name.into()).ok()?.as_string();
        let (key, value) = text("key").zip(text("value")).ok_or_else(wanted)?;
        push(link, &encode(&key), &encode(&value));
    }
    Ok(())
}

fn push(link: &mut String, key: &str, value: &str) {
    for part in ["&", key, "=", value] {
        link.push_str(part);
    }
}

fn list(value: &JsValue) -> Option<Array> {
    Array::is_array(value).then(|| value.clone().unchecked_into())
}

fn encode(text: &str) -> String {
    String::from(encode_uri_component(text))
}

/// Adds the ids of the articles to compare.
fn compare(link: &mut String, key: &str, value: &JsValue) -> Result<(), JsValue> {
    let ids = list(value).and_then(|ids| ids.iter().map(|id| Some(encode(&id.as_string()?))).collect());
    let ids: Vec<String> = ids.ok_or_else(|| wrong(key, "a list of the ids of articles"))?;
    if !ids.is_empty() {
        push(link, key, &ids.join(","));
    }
    Ok(())
}

/// How many values of each facet.
fn facets(key: &str, value: &JsValue) -> Result<Option<usize>, JsValue> {
    match value.as_bool() {
        Some(wanted) => Ok(wanted.then_some(FACET_VALUES)),
        None => number(key, value, u32::MAX as usize).map(Some),
    }
}

fn number(key: &str, value: &JsValue, most: usize) -> Result<usize, JsValue> {
    let number =
        value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=most as f64).contains(number));
    number
        .map(|number| number as usize)
        .ok_or_else(|| wrong(key, &format!("a whole number from 0 to {most}")))
}
