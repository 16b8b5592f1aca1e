//! The app's own files: inside the binary, or in a folder.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result, bail};

/// File names, without folders, and their bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

#[cfg(feature = "embedded-app")]
static EMBEDDED: include_dir::Dir<'static> = include_dir::include_dir!("$DOSSIER_APP_DIR");

/// The files of the folder, else those inside the binary.
///
/// # Errors
/// Where there are neither, or the folder holds no `index.html`.
pub fn files(folder: Option<&Path>) -> Result<Files> {
    match folder {
        Some(folder) => of_folder(folder),
        None => embedded(),
    }
}

fn of_folder(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{}: cannot be opened", folder.display()))? {
        let path = entry?.path();
        if path.is_file() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.insert(name, fs::read(&path).with_context(|| path.display().to_string())?);
        }
    }
    if !files.contains_key("index.html") {
        bail!("{}: holds no built app (no index.html)", folder.display());
    }
    Ok(files)
}

#[cfg(feature = "embedded-app")]
fn embedded() -> Result<Files> {
    let name = |file: &include_dir::File<'_>| file.path().to_string_lossy().into_owned();
    Ok(EMBEDDED.files().map(|file| (name(file), file.contents().to_vec())).collect())
}

#[cfg(not(feature = "embedded-app"))]
fn embedded() -> Result<Files> {
    bail!(
        "this binary was built without the app's files; make one with `cargo xtask dist`, or name them with --app"
    )
}
