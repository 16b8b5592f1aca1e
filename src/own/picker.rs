//! The system's dialog for a folder, of the File System Access API: where there is one it asks whether this page may look at
//! a folder, not, as that of an input does, whether files are to be 'uploaded'. And the handles that it gives, which a drop
//! gives as well.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::files::{Chosen, sorted};

/// A folder that somebody chose, not looked into yet.
pub(crate) struct Folder(JsValue);

/// What became of the dialog.
pub(crate) enum Picked {
    Folder(Folder),
    /// It was closed without a choice.
    Nothing,
    /// There is none here, or it may not be shown.
    Impossible,
}

/// Asks for a folder; to be called where the reader clicked.
pub(crate) async fn pick_folder() -> Picked {
    let Some(pick) = get(&window(), "showDirectoryPicker").and_then(|pick| pick.dyn_into::<Function>().ok())
    else {
        return Picked::Impossible;
    };
    let asked = pick.call0(&window()).and_then(JsCast::dyn_into::<Promise>);
    match asked {
        Ok(asked) => match JsFuture::from(asked).await {
            Ok(folder) => Picked::Folder(Folder(folder)),
            Err(why) if text(&why, "name").as_deref() == Some("AbortError") => Picked::Nothing,
            Err(_) => Picked::Impossible,
        },
        Err(_) => Picked::Impossible,
    }
}

impl Folder {
    /// All files below it, by name; what may not be looked into is left out.
    pub(crate) async fn files(self) -> Vec<Chosen> {
        of_handles(vec![self.0]).await
    }
}

/// The same of files and folders whose handles are promised.
pub(super) async fn of_promised(promised: Vec<Promise>) -> Vec<Chosen> {
    let mut handles = Vec::new();
    for handle in promised {
        handles.extend(JsFuture::from(handle).await.ok());
    }
    of_handles(handles).await
}

async fn of_handles(handles: Vec<JsValue>) -> Vec<Chosen> {
    let mut chosen = Vec::new();
    let named = |handle| (text(&handle, "name").unwrap_or_default(), handle);
    let mut waiting: Vec<_> = handles.into_iter().map(named).collect();
    while let Some((path, handle)) = waiting.pop() {
        if text(&handle, "kind").as_deref() == Some("directory") {
            for entry in entries(&handle).await {
                let name = text(&entry, "name").unwrap_or_default();
                waiting.push((if path.is_empty() { name } else { format!("{path}/{name}") }, entry));
            }
        } else if let Some(file) = promised(&handle, "getFile").await {
            chosen.extend(Chosen::new(path, file.unchecked_into::<File>()));
        }
    }
    sorted(chosen)
}

/// What is right below a folder: what its asynchronous iterator gives, one after the other.
async fn entries(folder: &JsValue) -> Vec<JsValue> {
    let mut entries = Vec::new();
    let Some(iterator) = call(folder, "values") else { return entries };
    while let Some(next) = promised(&iterator, "next").await {
        match get(&next, "value") {
            Some(entry) if !entry.is_undefined() => entries.push(entry),
            _ => break,
        }
    }
    entries
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok()
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    get(of, name)?.as_string()
}

fn call(of: &JsValue, name: &str) -> Option<JsValue> {
    let function: Function = get(of, name)?.dyn_into().ok()?;
    Reflect::apply(&function, of, &Array::new()).ok()
}

/// What a method promises, where there is one.
pub(super) fn promise(of: &JsValue, name: &str) -> Option<Promise> {
    call(of, name)?.dyn_into().ok()
}

async fn promised(of: &JsValue, name: &str) -> Option<JsValue> {
    JsFuture::from(promise(of, name)?).await.ok()
}
