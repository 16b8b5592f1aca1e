//! The page of a site: its head, its policy, and the list of articles that shows where the app can't run.
//!
//! Works on the page that trunk built, as often as wanted: what it fills in, it fills in anew.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};
use dossier_model::{Document, Site};
use dossier_out::page::{Listed, escape, list, site_description, site_title};
use lol_html::{RewriteStrSettings, element, html_content::ContentType, rewrite_str};

use crate::{app, bundle, glue, inputs, naming, offline, policy, report::Report, single};

/// What tells the page that it may be installed, and its first script that there is a service worker.
const MANIFEST_LINK: &str = r#"<link rel="manifest" href="manifest.webmanifest">"#;

/// What a page says.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    /// The site's name and description.
    pub site: &'a Site,
    /// The items of the list of its articles.
    pub articles: &'a str,
    /// Where its pack is.
    pub pack: PackPlace<'a>,
    /// The address that the site will have, for search engines and for the previews of those who are sent a link; or nothing.
    pub base_url: &'a str,
    /// Whether the site is kept for opening it without a network.
    pub is_kept: bool,
}

/// Where a page has its pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackPlace<'a> {
    /// Inside the app's wasm.
    App,
    /// In a file beside the page, of this name.
    File(&'a str),
    /// In the page itself, with everything else.
    Page,
}

/// Fills in a page.
///
/// # Errors
/// Where the page can't be rewritten, or lacks a place for its policy, its pack or its articles.
pub fn finish(html: &str, page: Page<'_>) -> Result<String> {
    let policy = policy::of(html, page.pack == PackPlace::Page)?;
    let (title, description) = (site_title(page.site), site_description(page.site));
    let pack = match page.pack {
        PackPlace::File(name) => escape(name),
        PackPlace::App | PackPlace::Page => String::new(),
    };
    let preload = format!(r#"<link rel="preload" as="fetch" crossorigin href="{pack}">"#);
    let preview = preview(title, description, page.base_url);
    let manifest = if page.is_kept { MANIFEST_LINK } else { "" };
    let mut has = [false; 3];
    let [has_policy, has_pack, has_list] = &mut has;
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!("meta[http-equiv=Content-Security-Policy i]", |meta| {
                *has_policy = true;
                Ok(meta.set_attribute("content", &policy)?)
            }),
            element!("title, #without-app-title", |heading| {
                heading.set_inner_content(title, ContentType::Text);
                Ok(())
            }),
            element!("meta[name=description]", |meta| {
                Ok(meta.set_attribute("content", &escape(description))?)
            }),
            // A page that is finished twice names its former pack and address no more.
            element!(
                "link[rel=preload][href$='.pack'], link[rel=canonical], link[rel=manifest], meta[property^='og:']",
                |former| {
                    former.remove();
                    Ok(())
                }
            ),
            element!("meta[name=dossier-pack]", |meta| {
                *has_pack = true;
                meta.after(&preview, ContentType::Html);
                meta.after(manifest, ContentType::Html);
                meta.set_attribute("content", &pack)?;
                if !pack.is_empty() {
                    meta.after(&preload, ContentType::Html);
                }
                Ok(())
            }),
            element!("#without-app-articles", |list| {
                *has_list = true;
                list.set_inner_content(page.articles, ContentType::Html);
                Ok(())
            }),
        ],
        ..RewriteStrSettings::default()
    };
    let done = rewrite_str(html, settings)?;
    let places =
        ["<meta http-equiv=Content-Security-Policy>", "<meta name=dossier-pack>", "#without-app-articles"];
    match places.iter().zip(has).find(|(_, has)| !has) {
        Some((place, _)) => {
            bail!("the app's page has no {place}; the app and this command are of different versions")
        }
        None => Ok(done),
    }
}

/// Finishes the page that trunk just built, and the files beside it, with the corpus of a folder inside the app.
///
/// # Errors
/// Where a file can't be read or written.
pub fn finish_file(html: &Path, corpus: &Path, is_kept: bool, report: &Report) -> Result<()> {
    let inputs = inputs::read(&[corpus.to_owned()], &dossier_read::ReadOptions::default(), true, report)?;
    let corpus = crate::corpus::annotate(inputs.site, inputs.documents, &inputs.edits, report)?;
    let page = fs::read_to_string(html).with_context(|| html.display().to_string())?;
    let folder = html.parent().unwrap_or(Path::new("."));
    let page = bundle::two_stylesheets(&page, folder)?;
    glue::shorten_all(folder)?;
    let page = naming::name_by_content(&page, folder)?;
    let page = naming::inline_boot(&page, folder)?;
    let page = naming::with_integrity(&page, folder)?;
    let page = name_workers(&page, folder)?;
    let done = finish(
        &page,
        Page {
            site: &corpus.site,
            articles: &articles(&corpus.documents),
            pack: PackPlace::App,
            base_url: "",
            is_kept,
        },
    )?;
    fs::write(html, &done).with_context(|| html.display().to_string())?;
    let mut files = app::files(Some(folder))?;
    single::renew_shell(&mut files)?;
    if is_kept {
        offline::add(&mut files, &corpus.site)?;
    } else {
        offline::remove(&mut files);
    }
    for (name, bytes) in &files {
        fs::write(folder.join(name), bytes).with_context(|| name.clone())?;
    }
    Ok(())
}

/// From how many articles on a corpus is searched in a worker: docs/query.md says what was measured.
const SEARCHED_BESIDE: usize = 30_000;

