//! Files of any format that is read, by the ending of their names: [`read_file`].
//!
//! A format has a module that turns its bytes into `Details`, what its fields say of the article, and `Parts`, its
//! text as a person would read it; the two together make the document. `fields` knows what fields say, by the names that
//! the crate's `field_names` was told and those that `guesses` lists, `dates` what
//! dates look like, `encoding` which signs the bytes stand for, `container` how much of a zip is safe to unpack.

#![cfg_attr(
    not(feature = "all-formats"),
    allow(dead_code, reason = "not every format needs all that they share")
)]

#[cfg(feature = "archive")]
mod archive;
mod caught;
#[cfg(any(feature = "archive", feature = "docx", feature = "epub", feature = "odt"))]
mod container;
mod dates;
mod details;
#[cfg(feature = "docx")]
mod docx;
mod encoding;
#[cfg(feature = "epub")]
mod epub;
#[cfg(feature = "feeds")]
mod feed;
mod fields;
mod format;
mod front_matter;
mod guesses;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "tables")]
mod json;
#[cfg(feature = "tables")]
mod json_lines;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "markdown")]
mod markdown;
#[cfg(feature = "mail")]
mod mhtml;
#[cfg(feature = "mail")]
mod mime;
mod name;
#[cfg(feature = "odt")]
mod odt;
mod parts;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
#[cfg(feature = "tables")]
mod record;
#[cfg(feature = "rtf")]
mod rtf;
#[cfg(feature = "tables")]
mod table;
mod tags;
mod unread_date;
#[cfg(feature = "warc")]
mod warc;
#[cfg(any(feature = "docx", feature = "epub", feature = "feeds", feature = "odt"))]
mod xml;
mod yaml;

use caught::caught;
use dossier_model::Document;
pub use format::Format;
#[cfg(feature = "tables")]
pub use json_lines::RecordSurvey;
pub use name::is_machinery;
use serde::Serialize;
#[cfg(feature = "warc")]
pub use warc::read_warc;

use crate::{FieldNames, ReadError, labels::make_harmless};

/// Reads a file of any [`Format`], which the ending of its name decides. `name` is its path, which names it in
/// messages and gives its articles their keys.
///
/// Most files are one article; a table, a mailbox or an archive has as many as it has, and each that can't be read is an
/// error of its own.
///
/// ```
/// let read = dossier_read::read_file("notes/a.txt", b"Caf\xE9 au lait costs more since Monday.");
/// assert_eq!(read[0].as_ref().unwrap().text, "Café au lait costs more since Monday.");
/// ```
pub fn read_file(name: &str, bytes: &[u8]) -> Vec<Result<Document, ReadError>> {
    read_file_with(name, bytes, &ReadOptions::default())
}

/// What a person wants of files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadOptions {
    /// What fields of tables and records are called.
    pub fields: FieldNames,
    /// Whether drafts are read, which are left out else.
    pub drafts: bool,
}

/// Reads a file as [`read_file`] does, as a person wants it.
pub fn read_file_with(name: &str, bytes: &[u8], options: &ReadOptions) -> Vec<Result<Document, ReadError>> {
    let read = caught(name, || Ok(read_as(Format::of(name), name, bytes, options)));
    let read = read.unwrap_or_else(|error| vec![Err(error)]);
    read.into_iter().flat_map(|read| with_notice(name, read)).collect()
}

/// An article made harmless, and what is to be told of it. `name` is the file, maybe with the line.
fn with_notice(
    name: &str,
    read: Result<Document, ReadError>,
) -> impl Iterator<Item = Result<Document, ReadError>> + use<> {
    let notice = read.as_ref().ok().and_then(|document| unread_date::notice(name, document));
    core::iter::once(read.map(make_harmless)).chain(notice.map(Err))
}

fn read_as(
    format: Option<Format>,
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
) -> Vec<Result<Document, ReadError>> {
    #[cfg(not(feature = "tables"))]
    let _ = &options.fields;
    match format {
        Some(Format::Text) => vec![plain::read(name, bytes, options.drafts)],
        #[cfg(feature = "tables")]
        Some(Format::Records) => match encoding::decode(name, bytes, None) {
            Ok(text) => json_lines::read(name, &text, &options.fields),
            Err(error) => vec![Err(error)],
        },
        #[cfg(all(feature = "records", not(feature = "tables")))]
        Some(Format::Records) => match encoding::decode(name, bytes, None) {
            Ok(text) => crate::read_records(name, text.as_bytes()).collect(),
            Err(error) => vec![Err(error)],
        },
        #[cfg(feature = "markdown")]
        Some(Format::Markdown) => vec![markdown::read(name, bytes, options.drafts)],
        #[cfg(feature = "html")]
        Some(Format::Html) => vec![html::read(name, bytes, options.drafts)],
        #[cfg(feature = "tables")]
        Some(Format::Table) => table::read(name, bytes, &options.fields),
        #[cfg(feature = "tables")]
        Some(Format::Json) => json::read(name, bytes, &options.fields),
        #[cfg(feature = "mail")]
        Some(Format::Mail) => mail::read(name, bytes),
        #[cfg(feature = "mail")]
        Some(Format::Snapshot) => vec![mhtml::read(name, bytes)],
        #[cfg(feature = "mail")]
        Some(Format::Mailbox) => mail::read_mailbox(name, bytes),
        #[cfg(feature = "docx")]
        Some(Format::Docx) => vec![docx::read(name, bytes)],
        #[cfg(feature = "odt")]
        Some(Format::Odt) => vec![odt::read(name, bytes)],
        #[cfg(feature = "odt")]
        Some(Format::FlatOdt) => vec![odt::read_flat(name, bytes)],
        #[cfg(feature = "rtf")]
        Some(Format::Rtf) => vec![rtf::read(name, bytes)],
        #[cfg(feature = "feeds")]
        Some(Format::Feed) => feed::read(name, bytes, options.drafts),
        #[cfg(feature = "epub")]
        Some(Format::Epub) => vec![epub::read(name, bytes)],
        #[cfg(feature = "pdf")]
        Some(Format::Pdf) => vec![pdf::read(name, bytes)],
        #[cfg(feature = "archive")]
        Some(Format::Archive) => archive::read(name, bytes, options),
        #[cfg(feature = "warc")]
        Some(Format::Warc) => read_warc(name, bytes).collect(),
        None => vec![Err(ReadError::UnknownFormat { origin: name.to_owned(), known: Format::endings() })],
    }
}
