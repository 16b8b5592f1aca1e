//! Keeping all of a large corpus for reading it without a network: the service worker keeps what was used
//! (crates/cli/assets/service-worker.js), and here the reader asks for the rest. It goes to the same cache, so that what is
//! kept ends with its version of the site.

use std::collections::HashSet;

use js_sys::{Array, Promise};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Request};

use crate::{boot, engine::Engine, keep::is_full, messages};

/// How many parts are asked for at a time.
const AT_A_TIME: usize = 6;

/// The parts of a large corpus, and where they are kept.
#[derive(Clone)]
pub(crate) struct Parts {
    cache: Cache,
    /// Their names below the page.
    names: Vec<String>,
    /// Those that are not kept, the first one last.
    missing: Vec<String>,
}

impl Parts {
    /// Those of the corpus that is shown; nothing where it has none, or the site is not kept for opening without a network.
    pub(crate) async fn of(engine: Engine) -> Option<Self> {
        let folder = engine.supply().folder();
        let names: Vec<_> =
            engine.pack().chunk_names().into_iter().map(|name| format!("{folder}{name}")).collect();
        if names.is_empty() {
            return None;
        }
        let pack = boot::meta("dossier-pack")?;
        let caches = window().caches().ok()?;
        let keys = Array::from(&JsFuture::from(caches.keys()).await.ok()?);
        for key in keys.iter().filter_map(|key| key.as_string()) {
            let cache: Cache = JsFuture::from(caches.open(&key)).await.ok()?.unchecked_into();
            // Each version of the site has a cache of its own.
            if !JsFuture::from(cache.match_with_str(&pack)).await.ok()?.is_undefined() {
                let kept = Array::from(&JsFuture::from(cache.keys()).await.ok()?);
                let kept: HashSet<String> =
                    kept.iter().map(|request| request.unchecked_into::<Request>().url()).collect();
                let base = document().base_uri().ok().flatten().unwrap_or_default();
                let folder = base.split(['#', '?']).next().and_then(|page| page.rsplit_once('/'))?.0;
                let is_missing = |name: &&String| !kept.contains(&format!("{folder}/{name}"));
                let missing = names.iter().rev().filter(is_missing).cloned().collect();
                return Some(Self { cache, names, missing });
            }
        }
        None
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn kept(&self) -> usize {
        self.names.len() - self.missing.len()
    }

    /// Keeps some more of those that are not kept yet; whether there are any left.
    ///
    /// # Errors
    /// Why one is not kept, in words. What is kept stays.
    pub(crate) async fn keep_some(&mut self) -> Result<bool, String> {
        let left = self.missing.len().saturating_sub(AT_A_TIME);
        let kept: Array = self.missing[left..].iter().map(|name| self.cache.add_with_str(name)).collect();
        JsFuture::from(Promise::all(&kept)).await.map_err(|error| in_words(&error))?;
        self.missing.truncate(left);
        Ok(left > 0)
    }

    /// Forgets all of them; those that are used are kept again.
    pub(crate) async fn forget(&mut self) {
        for name in &self.names {
            let _ = JsFuture::from(self.cache.delete_with_str(name)).await;
        }
        self.missing = self.names.iter().rev().cloned().collect();
    }
}

fn in_words(error: &JsValue) -> String {
    if is_full(error) { messages::NO_ROOM_FOR_PARTS } else { messages::PART_NOT_KEPT }.into()
}
