//! Files that lie beside the page, or that a page of one file has in itself (crates/cli/src/single.rs).

use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::{fetch::fetch, messages};

/// The bytes of a file, or why there are none, in words that complete 'could not be loaded: ...'.
pub(crate) async fn held_or_fetched(name: &str) -> Result<ArrayBuffer, String> {
    let Some(held) = held(name) else { return fetch(name).await };
    let held = JsFuture::from(held).await.and_then(JsCast::dyn_into::<ArrayBuffer>);
    held.map_err(|_| messages::NOT_HELD.to_owned())
}

/// What the page has under this name, where it is one that has anything.
fn held(name: &str) -> Option<Promise> {
    let give = Reflect::get(&window(), &"dossierHeld".into()).ok()?.dyn_into::<Function>().ok()?;
    Reflect::apply(&give, &JsValue::UNDEFINED, &Array::of1(&name.into())).ok()?.dyn_into().ok()
}
