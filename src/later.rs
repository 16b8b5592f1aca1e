//! What most visits don't open: a wasm of its own, fetched when the reader first does anything.
//!
//! With the feature `split`, `cargo xtask build` cuts [`draw`]'s code out of the app (ARCHITECTURE.md, 'Decisions').
//! Without it, as in `trunk build`, all is in one wasm and nothing is waited for.
#![allow(unsafe_code, reason = "the split point's macro declares the function that the other wasm gives")]

use std::{cell::Cell, time::Duration};

use dossier_view::{Panel, ViewState};
use js_sys::Promise;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::{
    boot,
    erase::effect,
    messages,
    panels::{
        About, Compare, Contexts, EntityTable, ExportDialog, FacetNotes, HelpDialog, MapPanel, Mending,
        NetworkPanel, OwnArticles, Quotes, Reader, Since, Timeline,
    },
    store::Store,
    tasks::{begin, promise},
    words::{self, words},
};

/// How long the list has the network to itself.
const AFTER_FIRST_PAINT: Duration = Duration::from_millis(1500);

/// A part of the page that can come later.
#[derive(Clone, Copy, Debug)]
#[repr(u8)]
pub(crate) enum Later {
    Reader,
    Quotes,
    Entities,
    Contexts,
    Timeline,
    Network,
    Map,
    Compare,
    About,
    Help,
    Export,
    Own,
}

thread_local! {
    static IS_HERE: Cell<bool> = const { Cell::new(!cfg!(feature = "split")) };
}

/// Whether the parts are here.
pub(crate) fn is_here() -> bool {
    IS_HERE.get()
}

/// Draws a part, once the other wasm is there; nothing until then. The parts ask about words.
pub(crate) fn later(part: Later) -> impl FnMut() -> AnyView + Send + 'static {
    let store = Store::of_page();
    move || if store.has_later.get() && store.has_words.get() { now(part) } else { ().into_any() }
}

async fn fetch() -> bool {
    let dressed = dress();
    let came = split::preload().await;
    if let Some(dressed) = dressed {
        // Without its styles a panel is plain, but there.
        let _ = JsFuture::from(dressed).await;
    }
    IS_HERE.set(came);
    came
}

/// Begins to load the panels' stylesheet, where it waits for that; kept once it has come.
fn dress() -> Option<Promise> {
    let link = document().query_selector("link[data-later][disabled]").ok()??;
    let coming = Promise::new(&mut |done, _| {
        for event in ["load", "error"] {
            let _ = link.add_event_listener_with_callback(event, &done);
        }
    });
    link.remove_attribute("disabled").ok()?;
    Some(coming)
}

/// Fetches both when the reader first does anything, when a view or a script needs them, and else soon after the first
/// paint: from then on the page asks its host for nothing, so that nobody there can tell what is read.
pub(crate) fn fetch_soon(store: Store) {
    effect(move || {
        if let Some(words) = store.words_here() {
            words.begin(store);
        }
    });
    // Apart, for what begins with the words begins once.
    effect(move || {
        if store.words_here().is_some() && store.has_later.get() {
            boot::mark("app-whole");
        }
    });
    if store.has_later.get_untracked() && store.has_words.get_untracked() {
        return;
    }
    // What is dragged from another program is taken by a part that comes later; a browser would go to it.
    for (event, wants_all) in [
        ("pointermove", true),
        ("pointerdown", true),
        ("keydown", true),
        ("dragenter", true),
        ("dossier-wanted", false),
    ] {
        let bring = move |_| if wants_all { bring(store) } else { bring_words(store) };
        let handle = window_event_listener_untyped(event, bring);
        on_cleanup(move || handle.remove());
    }
    effect(move || {
        if !store.with(has_all_of) || store.help.get() || store.export.get() {
            bring(store);
        }
    });
    if is_wanted() {
        bring_words(store);
    }
    set_timeout(move || bring(store), AFTER_FIRST_PAINT);
}

