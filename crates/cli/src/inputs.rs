//! The articles of the paths that were given.
//!
//! [`read`] has `walk` list the files and `reading` read them, and keeps two lists: the articles, and why the rest is not
//! among them. One bad file never stops the others.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use dossier_model::{EntityEdit, Site};
use dossier_read::{Accent, Format, ReadOptions, Settings, apply, settings_from_toml};

use crate::{
    cache::Cache,
    reading::{self, Unread},
    report::Report,
    shelf::Shelf,
    walk::{self, Walk},
};

/// How many of the files that are of no use here are named, before the others are only counted.
const NAMED: usize = 10;

/// Articles that were read, in the order and under the keys of their corpus.
#[derive(Debug)]
pub struct Inputs {
    /// The articles. The origin of a file's one article is its path below the folder that was given, and in an archive the
    /// path goes on there; a record's is its id.
    pub documents: Shelf,
    /// What corpus.toml says of the site; without one, its title is the name of the first path.
    pub site: Site,
    /// The address that corpus.toml says the site will have, or nothing.
    pub base_url: String,
    /// The site's own colour that corpus.toml names.
    pub accent: Option<Accent>,
    /// How many results the page shows at first, where corpus.toml says it.
    pub page_size: Option<u16>,
    /// What corpus.toml mends of the entities.
    pub edits: Vec<EntityEdit>,
    /// How many articles and folders could not be read.
    pub unread: usize,
}

/// Articles that were read, and all that was not.
#[derive(Debug)]
pub struct Gathered {
    /// The articles, of which there may be none.
    pub inputs: Inputs,
    /// Why what could not be read could not, a line each that names it.
    pub unread: Vec<String>,
    /// Files in folders whose format is not read.
    pub passed_over: Vec<PathBuf>,
    /// What else is to be told of files, a line each: what is left out with good reason, what had to be guessed.
    pub notices: Vec<String>,
}

/// Reads as [`read_into`], and keeps the texts where files for a time are.
///
/// # Errors
/// As [`read_into`].
pub fn read(paths: &[PathBuf], options: &ReadOptions, strict: bool, report: &Report) -> Result<Inputs> {
    let walk = walk::walk(paths, None)?;
    read_into(Shelf::default(), walk, paths, options, strict, &mut Cache::default(), report)
}

/// Reads every file of a walk through these paths whose format is read, but those that the cache knows not to have changed, and
/// warns of what can't be read. Fields of tables and records are called as `options` say, then as corpus.toml does.
///
/// # Errors
/// Where a path is not there, corpus.toml can't be understood, nothing at all could be read, with `strict` anything
/// could not, or what was read can't be kept.
pub(crate) fn read_into(
    shelf: Shelf,
    walk: Walk,
    paths: &[PathBuf],
    options: &ReadOptions,
    strict: bool,
    cache: &mut Cache,
    report: &Report,
) -> Result<Inputs> {
    let Gathered { inputs, unread, passed_over, notices } = gather_into(shelf, walk, paths, options, cache)?;
    warn(&unread, &notices, &passed_over, report);
    judge(inputs.documents.documents.len(), inputs.unread, strict)?;
    Ok(inputs)
}

/// Names what could not be read, what else is to be told of files, and those whose format is not read.
pub(crate) fn warn(unread: &[String], notices: &[String], passed_over: &[PathBuf], report: &Report) {
    unread.iter().for_each(|why| report.warn(why));
    warn_of_notices(notices, report);
    warn_of_passed_over(passed_over, report);
}

/// Whether enough could be read to go on.
pub(crate) fn judge(articles: usize, unread: usize, strict: bool) -> Result<()> {
    if articles == 0 {
        bail!("no article could be read; give files that end in {}, or folders of them", Format::endings());
    }
    if strict && unread > 0 {
        bail!("{} could not be read, and --strict was asked for", count(unread, "article"));
    }
    Ok(())
}

