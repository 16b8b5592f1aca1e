//! The articles of the paths that were given.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use dossier_model::{Document, Site};
use dossier_read::{assemble, key_from_file_name, read_records, read_text, site_from_toml};
use walkdir::WalkDir;

use crate::report::Report;

/// Articles that were read, in the order and under the keys of their corpus.
#[derive(Debug)]
pub struct Inputs {
    /// The articles.
    pub documents: Vec<Document>,
    /// What corpus.toml says of the site; its title is empty where nothing says it.
    pub site: Site,
    /// Why the others could not be read.
    pub unread: Vec<String>,
    /// How many files were of a format that is not read.
    pub passed_over: usize,
}

/// Reads every .txt and .jsonl file of the paths, folders with all below them.
///
/// # Errors
/// Where a path is not there, corpus.toml can't be understood, nothing at all could be read, or with `strict` anything
/// could not.
pub fn read(paths: &[PathBuf], strict: bool, report: &Report) -> Result<Inputs> {
    let mut inputs =
        Inputs { documents: Vec::new(), site: Site::default(), unread: Vec::new(), passed_over: 0 };
    for path in paths {
        if path.is_dir() {
            read_folder(path, &mut inputs)?;
        } else {
            fs::metadata(path).with_context(|| format!("{}: cannot be opened", path.display()))?;
            read_file(path, &name_of(path), &mut inputs);
        }
    }
    for why in &inputs.unread {
        report.warn(why);
    }
    if inputs.passed_over > 0 {
        let files = if inputs.passed_over == 1 { "file" } else { "files" };
        report.warn(&format!("{} {files} passed over: only .txt and .jsonl are read", inputs.passed_over));
    }
    if inputs.documents.is_empty() {
        bail!("no article could be read; give folders of .txt files, .txt files, or .jsonl files");
    }
    if strict && !inputs.unread.is_empty() {
        bail!("{} could not be read, and --strict was asked for", articles(inputs.unread.len()));
    }
    if !inputs.unread.is_empty() {
        report.warn(&format!("{} could not be read", articles(inputs.unread.len())));
    }
    inputs.documents = assemble(inputs.documents);
    Ok(inputs)
}

/// '1 article', '5 articles'.
pub fn articles(count: usize) -> String {
    if count == 1 { "1 article".into() } else { format!("{count} articles") }
}

fn read_folder(folder: &Path, inputs: &mut Inputs) -> Result<()> {
    let is_hidden =
        |entry: &walkdir::DirEntry| entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_hidden(entry))
    {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                inputs.unread.push(error.to_string());
                continue;
            }
        };
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path();
        if entry.depth() == 1 && entry.file_name() == "corpus.toml" {
            let origin = path.display().to_string();
            let text = fs::read_to_string(path).with_context(|| origin.clone())?;
            inputs.site = site_from_toml(&origin, &text)?;
            continue;
        }
        let origin = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
        read_file(path, &origin, inputs);
    }
    if inputs.site.title.is_empty() {
        let name = folder.canonicalize().ok().as_deref().map(name_of).unwrap_or_default();
        inputs.site.title = name;
    }
    Ok(())
}

fn read_file(path: &Path, origin: &str, inputs: &mut Inputs) {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !matches!(ending.as_str(), "txt" | "jsonl") {
        inputs.passed_over += 1;
        return;
    }
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            inputs.unread.push(format!("{}: {error}", path.display()));
            return;
        }
    };
    let mut keep = |read: Result<Document, dossier_read::ReadError>| match read {
        Ok(document) => inputs.documents.push(document),
        Err(error) => inputs.unread.push(error.to_string()),
    };
    if ending == "txt" {
        keep(read_text(&key_from_file_name(&name_of(path)), origin, &bytes));
    } else {
        read_records(origin, &bytes).for_each(keep);
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