/// Writes into the page what the workers beside it are called, without their endings; nothing where there is none. The one
/// that searches is named with how many articles are worth it.
fn name_workers(html: &str, folder: &Path) -> Result<String> {
    let mut names = [String::new(), String::new()];
    let [worker, searcher] = &mut names;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.extension().is_none_or(|ending| ending != "wasm") {
            continue;
        }
        if stem.starts_with("worker-") {
            *worker = stem.into_owned();
        } else if stem.starts_with("searcher-") {
            *searcher = format!("{stem} {SEARCHED_BESIDE}");
        }
    }
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!("meta[name=dossier-worker]", |meta| Ok(meta.set_attribute("content", &escape(worker))?)),
            element!("meta[name=dossier-searcher]", |meta| {
                Ok(meta.set_attribute("content", &escape(searcher))?)
            }),
        ],
        ..RewriteStrSettings::default()
    };
    Ok(rewrite_str(html, settings)?)
}

/// What tells others of a page that has an address: which it is, and what to show of it.
fn preview(title: &str, description: &str, base_url: &str) -> String {
    if base_url.is_empty() {
        return String::new();
    }
    let (title, description, url) = (escape(title), escape(description), escape(base_url));
    format!(
        "<link rel=\"canonical\" href=\"{url}\"><meta property=\"og:url\" content=\"{url}\">\
         <meta property=\"og:type\" content=\"website\"><meta property=\"og:title\" content=\"{title}\">\
         <meta property=\"og:description\" content=\"{description}\">"
    )
}

/// The items of the list, all of it in one page.
pub(crate) fn articles(documents: &[Document]) -> String {
    list(documents.iter().map(listed))
}

/// What a list says of an article.
pub(crate) fn listed(document: &Document) -> Listed {
    Listed {
        title: document.title.clone(),
        source: document.source.clone(),
        url: document.url.clone(),
        published: document.published.span,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><head><meta http-equiv=content-security-policy content="default-src 'none'"><title>x</title><meta name="description" content=""><meta name="dossier-pack" content=""><script src="a.js"></script><script type="module">let a = "<b>";</script></head><body><main><h1 id="without-app-title"></h1><ul id="without-app-articles"></ul></main></body>"#;

    fn document(title: &str) -> Document {
        dossier_read::document_from_body("a", "a", "Text.".into(), Some(title.into())).unwrap()
    }

    fn finished(documents: &[Document]) -> String {
        finish(
            PAGE,
            Page {
                site: &Site::default(),
                articles: &articles(documents),
                pack: PackPlace::App,
                base_url: "",
                is_kept: true,
            },
        )
        .unwrap()
    }

    #[test]
    fn hostile_titles_stay_text() {
        let site = Site { title: "</title><script>".into(), description: "\"><script>".into() };
        let documents = [document("</main><script>alert('x')</script>\"")];
        let page = finish(
            PAGE,
            Page {
                site: &site,
                articles: &articles(&documents),
                pack: PackPlace::App,
                base_url: "",
                is_kept: true,
            },
        )
        .unwrap();
        assert_eq!(page.matches("<script").count(), 2, "{page}");
        assert!(page.contains("&lt;/main&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;"));
    }

    #[test]
    fn finishing_twice_is_finishing_once() {
        let documents = [document("One"), document("Two")];
        let site = Site { title: "Site".into(), description: String::new() };
        let page = Page {
            site: &site,
            articles: &articles(&documents),
            pack: PackPlace::File("corpus-1.pack"),
            base_url: "https://example.org/",
            is_kept: true,
        };
        let once = finish(PAGE, page).unwrap();
        assert_eq!(finish(&once, page).unwrap(), once);
        assert!(once.contains(r#"<meta name="dossier-pack" content="corpus-1.pack">"#));
        assert_eq!(once.matches("corpus-1.pack").count(), 2);
        assert!(once.contains(r#"<link rel="canonical" href="https://example.org/">"#));
        assert!(once.contains(r#"<meta property="og:title" content="Site">"#));
        assert!(!finished(&[]).contains("canonical"));
    }

    #[test]
    fn what_is_written_from_right_to_left_stays_in_its_place() {
        let page = finished(&[document("\u{202e}elt\u{202c} عنوان")]);
        // The override itself was left out when the title was read.
        assert!(page.contains("<span dir=\"auto\">elt عنوان</span><br>"), "{page}");
    }

    #[test]
    fn the_workers_beside_the_page_are_named_in_it() {
        let folder = tempfile::tempdir().unwrap();
        let html =
            r#"<meta name="dossier-worker" content="old"><meta name="dossier-searcher" content="old">"#;
        let named = |worker: &str, searcher: &str| {
            let page = name_workers(html, folder.path()).unwrap();
            assert_eq!(page, html.replacen("old", worker, 1).replacen("old", searcher, 1));
        };
        named("", "");
        for name in ["worker-1.wasm", "worker-1.js", "searcher-2.js", "searcher-2.wasm"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        named("worker-1", &format!("searcher-2 {SEARCHED_BESIDE}"));
    }

    #[test]
    fn a_page_without_a_place_for_the_policy_is_refused() {
        let page = PAGE.replace("http-equiv", "name");
        let why = finish(
            &page,
            Page { site: &Site::default(), articles: "", pack: PackPlace::App, base_url: "", is_kept: true },
        )
        .unwrap_err();
        assert!(why.to_string().contains("no <meta http-equiv=Content-Security-Policy>"), "{why}");
    }
}
