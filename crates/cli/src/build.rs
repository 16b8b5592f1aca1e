//! `dossier build`: a static site with its pack beside the app.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use dossier_index::pack;
use sha2::{Digest, Sha256};

use crate::{app, corpus, inputs, page, report::Report};

/// What tells a site of ours from any other folder: it stands in the page's head.
const GENERATOR: &str = r#"name="generator""#;

/// What `dossier build` is asked to do.
#[derive(Debug, Default)]
pub struct Options {
    /// Where the articles are.
    pub paths: Vec<PathBuf>,
    /// The folder of the site.
    pub out: PathBuf,
    /// The site's name, before that of corpus.toml.
    pub title: Option<String>,
    /// The site's description, before that of corpus.toml.
    pub description: Option<String>,
    /// Whether an article that can't be read stops the work.
    pub strict: bool,
    /// The app's files, where they are not inside the binary.
    pub app: Option<PathBuf>,
}

/// Makes the site.
///
/// # Errors
/// As [`inputs::read`]; where `out` is a folder of something else; where the site can't be written.
pub fn run(options: &Options, report: &Report) -> Result<()> {
    let started = Instant::now();
    check_replaceable(&options.out)?;
    let mut files = app::files(options.app.as_deref())?;
    let mut inputs = inputs::read(&options.paths, options.strict, report)?;
    if let Some(title) = &options.title {
        inputs.site.title.clone_from(title);
    }
    if let Some(description) = &options.description {
        inputs.site.description.clone_from(description);
    }
    let corpus = corpus::annotate(inputs.site, inputs.documents, report);
    let pack = pack(&corpus);
    let pack_name = format!("corpus-{}.pack", &hex(&Sha256::digest(&pack))[..16]);
    let html =
        files.get("index.html").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let page = page::Page { site: &corpus.site, documents: &corpus.documents, pack: Some(&pack_name) };
    files.insert("index.html".into(), page::finish(&html, page)?.into_bytes());
    let size = pack.len();
    files.insert(pack_name, pack);
    write(&files, &options.out)?;
    report.say(&format!(
        "{} in {}: {:.1} MB of articles, {:.1} s",
        inputs::articles(corpus.documents.len()),
        options.out.display(),
        size as f64 / 1e6,
        started.elapsed().as_secs_f64()
    ));
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A folder may be replaced if it is not there, is empty, or is a site of ours.
fn check_replaceable(out: &Path) -> Result<()> {
    let Ok(mut entries) = fs::read_dir(out) else {
        if out.exists() {
            bail!("{}: is a file; name a folder for the site", out.display());
        }
        return Ok(());
    };
    let is_empty = entries.next().is_none();
    let page = fs::read_to_string(out.join("index.html")).unwrap_or_default();
    let is_ours = page.contains("Dossier") && (page.contains(GENERATOR) || page.contains("name=generator"));
    if !is_empty && !is_ours {
        bail!(
            "{}: holds other files and no site of Dossier; name another folder, or empty it",
            out.display()
        );
    }
    Ok(())
}

/// Writes all files into a new folder beside, which then takes the old one's place: an interrupted build leaves the old
/// site whole.
fn write(files: &app::Files, out: &Path) -> Result<()> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).with_context(|| format!("{}: cannot be made", parent.display()))?;
    let fresh = tempfile::Builder::new()
        .prefix(".dossier-")
        .tempdir_in(parent)
        .with_context(|| format!("{}: cannot be written to", parent.display()))?;
    for (name, bytes) in files {
        fs::write(fresh.path().join(name), bytes).with_context(|| format!("{name}: cannot be written"))?;
    }
    open_to_all(fresh.path())?;
    let fresh = fresh.keep();
    if out.exists() {
        let old = tempfile::Builder::new().prefix(".dossier-old-").tempdir_in(parent)?;
        fs::rename(out, old.path().join("site"))
            .with_context(|| format!("{}: cannot be replaced", out.display()))?;
    }
    fs::rename(&fresh, out).with_context(|| format!("{}: cannot be made", out.display()))
}

/// A web server runs as somebody else, and temporary folders are closed to others.
#[cfg(unix)]
fn open_to_all(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(folder, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn open_to_all(_: &Path) -> Result<()> {
    Ok(())
}
