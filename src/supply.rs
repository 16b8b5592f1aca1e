//! How the chunks of a large corpus come: what was asked of the pack and is not there is fetched, then all that reads
//! the pack as it comes is computed again.

use dossier_index::Pack;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    fetch::fetch,
    tasks::{begin, promise},
};

/// How long to wait, in milliseconds, before looking again whether what is on its way has come.
const ON_ITS_WAY: u32 = 5;

/// What of a pack is still to come.
#[derive(Clone, Copy)]
pub(crate) struct Supply {
    pack: StoredValue<&'static Pack, LocalStorage>,
    folder: StoredValue<String>,
    /// Raised whenever something came.
    arrived: RwSignal<u32>,
    /// Names of chunks that were asked for and have not come yet.
    coming: RwSignal<Vec<String>>,
    /// Why something did not come.
    failure: RwSignal<Option<String>>,
    is_checking: StoredValue<bool>,
}

impl Supply {
    pub(crate) fn new(pack: &'static Pack, folder: &str) -> Self {
        Self {
            pack: StoredValue::new_local(pack),
            folder: StoredValue::new(folder.to_owned()),
            arrived: RwSignal::new(0),
            coming: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            is_checking: StoredValue::new(false),
        }
    }

    /// The pack as it is.
    pub(crate) fn pack(self) -> &'static Pack {
        self.pack.get_value()
    }

    /// Where the pack came from.
    pub(crate) fn folder(self) -> String {
        self.folder.get_value()
    }

    /// Depends on what has come so far.
    pub(crate) fn track(self) {
        if !self.pack().is_whole() {
            self.arrived.track();
        }
    }

    /// Whether something is on its way, tracked.
    pub(crate) fn is_coming(self) -> bool {
        self.coming.with(|coming| !coming.is_empty())
    }

    /// How many chunks are on their way, tracked.
    pub(crate) fn coming(self) -> usize {
        self.coming.with(Vec::len)
    }

    /// Why something did not come, tracked.
    pub(crate) fn failure(self) -> Option<String> {
        self.failure.get()
    }

    /// Asks again for what did not come.
    pub(crate) fn try_again(self) {
        self.failure.set(None);
        self.coming.set(Vec::new());
        self.arrived.update(|arrived| *arrived += 1);
    }

    /// Fetches what is missing once whoever asks now has asked for all it needs.
    pub(crate) fn check_soon(self) {
        if self.pack().is_whole() || self.is_checking.get_value() {
            return;
        }
        self.is_checking.set_value(true);
        queue_microtask(move || {
            self.is_checking.set_value(false);
            begin(async move {
                let _ = self.fetch_missing().await;
            });
        });
    }

    /// Fetches what was asked for so far; whether all of it came.
    pub(crate) async fn fetch_missing(self) -> bool {
        let mut missing = self.pack().take_missing();
        if missing.is_empty() || self.failure.with_untracked(Option::is_some) {
            return missing.is_empty();
        }
        missing.retain(|name| self.coming.with_untracked(|coming| !coming.contains(name)));
        if missing.is_empty() {
            // All of it is on its way already.
            TimeoutFuture::new(ON_ITS_WAY).await;
            return true;
        }
        self.coming.update(|coming| coming.extend(missing.iter().cloned()));
        let fetches = Array::new();
        for name in missing {
            fetches.push(&promise(self.fetch_one(name)));
        }
        let all_came = JsFuture::from(Promise::all(&fetches)).await.is_ok();
        if all_came {
            self.arrived.update(|arrived| *arrived += 1);
        }
        all_came
    }

    /// Fetches a chunk and hands it over; fails where it did not come.
    async fn fetch_one(self, name: String) -> Result<JsValue, JsValue> {
        let came = match fetch(&format!("{}{name}", self.folder.get_value())).await {
            Ok(bytes) => {
                self.pack().supply(&name, Uint8Array::new(&bytes).to_vec()).map_err(|error| error.to_string())
            }
            Err(why) => Err(format!("A part of the corpus could not be loaded: {why}.")),
        };
        self.coming.update(|coming| coming.retain(|other| *other != name));
        came.map(|()| JsValue::UNDEFINED).map_err(|why| {
            self.failure.set(Some(why));
            JsValue::UNDEFINED
        })
    }
}
