//! Reading fixtures, and looking at what came of them.

use std::{
    fs,
    io::{Cursor, Write},
    path::Path,
};

use dossier_model::{BlockKind, Document};
use dossier_read::read_file;
use zip::{ZipWriter, write::SimpleFileOptions};

/// The articles of a fixture, under its path below the fixtures.
pub(crate) fn all(path: &str) -> Vec<Result<Document, String>> {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)).unwrap();
    read_file(path, &bytes).into_iter().map(|read| read.map_err(|error| error.to_string())).collect()
}

/// The one article of a fixture.
pub(crate) fn one(path: &str) -> Document {
    let mut read = all(path);
    assert_eq!(read.len(), 1, "{path}");
    read.remove(0).unwrap()
}

/// A zip of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// When it was published, and why that is believed.
pub(crate) fn published(document: &Document) -> (String, String) {
    let reasons = document.published.evidence.iter().map(|evidence| evidence.reason.as_str());
    (document.published.span.edtf(), reasons.collect::<Vec<_>>().join("; "))
}

/// A document's blocks as `kind: words`; paragraphs without a kind.
pub(crate) fn lines(document: &Document) -> Vec<String> {
    let line = |block: &dossier_model::Block| {
        let words = block.range.of(&document.text);
        match block.kind {
            BlockKind::Paragraph => words.to_owned(),
            kind => format!("{kind:?}: {words}"),
        }
    };
    document.blocks.iter().map(line).collect()
}

/// Title, byline, source and address; `-` for none.
pub(crate) fn head(document: &Document) -> [&str; 4] {
    [
        &document.title.text,
        document.byline.as_deref().unwrap_or("-"),
        document.source.as_deref().unwrap_or("-"),
        document.url.as_deref().unwrap_or("-"),
    ]
}
