//! The reader's own corpus as a page of one file, which opens from a disk. The app's page with places for a corpus lies beside
//! this one (crates/cli/src/single.rs); it is fetched when the reader asks for it.

use dossier_index::{DocumentCard, Pack};
use dossier_model::DocumentIndex;
use dossier_out::page::{Listed, fill, list};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, FileReader, ReadableWritablePair, Response};

use crate::{boot, fetch::fetch};

/// Whether the page knows where the app's page with places is.
pub(super) fn is_possible() -> bool {
    boot::meta(SHELL).is_some()
}

const SHELL: &str = "dossier-single";

/// The page that holds a corpus whose pack has these bytes.
///
/// # Errors
/// Why there is none, in words.
pub(super) async fn page(pack: &Pack, bytes: &Uint8Array) -> Result<Blob, String> {
    let name = boot::meta(SHELL).unwrap_or_default();
    let shell = fetch(&name).await.map_err(|why| format!("The empty page could not be loaded: {why}."))?;
    let shell = String::from_utf8(Uint8Array::new(&shell).to_vec()).unwrap_or_default();
    let cards = (0..pack.len()).map(|number| listed(pack.document(DocumentIndex(number as u32))));
    let packed = packed(bytes).await.map_err(|_| "This browser can't compress the articles.".to_owned())?;
    let page = fill(&shell, pack.site(), &list(cards), &packed)
        .ok_or("The empty page is of another version; load this page again, and try once more.")?;
    let options = BlobPropertyBag::new();
    options.set_type("text/html;charset=utf-8");
    Blob::new_with_str_sequence_and_options(&Array::of1(&page.into()), &options)
        .map_err(|_| "The browser could not make the file.".to_owned())
}

fn listed(card: DocumentCard) -> Listed {
    Listed { title: card.title, source: card.source, url: card.url, published: card.published.span }
}

/// Bytes compressed, as Base64.
async fn packed(bytes: &Uint8Array) -> Result<String, JsValue> {
    let compressor: Function = Reflect::get(&window(), &"CompressionStream".into())?.dyn_into()?;
    let compressor = Reflect::construct(&compressor, &Array::of1(&"deflate".into()))?;
    let compressor: &ReadableWritablePair = compressor.unchecked_ref();
    let packed = Blob::new_with_u8_array_sequence(&Array::of1(bytes))?.stream().pipe_through(compressor);
    let packed: Blob = JsFuture::from(Response::new_with_opt_readable_stream(Some(&packed))?.blob()?)
        .await?
        .unchecked_into();
    // The browser knows Base64 in addresses.
    let reader = FileReader::new()?;
    let read = Promise::new(&mut |done, fail| {
        reader.set_onload(Some(&done));
        reader.set_onerror(Some(&fail));
        let _ = reader.read_as_data_url(&packed);
    });
    JsFuture::from(read).await?;
    let address = reader.result()?.as_string().unwrap_or_default();
    Ok(address.split_once(',').map(|(_, packed)| packed.to_owned()).unwrap_or_default())
}
