//! A corpus that is searched in a worker answers as one that is searched in the page, and does without the worker.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Stage, large::large_site, page::Page, server::Site, tests};

tests!(
    a_worker_finds_what_the_page_finds,
    who_types_fast_gets_what_was_typed_last,
    more_results_come_from_the_worker_too,
    what_can_t_be_started_or_dies_leaves_the_page_searching,
    what_the_worker_lacks_is_said_and_asked_for_again,
);

/// A corpus in chunks whose page has it searched in a worker of this name, or of its own where none is said.
fn searched_beside(name: Option<&str>) -> Result<(TempDir, PathBuf)> {
    let (folder, site) = large_site()?;
    search_from(&site, name, 2)?;
    Ok((folder, site))
}

/// Has the page of a site search in a worker, of this name or its own, from so many articles on.
pub(crate) fn search_from(site: &Path, name: Option<&str>, least: u32) -> Result<()> {
    let page = site.join("index.html");
    let html = fs::read_to_string(&page)?;
    let named = html.split("name=dossier-searcher content=\"").nth(1).and_then(|rest| rest.split('"').next());
    let named = named.context("the page names no searcher")?;
    let (own, _) = named.split_once(' ').context("from how many articles on?")?;
    Ok(fs::write(&page, html.replace(named, &format!("{} {least}", name.unwrap_or(own))))?)
}

/// Counts what the worker is asked, and hands it over so many milliseconds late.
async fn count_questions(page: &Page<'_>, late: u32) -> Result<()> {
    let script = "window.questions = 0;
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (...message) {
            if (message[0][0] !== 'search') return post.apply(this, message);
            window.questions += 1;
            setTimeout(() => post.apply(this, message), LATE);
        }";
    page.run(&script.replace("LATE", &late.to_string())).await.map(drop)
}

/// All that the page shows of its results.
const SHOWN: &str = "JSON.stringify([
    document.querySelector('[data-testid=count]').textContent,
    [...document.querySelectorAll('.hit:not([hidden]) .hit-link')].map((link) => link.id),
    [...document.querySelectorAll('.hit:not([hidden]) mark')].map((mark) => mark.textContent),
    document.querySelectorAll('.hit:not([hidden]) .maybe').length,
    [...document.querySelectorAll('.value-name, .value-count')].map((part) => part.textContent),
    document.querySelector('.bars-possible').getAttribute('d'),
])";

/// What is shown once it stays so.
async fn settled(page: &Page<'_>) -> Result<Value> {
    let mut before = page.get(SHOWN).await?;
    for _ in 0..40 {
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        let now = page.get(SHOWN).await?;
        if now == before && !page.has(".supply").await? {
            return Ok(now);
        }
        before = now;
    }
    anyhow::bail!("the page never settles: {before}")
}

/// Puts a whole text into the search box.
async fn enter(page: &Page<'_>, words: &str) -> Result<()> {
    let script = format!(
        "const field = document.querySelector('#search');
         field.value = {};
         field.dispatchEvent(new Event('input', {{bubbles: true}}));",
        Value::from(words)
    );
    page.run(&script).await.map(drop)
}

const VIEWS: [&str; 4] =
    ["", "#place=freedonia&from=1985&to=1991", "#-person=jane-doe", "#sort=newest&to=1990"];
const QUERIES: [&str; 12] = [
    "wolves",
    "\"spoke of wolves\"",
    "council -wolves",
    "hero",
    "wlves~",
    "w1? wolves",
    "title:7 OR herons",
    "\"council spoke\"~3 report",
    "published:1985..1987 wolves",
    "person:ja wolves",
    "/wol[uv]es/",
    "nothing-of-the-kind",
];

async fn a_worker_finds_what_the_page_finds(stage: &Stage<'_>) -> Result<()> {
    let (_here, folder) = large_site()?;
    let here = Site::serve(&folder, "/")?;
    let (_beside, folder) = searched_beside(None)?;
    let beside = Site::serve(&folder, "/")?;
    let here = stage.at(&here);
    let beside = stage.at(&beside);
    for view in VIEWS {
        let mut expected = Vec::new();
        here.open_whole(view).await?;
        for query in QUERIES {
            enter(&here, query).await?;
            expected.push(settled(&here).await?);
        }
        ensure!(!here.has("html.app-searcher").await?, "a small corpus is searched in a worker");
        beside.open_whole(view).await?;
        beside.find("html.app-searcher").await?;
        count_questions(&beside, 0).await?;
        for (query, expected) in QUERIES.iter().zip(expected) {
            let before = beside.get("window.questions").await?;
            enter(&beside, query).await?;
            beside.wait(SHOWN, expected).await.with_context(|| format!("{view} {query}"))?;
            ensure!(beside.get("window.questions").await? != before, "{query}: the worker was not asked");
        }
    }
    Ok(())
}

