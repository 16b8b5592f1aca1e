//! Makes a pack of a reader's own files, in a worker of the reader's browser: a wasm of its own, loaded only for that.
//!
//! The page asks one thing after the other and gets one answer to each, so it always knows what the worker was at when
//! it died of a file; the page then starts another worker without that file. A question is an array that begins with what
//! is asked:
//!
//! | question | answer |
//! |---|---|
//! | `["read", name, bytes]` | why what of the file could not be read, each a text |
//! | `["assemble", title, left out]` | `[origins of the articles, what was passed over or wrong]`; those left out are not among them |
//! | `["find", number]` | nothing: the names, dates and quotations of that article were found |
//! | `["pack"]` | `[the pack's bytes, what was wrong]` |
//! | `["alone", shell, pack]` | the page of one file with that pack; nothing where the first is no shell, or the second no pack |
//!
//! Cancelling is ending the worker. [`workshop`] and [`alone`] do the work and know nothing of browsers.

mod alone;
mod told;
mod workshop;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::workshop::Workshop;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let page = scope.clone();
    let mut workshop = Workshop::default();
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |question: MessageEvent| {
        let (answer, given_away) = answer(&mut workshop, &Array::from(&question.data()));
        // Only what can't be sent makes this fail, and all of it can.
        let _ = page.post_message_with_transfer(&answer, &given_away);
    });
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    answer.forget();
}

/// The answer, and the buffers in it that are given away rather than copied.
fn answer(workshop: &mut Workshop, question: &Array) -> (JsValue, Array) {
    let text = |at| question.get(at).as_string().unwrap_or_default();
    match text(0).as_str() {
        "read" => {
            let bytes = Uint8Array::new(&question.get(2)).to_vec();
            (texts(workshop.read(&text(1), &bytes)).into(), Array::new())
        }
        "assemble" => {
            let left_out: Vec<_> =
                Array::from(&question.get(2)).iter().filter_map(|it| it.as_string()).collect();
            let wrong = workshop.assemble(&text(1), &left_out);
            (Array::of2(&texts(workshop.origins()), &texts(wrong)).into(), Array::new())
        }
        "find" => {
            workshop.find(question.get(1).as_f64().unwrap_or_default() as usize);
            (JsValue::UNDEFINED, Array::new())
        }
        "alone" => {
            let bytes = |at| Uint8Array::new(&question.get(at)).to_vec();
            let page = alone::page(&bytes(1), bytes(2)).map(|page| Uint8Array::from(&page[..]).buffer());
            page.map_or((JsValue::UNDEFINED, Array::new()), |page| (page.clone().into(), Array::of1(&page)))
        }
        _ => {
            let (pack, wrong) = workshop.pack();
            let buffer = Uint8Array::from(&pack[..]).buffer();
            (Array::of2(&buffer, &texts(wrong)).into(), Array::of1(&buffer))
        }
    }
}

fn texts(texts: impl IntoIterator<Item = String>) -> Array {
    texts.into_iter().map(JsValue::from).collect()
}
