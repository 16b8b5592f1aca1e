//! Web archives (WARC, ISO 28500), as crawlers write them: each page that a server answered with is an article.
//!
//! `records` takes one record after the other from a stream, so an archive may be larger than memory; `unpacked` undoes gzip no
//! further than is safe; `response` finds the page in what a server answered.

mod records;
mod response;
mod unpacked;

use std::io::{BufRead, BufReader};

use dossier_model::{Certainty, DateSpan, Day, Document, Evidence, PartialDate, Precision, Published};

use self::{
    records::{Record, Records},
    response::Page,
    unpacked::Unpacked,
};
use super::{caught::caught, html, name};
use crate::{ReadError, labels::make_harmless};

/// Reads a web archive, packed by gzip or not: its HTML pages that were answered with success, each named `archive.warc:3` by
/// the number of its record. One record at a time is in memory. All else is passed over and counted at the end, in one
/// [`ReadError::PassedOver`].
///
/// A page's date is what it says itself; else it was published on the day when it was captured, or before.
pub fn read_warc<'r, R: BufRead + 'r>(
    path: &str,
    reader: R,
) -> impl Iterator<Item = Result<Document, ReadError>> + use<'r, R> {
    Archive { path: path.to_owned(), records: opened(reader), number: 0, passed_over: 0, has_ended: false }
}

fn opened<'r>(mut reader: impl BufRead + 'r) -> Records<Box<dyn BufRead + 'r>> {
    let is_packed = reader.fill_buf().is_ok_and(|start| start.starts_with(&[0x1F, 0x8B]));
    Records::new(match is_packed {
        true => Box::new(BufReader::new(Unpacked::new(reader))),
        false => Box::new(reader),
    })
}

struct Archive<'r> {
    path: String,
    records: Records<Box<dyn BufRead + 'r>>,
    /// Of records so far.
    number: usize,
    passed_over: usize,
    has_ended: bool,
}

impl Iterator for Archive<'_> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.has_ended {
            let record = match self.records.next() {
                Some(Ok(record)) => record,
                Some(Err(problem)) => {
                    self.has_ended = true;
                    let origin = format!("{}:{}", self.path, self.number + 1);
                    return Some(Err(ReadError::Malformed { origin, problem }));
                }
                None => {
                    self.has_ended = true;
                    return self.last_word();
                }
            };
            self.number += 1;
            let origin = format!("{}:{}", self.path, self.number);
            match response::page(&record) {
                Ok(Some(page)) => {
                    return Some(caught(&origin, || document(&origin, &record, &page)).map(make_harmless));
                }
                Ok(None) => self.passed_over += 1,
                Err(problem) => return Some(Err(ReadError::Malformed { origin, problem })),
            }
        }
        None
    }
}

impl Archive<'_> {
    /// What is said at the end: how many records hold no page.
    fn last_word(&self) -> Option<Result<Document, ReadError>> {
        let origin = self.path.clone();
        match (self.number, self.passed_over) {
            (0, _) => Some(Err(ReadError::Empty { origin })),
            (_, 0) => None,
            (all, passed_over) => {
                let problem = format!("{passed_over} of {all} records hold no page of HTML");
                Some(Err(ReadError::PassedOver { origin, problem }))
            }
        }
    }
}

fn document(origin: &str, record: &Record, page: &Page<'_>) -> Result<Document, ReadError> {
    let mut document = html::read_declared(origin, &page.html, page.encoding.as_deref())?;
    let address = record.address().filter(|address| address.starts_with("http"));
    document.key = name::key_of_item(&document.title.text, origin);
    document.url = document.url.take().or(address.map(ToOwned::to_owned));
    if let (true, Some(day)) = (document.published.span.is_unknown(), record.day()) {
        document.published = published_by(day);
    }
    Ok(document)
}

/// A page was published before it was captured; when, its capture doesn't say.
fn published_by(day: Day) -> Published {
    let span =
        DateSpan { from: None, to: Some(day), precision: Precision::Day, certainty: Certainty::Bounded };
    let reason = "its web archive captured it on that day".to_owned();
    Published { span, evidence: vec![Evidence { reason, passage: None }] }
}

impl Record {
    /// Where it was captured. Some programs put it between `<` and `>`.
    fn address(&self) -> Option<&str> {
        self.field("WARC-Target-URI").map(|address| address.trim_matches(['<', '>']))
    }

    /// When it was captured.
    fn day(&self) -> Option<Day> {
        match self.field("WARC-Date")?.get(..10)?.parse() {
            Ok(PartialDate::Day(day)) => Some(day),
            _ => None,
        }
    }
}
