//! Searches a large corpus in a worker of the reader's browser, so that typing never waits: a wasm of its own, loaded only
//! for that.
//!
//! The page asks one thing after the other and gets one answer to each. A question is an array that begins with what is
//! asked:
//!
//! | question | answer |
//! |---|---|
//! | `["open", bytes]` | whether that is a pack, which is searched from now on |
//! | `["supply", name, bytes, name, bytes ...]` | whether these are chunks of it |
//! | `["search", bytes]` | the results as bytes (`Search::to_flat` and `Results::from_flat`), or the names of chunks that they lack, in an array |
//! | anything else | nothing |
//!
//! It asks nobody for anything: what it lacks the page brings.

use dossier_index::Pack;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let page = scope.clone();
    let mut pack = None;
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |question: MessageEvent| {
        let (answer, given_away) = answer(&mut pack, &Array::from(&question.data()));
        // Only what can't be sent makes this fail, and all of it can.
        let _ = page.post_message_with_transfer(&answer, &given_away);
    });
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
}

/// The answer, and the buffers in it that are given away rather than copied.
fn answer(pack: &mut Option<Pack>, question: &Array) -> (JsValue, Array) {
    let none = Array::new();
    let bytes = |at| Uint8Array::new(&question.get(at)).to_vec();
    match (question.get(0).as_string().as_deref(), pack) {
        (Some("open"), pack) => {
            *pack = Pack::open(bytes(1)).ok();
            (pack.is_some().into(), none)
        }
        (Some("supply"), Some(pack)) => {
            let mut chunks = (1..question.length()).step_by(2);
            let take =
                |at| pack.supply(&question.get(at).as_string().unwrap_or_default(), bytes(at + 1)).is_ok();
            (chunks.all(take).into(), none)
        }
        (Some("search"), Some(pack)) => {
            let found = pack.search_flat(&bytes(1));
            let missing = pack.take_missing();
            if !missing.is_empty() {
                return (missing.into_iter().map(JsValue::from).collect::<Array>().into(), none);
            }
            let found = found.map(|found| Uint8Array::from(&found[..]).buffer());
            found.map_or((JsValue::UNDEFINED, none), |found| (found.clone().into(), Array::of1(&found)))
        }
        _ => (JsValue::UNDEFINED, none),
    }
}
