//! The records of a file, line by line, so that one of any length needs little memory.
//!
//! What is known of lines from the last build is not found again: of some that follow each other at a time, which begin and
//! end where the lines themselves say so, so that a line that comes or goes leaves most of them as they were.

use std::{
    fs::File as Opened,
    io::{self, BufRead, BufReader, ErrorKind},
    mem,
};

use anyhow::Result;
use dossier_read::{ReadOptions, RecordSurvey};
use rayon::prelude::*;
use serde::Serialize;

use crate::{
    cache::{Cache, Kind},
    known::{self, Print},
    panics,
    reading::{Article, RECORDS, article, cannot_read, failed, read_file, shown},
    unchanged,
    walk::File,
};

/// The most lines that are known or found together; else they end with one whose length is a multiple of [`EDGE`].
const MOST: usize = 512;
const EDGE: usize = 128;

/// The records of a file in UTF-8, line by line; in other encodings all at once.
pub(crate) fn read(
    file: &File,
    options: &ReadOptions,
    cache: &mut Cache,
    take: &mut impl FnMut(Vec<Article>) -> Result<()>,
) -> Result<()> {
    let (name, names, with_prints) = (shown(file), &options.fields, cache.is_of_use());
    let survey = match look_over(file, options, cache) {
        Ok(survey) => survey,
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            let articles = read_file(file, options, with_prints);
            return take(articles.unwrap_or_else(|error| cannot_read(file, &error)));
        }
        Err(error) => return take(cannot_read(file, &error)),
    };
    take(survey.problems(&name, names).into_iter().map(|problem| Err(problem.into())).collect())?;
    let read = |(number, line): &Line| {
        let read = panics::caught(|| survey.read(&format!("{name}:{number}"), line, names));
        let read = read.map(|read| read.map(|read| article(read, &name, file, with_prints)).collect());
        read.unwrap_or_else(|| vec![Err(failed(&name))])
    };
    let reading = (survey.reading(), &name, &file.origin, options);
    let mut lines = match Lines::of(file) {
        Ok(lines) => lines,
        Err(error) => return take(cannot_read(file, &error)),
    };
    loop {
        let some = match lines.some() {
            Ok(some) if some.is_empty() => return Ok(()),
            Ok(some) => some,
            Err(error) => return take(cannot_read(file, &error)),
        };
        let read = |lines: &&[Line]| {
            let first = lines.first().map_or(0, |(number, _)| *number);
            let print = with_prints.then(|| print(&(&reading, first), lines));
            let known = print.as_ref().and_then(|print| cache.get(Kind::File, Some(print)));
            if let Some(articles) = known.and_then(|bytes| unchanged::decoded(&bytes)) {
                return (articles, print, None);
            }
            let articles: Vec<Article> = lines.iter().flat_map(read).collect();
            let new = print.map(|_| unchanged::encoded(&articles));
            (articles, print, new)
        };
        let all: Vec<_> = groups(&some).par_iter().map(read).collect();
        for (articles, print, new) in all {
            print.iter().for_each(|print| cache.keep(Kind::File, *print, new.as_deref()));
            take(articles)?;
        }
    }
}

/// What all the records say together.
fn look_over(file: &File, options: &ReadOptions, cache: &mut Cache) -> io::Result<RecordSurvey> {
    let (mut survey, mut lines) = (RecordSurvey::default(), Lines::of(file)?);
    loop {
        let some = lines.some()?;
        if some.is_empty() {
            return Ok(survey);
        }
        let of = |lines: &&[Line]| {
            let print = cache.is_of_use().then(|| print(&options.fields, lines));
            let known = cache.get(Kind::Survey, print.as_ref());
            if let Some(survey) = known.and_then(|bytes| postcard::from_bytes(&bytes).ok()) {
                return (survey, print, None);
            }
            let of = || RecordSurvey::of(lines.iter().map(|(_, line)| line.as_str()), &options.fields);
            let survey = panics::caught(of).unwrap_or_default();
            let new = print.and_then(|_| postcard::to_allocvec(&survey).ok());
            (survey, print, new)
        };
        let parts: Vec<_> = groups(&some).par_iter().map(of).collect();
        for (part, print, new) in parts {
            print.iter().for_each(|print| cache.keep(Kind::Survey, *print, new.as_deref()));
            survey = mem::take(&mut survey).and(part);
        }
    }
}

