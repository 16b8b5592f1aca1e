use dossier_model::{BlockKind, Corpus, Document, EntityKind, Site};

use serde::{Deserialize, Serialize};

use crate::{
    dates::{self, Dates},
    given,
    merging::{Merged, Merger},
    names,
    quotations::{self, FoundQuotation},
    tagger::Model,
};

/// Finds what single documents speak of.
#[derive(Clone, Copy, Debug)]
pub struct Extractor {
    /// Without one, the rules find names alone.
    model: Option<&'static Model>,
}

/// What one document speaks of, before the corpus is known. It can be kept and given to a [`Merger`] another time, by a program
/// that finds the same; bytes that may come from elsewhere are to be checked by [`Found::fits`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub(crate) names: Vec<FoundName>,
    /// Names that the record gives and the text does not spell.
    pub(crate) unplaced: Vec<(EntityKind, String)>,
    /// Whether the names are the record's own, to be merged by nothing but their spelling.
    pub(crate) is_given: bool,
    pub(crate) dates: Dates,
    pub(crate) quotations: Vec<FoundQuotation>,
}

/// A name in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FoundName {
    pub(crate) range: dossier_model::ByteRange,
    pub(crate) text: String,
    pub(crate) kind: EntityKind,
    pub(crate) sureness: crate::typing::Sureness,
    /// It stands in brackets right behind the name before: 'Popular Mobilization Forces (PMF)'.
    pub(crate) in_bracket: bool,
}

impl Default for Extractor {
    fn default() -> Self {
        Self::new()
    }
}

impl Extractor {
    /// An extractor with the built-in word lists and model.
    pub fn new() -> Self {
        Self { model: Model::built_in() }
    }

    /// An extractor with a model that was trained just now, to measure it; it is kept until the program ends. `None`
    /// where the bytes are no model.
    #[cfg(feature = "training")]
    pub fn with_model(bytes: &[u8]) -> Option<Self> {
        let model = Model::read(bytes)?;
        Some(Self { model: Some(Box::leak(Box::new(model))) })
    }

    /// Finds names, dates and quotations in one document. Costs time linear in its length.
    pub fn find(&self, document: &Document) -> Found {
        let dates = dates::find(document);
        if let Some(given) = &document.given {
            let (names, unplaced) = given::locate(document, given);
            return Found { names, unplaced, is_given: true, dates, quotations: Vec::new() };
        }
        let names = names::find(document, &dates.found, self.model);
        let quotations = quotations::find(document, &names);
        Found { names, unplaced: Vec::new(), is_given: false, dates, quotations }
    }
}

/// The corpus of documents that were assembled, with what was found in each, one for each document in their order; bounds
/// the day of undated ones.
pub fn finish(site: Site, mut documents: Vec<Document>, found: Vec<Found>) -> Corpus {
    debug_assert_eq!(documents.len(), found.len(), "one find a document");
    let mut merger = Merger::default();
    for (document, found) in documents.iter_mut().zip(found) {
        merger.add(document, found);
    }
    let Merged { annotations, entities, .. } = merger.finish();
    Corpus { site, documents, annotations, entities, alike: Vec::new() }
}

/// All of extraction: the corpus of documents that were assembled.
pub fn annotate(site: Site, documents: Vec<Document>) -> Corpus {
    let extractor = Extractor::new();
    let found = documents.iter().map(|document| extractor.find(document)).collect();
    finish(site, documents, found)
}

/// Whether a block is part of the article's own words.
pub(crate) fn is_own(kind: BlockKind) -> bool {
    kind != BlockKind::SetAside
}
