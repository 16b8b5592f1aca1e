//! The pack as components use it, and the view state in the engine's terms.

use dossier_index::{DateFilter, FacetCounts, Filter, Pack, Query, Results, Search, Sort, Undated};
use dossier_model::{DocumentIndex, EntityIndex, Facet};
use dossier_view::{self as view, Clause, Edition, Id, Names, ViewState};
use leptos::prelude::*;

use crate::{fresh, supply::Supply, words::Wanted};

/// The opened pack, which lives as long as the page, and how what it lacks comes. `Copy`, so that every closure can hold it.
#[derive(Clone, Copy)]
pub(crate) struct Engine {
    supply: Supply,
}

impl Engine {
    /// `folder` is where the pack came from, as the page names it: empty, or with a `/` at its end.
    pub(crate) fn new(pack: &'static Pack, folder: &str) -> Self {
        Self { supply: Supply::new(pack, folder) }
    }

    /// The pack, untracked. What is asked of it and is not here is fetched soon.
    pub(crate) fn pack(self) -> &'static Pack {
        self.supply.check_soon();
        self.supply.pack()
    }

    /// The pack, for what is to be computed again when more of it has come.
    pub(crate) fn pack_as_it_comes(self) -> &'static Pack {
        self.supply.track();
        self.pack()
    }

    /// The pack, for what is to be computed again once all values of facets are here.
    pub(crate) fn pack_with_values(self) -> &'static Pack {
        self.supply.track_values();
        self.pack()
    }

    /// An answer, and whether nothing that it needs is still to come. Tracked, where something is: what is whole stays so.
    pub(crate) fn whole<T>(self, ask: impl FnOnce(&'static Pack) -> T) -> (T, bool) {
        let pack = self.pack();
        let before = pack.lacking();
        let answer = ask(pack);
        let is_whole = pack.lacking() == before;
        if !is_whole {
            self.supply.track();
        }
        (answer, is_whole)
    }

    /// An answer, once all that it needs is here; `None` where something did not come.
    pub(crate) async fn settled<T>(self, ask: impl Fn() -> T) -> Option<T> {
        loop {
            if let Some(answer) = self.at_once(&ask) {
                return Some(answer);
            }
            if !self.supply.fetch_missing().await {
                return None;
            }
        }
    }

    /// An answer, where nothing that it needs is still to come. Else what is missing is left for [`Supply::fetch_missing`].
    pub(crate) fn at_once<T>(self, ask: impl FnOnce() -> T) -> Option<T> {
        let pack = self.supply.pack();
        let before = pack.lacking();
        let answer = untrack(ask);
        (pack.lacking() == before).then_some(answer)
    }

    /// What is still to come, for the page to say.
    pub(crate) fn supply(self) -> Supply {
        self.supply
    }

    /// The version of the corpus.
    pub(crate) fn edition(self) -> Edition {
        let pack = self.supply.pack();
        Edition { articles: pack.len() as u32, version: pack.version() }
    }

    /// The document that a state has open, if this corpus has it.
    pub(crate) fn open_document(self, state: &ViewState) -> Option<DocumentIndex> {
        self.pack_as_it_comes().document_by_key(state.open.as_ref()?.as_str())
    }

    /// The link id of a facet's value.
    pub(crate) fn id(self, facet: Facet, value: u32) -> Option<Id> {
        Id::new(self.pack().facet_value(facet, value).id)
    }

    /// The facet and link id of an entity.
    pub(crate) fn entity_id(self, entity: EntityIndex) -> Option<(Facet, Id)> {
        let (facet, value) = self.pack().entity_value(entity);
        Some((facet, self.id(facet, value)?))
    }
}

impl Names for Engine {
    fn label(&self, facet: Facet, id: &Id) -> Option<String> {
        let pack = self.pack_with_values();
        let value = pack.facet_value_by_id(facet, id.as_str())?;
        Some(pack.facet_value(facet, value).label.to_owned())
    }

    fn title(&self, id: &Id) -> Option<String> {
        let pack = self.pack_as_it_comes();
        Some(pack.document(pack.document_by_key(id.as_str())?).title.text)
    }
}

