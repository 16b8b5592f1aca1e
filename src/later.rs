//! What most visits don't open: a wasm of its own, fetched when the reader first does anything.
//!
//! With the feature `split`, `cargo xtask build` cuts [`draw`]'s code out of the app (ARCHITECTURE.md, 'Decisions').
//! Without it, as in `trunk build`, all is in one wasm and nothing is waited for.
#![allow(unsafe_code, reason = "the split point's macro declares the function that the other wasm gives")]

use std::time::Duration;

use dossier_view::{Panel, ViewState};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    boot,
    panels::{
        About, Compare, Contexts, EntityTable, ExportDialog, HelpDialog, Mending, OwnArticles, Quotes,
        Reader, Timeline,
    },
    store::Store,
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
    Compare,
    About,
    Help,
    Export,
    Own,
}

/// Draws a part, once the other wasm is there; nothing until then.
pub(crate) fn later(part: Later) -> impl FnMut() -> AnyView + Send + 'static {
    let is_here = Store::of_page().has_later;
    move || if is_here.get() { now(part) } else { ().into_any() }
}

/// Fetches the other wasm; whether it came. To be called again where it did not.
pub(crate) async fn fetch() -> bool {
    split::preload().await
}

/// Fetches the other wasm when the reader first does anything, when a view needs it, and else soon after the first
/// paint: from then on the page asks its host for nothing, so that nobody there can tell what is read.
pub(crate) fn fetch_soon(store: Store) {
    if store.has_later.get_untracked() {
        return boot::mark("app-whole");
    }
    for event in ["pointermove", "pointerdown", "keydown"] {
        let handle = window_event_listener_untyped(event, move |_| bring(store));
        on_cleanup(move || handle.remove());
    }
    Effect::new(move |_| {
        if store.with(needs_later) || store.help.get() || store.export.get() {
            bring(store);
        }
    });
    set_timeout(move || bring(store), AFTER_FIRST_PAINT);
}

/// Whether a view shows more than the list.
pub(crate) fn needs_later(state: &ViewState) -> bool {
    state.open.is_some()
        || state.about.is_some()
        || state.panel != Panel::default()
        || !state.edits.is_empty()
}

fn bring(store: Store) {
    // Nothing where the app was mounted anew in the meantime.
    if store.has_later.try_get_untracked() != Some(false) {
        return;
    }
    spawn_local(async move {
        if fetch().await {
            let _ = store.has_later.try_set(true);
            boot::mark("app-whole");
        } else {
            store.say("A part of this page could not be loaded. Check the connection and try again.");
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
        Later::Compare => view! { <Compare/> }.into_any(),
        Later::About => view! { <About/> }.into_any(),
        Later::Help => view! { <HelpDialog/> }.into_any(),
        Later::Export => view! { <ExportDialog/> }.into_any(),
        Later::Own => view! { <div class="banners"><OwnArticles/><Mending/></div> }.into_any(),
    }
}

#[cfg(feature = "split")]
mod split {
    use std::task::{Context, Poll, Waker};

    use leptos::prelude::*;
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::Later;

    #[wasm_split(later, fallible, preload(fetch_later))]
    fn draw_later(part: Later) -> Result<AnyView, SplitLoaderError> {
        Ok(super::draw(part))
    }

    pub(super) async fn preload() -> bool {
        fetch_later().await.is_ok()
    }

    /// Once the other wasm is there its function answers at once.
    pub(super) fn now(part: Later) -> AnyView {
        let drawn = Box::pin(draw_later(part)).as_mut().poll(&mut Context::from_waker(Waker::noop()));
        match drawn {
            Poll::Ready(Ok(view)) => view,
            _ => ().into_any(),
        }
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
