//! Where the page goes, in place of nothing or of a former one.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use dossier_out::page::is_made;

use crate::trouble::Written;

/// A file that can be written: none yet, or a former one of ours.
#[derive(Debug)]
pub struct Target(PathBuf);

impl Target {
    /// Looks whether a page can be written there, before any work is done.
    ///
    /// # Errors
    /// Where it is a folder, or a file of anything but a former page of ours.
    pub fn new(file: &Path) -> Result<Self> {
        let name = file.display();
        match fs::read(file) {
            Ok(bytes) if bytes.is_empty() || is_made(&bytes) => (),
            Ok(_) => bail!("{name}: is no page that Dossier made; name another file, or move it away"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                bail!("{name}: is a folder; name a file for the page, such as {name}/site.html")
            }
            Err(error) => return Err(error).with_context(|| format!("{name}: cannot be opened")),
        }
        Ok(Self(file.to_owned()))
    }

    /// Writes the page all at once: until it is whole, a former one stays.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(&self, page: &[u8]) -> Result<()> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let write = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut file = tempfile::Builder::new().prefix(".dossier-").tempfile_in(folder)?;
            file.write_all(page)?;
            open_to_all(file.as_file())?;
            file.persist(&self.0)?;
            Ok(())
        };
        write().written(&self.0, "cannot be written")
    }
}

/// Temporary files are closed to others.
#[cfg(unix)]
fn open_to_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}
