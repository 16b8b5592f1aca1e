//! `dossier build`: a static site with its pack beside the app, or one page with everything in it.

use std::{path::PathBuf, time::Instant};

use anyhow::{Context, Result};
use dossier_index::pack;
use dossier_model::Corpus;

use crate::{
    app::{self, Files, PAGE},
    corpus, duplicates,
    inputs::{self, Inputs, count},
    page::{self, PackPlace, Page},
    report::Report,
    single::{self, Target},
    site::Place,
};

/// What `dossier build` is asked to do.
#[derive(Debug, Default)]
pub struct Options {
    /// Where the articles are.
    pub paths: Vec<PathBuf>,
    /// The folder of the site.
    pub out: Option<PathBuf>,
    /// The file of a site that is one page.
    pub single_file: Option<PathBuf>,
    /// The site's name, before that of corpus.toml.
    pub title: Option<String>,
    /// The site's description, before that of corpus.toml.
    pub description: Option<String>,
    /// Whether an article that can't be read stops the work.
    pub strict: bool,
    /// Whether an article that is the same as another is kept all the same.
    pub keep_duplicates: bool,
    /// The app's files, where they are not inside the binary.
    pub app: Option<PathBuf>,
}

/// Makes the site.
///
/// # Errors
/// As [`inputs::read`]; where `out` or `single_file` is something else; where the site can't be written.
pub fn run(options: &Options, report: &Report) -> Result<()> {
    let started = Instant::now();
    let place = options.out.as_deref().map(Place::new).transpose()?;
    let target = options.single_file.as_deref().map(Target::new).transpose()?;
    let app = app::files(options.app.as_deref())?;
    let Inputs { mut documents, mut site, edits, unread } =
        inputs::read(&options.paths, options.strict, report)?;
    for (field, given) in [(&mut site.title, &options.title), (&mut site.description, &options.description)] {
        if let Some(given) = given {
            field.clone_from(given);
        }
    }
    duplicates::leave_out(&mut documents, options.keep_duplicates, report);
    let corpus = corpus::annotate(site, documents, &edits, report)?;
    let mut sizes = Vec::new();
    if let Some((target, file)) = target.zip(options.single_file.as_ref()) {
        let page = single::page(&app, &corpus)?;
        target.write(&page)?;
        sizes.push((file, page.len()));
    }
    if let Some((place, folder)) = place.zip(options.out.as_ref()) {
        let files = site_files(app, &corpus)?;
        place.write(&files)?;
        sizes.push((folder, files.values().map(Vec::len).sum()));
    }
    Inputs::missing(unread, report);
    for (made, size) in sizes {
        report.say(&format!(
            "{}: {}, {:.1} MB, made in {:.1} s",
            made.display(),
            count(corpus.documents.len(), "article"),
            size as f64 / 1e6,
            started.elapsed().as_secs_f64()
        ));
    }
    Ok(())
}

/// All files of a site, from those of the app and a corpus. The same corpus and app always give the same bytes.
///
/// # Errors
/// Where the app's page can't be filled in.
pub fn site_files(mut app: Files, corpus: &Corpus) -> Result<Files> {
    let pack = pack(corpus);
    let pack_name = format!("corpus-{}.pack", app::content_hash(&pack));
    let html = app.remove(PAGE).unwrap_or_default();
    let html = String::from_utf8(html).with_context(|| format!("the app's {PAGE} is not UTF-8"))?;
    let page = Page { site: &corpus.site, documents: &corpus.documents, pack: PackPlace::File(&pack_name) };
    app.insert(PAGE.into(), page::finish(&html, page)?.into_bytes());
    app.insert(pack_name, pack);
    Ok(app)
}
