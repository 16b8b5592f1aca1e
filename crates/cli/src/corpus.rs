//! Extraction over all processors.

use std::{cell::RefCell, mem, panic::resume_unwind, sync::OnceLock, thread};

use anyhow::Result;
use dossier_extract::{Extractor, Found, Merged, Merger, load_gazetteer, mend_without_texts};
use dossier_model::{ByteRange, Corpus, Document, EntityEdit, Published, Site};

use crate::{
    cache::{Cache, Kind},
    inputs::all,
    known::{decoded, encoded},
    report::Report,
    shelf::Shelf,
};

/// Extracts from assembled documents and mends what a person corrected; the outcome does not depend on the number of
/// processors, nor on what is known.
///
/// # Errors
/// All edits that can't be done; where a text can't be read again.
pub fn annotate(site: Site, mut shelf: Shelf, edits: &[EntityEdit], report: &Report) -> Result<Corpus> {
    let (mut corpus, ()) =
        annotate_again(site, &mut shelf, edits, &mut Cache::default(), report, |_, _| Ok(()))?;
    corpus.documents = shelf.into_documents()?;
    Ok(corpus)
}

/// As [`annotate`], with what is known of articles by their prints; what is new is kept. The documents stay on the shelf.
/// What else is to be done with them is done beside bringing together what was found, which takes one processor.
///
/// # Errors
/// As [`annotate`], and those of `beside`.
pub(crate) fn annotate_again<T>(
    site: Site,
    shelf: &mut Shelf,
    edits: &[EntityEdit],
    cache: &mut Cache,
    report: &Report,
    beside: impl FnOnce(&Shelf, &mut Cache) -> Result<T>,
) -> Result<(Corpus, T)> {
    let merger = find(shelf, cache, report)?;
    let (merged, beside) = thread::scope(|scope| {
        let merged = scope.spawn(|| merger.finish());
        load_gazetteer();
        let beside = beside(shelf, cache);
        (merged.join().unwrap_or_else(|panic| resume_unwind(panic)), beside)
    });
    let Merged { annotations, entities, commas } = merged;
    let beside = beside?;
    let documents = std::mem::take(&mut shelf.documents);
    let mut corpus = Corpus { site, documents, annotations, entities, alike: Vec::new() };
    let last = RefCell::new((usize::MAX, String::new()));
    let words = |document: usize, range: ByteRange| {
        let mut last = last.borrow_mut();
        if last.0 != document {
            *last = (document, dossier_index::Texts::text(&shelf.texts, document).1.into_owned());
        }
        range.of(&last.1).to_owned()
    };
    let mended = mend_without_texts(&mut corpus, &commas, edits, words).map_err(all);
    shelf.documents = std::mem::take(&mut corpus.documents);
    mended.and_then(|()| shelf.texts.judge()).map(|()| (corpus, beside))
}

/// What is found in the documents. What is known and can't be of one is looked for again.
fn find(shelf: &mut Shelf, cache: &mut Cache, report: &Report) -> Result<Merger> {
    // Where all is known there is none to wait for.
    let extractor = OnceLock::new();
    let progress = report.progress("Finding names and dates", shelf.documents.len());
    let (mut merger, mut published) = (Merger::default(), Vec::with_capacity(shelf.documents.len()));
    // While some are looked into, those before them are added, which takes one processor.
    let mut before: Vec<(Document, Found)> = Vec::new();
    for some in shelf.some_at_a_time() {
        let find = |at: usize, document: Document| {
            let print = shelf.print(at);
            let known = cache.get(Kind::Found, print.as_ref()).and_then(|bytes| decoded(&bytes, &document));
            let is_known = known.is_some();
            let found = known.unwrap_or_else(|| extractor.get_or_init(Extractor::new).find(&document));
            progress.step();
            let new = print.filter(|_| !is_known).map(|_| encoded(&found));
            (document, found, new)
        };
        let add = || add(&mut merger, &mut published, mem::take(&mut before));
        let (found, ()) = rayon::join(|| shelf.make(some.clone(), find), add);
        for (at, (document, found, new)) in some.zip(found?) {
            if let Some(print) = shelf.print(at) {
                cache.keep(Kind::Found, print, new.as_deref());
            }
            before.push((document, found));
        }
    }
    add(&mut merger, &mut published, before);
    for (document, published) in shelf.documents.iter_mut().zip(published) {
        document.published = published;
    }
    Ok(merger)
}

/// Adds what was found in some documents, and notes when each was published as that bounds it.
fn add(merger: &mut Merger, published: &mut Vec<Published>, some: Vec<(Document, Found)>) {
    for (mut document, found) in some {
        merger.add(&mut document, found);
        published.push(document.published);
    }
}
