//! What the system says when it can't read or write, in words that say what to do.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use anyhow::{Context, Result};

/// Why a file or folder can't be read.
pub(crate) fn why_unread(path: &Path, error: &io::Error) -> String {
    let leads_nowhere = || path.is_symlink() && !path.exists();
    match error.kind() {
        ErrorKind::PermissionDenied => "may not be read; allow yourself to, or remove it".into(),
        _ if leads_nowhere() => "is a link that leads nowhere; mend or remove it".into(),
        _ => format!("can't be read: {error}"),
    }
}

/// A place that nothing can be written to, with the reason.
pub(crate) trait Written<T> {
    /// 'site: cannot be written: the disk is full; ...'
    fn written(self, place: &Path, what: &str) -> Result<T>;
}

impl<T> Written<T> for io::Result<T> {
    fn written(self, place: &Path, what: &str) -> Result<T> {
        let told = self.map_err(|error| io::Error::new(error.kind(), why_unwritten(&error)));
        told.with_context(|| format!("{}: {what}", place.display()))
    }
}

fn why_unwritten(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "the disk is full; make room, or name another place".into()
        }
        ErrorKind::PermissionDenied => "you may not write there; name another place".into(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read; name another place".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_says_so_and_what_to_do() {
        let full: io::Result<()> = Err(ErrorKind::StorageFull.into());
        let why = format!("{:#}", full.written(Path::new("site"), "cannot be written").unwrap_err());
        assert_eq!(why, "site: cannot be written: the disk is full; make room, or name another place");
    }
}
