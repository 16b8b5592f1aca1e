//! Tables as spreadsheets and databases export them: names in the first row, an article in every other.

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use dossier_model::Document;
use serde_json::{Map, Value};

use super::{dates, encoding::decode, fields::Fields, guesses::BODY, record};
use crate::{
    ReadError,
    field_names::{FieldNames, Target, plain},
};

/// A column without a telling name holds the articles' texts if its values are at least so long on average, in bytes.
const TEXT_LENGTH: usize = 100;
/// No table of articles has more.
const MOST_COLUMNS: usize = 10_000;

/// Reads a table. Values are apart by whichever of comma, semicolon, tab and bar its first line has most of.
pub(crate) fn read(path: &str, bytes: &[u8], said: &FieldNames) -> Vec<Result<Document, ReadError>> {
    rows(path, bytes, said).unwrap_or_else(|error| vec![Err(error)])
}

fn rows(path: &str, bytes: &[u8], said: &FieldNames) -> Result<Vec<Result<Document, ReadError>>, ReadError> {
    let text = decode(path, bytes, None)?;
    let text = text.trim_start_matches('\u{FEFF}');
    if text.trim().is_empty() {
        return Err(ReadError::Empty { origin: path.to_owned() });
    }
    let (text, said_delimiter) = without_said_delimiter(text);
    let delimiter = said_delimiter.unwrap_or_else(|| delimiter(text));
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(has_quotes(text, delimiter))
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.byte_headers().cloned().unwrap_or_default();
    let mut names: Vec<String> = strings(header).iter().map(|name| name.trim().to_owned()).collect();
    if names.len() > MOST_COLUMNS {
        let problem = format!("more than {MOST_COLUMNS} columns; give a table of articles, a row each");
        return Err(ReadError::Record { origin: format!("{path}:1"), problem });
    }
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 + u64::from(said_delimiter.is_some()) };
    let rows: Vec<(u64, StringRecord)> = reader
        .into_byte_records()
        .filter_map(Result::ok)
        .map(|row| (lines.of(row.position().map_or(0, csv::Position::byte)), strings(row)))
        .filter(|(_, row)| row.iter().any(|value| !value.trim().is_empty()))
        .collect();
    if rows.is_empty() {
        let problem = "a table without a row below its names; remove it, or give it articles, a row each";
        return Err(ReadError::Record { origin: path.to_owned(), problem: problem.into() });
    }
    let has = |name: &str| names.iter().any(|column| plain(column) == plain(name));
    let all: Vec<&str> = names.iter().map(String::as_str).collect();
    let origin = || format!("{path}:1");
    let missing = said.missing(has, &all).into_iter();
    let mut read: Vec<_> =
        missing.map(|problem| Err(ReadError::MissingField { origin: origin(), problem })).collect();
    let has_text = said.of(Target::Text).any(has);
    // Without names above them, the first of the articles would be lost.
    if !has_text && names.iter().all(|name| name.len() < TEXT_LENGTH) {
        name_text_column(&mut names, &rows);
    }
    let maps: Vec<(u64, Map<String, Value>)> =
        rows.into_iter().map(|(line, row)| (line, fields(&names, &row))).collect();
    if !has_text && !names.iter().any(|name| Fields::is_one_of(name, BODY)) {
        let is_article = names.iter().any(|name| name.len() >= TEXT_LENGTH);
        let problem = if is_article {
            "its first row is an article and no row of names; put one above it, such as title,date,text"
        } else {
            "no column is called “body”, “text” or “content”; name the one with the articles' texts so, or --field text=NAME says where"
        };
        read.push(Err(ReadError::Record { origin: origin(), problem: problem.into() }));
        return Ok(read);
    }
    let dates = maps.iter().filter_map(|(_, map)| Fields::new(map, None).named(said).date());
    let order = dates::common_order(dates);
    let document =
        |(line, map)| record::document(&format!("{path}:{line}"), &map, said, order, "its row says so");
    read.extend(maps.into_iter().map(document));
    Ok(read)
}

/// Counts lines as an editor does; the library takes the end of one, where it is of two signs, for the begin of the next.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line, from 1, of a row that begins at this byte or after the line breaks there. Rows are asked for in order.
    fn of(&mut self, byte: u64) -> u64 {
        let start = usize::try_from(byte).unwrap_or(usize::MAX).clamp(self.at, self.text.len());
        let breaks = self.text[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.text[self.at..start + breaks];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = start + breaks;
        self.line
    }
}

fn fields(names: &[String], row: &StringRecord) -> Map<String, Value> {
    let value = |(name, value): (&String, &str)| (name.clone(), Value::String(value.to_owned()));
    names.iter().zip(row).map(value).collect()
}

/// The bytes come from a text and are cut at signs of ASCII: what isn't UTF-8 can't be.
fn strings(record: ByteRecord) -> StringRecord {
    StringRecord::from_byte_record_lossy(record)
}

/// Where no column has a telling name, the one with the longest values gets one.
fn name_text_column(names: &mut [String], rows: &[(u64, StringRecord)]) {
    if rows.is_empty() || names.iter().any(|name| Fields::is_one_of(name, BODY)) {
        return;
    }
    let mut lengths = vec![0; names.len()];
    for (_, row) in rows {
        lengths.iter_mut().zip(row).for_each(|(length, value)| *length += value.len());
    }
    let longest = lengths.into_iter().zip(0..).map(|(length, column)| (length / rows.len(), column)).max();
    if let Some((_, column)) = longest.filter(|(length, _)| *length >= TEXT_LENGTH) {
        names[column] = BODY[0].to_owned();
    }
}

