//! `dossier build`: a static site with its pack beside the app, or one page with everything in it.

use std::{
    io::{self, ErrorKind, Write},
    mem,
    panic::resume_unwind,
    path::{Path, PathBuf},
    thread,
    time::Instant,
};

use anyhow::{Context, Result};
use dossier_index::{pack, pack_around};
use dossier_model::Corpus;
use dossier_read::{Accent, ReadOptions};
use serde_json::json;

use crate::{
    app::{self, Files, PAGE},
    cache::{self, Cache},
    corpus,
    duplicates::{self, Duplicates},
    inputs::{self, Inputs, count},
    listing::Listing,
    look, merge, offline,
    page::{self, PackPlace, Page},
    report::Report,
    segments,
    shelf::{Shelf, Texts},
    single::{self, Reads, Target},
    site::Place,
    walk,
};

/// Texts of this many bytes together are one file; more are a root and chunks, so that the first answer costs little.
const MOST_WHOLE: usize = 400_000;

/// How many bytes of a large corpus are made before they are written.
const AT_A_TIME: usize = 4 << 20;
/// How many pages of the list of articles are made before they are written.
const PAGES_AT_A_TIME: usize = 32;

/// What a site is made of.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Where the articles are.
    pub paths: Vec<PathBuf>,
    /// What fields of tables and records are called, before what corpus.toml says, and whether drafts are read.
    pub options: ReadOptions,
    /// The site's name, before that of corpus.toml.
    pub title: Option<String>,
    /// The site's description, before that of corpus.toml.
    pub description: Option<String>,
    /// The address that the site will have, before that of corpus.toml.
    pub base_url: Option<String>,
    /// The site's own colour, before that of corpus.toml.
    pub accent: Option<Accent>,
    /// How many results the page shows at first, before what corpus.toml says.
    pub page_size: Option<u16>,
    /// Whether an article that can't be read stops the work.
    pub strict: bool,
    /// Whether an article that is the same as another is kept all the same.
    pub keep_duplicates: bool,
    /// Whether the paths are parts, which other builds made, and the corpus.toml of them all.
    pub parts: Option<Parted>,
    /// Where what is found is kept for the next build.
    pub cache: cache::Place,
}

/// What is said of parts.
#[derive(Clone, Debug, Default)]
pub struct Parted {
    /// Their corpus.toml.
    pub settings: Option<PathBuf>,
}

/// What `dossier build` is asked to do.
#[derive(Debug, Default)]
pub struct Options {
    /// What the site is made of.
    pub source: Source,
    /// The folder of the site.
    pub out: Option<PathBuf>,
    /// The file of a site that is one page.
    pub single_file: Option<PathBuf>,
    /// What that page reads.
    pub reads: Reads,
    /// The app's files, where they are not inside the binary.
    pub app: Option<PathBuf>,
    /// Whether standard output gets a summary for machines.
    pub json: bool,
}

/// The corpus of a site, and what was left out of it.
#[derive(Debug)]
pub struct Sourced {
    /// All that the site shows but the texts.
    pub corpus: Corpus,
    texts: Texts,
    /// The address that the site will have, or nothing.
    pub base_url: String,
    /// The site's own colour.
    pub accent: Option<Accent>,
    /// How many results the page shows at first, where that is said.
    pub page_size: Option<u16>,
    /// How many articles and folders could not be read.
    pub unread: usize,
    /// What came twice, by places before anything was left out.
    pub duplicates: Duplicates,
    /// The words of a corpus that is packed in chunks.
    words: Option<segments::Packed>,
    cache: Cache,
}

impl Source {
    /// Whether nothing is to be taken for what it was because nothing speaks against it.
    fn reads_all(&self) -> bool {
        matches!(self.cache, cache::Place::Nowhere) && self.parts.is_none()
    }

