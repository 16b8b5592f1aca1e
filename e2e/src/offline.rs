//! A site that was visited once opens without its server; a new version of it comes whole or not at all.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::{
    Stage,
    made::{build, site_of},
    page::Page,
    server::Site,
    tests,
};

tests!(
    a_visited_site_opens_without_its_server,
    a_new_version_is_there_at_the_next_load_and_then_without_a_server,
    a_version_of_which_a_file_is_damaged_is_not_kept,
    what_was_used_of_a_large_corpus_is_there_without_a_server,
    all_of_a_large_corpus_is_kept_when_asked_and_forgotten,
);

/// A site of one article, in a folder of its own where it can be published anew.
struct Made {
    folder: TempDir,
    site: PathBuf,
}

impl Made {
    fn new() -> Result<Self> {
        let (folder, site) =
            site_of(&[("one.txt", "The harbour reopens\n\nShips may land in Esbjerg again.")])?;
        Ok(Self { folder, site })
    }

    /// Publishes it anew, with a second article.
    fn publish_another(&self) -> Result<()> {
        fs::write(self.folder.path().join("articles/two.txt"), "A bridge is closed\n\nIt will stay so.")?;
        build(&self.folder).map(drop)
    }
}

/// A page that shows the site, which its browser has kept.
async fn visited<'b>(stage: &Stage<'b>, site: &Site, folder: &Path) -> Result<Page<'b>> {
    let page = page(stage, site);
    page.open_whole("").await?;
    kept(&page, folder).await?;
    Ok(page)
}

fn page<'b>(stage: &Stage<'b>, site: &Site) -> Page<'b> {
    stage.at(site)
}

/// Waits until the version that the site's service worker is of is kept and in charge.
async fn kept(page: &Page<'_>, site: &Path) -> Result<()> {
    let script = fs::read_to_string(site.join("service-worker.js"))?;
    let version = script.split("const VERSION = \"").nth(1).and_then(|rest| rest.split('"').next());
    let version = version.context("the service worker names no version")?;
    page.run(&format!(
        "window.kept = null; clearInterval(window.asking); window.asking = setInterval(async () => {{
            const registration = await navigator.serviceWorker.getRegistration();
            const names = await caches.keys();
            window.kept = !!navigator.serviceWorker.controller && registration.active?.state === 'activated'
                && !registration.installing && !registration.waiting
                && names.some((name) => name.endsWith(' {version}'));
        }}, 50)"
    ))
    .await?;
    page.wait("window.kept", true).await
}

async fn a_visited_site_opens_without_its_server(stage: &Stage<'_>) -> Result<()> {
    let made = Made::new()?;
    let site = Site::serve_kept(&made.site, "/deep/below/")?;
    let elsewhere = Site::serve(&made.site, "/")?;
    let page = visited(stage, &site, &made.site).await?;
    // From here on nothing is asked for, whatever is read.
    site.take_asked();
    page.search("harbour").await?;
    page.count("1 article").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.run(&format!("fetch('{}leak').catch(() => {{ window.refused = true; }})", elsewhere.address))
        .await?;
    page.wait("window.refused", true).await?;
    let asked = site.take_asked();
    ensure!(asked.is_empty(), "once it is kept the page asks for {asked:?}");

    drop(site);
    page.open_whole("#q=ships").await?;
    page.find(".hit-snippet mark").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.click(".help-button").await?;
    page.wait("document.querySelector('#help').open", true).await?;
    page.run("caches.keys().then((names) => { window.names = names.join(); })").await?;
    page.wait("window.names?.includes('/deep/below/ ')", true).await?;
    let asked = elsewhere.take_asked();
    ensure!(asked.is_empty(), "another host was asked for {asked:?}");
    Ok(())
}

