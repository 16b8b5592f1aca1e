//! What was found in the articles of the last build, so that the next one looks only at those that changed.
//!
//! A file for each set of paths in the user's folder of caches, or in one that is given. What is not needed any more leaves
//! it at the next build. A file that is broken or of another version is as good as none, and one that can't be written is
//! only a warning: the cache decides how long a build takes and never what it makes.

use std::{
    env,
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::{
    frames::{Reader, Writer},
    known::{Known, Print},
    report::Report,
};

const KIND: [u8; 8] = *b"DOSSFND1";

/// Where what was found is kept.
#[derive(Clone, Debug, Default)]
pub enum Place {
    /// Nowhere.
    #[default]
    Nowhere,
    /// In the user's folder of caches.
    OfUser,
    /// In this folder.
    Folder(PathBuf),
}

impl Place {
    /// The file for the articles of these paths.
    pub(crate) fn file(&self, paths: &[PathBuf]) -> Option<PathBuf> {
        let folder = match self {
            Self::Nowhere => return None,
            Self::OfUser => of_user()?.join("dossier"),
            Self::Folder(folder) => folder.clone(),
        };
        let mut names = Sha256::new();
        for path in paths {
            let real = path.canonicalize().unwrap_or_else(|_| path.clone());
            names.update(real.as_os_str().as_encoded_bytes());
            names.update([0]);
        }
        let name: String = names.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        Some(folder.join(format!("{name}.found")))
    }
}

/// The folder of caches, as the systems have it.
fn of_user() -> Option<PathBuf> {
    let of = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return of("LOCALAPPDATA");
    }
    let home = of("HOME");
    let usual = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    // A relative path there is to be passed over, as the XDG base directories' specification says.
    of("XDG_CACHE_HOME").filter(|path| path.is_absolute()).or_else(|| Some(home?.join(usual)))
}

/// What the file holds; nothing where there is none, or none that can be believed.
pub(crate) fn read(file: &Path) -> Known {
    read_all(file).unwrap_or_default()
}

fn read_all(file: &Path) -> Option<Known> {
    let mut frames = Reader::new(BufReader::new(File::open(file).ok()?), KIND).ok()?;
    let mut known = Known::default();
    while let Some(frame) = frames.next().ok()? {
        let (print, found) = frame.split_first_chunk::<{ size_of::<Print>() }>()?;
        known.0.insert(*print, found.into());
    }
    Some(known)
}

/// Keeps what was found, in place of what was kept before; warns where that can't be done.
pub(crate) fn write(file: &Path, known: &Known, report: &Report) {
    if let Err(why) = write_all(file, known) {
        report.warn(&format!("the next build will take as long, for {why:#}"));
    }
}

fn write_all(file: &Path, known: &Known) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let cannot = || format!("{}: cannot be written", file.display());
    fs::create_dir_all(folder).with_context(cannot)?;
    // Another build of the same articles sees the former file or this one.
    let part = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
    let mut frames = Writer::new(BufWriter::new(part), KIND)?;
    let mut all: Vec<_> = known.0.iter().collect();
    all.sort_unstable();
    for (print, found) in all {
        frames.frame(&[&print[..], found].concat()).with_context(cannot)?;
    }
    let mut written = frames.finish().with_context(cannot)?;
    written.flush().with_context(cannot)?;
    let part = written.into_inner().map_err(|error| error.into_error()).with_context(cannot)?;
    part.persist(file).map_err(|error| error.error).with_context(cannot)?;
    Ok(())
}
