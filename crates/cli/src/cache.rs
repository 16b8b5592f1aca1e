//! What the last build found in the articles, and made of them one by one, so that the next one looks only at those that changed.
//!
//! A file for each set of paths in the user's folder of caches, or in one that is given. What is not needed any more leaves
//! it at the next build. A file that is broken or of another version is as good as none, and one that can't be written is
//! only a warning: the cache decides how long a build takes and never what it makes.

use std::{
    collections::{BTreeSet, HashMap},
    env,
    fs::{self, File},
    io::{BufReader, BufWriter, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use dossier_model::Document;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::{
    frames::{Reader, Writer},
    known::{Print, print},
    report::Report,
};

const KIND: [u8; 8] = *b"DOSSFND2";

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

/// What is kept of an article, or of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// What was found in an article.
    Found,
    /// By what an article's like is looked for.
    Likeness,
    /// The words of articles that follow each other.
    Words,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Found, Self::Likeness, Self::Words];
}

type Key = (Kind, Print);

/// What is kept, by what it is of.
#[derive(Debug, Default)]
pub struct Cache {
    file: Option<PathBuf>,
    kept: HashMap<Key, Box<[u8]>>,
    /// What of it this build asked for or brought.
    wanted: BTreeSet<Key>,
    has_new: bool,
}

impl Cache {
    /// With what the file holds: nothing where there is none, or none that can be believed.
    pub(crate) fn open(file: PathBuf) -> Self {
        let kept = read_all(&file).unwrap_or_default();
        Self { file: Some(file), kept, ..Self::default() }
    }

    /// Whether anything can be known, or is to be kept.
    pub(crate) fn is_of_use(&self) -> bool {
        self.file.is_some() || !self.kept.is_empty()
    }

    /// By what all that is kept of these articles is found; nothing where nothing is kept.
    pub(crate) fn prints(&self, documents: &[Document]) -> Vec<Print> {
        if self.is_of_use() { documents.par_iter().map(print).collect() } else { Vec::new() }
    }

    pub(crate) fn get(&self, kind: Kind, print: Option<&Print>) -> Option<&[u8]> {
        self.kept.get(&(kind, *print?)).map(|bytes| &bytes[..])
    }

    /// Keeps what is new, and what was kept and is still wanted, which is `None` here.
    pub(crate) fn keep(&mut self, kind: Kind, all: impl IntoIterator<Item = (Print, Option<Box<[u8]>>)>) {
        for (print, new) in all {
            if let Some(new) = new {
                self.kept.insert((kind, print), new);
                self.has_new = true;
            }
            self.wanted.insert((kind, print));
        }
    }

    /// Writes what is wanted, in place of what was kept before; warns where that can't be done.
    pub(crate) fn write(&self, report: &Report) {
        let Some(file) = &self.file else { return };
        if !self.has_new && self.wanted.len() == self.kept.len() {
            return;
        }
        if let Err(why) = self.write_all(file) {
            report.warn(&format!("the next build will take as long, for {why:#}"));
        }
    }

    fn write_all(&self, file: &Path) -> Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        let cannot = || format!("{}: cannot be written", file.display());
        fs::create_dir_all(folder).with_context(cannot)?;
        // Another build of the same articles sees the former file or this one.
        let part = tempfile::NamedTempFile::new_in(folder).with_context(cannot)?;
        let mut frames = Writer::new(BufWriter::new(part), KIND)?;
        for key @ (kind, print) in &self.wanted {
            let Some(bytes) = self.kept.get(key) else { continue };
            frames.frame_of(&[&[*kind as u8], &print[..], bytes]).with_context(cannot)?;
        }
        let mut written = frames.finish().with_context(cannot)?;
        written.flush().with_context(cannot)?;
        let part = written.into_inner().map_err(|error| error.into_error()).with_context(cannot)?;
        part.persist(file).map_err(|error| error.error).with_context(cannot)?;
        Ok(())
    }
}

fn read_all(file: &Path) -> Option<HashMap<Key, Box<[u8]>>> {
    let mut frames = Reader::new(BufReader::new(File::open(file).ok()?), KIND).ok()?;
    let mut kept = HashMap::new();
    while let Some(frame) = frames.next().ok()? {
        let (kind, frame) = frame.split_first()?;
        let (print, bytes) = frame.split_first_chunk::<{ size_of::<Print>() }>()?;
        kept.insert((*Kind::ALL.get(usize::from(*kind))?, *print), bytes.into());
    }
    Some(kept)
}
