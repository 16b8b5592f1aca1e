//! Files that lie beside the page.

use crate::messages;
use js_sys::ArrayBuffer;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The bytes of a file, or why there are none, in words that complete 'could not be loaded: ...'.
pub(crate) async fn fetch(address: &str) -> Result<ArrayBuffer, String> {
    let why = |_| messages::NO_ANSWER.to_owned();
    let response = JsFuture::from(window().fetch_with_str(address)).await.map_err(why)?;
    let response: web_sys::Response = response.unchecked_into();
    if !response.ok() {
        return Err(messages::server_answered(response.status(), &response.status_text()));
    }
    let body = JsFuture::from(response.array_buffer().map_err(why)?).await.map_err(why)?;
    Ok(body.unchecked_into())
}
