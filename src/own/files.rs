//! What a reader drops on the page or chooses in a dialog, folders with all below them.

use js_sys::{Array, ArrayBuffer, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileList, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

use super::{is_from_disk, picker};
use crate::messages;

/// A file, not read yet.
pub(crate) struct Chosen {
    /// Its path below what was chosen.
    pub(crate) name: String,
    file: File,
}

impl Chosen {
    pub(super) fn new(name: String, file: File) -> Option<Self> {
        // What systems leave in folders is no article.
        let is_hidden = name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX");
        (!is_hidden).then_some(Self { name, file })
    }

    pub(super) fn size(&self) -> f64 {
        self.file.size()
    }

    pub(super) async fn bytes(&self) -> Result<ArrayBuffer, String> {
        let bytes = JsFuture::from(self.file.array_buffer()).await;
        let why = |_| messages::unreadable(&self.name);
        bytes.map(JsCast::unchecked_into).map_err(why)
    }
}

/// The files of an input, by name.
pub(crate) fn of_input(files: &FileList) -> Vec<Chosen> {
    let chosen = |file: File| {
        let path = Reflect::get(&file, &"webkitRelativePath".into()).ok().and_then(|path| path.as_string());
        Chosen::new(path.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name()), file)
    };
    sorted((0..files.length()).filter_map(|number| chosen(files.get(number)?)).collect())
}

/// What was dropped. What it names has to be taken before the event is over; the files are listed after that.
pub(crate) fn of_drop(dropped: &DataTransfer) -> impl Future<Output = Vec<Chosen>> + use<> {
    let items = dropped.items();
    let items: Vec<_> = (0..items.length()).filter_map(|number| items.get(number)).collect();
    let mut entries: Vec<_> =
        items.iter().filter_map(|item| item.webkit_get_as_entry().ok().flatten()).collect();
    let files = dropped.files();
    // Chromium gives a page from a disk entries that can't be read, and handles that can.
    let asked = if is_from_disk() { items.as_slice() } else { &[] };
    let handles: Vec<_> =
        asked.iter().filter_map(|item| picker::promise(item, "getAsFileSystemHandle")).collect();
    async move {
        let chosen = picker::of_promised(handles).await;
        if !chosen.is_empty() {
            return chosen;
        }
        if entries.is_empty() {
            // As where a script made the event.
            return files.as_ref().map(of_input).unwrap_or_default();
        }
        let mut chosen = Vec::new();
        while let Some(entry) = entries.pop() {
            if entry.is_directory() {
                entries.extend(below(entry.unchecked_into()).await);
            } else if let Some(file) = file_of(entry.unchecked_ref()).await {
                chosen.extend(Chosen::new(entry.full_path().trim_start_matches('/').to_owned(), file));
            }
        }
        sorted(chosen)
    }
}

/// By name, but what says how the others are read goes before them.
pub(super) fn sorted(mut files: Vec<Chosen>) -> Vec<Chosen> {
    let order = |file: &Chosen| (!file.name.ends_with("corpus.toml"), file.name.clone());
    files.sort_by_cached_key(order);
    files
}

async fn file_of(entry: &FileSystemFileEntry) -> Option<File> {
    let file = Promise::new(&mut |done, fail| entry.file_with_callback_and_callback(&done, &fail));
    JsFuture::from(file).await.ok().map(JsCast::unchecked_into)
}

/// What is right below a folder. A browser lists it in pieces, and ends with an empty one.
async fn below(folder: FileSystemDirectoryEntry) -> Vec<FileSystemEntry> {
    let reader = folder.create_reader();
    let mut entries = Vec::new();
    loop {
        let piece = Array::from(&piece(&reader).await);
        if piece.length() == 0 {
            return entries;
        }
        entries.extend(piece.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
}

async fn piece(reader: &FileSystemDirectoryReader) -> JsValue {
    let piece = Promise::new(&mut |done, fail| {
        let _ = reader.read_entries_with_callback_and_callback(&done, &fail);
    });
    JsFuture::from(piece).await.unwrap_or_else(|_| Array::new().into())
}
