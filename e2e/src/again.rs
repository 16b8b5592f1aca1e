//! Coming again: what is new in a corpus that was published anew, and links that were made before that.

use std::fs;

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::{
    Stage,
    large::{ARTICLES, write_large},
    made::{build, site_of},
    server::Site,
    tests,
};

tests!(
    what_is_new_is_said_shown_and_marked_as_seen,
    a_first_visit_finds_nothing_new,
    an_older_link_says_so_and_still_resolves,
    what_was_noted_is_forgotten_when_told,
    of_a_large_corpus_one_chunk_says_what_is_new,
);

const FILES: &[(&str, &str)] = &[
    ("border.txt", "Border secured\n\nThe border is secured, said Jane Doe."),
    ("prison.txt", "Prison opened\n\nThe prison in Mosul was opened on 3 March 2025."),
    ("river.txt", "River crossed\n\nThe river was crossed in the night."),
];
const NEWS: &str = "document.querySelector('[data-testid=since] p')?.textContent ?? ''";
const OLDER: &str = "document.querySelector('[data-testid=older] p')?.textContent ?? ''";
const MARKS: &str = "[...document.querySelectorAll('.hit')].map((hit) => hit.querySelector('.hit-title').textContent + ':' + (hit.querySelector('.tag')?.textContent ?? '')).sort().join()";
const NOTED: &str = "Object.entries(localStorage).filter(([key]) => key.startsWith('dossier-seen')).map(([, value]) => value).join()";

async fn what_is_new_is_said_shown_and_marked_as_seen(stage: &Stage<'_>) -> Result<()> {
    let (folder, site) = site_of(FILES)?;
    let site = Site::serve(&site, "/a/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.wait(&format!("({NOTED}).split(' ')[1]"), "3").await?;
    page.wait(NEWS, "").await?;
    let articles = folder.path().join("articles");
    fs::write(articles.join("bridge.txt"), "Bridge built\n\nA bridge was built over the river.")?;
    fs::write(articles.join("river.txt"), "River crossed\n\nThe river was crossed at dawn.")?;
    build(&folder)?;
    page.open_whole("").await?;
    page.wait(&format!("({NEWS}).startsWith('1 new and 1 changed articles since your visit on ')"), true)
        .await?;
    page.wait(MARKS, "Border secured:,Bridge built:new,Prison opened:,River crossed:changed").await?;
    // Nothing is seen before the reader says so.
    page.open_whole("").await?;
    page.click("#since-show").await?;
    page.fragment("#new=1").await?;
    page.count("2 of 4 articles").await?;
    page.wait(MARKS, "Bridge built:new,River crossed:changed").await?;
    page.wait("document.querySelector('.chip-text').textContent", "new since last time").await?;
    page.wait("dossier.link(dossier.state())", "#new=1").await?;
    // The view is a link like any other.
    page.open_whole("#new=1&q=river").await?;
    page.count("2 of 4 articles").await?;
    page.click("#since-seen").await?;
    page.fragment("#q=river").await?;
    page.wait(NEWS, "").await?;
    page.search("").await?;
    page.wait(MARKS, "Border secured:,Bridge built:,Prison opened:,River crossed:").await?;
    page.open_whole("").await?;
    page.wait(MARKS, "Border secured:,Bridge built:,Prison opened:,River crossed:").await?;
    page.wait(NEWS, "").await
}

async fn a_first_visit_finds_nothing_new(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = site_of(FILES)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("#new=1").await?;
    page.count("0 of 3 articles").await?;
    page.wait(NEWS, "").await?;
    page.click(".nothing button").await?;
    page.count("All 3 articles").await?;
    // Inside the page of somebody else nothing is noted.
    page.run("localStorage.clear()").await?;
    page.open_whole("?embed").await?;
    page.wait(NOTED, "").await
}

async fn an_older_link_says_so_and_still_resolves(stage: &Stage<'_>) -> Result<()> {
    let (folder, site) = site_of(FILES)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("#q=river&doc=river").await?;
    let sheet = "navigator.share = (given) => { window.given = given; return Promise.resolve(); }; navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }";
    page.run(sheet).await?;
    page.click(".masthead .share-button").await?;
    page.wait("typeof window.copied", "string").await?;
    let copied = page.get("window.copied.slice(window.copied.indexOf('#'))").await?;
    let link = copied.as_str().unwrap_or_default().to_owned();
    ensure!(link.starts_with("#q=river&doc=river&v=3-"), "{link} says no version");
    page.open_whole(&link).await?;
    page.wait(OLDER, "").await?;
    let articles = folder.path().join("articles");
    fs::write(articles.join("bridge.txt"), "Bridge built\n\nA bridge was built over the river.")?;
    fs::write(articles.join("delta.txt"), "Delta flooded\n\nThe river flooded its delta.")?;
    build(&folder)?;
    page.open_whole(&link).await?;
    page.wait(OLDER, "This link was made on an earlier version of this collection (3 articles then, 5 now). It shows what matches today.").await?;
    page.count("3 of 5 articles").await?;
    page.wait("document.querySelector('#reader .reader-title').textContent", "River crossed").await?;
    page.click("#older-dismiss").await?;
    page.wait(OLDER, "").await?;
    page.fragment("#q=river&doc=river").await?;
    // What it names and is no longer there is said.
    fs::remove_file(articles.join("river.txt"))?;
    build(&folder)?;
    page.open_whole(&format!("{link}&person=jane-doe&place=nowhere")).await?;
    page.wait(&format!("({OLDER}).includes('(3 articles then, 4 now)')"), true).await?;
    page.wait("document.querySelector('#reader').textContent.includes('no article “river”')", true).await?;
    page.wait("document.querySelector('.chip-problem').textContent", "not in this corpus").await?;
    // A reader who goes on makes links on what is here now.
    page.search("bridge").await?;
    page.wait(OLDER, "").await
}

async fn what_was_noted_is_forgotten_when_told(stage: &Stage<'_>) -> Result<()> {
    let (folder, site) = site_of(FILES)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.wait(&format!("({NOTED}).split(' ')[1]"), "3").await?;
    page.click(".help-button").await?;
    page.click("#since-forget").await?;
    page.wait(NOTED, "off").await?;
    fs::write(folder.path().join("articles/bridge.txt"), "Bridge built\n\nA bridge was built.")?;
    build(&folder)?;
    page.open_whole("").await?;
    page.wait(NEWS, "").await?;
    page.wait(NOTED, "off").await?;
    page.click(".help-button").await?;
    page.click("#since-forget").await?;
    page.wait(&format!("({NOTED}).split(' ')[1]"), "4").await?;
    page.wait(NEWS, "").await
}

async fn of_a_large_corpus_one_chunk_says_what_is_new(stage: &Stage<'_>) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let site = write_large(folder.path(), ARTICLES)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.wait(&format!("({NOTED}).split(' ')[1]"), ARTICLES.to_string()).await?;
    write_large(folder.path(), ARTICLES + 40)?;
    page.open_whole("").await?;
    page.wait(&format!("({NEWS}).startsWith('40 new articles since')"), true).await?;
    site.take_asked();
    page.click("#since-show").await?;
    page.count("40 of 1240 articles").await?;
    page.wait("document.querySelectorAll('.hit .tag').length", 30).await?;
    let asked: Value = site.take_asked().len().into();
    ensure!(asked.as_u64().is_some_and(|asked| asked < 60), "{asked} files were asked for");
    Ok(())
}
