//! Extraction over all processors.

use std::path::Path;

use anyhow::Result;
use dossier_extract::{Extractor, Found, finish, mend};
use dossier_model::{Corpus, Document, EntityEdit, Site};
use rayon::prelude::*;

use crate::{
    cache,
    inputs::all,
    known::{Known, encoded, print},
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
    known: &Known,
    report: &Report,
) -> Result<Corpus> {
    let found = find(&documents, known, report).into_iter().map(|(found, _)| found).collect();
    complete(site, documents, found, edits)
}

/// As [`annotate`], with what the last build found and kept in a file, in which what this one finds is kept then.
///
/// # Errors
/// All edits that can't be done.
pub(crate) fn annotate_again(
    site: Site,
    documents: Vec<Document>,
    edits: &[EntityEdit],
    cache: &Path,
    report: &Report,
) -> Result<Corpus> {
    let known = cache::read(cache);
    let found = find(&documents, &known, report);
    let is_as_it_was = found.len() == known.0.len() && found.iter().all(|(_, is_new)| !is_new);
    if !is_as_it_was {
        let kept = documents.par_iter().zip(&found);
        let kept = kept.map(|(document, (found, _))| (print(document), encoded(found)));
        cache::write(cache, &Known(kept.collect()), report);
    }
    complete(site, documents, found.into_iter().map(|(found, _)| found).collect(), edits)
}

/// What is found in each document, and whether it had to be looked for.
fn find(documents: &[Document], known: &Known, report: &Report) -> Vec<(Found, bool)> {
    let extractor = Extractor::new();
    let progress = report.progress("Finding names and dates", documents.len());
    let find = |document: &Document| {
        let found = known.find(&extractor, document);
        progress.step();
        found
    };
    documents.par_iter().map(find).collect()
}

fn complete(site: Site, documents: Vec<Document>, found: Vec<Found>, edits: &[EntityEdit]) -> Result<Corpus> {
    let mut corpus = finish(site, documents, found);
    mend(&mut corpus, edits).map_err(all)?;
    Ok(corpus)
}
