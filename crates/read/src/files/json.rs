//! JSON files: a list of records, alone or somewhere in what a service answered, or one record.

use std::collections::BTreeSet;

use dossier_model::Document;
use serde_json::{Map, Value};

use super::{
    dates,
    encoding::decode,
    fields::{Fields, within},
    record,
};
use crate::{
    ReadError,
    field_names::{FieldNames, Target},
};

/// How deep in a file its list of records may be.
const DEEPEST: usize = 4;
/// In how many records a field that is missing is looked for by a name that is nearly its own.
const MOST_LOOKED_AT: usize = 100;

/// Reads a JSON file. Records are counted from 1 in messages.
pub(crate) fn read(path: &str, bytes: &[u8], names: &FieldNames) -> Vec<Result<Document, ReadError>> {
    let wrong = |problem: String| ReadError::Malformed { origin: path.to_owned(), problem };
    let text = match decode(path, bytes, None) {
        Ok(text) => text,
        Err(error) => return vec![Err(error)],
    };
    if text.trim().is_empty() {
        return vec![Err(ReadError::Empty { origin: path.to_owned() })];
    }
    let value: Value = match serde_json::from_str(text.trim_start_matches('\u{FEFF}')) {
        Ok(value) => value,
        Err(error) => return vec![Err(wrong(format!("not JSON: {error}; .jsonl is for a record a line")))],
    };
    let Some(records) = records(&value, names, DEEPEST) else {
        let problem = "holds no list of records with “body”, “text” or “content”; --field text=NAME says where the text is";
        return vec![Err(wrong(problem.into()))];
    };
    let maps: Vec<Option<Map<String, Value>>> =
        records.iter().map(|value| value.as_object().cloned().map(flat)).collect();
    let dates = maps.iter().flatten().filter_map(|map| Fields::new(map, None).named(names).date());
    let order = dates::common_order(dates);
    let document = |(map, number): (&Option<Map<String, Value>>, usize)| {
        let origin = if records.len() == 1 { path.to_owned() } else { format!("{path}:{number}") };
        match map {
            Some(map) => record::document(&origin, map, names, order, "its record says so"),
            None => {
                Err(ReadError::Record { origin, problem: "not a record; write {\"body\": \"...\"}".into() })
            }
        }
    };
    let mut read = missing(path, names, maps.iter().flatten());
    read.extend(maps.iter().zip(1..).map(document));
    read
}

/// What a person said these records have, and none has.
pub(crate) fn missing<'m>(
    path: &str,
    names: &FieldNames,
    maps: impl Iterator<Item = &'m Map<String, Value>> + Clone,
) -> Vec<Result<Document, ReadError>> {
    if names.is_empty() {
        return Vec::new();
    }
    let has = |name: &str| maps.clone().any(|map| within(map, name, DEEPEST).is_some());
    let all: BTreeSet<&str> =
        maps.clone().take(MOST_LOOKED_AT).flat_map(Map::keys).map(String::as_str).collect();
    let all: Vec<&str> = all.into_iter().collect();
    let missing = names.missing(has, &all).into_iter();
    missing.map(|problem| Err(ReadError::MissingField { origin: path.to_owned(), problem })).collect()
}

/// The list of records in a value: itself, or the longest one in an object.
fn records<'v>(value: &'v Value, names: &FieldNames, depth: usize) -> Option<&'v [Value]> {
    let is_record = |value: &Value| {
        value.as_object().is_some_and(|map| {
            Fields::new(&flat(map.clone()), None).named(names).find(Target::Text).is_some()
        })
    };
    match value {
        Value::Array(values) => values.iter().any(is_record).then_some(values.as_slice()),
        Value::Object(_) if is_record(value) => Some(core::slice::from_ref(value)),
        Value::Object(map) if depth > 0 => map
            .values()
            .filter_map(|value| records(value, names, depth - 1))
            .max_by_key(|records| records.len()),
        _ => None,
    }
}

/// With what a newspaper's or a search engine's interface nests among the other fields, which go first.
pub(crate) fn flat(mut map: Map<String, Value>) -> Map<String, Value> {
    for name in ["fields", "_source", "attributes"] {
        if let Some(Value::Object(inner)) = map.remove(name) {
            inner.into_iter().for_each(|(key, value)| {
                map.entry(key).or_insert(value);
            });
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Document, String>> {
        super::read("a.json", text.as_bytes(), &FieldNames::default())
            .into_iter()
            .map(|read| read.map_err(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn a_list_is_found_in_what_a_service_answered() {
        let read = read(
            r#"{"response": {"tags": ["a"], "results": [
                {"id": "world/1", "webPublicationDate": "2026-01-21T10:00:00Z", "fields": {"headline": "T", "bodyText": "Text."}},
                {"id": 2, "text": "More.", "people": ["Ann Lee"]}, 3, {"id": 4}
            ]}}"#,
        );
        let first = read[0].as_ref().unwrap();
        assert_eq!(
            (first.key.as_str(), first.title.text.as_str(), first.text.as_str()),
            ("world-1", "T", "Text.")
        );
        assert_eq!(first.published.span.edtf(), "2026-01-21");
        assert_eq!(read[1].as_ref().unwrap().given.as_ref().unwrap().people, ["Ann Lee"]);
        assert!(read[2].as_ref().unwrap_err().starts_with("a.json:3: not a record"));
        assert!(read[3].as_ref().unwrap_err().starts_with("a.json:4: there is no text"));
    }

    #[test]
    fn one_record_is_an_article() {
        assert_eq!(read(r#"{"title": "T", "body": "Text."}"#)[0].as_ref().unwrap().origin, "a.json");
    }

    #[test]
    fn other_json_is_refused_with_the_reason() {
        assert!(read("{\n oops").remove(0).unwrap_err().starts_with("a.json: not JSON: "));
        let settings = read(r#"{"name": "x", "scripts": {"a": "b"}}"#).remove(0).unwrap_err();
        assert_eq!(
            settings,
            "a.json: holds no list of records with “body”, “text” or “content”; --field text=NAME says where the text is"
        );
        assert!(read(&"[".repeat(100_000)).remove(0).is_err());
    }
}