    /// Reads the articles and finds what is in them. What of it is not held in memory is in a file in this folder, where that
    /// can be, as long as the work lasts.
    ///
    /// # Errors
    /// As [`inputs::read`] and [`corpus::annotate`].
    pub fn corpus(&self, scratch: Option<&Path>, report: &Report) -> Result<Sourced> {
        let (inputs, mut cache) = match &self.parts {
            Some(parted) => merge::gather(&self.paths, parted.settings.as_deref(), scratch)?,
            None => {
                let open = || match self.cache.file(&self.paths) {
                    Some(file) => Cache::open(file, scratch),
                    None => Cache::without_file(scratch),
                };
                let (walk, mut cache) = rayon::join(|| walk::walk(&self.paths, None), open);
                let (shelf, options) = (Shelf::new(scratch), &self.options);
                let inputs =
                    inputs::read_into(shelf, walk?, &self.paths, options, self.strict, &mut cache, report)?;
                (inputs, cache)
            }
        };
        let Inputs { documents: mut shelf, mut site, mut base_url, accent, page_size, edits, unread } =
            inputs;
        for (field, given) in [
            (&mut site.title, &self.title),
            (&mut site.description, &self.description),
            (&mut base_url, &self.base_url),
        ] {
            if let Some(given) = given {
                field.clone_from(given);
            }
        }
        let (read, keeps) = (shelf.documents.len(), self.keep_duplicates);
        let duplicates = duplicates::leave_out(&mut shelf, &mut cache, keeps, report)?;
        let words = |shelf: &Shelf, cache: &mut Cache| match shelf.texts.bytes() {
            ..MOST_WHOLE => Ok(None),
            _ => segments::pack(&segments::of(shelf, cache)?, cache, scratch).map(Some),
        };
        let (mut corpus, words) =
            corpus::annotate_again(site, &mut shelf, &edits, &mut cache, report, words)?;
        corpus.alike = duplicates.kept(read, keeps);
        let Shelf { documents, texts } = shelf;
        corpus.documents = documents;
        let (accent, page_size) = (self.accent.or(accent), self.page_size.or(page_size));
        Ok(Sourced { corpus, texts, words, base_url, accent, page_size, unread, duplicates, cache })
    }
}

