//! A site as one HTML file, which opens from a disk or a mail without any server.
//!
//! A page that was opened from a disk may load neither modules nor wasm beside it. So the stylesheet and the scripts stand
//! in the page, and the wasm and the pack, compressed, as Base64 in elements of a type that no browser executes. wasm-bindgen's script
//! and the one that brings the cut-off part of the app (ARCHITECTURE.md, 'Decisions') import each other; here they become
//! one module. The page's policy allows these scripts and styles by their hashes and no connection at all.
//!
//! Where its readers are to open articles of their own the page also holds the worker that reads them, and itself without
//! all that is Base64: what a page like it is made of, for saving those articles ([`Reads`] says what that costs).

mod scripts;
mod target;

use std::{cell::RefCell, io::Write as _};

use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use dossier_index::pack;
use dossier_model::{Corpus, Site};
use dossier_out::page::{PLACES, fill};
use flate2::{Compression, write::ZlibEncoder};
use lol_html::{RewriteStrSettings, element, html_content::ContentType, rewrite_str};

use crate::{
    app::{Files, PAGE, content_hash},
    page::{self, PackPlace, Page},
};

use self::scripts::Parts;
pub use self::target::Target;

const PACK: &str = "dossier-pack-bytes";
const WASM: &str = "dossier-wasm-bytes";
/// With the number of the part.
const LATER: &str = "dossier-later-bytes-";
/// The page without what it holds as Base64, and without a site and its articles.
const BARE: &str = "dossier-bare-bytes";

/// What a page of one file reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reads {
    /// The articles that it was made of: about a megabyte beside these.
    #[default]
    ItsArticles,
    /// Those that its readers open as well. The worker for that, with its model of names and its list of places, makes the page
    /// 3.3 megabytes larger, four times as large as one of few articles.
    ReadersFiles,
}

/// How the name of the shell begins that lies beside each page, for saving a reader's own articles in it (src/own/alone.rs of the
/// app). No browser is to show it, so it is called a text.
pub(crate) const SHELL: &str = "single-";

/// The whole site as one page. The same corpus and app always give the same bytes.
///
/// # Errors
/// Where the app's files are not as this command knows them.
pub fn page(app: &Files, corpus: &Corpus, base_url: &str, reads: Reads) -> Result<Vec<u8>> {
    let shell = shell(app, base_url, reads)?;
    let articles = page::articles(&corpus.documents);
    let page = fill(&shell, &corpus.site, &articles, &packed(&pack(corpus))?);
    Ok(page.context("the app's page has lost the places of its articles")?.into_bytes())
}

/// The page with everything in it but a site and its articles.
fn shell(app: &Files, base_url: &str, reads: Reads) -> Result<String> {
    let parts = Parts::of(app)?;
    let html = inlined(text(app, PAGE)?, app, &parts.module(reads)?, reads)?;
    let mut data = data_element(WASM, &packed(parts.wasm)?);
    for (at, (_, wasm)) in parts.later.iter().flat_map(|later| &later.parts).enumerate() {
        data += &data_element(&format!("{LATER}{at}"), &packed(wasm)?);
    }
    if reads == Reads::ReadersFiles {
        for (name, bytes) in worker(app)? {
            data += &data_element(name, &packed(bytes)?);
        }
        // What a reader saves has not the address of this page.
        data += &data_element(BARE, &packed(with_data(&html, "", "")?.as_bytes())?);
    }
    with_data(&html, base_url, &data)
}

/// The page with places for a site, and at its end these elements and the place of the pack. What [`scripts`] makes of a page
/// puts the elements into the same place.
fn with_data(html: &str, base_url: &str, data: &str) -> Result<String> {
    let site = Site { title: PLACES.title.into(), description: PLACES.description.into() };
    let page =
        Page { site: &site, articles: PLACES.articles, pack: PackPlace::Page, base_url, is_kept: false };
    let mut html = page::finish(html, page)?;
    let end = html.rfind("</body>").unwrap_or(html.len());
    html.insert_str(end, &format!("{data}{}", data_element(PACK, PLACES.pack)));
    Ok(html)
}

