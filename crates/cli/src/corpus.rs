//! Extraction over all processors.

use anyhow::Result;
use dossier_extract::{Extractor, Found, finish, mend};
use dossier_model::{Corpus, Document, EntityEdit, Site};
use rayon::prelude::*;

use crate::{inputs::all, report::Report};

/// Extracts from assembled documents and mends what a person corrected; the outcome does not depend on the number of
/// processors.
///
/// # Errors
/// All edits that can't be done.
pub fn annotate(
    site: Site,
    documents: Vec<Document>,
    edits: &[EntityEdit],
    report: &Report,
) -> Result<Corpus> {
    let extractor = Extractor::new();
    let progress = report.progress("Finding names and dates", documents.len());
    let find = |document: &Document| {
        let found = extractor.find(document);
        progress.step();
        found
    };
    let found: Vec<Found> = documents.par_iter().map(find).collect();
    drop(progress);
    let mut corpus = finish(site, documents, found);
    mend(&mut corpus, edits).map_err(all)?;
    Ok(corpus)
}
