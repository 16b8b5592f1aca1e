//! A corpus in chunks: what a reader asks for comes when it is asked for, and what does not come is said.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;

use crate::{Stage, made::site_of, server::Site, tests};

tests!(
    a_large_corpus_comes_in_chunks_and_answers_like_a_small_one,
    a_link_into_a_large_corpus_opens_its_article,
    panels_look_into_more_articles_when_asked,
    who_is_quoted_often_is_quoted_in_steps,
    a_chunk_that_does_not_come_is_said_and_asked_for_again,
);

pub(crate) const ARTICLES: usize = 1200;

/// Articles of which each seventh speaks of wolves, in words enough for many chunks.
pub(crate) fn large_site() -> Result<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let site = write_large(folder.path(), ARTICLES)?;
    Ok((folder, site))
}

/// So many of them, published below a folder.
pub(crate) fn write_large(folder: &Path, articles: usize) -> Result<PathBuf> {
    let command =
        env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask test e2e`")?;
    let mut lines = String::new();
    for number in 0..articles {
        let animal = if number % 7 == 0 { "wolves" } else { "herons" };
        let filler: String = (0..60).map(|at| format!("w{} ", (number * 31 + at * at) % 3001)).collect();
        let body = format!(
            "The council of Freedonia spoke of {animal}, said Jane Doe.\n\n{filler}\n\nIt was report {number}."
        );
        let year = 1980 + number % 20;
        writeln!(
            lines,
            "{}",
            json!({"id": format!("a{number}"), "title": format!("Report {number}"), "date": format!("{year}-05-11"), "body": body, "people": ["Jane Doe"], "orgs": [], "places": ["Freedonia"]})
        )?;
    }
    let articles = folder.join("articles.jsonl");
    fs::write(&articles, lines)?;
    let site = folder.join("site");
    let built =
        Command::new(command).args(["build", "--quiet"]).arg(&articles).arg("--out").arg(&site).status()?;
    ensure!(built.success(), "the command failed: {built}");
    Ok(site)
}

async fn a_large_corpus_comes_in_chunks_and_answers_like_a_small_one(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = large_site()?;
    let site = Site::serve(&site, "/a/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.count("All 1200 articles").await?;
    page.search("wolves").await?;
    page.count("172 of 1200 articles").await?;
    page.find(".hit-snippet mark").await?;
    page.search("\"spoke of wolves\"").await?;
    page.count("172 of 1200 articles").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.find("#reader-text mark").await?;
    let asked = site.take_asked();
    let (chunks, all) = (asked.iter().filter(|path| path.ends_with(".chunk")).count(), 1200);
    ensure!(chunks > 1 && chunks < all / 4, "{chunks} chunks were asked for");
    page.run("Promise.resolve(dossier.search({q: 'herons', from: '1985', to: '1985', limit: 3})).then((found) => { window.found = found.total + ' ' + found.hits.length + ' ' + found.hits.every((hit) => hit.title.startsWith('Report')); })").await?;
    page.wait("window.found", "52 3 true").await
}

async fn a_link_into_a_large_corpus_opens_its_article(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = large_site()?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open("#q=wolves&doc=a700").await?;
    page.wait("document.querySelector('#reader .reader-title')?.textContent", "Report 700").await?;
    page.open("#doc=nobody").await?;
    page.wait("document.querySelector('#reader')?.textContent.includes('no article “nobody”')", true).await?;
    page.open("#panel=contexts&q=wolves").await?;
    page.find(".context mark").await.map(drop)
}

async fn panels_look_into_more_articles_when_asked(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = large_site()?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    let said = |words: &str| format!("document.querySelector('.depth p')?.textContent === '{words}'");
    page.open_whole("#panel=contexts&q=herons").await?;
    let places = "document.querySelector('.contexts-bar p')?.textContent";
    page.wait(&said("The first 300 of 1028 articles are looked into."), true).await?;
    page.wait(places, "300 hits").await?;
    for (looked_into, places_found) in [(600, "600 hits"), (900, "900 hits")] {
        page.click("#look-further").await?;
        page.wait(&said(&format!("The first {looked_into} of 1028 articles are looked into.")), true).await?;
        page.wait(places, places_found).await?;
    }
    page.wait("document.querySelector('#look-further').textContent", "Look into 128 more").await?;
    page.click("#look-further").await?;
    page.wait(places, "1028 hits").await?;
    page.wait("document.querySelector('#look-further')", serde_json::Value::Null).await?;
    page.wait("document.querySelector('.depth-progress')", serde_json::Value::Null).await?;
    // In the same article is known of all without looking into any; nearer is not.
    page.open_whole("#panel=network").await?;
    page.find(".network-table tbody tr").await?;
    ensure!(!page.has("#look-further").await?, "articles are looked into");
    page.run("[...document.querySelectorAll('.network-level button')].at(-1).click()").await?;
    page.wait(&said("The first 300 of 1200 articles are looked into."), true).await?;
    page.wait("document.querySelector('.network-table .number a').textContent", "300").await?;
    page.click("#look-further").await?;
    page.wait("document.querySelector('.network-table .number a').textContent", "600").await?;
    page.open_whole("#panel=timeline").await?;
    page.wait(&said("The first 300 of 1200 articles are looked into."), true).await
}

/// Articles in each of which the same person is quoted, too long for one pack.
fn quoting_site(articles: usize) -> Result<(TempDir, PathBuf)> {
    let filler = "and so it went on for a long while along the river ".repeat(80);
    let text = |number: usize| {
        format!("Report {number}\n\n“We counted {number} of them,” said Jane Doe.\n\n{filler}")
    };
    let files: Vec<(String, String)> =
        (0..articles).map(|number| (format!("r{number}.txt"), text(number))).collect();
    site_of(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())
}

async fn who_is_quoted_often_is_quoted_in_steps(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = quoting_site(120)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    let chunks = || site.take_asked().iter().filter(|path| path.ends_with(".chunk")).count();
    page.open_whole("#panel=quotes").await?;
    page.wait("document.querySelector('.speaker-group h3 .mini').textContent", "in 120 articles").await?;
    page.wait("document.querySelectorAll('.quotes .quote').length", 5).await?;
    let asked = chunks();
    ensure!(asked < 60, "{asked} chunks were asked for");
    page.click(".look-further").await?;
    page.wait("document.querySelectorAll('.quotes .quote').length", 55).await?;
    let words = "document.querySelector('.look-further').textContent";
    page.wait(words, "Look into more articles (65 left)").await?;
    page.open_whole("#about=person:jane-doe").await?;
    page.wait("document.querySelectorAll('.about .quote').length", 50).await?;
    let asked = chunks();
    ensure!(asked < 110, "{asked} chunks were asked for");
    let follow = |words: &str| {
        format!(
            "[...document.querySelectorAll('.about a')].find((link) => link.textContent === '{words}').click()"
        )
    };
    page.run(&follow("All it said")).await?;
    page.fragment("#said-by=jane-doe&panel=quotes").await?;
    page.open_whole("#about=person:jane-doe").await?;
    page.run(&follow("and 70 more")).await?;
    page.fragment("#person=jane-doe").await
}

async fn a_chunk_that_does_not_come_is_said_and_asked_for_again(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = large_site()?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    let tools = page.browser.cdp();
    tools.send_raw("Network.enable", json!({})).await?;
    let done = async {
        page.open_whole("").await?;
        tools.send_raw("Network.setBlockedURLs", json!({"urls": ["*.chunk"]})).await?;
        page.search("wolves").await?;
        page.wait("document.querySelector('.supply')?.textContent.includes('could not be loaded')", true)
            .await?;
        // What is here already goes on working.
        page.search("").await?;
        page.count("All 1200 articles").await?;
        page.search("wolves").await?;
        tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
        page.click(".supply button").await?;
        page.count("172 of 1200 articles").await?;
        page.wait("document.querySelector('.supply') === null", true).await?;
        // An article says so itself, for on a phone it hides the rest of the page.
        tools.send_raw("Network.setBlockedURLs", json!({"urls": ["*.chunk"]})).await?;
        page.run("location.hash = '#doc=a555'").await?;
        page.wait("document.querySelector('#reader')?.textContent.includes('could not be loaded')", true)
            .await?;
        tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
        page.click("#reader .supply button").await?;
        page.wait("document.querySelector('#reader .reader-title')?.textContent", "Report 555").await
    }
    .await;
    tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
    tools.send_raw("Network.disable", json!({})).await?;
    done
}
