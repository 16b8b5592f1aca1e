//! `dossier build --part` and `dossier merge`: a corpus in parts, which many machines make and one brings together.

use std::path::{Path, PathBuf};

use anyhow::Result;
use dossier_read::ReadOptions;

use crate::{
    cache::{Cache, Kind},
    inputs::{self, Inputs, count},
    known::{encoded, print},
    part::{self, PartWriter},
    reading::{self, Unread},
    report::Report,
    shelf::{Packed, Shelf},
    walk::{self, SETTINGS, Walk},
};

/// What a part is made of.
#[derive(Debug)]
pub struct PartOptions {
    /// Where the articles are.
    pub paths: Vec<PathBuf>,
    /// The folder from which articles are called, where the paths are only some of what is in it.
    pub root: Option<PathBuf>,
    /// What fields of tables and records are called, before what corpus.toml says, and whether drafts are read.
    pub options: ReadOptions,
    /// The file to write.
    pub part: PathBuf,
    /// Whether an article that can't be read stops the work.
    pub strict: bool,
}

/// Reads articles, finds what is in each, and writes them as a part. Of their corpus.toml, which is the root's where one is
/// given, only what it says of fields counts here; the rest is left for the merge.
///
/// # Errors
/// Where a path is not there, corpus.toml can't be understood, nothing could be read, with `strict` anything could not, or the part can't be written.
pub fn make_part(options: &PartOptions, report: &Report) -> Result<()> {
    let Walk { files, settings, passed_over, mut unread } =
        walk::walk(&options.paths, options.root.as_deref())?;
    let of_all = options.root.as_deref().map(|root| root.join(SETTINGS)).filter(|file| file.is_file());
    let named = if options.root.is_some() { of_all.as_slice() } else { settings.as_slice() };
    let mut wanted = options.options.clone();
    wanted.fields.extend(inputs::read_settings(named, &options.paths)?.fields);
    for file in settings {
        report.warn(&format!(
            "{}: is for all parts together; give it to `dossier merge --settings`",
            file.display()
        ));
    }
    let mut part = PartWriter::new(&options.part)?;
    let (mut articles, mut notices) = (0, Vec::new());
    reading::read_all(&files, &wanted, &mut Cache::default(), |read| {
        let mut documents = Vec::with_capacity(read.len());
        for article in read {
            match article {
                Ok(packed) => documents.push(packed.whole().expect("what was just packed is unpacked")),
                Err(Unread { why, is_notice: true }) => notices.push(why),
                Err(Unread { why, .. }) => unread.push(why),
            }
        }
        articles += documents.len();
        part.add(&documents)
    })?;
    inputs::warn(&unread, &notices, &passed_over, report);
    inputs::judge(articles, unread.len(), options.strict)?;
    part.finish()?;
    Inputs::missing(unread.len(), report);
    report.say(&format!("{}: {}", options.part.display(), count(articles, "article")));
    Ok(())
}

/// The articles of parts as one corpus, and what was found in them; both are kept in this folder, where that can be.
///
/// # Errors
/// Where a file is no part or not as it was written, the settings can't be understood, or what was read can't be kept.
pub(crate) fn gather(
    parts: &[PathBuf],
    settings: Option<&Path>,
    folder: Option<&Path>,
) -> Result<(Inputs, Cache)> {
    let settings = settings.map(Path::to_path_buf);
    let settings = inputs::read_settings(settings.as_slice(), parts)?;
    let (mut shelf, mut known) = (Shelf::new(folder), Cache::without_file(folder));
    for path in parts {
        part::read(path, |document, found| {
            let print = print(&document);
            known.keep(Kind::Found, print, Some(&encoded(&found)));
            shelf.push(Packed::of(document, Some(print)))
        })?;
    }
    Ok((Inputs::of(shelf, settings, 0)?, known))
}
