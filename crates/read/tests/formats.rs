//! Files as people have them, one or more of every format, and what a person would read there.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

#[path = "formats/archives.rs"]
mod archives;
#[path = "formats/books.rs"]
mod books;
#[path = "formats/captures.rs"]
mod captures;
#[path = "formats/feeds.rs"]
mod feeds;
#[path = "formats/mails.rs"]
mod mails;
#[path = "formats/pages.rs"]
mod pages;
#[path = "formats/pdfs.rs"]
mod pdfs;
#[path = "formats/read.rs"]
mod read;
#[path = "formats/tables.rs"]
mod tables;
#[path = "formats/texts.rs"]
mod texts;
