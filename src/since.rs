//! Since last time: this browser notes which articles the corpus had, and says at a later visit what is new. It is in the
//! browser's local storage and leaves the machine no more than anything else does.
//!
//! What was noted stays until the reader marks all as seen, or nothing is new. Not noted are a reader's own articles and
//! what is shown inside the page of somebody else.

use std::{cell::RefCell, rc::Rc};

use dossier_model::Day;
use dossier_view::{Edition, Seen};
use js_sys::Date;
use leptos::prelude::*;
use web_sys::Storage;

use crate::{fresh, own, store::Store, tasks};

/// What is noted where the reader wants nothing noted.
const OFF: &str = "off";

/// What a visit found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// When the reader was here before, and what was here then, where something of it is new now.
    pub(crate) before: Option<(Day, Edition)>,
    /// How many articles were not there, and how many are other than they were; neither where it can't be told.
    pub(crate) counts: Option<[usize; 2]>,
    /// What to note once all is seen, and which documents are not.
    now: Option<Seen>,
    fresh: [Vec<u32>; 2],
}

thread_local! {
    static FOUND: RefCell<Option<Rc<Found>>> = const { RefCell::new(None) };
}

/// What this visit found so far.
pub(crate) fn found() -> Option<Rc<Found>> {
    FOUND.with_borrow(Clone::clone)
}

/// To be called when the app was mounted: finds what is new, and notes what is here on the first visit.
pub(crate) fn begin(store: Store) {
    if !is_for(store) {
        return fresh::set(Default::default());
    }
    if let Some(found) = found() {
        return show(store, Rc::unwrap_or_clone(found));
    }
    let noted = storage().and_then(|storage| storage.get_item(&key(store)).ok().flatten());
    if noted.as_deref() == Some(OFF) {
        return;
    }
    let seen = noted.as_deref().and_then(Seen::parse);
    let edition = store.engine.edition();
    if seen.as_ref().is_some_and(|seen| seen.edition == edition && seen.day == today()) {
        return;
    }
    tasks::begin(async move {
        let pack = store.engine.pack();
        let same = seen.clone().filter(|seen| seen.edition == edition);
        let prints = match same {
            Some(seen) => seen.prints,
            None => match store.engine.settled(|| pack.prints()).await {
                Some(prints) => prints,
                // A chunk that did not come; another visit may bring it.
                None => return,
            },
        };
        let now = Seen { day: today(), edition, prints };
        let found = compare(seen.as_ref(), &now);
        if found.before.is_none() {
            note(store, &now.to_string());
        }
        show(store, Found { now: Some(now), ..found });
    });
}

/// Whether anything is noted of what the page shows.
pub(crate) fn is_for(store: Store) -> bool {
    own::shown().is_none() && !store.now().embed
}

fn compare(seen: Option<&Seen>, now: &Seen) -> Found {
    let Some(seen) = seen.filter(|seen| seen.edition != now.edition) else { return Found::default() };
    let before = Some((seen.day, seen.edition));
    let (Some(prints), true) = (&now.prints, seen.prints.is_some()) else {
        return Found { before, ..Found::default() };
    };
    let (new, changed) = seen.fresh(prints);
    let counts = [new.len(), changed.len()];
    if counts == [0, 0] {
        return Found::default();
    }
    Found { before, counts: Some(counts), fresh: [new, changed], now: None }
}

fn show(store: Store, found: Found) {
    fresh::set(found.fresh.clone());
    FOUND.set(Some(Rc::new(found)));
    // Nothing where the app was mounted anew in the meantime.
    let _ = store.fresh.try_update(|times| *times += 1);
}

/// Notes that the reader has seen all that is here.
pub(crate) fn mark_seen(store: Store) {
    if let Some(now) = found().and_then(|found| found.now.clone()) {
        note(store, &now.to_string());
        show(store, Found { now: Some(now), ..Found::default() });
    }
}

/// Whether this browser notes what is here; `None` where it can't.
pub(crate) fn is_noting(store: Store) -> Option<bool> {
    let noted = storage()?.get_item(&key(store)).ok()?;
    Some(noted.as_deref() != Some(OFF))
}

/// Forgets what was noted and notes nothing from now on, or begins to note again.
pub(crate) fn set_noting(store: Store, is_on: bool) {
    if is_on {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&key(store));
        }
        FOUND.set(None);
        begin(store);
    } else {
        note(store, OFF);
        show(store, Found::default());
    }
}

fn note(store: Store, text: &str) {
    if let Some(storage) = storage() {
        // A browser that has no room is one that says nothing is new.
        let _ = storage.set_item(&key(store), text);
    }
}

/// One corpus from another on the same host.
fn key(store: Store) -> String {
    let path = location().pathname().unwrap_or_default();
    format!("dossier-seen {path} {}", store.engine.pack().site().title)
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

fn today() -> Day {
    let now = Date::new_0();
    let day = Day::from_ymd(now.get_full_year() as i16, now.get_month() as u8 + 1, now.get_date() as u8);
    day.unwrap_or(Day::from_number(0))
}
