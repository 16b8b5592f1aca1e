//! JSON lines, a record a line, at once or one after the other from a file that is larger than memory.

use std::collections::BTreeSet;

use dossier_model::Document;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    caught::caught,
    dates::{Order, order_of},
    fields::{Fields, within},
    json, record,
};
use crate::{ReadError, field_names::FieldNames};

/// How deep in a record a field that a person named may be.
const DEEPEST: usize = 4;
/// In how many records a field that is missing is looked for by a name that is nearly its own.
const MOST_LOOKED_AT: usize = 100;

/// Reads JSON lines; blank ones are passed over. A line that can't be read is an error of its own.
pub(crate) fn read(path: &str, text: &str, names: &FieldNames) -> Vec<Result<Document, ReadError>> {
    let lines = || text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let survey = RecordSurvey::of(lines().map(|(line, _)| line), names);
    let mut read: Vec<_> = survey.problems(path, names).into_iter().map(Err).collect();
    read.extend(lines().map(|(line, number): (&str, usize)| {
        document(&format!("{path}:{number}"), line, names, survey.order.common())
    }));
    read
}

fn document(
    origin: &str,
    line: &str,
    names: &FieldNames,
    order: Option<Order>,
) -> Result<Document, ReadError> {
    record::document(origin, &map(origin, line)?, names, order, "its record says so")
}

fn map(origin: &str, line: &str) -> Result<Map<String, Value>, ReadError> {
    let wrong = |problem: String| ReadError::Record { origin: origin.to_owned(), problem };
    match serde_json::from_str(line) {
        Ok(Value::Object(map)) => Ok(json::flat(map)),
        Ok(_) => Err(wrong("not a record; write {\"body\": \"...\"}".into())),
        Err(error) => {
            let told = error.to_string();
            // It counts the line as the only one.
            let what = told.split(" at line ").next().unwrap_or(&told);
            Err(wrong(format!("not a record, column {}: {what}", error.column())))
        }
    }
}

/// What the records of a .jsonl file say together, which decides how each is read: all lines are looked over first, and then
/// [`RecordSurvey::read`] reads one after the other. That way a file may be larger than memory.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct RecordSurvey {
    lines: usize,
    order: Orders,
    /// Fields that a person named and that some record has.
    there: BTreeSet<String>,
    /// All fields of the first records.
    all: BTreeSet<String>,
    records: usize,
}

impl RecordSurvey {
    /// Looks over lines that are not blank. One that is no record says nothing.
    pub fn of<'l>(lines: impl Iterator<Item = &'l str>, names: &FieldNames) -> Self {
        let mut survey = Self::default();
        for line in lines {
            survey.lines += 1;
            if let Ok(map) = map("", line) {
                survey.add(&map, names);
            }
        }
        survey
    }

    fn add(&mut self, map: &Map<String, Value>, names: &FieldNames) {
        let date = Fields::new(map, None).named(names).date();
        self.order = self.order.and(date.and_then(|date| order_of(&date)).map_or(Orders::None, Orders::One));
        for name in names.all().filter(|name| within(map, name, DEEPEST).is_some()) {
            if !self.there.contains(name) {
                self.there.insert(name.to_owned());
            }
        }
        if !names.is_empty() && self.records < MOST_LOOKED_AT {
            self.all.extend(map.keys().cloned());
        }
        self.records += 1;
    }

    /// Adds what was seen in the lines that follow.
    #[must_use]
    pub fn and(mut self, next: Self) -> Self {
        if self.records < MOST_LOOKED_AT {
            self.all.extend(next.all);
        }
        self.there.extend(next.there);
        Self {
            lines: self.lines + next.lines,
            order: self.order.and(next.order),
            records: self.records + next.records,
            ..self
        }
    }

    /// What is wrong with the file as a whole: it is empty, or lacks a field that a person named.
    pub fn problems(&self, path: &str, names: &FieldNames) -> Vec<ReadError> {
        let origin = || path.to_owned();
        if self.lines == 0 {
            return vec![ReadError::Empty { origin: origin() }];
        }
        let all: Vec<&str> = self.all.iter().map(String::as_str).collect();
        let missing = names.missing(|name| self.there.contains(name), &all).into_iter();
        missing.map(|problem| ReadError::MissingField { origin: origin(), problem }).collect()
    }

    /// What of all this decides how a line is read, as a number: two surveys with the same read any line alike.
    pub fn reading(&self) -> u8 {
        match self.order.common() {
            None => 0,
            Some(Order::DayFirst) => 1,
            Some(Order::MonthFirst) => 2,
        }
    }

    /// Reads one of the lines: an article, and what is to be told of it. `origin` is the file with the line's number.
    pub fn read(
        &self,
        origin: &str,
        line: &str,
        names: &FieldNames,
    ) -> impl Iterator<Item = Result<Document, ReadError>> + use<> {
        super::with_notice(origin, caught(origin, || document(origin, line, names, self.order.common())))
    }
}

/// Which order the numbers of dates have that have only one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
enum Orders {
    #[default]
    None,
    One(Order),
    Both,
}

impl Orders {
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, orders) | (orders, Self::None) => orders,
            (one, other) if one == other => one,
            _ => Self::Both,
        }
    }

    fn common(self) -> Option<Order> {
        match self {
            Self::One(order) => Some(order),
            Self::None | Self::Both => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_lines_say_is_the_same_however_they_are_looked_over() {
        let mut names = FieldNames::default();
        names.add("title", "head.Kopf").unwrap();
        let lines = [
            r#"{"body": "One.", "date": "3/4/2026"}"#,
            "nonsense",
            r#"{"body": "Two.", "date": "13/4/2026", "head": {"Kopf": "T"}}"#,
        ];
        let whole = read("a.jsonl", &lines.join("\n"), &names);
        let day = |read: &Result<Document, ReadError>| read.as_ref().unwrap().published.span.edtf();
        assert_eq!((whole.len(), day(&whole[0])), (3, "2026-04-03".into()));
        for cut in 0..=lines.len() {
            let (some, rest) = lines.split_at(cut);
            let of = |lines: &[&str]| RecordSurvey::of(lines.iter().copied(), &names);
            let survey = of(some).and(of(rest));
            assert!(survey.problems("a.jsonl", &names).is_empty());
            let told = |read: Result<Document, ReadError>| read.map_err(|error| error.to_string());
            for ((line, number), read) in lines.iter().zip(1..).zip(&whole) {
                let one = survey.read(&format!("a.jsonl:{number}"), line, &names);
                assert_eq!(one.map(told).collect::<Vec<_>>(), [told(read.clone())]);
            }
        }
        let survey = RecordSurvey::of(lines[..2].iter().copied(), &names);
        assert!(survey.problems("a.jsonl", &names)[0].is_notice());
        assert!(!RecordSurvey::default().problems("a.jsonl", &names)[0].is_notice());
    }
}
