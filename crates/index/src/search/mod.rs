//! From a query to what is shown: which documents, in which order, with which counts, and where the words stand.

mod evaluate;
mod explain;
mod filter;
mod flat;
mod marks;
mod rank;
mod set;
mod similar;
mod snippet;
mod spell;
mod suggest;
mod tally;

use dossier_model::DocumentIndex;

pub use explain::{Explanation, Reason, ReasonKind};
pub use filter::{DateFilter, Filter, Undated};
pub(crate) use rank::Weights;
pub use similar::Similar;
pub use snippet::Snippet;

pub(crate) use snippet::lead_of;
pub(crate) use suggest::LazyNames;
pub use suggest::{SuggestedValue, Suggestions};
pub use tally::{FacetCounts, Histogram, TrackCounts};

use crate::{Pack, Query};
use evaluate::Evaluation;
use filter::DateTest;
use set::DocumentSet;

/// How results are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first (BM25F, the title over the body); equal ones newest first, undated last, then by key.
    #[default]
    Relevance,
    /// By date of publication, latest first, undated last, then by key.
    Newest,
    /// By date of publication, earliest first, undated last, then by key.
    Oldest,
}

/// What is asked of a [`Pack`].
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// What the text must hold.
    pub query: &'a Query,
    /// All of these hold.
    pub filters: &'a [Filter],
    /// Only of these documents, if any are named, in any order.
    pub among: Option<&'a [u32]>,
    /// When it was published, or which dates it mentions.
    pub dates: Option<DateFilter>,
    /// The order of the hits.
    pub sort: Sort,
    /// Hits to pass over.
    pub offset: usize,
    /// The most hits to give.
    pub limit: usize,
    /// Whether to count facet values and fill the histogram over all results.
    pub facets: bool,
}

impl<'a> Search<'a> {
    /// The first twenty results of a query, with counts.
    pub fn new(query: &'a Query) -> Self {
        let sort = Sort::default();
        Self { query, filters: &[], among: None, dates: None, sort, offset: 0, limit: 20, facets: true }
    }
}

/// A document that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The document.
    pub document: DocumentIndex,
    /// How well it matches, from 0; comparable within one search only. Always 0 where order is by date.
    pub score: f32,
    /// Whether its date certainly lies in the range asked for; true if none was.
    pub certain: bool,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// How many documents there are in all.
    pub total: usize,
    /// Those from the search's offset on, up to its limit.
    pub hits: Vec<Hit>,
    /// Counts over all results, if asked for.
    pub facets: Option<FacetCounts>,
    /// Dates of all results, if facets were asked for.
    pub histogram: Option<Histogram>,
}

impl Pack {
    /// Finds, filters, counts and ranks.
    pub fn search(&self, search: &Search<'_>) -> Results {
        let pack = self.worded();
        let mut evaluation = Evaluation::new(pack);
        let mut found = evaluation.matches(&search.query.root);
        let documents = pack.narrowed(search, &mut found);
        let mut scores = None;
        if search.sort == Sort::Relevance {
            evaluation.match_pairs(&search.query.root, &found);
            scores = evaluation.scores(&found);
        }
        pack.results(search, &documents, scores.as_deref())
    }

    /// What [`Pack::search`] answers where the query is empty; the query is not looked at. For a program that has the code
    /// for words only once they are asked for.
    pub fn browse(&self, search: &Search<'_>) -> Results {
        let documents = self.narrowed(search, &mut DocumentSet::all(self.documents));
        self.results(search, &documents, None)
    }

    /// Leaves out what the filters and dates leave out; what is left, ascending.
    fn narrowed(&self, search: &Search<'_>, found: &mut DocumentSet) -> Vec<u32> {
        for filter in search.filters {
            filter.narrow(self, found);
        }
        if let Some(among) = search.among {
            let mut set = DocumentSet::none(self.documents);
            among.iter().for_each(|document| set.insert(*document));
            found.intersect(&set);
        }
        if let Some(filter) = search.dates {
            let dates = DateTest::new(&self.dates, filter);
            found.retain(|document| dates.keeps(document));
        }
        found.iter().collect()
    }

    /// Ranks and counts the documents that were found; `scores` by document.
    fn results(&self, search: &Search<'_>, documents: &[u32], scores: Option<&[f32]>) -> Results {
        let dates = search.dates.map(|filter| DateTest::new(&self.dates, filter));
        let hits = self.weights.best(documents, scores, search).into_iter().map(|document| Hit {
            document: DocumentIndex(document),
            score: scores.map_or(0.0, |scores| scores[document as usize]),
            certain: dates.as_ref().is_none_or(|dates| dates.is_certain(document)),
        });
        Results {
            total: documents.len(),
            hits: hits.collect(),
            facets: search.facets.then(|| FacetCounts::over(self, documents)),
            histogram: search.facets.then(|| Histogram::over(&self.dates, documents)),
        }
    }
}
