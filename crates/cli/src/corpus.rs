//! Extraction over all processors.

use dossier_extract::{Extractor, Found, finish};
use dossier_model::{Corpus, Document, Site};
use rayon::prelude::*;

use crate::report::Report;

/// Extracts from assembled documents; the outcome does not depend on the number of processors.
pub fn annotate(site: Site, documents: Vec<Document>, report: &Report) -> Corpus {
    let extractor = Extractor::new();
    let progress = report.progress("Finding names and dates", documents.len());
    let find = |document: &Document| {
        let found = extractor.find(document);
        progress.step();
        found
    };
    let found: Vec<Found> = documents.par_iter().map(find).collect();
    drop(progress);
    finish(site, documents, found)
}
