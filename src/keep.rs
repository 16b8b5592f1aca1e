//! What the page keeps on the reader's machine, in the browser's IndexedDB: nothing unless the reader made or asked for it.

use crate::messages;
use js_sys::{Array, Promise};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction, IdbTransactionMode};

const DATABASE: &str = "dossier";

/// The drawers of the database.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Drawer {
    /// Edits, by corpus.
    Edits,
    /// Packs of the reader's own articles, by title.
    Own,
}

impl Drawer {
    const ALL: [Self; 2] = [Self::Edits, Self::Own];

    fn name(self) -> &'static str {
        match self {
            Self::Edits => "edits",
            Self::Own => "own",
        }
    }
}

/// What lies under a key; undefined where nothing does.
///
/// # Errors
/// Why the browser keeps nothing, in words.
pub(crate) async fn get(drawer: Drawer, key: &str) -> Result<JsValue, String> {
    let read = async {
        let (database, _, store) = open(drawer, IdbTransactionMode::Readonly).await?;
        let value = settled(&store.get(&key.into())?).await;
        database.close();
        value
    };
    read.await.map_err(|error| in_words(&error))
}

/// The keys of all that lies in a drawer.
///
/// # Errors
/// As [`get`].
pub(crate) async fn keys(drawer: Drawer) -> Result<Vec<String>, String> {
    let read = async {
        let (database, _, store) = open(drawer, IdbTransactionMode::Readonly).await?;
        let keys = settled(&store.get_all_keys()?).await;
        database.close();
        Ok(Array::from(&keys?).iter().filter_map(|key| key.as_string()).collect())
    };
    read.await.map_err(|error: JsValue| in_words(&error))
}

/// Puts something under a key; undefined takes away what is there.
///
/// # Errors
/// Why it is not kept, in words. What was there before is then there still.
pub(crate) async fn put(drawer: Drawer, key: &str, value: &JsValue) -> Result<(), String> {
    let write = async {
        let (database, transaction, store) = open(drawer, IdbTransactionMode::Readwrite).await?;
        if value.is_undefined() {
            store.delete(&key.into())?;
        } else {
            store.put_with_key(value, &key.into())?;
            crate::boot::note_kept();
        }
        // It is kept once the transaction is complete: a disk that is full is noticed only then.
        let done = Promise::new(&mut |done, fail| {
            transaction.set_oncomplete(Some(&done));
            transaction.set_onabort(Some(&fail));
        });
        let done = JsFuture::from(done).await;
        database.close();
        done.map_err(|_| transaction.error().map_or(JsValue::NULL, JsValue::from))
    };
    write.await.map(drop).map_err(|error| in_words(&error))
}

async fn open(
    drawer: Drawer,
    mode: IdbTransactionMode,
) -> Result<(IdbDatabase, IdbTransaction, IdbObjectStore), JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let request = factory.open_with_u32(DATABASE, 1)?;
    let asked = request.clone();
    let make = Closure::once_into_js(move || {
        let database: IdbDatabase = asked.result().unwrap_or(JsValue::NULL).unchecked_into();
        for drawer in Drawer::ALL {
            let _ = database.create_object_store(drawer.name());
        }
    });
    request.set_onupgradeneeded(Some(make.unchecked_ref()));
    let database: IdbDatabase = settled(&request).await?.unchecked_into();
    let transaction = database.transaction_with_str_and_mode(drawer.name(), mode)?;
    let store = transaction.object_store(drawer.name())?;
    Ok((database, transaction, store))
}

async fn settled(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let done = Promise::new(&mut |done, fail| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&fail));
    });
    JsFuture::from(done).await.map_err(|_| JsValue::NULL)?;
    request.result()
}

/// Whether the browser gives this page no more room.
pub(crate) fn is_full(error: &JsValue) -> bool {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    name.as_deref() == Some("QuotaExceededError")
}

fn in_words(error: &JsValue) -> String {
    if is_full(error) { messages::NO_ROOM } else { messages::KEEPS_NOTHING }.into()
}
