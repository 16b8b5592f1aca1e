//! JSON-LD, as schema.org has pages describe their articles.

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
        serde_json::from_str::<Value>(text).ok()
    });
    let values: Vec<Value> = values.collect();
    let Some(article) = values.iter().find_map(article) else { return Details::default() };
    let field = |name: &str| article.get(name).and_then(text).map(unescaped);
    let dates = [field("datePublished"), field("dateCreated"), field("uploadDate")];
    let published =
        dates.into_iter().flatten().find_map(|date| dates::published(&date, None, "its JSON-LD says so"));
    let address = |name: &str| match article.get(name)? {
        Value::Object(page) => page.get("@id").and_then(text),
        value => text(value),
    };
    let url = [address("url"), address("mainEntityOfPage")].into_iter().flatten().find(|url| is_address(url));
    Details {
        title: field("headline").or_else(|| field("name")),
        source: field("publisher").or_else(|| field("isPartOf")).filter(|name| !is_address(name)),
        byline: field("author").or_else(|| field("creator")).filter(|name| !is_address(name)),
        url,
        published,
    }
}

/// Some pages write HTML there: `Ships &amp; crews`.
fn unescaped(text: String) -> String {
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
