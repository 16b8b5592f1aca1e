//! Extraction over all processors.

use anyhow::Result;
use dossier_extract::{Extractor, Found, finish, mend};
use dossier_model::{Corpus, Document, EntityEdit, Site};
use rayon::prelude::*;

use crate::{
    cache::{Cache, Kind},
    inputs::all,
    known::{Print, decoded, encoded},
    report::Report,
};

/// Extracts from assembled documents and mends what a person corrected; the outcome does not depend on the number of
/// processors, nor on what is known.
///
/// # Errors
/// All edits that can't be done.
pub fn annotate(
    site: Site,
    documents: Vec<Document>,
    edits: &[EntityEdit],
    report: &Report,
) -> Result<Corpus> {
    annotate_again(site, documents, &[], edits, &mut Cache::default(), report)
}

/// As [`annotate`], with what is known of articles with these prints; what is new is kept.
///
/// # Errors
/// All edits that can't be done.
pub(crate) fn annotate_again(
    site: Site,
    documents: Vec<Document>,
    prints: &[Print],
    edits: &[EntityEdit],
    cache: &mut Cache,
    report: &Report,
) -> Result<Corpus> {
    let (found, new): (Vec<_>, Vec<_>) = find(&documents, prints, cache, report).into_iter().unzip();
    cache.keep(Kind::Found, prints.iter().copied().zip(new));
    complete(site, documents, found, edits)
}

/// What is found in each document, and what of that is to be kept. What is known and can't be of a document is looked for again.
fn find(
    documents: &[Document],
    prints: &[Print],
    cache: &Cache,
    report: &Report,
) -> Vec<(Found, Option<Box<[u8]>>)> {
    let extractor = Extractor::new();
    let progress = report.progress("Finding names and dates", documents.len());
    let find = |(at, document): (usize, &Document)| {
        let print = prints.get(at);
        let known = cache.get(Kind::Found, print).and_then(|bytes| decoded(bytes, document));
        let found = match known {
            Some(found) => (found, None),
            None => {
                let found = extractor.find(document);
                let new = print.map(|_| encoded(&found));
                (found, new)
            }
        };
        progress.step();
        found
    };
    documents.par_iter().enumerate().map(find).collect()
}

fn complete(site: Site, documents: Vec<Document>, found: Vec<Found>, edits: &[EntityEdit]) -> Result<Corpus> {
    let mut corpus = finish(site, documents, found);
    mend(&mut corpus, edits).map_err(all)?;
    Ok(corpus)
}
