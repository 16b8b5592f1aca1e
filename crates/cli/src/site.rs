//! The folder of a site: what may be written where, and how a reader never sees half of it.
//!
//! A new site is written into a folder beside and then gets its name. In a folder that holds a former site those of its
//! files stay that the new one has in the same bytes, as most parts of a large corpus are. A part is named by what it
//! holds: one of this name and length that was not changed since the former site was finished, by what the file system notes
//! of both, is not read to be compared. The others
//! are written to a hidden folder within, and then moved to their places, the page last: until then it names the
//! files of the former site, which are removed after it. An interruption thus leaves the former site whole. All bytes are
//! on the disk before anything is moved, so that this holds for a power cut too. What an interrupted build leaves behind is
//! removed by the next one, which tells it by the lock that a build holds on its folder as long as it runs. Files that
//! Dossier has not made are never touched; [`MARKER`] tells which it has.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, bail};
use rayon::prelude::*;

use crate::{
    app::{Files, PAGE},
    stage::{Stage, changed, clear_up, flush, write},
    trouble::Written,
};

/// The file that tells a site of ours from any other folder, and lists its files.
pub const MARKER: &str = ".dossier-site";

/// How the names of files end that are named by what they hold.
const CHUNK: &str = ".chunk";

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
        let mut writing = self.begin(true)?;
        writing.put(files.iter().collect())?;
        writing.finish()
    }

    /// Begins to write a site. Nothing of the former one is touched before all of it is there. All that is there is read to
    /// be compared if `reads_all`.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub(crate) fn begin(&self, reads_all: bool) -> Result<Writing<'_>> {
        let parent = self.parent();
        clear_up(parent);
        clear_up(&self.folder);
        let is_there = self.folder.is_dir();
        if !is_there {
            fs::create_dir_all(parent).written(parent, "cannot be made")?;
        }
        let stage = Stage::new(if is_there { &self.folder } else { parent })?;
        let finished = self.folder.join(MARKER).symlink_metadata().ok().as_ref().and_then(changed);
        let finished = finished.filter(|_| !reads_all);
        Ok(Writing { place: self, stage, is_there, finished, names: BTreeSet::new(), new: BTreeSet::new() })
    }

    /// The folder in which the site's is.
    pub(crate) fn parent(&self) -> &Path {
        let parent = self.folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    }

    /// Whether the file is there as it is to be; what says so of one that is named by what it holds is that it was not
    /// changed since the site was `finished`.
    fn has(&self, name: &str, bytes: &[u8], finished: Option<SystemTime>) -> bool {
        let path = self.folder.join(name);
        let Ok(there) = path.symlink_metadata() else { return false };
        if !self.former.contains(name) || !there.is_file() || there.len() != bytes.len() as u64 {
            return false;
        }
        let is_unchanged = || changed(&there).zip(finished).is_some_and(|(changed, then)| changed < then);
        name.ends_with(CHUNK) && is_unchanged() || fs::read(path).is_ok_and(|there| there == bytes)
    }

    fn at(&self, name: &str) -> String {
        self.folder.join(name).display().to_string()
    }
}

/// A site that is being written.
pub(crate) struct Writing<'p> {
    place: &'p Place,
    stage: Stage,
    /// Whether the folder of the site is there.
    is_there: bool,
    /// When the former site was finished, where what is older needs no other proof.
    finished: Option<SystemTime>,
    /// All of its files, and those that are not as they are to be.
    names: BTreeSet<String>,
    new: BTreeSet<String>,
}

