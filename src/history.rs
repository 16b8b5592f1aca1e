//! The view state and the browser's history, kept equal.
//!
//! The fragment of the page's address is the view. Every entry of the history also remembers, under its number, what
//! no link should carry: how far each column was scrolled, what had the focus, and how many results were listed, so
//! that back and forward restore exactly. That memory outlives a reload in the tab's session storage.

use std::{cell::RefCell, rc::Rc};

use dossier_view::{self as view, ViewState};
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::focus::{self, Place};

/// For how many milliseconds typing rests before the address follows. Safari refuses more than 100 changes in 30 s.
const REST: u32 = 350;
const STORAGE_KEY: &str = "dossier-history";

/// A view that the reader came back to.
pub(crate) struct Entry {
    pub(crate) state: ViewState,
    pub(crate) shown: Option<usize>,
}

#[derive(Clone, Copy)]
pub(crate) struct History(StoredValue<Rc<RefCell<Inner>>, LocalStorage>);

#[derive(Default)]
struct Inner {
    /// The number of the entry that the page is on.
    number: u32,
    /// The highest number given.
    last: u32,
    /// What is remembered of entries, by their numbers: few enough to be looked through.
    places: Vec<(u32, Place)>,
    /// The address to write when the reader rests. Dropping the timer stops it.
    pending: Option<(Timeout, String)>,
    /// Whether a place waits for its view to be drawn.
    is_restoring: bool,
}

impl Inner {
    fn place(&self, number: u32) -> Option<&Place> {
        self.places.iter().find(|(other, _)| *other == number).map(|(_, place)| place)
    }

    /// Remembers this of an entry, or nothing.
    fn note(&mut self, number: u32, place: Option<Place>) {
        self.places.retain(|(other, _)| *other != number);
        self.places.extend(place.map(|place| (number, place)));
    }
}

impl History {
    pub(crate) fn new() -> Self {
        let history = Self(StoredValue::new_local(Rc::default()));
        // The columns scroll by themselves, so the browser would restore the wrong thing.
        let _ = window()
            .history()
            .and_then(|history| history.set_scroll_restoration(web_sys::ScrollRestoration::Manual));
        history.recall();
        history.accept_query();
        history
    }

    /// The view that the page's address names.
    pub(crate) fn current(self) -> ViewState {
        view::parse(&location().hash().unwrap_or_default())
    }

