//! Which files the paths name.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use dossier_read::{Format, is_machinery};
use walkdir::{DirEntry, WalkDir};

use crate::{inputs::file_name, site::MARKER, trouble};

/// The file that says what articles don't say themselves.
pub(crate) const SETTINGS: &str = "corpus.toml";

/// The files of all paths, each once.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    /// Those to read, in the order of the paths and of their names.
    pub(crate) files: Vec<File>,
    /// Each corpus.toml right in a folder that was given.
    pub(crate) settings: Vec<PathBuf>,
    /// Those in folders whose format is not read.
    pub(crate) passed_over: Vec<PathBuf>,
    /// Why something could not even be looked at.
    pub(crate) unread: Vec<String>,
}

/// A file to read.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: PathBuf,
    /// The path below the folder that was given, with `/`; the file's name where it was given itself.
    pub(crate) origin: String,
}

/// Lists the files of the paths. Links are followed, but not to a folder above; hidden files and sites that Dossier made are left out.
///
/// # Errors
/// Where a path is not there: more likely a slip of the hand than an article that is missing.
///
/// Where `root` is given, what lies below it is called by its path from there, whichever path leads to it.
pub(crate) fn walk(paths: &[PathBuf], root: Option<&Path>) -> Result<Walk> {
    let mut walk = Walk::default();
    let mut seen = HashSet::new();
    for path in paths {
        let metadata = path.metadata().with_context(|| format!("{}: cannot be opened", path.display()))?;
        if metadata.is_dir() {
            walk.folder(path, root, &mut seen);
        } else if is_read(path) {
            let origin = root.filter(|root| path.starts_with(root)).map(|root| below(root, path));
            walk.add(path, origin.unwrap_or_else(|| shown(&file_name(path))), &mut seen);
        } else {
            let known = Format::endings();
            walk.unread
                .push(format!("{}: its format is not read; give files that end in {known}", path.display()));
        }
    }
    Ok(walk)
}

impl Walk {
    fn folder(&mut self, folder: &Path, root: Option<&Path>, seen: &mut HashSet<PathBuf>) {
        let root = root.filter(|root| folder.starts_with(root)).unwrap_or(folder);
        let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let is_wanted = |entry: &DirEntry| is_wanted(entry) && !leads_above(entry, &real);
        // The last file's folder, and where that is: asking of each file alone takes longer than reading a short one.
        let mut folders = (PathBuf::new(), PathBuf::new());
        for entry in entries.into_iter().filter_entry(is_wanted) {
            let entry = match entry {
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => entry,
                // A link to a folder above: all that is in it is seen without it.
                Err(error) if error.loop_ancestor().is_some() => continue,
                Err(error) => {
                    self.unread.push(why_unread(&error));
                    continue;
                }
            };
            let path = entry.path();
            if entry.depth() == 1 && entry.file_name() == SETTINGS {
                self.settings.push(path.to_owned());
                continue;
            }
            if is_read(path) && entry.file_type().is_file() {
                let parent = path.parent().unwrap_or(path);
                if folders.0 != parent {
                    let real = parent.canonicalize().unwrap_or_else(|_| parent.to_owned());
                    folders = (parent.to_owned(), real);
                }
                match entry.path_is_symlink() {
                    true => self.add(path, below(root, path), seen),
                    false => self.add_real(path, folders.1.join(entry.file_name()), below(root, path), seen),
                }
            } else {
                self.passed_over.push(path.to_owned());
            }
        }
    }

    fn add(&mut self, path: &Path, origin: String, seen: &mut HashSet<PathBuf>) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.add_real(path, real, origin, seen);
    }

    fn add_real(&mut self, path: &Path, real: PathBuf, origin: String, seen: &mut HashSet<PathBuf>) {
        if seen.insert(real) {
            self.files.push(File { path: path.to_owned(), origin });
        }
    }
}

fn why_unread(error: &walkdir::Error) -> String {
    match (error.path(), error.io_error()) {
        (Some(path), Some(why)) => {
            format!("{}: {}", shown(&path.display().to_string()), trouble::why_unread(path, why))
        }
        _ => error.to_string(),
    }
}

/// Whether it is a link to a folder above the one that was given: what lies beside that was not given.
fn leads_above(entry: &DirEntry, real: &Path) -> bool {
    let is_link = entry.depth() > 0 && entry.path_is_symlink() && entry.file_type().is_dir();
    is_link && entry.path().canonicalize().is_ok_and(|target| real.starts_with(target))
}

fn is_read(path: &Path) -> bool {
    Format::of(&file_name(path)).is_some()
}

/// Whether a file's name is that of a page, among which there may be pages that Dossier made.
pub(crate) fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|ending| ["html", "htm"].iter().any(|page| ending.eq_ignore_ascii_case(page)))
}

fn is_wanted(entry: &DirEntry) -> bool {
    let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
    let is_site = || entry.file_type().is_dir() && entry.path().join(MARKER).is_file();
    entry.depth() == 0 || !is_hidden && !is_site() && !is_part_of_page(entry) && !is_of_blog(entry)
}

/// Whether it is a folder of what a blog is made of, or made: Jekyll's by their names, those of Hugo and Zola where they stand beside
/// its settings and its `content`.
fn is_of_blog(entry: &DirEntry) -> bool {
    const NAMES: &[&str] = &["public", "themes", "layouts", "templates", "archetypes", "resources"];
    const SETTINGS: &[&str] = &[
        "hugo.toml",
        "hugo.yaml",
        "hugo.yml",
        "hugo.json",
        "config.toml",
        "config.yaml",
        "config.yml",
        "config.json",
    ];
    let name = entry.file_name().to_string_lossy();
    let beside = |other: &str| entry.path().with_file_name(other);
    let is_blog = || beside("content").is_dir() && SETTINGS.iter().any(|settings| beside(settings).is_file());
    entry.file_type().is_dir() && (is_machinery(&name) || NAMES.contains(&&*name) && is_blog())
}

/// Whether it is the folder `Page_files` that a browser saves beside `Page.html`, for its pictures and advertisements.
fn is_part_of_page(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let Some(page) = name.strip_suffix("_files").filter(|_| entry.file_type().is_dir()) else { return false };
    [".html", ".htm"].iter().any(|ending| entry.path().with_file_name(format!("{page}{ending}")).is_file())
}

/// The path below the folder, with `/` on every system.
pub(crate) fn below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    shown(&path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// A name as it can be shown: one with a line break could pass for two, and one that turns the direction of its words for another.
pub(crate) fn shown(name: &str) -> String {
    let turns = |sign: char| matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    name.chars().map(|sign| if sign.is_control() || turns(sign) { '\u{FFFD}' } else { sign }).collect()
}
