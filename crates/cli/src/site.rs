//! The folder of a site: what may be written where, and how a reader never sees half of it.
//!
//! A new site is written into a folder beside and then gets its name. In a folder that holds a former site the new
//! files are written to a hidden folder within, and then moved to their places, the page last: until then it names the
//! files of the former site, which are removed after it. An interruption thus leaves the former site whole. Files that
//! Dossier has not made are never touched; [`MARKER`] tells which it has.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::app::{Files, PAGE};

/// The file that tells a site of ours from any other folder, and lists its files.
pub const MARKER: &str = ".dossier-site";

const MARKER_HEAD: &str =
    "Files of this folder that `dossier build` made, and will replace or remove when it runs again:";

/// A place where a site can be written.
#[derive(Debug)]
pub struct Place {
    folder: PathBuf,
    /// The names of the files of the former site.
    former: BTreeSet<String>,
}

impl Place {
    /// Looks whether a site can be written there, before any work is done.
    ///
    /// # Errors
    /// Where it is a file, or a folder of anything but a former site.
    pub fn new(folder: &Path) -> Result<Self> {
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let name = folder.display();
        let former = match fs::read_to_string(folder.join(MARKER)) {
            Ok(marker) => marker.lines().skip(1).filter(|name| is_below(name)).map(String::from).collect(),
            Err(_) => BTreeSet::new(),
        };
        match fs::read_dir(&folder) {
            Ok(mut entries) => {
                if entries.next().is_some() && !folder.join(MARKER).is_file() {
                    bail!(
                        "{name}: holds other files and no site of Dossier; name another folder, or empty it"
                    );
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                bail!("{name}: is a file; name a folder for the site")
            }
            Err(error) => return Err(error).with_context(|| format!("{name}: cannot be opened")),
        }
        Ok(Self { folder, former })
    }

    /// Writes the site in place of the former one.
    ///
    /// # Errors
    /// Where a file cannot be written, or would replace one that Dossier has not made.
    pub fn write(&self, files: &Files) -> Result<()> {
        let names: BTreeSet<String> = files.keys().cloned().collect();
        let is_foreign = |name: &&String| !self.former.contains(*name) && self.folder.join(name).exists();
        if let Some(name) = names.iter().find(is_foreign) {
            bail!("{}: is not Dossier's, and the site has a file of this name; move it away", self.at(name));
        }
        if self.folder.is_dir() { self.replace(files, &names) } else { self.create(files, &names) }
    }

    fn create(&self, files: &Files, names: &BTreeSet<String>) -> Result<()> {
        let parent = self.folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).with_context(|| format!("{}: cannot be made", parent.display()))?;
        let stage = stage(parent, files)?;
        fs::write(stage.path().join(MARKER), marker(names))?;
        open_to_all(stage.path())?;
        fs::rename(stage.path(), &self.folder)
            .with_context(|| format!("{}: cannot be made", self.folder.display()))?;
        // Nothing is left there to remove.
        let _ = stage.keep();
        Ok(())
    }

    fn replace(&self, files: &Files, names: &BTreeSet<String>) -> Result<()> {
        let stage = stage(&self.folder, files)?;
        // Until all is done both sites' files are ours, so that the next build can clear up after an interruption.
        self.mark(&stage, &self.former | names)?;
        let (page, others): (Vec<_>, Vec<_>) = names.iter().partition(|name| *name == PAGE);
        for name in others.into_iter().chain(page) {
            self.move_from(&stage, name)?;
        }
        for name in &self.former - names {
            match fs::remove_file(self.folder.join(&name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("{}: cannot be removed", self.at(&name)));
                }
                _ => (),
            }
        }
        self.mark(&stage, names.clone())
    }

    fn mark(&self, stage: &TempDir, names: BTreeSet<String>) -> Result<()> {
        fs::write(stage.path().join(MARKER), marker(&names))
            .with_context(|| format!("{}: cannot be written", self.at(MARKER)))?;
        self.move_from(stage, MARKER)
    }

    fn move_from(&self, stage: &TempDir, name: &str) -> Result<()> {
        let to = self.folder.join(name);
        let moved = to.parent().map_or(Ok(()), fs::create_dir_all);
        moved
            .and_then(|()| fs::rename(stage.path().join(name), &to))
            .with_context(|| format!("{}: cannot be replaced", to.display()))
    }

    fn at(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

/// A marker is a file that anybody may have changed: a name in it that leads out of the folder is not followed.
fn is_below(name: &str) -> bool {
    use std::path::Component::Normal;
    !name.is_empty() && Path::new(name).components().all(|part| matches!(part, Normal(_)))
}

fn marker(names: &BTreeSet<String>) -> String {
    let lines = std::iter::once(MARKER_HEAD).chain(names.iter().map(String::as_str));
    lines.map(|line| format!("{line}\n")).collect()
}

/// All files in a hidden folder, which removes itself unless kept.
fn stage(parent: &Path, files: &Files) -> Result<TempDir> {
    let stage = tempfile::Builder::new()
        .prefix(".dossier-")
        .tempdir_in(parent)
        .with_context(|| format!("{}: cannot be written to", parent.display()))?;
    for (name, bytes) in files {
        let path = stage.path().join(name);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all);
        written
            .and_then(|()| fs::write(&path, bytes))
            .with_context(|| format!("{name}: cannot be written to {}", parent.display()))?;
    }
    Ok(stage)
}

/// A web server runs as somebody else, and temporary folders are closed to others.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> Result<()> {
    Ok(())
}