/// The files of the worker that reads a reader's own articles.
fn worker(app: &Files) -> Result<Vec<(&str, &[u8])>> {
    let files = app.iter().filter(|(name, _)| name.starts_with("worker-"));
    let files: Vec<_> = files.map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    match files.len() {
        2 => Ok(files),
        _ => bail!("the app has no worker-….js and .wasm, which read the articles of a page's readers"),
    }
}

/// Puts the shell beside the page, in place of a former one, and its name into the page, which offers it to readers with
/// articles of their own; nothing where the page can't read those.
///
/// # Errors
/// As [`page`].
pub(crate) fn renew_shell(app: &mut Files) -> Result<()> {
    app.retain(|name, _| !name.starts_with(SHELL));
    if !app.keys().any(|name| name.starts_with("worker-")) {
        return Ok(());
    }
    let shell = shell(app, "", Reads::ItsArticles)?.into_bytes();
    let name = format!("{SHELL}{}.txt", content_hash(&shell));
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("meta[name=dossier-single]", |meta| {
            Ok(meta.set_attribute("content", &name)?)
        })],
        ..RewriteStrSettings::default()
    };
    let html = rewrite_str(text(app, PAGE)?, settings)?;
    app.insert(PAGE.into(), html.into_bytes());
    app.insert(name, shell);
    Ok(())
}

/// The page with its styles and scripts in it, and without what would be loaded.
fn inlined(html: &str, app: &Files, module: &str, reads: Reads) -> Result<String> {
    let has_module = RefCell::new(false);
    let reads_files = reads == Reads::ReadersFiles;
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!("link[rel=stylesheet]", |link| {
                let style = text(app, &link.get_attribute("href").unwrap_or_default())?;
                link.replace(&format!("<style>{style}</style>"), ContentType::Html);
                Ok(())
            }),
            // Programs of their own, for which a page of one file has no file beside it.
            element!("meta[name=dossier-searcher]", |meta| Ok(meta.set_attribute("content", "")?)),
            element!("meta[name=dossier-worker]", |meta| {
                if reads_files { Ok(()) } else { Ok(meta.set_attribute("content", "")?) }
            }),
            element!("meta[name=dossier-single]", |meta| {
                Ok(meta.set_attribute("content", if reads_files { BARE } else { "" })?)
            }),
            element!("link[rel=modulepreload], link[rel=preload]", |link| {
                link.remove();
                Ok(())
            }),
            element!("script[type=module][src], #dossier-wasm", |script| {
                script.remove();
                Ok(())
            }),
            element!("script[src]:not([type=module])", |script| {
                let text = text(app, &script.get_attribute("src").unwrap_or_default())?;
                script.remove_attribute("src");
                script.set_inner_content(text, ContentType::Html);
                Ok(())
            }),
            element!("script[type=module]:not([src])", |script| {
                *has_module.borrow_mut() = true;
                script.set_inner_content(module, ContentType::Html);
                Ok(())
            }),
        ],
        ..RewriteStrSettings::default()
    };
    let html = rewrite_str(html, settings)?;
    if !has_module.into_inner() {
        bail!("the app's page starts no app; the app and this command are of different versions");
    }
    Ok(html)
}

fn data_element(id: &str, packed: &str) -> String {
    format!("<script type=\"application/octet-stream\" id=\"{id}\">{packed}</script>")
}

fn packed(bytes: &[u8]) -> Result<String> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    Ok(STANDARD.encode(packed.finish()?))
}

fn text<'a>(app: &'a Files, name: &str) -> Result<&'a str> {
    let name = name.trim_start_matches("./");
    let bytes = app.get(name).with_context(|| format!("the app lacks its file {name}"))?;
    str::from_utf8(bytes).with_context(|| format!("the app's {name} is not UTF-8"))
}