async fn who_types_fast_gets_what_was_typed_last(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = searched_beside(None)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.find("html.app-searcher").await?;
    count_questions(&page, 400).await?;
    // A key every 50 ms, while the first answer takes 400.
    page.run(
        "const field = document.querySelector('#search');
         let end = 0;
         const timer = setInterval(() => {
            field.value = 'herons wolves'.slice(0, ++end);
            if (end > 6) clearInterval(timer);
            field.dispatchEvent(new Event('input', {bubbles: true}));
            window.typed = field.value;
         }, 50)",
    )
    .await?;
    page.wait("window.typed", "herons ").await?;
    page.count("1028 of 1200 articles").await?;
    let asked = page.get("window.questions").await?.as_u64().unwrap_or_default();
    ensure!((2..5).contains(&asked), "{asked} questions for seven keys");
    // What was answered stays so; what is taken back needs no question.
    page.run("Worker.prototype.postMessage = () => { throw new Error('asked again'); }").await?;
    enter(&page, "").await?;
    page.count("All 1200 articles").await?;
    enter(&page, "herons ").await?;
    page.count("1028 of 1200 articles").await?;
    page.wait("document.querySelectorAll('.hit:not([hidden]) mark').length > 29", true).await
}

async fn more_results_come_from_the_worker_too(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = searched_beside(None)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.find("html.app-searcher").await?;
    enter(&page, "wolves").await?;
    page.count("172 of 1200 articles").await?;
    page.wait("document.querySelectorAll('.hit:not([hidden])').length", 30).await?;
    page.run("document.querySelector('#results').scrollTop = 1000").await?;
    count_questions(&page, 0).await?;
    page.click("#more").await?;
    page.wait("document.querySelectorAll('.hit:not([hidden])').length", 60).await?;
    page.wait("window.questions", 1).await?;
    ensure!(
        page.get("document.querySelector('#results').scrollTop >= 1000").await? == true,
        "it jumps to its top"
    );
    // A step back shows the view as it was left, without the worker.
    page.click("[data-testid=clear-all]").await?;
    page.count("All 1200 articles").await?;
    page.travel(-1).await?;
    page.count("172 of 1200 articles").await?;
    page.wait("document.querySelectorAll('.hit:not([hidden])').length", 60).await
}

async fn what_can_t_be_started_or_dies_leaves_the_page_searching(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = searched_beside(Some("searcher-gone"))?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    enter(&page, "wolves").await?;
    page.count("172 of 1200 articles").await?;
    ensure!(site.take_asked().iter().any(|path| path.contains("searcher-gone")), "no worker was asked for");
    ensure!(!page.has("html.app-searcher").await? && !page.has(".supply").await?, "it says so");
    let (_folder, site) = searched_beside(None)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.find("html.app-searcher").await?;
    page.run("Worker.prototype.postMessage = function () { this.dispatchEvent(new Event('error')); }")
        .await?;
    enter(&page, "herons").await?;
    page.count("1028 of 1200 articles").await?;
    page.wait("document.querySelector('html.app-searcher')", Value::Null).await?;
    enter(&page, "wolves").await?;
    page.count("172 of 1200 articles").await
}

async fn what_the_worker_lacks_is_said_and_asked_for_again(stage: &Stage<'_>) -> Result<()> {
    let (_folder, folder) = searched_beside(None)?;
    let site = Site::serve(&folder, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.find("html.app-searcher").await?;
    // What the page itself reads of a query is here; where the words stand, only the worker asks for.
    enter(&page, "wolves council").await?;
    page.count("172 of 1200 articles").await?;
    let (chunks, away) = (folder.join("chunks"), folder.join("away"));
    fs::rename(&chunks, &away)?;
    enter(&page, "\"spoke of wolves\"").await?;
    page.wait("document.querySelector('.supply')?.textContent.includes('could not be loaded')", true).await?;
    // What is here already goes on working.
    enter(&page, "").await?;
    page.count("All 1200 articles").await?;
    enter(&page, "\"spoke of herons\"").await?;
    fs::rename(&away, &chunks)?;
    page.click(".supply button").await?;
    page.count("1028 of 1200 articles").await?;
    page.wait("document.querySelector('.supply') === null", true).await
}
