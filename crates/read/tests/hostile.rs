//! Hostile files: what each tries, and what comes of it. None may panic, take long, or go unnamed where it can't be read.
//!
//! Those that are large are made here and not kept as files. `crates/cli/tests/command/hostile.rs` has what needs a disk.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

#[path = "formats/read.rs"]
#[allow(dead_code, reason = "the tests of formats need more of it")]
mod read;

#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "hostile/deep.rs"]
mod deep;
#[path = "hostile/signs.rs"]
mod signs;

use std::time::{Duration, Instant};

use dossier_model::Document;
use dossier_read::read_file;

/// What a file may take at most. A debug build on a busy machine needs some of it; what grows with the square needs hours.
const LONGEST: Duration = Duration::from_secs(120);
/// How large 'large' is: ten megabytes, of which a debug build takes a tenth.
const LARGE: usize = if cfg!(debug_assertions) { 1_000_000 } else { 10_000_000 };

/// Reads a file and looks at what no file may do.
fn read_all(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Result<Document, String>> {
    let start = Instant::now();
    let read = read_file(name, bytes.as_ref());
    assert!(start.elapsed() < LONGEST, "{name} took {:?}", start.elapsed());
    assert!(!read.is_empty(), "{name} is neither read nor named");
    for document in read.iter().flatten() {
        assert!(document.title.text.chars().count() <= 501, "{name}");
        assert!(!document.title.text.is_empty() && !document.key.is_empty(), "{name}");
        assert!(document.key.len() <= 120, "{name}");
        let labels = [Some(&document.title.text), document.source.as_ref(), document.byline.as_ref()];
        for label in labels.into_iter().flatten() {
            assert!(
                !label.contains(|sign: char| sign.is_control() || ('\u{202A}'..='\u{202E}').contains(&sign))
            );
        }
        assert!(
            document.url.as_ref().is_none_or(|url| url.starts_with("http")),
            "{name}: {:?}",
            document.url
        );
    }
    read.into_iter().map(|read| read.map_err(|error| error.to_string())).collect()
}

/// The only article of a file.
fn article(name: &str, bytes: impl AsRef<[u8]>) -> Document {
    let mut read = read_all(name, bytes);
    assert_eq!(read.len(), 1, "{name}");
    read.remove(0).unwrap_or_else(|error| panic!("{error}"))
}

/// Why a file could not be read; the reason begins with its name and is short enough to be read.
fn refused(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let error =
        read_all(name, bytes).into_iter().find_map(Result::err).unwrap_or_else(|| panic!("{name} was read"));
    assert!(error.starts_with(name), "{error}");
    assert!(error.len() < 600, "{error}");
    error
}
