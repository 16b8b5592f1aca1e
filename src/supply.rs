//! How the chunks of a large corpus come: what was asked of the pack and is not there is fetched, then all that reads
//! the pack as it comes is computed again.

use dossier_index::Pack;
use js_sys::{Array, Promise, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::{
    fetch::fetch,
    messages,
    tasks::{begin, promise},
};

/// What of a pack is still to come.
#[derive(Clone, Copy)]
pub(crate) struct Supply {
    pack: StoredValue<&'static Pack, LocalStorage>,
    folder: StoredValue<String>,
    /// Raised whenever something came.
    arrived: RwSignal<u32>,
    /// Whether all values of facets are here.
    has_values: RwSignal<bool>,
    /// The chunks that are being fetched: their names, and what is settled once they are here.
    underway: StoredValue<Vec<(String, Promise)>, LocalStorage>,
    /// Whether there are any; told once for all that are asked for together.
    is_coming: RwSignal<bool>,
    /// How many there are.
    coming: RwSignal<usize>,
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
            has_values: RwSignal::new(pack.has_all_values()),
            underway: StoredValue::new_local(Vec::new()),
            is_coming: RwSignal::new(false),
            coming: RwSignal::new(0),
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

    /// Depends on whether all values of facets are here.
    pub(crate) fn track_values(self) {
        self.has_values.track();
    }

    /// Whether something is on its way, tracked.
    pub(crate) fn is_coming(self) -> bool {
        self.is_coming.get()
    }

    /// How many chunks are on their way, tracked.
    pub(crate) fn coming(self) -> usize {
        self.coming.get()
    }

    /// Why something did not come, tracked.
    pub(crate) fn failure(self) -> Option<String> {
        self.failure.get()
    }

    /// Asks again for what did not come.
    pub(crate) fn try_again(self) {
        self.failure.set(None);
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
    pub(crate) fn fetch_missing(self) -> impl Future<Output = bool> {
        self.fetch(self.pack().take_missing())
    }

    /// Fetches chunks by the names of their files; whether all of them came.
    pub(crate) async fn fetch(self, missing: Vec<String>) -> bool {
        if missing.is_empty() || self.failure.with_untracked(Option::is_some) {
            return missing.is_empty();
        }
        let (fetches, mut is_new) = (Array::new(), false);
        for name in missing {
            let fetch = self.underway_as(&name).unwrap_or_else(|| {
                is_new = true;
                let fetch = promise(self.fetch_one(name.clone()));
                self.underway.update_value(|underway| underway.push((name, fetch.clone())));
                fetch
            });
            fetches.push(&fetch);
        }
        self.say_whether_coming();
        let all_came = JsFuture::from(Promise::all(&fetches)).await.is_ok();
        self.say_whether_coming();
        if all_came && is_new {
            self.arrived.update(|arrived| *arrived += 1);
            let has_values = self.pack().has_all_values();
            if has_values != self.has_values.get_untracked() {
                self.has_values.set(has_values);
            }
        }
        all_came
    }

    fn underway_as(self, name: &str) -> Option<Promise> {
        self.underway.with_value(|underway| {
            underway.iter().find(|(other, _)| other == name).map(|(_, fetch)| fetch.clone())
        })
    }

    fn say_whether_coming(self) {
        let coming = self.underway.with_value(Vec::len);
        self.coming.set(coming);
        let is_coming = coming > 0;
        if self.is_coming.get_untracked() != is_coming {
            self.is_coming.set(is_coming);
        }
    }

    /// Fetches a chunk and hands it over; fails where it did not come.
    async fn fetch_one(self, name: String) -> Result<JsValue, JsValue> {
        let came = match fetch(&format!("{}{name}", self.folder.get_value())).await {
            Ok(bytes) => {
                self.pack().supply(&name, Uint8Array::new(&bytes).to_vec()).map_err(|error| error.to_string())
            }
            Err(why) => Err(messages::chunk_not_loaded(&why)),
        };
        self.underway.update_value(|underway| underway.retain(|(other, _)| *other != name));
        self.coming.set(self.underway.with_value(Vec::len));
        came.map(|()| JsValue::UNDEFINED).map_err(|why| {
            self.failure.set(Some(why));
            self.say_whether_coming();
            JsValue::UNDEFINED
        })
    }
}
