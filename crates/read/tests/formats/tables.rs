//! Tables and lists of records.

use crate::read::{all, head, one, published};

#[test]
fn a_table_s_columns_are_told_by_their_names() {
    let rows: Vec<_> = all("tables/articles.csv").into_iter().map(Result::unwrap).collect();
    assert_eq!((rows[0].key.as_str(), rows[0].origin.as_str()), ("h-1", "h-1"));
    assert_eq!(
        head(&rows[0]),
        ["Strike goes on, and on", "Jane Doe", "The Hill Herald", "https://hill.example/1"]
    );
    assert_eq!(published(&rows[0]), ("2026-01-21".into(), "its row says so".into()));
    assert_eq!(rows[0].text, "The strike went into its sixth day.\n\n“We stay,” said Omar Haddad.");
    assert_eq!(published(&rows[1]).0, "2026-02-01");
    assert_eq!(rows[1].text, "The strike ended & the ships left.\n\nNobody was glad.");
}

#[test]
fn a_table_of_a_german_spreadsheet_is_read() {
    let row = one("tables/german.csv");
    assert_eq!(head(&row), ["Streik zu Ende", "-", "Hügelbote", "-"]);
    assert_eq!(published(&row).0, "2026-01-22");
    assert!(row.text.ends_with("sagte Müller."));
}

#[test]
fn a_table_with_tabs_is_read() {
    let row = one("tables/notes.tsv");
    assert_eq!((row.key.as_str(), published(&row).0.as_str()), ("notes-tsv-2", "2026-01"));
    assert_eq!(row.text, "The last ship \"Aurora\" left at noon.");
}

#[test]
fn a_list_of_records_is_read() {
    let records: Vec<_> = all("tables/export.json").into_iter().map(Result::unwrap).collect();
    assert_eq!(records[0].key, "17");
    assert_eq!(head(&records[0]), ["Strike ends", "Jane Doe", "The Hill Herald", "https://hill.example/2"]);
    assert_eq!(published(&records[0]), ("2026-01-22".into(), "its record says so".into()));
    assert!(records[1].published.span.is_unknown());
}

#[test]
fn json_lines_are_read_in_any_encoding() {
    let line = "{\"title\": \"Le port\", \"body\": \"La gr\u{e8}ve est finie \u{e0} Marseille, o\u{f9} les \u{e9}quipages sont rentr\u{e9}s.\"}";
    let old: Vec<u8> = line.chars().map(|sign| u8::try_from(sign).unwrap()).collect();
    let read = dossier_read::read_file("a.jsonl", &old).remove(0).unwrap();
    assert!(read.text.starts_with("La grève est finie à Marseille"), "{}", read.text);
    let marked = [b"\xEF\xBB\xBF".as_slice(), line.as_bytes()].concat();
    assert!(dossier_read::read_file("a.jsonl", &marked)[0].is_ok());
}
