//! The app's own files: inside the binary, or in a folder.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use walkdir::{DirEntry, WalkDir};

use crate::walk::below;

/// The files of a site: their names below its folder, with `/`, and their bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The page of a site.
pub const PAGE: &str = "index.html";

#[cfg(feature = "embedded-app")]
static EMBEDDED: include_dir::Dir<'static> = include_dir::include_dir!("$DOSSIER_APP_DIR");

/// The part of a file's name that says what is in it, so that it can be cached for ever.
pub(crate) fn content_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The files of the folder, else those inside the binary.
///
/// # Errors
/// Where there are neither, or the folder holds no built app.
pub fn files(folder: Option<&Path>) -> Result<Files> {
    match folder {
        Some(folder) => of_folder(folder),
        None => embedded(),
    }
}

fn of_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    let is_hidden =
        |entry: &DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    let entries = WalkDir::new(folder).follow_links(true).into_iter();
    for entry in entries.filter_entry(|entry| !is_hidden(entry)) {
        let entry = entry.with_context(|| format!("the app's files, {}", folder.display()))?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).with_context(|| entry.path().display().to_string())?;
            files.insert(below(folder, entry.path()), bytes);
        }
    }
    if !files.contains_key(PAGE) {
        bail!(
            "{}: holds no built app, for there is no {PAGE}; make one with `cargo xtask dist`",
            folder.display()
        );
    }
    Ok(files)
}

#[cfg(feature = "embedded-app")]
fn embedded() -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![&EMBEDDED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files
            .extend(folder.files().map(|file| (below(Path::new(""), file.path()), file.contents().to_vec())));
    }
    Ok(files)
}

#[cfg(not(feature = "embedded-app"))]
fn embedded() -> Result<Files> {
    bail!(
        "this binary was built without the app's files; make one with `cargo xtask dist`, or name them with --app"
    )
}
