//! Names that few articles have, of a corpus of so many that they are no part of what a page loads at first.

use std::{env, fmt::Write as _, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tempfile::TempDir;

use crate::{Stage, server::Site, tests};

tests!(names_that_few_articles_have_come_when_they_are_asked_for,);

const ARTICLES: usize = 2000;

/// Articles that each speak of somebody whom no other knows, and each of one of a few.
fn site_of_rare_names() -> Result<(TempDir, PathBuf)> {
    let command =
        env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask test e2e`")?;
    let mut lines = String::new();
    for number in 0..ARTICLES {
        let known = format!("Known {}", number % 20);
        let rare = format!("Correspondent Of The Northern Gazette {number:04}");
        let animal = if number == 7 { "wolves" } else { "herons" };
        let filler: String = (0..60).map(|at| format!("w{} ", (number * 31 + at * at) % 3001)).collect();
        let body = format!("{known} wrote to the editor of {animal}.\n\n{filler}");
        writeln!(
            lines,
            "{}",
            json!({"id": format!("a{number}"), "title": format!("Report {number}"), "date": "1987-05-11", "body": body, "people": [known, rare], "orgs": [], "places": []})
        )?;
    }
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles.jsonl");
    fs::write(&articles, lines)?;
    let site = folder.path().join("site");
    let built =
        Command::new(command).args(["build", "--quiet"]).arg(&articles).arg("--out").arg(&site).status()?;
    ensure!(built.success(), "the command failed: {built}");
    Ok((folder, site))
}

async fn names_that_few_articles_have_come_when_they_are_asked_for(stage: &Stage<'_>) -> Result<()> {
    let (_folder, site) = site_of_rare_names()?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    let has_tail = |site: &Site| site.take_asked().iter().any(|path| path.contains("chunks/f"));
    let people =
        |at: usize| format!("document.querySelectorAll('.facet-person .value-name')[{at}]?.textContent");
    let rows = "document.querySelectorAll('.facet-person .value').length";
    page.open_whole("").await?;
    page.count("All 2000 articles").await?;
    page.wait(&people(9), "Known 17").await?;
    // A card names whom the article mentions, and the panel the most frequent.
    page.wait(
        "[...document.querySelectorAll('.hit .names')].every(names => names.textContent.includes('Gazette'))",
        true,
    )
    .await?;
    page.run("Promise.resolve(dossier.search({q: 'herons', facets: false})).then((found) => { window.found = found.total; })").await?;
    page.wait("window.found", 1999).await?;
    ensure!(!has_tail(&site), "nothing so far needs rare names");
    // More than the root knows.
    page.search("wolves").await?;
    page.count("1 of 2000 articles").await?;
    page.wait(rows, 2).await?;
    page.wait(&people(0), "Correspondent Of The Northern Gazette 0007").await?;
    ensure!(has_tail(&site), "a rare name is shown");
    page.open("#person=correspondent-of-the-northern-gazette-0042").await?;
    page.count("1 of 2000 articles").await?;
    page.wait("document.querySelector('.hit-title').textContent", "Report 42").await?;
    page.open("#about=person:correspondent-of-the-northern-gazette-0043").await?;
    page.wait(
        "document.querySelector('#about-title')?.textContent",
        "Correspondent Of The Northern Gazette 0043",
    )
    .await
}
