//! Where a site is written before it is whole, and what a file system says of files.

use std::{
    collections::BTreeSet,
    fs::{self, File, Metadata},
    io,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::Result;
use tempfile::TempDir;

use crate::trouble::Written;

/// All files of a new site in a hidden folder, which removes itself.
pub(crate) struct Stage {
    pub(crate) site: PathBuf,
    /// Locked as long as this build runs; let go before the folder is removed.
    _lock: File,
    _folder: TempDir,
}

const STAGE: &str = ".dossier-";
const LOCK: &str = "lock";
const SITE: &str = "site";

impl Stage {
    pub(crate) fn new(parent: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix(STAGE)
            .tempdir_in(parent)
            .written(parent, "cannot be written to")?;
        let lock = File::create(folder.path().join(LOCK))?;
        // Some network drives know no locks; what is left there is left.
        let _ = lock.lock();
        let site = folder.path().join(SITE);
        fs::create_dir(&site)?;
        Ok(Self { site, _lock: lock, _folder: folder })
    }
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)
        }
        written => written,
    }
}

/// Has all files of the folder outlast a power cut. One by one the thousands of a large site take longer than all else.
#[cfg(target_os = "linux")]
pub(crate) fn flush(folder: &Path, _files: &BTreeSet<String>) -> io::Result<()> {
    Ok(rustix::fs::syncfs(File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(crate) fn flush(folder: &Path, files: &BTreeSet<String>) -> io::Result<()> {
    // Windows flushes only what was opened for writing.
    use rayon::prelude::*;
    files.par_iter().try_for_each(|name| File::options().write(true).open(folder.join(name))?.sync_all())
}

/// Removes what interrupted builds left in a folder. What can't be looked at or removed is left; it does no harm.
pub(crate) fn clear_up(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(STAGE)) {
        let path = entry.path();
        let lock = || File::open(path.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if path.join(SITE).is_dir() && lock() {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// When a file was last written or put there. Whoever sets back the time of writing, as a program does that copies files with
/// their times, can't set back the time of that.
#[cfg(unix)]
pub(crate) fn changed(file: &Metadata) -> Option<SystemTime> {
    use std::{os::unix::fs::MetadataExt, time::Duration};

    let seconds = Duration::from_secs(file.ctime().try_into().ok()?);
    let put = SystemTime::UNIX_EPOCH.checked_add(seconds)?;
    let put = put.checked_add(Duration::from_nanos(file.ctime_nsec().try_into().ok()?))?;
    Some(put.max(file.modified().ok()?))
}

/// As above; where only the time of writing is known, that says nothing.
#[cfg(not(unix))]
pub(crate) fn changed(_: &Metadata) -> Option<SystemTime> {
    None
}
