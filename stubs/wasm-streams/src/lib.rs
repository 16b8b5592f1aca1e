//! Stands in for the crate wasm-streams (Cargo.toml, `[patch.crates-io]`).
//!
//! Leptos always brings its server functions along, and they that crate, whose classes are exports of the wasm: no linker
//! may remove them, nor the five kilobytes that they reach. A site of files has no server and calls none of it; what is here
//! has the types that server functions are compiled with, and its streams end at once.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use futures_core::Stream;
use wasm_bindgen::{JsCast, JsValue};

/// A stream of the browser.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// One of the browser's.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// No stream of the browser's: `undefined`.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// The browser's.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream of nothing.
    pub fn into_stream(self) -> Nothing {
        Nothing
    }
}

/// A stream that has ended.
#[derive(Debug)]
pub struct Nothing;

impl Stream for Nothing {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
