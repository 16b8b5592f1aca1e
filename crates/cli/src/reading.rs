//! The articles of files, some at a time and in parallel, so that a table of records or a web archive of any length needs little
//! memory.

use std::{
    fs::{self, File as Opened},
    io::{self, BufRead, BufReader, ErrorKind},
    mem,
};

use anyhow::Result;
use dossier_model::Document;
use dossier_out::page::is_made;
use dossier_read::{Format, ReadError, ReadOptions, RecordSurvey, read_file_with, read_warc};
use rayon::prelude::*;

use crate::{
    inputs::file_name,
    panics, trouble,
    walk::{self, File},
};

/// How many files, or bytes of records, are read before what they hold is passed on.
const FILES: usize = 512;
const RECORDS: usize = 4 << 20;
/// How many lines are looked over at a time.
const LINES: usize = 256;

/// An article, or why there is none.
pub(crate) type Article = Result<Document, Unread>;

/// Why there is no article.
#[derive(Debug)]
pub(crate) struct Unread {
    /// A line that names it.
    pub(crate) why: String,
    /// Whether nothing is wrong with an article, and it is only to be told.
    pub(crate) is_notice: bool,
}

impl From<String> for Unread {
    fn from(why: String) -> Self {
        Self { why, is_notice: false }
    }
}

impl From<ReadError> for Unread {
    fn from(error: ReadError) -> Self {
        Self { why: error.to_string(), is_notice: error.is_notice() }
    }
}

/// Reads files in their order and passes on what they hold, some at a time.
///
/// # Errors
/// Those of `take`. What can't be read is passed on with its reason.
pub(crate) fn read_all(
    files: &[File],
    options: &ReadOptions,
    mut take: impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<()> {
    for alike in files.chunk_by(|one, other| streamed(one).is_none() && streamed(other).is_none()) {
        match alike.first().and_then(streamed) {
            Some(Format::Warc) => read_archive(&alike[0], &mut take)?,
            Some(_) => read_records(&alike[0], options, &mut take)?,
            None => {
                for some in alike.chunks(FILES) {
                    let read: Vec<_> = some.par_iter().map(|file| read_file(file, options)).collect();
                    take(read.into_iter().flatten().collect())?;
                }
            }
        }
    }
    Ok(())
}

/// The format of a file that may be larger than memory. Small files of records are read beside each other; a small web
/// archive may be a packed large one.
fn streamed(file: &File) -> Option<Format> {
    let is_large = || file.path.metadata().is_ok_and(|metadata| metadata.len() > RECORDS as u64);
    Format::of(&file_name(&file.path)).filter(|format| match format {
        Format::Warc => true,
        Format::Records => is_large(),
        _ => false,
    })
}

/// What a file is called in messages.
fn shown(file: &File) -> String {
    walk::shown(&file.path.display().to_string())
}

/// The articles of one file, or why there is none.
fn read_file(file: &File, options: &ReadOptions) -> Vec<Article> {
    let name = shown(file);
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => return cannot_read(file, &error),
    };
    if walk::is_page(&file.path) && is_made(&bytes) {
        return Vec::new();
    }
    let read = panics::caught(|| read_file_with(&name, &bytes, options));
    let Some(read) = read else { return vec![Err(failed(&name))] };
    read.into_iter().map(|read| article(read, &name, file)).collect()
}

fn failed(name: &str) -> Unread {
    format!("{name}: its reader failed, which is a fault of Dossier; please report it").into()
}

fn cannot_read(file: &File, error: &io::Error) -> Vec<Article> {
    vec![Err(format!("{}: {}", shown(file), trouble::why_unread(&file.path, error)).into())]
}

/// What was read, its origin as it is below the folder that was given: that must not depend on where the folder lies.
fn article(read: Result<Document, ReadError>, name: &str, file: &File) -> Article {
    let document = read?;
    Ok(match document.origin.strip_prefix(name) {
        Some(inside) if inside.is_empty() || inside.starts_with(['/', ':']) => {
            Document { origin: format!("{}{inside}", file.origin), ..document }
        }
        _ => document,
    })
}

/// The pages of a web archive.
fn read_archive(file: &File, take: &mut impl FnMut(Vec<Article>) -> Result<()>) -> Result<()> {
    let name = shown(file);
    let mut pages = match Opened::open(&file.path) {
        Ok(opened) => read_warc(&name, BufReader::new(opened)),
        Err(error) => return take(cannot_read(file, &error)),
    };
    loop {
        let (mut some, mut bytes) = (Vec::new(), 0);
        while bytes < RECORDS {
            let Some(page) = panics::caught(|| pages.next()) else {
                some.push(Err(failed(&name)));
                return take(some);
            };
            let Some(page) = page else { return take(some) };
            bytes += page.as_ref().map_or(0, |document| document.text.len());
            some.push(article(page, &name, file));
        }
        take(some)?;
    }
}

