//! Tables and lists of records.

use dossier_model::Document;
use dossier_read::{ReadOptions, read_file_with};

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

/// What each line says, for which fields were named so.
fn read_as(name: &str, text: &str, said: &[(&str, &str)]) -> Vec<Result<Document, String>> {
    let mut options = ReadOptions::default();
    said.iter().for_each(|(target, field)| options.fields.add(target, field).unwrap());
    let read = read_file_with(name, text.as_bytes(), &options);
    read.into_iter().map(|read| read.map_err(|error| error.to_string())).collect()
}

#[test]
fn columns_are_what_a_person_says_they_are() {
    let table = "Kopf,title,Inhalt,Tag,publication\nStrike ends,Dr.,The ships left.,3/4/2026,21/4/2026\n";
    let said = [("title", "kopf"), ("text", "Inhalt"), ("outlet", "title"), ("date", "publication")];
    let row = read_as("a.csv", table, &said).remove(0).unwrap();
    assert_eq!(head(&row), ["Strike ends", "-", "Dr.", "-"]);
    assert_eq!((published(&row).0.as_str(), row.text.as_str()), ("2026-04-21", "The ships left."));
}

#[test]
fn a_column_that_is_not_there_is_said_and_the_others_are_read() {
    let said = [("title", "headlin"), ("author", "nobody")];
    let read = read_as("a.csv", "headline,text\nStrike ends,The ships left.\n", &said);
    assert_eq!(
        read[0].as_ref().unwrap_err(),
        "a.csv:1: no field is called “headlin”, so the title is guessed; did you mean “headline”?"
    );
    assert_eq!(
        read[1].as_ref().unwrap_err(),
        "a.csv:1: no field is called “nobody”, so the author is guessed; there are “headline”, “text”"
    );
    assert_eq!(read[2].as_ref().unwrap().title.text, "Strike ends");
    let lines = read_as("a.jsonl", "{\"headline\": \"T\", \"text\": \"Text.\"}\n", &said);
    assert!(lines[0].as_ref().unwrap_err().starts_with("a.jsonl: no field is called “headlin”"));
    assert!(lines[2].is_ok());
}

#[test]
fn fields_inside_of_others_are_named_with_a_dot_and_usual_ones_are_known() {
    let answer = r#"{"response": {"docs": [{"headline": {"main": "Strike ends"}, "byline": {"original": "By Jane Doe"},
        "pub_date": "2026-01-21T10:00:00+0000", "web_url": "https://hill.example/1", "lead": {"words": "The ships left."}}]}}"#;
    let record = read_as("a.json", answer, &[("text", "lead.words")]).remove(0).unwrap();
    assert_eq!(head(&record), ["Strike ends", "Jane Doe", "-", "https://hill.example/1"]);
    let post = r#"[{"title": {"rendered": "Strike ends"}, "content": {"rendered": "<p>The ships left.</p>"}, "date": "2026-01-21T10:00:00"}]"#;
    let post = read_as("a.json", post, &[]).remove(0).unwrap();
    assert_eq!((post.title.text.as_str(), post.text.as_str()), ("Strike ends", "The ships left."));
}

#[test]
fn json_lines_go_by_the_usual_names_and_dates_of_one_file_are_read_alike() {
    let lines = "{\"Headline\": \"A\", \"content\": \"One.\", \"published_at\": \"3/4/2026\", \"outlet\": \"Hill News\"}\n\n\
                 {\"headline\": \"B\", \"content\": \"Two.\", \"published_at\": \"21/4/2026\", \"people\": [\"Ann Lee\"]}\n\
                 {\"headline\": \"C\", \"content\": \"Three.\", \"published_at\": \"2025-11..2026-01\"}\n[1]\n";
    let read = read_as("a.jsonl", lines, &[]);
    let first = read[0].as_ref().unwrap();
    assert_eq!(head(first), ["A", "-", "Hill News", "-"]);
    assert_eq!(published(first).0, "2026-04-03");
    assert_eq!(read[1].as_ref().unwrap().given.as_ref().unwrap().people, ["Ann Lee"]);
    assert_eq!(read[2].as_ref().unwrap().published.span.edtf(), "[2025-11..2026-01]");
    assert!(read[3].as_ref().unwrap_err().starts_with("a.jsonl:5: not a record"));
}