/// The text below the line in which a spreadsheet says what its values are apart by: `sep=;`.
fn without_said_delimiter(text: &str) -> (&str, Option<u8>) {
    let said = text.split_once('\n').and_then(|(first, rest)| {
        let first = first.trim_end_matches('\r').trim_matches('"');
        let sign = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP="))?;
        Some((rest, *sign.as_bytes().first()?)).filter(|_| sign.len() == 1)
    });
    said.map_or((text, None), |(rest, sign)| (rest, Some(sign)))
}

/// Whether quotation marks are around values, and not only words of them: where the rows have as many values as there are names
/// only if marks are words, they are.
fn has_quotes(text: &str, delimiter: u8) -> bool {
    let are_even = |quoting: bool| {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .quoting(quoting)
            .flexible(true)
            .from_reader(text.as_bytes());
        let names = reader.byte_headers().map_or(0, ByteRecord::len);
        reader.into_byte_records().filter_map(Result::ok).all(|row| row.len() == names)
    };
    !text.contains('"') || are_even(true) || !are_even(false)
}

fn delimiter(text: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    for byte in text.bytes() {
        is_quoted ^= byte == b'"';
        if byte == b'\n' && !is_quoted {
            break;
        }
        for (sign, count) in &mut counts {
            *count += usize::from(*sign == byte && !is_quoted);
        }
    }
    // Of equals the first, for commas are what the format is named for.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<Document, String>> {
        super::read("a.csv", text.as_bytes(), &FieldNames::default())
            .into_iter()
            .map(|read| read.map_err(|error| error.to_string()))
            .collect()
    }

    #[test]
    fn a_table_without_rows_says_so() {
        for text in ["title,text", "title,text\n", "title,text\n,\n"] {
            assert_eq!(
                read(text),
                [Err("a.csv: a table without a row below its names; remove it, or give it articles, a row each".into())]
            );
        }
    }

    #[test]
    fn one_unambiguous_date_says_how_to_read_the_others() {
        let dates = |text: &str| {
            read(text).into_iter().map(|read| read.map(|read| read.published.span.edtf())).collect::<Vec<_>>()
        };
        assert_eq!(
            dates("text,date\nA.,3/4/2026\nB.,21/4/2026\n"),
            [Ok("2026-04-03".into()), Ok("2026-04-21".into())]
        );
        assert_eq!(dates("text,date\nA.,3/4/2026\n"), [Ok("[2026-03-04..2026-04-03]".into())]);
    }

    #[test]
    fn values_may_hold_line_breaks_and_the_other_signs() {
        let read = read("Titel;Text\n\"A, b\";\"One.\nTwo; \"\"three\"\".\"\n");
        assert_eq!(read[0].as_ref().unwrap().text, "One.\nTwo; \"three\".");
    }

    #[test]
    fn a_mark_that_is_never_closed_swallows_no_rows() {
        let read = read("title\ttext\nA \"b\" c\tOne.\n\"Lone\tTwo.\nD\tThree.\n");
        let texts: Vec<_> = read.iter().map(|read| read.as_ref().unwrap().text.as_str()).collect();
        assert_eq!(texts, ["One.", "Two.", "Three."]);
        assert_eq!(read[1].as_ref().unwrap().title.text, "\"Lone");
    }

    #[test]
    fn a_spreadsheet_may_say_what_parts_its_values() {
        let read = read("sep=;\r\ntitle;text\r\nA, b;One.\r\nC;\r\n");
        assert_eq!(read[0].as_ref().unwrap().title.text, "A, b");
        assert!(read[1].as_ref().unwrap_err().starts_with("a.csv:4: "), "{read:?}");
    }

    #[test]
    fn a_table_without_names_is_told_of_before_an_article_is_lost() {
        let long = "The strike in the harbour went into its sixth day. ".repeat(3);
        assert_eq!(
            read(&format!("A,{long}\nB,{long}\n")),
            [Err("a.csv:1: its first row is an article and no row of names; put one above it, such as title,date,text".into())]
        );
    }

    #[test]
    fn the_column_with_the_longest_values_is_the_text() {
        let long = "The strike in the harbour went into its sixth day. ".repeat(3);
        assert_eq!(read(&format!("title,Beitrag\nA,{long}\n"))[0].as_ref().unwrap().text, long.trim());
        assert_eq!(
            read("a,b\n1,2\n"),
            [Err("a.csv:1: no column is called “body”, “text” or “content”; name the one with the articles' texts so, or --field text=NAME says where".into())]
        );
    }

    #[test]
    fn a_row_without_text_is_named_with_its_line_and_stops_no_other() {
        let read = read("title,text\nA,\"x\ny\"\nB,\nC,z\n\n");
        assert_eq!(read.len(), 3);
        assert!(read[1].as_ref().unwrap_err().starts_with("a.csv:4: there is no text"), "{read:?}");
        let read = self::read("title,text\r\n\r\nA,\"x\r\ny\"\r\nB,\r\n");
        assert!(read[1].as_ref().unwrap_err().starts_with("a.csv:5: there is no text"), "{read:?}");
    }
}