/// Lines that are known or found together.
fn groups(lines: &[Line]) -> Vec<&[Line]> {
    let ends = lines.split_inclusive(|(_, line)| line.len() % EDGE == 0);
    ends.flat_map(|some| some.chunks(MOST)).collect()
}

/// What tells lines from others, and one way to read them from another.
fn print(reading: &impl Serialize, lines: &[Line]) -> Print {
    let mut sum = known::Sum::of(reading);
    lines.iter().for_each(|(_, line)| sum.add(line.as_bytes()));
    sum.print()
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
    use std::fs;

    use super::*;
    use crate::reading::read_all;

    fn articles(bytes: &[u8]) -> Vec<Article> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        fs::write(&path, bytes).unwrap();
        let mut all = Vec::new();
        let file = File { path, origin: "a.jsonl".into() };
        read_all(&[file], &ReadOptions::default(), &mut Cache::default(), |some| {
            all.extend(some);
            Ok(())
        })
        .unwrap();
        all
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        articles(bytes)
            .into_iter()
            .map(|read| read.map_or_else(|unread| unread.why, |read| read.whole().unwrap().text))
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
            let first = articles(lines.as_bytes()).swap_remove(0).unwrap().document;
            assert_eq!(first.published.span.edtf(), "2026-04-03");
            assert_eq!(first.origin, "a.jsonl:1");
        }
    }

    #[test]
    fn records_longer_than_what_is_read_at_a_time_all_come_in_their_order() {
        let body = "word ".repeat(RECORDS / 20);
        let lines: String = (0..10).map(|at| format!("{{\"id\": {at}, \"body\": \"{body}\"}}\n")).collect();
        let ids: Vec<_> =
            articles(lines.as_bytes()).into_iter().map(|read| read.unwrap().document.origin).collect();
        assert_eq!(ids, (0..10).map(|at| at.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_known_of_lines_is_what_is_read_of_them_whatever_changes_around_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let mut cache = Cache::open(folder.path().join("cache"), None);
        let record = |at: usize| {
            format!("{{\"date\": \"3/4/2021\", \"body\": \"Number {at}. {}\"}}\n", "word ".repeat(at % 97))
        };
        let mut lines: Vec<String> = (0..2000).map(record).collect();
        let blank = " ".repeat(2 * RECORDS);
        let read = |lines: &[String], cache: &mut Cache| -> Vec<_> {
            fs::write(&path, lines.concat() + &blank).unwrap();
            let (file, mut all) = (File { path: path.clone(), origin: "a.jsonl".into() }, Vec::new());
            read_all(&[file], &ReadOptions::default(), cache, |some| {
                all.extend(some.into_iter().map(|it| it.map(|it| it.whole()).map_err(|it| it.why)));
                Ok(())
            })
            .unwrap();
            all
        };
        let groups = |cache: &Cache| cache.count(Kind::File);
        read(&lines, &mut cache);
        let first = groups(&cache);
        assert!(first > 10, "{first}");
        // Another line, one that is gone, one that says how all dates are read.
        lines[1500] = record(4000);
        assert_eq!(read(&lines, &mut cache), read(&lines, &mut Cache::default()));
        assert!((1..=3).contains(&(groups(&cache) - first)), "{}", groups(&cache) - first);
        lines.remove(700);
        assert_eq!(read(&lines, &mut cache), read(&lines, &mut Cache::default()));
        lines.push(record(1).replace("3/4", "13/4"));
        let all = read(&lines, &mut cache);
        assert_eq!(all, read(&lines, &mut Cache::default()));
        assert_eq!(all[0].as_ref().unwrap().as_ref().unwrap().published.span.edtf(), "2021-04-03");
        assert_eq!(all.len(), 2000);
    }
}