/// Sorts values by how often each is counted, the most first. Sorted are numbers of 64 bits, as in the search itself: a
/// sort of any other type would cost the page another kilobyte.
pub(crate) fn most_first(values: &mut [u32], counts: &[u32]) {
    let count = |value: u32| counts.get(value as usize).copied().unwrap_or(0);
    let key = |value: &u32| u64::from(u32::MAX - count(*value)) << 32 | u64::from(*value);
    let mut keys: Vec<u64> = values.iter().map(key).collect();
    keys.sort_unstable();
    for (value, key) in values.iter_mut().zip(keys) {
        *value = key as u32;
    }
}

/// The values that are counted at all, the most first.
pub(crate) fn counted(counts: &[u32]) -> Vec<u32> {
    let counted = (0..).zip(counts).filter(|(_, count)| **count > 0);
    let mut values: Vec<u32> = counted.map(|(value, _)| value).collect();
    most_first(&mut values, counts);
    values
}

/// As [`counted`]; of a pack that lacks values these are asked for where one of them may be among the first so many, and
/// where there may be others behind those.
pub(crate) fn most(counts: &FacetCounts, facet: Facet, first: usize) -> Vec<u32> {
    let here = counts.counts_here(facet);
    let values = counted(here);
    let least = values.get(first).and_then(|_| here.get(*values.get(first - 1)? as usize));
    counts.ask(facet, least.copied().unwrap_or(0));
    values
}

/// What a view state asks of the engine, with its ids looked up in one pack.
pub(crate) struct Ask {
    pub(crate) wanted: Wanted,
    filters: Vec<Filter>,
    among: Option<Vec<u32>>,
    dates: Option<DateFilter>,
    sort: Sort,
}

impl Ask {
    pub(crate) fn new(pack: &Pack, state: &ViewState) -> Self {
        Self::for_words(Wanted::read(pack, &state.query), pack, state)
    }

    /// As [`Ask::new`], with the words of the state as they were read before.
    pub(crate) fn for_words(wanted: Wanted, pack: &Pack, state: &ViewState) -> Self {
        Self {
            wanted,
            filters: filters(pack, state),
            among: state.new.then(fresh::all),
            dates: dates(state),
            sort: match state.sort {
                view::Sort::Relevance => Sort::Relevance,
                view::Sort::Newest => Sort::Newest,
                view::Sort::Oldest => Sort::Oldest,
            },
        }
    }

    /// Up to `limit` hits from `offset` on, with counts where `facets` says so.
    pub(crate) fn results(&self, pack: &Pack, offset: usize, limit: usize, facets: bool) -> Results {
        self.wanted.results(pack, self.search(&Query::default(), offset, limit, facets))
    }

    /// The first `limit` hits with counts; nothing where they are still to come, tracked.
    pub(crate) fn answer(&self, engine: Engine, limit: usize) -> Option<Results> {
        self.wanted.answer(engine, self.search(&Query::default(), 0, limit, true))
    }

    fn search<'a>(&'a self, query: &'a Query, offset: usize, limit: usize, facets: bool) -> Search<'a> {
        let (filters, among) = (self.filters.as_slice(), self.among.as_deref());
        Search { query, filters, among, dates: self.dates, sort: self.sort, offset, limit, facets }
    }
}

fn filters(pack: &Pack, state: &ViewState) -> Vec<Filter> {
    let clauses = Facet::ALL
        .into_iter()
        .flat_map(|facet| state.filters.clauses(facet).iter().map(move |clause| (facet, clause)));
    clauses
        .map(|(facet, clause)| {
            let (ids, negated) = match clause {
                Clause::AnyOf(ids) => (ids, false),
                Clause::NoneOf(ids) => (ids, true),
            };
            let values = ids.iter().map(|id| pack.facet_value_by_id(facet, id.as_str())).collect();
            Filter { facet, values, negated }
        })
        .collect()
}

/// Nothing where the view neither has a range nor treats undated articles in any way of its own.
fn dates(state: &ViewState) -> Option<DateFilter> {
    let dates = &state.dates;
    let filtered = dates.from.is_some() || dates.to.is_some() || dates.undated.is_some();
    filtered.then(|| DateFilter {
        track: dates.on,
        from: dates.from.map(|date| date.first()),
        to: dates.to.map(|date| date.last()),
        undated: match dates.effective_undated() {
            view::Undated::Keep => Undated::Keep,
            view::Undated::LeaveOut => Undated::LeaveOut,
            view::Undated::Only => Undated::Only,
        },
    })
}
