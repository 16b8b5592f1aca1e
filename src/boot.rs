//! From the page as it was served to the app: opens the pack and mounts over the static list of articles.

use std::{
    any::Any,
    borrow::Cow,
    cell::{Cell, RefCell},
};

use dossier_index::Pack;
use js_sys::Uint8Array;
use leptos::mount::mount_to;
use wasm_bindgen::JsCast;

use crate::{
    app::App, engine::Engine, erase::prelude::*, fetch::fetch, later, messages, store, tasks::begin,
};

/// The pack of seeds/, made by build.rs. Where the app is in parts, the first of them has its leads alone.
#[cfg(feature = "embedded-corpus")]
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.pack"));
#[cfg(all(feature = "embedded-corpus", feature = "split"))]
static LEADS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/leads.pack"));

thread_local! {
    /// The pack of leads, until it is filled.
    static TO_FILL: Cell<Option<&'static Pack>> = const { Cell::new(None) };
}

/// What the pack of leads is filled with. To be called in a part that comes later, which then holds it.
pub(crate) fn whole() -> Option<&'static [u8]> {
    #[cfg(feature = "embedded-corpus")]
    return Some(EMBEDDED);
    #[cfg(not(feature = "embedded-corpus"))]
    None
}

/// Fills the pack of leads, if that is what the page shows; whether nothing is left to be filled.
pub(crate) fn fill(whole: Option<&'static [u8]>) -> bool {
    let Some((pack, whole)) = TO_FILL.get().zip(whole) else { return true };
    let is_filled = pack.complete(whole).is_ok();
    if is_filled {
        TO_FILL.set(None);
    }
    is_filled
}

/// Mounts the app on the pack that the page holds or names, else on the one inside the wasm.
pub(crate) fn start() {
    if let Some(bytes) = held() {
        return open("", Ok(Cow::Owned(bytes)));
    }
    match meta("dossier-pack") {
        Some(address) => begin(load(address)),
        None => open_embedded(),
    }
}

#[cfg(feature = "embedded-corpus")]
fn open_embedded() {
    #[cfg(feature = "split")]
    open_and("", Ok(Cow::Borrowed(LEADS)), |pack| TO_FILL.set(Some(pack)));
    #[cfg(not(feature = "split"))]
    open("", Ok(Cow::Borrowed(EMBEDDED)));
}

#[cfg(not(feature = "embedded-corpus"))]
fn open_embedded() {
    let why = messages::NO_PACK_NAMED;
    open("", Err(why.into()));
}

/// The pack that a page of one file holds, as the script that `dossier build --single-file` writes unpacks it.
fn held() -> Option<Vec<u8>> {
    let bytes = js_sys::Reflect::get(&window(), &"dossierPack".into()).ok()?;
    Some(bytes.dyn_ref::<Uint8Array>()?.to_vec())
}

/// What a `<meta>` of the page says, if anything: `dossier-pack` where the articles are (`dossier build` writes it),
/// `dossier-worker` what the files of the worker are called, `dossier-searcher` those of the one that searches.
pub(crate) fn meta(name: &str) -> Option<String> {
    let meta = document().query_selector(&format!("meta[name={name}]")).ok()??;
    meta.get_attribute("content").filter(|content| !content.is_empty())
}

async fn load(address: String) {
    let bytes = fetch(&address).await.map(|bytes| Cow::Owned(Uint8Array::new(&bytes).to_vec()));
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| &address[..=folder.len()]);
    open(folder, bytes.map_err(|why| messages::pack_not_loaded(&address, &why)));
}

fn open(folder: &str, bytes: Result<Cow<'static, [u8]>, String>) {
    open_and(folder, bytes, |_| ());
}

fn open_and(folder: &str, bytes: Result<Cow<'static, [u8]>, String>, note: fn(&'static Pack)) {
    match bytes.and_then(|bytes| Pack::open(bytes).map_err(|error| error.to_string())) {
        Ok(pack) => {
            let pack: &'static Pack = Box::leak(Box::new(pack));
            note(pack);
            mount_when_ready(Engine::new(pack, folder));
        }
        Err(why) => fail(&why),
    }
}

/// A view that shows more than the list, or searches for words, is drawn once all of it is here, so that nothing flashes.
fn mount_when_ready(engine: Engine) {
    let view = dossier_view::parse(&window().location().hash().unwrap_or_default());
    let is_mended = !view.edits.is_empty() || has_kept();
    if !is_mended && later::has_all_of(&view) && engine.pack().is_whole() {
        return mount(engine);
    }
    let ready = async move {
        later::fetch_for(&view).await;
        let begins_mended = is_mended && later::fetch_all().await;
        let _ = engine.settled(|| store::ask_for_first_view(engine, &view)).await;
        if begins_mended {
            mark(MENDING);
        }
        mount(engine);
    };
    begin(ready);
}

/// The class of `<html>` while a corpus is drawn that is about to be mended; not to be seen, so that nothing flashes.
pub(crate) const MENDING: &str = "app-mending";

/// The note, where it needs no waiting for, that the page keeps something in IndexedDB.
const KEPT: &str = "dossier-kept";

/// Whether anything was ever kept on this machine.
pub(crate) fn has_kept() -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.get_item(KEPT).ok().flatten().is_some())
}

/// Notes that something is kept.
pub(crate) fn note_kept() {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(KEPT, "1");
    }
}

thread_local! {
    /// What unmounts the app when it is dropped.
    static MOUNTED: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Takes the app out of the page, with all its listeners, for another to be mounted.
pub(crate) fn unmount() {
    drop(MOUNTED.take());
}

/// Mounts the app on a pack.
pub(crate) fn mount(engine: Engine) {
    if let Some(list) = document().get_element_by_id("without-app") {
        list.remove();
    }
    if let Some(body) = document().body() {
        let mounted = mount_to(body, move || view! { <App engine/> }.into_any());
        MOUNTED.set(Some(Box::new(mounted)));
    }
    mark("app-ready");
}

/// Takes a class of [`mark`] away.
pub(crate) fn unmark(class: &str) {
    if let Some(html) = document().document_element() {
        let _ = html.class_list().remove_1(class);
    }
}

/// Leaves the static list in the page and says above it what is missing.
fn fail(why: &str) {
    if let Some(notice) = document().get_element_by_id("without-app-why") {
        notice.set_text_content(Some(why));
    }
    mark("app-failed");
}

/// The page's styles and tests tell by a class on `<html>` how far it is.
pub(crate) fn mark(class: &str) {
    if let Some(html) = document().document_element() {
        let _ = html.class_list().remove_1("app-loading");
        let _ = html.class_list().add_1(class);
    }
}