/// Whether a script asked for the page's API before the app was there to hear it.
fn is_wanted() -> bool {
    let html = document().document_element();
    html.is_some_and(|html| html.class_list().contains("api-wanted"))
}

/// Whether what a view shows besides the list, and needs for its words, is here.
pub(crate) fn has_all_of(state: &ViewState) -> bool {
    (is_here() || !needs_later(state)) && (words().is_some() || !words::is_asked(&state.query))
}

/// Fetches what a view needs.
pub(crate) async fn fetch_for(state: &ViewState) {
    if needs_later(state) {
        fetch_all().await;
    } else if words::is_asked(&state.query) {
        words::fetch().await;
    }
}

/// Fetches both at once; whether they came.
pub(crate) async fn fetch_all() -> bool {
    // Begun before the other is waited for.
    let words = JsFuture::from(promise(async { Ok(words::fetch().await.into()) }));
    let came = fetch().await;
    words.await.is_ok_and(|words_came| words_came.is_truthy()) && came
}

/// Whether a view shows more than the list.
fn needs_later(state: &ViewState) -> bool {
    state.open.is_some()
        || state.about.is_some()
        || state.panel != Panel::default()
        || !state.edits.is_empty()
        || state.new
}

/// What a script needs that asked for the page's API.
pub(crate) fn bring_words(store: Store) {
    bring_one(store, store.has_words, words::fetch());
}

fn bring(store: Store) {
    bring_words(store);
    bring_one(store, store.has_later, fetch());
}

fn bring_one(store: Store, is_here: RwSignal<bool>, fetched: impl Future<Output = bool> + 'static) {
    // Nothing where the app was mounted anew in the meantime.
    if is_here.try_get_untracked() != Some(false) {
        return;
    }
    begin(async move {
        if fetched.await {
            // Told once, however many asked: each time all that was drawn would be drawn anew, and lose the focus.
            if is_here.try_get_untracked() == Some(false) {
                is_here.set(true);
            }
        } else {
            store.say(messages::PART_NOT_LOADED);
        }
    });
}

fn draw(part: Later) -> AnyView {
    match part {
        Later::Reader => view! { <Reader/> }.into_any(),
        Later::Quotes => view! { <Quotes/> }.into_any(),
        Later::Entities => view! { <EntityTable/> }.into_any(),
        Later::Contexts => view! { <Contexts/> }.into_any(),
        Later::Timeline => view! { <Timeline/> }.into_any(),
        Later::Network => view! { <NetworkPanel/> }.into_any(),
        Later::Map => view! { <MapPanel/> }.into_any(),
        Later::Compare => view! { <Compare/> }.into_any(),
        Later::About => view! { <About/> }.into_any(),
        Later::Help => view! { <HelpDialog/> }.into_any(),
        Later::Export => view! { <ExportDialog/> }.into_any(),
        Later::Own => {
            view! { <div class="banners"><OwnArticles/><Since/><Mending/></div><FacetNotes/> }.into_any()
        }
    }
}

#[cfg(feature = "split")]
mod split {
    use leptos::prelude::*;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::Later;
    use crate::tasks::at_once;

    #[wasm_split(panels, fallible, preload(fetch_panels))]
    fn draw_later(part: Later) -> Result<AnyView, SplitLoaderError> {
        Ok(super::draw(part))
    }

    pub(super) async fn preload() -> bool {
        fetch_panels().await.is_ok()
    }

    pub(super) fn now(part: Later) -> AnyView {
        at_once(draw_later(part)).unwrap_or_else(|| ().into_any())
    }
}

#[cfg(not(feature = "split"))]
mod split {
    use leptos::prelude::AnyView;

    use super::Later;

    #[allow(clippy::unused_async, reason = "waits where the app is split")]
    pub(super) async fn preload() -> bool {
        true
    }

    pub(super) fn now(part: Later) -> AnyView {
        super::draw(part)
    }
}

use split::now;
