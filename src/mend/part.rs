//! What only mending needs: a wasm of its own, fetched at the first messages::MEND, star or tag, or where there are edits to be carried
//! out.
//!
//! [`Mends`] is the door, as `crate::words::Words` is the one to what words need: all that is behind it is reached through that
//! trait alone.
#![allow(unsafe_code, reason = "the split point's macro declares the function that the other wasm gives")]

use dossier_index::Pack;
use dossier_model::{DocumentIndex, Edit, EntityIndex};
use leptos::prelude::*;

use super::making::{self, Made};
use crate::{
    messages,
    panels::{article_form, banner, entity_form},
    store::Store,
    tasks::begin,
};

/// What is done and drawn where a reader mends.
pub(crate) trait Mends: Send + Sync {
    fn make(&self, pristine: &Pack, edits: &[Edit]) -> Option<Made>;
    /// What stands above a corpus that has edits.
    fn banner(&self, store: Store) -> AnyView;
    fn entity_form(&self, store: Store, entity: EntityIndex, place: &'static str) -> AnyView;
    fn article_form(&self, store: Store, document: DocumentIndex) -> AnyView;
}

struct Here;

impl Mends for Here {
    fn make(&self, pristine: &Pack, edits: &[Edit]) -> Option<Made> {
        making::make(pristine, edits)
    }

    fn banner(&self, store: Store) -> AnyView {
        banner(store)
    }

    fn entity_form(&self, store: Store, entity: EntityIndex, place: &'static str) -> AnyView {
        entity_form(store, entity, place)
    }

    fn article_form(&self, store: Store, document: DocumentIndex) -> AnyView {
        article_form(store, document)
    }
}

/// What is behind the door, fetched where it is not here yet; `None` where it did not come.
pub(crate) async fn fetch() -> Option<&'static dyn Mends> {
    if split::preload().await { here() } else { None }
}

/// What is behind the door, if it is here.
pub(crate) fn here() -> Option<&'static dyn Mends> {
    split::now()
}

/// Draws a form while it is open, once what draws it is here.
pub(crate) fn form(
    store: Store,
    is_open: RwSignal<bool>,
    draw: impl Fn(&'static dyn Mends) -> AnyView + Send + 'static,
) -> impl FnMut() -> AnyView + Send + 'static {
    let came = RwSignal::new(false);
    move || {
        came.track();
        match here() {
            _ if !is_open.get() => ().into_any(),
            Some(mends) => draw(mends),
            None => {
                begin(async move {
                    if fetch().await.is_some() {
                        let _ = came.try_set(true);
                    } else if is_open.try_set(false).is_none() {
                        store.say(messages::PART_NOT_LOADED);
                    }
                });
                ().into_any()
            }
        }
    }
}

#[cfg(feature = "split")]
mod split {
    use std::cell::Cell;

    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    use super::{Here, Mends};
    use crate::tasks::at_once;

    thread_local! {
        static IS_HERE: Cell<bool> = const { Cell::new(false) };
    }

    #[wasm_split(mending, fallible, preload(fetch_mending))]
    fn mending_later() -> Result<&'static dyn Mends, SplitLoaderError> {
        Ok(&Here)
    }

    pub(super) async fn preload() -> bool {
        let came = fetch_mending().await.is_ok();
        IS_HERE.set(came);
        came
    }

    pub(super) fn now() -> Option<&'static dyn Mends> {
        if !IS_HERE.get() {
            return None;
        }
        at_once(mending_later())
    }
}

#[cfg(not(feature = "split"))]
mod split {
    use super::{Here, Mends};

    #[allow(clippy::unused_async, reason = "waits where the app is split")]
    pub(super) async fn preload() -> bool {
        true
    }

    pub(super) fn now() -> Option<&'static dyn Mends> {
        Some(&Here)
    }
}
