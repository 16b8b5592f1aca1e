//! What the last build found in the articles, and made of them one by one, so that the next one looks only at those that changed.
//!
//! A file for each set of paths in the user's folder of caches, or in one that is given. What is not needed any more leaves
//! it at the next build. A file that is broken or of another version is as good as none, and one that can't be written is
//! only a warning: the cache decides how long a build takes and never what it makes.

use std::{
    collections::HashMap,
    env,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::{
    frames::{self, Reader, Writer},
    known::Print,
    report::Report,
    store::{self, Store},
};

const KIND: [u8; 8] = *b"DOSSFND3";

/// How many bytes are read and written at a time.
const BUFFER: usize = 1 << 18;

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
    /// What a file held, or some lines of one.
    File,
    /// What some lines say of how all of their file are read.
    Survey,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Found, Self::Likeness, Self::Words, Self::File, Self::Survey];
}

type Key = (Kind, Print);

/// What is kept, by what it is of: in the file of the last build or in a [`Store`] of this one, so that little of it is in
/// memory.
#[derive(Debug, Default)]
pub struct Cache {
    file: Option<PathBuf>,
    kept: HashMap<Key, Kept>,
    former: Store,
    new: Store,
    has_new: bool,
}

/// Where something is that is kept.
#[derive(Clone, Copy, Debug)]
struct Kept {
    place: store::Place,
    /// Whether this build found it.
    is_new: bool,
    /// Whether this build asked for it or found it.
    is_wanted: bool,
}

impl Cache {
    /// With what the file holds: nothing where there is none, or none that can be believed. What is new is in this folder until
    /// it is written, where that can be.
    pub(crate) fn open(file: PathBuf, folder: Option<&Path>) -> Self {
        let (kept, former) = read_all(&file).unwrap_or_default();
        Self { file: Some(file), kept, former, new: Store::new(folder), has_new: false }
    }

    /// With nothing, and no file to write.
    pub(crate) fn without_file(folder: Option<&Path>) -> Self {
        Self { new: Store::new(folder), ..Self::default() }
    }

    /// Whether anything can be known, or is to be kept.
    pub(crate) fn is_of_use(&self) -> bool {
        self.file.is_some() || !self.kept.is_empty()
    }

    pub(crate) fn get(&self, kind: Kind, print: Option<&Print>) -> Option<Vec<u8>> {
        let kept = self.kept.get(&(kind, *print?))?;
        self.store(kept.is_new).get(kept.place).ok()
    }

    /// The store of what is new, or that of what was kept before.
    pub(crate) fn store(&self, is_new: bool) -> &Store {
        if is_new { &self.new } else { &self.former }
    }

    /// How much of a kind is kept.
    #[cfg(test)]
    pub(crate) fn count(&self, kind: Kind) -> usize {
        self.kept.keys().filter(|(of, _)| *of == kind).count()
    }

    /// Where in its store something is that was kept before.
    pub(crate) fn place(&self, kind: Kind, print: &Print) -> Option<store::Place> {
        self.kept.get(&(kind, *print)).filter(|kept| !kept.is_new).map(|kept| kept.place)
    }

    /// Stores something for this build, and for the next one where it has a print.
    pub(crate) fn add(&mut self, kind: Kind, print: Option<Print>, bytes: &[u8]) -> io::Result<store::Place> {
        let place = self.new.add(bytes)?;
        if let Some(print) = print {
            self.kept.insert((kind, print), Kept { place, is_new: true, is_wanted: true });
            self.has_new = true;
        }
        Ok(place)
    }

    /// Keeps what is new, and what was kept and is still wanted, which is `None` here. What can't be stored is found anew the
    /// next time.
    pub(crate) fn keep(&mut self, kind: Kind, print: Print, new: Option<&[u8]>) {
        if let Some(new) = new {
            let _ = self.add(kind, Some(print), new);
        } else if let Some(kept) = self.kept.get_mut(&(kind, print)) {
            kept.is_wanted = true;
        }
    }

    /// Writes what is wanted, in place of what was kept before; warns where that can't be done.
    pub(crate) fn write(&mut self, report: &Report) {
        let written = self.written();
        self.persist(written, report);
    }

    /// Writes what is wanted beside what was kept before; `None` where that is the same.
    pub(crate) fn written(&self) -> Option<Result<NamedTempFile>> {
        let file = self.file.as_deref()?;
        let is_new = self.has_new || !self.kept.values().all(|kept| kept.is_wanted);
        is_new.then(|| self.write_all(file).with_context(|| cannot(file)))
    }

    /// Puts what was written in the place of what was kept before; warns where that can't be done.
    pub(crate) fn persist(&mut self, written: Option<Result<NamedTempFile>>, report: &Report) {
        let Some((written, file)) = written.zip(self.file.as_deref()) else { return };
        // Some systems replace no file that is open.
        self.former = Store::default();
        let persist = |written: NamedTempFile| written.persist(file).with_context(|| cannot(file));
        if let Err(why) = written.and_then(persist) {
            report.warn(&format!("the next build will take as long, for {why:#}"));
        }
    }

    fn write_all(&self, file: &Path) -> Result<NamedTempFile> {
        let folder = file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        // Another build of the same articles sees the former file or this one.
        let part = NamedTempFile::new_in(folder)?;
        let mut frames = Writer::new(BufWriter::with_capacity(BUFFER, part), KIND)?;
        let mut wanted: Vec<(&Key, &Kept)> = self.kept.iter().filter(|(_, kept)| kept.is_wanted).collect();
        wanted.sort_unstable_by_key(|(key, _)| **key);
        for ((kind, print), kept) in wanted {
            let bytes = self.store(kept.is_new).get(kept.place)?;
            frames.frame_of(&[&[*kind as u8], &print[..], &bytes])?;
        }
        Ok(frames.finish()?.into_inner().map_err(|error| error.into_error())?)
    }
}

fn cannot(file: &Path) -> String {
    format!("{}: cannot be written", file.display())
}

/// What is in the file, and the file.
fn read_all(file: &Path) -> Option<(HashMap<Key, Kept>, Store)> {
    let store = Store::of(file).ok()?;
    let kept = match store.in_memory() {
        Some(bytes) => {
            let places = frames::places(bytes, KIND)?;
            places.into_iter().map(|place| kept(&bytes[place.clone()], place.end as u64)).collect()
        }
        None => read_frames(BufReader::with_capacity(BUFFER, File::open(file).ok()?)),
    };
    Some((kept?, store))
}

fn read_frames(input: impl Read) -> Option<HashMap<Key, Kept>> {
    let mut frames = Reader::new(input, KIND).ok()?;
    let mut all = HashMap::new();
    while let Some(frame) = frames.next().ok()? {
        all.extend([kept(&frame, frames.position())?]);
    }
    Some(all)
}

/// What a frame keeps that ends there.
fn kept(frame: &[u8], end: u64) -> Option<(Key, Kept)> {
    let (kind, rest) = frame.split_first()?;
    let (print, rest) = rest.split_first_chunk::<{ size_of::<Print>() }>()?;
    let place = store::Place { at: end - rest.len() as u64, length: rest.len() as u32 };
    Some(((*Kind::ALL.get(usize::from(*kind))?, *print), Kept { place, is_new: false, is_wanted: false }))
}
