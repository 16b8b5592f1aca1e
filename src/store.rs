//! The one source of truth, the view state, and what is derived from it.

use std::{ops::Deref, sync::Arc};

use dossier_index::{FacetCounts, Results};
use dossier_model::{DocumentIndex, Facet};
use dossier_view::{self as view, ViewState};
use leptos::prelude::*;

use crate::{
    boot,
    drawing::Drawing,
    engine::{Ask, Engine},
    erase::effect,
    history::{Entry, History},
    later,
    words::{Wanted, Words, words},
};

/// How many results a page of the list adds, where the page does not say it.
const PAGE: usize = 30;

/// How many results the list shows at first and 'Show more' adds: as the site chose, else [`PAGE`].
fn page_size() -> usize {
    boot::meta("dossier-page-size").and_then(|size| size.parse().ok()).unwrap_or(PAGE)
}

/// The view state and everything derived from it. `Copy`, provided as context to all components.
#[derive(Clone, Copy)]
pub(crate) struct Store {
    pub(crate) engine: Engine,
    state: RwSignal<ViewState>,
    history: History,
    /// What decides the results: the state without what is only opened.
    pub(crate) asked: Memo<ViewState>,
    /// The words of the view as they are read, once for all that show or mark them.
    pub(crate) wanted: Memo<Wanted>,
    pub(crate) results: Memo<Arc<Found>>,
    /// The same for what stands beside their list, which is drawn a frame after it.
    pub(crate) beside: RwSignal<Arc<Found>>,
    /// What of the state the reader chose from the facets: it stays the same while words are typed.
    pub(crate) chosen: RwSignal<ViewState>,
    /// The results of no question at all: the whole corpus.
    pub(crate) everything: Memo<Arc<Found>>,
    /// All documents of the results, by rank: for panels that look into each.
    pub(crate) found: Memo<Vec<u32>>,
    /// Whether what is to be asked about words is here, and whether the parts that come later are.
    pub(crate) has_words: RwSignal<bool>,
    pub(crate) has_later: RwSignal<bool>,
    /// Raised whenever more is known of what is new to the reader.
    pub(crate) fresh: RwSignal<u32>,
    shown: RwSignal<usize>,
    pub(crate) drawing: Drawing,
    /// A short message about what was just done, shown for a moment and read out.
    pub(crate) notice: RwSignal<String>,
    /// Which drawer is open where the screen is too narrow for columns.
    pub(crate) drawer: RwSignal<Option<Drawer>>,
    pub(crate) help: RwSignal<bool>,
    /// Whether the ways to take the view along are shown.
    pub(crate) export: RwSignal<bool>,
}

/// Results, and the words that they are of: those of the view may be newer.
pub(crate) struct Found {
    results: Results,
    pub(crate) wanted: Wanted,
}

impl Deref for Found {
    type Target = Results;

    fn deref(&self) -> &Results {
        &self.results
    }
}

/// What the bottom bar opens on narrow screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Drawer {
    Filters,
    Dates,
}

