//! What the search box offers: names that become filters, words that go on from the last one, and articles.

use dossier_model::{DocumentIndex, Facet};
use dossier_view::Id;

use crate::{
    erase::{flag, on, part, prelude::*},
    focus, messages,
    store::Store,
};

/// What is offered, and which of it the arrows are at. `Copy`, shared by the box and its list.
#[derive(Clone, Copy)]
pub(crate) struct Offer {
    store: Store,
    is_open: RwSignal<bool>,
    pub(super) options: Memo<Vec<Choice>>,
    pub(super) active: RwSignal<Option<usize>>,
}

/// One thing that is offered.
#[derive(Clone, PartialEq)]
pub(crate) struct Choice {
    pub(super) kind: Kind,
    pub(super) label: String,
    /// In how many articles it is.
    pub(super) count: Option<u32>,
    /// The byte of the query from which on the choice stands in for it.
    pub(super) from: usize,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Value(Facet, u32),
    Word,
    Article(DocumentIndex),
}

impl Offer {
    pub(super) fn new(store: Store) -> Self {
        let is_open = RwSignal::new(false);
        let options = Memo::new(move |before: Option<&Vec<Choice>>| {
            let words = store.words_here().filter(|_| is_open.get());
            // The articles that a key finds are drawn before what it may go on to.
            if let Some(before) = before.filter(|_| words.is_some() && store.drawing.waits()) {
                return before.clone();
            }
            words
                .map(|words| words.choices(store, &store.with(|state| state.query.clone())))
                .unwrap_or_default()
        });
        Self { store, is_open, options, active: RwSignal::new(None) }
    }

    /// Whether there is a list.
    pub(super) fn is_open(self) -> bool {
        self.options.with(|options| !options.is_empty())
    }

    pub(super) fn open(self) {
        self.active.set(None);
        self.is_open.set(true);
    }

    /// Whether there was a list to close.
    pub(super) fn close(self) -> bool {
        let was_open = self.options.with_untracked(|options| !options.is_empty());
        self.is_open.set(false);
        self.active.set(None);
        was_open
    }

    /// Moves on through the list; whether it did, for beyond its ends is none of it.
    pub(super) fn step(self, by: isize) -> bool {
        let count = self.options.with_untracked(Vec::len) as isize;
        let next = self.active.get_untracked().map_or(-1, |active| active as isize) + by;
        let is_inside = (0..count).contains(&next);
        self.active.set(is_inside.then_some(next as usize));
        if is_inside {
            focus::reveal(&format!("#suggestion-{next}"), web_sys::ScrollLogicalPosition::Nearest);
        }
        is_inside || next == -1 && count > 0
    }

    /// The id of the option that the arrows are at.
    pub(super) fn active_id(self) -> String {
        self.active.get().map(|active| format!("suggestion-{active}")).unwrap_or_default()
    }

    /// Takes the option that the arrows are at; whether there was one.
    pub(super) fn take_active(self) -> bool {
        let Some(active) = self.active.get_untracked() else { return false };
        let choice = self.options.with_untracked(|options| options.get(active).cloned());
        choice.map(|choice| self.take(&choice)).is_some()
    }

    pub(super) fn take(self, choice: &Choice) {
        self.close();
        let store = self.store;
        let query = store.now().query;
        let before = query.get(..choice.from).unwrap_or_default();
        match choice.kind {
            Kind::Value(facet, value) => {
                let id = Id::new(store.engine.pack().facet_value(facet, value).id);
                // What is left of a name's quotation mark or minus goes with the name.
                let before =
                    before.trim_end_matches(|sign: char| sign.is_whitespace() || "\"“”„-".contains(sign));
                if let Some(id) = id {
                    store.edit(|state| state.with_query(before).require(facet, &id));
                }
            }
            Kind::Word => store.edit(|state| state.with_query(&format!("{before}{} ", choice.label))),
            Kind::Article(document) => {
                let id = Id::new(&store.engine.pack().document(document).key);
                store.edit(|state| state.with_open(id));
            }
        }
    }
}

/// The list below the search box.
#[component]
pub(super) fn SuggestionList(offer: Offer) -> impl IntoView {
    view! {
        <div
            id="suggestions"
            class="suggestions"
            role="listbox"
            aria-label=messages::SUGGESTIONS
            class:is-shown=flag(move || offer.is_open())
            // The field keeps the focus, or the list would close before the click.
            on:mousedown=on(|event: leptos::ev::MouseEvent| event.prevent_default())
        >
            {part(move || offer.store.words_here().map(|words| words.offered(offer)).into_any())}
        </div>
    }
}