/// The records of a file in UTF-8, line by line; in other encodings all at once.
fn read_records(
    file: &File,
    options: &ReadOptions,
    take: &mut impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<()> {
    let (name, names) = (shown(file), &options.fields);
    let survey = match look_over(file, options) {
        Ok(survey) => survey,
        Err(error) if error.kind() == ErrorKind::InvalidData => return take(read_file(file, options)),
        Err(error) => return take(cannot_read(file, &error)),
    };
    take(survey.problems(&name, names).into_iter().map(|problem| Err(problem.into())).collect())?;
    let read = |(number, line): &Line| {
        let read = panics::caught(|| survey.read(&format!("{name}:{number}"), line, names));
        let read = read.map(|read| read.map(|read| article(read, &name, file)).collect());
        read.unwrap_or_else(|| vec![Err(failed(&name))])
    };
    let mut lines = match Lines::of(file) {
        Ok(lines) => lines,
        Err(error) => return take(cannot_read(file, &error)),
    };
    loop {
        match lines.some() {
            Ok(some) if some.is_empty() => return Ok(()),
            Ok(some) => take(some.par_iter().flat_map_iter(read).collect())?,
            Err(error) => return take(cannot_read(file, &error)),
        }
    }
}

/// What all the records say together.
fn look_over(file: &File, options: &ReadOptions) -> io::Result<RecordSurvey> {
    let of = |lines: &[Line]| {
        let of = || RecordSurvey::of(lines.iter().map(|(_, line)| line.as_str()), &options.fields);
        panics::caught(of).unwrap_or_default()
    };
    let (mut survey, mut lines) = (RecordSurvey::default(), Lines::of(file)?);
    loop {
        let some = lines.some()?;
        if some.is_empty() {
            return Ok(survey);
        }
        let parts: Vec<RecordSurvey> = some.par_chunks(LINES).map(of).collect();
        survey = parts.into_iter().fold(mem::take(&mut survey), RecordSurvey::and);
    }
}

/// A line and its number, from 1.
type Line = (usize, String);

/// The lines of a file in UTF-8.
struct Lines {
    input: BufReader<Opened>,
    number: usize,
}

impl Lines {
    fn of(file: &File) -> io::Result<Self> {
        Ok(Self { input: BufReader::new(Opened::open(&file.path)?), number: 0 })
    }

    /// Some of those that are not blank; none at the end of the file. What is no text in UTF-8 is
    /// [`ErrorKind::InvalidData`].
    fn some(&mut self) -> io::Result<Vec<Line>> {
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while bytes < RECORDS || lines.is_empty() {
            let mut line = String::new();
            match self.input.read_line(&mut line)? {
                0 => break,
                read => bytes += read,
            }
            if line.contains('\0') {
                return Err(ErrorKind::InvalidData.into());
            }
            self.number += 1;
            if self.number == 1 && line.starts_with('\u{FEFF}') {
                line.remove(0);
            }
            if !line.trim().is_empty() {
                lines.push((self.number, line));
            }
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(bytes: &[u8]) -> Vec<Article> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::write(&path, bytes).unwrap();
        let mut all = Vec::new();
        let file = File { path, origin: "a.jsonl".into() };
        read_all(&[file], &ReadOptions::default(), |some| {
            all.extend(some);
            Ok(())
        })
        .unwrap();
        all
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        articles(bytes)
            .into_iter()
            .map(|read| read.map_or_else(|unread| unread.why, |read| read.text))
            .collect()
    }

    #[test]
    fn records_are_the_same_in_any_encoding_and_bad_ones_have_their_line() {
        let text = "{\"body\": \"Café.\"}\n\nno record\n{\"body\": \"Two.\"}";
        let utf16: Vec<u8> =
            "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        // A file that is long enough is read line by line.
        let blank = "\n\0".repeat(RECORDS);
        let long = format!("{text}{}", "\n".repeat(2 * RECORDS));
        let long_utf16 = [utf16.as_slice(), blank.as_bytes()].concat();
        for bytes in
            [text.as_bytes(), format!("\u{FEFF}{text}").as_bytes(), &utf16, long.as_bytes(), &long_utf16]
        {
            let texts = texts(bytes);
            assert_eq!((texts[0].as_str(), texts[2].as_str(), texts.len()), ("Café.", "Two.", 3));
            assert!(texts[1].contains("a.jsonl:3: not a record"), "{}", texts[1]);
        }
    }

    #[test]
    fn the_last_record_says_how_the_date_of_the_first_is_read_however_long_the_file_is() {
        let record = |date: &str, words: usize| {
            format!("{{\"body\": \"{}\", \"date\": \"{date}\"}}\n", "word ".repeat(words))
        };
        for words in [1, RECORDS / 4] {
            let lines = record("3/4/2026", 1) + &record("", words) + &record("13/4/2026", 1);
            let first = articles(lines.as_bytes()).swap_remove(0).unwrap();
            assert_eq!(first.published.span.edtf(), "2026-04-03");
            assert_eq!(first.origin, "a.jsonl:1");
        }
    }

    #[test]
    fn records_longer_than_what_is_read_at_a_time_all_come_in_their_order() {
        let body = "word ".repeat(RECORDS / 20);
        let lines: String = (0..10).map(|at| format!("{{\"id\": {at}, \"body\": \"{body}\"}}\n")).collect();
        let ids: Vec<_> = articles(lines.as_bytes()).into_iter().map(|read| read.unwrap().origin).collect();
        assert_eq!(ids, (0..10).map(|at| at.to_string()).collect::<Vec<_>>());
    }
}