/// Reads as [`read`] does, and warns of nothing.
///
/// # Errors
/// Where a path is not there, or corpus.toml can't be understood.
pub fn gather(paths: &[PathBuf], options: &ReadOptions) -> Result<Gathered> {
    gather_into(Shelf::default(), walk::walk(paths, None)?, paths, options, &mut Cache::default())
}

fn gather_into(
    mut shelf: Shelf,
    walk: Walk,
    paths: &[PathBuf],
    options: &ReadOptions,
    cache: &mut Cache,
) -> Result<Gathered> {
    let Walk { files, settings, passed_over, unread } = walk;
    let settings = read_settings(&settings, paths)?;
    let mut options = options.clone();
    options.fields.extend(settings.fields.clone());
    let (mut reasons, mut notices) = (unread, Vec::new());
    reading::read_all(&files, &options, cache, |articles| {
        for article in articles {
            match article {
                Ok(packed) => shelf.push(packed)?,
                Err(Unread { why, is_notice: true }) => notices.push(why),
                Err(Unread { why, .. }) => reasons.push(why),
            }
        }
        Ok(())
    })?;
    let inputs = Inputs::of(shelf, settings, reasons.len())?;
    Ok(Gathered { inputs, unread: reasons, passed_over, notices })
}

impl Inputs {
    /// Brings articles into the order and under the names of one corpus, and sets what corpus.toml says of them.
    ///
    /// # Errors
    /// Where it speaks of an article that is not there, or a text can't be read again.
    pub(crate) fn of(mut documents: Shelf, settings: Settings, unread: usize) -> Result<Self> {
        documents.assemble()?;
        // Where nothing could be read that is what is wrong, and not an edit of an article that is missing.
        if !documents.documents.is_empty() {
            apply(&settings.documents, &mut documents.documents).map_err(all)?;
            for edit in &settings.documents {
                let place = documents.documents.binary_search_by(|document| document.key.cmp(&edit.key));
                place.into_iter().for_each(|at| documents.set_print(at, None));
            }
        }
        let Settings { site, base_url, accent, page_size, entities: edits, .. } = settings;
        Ok(Self { documents, site, base_url, accent, page_size, edits, unread })
    }

    /// The last word on what is missing, for the end of the work.
    pub(crate) fn missing(unread: usize, report: &Report) {
        if unread > 0 {
            report.warn(&format!("{} could not be read and left out", count(unread, "article")));
        }
    }
}

/// '1 article', '5 articles'.
pub fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn warn_of_passed_over(files: &[PathBuf], report: &Report) {
    for file in files.iter().take(NAMED) {
        report.warn(&format!("{}: passed over; its format is not read", file.display()));
    }
    if files.len() > 1 {
        report.warn(&format!("{} passed over in all", count(files.len(), "file")));
    }
}

fn warn_of_notices(reasons: &[String], report: &Report) {
    reasons.iter().take(NAMED).for_each(|why| report.warn(why));
    if reasons.len() > NAMED {
        report.warn(&format!("{} such notices in all; dossier check prints them", reasons.len()));
    }
}

/// What the settings say, the first that says it; else the title is the name of the first path.
pub(crate) fn read_settings(files: &[PathBuf], paths: &[PathBuf]) -> Result<Settings> {
    let mut settings = Settings::default();
    for path in files {
        let origin = path.display().to_string();
        let text = fs::read_to_string(path).with_context(|| origin.clone())?;
        settings.add(settings_from_toml(&origin, &text).map_err(all)?);
    }
    let site = &mut settings.site;
    if site.title.is_empty() {
        let first = paths.first().and_then(|path| path.canonicalize().ok()).unwrap_or_default();
        let name = if first.is_dir() { first.file_name() } else { first.file_stem() };
        site.title = name.unwrap_or_default().to_string_lossy().into_owned();
    }
    Ok(settings)
}

/// All of some errors as one, a line each.
pub(crate) fn all(errors: Vec<impl ToString>) -> anyhow::Error {
    anyhow!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