impl Writing<'_> {
    /// Writes files. What is there is compared on all processors; what is not is written by one, for a file system makes
    /// the files of a folder one after the other, and several processors only wait for each other.
    ///
    /// # Errors
    /// Where one cannot be written, or would replace one that Dossier has not made.
    pub(crate) fn put<B: AsRef<[u8]> + Sync>(&mut self, files: Vec<(&String, B)>) -> Result<()> {
        let Place { folder, former } = self.place;
        let is_there = |(name, bytes): &(&String, B)| -> Result<bool> {
            if !former.contains(*name) && folder.join(name).exists() {
                bail!(
                    "{}: is not Dossier's, and the site has a file of this name; move it away",
                    self.place.at(name)
                );
            }
            Ok(self.place.has(name, bytes.as_ref(), self.finished))
        };
        let are_there: Vec<bool> = files.par_iter().map(is_there).collect::<Result<_>>()?;
        for ((name, bytes), is_there) in files.into_iter().zip(are_there) {
            if !is_there {
                write(&self.stage.site.join(name), bytes.as_ref())
                    .with_context(|| format!("{}: cannot be written", self.place.at(name)))?;
                self.new.insert(name.clone());
            }
            self.names.insert(name.clone());
        }
        Ok(())
    }

    /// Puts what was written in the place of the former site.
    ///
    /// # Errors
    /// Where a file cannot be replaced or removed.
    pub(crate) fn finish(self) -> Result<()> {
        let folder = &self.place.folder;
        flush(&self.stage.site, &self.new)
            .with_context(|| format!("{}: cannot be written to", folder.display()))?;
        if self.is_there {
            return self.replace();
        }
        fs::write(self.stage.site.join(MARKER), marker(&self.names))?;
        fs::rename(&self.stage.site, folder).written(folder, "cannot be made")
    }

    fn replace(&self) -> Result<()> {
        let Place { folder, former } = self.place;
        // Until all is done both sites' files are ours, so that the next build can clear up after an interruption.
        self.mark(&(former | &self.names))?;
        // Pages after what they name, and the app's after those that list the articles.
        let mut new: Vec<&String> = self.new.iter().collect();
        new.sort_by_key(|name| (*name == PAGE, name.ends_with(".html")));
        for name in new {
            self.move_here(name)?;
        }
        for name in former - &self.names {
            match fs::remove_file(folder.join(&name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error)
                        .with_context(|| format!("{}: cannot be removed", self.place.at(&name)));
                }
                _ => (),
            }
            // The folder of its chunks, once it is empty; one that holds something of somebody else's stays.
            let mut inside = Path::new(&name).parent();
            while let Some(empty) = inside.filter(|inside| !inside.as_os_str().is_empty()) {
                inside = fs::remove_dir(folder.join(empty)).ok().and_then(|()| empty.parent());
            }
        }
        self.mark(&self.names)
    }

    fn mark(&self, names: &BTreeSet<String>) -> Result<()> {
        fs::write(self.stage.site.join(MARKER), marker(names))
            .with_context(|| format!("{}: cannot be written", self.place.at(MARKER)))?;
        self.move_here(MARKER)
    }

    fn move_here(&self, name: &str) -> Result<()> {
        let to = self.place.folder.join(name);
        let moved = to.parent().map_or(Ok(()), fs::create_dir_all);
        moved
            .and_then(|()| fs::rename(self.stage.site.join(name), &to))
            .with_context(|| format!("{}: cannot be replaced", to.display()))
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

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    fn files(names: &[&str]) -> Files {
        names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_an_interrupted_build_left_is_removed_and_a_running_one_is_let_be() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("out");
        Place::new(&site).unwrap().write(&files(&[PAGE, "a"])).unwrap();
        let running = Stage::new(folder.path()).unwrap();
        for place in [folder.path(), &site] {
            fs::create_dir_all(place.join(".dossier-left/site")).unwrap();
            fs::write(place.join(".dossier-left/lock"), "").unwrap();
            fs::create_dir_all(place.join(".dossier-theirs")).unwrap();
        }
        Place::new(&site).unwrap().write(&files(&[PAGE, "b"])).unwrap();
        assert_eq!(names(&site), [MARKER, ".dossier-theirs", "b", PAGE]);
        assert!(running.site.is_dir());
        drop(running);
        assert_eq!(names(folder.path()), [".dossier-theirs", "out"]);
    }

    #[test]
    fn what_is_there_as_it_is_to_be_stays_and_what_somebody_changed_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("out");
        let all = files(&[PAGE, "chunks/a", "chunks/b", "chunks/c"]);
        Place::new(&site).unwrap().write(&all).unwrap();
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        for name in all.keys() {
            File::options().write(true).open(site.join(name)).unwrap().set_modified(long_ago).unwrap();
        }
        fs::write(site.join("chunks/b"), "chunks/?").unwrap();
        fs::remove_file(site.join("chunks/c")).unwrap();
        Place::new(&site).unwrap().write(&all).unwrap();
        for (name, bytes) in &all {
            let path = site.join(name);
            assert_eq!(fs::read(&path).unwrap(), *bytes);
            let is_old = fs::metadata(path).unwrap().modified().unwrap() == long_ago;
            assert_eq!(is_old, !["chunks/b", "chunks/c"].contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn a_part_that_was_changed_after_the_site_was_made_does_not_stay() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("out");
        let all = files(&[PAGE, "chunks/a.chunk", "b.txt"]);
        Place::new(&site).unwrap().write(&all).unwrap();
        for name in ["chunks/a.chunk", "b.txt"] {
            // Of the same length, and as old as it was.
            let before = fs::metadata(site.join(name)).unwrap().modified().unwrap();
            fs::write(site.join(name), "?".repeat(name.len())).unwrap();
            File::options().write(true).open(site.join(name)).unwrap().set_modified(before).unwrap();
        }
        let mut place = Place::new(&site).unwrap();
        place.write(&all).unwrap();
        assert!(all.iter().all(|(name, bytes)| fs::read(site.join(name)).unwrap() == *bytes));
        // What is older than the site needs no other proof, if it is named by what it holds and has its length.
        place.former.insert("chunks/c.chunk".into());
        fs::write(site.join("chunks/c.chunk"), "c").unwrap();
        let later = Some(SystemTime::now() + std::time::Duration::from_secs(60));
        let has = |name: &str, bytes: &[u8], finished| place.has(name, bytes, finished);
        assert_eq!(has("chunks/c.chunk", b"d", later), cfg!(unix));
        assert!(!has("chunks/c.chunk", b"d", None) && !has("chunks/c.chunk", b"dd", later));
        assert!(!has("b.txt", b"other", later));
    }

    #[test]
    fn a_build_that_breaks_off_leaves_the_former_page_and_all_that_it_names() {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("out");
        Place::new(&site).unwrap().write(&files(&[PAGE, "old.pack", "old/a/1.chunk"])).unwrap();
        let place = Place::new(&site).unwrap();
        // Something is in the way of the last file before the page.
        fs::create_dir_all(site.join("z/in the way")).unwrap();
        let place = Place { former: &place.former | &BTreeSet::from(["z".to_owned()]), ..place };
        let mut new = files(&["new.pack", "z"]);
        new.insert(PAGE.into(), b"new".to_vec());
        assert!(place.write(&new).is_err());
        assert_eq!(fs::read_to_string(site.join(PAGE)).unwrap(), PAGE);
        assert!(site.join("old.pack").is_file());
        fs::remove_dir_all(site.join("z")).unwrap();
        Place::new(&site).unwrap().write(&new).unwrap();
        assert_eq!(names(&site), [MARKER, PAGE, "new.pack", "z"]);
    }
}