async fn a_new_version_is_there_at_the_next_load_and_then_without_a_server(stage: &Stage<'_>) -> Result<()> {
    let made = Made::new()?;
    let site = Site::serve_kept(&made.site, "/")?;
    let page = visited(stage, &site, &made.site).await?;
    made.publish_another()?;
    // The page that is open stays as it is.
    page.search("harbour").await?;
    page.count("1 article").await?;
    page.open_whole("").await?;
    page.count("All 2 articles").await?;
    kept(&page, &made.site).await?;
    drop(site);
    page.open_whole("").await?;
    page.count("All 2 articles").await?;
    // No page of the first version is open any more.
    page.run("window.versions = null; setInterval(async () => { window.versions = (await caches.keys()).length }, 50)").await?;
    page.wait("window.versions", 1).await
}

async fn a_version_of_which_a_file_is_damaged_is_not_kept(stage: &Stage<'_>) -> Result<()> {
    let made = Made::new()?;
    let site = Site::serve_kept(&made.site, "/")?;
    let page = visited(stage, &site, &made.site).await?;
    let first = fs::read_to_string(made.site.join("service-worker.js"))?;
    made.publish_another()?;
    let second = fs::read_to_string(made.site.join("service-worker.js"))?;
    ensure!(first != second, "another site has the same service worker");
    fs::write(made.site.join("icon.svg"), "half of i")?;
    page.open_whole("").await?;
    page.count("All 2 articles").await?;
    page.run(
        "window.failed = false; navigator.serviceWorker.getRegistration().then(async (registration) => {
            await registration.update().catch(() => {});
            const worker = registration.installing;
            if (!worker) { window.failed = true; return; }
            worker.onstatechange = () => { window.failed = worker.state === 'redundant'; };
        })",
    )
    .await?;
    page.wait("window.failed", true).await?;
    drop(site);
    page.open_whole("").await?;
    page.count("1 article").await
}

async fn what_was_used_of_a_large_corpus_is_there_without_a_server(stage: &Stage<'_>) -> Result<()> {
    let (_folder, folder) = crate::large::large_site()?;
    let site = Site::serve_kept(&folder, "/")?;
    let page = visited(stage, &site, &folder).await?;
    page.search("wolves").await?;
    page.count("172 of 1200 articles").await?;
    page.find(".hit-snippet mark").await?;
    drop(site);
    page.open_whole("").await?;
    page.count("All 1200 articles").await?;
    page.search("wolves").await?;
    page.count("172 of 1200 articles").await?;
    page.find(".hit-snippet mark").await?;
    // What was never asked for is not here, and that is said.
    page.open("#doc=a1177").await?;
    page.wait("document.body.textContent.includes('could not be loaded')", true).await
}

/// Waits for what the help says of the parts that are kept.
async fn parts_said(page: &Page<'_>, words: &str) -> Result<()> {
    page.wait(
        &format!("document.querySelector('#kept-parts')?.textContent.includes('{words}') ?? false"),
        true,
    )
    .await
}

async fn all_of_a_large_corpus_is_kept_when_asked_and_forgotten(stage: &Stage<'_>) -> Result<()> {
    let (_folder, folder) = crate::large::large_site()?;
    let site = Site::serve_kept(&folder, "/")?;
    let page = visited(stage, &site, &folder).await?;
    page.click(".help-button").await?;
    parts_said(&page, "parts of the articles").await?;
    page.wait("/Keep all \\([0-9.]+ MB\\)/.test(document.querySelector('#keep-all').textContent)", true)
        .await?;
    // No room: it is said, and what there is stays.
    page.run(
        "window.add = Cache.prototype.add;
        Cache.prototype.add = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));",
    )
    .await?;
    page.click("#keep-all").await?;
    parts_said(&page, "no room left for this page").await?;
    // One that is stopped goes on later where it was.
    page.run(
        "Cache.prototype.add = function (name) {
            document.querySelector('#keep-cancel')?.click();
            return window.add.call(this, name);
        }",
    )
    .await?;
    page.click("#keep-all").await?;
    page.find("#keep-none").await?;
    page.run("Cache.prototype.add = window.add").await?;
    page.click("#keep-all").await?;
    parts_said(&page, "All articles are kept").await?;
    drop(site);
    page.open_whole("#doc=a1177").await?;
    page.find("#reader .reader-title").await?;
    page.click(".help-button").await?;
    parts_said(&page, "All articles are kept").await?;
    page.click("#keep-none").await?;
    parts_said(&page, ": 0 of ").await
}