impl Store {
    /// A store on the view that the page's link names.
    pub(crate) fn new(engine: Engine) -> Self {
        let history = History::new();
        let state = RwSignal::new(history.current());
        let shown = RwSignal::new(page_size());
        let asked = Memo::new(move |_| state.with(ViewState::asked));
        let fresh = RwSignal::new(0);
        let has_words = RwSignal::new(words().is_some());
        let typed = Memo::new(move |_| asked.with(|asked| asked.query.clone()));
        let wanted = Memo::new_with_compare(
            move |_| {
                has_words.track();
                let (wanted, is_whole) = typed.with(|typed| engine.whole(|pack| Wanted::read(pack, typed)));
                if is_whole { wanted } else { Wanted::Unread }
            },
            |before, now| !before.zip(now).is_some_and(|(before, now)| before.is(now)),
        );
        let ask = move || {
            fresh.track();
            asked.with(|asked| Ask::for_words(wanted.get(), engine.pack_with_values(), asked))
        };
        // While something is still to come, the results before stay.
        let results = Memo::new_with_compare(
            move |before: Option<&Arc<Found>>| {
                let (found, is_whole) = listed(engine, &ask, shown.get());
                match before {
                    Some(before) if !is_whole => Arc::clone(before),
                    _ => Arc::new(found),
                }
            },
            always_new,
        );
        let drawing = Drawing::new();
        // Signals of their own, for a memo would wake all that reads it to tell it that nothing changed.
        let beside = RwSignal::new(results.get_untracked());
        effect(move || {
            let now = (!drawing.waits()).then(|| results.get());
            if let Some(now) = now.filter(|now| !beside.with_untracked(|before| Arc::ptr_eq(before, now))) {
                beside.set(now);
            }
        });
        let filters =
            move || ViewState { filters: asked.with(|asked| asked.filters.clone()), ..ViewState::default() };
        let chosen = RwSignal::new(untrack(filters));
        effect(move || {
            let now = filters();
            if chosen.with_untracked(|before| *before != now) {
                chosen.set(now);
            }
        });
        let everything = Memo::new_with_compare(
            move |_| {
                Arc::new(Found { results: search(engine, &ViewState::default(), 0), wanted: Wanted::Nothing })
            },
            always_new,
        );
        let found = Memo::new(move |_| {
            let (results, _) = engine.whole(|pack| ask().results(pack, 0, usize::MAX, false));
            results.hits.iter().map(|hit| hit.document.0).collect()
        });
        let store = Self {
            engine,
            state,
            history,
            asked,
            wanted,
            results,
            beside,
            chosen,
            everything,
            found,
            has_words,
            has_later: RwSignal::new(later::is_here()),
            fresh,
            shown,
            drawing,
            notice: RwSignal::new(String::new()),
            drawer: RwSignal::new(None),
            help: RwSignal::new(false),
            export: RwSignal::new(false),
        };
        history.on_travel(move |state| store.travel_to(state));
        effect(move || {
            if !drawing.waits() {
                document().set_title(&store.title());
            }
        });
        store
    }

    /// The store of the page.
    pub(crate) fn of_page() -> Self {
        expect_context()
    }

    /// Keeps what the history remembers of this view, for the app is about to leave the page.
    pub(crate) fn leave(self) {
        self.history.leave();
    }

    /// Reads the view, tracked.
    pub(crate) fn with<T>(self, read: impl FnOnce(&ViewState) -> T) -> T {
        self.state.with(read)
    }

    /// The view as it is now, for event handlers.
    pub(crate) fn now(self) -> ViewState {
        self.state.get_untracked()
    }

    /// Goes to a view and adds it to the browser's history.
    pub(crate) fn go(self, mut next: ViewState) {
        next.made_on = None;
        if next == self.now() {
            return;
        }
        self.history.push(&next);
        self.set(next, false);
    }

    /// Goes to a view in place of the present one: for typing and dragging, which are one step each as a whole.
    pub(crate) fn amend(self, mut next: ViewState) {
        next.made_on = None;
        if next == self.now() {
            return;
        }
        self.history.replace_soon(&next);
        self.set(next, true);
    }

    /// Changes the view by one of its edits, as a step of its own.
    pub(crate) fn edit(self, change: impl FnOnce(&ViewState) -> ViewState) {
        self.go(change(&self.now()));
    }

    /// A link to the view that an edit would make, tracked.
    pub(crate) fn href(self, change: impl FnOnce(&ViewState) -> ViewState) -> String {
        let mut next = self.with(change);
        next.made_on = None;
        format!("#{}", view::format(&next))
    }

    /// Sets the view; where it `hurries`, what stands beside the results comes after them.
    fn set(self, next: ViewState, hurries: bool) {
        if next.asked() != self.asked.get_untracked() {
            let page = page_size();
            self.shown.set(page);
            self.drawing.begin(0, page, hurries);
        }
        self.state.set(next);
    }

