//! A part of a corpus: articles as they were read, with what was found in each, in one file that `dossier merge` takes.
//!
//! What looks over the whole corpus is left to the merge: the order, names in links, duplicates, corpus.toml, and which
//! names are the same. So the order of parts, and which article is in which, makes no difference.
//!
//! A part is a file of `frames`; a frame is an article, its [`Document`] and then its [`Found`], both by postcard. Articles
//! are read and written some at a time: a part of any length needs little memory.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write},
    path::Path,
};

use anyhow::{Context, Result, anyhow, bail};
use dossier_extract::{Extractor, Found};
use dossier_model::{ByteRange, Day, Document};
use rayon::prelude::*;
use tempfile::NamedTempFile;

use crate::{
    frames::{FrameError, Reader, Writer},
    known::{decoded, encoded},
};

const KIND: [u8; 8] = *b"DOSSPRT1";

/// Writes a part. It gets its name when it is finished, so that nobody takes half of it for the whole.
pub(crate) struct PartWriter<'p> {
    path: &'p Path,
    frames: Writer<BufWriter<NamedTempFile>>,
    extractor: Extractor,
}

impl<'p> PartWriter<'p> {
    pub(crate) fn new(path: &'p Path) -> Result<Self> {
        if path.exists() && !is_part(path) {
            bail!("{}: is there already and is no part; give another name", path.display());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).with_context(|| cannot(path))?;
        let frames = Writer::new(BufWriter::new(file), KIND).with_context(|| cannot(path))?;
        Ok(Self { path, frames, extractor: Extractor::new() })
    }

    /// Finds what is in some articles, on all processors, and adds them.
    pub(crate) fn add(&mut self, documents: &[Document]) -> Result<()> {
        let frame = |document| {
            let found = encoded(&self.extractor.find(document));
            let mut bytes =
                postcard::to_allocvec(document).expect("documents hold nothing that postcard can't write");
            bytes.extend(found);
            bytes
        };
        let frames: Vec<Vec<u8>> = documents.par_iter().map(frame).collect();
        frames.iter().try_for_each(|bytes| self.frames.frame(bytes)).with_context(|| cannot(self.path))
    }

    pub(crate) fn finish(self) -> Result<()> {
        let mut written = self.frames.finish().with_context(|| cannot(self.path))?;
        written.flush().with_context(|| cannot(self.path))?;
        let file =
            written.into_inner().map_err(|error| error.into_error()).with_context(|| cannot(self.path))?;
        file.as_file().sync_all().with_context(|| cannot(self.path))?;
        file.persist(self.path).map_err(|error| error.error).with_context(|| cannot(self.path))?;
        Ok(())
    }
}

fn cannot(path: &Path) -> String {
    format!("{}: cannot be written", path.display())
}

fn is_part(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| !matches!(Reader::new(file, KIND), Err(FrameError::NotOurs)))
}

/// Reads a part, and gives each of its articles to `take`. What was given is of no use where this fails.
///
/// # Errors
/// Those of `take`; where it is no part, one that another version made, or was cut off or changed.
pub(crate) fn read(path: &Path, mut take: impl FnMut(Document, Found) -> Result<()>) -> Result<()> {
    let file = File::open(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
    let told = |error| anyhow!("{}: {}", path.display(), words(error));
    let mut frames = Reader::new(BufReader::new(file), KIND).map_err(told)?;
    while let Some(frame) = frames.next().map_err(told)? {
        let (document, found) = article(&frame).ok_or_else(|| told(FrameError::Broken))?;
        take(document, found)?;
    }
    Ok(())
}

fn article(frame: &[u8]) -> Option<(Document, Found)> {
    let (document, rest) = postcard::take_from_bytes::<Document>(frame).ok()?;
    let found = is_sound(&document).then(|| decoded(rest, &document))??;
    Some((document, found))
}

fn words(error: FrameError) -> String {
    match error {
        FrameError::NotOurs => {
            "is no part; parts are what `dossier build --part FILE PATH...` writes".to_owned()
        }
        FrameError::OtherExtractor => {
            "another version of dossier made this part; make it again with this one".to_owned()
        }
        FrameError::Broken => "the part was cut off or changed on its way; copy or make it again".to_owned(),
        FrameError::Io(error) => error.to_string(),
    }
}

/// Whether every place that a document names is in its text, and its days are days.
pub(crate) fn is_sound(document: &Document) -> bool {
    let is_in = |range: ByteRange| range.start <= range.end && document.text.get(range.range()).is_some();
    let is_day = |day: Option<Day>| day.is_none_or(|day| (Day::MIN..=Day::MAX).contains(&day));
    let blocks = &document.blocks;
    let span = document.published.span;
    !document.key.is_empty()
        && blocks.iter().all(|block| is_in(block.range))
        && blocks.is_sorted_by(|earlier, later| earlier.range.end <= later.range.start)
        && document.title.range.is_none_or(is_in)
        && document.published.evidence.iter().filter_map(|evidence| evidence.passage).all(is_in)
        && is_day(span.from)
        && is_day(span.to)
        && span.from.zip(span.to).is_none_or(|(from, to)| from <= to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_outside_of_the_text_are_no_article() {
        let document =
            dossier_read::document_from_body("a", "a", "One word.".into(), Some("T".into())).unwrap();
        assert!(is_sound(&document));
        let short = Document { text: "O".into(), ..document.clone() };
        let mut backward = document.clone();
        backward.blocks[0].range = ByteRange { start: 4, end: 1 };
        let mut never = document.clone();
        never.published.span =
            dossier_model::DateSpan { from: Some(Day::MAX), to: Some(Day::MIN), ..never.published.span };
        assert!(![short, backward, never, Document { key: String::new(), ..document }].iter().any(is_sound));
    }
}