/// Makes the site.
///
/// # Errors
/// As [`Source::corpus`]; where `out` or `single_file` is something else; where the site can't be written.
pub fn run(options: &Options, report: &Report) -> Result<()> {
    let started = Instant::now();
    let place = options.out.as_deref().map(Place::new).transpose()?;
    let target = options.single_file.as_deref().map(Target::new).transpose()?;
    let mut app = app::files(options.app.as_deref())?;
    let mut sourced = options.source.corpus(place.as_ref().map(Place::parent), report)?;
    look::dress(&mut app, sourced.accent, sourced.page_size)?;
    let mut made: Vec<(&Path, usize)> = Vec::new();
    if let Some((target, file)) = target.zip(options.single_file.as_deref()) {
        let corpus = sourced.texts.filled(&sourced.corpus)?;
        let page = single::page(&app, &corpus, &sourced.base_url, options.reads)?;
        target.write(&page)?;
        made.push((file, page.len()));
    }
    if let Some((place, folder)) = place.zip(options.out.as_deref()) {
        let (mut writing, mut bytes) = (place.begin(options.source.reads_all())?, 0);
        let kept = thread::scope(|scope| {
            let kept = scope.spawn(|| sourced.cache.written());
            write_site(app, &sourced, true, &mut |files| {
                bytes += files.iter().map(|(_, file)| file.len()).sum::<usize>();
                writing.put(files.iter().map(|(name, file)| (name, file)).collect())
            })?;
            writing.finish()?;
            anyhow::Ok(kept.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })?;
        sourced.cache.persist(kept, report);
        made.push((folder, bytes));
    } else {
        sourced.cache.write(report);
    }
    Inputs::missing(sourced.unread, report);
    let seconds = started.elapsed().as_secs_f64();
    for (path, bytes) in &made {
        report.say(&format!(
            "{}: {}, {:.1} MB, made in {seconds:.1} s",
            path.display(),
            count(sourced.corpus.documents.len(), "article"),
            *bytes as f64 / 1e6,
        ));
    }
    let summarised = if options.json { summarise(&sourced, &made, seconds) } else { Ok(()) };
    // The program ends here: the system takes its memory back sooner than each part of it is.
    mem::forget(sourced);
    summarised
}

fn summarise(sourced: &Sourced, made: &[(&Path, usize)], seconds: f64) -> Result<()> {
    let one = |(path, bytes): &(&Path, usize)| json!({"path": path.display().to_string(), "bytes": bytes});
    let summary = json!({
        "articles": sourced.corpus.documents.len(),
        "entities": sourced.corpus.entities.len(),
        "unread": sourced.unread,
        "same": sourced.duplicates.exact.len(),
        "nearly_same": sourced.duplicates.near.len(),
        "made": made.iter().map(one).collect::<Vec<_>>(),
        "seconds": (seconds * 1000.0).round() / 1000.0,
    });
    match writeln!(io::stdout().lock(), "{summary}") {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output cannot be written"),
    }
}

/// Files with their names, some of those that a site is made of.
type SomeFiles = Vec<(String, Vec<u8>)>;

/// All files of a site, from those of the app and a corpus, with what keeps them for opening the site without a network
/// where it is to be kept. The same corpus and app always give the same bytes.
///
/// # Errors
/// Where the app's page can't be filled in.
pub fn site_files(app: Files, sourced: &mut Sourced, is_kept: bool, report: &Report) -> Result<Files> {
    let mut all = Files::new();
    write_site(app, sourced, is_kept, &mut |files| {
        all.extend(files);
        Ok(())
    })?;
    sourced.cache.write(report);
    Ok(all)
}

/// As [`site_files`], passed on some at a time.
fn write_site(
    mut app: Files,
    sourced: &Sourced,
    is_kept: bool,
    put: &mut dyn FnMut(SomeFiles) -> Result<()>,
) -> Result<()> {
    let Sourced { corpus, texts, base_url, words, .. } = sourced;
    let mut in_chunks = 0;
    let pack = match words {
        None => pack(&texts.filled(corpus)?),
        Some(words) => {
            words.chunks(|chunks| {
                in_chunks += chunks.iter().map(|(_, chunk)| chunk.len()).sum::<usize>();
                put(chunks)
            })?;
            let (mut some, mut bytes, mut outcome) = (SomeFiles::new(), 0, Ok(()));
            let root = pack_around(&words.words, corpus, texts, |name, chunk| {
                bytes += chunk.len();
                in_chunks += chunk.len();
                some.push((name, chunk));
                if bytes > AT_A_TIME && outcome.is_ok() {
                    outcome = put(mem::take(&mut some));
                    bytes = 0;
                }
            });
            outcome.and_then(|()| put(some))?;
            texts.judge()?;
            root
        }
    };
    let pack_name = format!("corpus-{}.pack", app::content_hash(&pack));
    let html = app.remove(PAGE).unwrap_or_default();
    let html = String::from_utf8(html).with_context(|| format!("the app's {PAGE} is not UTF-8"))?;
    let listing = Listing::of(&corpus.documents);
    let page = Page {
        site: &corpus.site,
        articles: &listing.in_app_page(),
        pack: PackPlace::File(&pack_name),
        base_url,
        is_kept,
    };
    let mut html = page::finish(&html, page)?;
    if in_chunks > 0 {
        html = look::say(&html, "dossier-chunks", &in_chunks.to_string())?;
    }
    let mut pages = listing.pages(&html, &corpus.site, base_url)?.peekable();
    while pages.peek().is_some() {
        put(pages.by_ref().take(PAGES_AT_A_TIME).collect())?;
    }
    drop(pages);
    app.insert(PAGE.into(), html.into_bytes());
    app.insert(pack_name, pack);
    if is_kept {
        offline::add(&mut app, &corpus.site)?;
    } else {
        offline::remove(&mut app);
    }
    put(app.into_iter().collect())
}
