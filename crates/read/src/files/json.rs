//! JSON files: a list of records, alone or somewhere in what a service answered, or one record.

use std::collections::BTreeSet;

use dossier_model::Document;
use serde_json::{Map, Value};

use super::{
    dates,
    encoding::decode,
    fields::{Fields, within},
    json_lines, record,
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
        // Many call a file so that has a record a line.
        Err(_) if is_record_a_line(&text) => return json_lines::read(path, &text, names),
        Err(error) => return vec![Err(wrong(format!("not JSON: {error}; .jsonl is for a record a line")))],
    };
    let Some(records) = records(&value, names, DEEPEST) else {
        let problem = "holds no list of records with “body”, “text” or “content”; --field text=NAME says where the text is";
        return vec![Err(wrong(problem.into()))];
    };
    let maps: Vec<Option<Map<String, Value>>> = records.iter().map(Record::map).collect();
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

/// Whether the first line is a record of its own, and not the last.
fn is_record_a_line(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{FEFF}').lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().is_some_and(|line| serde_json::from_str::<Map<String, Value>>(line).is_ok());
    first && lines.next().is_some()
}

/// One of a list, or of an object that has them by their names.
struct Record<'v> {
    name: Option<&'v str>,
    value: &'v Value,
}

impl Record<'_> {
    fn map(&self) -> Option<Map<String, Value>> {
        let mut map = flat(self.value.as_object()?.clone());
        if let Some(name) = self.name.filter(|_| Fields::new(&map, None).find(Target::Id).is_none()) {
            map.insert("id".into(), name.into());
        }
        Some(map)
    }
}

/// The list of records in a value: itself, or the longest one in an object.
fn records<'v>(value: &'v Value, names: &FieldNames, depth: usize) -> Option<Vec<Record<'v>>> {
    let is_record = |value: &Value| {
        value.as_object().is_some_and(|map| {
            Fields::new(&flat(map.clone()), None).named(names).find(Target::Text).is_some()
        })
    };
    let nameless = |value: &'v Value| Record { name: None, value };
    match value {
        Value::Array(values) => values.iter().any(is_record).then(|| values.iter().map(nameless).collect()),
        Value::Object(_) if is_record(value) => Some(vec![nameless(value)]),
        Value::Object(map) if depth > 0 => {
            let named = map.iter().filter(|(_, value)| is_record(value));
            let named: Vec<_> = named.map(|(name, value)| Record { name: Some(name), value }).collect();
            if named.len() > 1 {
                return Some(named);
            }
            let lists = map.values().filter_map(|value| records(value, names, depth - 1));
            lists.max_by_key(Vec::len)
        }
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
    fn records_by_their_names_and_records_a_line_are_all_read() {
        let named = read(r#"{"a1": {"text": "One."}, "a2": {"text": "Two.", "id": "b"}, "count": 2}"#);
        let keys: Vec<_> = named.iter().map(|read| read.as_ref().unwrap().key.as_str()).collect();
        assert_eq!(keys, ["a1", "b"]);
        let lines = read("{\"text\": \"One.\"}\n\n{\"text\": \"Two.\"}\n");
        assert_eq!(lines[1].as_ref().unwrap().text, "Two.");
    }

    #[test]
    fn signs_as_html_writes_them_are_signs() {
        let read = read(
            r#"[{"title": {"rendered": "Ships &amp; crews &#8211; today"}, "body": "He said &quot;no&quot;.", "tags": ["a", 3]}]"#,
        );
        let read = read[0].as_ref().unwrap();
        assert_eq!(
            (read.title.text.as_str(), read.text.as_str()),
            ("Ships & crews – today", "He said \"no\".")
        );
        assert_eq!(read.tags, ["a"]);
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
