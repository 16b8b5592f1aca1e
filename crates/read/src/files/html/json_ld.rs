//! JSON-LD, as schema.org has pages describe their articles.

use std::collections::HashMap;

use dom_query::Document as Page;
use serde_json::{Map, Value};

use super::super::{
    dates,
    details::Details,
    fields::{is_address, text},
};

/// What the page's JSON-LD says of its article.
pub(crate) fn details(page: &Page) -> Details {
    let scripts = page.select("script[type='application/ld+json']");
    let values = scripts.iter().filter_map(|script| {
        // A line break inside a value is common, though JSON has none there.
        let text: String =
            script.text().chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->");
        serde_json::from_str::<Value>(text).or_else(|_| serde_json::from_str(&without_last_commas(text))).ok()
    });
    let values: Vec<Value> = values.collect();
    let Some(article) = values.iter().find_map(article) else { return Details::default() };
    let mut named = HashMap::new();
    values.iter().for_each(|value| gather_named(value, DEEPEST, &mut named));
    let field = |name: &str| text(&resolved(article.get(name)?, &named)).map(unescaped);
    let dates = [field("datePublished"), field("dateCreated"), field("uploadDate")];
    let published =
        dates.into_iter().flatten().find_map(|date| dates::published(&date, None, "its JSON-LD says so"));
    let changed = field("dateModified")
        .and_then(|date| dates::until(&date, "its JSON-LD says that it was changed then"));
    let address = |name: &str| match article.get(name)? {
        Value::Object(page) => page.get("@id").and_then(text),
        value => text(value),
    };
    let url = [address("url"), address("mainEntityOfPage")].into_iter().flatten().find(|url| is_address(url));
    Details {
        title: field("headline").or_else(|| field("name")),
        source: field("publisher")
            .or_else(|| article.get("isPartOf").and_then(text))
            .filter(|name| !is_address(name)),
        byline: field("author").or_else(|| field("creator")).filter(|name| !is_address(name)),
        url,
        published,
        otherwise: changed,
        ..Details::default()
    }
}

/// How deep objects with a name of their own may be in others.
const DEEPEST: usize = 8;

/// All objects by their `@id`, which others refer to.
fn gather_named<'v>(value: &'v Value, depth: usize, named: &mut HashMap<&'v str, &'v Value>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather_named(value, depth, named)),
        Value::Object(map) => {
            if let Some(id) = map.get("@id").and_then(Value::as_str).filter(|_| map.contains_key("name")) {
                named.entry(id).or_insert(value);
            }
            map.values().for_each(|value| gather_named(value, depth, named));
        }
        _ => {}
    }
}

/// A value in which what only refers to an object is that object.
fn resolved(value: &Value, named: &HashMap<&str, &Value>) -> Value {
    match value {
        Value::Array(values) => values.iter().map(|value| resolved(value, named)).collect(),
        Value::Object(map) if !map.contains_key("name") => {
            let target = map.get("@id").and_then(Value::as_str).and_then(|id| named.get(id));
            target.map_or_else(|| value.clone(), |target| (*target).clone())
        }
        _ => value.clone(),
    }
}

/// Without the comma after the last of a list, which JSON does not have and programs that write it by hand do.
fn without_last_commas(text: &str) -> String {
    let (mut out, mut is_text, mut is_escaped) = (String::with_capacity(text.len()), false, false);
    for sign in text.chars() {
        if is_text {
            is_text = is_escaped || sign != '"';
            is_escaped = !is_escaped && sign == '\\';
        } else {
            is_text = sign == '"';
            if matches!(sign, ']' | '}') && out.trim_end().ends_with(',') {
                out.truncate(out.trim_end().len() - 1);
            }
        }
        out.push(sign);
    }
    out
}

/// Some pages write HTML there: `Ships &amp; crews`.
pub(crate) fn unescaped(text: String) -> String {
    if text.contains('&') && text.contains(';') {
        Page::from(text).root().text().trim().to_owned()
    } else {
        text
    }
}

/// The first article in it, at the top, in a list or in a graph. The parser bounds how deep it can be.
fn article(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(values) => values.iter().find_map(article),
        Value::Object(map) if is_article(map) => Some(map),
        Value::Object(map) => ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"]
            .iter()
            .find_map(|name| article(map.get(*name)?)),
        _ => None,
    }
}

/// `NewsArticle`, `BlogPosting`, `Report`, and so on, alone or in a list of types.
fn is_article(map: &Map<String, Value>) -> bool {
    let names_one = |name: &str| {
        let name = name.rsplit('/').next().unwrap_or(name);
        name.ends_with("Article") || name.ends_with("Posting") || name == "Report"
    };
    match map.get("@type") {
        Some(Value::String(name)) => names_one(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(names_one),
        _ => false,
    }
}