    /// Adds a view to the history.
    pub(crate) fn push(self, state: &ViewState) {
        self.settle();
        self.remember_place();
        let number = self.update(|inner| {
            inner.last += 1;
            inner.number = inner.last;
            inner.note(inner.number, None);
            inner.number
        });
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&number.into(), "", Some(&address(state)));
        }
    }

    /// Puts a view in the place of the present entry, once the reader rests.
    pub(crate) fn replace_soon(self, state: &ViewState) {
        let address = address(state);
        self.update(|inner| inner.pending = Some((Timeout::new(REST, move || self.settle()), address)));
    }

    /// Writes what `replace_soon` still holds.
    pub(crate) fn settle(self) {
        let pending = self.update(|inner| inner.pending.take());
        if let Some((_, address)) = pending {
            self.replace(&address);
        }
    }

    fn replace(self, address: &str) {
        let number = self.update(|inner| inner.number);
        if let Ok(history) = window().history() {
            let _ = history.replace_state_with_url(&number.into(), "", Some(address));
        }
    }

    /// Calls `arrive` whenever the reader goes back or forward or edits the address, and then restores the place.
    pub(crate) fn on_travel(self, arrive: impl Fn(Entry) + Clone + 'static) {
        let popped = {
            let arrive = arrive.clone();
            move |event: web_sys::PopStateEvent| self.travel(event.state(), &arrive)
        };
        let popped = window_event_listener(leptos::ev::popstate, popped);
        let hidden = window_event_listener(leptos::ev::pagehide, move |_| self.leave());
        on_cleanup(move || {
            popped.remove();
            hidden.remove();
        });
        let number = self.update(|inner| inner.number);
        self.restore_place(number);
    }

    /// Writes what is remembered, for the page or the app is about to end.
    pub(crate) fn leave(self) {
        self.settle();
        self.remember_place();
        self.store();
    }

    fn travel(self, entry: JsValue, arrive: &impl Fn(Entry)) {
        // What was typed last belongs to the entry just left, whose address can no longer be changed.
        self.update(|inner| inner.pending = None);
        self.remember_place();
        let known = entry.as_f64().map(|number| number as u32);
        let number = self.update(|inner| {
            // An entry without a number is an address typed by hand.
            inner.number = known.unwrap_or(inner.last + 1);
            inner.last = inner.last.max(inner.number);
            inner.number
        });
        if known.is_none() {
            self.replace(&address(&self.current()));
        }
        let shown = self.update(|inner| inner.place(number).and_then(|place| place.shown));
        arrive(Entry { state: self.current(), shown });
        self.restore_place(number);
    }

    /// Notes how many results the present entry lists.
    pub(crate) fn note_shown(self, shown: usize) {
        self.update(|inner| {
            let mut place = inner.place(inner.number).cloned().unwrap_or_default();
            place.shown = Some(shown);
            inner.note(inner.number, Some(place));
        });
    }

    fn remember_place(self) {
        let mut here = focus::here();
        self.update(|inner| {
            here.shown = inner.place(inner.number).and_then(|place| place.shown);
            inner.note(inner.number, Some(here));
        });
    }

    /// Once the view is drawn, scrolls and focuses as it was left.
    fn restore_place(self, number: u32) {
        let place = self.update(|inner| inner.place(number).cloned());
        if let Some(place) = place {
            self.update(|inner| inner.is_restoring = true);
            request_animation_frame(move || {
                focus::restore(&place);
                self.update(|inner| inner.is_restoring = false);
            });
        }
    }

    /// Whether the reader came back to a place that is not drawn yet.
    pub(crate) fn is_restoring(self) -> bool {
        self.update(|inner| inner.is_restoring)
    }

    /// `?q=prison` on entry is the same as `#q=prison`; the address becomes the latter.
    fn accept_query(self) {
        let query = location().search().unwrap_or_default();
        let path = location().pathname().unwrap_or_default();
        if query.len() > 1 {
            let both =
                format!("{}&{}", &query[1..], location().hash().unwrap_or_default().trim_start_matches('#'));
            let state = view::parse(both.trim_end_matches('&'));
            self.replace(&format!("{path}{}", address(&state)));
        } else {
            let hash = location().hash().unwrap_or_default();
            self.replace(&format!("{path}{hash}"));
        }
    }

    fn recall(self) {
        let number =
            window().history().and_then(|history| history.state()).ok().and_then(|state| state.as_f64());
        let stored = session().and_then(|storage| storage.get_item(STORAGE_KEY).ok().flatten());
        self.update(|inner| {
            inner.places = stored.as_deref().map(parse_places).unwrap_or_default();
            inner.last = inner.places.iter().map(|(number, _)| *number).max().unwrap_or(0);
            inner.number = number.map_or(inner.last + 1, |number| number as u32);
            inner.last = inner.last.max(inner.number);
        });
    }

    fn store(self) {
        let lines: Vec<_> = self.update(|inner| {
            inner.places.iter().map(|(number, place)| format!("{number}\t{}", place.to_line())).collect()
        });
        if let Some(storage) = session() {
            let _ = storage.set_item(STORAGE_KEY, &lines.join("\n"));
        }
    }

    fn update<T>(self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let inner = self.0.get_value();
        let mut inner = inner.borrow_mut();
        change(&mut inner)
    }
}

fn parse_places(text: &str) -> Vec<(u32, Place)> {
    text.lines()
        .filter_map(|line| {
            let (number, place) = line.split_once('\t')?;
            Some((number.parse().ok()?, Place::from_line(place)?))
        })
        .collect()
}

/// The address of a view, relative to the page.
fn address(state: &ViewState) -> String {
    format!("#{}", view::format(state))
}

/// Not to be had where the reader forbids storage, and on some `file:` pages.
fn session() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
