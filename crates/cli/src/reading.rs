//! The articles of files, some at a time and in parallel, so that a table of records of any length needs little memory.

use std::{
    fs::{self, File as Opened},
    io::{self, BufRead, BufReader, ErrorKind},
};

use anyhow::Result;
use dossier_model::Document;
use dossier_read::{Format, read_record};
use rayon::prelude::*;

use crate::{
    inputs::file_name,
    panics, single,
    walk::{self, File},
};

/// How many files, or bytes of records, are read before what they hold is passed on.
const FILES: usize = 512;
const RECORDS: usize = 4 << 20;

/// An article, or why it could not be read.
pub(crate) type Article = Result<Document, String>;

/// Reads files in their order and passes on what they hold, some at a time.
///
/// # Errors
/// Those of `take`. What can't be read is passed on with its reason.
pub(crate) fn read_all(files: &[File], mut take: impl FnMut(Vec<Article>) -> Result<()>) -> Result<()> {
    for alike in files.chunk_by(|one, other| !is_records(one) && !is_records(other)) {
        match alike {
            [file] if is_records(file) => read_records(file, &mut take)?,
            files => {
                for some in files.chunks(FILES) {
                    let read: Vec<_> = some.par_iter().map(read_file).collect();
                    take(read.into_iter().flatten().collect())?;
                }
            }
        }
    }
    Ok(())
}

fn is_records(file: &File) -> bool {
    Format::of(&file_name(&file.path)) == Some(Format::Records)
}

/// The articles of one file, or why there is none.
fn read_file(file: &File) -> Vec<Article> {
    let name = file.path.display().to_string();
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => return vec![Err(format!("{name}: {error}"))],
    };
    if walk::is_page(&file.path) && single::is_ours(&bytes) {
        return Vec::new();
    }
    let read = panics::caught(|| dossier_read::read_file(&name, &bytes));
    let Some(read) = read else { return vec![Err(failed(&name))] };
    read.into_iter()
        .map(|read| read.map(|document| named(document, &name, file)).map_err(|error| error.to_string()))
        .collect()
}

fn failed(name: &str) -> String {
    format!("{name}: its reader failed, which is a fault of Dossier; please report it")
}

/// The document, its origin as it is below the folder that was given.
fn named(document: Document, name: &str, file: &File) -> Document {
    match document.origin.strip_prefix(name) {
        Some(inside) if inside.is_empty() || inside.starts_with('/') => {
            Document { origin: format!("{}{inside}", file.origin), ..document }
        }
        _ => document,
    }
}

/// The records of a file in UTF-8, line by line; in other encodings all at once.
fn read_records(file: &File, take: &mut impl FnMut(Vec<Article>) -> Result<()>) -> Result<()> {
    let name = file.path.display().to_string();
    let open = || Opened::open(&file.path).map(BufReader::new);
    match open().and_then(is_utf8) {
        Ok(false) => return take(read_file(file)),
        Err(error) => return take(vec![Err(format!("{name}: {error}"))]),
        Ok(true) => (),
    }
    let read = |(number, line): &(usize, Vec<u8>)| {
        // A record without an id is called by its line, which must not depend on where the folder lies.
        let origin = format!("{}:{number}", file.origin);
        let told = |why: String| match why.strip_prefix(&file.origin) {
            Some(rest) => format!("{name}{rest}"),
            None => why,
        };
        let read = panics::caught(|| read_record(&origin, line).map_err(|error| told(error.to_string())));
        read.unwrap_or_else(|| Err(failed(&name)))
    };
    let mut lines = match open() {
        Ok(input) => Lines { input, number: 0 },
        Err(error) => return take(vec![Err(format!("{name}: {error}"))]),
    };
    loop {
        match lines.some() {
            Ok(some) if some.is_empty() => return Ok(()),
            Ok(some) => take(some.par_iter().map(read).collect())?,
            Err(error) => return take(vec![Err(format!("{name}: {error}"))]),
        }
    }
}

fn is_utf8(mut input: BufReader<Opened>) -> io::Result<bool> {
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        if core::str::from_utf8(&line).is_err() {
            return Ok(false);
        }
        line.clear();
    }
    Ok(true)
}

/// The lines of a file, with their numbers from 1.
struct Lines {
    input: BufReader<Opened>,
    number: usize,
}

impl Lines {
    /// Some of those that are not blank; none at the end of the file.
    fn some(&mut self) -> io::Result<Vec<(usize, Vec<u8>)>> {
        const MARK: &[u8] = "\u{FEFF}".as_bytes();
        let (mut lines, mut bytes) = (Vec::new(), 0);
        while bytes < RECORDS {
            let mut line = Vec::new();
            match self.input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(read) => bytes += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            self.number += 1;
            if self.number == 1 && line.starts_with(MARK) {
                line.drain(..MARK.len());
            }
            if !line.trim_ascii().is_empty() {
                lines.push((self.number, line));
            }
        }
        Ok(lines)
    }
}

/// Whether a file of records can be read at all; only tests ask.
#[cfg(test)]
mod tests {
    use super::*;

    fn articles(bytes: &[u8]) -> Vec<Article> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::write(&path, bytes).unwrap();
        let mut all = Vec::new();
        let file = File { path, origin: "a.jsonl".into() };
        read_all(&[file], |some| {
            all.extend(some);
            Ok(())
        })
        .unwrap();
        all
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        articles(bytes).into_iter().map(|read| read.map_or_else(|why| why, |read| read.text)).collect()
    }

    #[test]
    fn records_are_the_same_in_any_encoding_and_bad_ones_have_their_line() {
        let text = "{\"body\": \"Café.\"}\n\nno record\n{\"body\": \"Two.\"}";
        let utf16: Vec<u8> =
            "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), format!("\u{FEFF}{text}").as_bytes(), &utf16] {
            let texts = texts(bytes);
            assert_eq!((texts[0].as_str(), texts[2].as_str(), texts.len()), ("Café.", "Two.", 3));
            assert!(texts[1].contains("a.jsonl:3: not a record"), "{}", texts[1]);
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
