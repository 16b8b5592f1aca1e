use dossier_model::{Document, GivenEntities};
use dossier_text::slug;
use serde::Deserialize;

use crate::{ReadError, document_from_body, published::published_from_text};

/// A line of a .jsonl file. Other keys are passed over.
#[derive(Deserialize)]
struct Record {
    id: Option<Id>,
    #[serde(default)]
    title: Option<String>,
    date: Option<String>,
    body: Option<String>,
    source: Option<String>,
    url: Option<String>,
    #[serde(alias = "byline")]
    author: Option<String>,
    people: Option<Vec<String>>,
    orgs: Option<Vec<String>>,
    places: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

/// Reads a .jsonl file: on each line an object with `body` and, if known, `id`, `title`, `date`, `source`, `url`,
/// `author`; any of `people`, `orgs`, `places` stands in place of extraction. Blank lines are passed over.
///
/// A line that can't be read is an error of its own, with the line's number; the others go on.
pub fn read_records<'b>(
    origin: &'b str,
    bytes: &'b [u8],
) -> impl Iterator<Item = Result<Document, ReadError>> + use<'b> {
    let lines = bytes.split(|byte| *byte == b'\n').zip(1..);
    lines
        .filter(|(line, _)| !line.trim_ascii().is_empty())
        .map(move |(line, number)| read_record(&format!("{origin}:{number}"), line))
}

/// Reads one line of a .jsonl file, as [`read_records`] does. `origin` is the file with the line's number.
///
/// # Errors
/// Where it is no object, has no `body`, or one of its fields is not what it should be.
pub fn read_record(origin: &str, line: &[u8]) -> Result<Document, ReadError> {
    let wrong = |problem: String| ReadError::Record { origin: origin.to_owned(), problem };
    let record: Record = serde_json::from_slice(line)
        .map_err(|error| wrong(format!("not a record, column {}: {error}", error.column())))?;
    let body = record.body.ok_or_else(|| wrong("the record has no “body”, the article's text".into()))?;
    let name = record.id.map(|id| match id {
        Id::Text(text) => text,
        Id::Number(number) => number.to_string(),
    });
    let key = slug(name.as_deref().unwrap_or_default());
    let key = if key.is_empty() { slug(origin) } else { key };
    let title = record.title.filter(|title| !title.trim().is_empty());
    let mut document = document_from_body(&key, name.as_deref().unwrap_or(origin), body, title).map_err(
        |error| match error {
            ReadError::Empty { .. } => wrong("the record's “body” is empty".into()),
            other => other,
        },
    )?;
    if let Some(date) = record.date.filter(|date| !date.trim().is_empty()) {
        document.published = published_from_text(date.trim(), "its record says so")
            .map_err(|why| wrong(format!("“date” is “{date}”: {why}")))?;
    }
    document.source = record.source.filter(|source| !source.trim().is_empty()).or(document.source);
    document.byline = record.author.or(document.byline);
    document.url = record.url;
    if record.people.is_some() || record.orgs.is_some() || record.places.is_some() {
        document.given = Some(GivenEntities {
            people: record.people.unwrap_or_default(),
            orgs: record.orgs.unwrap_or_default(),
            places: record.places.unwrap_or_default(),
        });
    }
    Ok(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Document, String>> {
        read_records("a.jsonl", text.as_bytes()).map(|read| read.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn a_record_s_fields_become_the_document_s() {
        let read = read(
            r#"{"id": "R/1", "title": "T", "date": "1987-02-26T10:00:00Z", "body": "Some text.", "source": "S", "url": "https://example.org", "people": ["Jane Doe"], "extra": 1}"#,
        );
        let document = read[0].as_ref().unwrap();
        assert_eq!((document.key.as_str(), document.origin.as_str()), ("r-1", "R/1"));
        assert_eq!((document.title.text.as_str(), document.source.as_deref()), ("T", Some("S")));
        assert_eq!(document.published.span.edtf(), "1987-02-26");
        assert_eq!(document.given.as_ref().unwrap().people, ["Jane Doe"]);
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_are_read() {
        let read = read(
            "{\"body\": \"One.\"}\n\nnonsense\n{\"id\": 3}\n{\"body\": \" \"}\n{\"body\": \"x.\", \"date\": \"May\"}\n{\"id\": 7, \"body\": \"Two.\"}",
        );
        let errors: Vec<_> = read.iter().filter_map(|read| read.as_ref().err().cloned()).collect();
        assert!(errors[0].starts_with("a.jsonl:3: not a record, column"), "{}", errors[0]);
        assert_eq!(errors[1], "a.jsonl:4: the record has no “body”, the article's text");
        assert_eq!(errors[2], "a.jsonl:5: the record's “body” is empty");
        assert_eq!(errors[3], "a.jsonl:6: “date” is “May”: not a date; write 2026, 2026-01 or 2026-01-21");
        assert_eq!(read.last().unwrap().as_ref().unwrap().key, "7");
        assert_eq!(read[0].as_ref().unwrap().key, "a-jsonl-1");
    }
}