    fn travel_to(self, entry: Entry) {
        self.drawer.set(None);
        self.shown.set(entry.shown.unwrap_or(PAGE));
        self.drawing.at_once();
        self.state.set(entry.state);
    }

    /// Whether the reader just came back to this view, which is about to be scrolled as it was left.
    pub(crate) fn is_coming_back(self) -> bool {
        self.history.is_restoring()
    }

    /// Lists more of the results.
    pub(crate) fn show_more(self) {
        let shown = self.shown.get_untracked();
        self.drawing.begin(shown, shown + page_size(), false);
        self.shown.set(shown + page_size());
        self.history.note_shown(self.shown.get_untracked());
    }

    /// What can be asked about words, once it is here, tracked.
    pub(crate) fn words_here(self) -> Option<&'static dyn Words> {
        if self.has_words.get() { words() } else { None }
    }

    /// The open document, tracked.
    pub(crate) fn open_document(self) -> Option<DocumentIndex> {
        self.with(|state| self.engine.open_document(state))
    }

    /// How many articles a view has.
    pub(crate) fn count(self, state: &ViewState) -> usize {
        search(self.engine, state, 0).total
    }

    /// How many of the present results have each value of a facet, tracked. Values that are not here are fetched.
    pub(crate) fn facet_counts(self, facet: Facet) -> Vec<u32> {
        let _ = self.engine.pack();
        self.counts(|facets| facets.counts(facet).to_vec())
    }

    /// Of the counts of the present results, tracked.
    pub(crate) fn counts<T: Default>(self, read: impl FnOnce(&FacetCounts) -> T) -> T {
        self.beside.with(|results| results.facets.as_ref().map(read).unwrap_or_default())
    }

    /// The view in words: '2 of 5 articles: “fully secured”'.
    pub(crate) fn words(self) -> String {
        let total = self.results.with(|results| results.total);
        self.asked.with(|state| view::describe(total, self.engine.pack().len(), state, &self.engine))
    }

    /// What the browser's tab says, tracked.
    fn title(self) -> String {
        let site = &self.engine.pack().site().title;
        self.with(|state| view::share_title(site, state, &self.engine))
    }

    /// Says something for a moment.
    pub(crate) fn say(self, what: impl Into<String>) {
        self.notice.set(what.into());
    }
}

/// The results of a view with all that their list shows, and whether nothing of it is still to come.
fn listed(engine: Engine, ask: &dyn Fn() -> Ask, limit: usize) -> (Found, bool) {
    let ((results, wanted), is_whole) = engine.whole(|pack| {
        let ask = ask();
        let results = ask.answer(engine, limit);
        for hit in results.iter().filter(|_| !pack.is_whole()).flat_map(|results| &results.hits) {
            let _ = pack.document(hit.document);
            ask.wanted.look_into(pack, hit.document);
        }
        (results, ask.wanted)
    });
    let is_whole = is_whole && results.is_some();
    (Found { results: results.unwrap_or_default(), wanted }, is_whole)
}

/// Asks for all that a view shows at first, so that what is not here is noted as missing.
pub(crate) fn ask_for_first_view(engine: Engine, view: &ViewState) {
    let pack = engine.pack();
    let _ = listed(engine, &|| Ask::new(pack, &view.asked()), page_size());
    if view.open.is_some() || view.about.is_some() {
        pack.ask_for_values();
    }
    if let Some(document) = view.open.as_ref().and_then(|id| pack.document_by_key(id.as_str())) {
        let _ = (pack.document(document), pack.text(document));
    }
}

fn search(engine: Engine, state: &ViewState, limit: usize) -> Results {
    let pack = engine.pack_with_values();
    Ask::new(pack, state).results(pack, 0, limit, true)
}

/// Whether a memo changed when it ran again: its inputs did, so its results count as new without comparing them.
fn always_new(_: Option<&Arc<Found>>, _: Option<&Arc<Found>>) -> bool {
    true
}
