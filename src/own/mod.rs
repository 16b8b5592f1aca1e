//! The reader's own articles: read, extracted and indexed in a worker, then explored as a published corpus is.
//!
//! `files` and `picker` say what was dropped or chosen, `making` leads the worker from files to a pack; `alone` makes
//! a page of one file of that.
//! [`show`] mounts the app anew on that pack, [`show_published`] on the one the page came with. Nothing is sent, and
//! nothing is stored unless the reader asks for it ([`keep`]): the articles are in this tab's memory and end with it.

mod alone;
mod files;
mod making;
mod picker;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use dossier_index::Pack;
use js_sys::{Array, Uint8Array};
use leptos::prelude::{location, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

pub(crate) use self::{
    files::{Chosen, of_drop, of_input},
    making::{Made, Making, Step},
    picker::{Picked, pick_folder},
};
use crate::{
    boot,
    engine::Engine,
    export,
    focus::focus_soon,
    keep::{self, Drawer},
    mend, messages,
    store::Store,
    tasks::begin,
    worker::Parts,
};

/// The reader's own corpus, while it is shown.
pub(crate) struct Own {
    /// Its pack, for saving.
    bytes: Uint8Array,
    /// Why what of the files could not be read.
    pub(crate) unread: Vec<String>,
    /// Whether it is kept on this machine.
    pub(crate) is_kept: Cell<bool>,
    /// The corpus that the page came with, and the view of it that was left.
    published: (&'static Pack, String),
}

thread_local! {
    static SHOWN: RefCell<Option<Rc<Own>>> = const { RefCell::new(None) };
}

/// The reader's own corpus, where that is what the page shows.
pub(crate) fn shown() -> Option<Rc<Own>> {
    SHOWN.with_borrow(Clone::clone)
}

/// What a `<meta>` of the page says that the worker's two files are called, without their endings.
const WORKER: &str = "dossier-worker";

/// What the worker is made of.
///
/// # Errors
/// Why it did not come, in words.
async fn parts() -> Result<Parts, String> {
    let parts = Parts::fetch(&boot::meta(WORKER).unwrap_or_default()).await;
    parts.map_err(|why| messages::reader_not_loaded(&why))
}

/// Whether the page has a worker, and so reads files. A page of one file has none unless it was asked for, nor has what `trunk build`
/// alone makes; those open packs.
pub(crate) fn reads_files() -> bool {
    boot::meta(WORKER).is_some()
}

/// Shows the reader's own articles in place of what is shown.
///
/// # Errors
/// Where the pack is none.
pub(crate) fn show(store: Store, made: Made) -> Result<(), String> {
    let pack = Pack::open(made.pack.to_vec()).map_err(|error| error.to_string())?;
    let published = shown().map(|own| own.published.clone());
    let here = || (mend::pristine(store), location().hash().unwrap_or_default());
    let own = Own {
        bytes: made.pack,
        unread: made.unread,
        is_kept: Cell::new(made.is_kept),
        published: published.unwrap_or_else(here),
    };
    SHOWN.set(Some(Rc::new(own)));
    remount(store, Box::leak(Box::new(pack)), "#".to_owned());
    Ok(())
}

/// Forgets the reader's own articles and goes back to those that the page came with.
pub(crate) fn show_published(store: Store) {
    if let Some(own) = SHOWN.take() {
        let (pack, view) = &own.published;
        remount(store, pack, if view.is_empty() { "#".to_owned() } else { view.clone() });
    }
}

fn remount(store: Store, pack: &'static Pack, view: String) {
    // A handler of the app runs as a part of it: what it made and mounted would be a part of the former app and end with
    // that.
    begin(async move {
        store.leave();
        boot::unmount();
        if let Ok(history) = window().history() {
            let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&view));
        }
        boot::mount(Engine::new(pack, ""));
        focus_soon("results");
    });
}

/// What the reader keeps on this machine, by title.
pub(crate) async fn kept() -> Vec<String> {
    if boot::has_kept() { keep::keys(Drawer::Own).await.unwrap_or_default() } else { Vec::new() }
}

/// Keeps the reader's own corpus on this machine under its title, in place of one that was kept under the same.
///
/// # Errors
/// Why the browser does not, in words.
pub(crate) async fn keep(own: &Own, title: &str) -> Result<(), String> {
    keep::put(Drawer::Own, title, &own.bytes).await?;
    own.is_kept.set(true);
    Ok(())
}

/// Shows what is kept under a title.
///
/// # Errors
/// Why it can't be, in words.
pub(crate) async fn open_kept(store: Store, title: &str) -> Result<(), String> {
    let kept = keep::get(Drawer::Own, title).await?;
    if kept.is_undefined() {
        return Err(messages::no_longer_kept(title));
    }
    show(store, Made { pack: kept.unchecked_into(), unread: Vec::new(), is_kept: true })
}

/// Forgets what is kept under a title, and the edits of it.
///
/// # Errors
/// Why the browser does not, in words.
pub(crate) async fn forget(title: &str) -> Result<(), String> {
    keep::put(Drawer::Own, title, &JsValue::UNDEFINED).await?;
    keep::put(Drawer::Edits, &mend::key_of_own(title), &JsValue::UNDEFINED).await
}

/// Saves the reader's own corpus as a file that can be opened here again.
pub(crate) fn save(own: &Own, title: &str) -> Option<()> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&own.bytes)).ok()?;
    export::give(&file_name(title, "pack"), &blob).ok()
}

/// Whether the page was opened from a disk. Browsers hold all such pages to be one site, so that others may see what this one
/// keeps.
pub(crate) fn is_from_disk() -> bool {
    location().href().is_ok_and(|address| address.starts_with("file:"))
}

/// Whether the reader's own corpus can be saved as a page.
pub(crate) fn can_be_alone() -> bool {
    alone::is_possible()
}

/// Saves the reader's own corpus as a page of one file, with the app in it.
///
/// # Errors
/// Why it can't be, in words.
pub(crate) async fn save_alone(own: &Own, title: &str) -> Result<(), String> {
    let page = alone::page(&own.bytes).await?;
    export::give(&file_name(title, "html"), &page).map_err(|_| messages::FILE_NOT_SAVED.to_owned())
}

fn file_name(title: &str, ending: &str) -> String {
    format!("{}.{ending}", title.replace(['/', '\\', ':'], "-"))
}
