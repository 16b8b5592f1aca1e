//! The reader's own corpus as a page of one file, which opens from a disk. The app's page with places for a corpus lies beside
//! this one, or is made of what this one holds (crates/cli/src/single.rs); it is asked for when the reader asks for it, and
//! filled by a worker.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use web_sys::Blob;

use crate::{boot, held::held_or_fetched, messages, worker::Link};

const SHELL: &str = "dossier-single";

/// Whether the page knows where the app's page with places is.
pub(super) fn is_possible() -> bool {
    boot::meta(SHELL).is_some()
}

/// The page that holds a corpus whose pack has these bytes.
///
/// # Errors
/// Why there is none, in words.
pub(super) async fn page(pack: &Uint8Array) -> Result<Blob, String> {
    let shell = held_or_fetched(&boot::meta(SHELL).unwrap_or_default()).await;
    let shell = shell.map_err(|why| messages::shell_not_loaded(&why))?;
    let parts = super::parts().await?;
    let worker = Link::start(&parts).await.ok_or(messages::WRITER_NOT_STARTED)?;
    let page = worker.ask("alone", &[shell.into(), pack.slice(0, pack.length()).buffer().into()]).await;
    worker.end();
    let page = page.and_then(|page| page.dyn_into::<ArrayBuffer>().ok());
    let page = page.map(|page| Array::of1(&Uint8Array::new(&page)));
    let blob = page.and_then(|page| Blob::new_with_u8_array_sequence(&page).ok());
    blob.ok_or_else(|| messages::PAGE_NOT_MADE.to_owned())
}
