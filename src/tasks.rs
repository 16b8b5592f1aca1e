//! What takes time. All of it goes through one type of future, for each other one would cost the page two kilobytes.

use std::pin::Pin;
#[cfg(feature = "split")]
use std::task::{Context, Poll, Waker};

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// Begins something, to its end.
pub(crate) fn begin(future: impl Future<Output = ()> + 'static) {
    let _ = promise(async move {
        future.await;
        Ok(JsValue::UNDEFINED)
    });
}

/// Begins something that has an outcome.
pub(crate) fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>> = Box::pin(future);
    future_to_promise(future)
}

/// What a function answers that was cut out of the app: at once where its wasm is here, else nothing.
#[cfg(feature = "split")]
pub(crate) fn at_once<T>(
    answer: impl Future<Output = Result<T, wasm_split_helpers::SplitLoaderError>>,
) -> Option<T> {
    match Box::pin(answer).as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer.ok(),
        Poll::Pending => None,
    }
}
