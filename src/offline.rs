//! Keeping all of a large corpus for reading it without a network: the service worker keeps what was used
//! (crates/cli/assets/service-worker.js), and here the reader asks for the rest. It goes to the same cache, so that what is
//! kept ends with its version of the site.

use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Request};

use crate::{boot, engine::Engine};

/// How many parts are asked for at a time.
const AT_A_TIME: usize = 6;

/// The parts of a large corpus, and where they are kept.
#[derive(Clone)]
pub(crate) struct Parts {
    cache: Cache,
    /// Their names below the page.
    names: Vec<String>,
    /// Those that are kept.
    kept: usize,
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
                let mut parts = Self { cache, names, kept: 0 };
                parts.kept = parts.names.len() - parts.missing().await?.len();
                return Some(parts);
            }
        }
        None
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn kept(&self) -> usize {
        self.kept
    }

    async fn missing(&self) -> Option<Vec<&str>> {
        let requests = Array::from(&JsFuture::from(self.cache.keys()).await.ok()?);
        let kept: Vec<String> =
            requests.iter().map(|request| request.unchecked_into::<Request>().url()).collect();
        let is_missing = |name: &&str| !kept.iter().any(|address| address.ends_with(*name));
        Some(self.names.iter().map(String::as_str).filter(is_missing).collect())
    }

    /// Keeps some more of those that are not kept yet; whether there are any left.
    ///
    /// # Errors
    /// Why one is not kept, in words. What is kept stays.
    pub(crate) async fn keep_some(&mut self) -> Result<bool, String> {
        let missing = self.missing().await.unwrap_or_default();
        let kept: Array = missing.iter().take(AT_A_TIME).map(|name| self.cache.add_with_str(name)).collect();
        let left = missing.len().saturating_sub(AT_A_TIME);
        JsFuture::from(Promise::all(&kept)).await.map_err(|error| in_words(&error))?;
        self.kept = self.names.len() - left;
        Ok(left > 0)
    }

    /// Forgets all of them; those that are used are kept again.
    pub(crate) async fn forget(&mut self) {
        for name in &self.names {
            let _ = JsFuture::from(self.cache.delete_with_str(name)).await;
        }
        self.kept = 0;
    }
}

fn in_words(error: &JsValue) -> String {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError") => {
            "The browser has no room left for this page; what is kept so far stays.".into()
        }
        _ => "A part could not be loaded; is there a network? What is kept so far stays.".into(),
    }
}
