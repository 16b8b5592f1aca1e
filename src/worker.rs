//! A worker, and one question to it at a time (worker/src/main.rs and searcher/src/main.rs say which there are).

use js_sys::{Array, ArrayBuffer, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Event, MessageEvent, Url, Worker};

use crate::held::held_or_fetched;

/// What a worker is made of.
pub(crate) struct Parts {
    script: ArrayBuffer,
    wasm: ArrayBuffer,
}

#[derive(Clone)]
pub(crate) struct Link(Worker);

impl Parts {
    /// The worker of this name, or why it did not come.
    pub(crate) async fn fetch(name: &str) -> Result<Self, String> {
        let part = async |ending| held_or_fetched(&format!("{name}.{ending}")).await;
        Ok(Self { script: part("js").await?, wasm: part("wasm").await? })
    }
}

impl Link {
    /// Starts a worker. It is made of a blob because such a worker is bound by the page's own policy, so that nothing in
    /// it can reach another machine; a worker that is a file has only the policy that its host sends, often none.
    pub(crate) async fn start(parts: &Parts) -> Option<Self> {
        let blob = Blob::new_with_buffer_source_sequence(&Array::of1(&parts.script)).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let worker = Worker::new(&address).ok()?;
        worker.post_message(&parts.wasm).ok()?;
        let link = Self(worker);
        // Answered by any worker that works at all.
        let answer = link.ask("find", &[]).await;
        let _ = Url::revoke_object_url(&address);
        answer.map(|_| link)
    }

    /// The answer; none where the worker died of the question, or was ended.
    pub(crate) async fn ask(&self, what: &str, about: &[JsValue]) -> Option<JsValue> {
        let question: Array = [what.into()].iter().chain(about).collect();
        let given_away: Array = about.iter().filter(|it| it.is_instance_of::<ArrayBuffer>()).collect();
        let answer = Promise::new(&mut |answer, fail| {
            self.0.set_onmessage(Some(&answer));
            self.0.set_onerror(Some(&fail));
            let _ = self.0.post_message_with_transfer(&question, &given_away);
        });
        let event: MessageEvent = JsFuture::from(answer).await.ok()?.unchecked_into();
        Some(event.data())
    }

    /// Ends the worker, whatever it is at; what waits for an answer gets none.
    pub(crate) fn end(&self) {
        self.0.terminate();
        if let Ok(event) = Event::new("error") {
            let _ = self.0.dispatch_event(&event);
        }
    }
}
