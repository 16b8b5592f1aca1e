use dossier_model::Document;
use serde_json::{Map, Value};

use super::{
    dates::{Order, common_order},
    fields::Fields,
    json, record,
};
use crate::{ReadError, field_names::FieldNames};

/// Reads JSON lines, a record a line; blank ones are passed over. A line that can't be read is an error of its own.
pub(crate) fn read(path: &str, text: &str, names: &FieldNames) -> Vec<Result<Document, ReadError>> {
    let lines: Vec<(usize, &str)> = text.lines().zip(1..).map(|(line, number)| (number, line)).collect();
    let lines = lines.into_iter().filter(|(_, line)| !line.trim().is_empty());
    let records: Vec<_> = lines.map(|(number, line)| (format!("{path}:{number}"), line)).collect();
    if records.is_empty() {
        return vec![Err(ReadError::Empty { origin: path.to_owned() })];
    }
    let records: Vec<_> = records.into_iter().map(|(origin, line)| (map(&origin, line), origin)).collect();
    let maps = records.iter().filter_map(|(map, _)| map.as_ref().ok());
    let order: Option<Order> =
        common_order(maps.clone().filter_map(|map| Fields::new(map, None).named(names).date()));
    let mut read = json::missing(path, names, maps);
    read.extend(
        records
            .into_iter()
            .map(|(map, origin)| record::document(&origin, &map?, names, order, "its record says so")),
    );
    read
}

fn map(origin: &str, line: &str) -> Result<Map<String, Value>, ReadError> {
    let wrong = |problem: String| ReadError::Record { origin: origin.to_owned(), problem };
    match serde_json::from_str(line) {
        Ok(Value::Object(map)) => Ok(json::flat(map)),
        Ok(_) => Err(wrong("not a record; write {\"body\": \"...\"}".into())),
        Err(error) => Err(wrong(format!("not a record, column {}: {error}", error.column()))),
    }
}
