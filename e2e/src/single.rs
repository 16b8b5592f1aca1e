//! The site that is one file, opened from a disk.

use std::{env, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{Stage, page::Page, tests};

tests!(a_single_file_works_from_a_disk_and_asks_for_nothing);

async fn a_single_file_works_from_a_disk_and_asks_for_nothing(stage: &Stage<'_>) -> Result<()> {
    let command =
        env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask test e2e`")?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("a site.html");
    let built =
        Command::new(command).args(["--quiet", "build", "seeds", "--single-file"]).arg(&file).status();
    ensure!(built?.success(), "the file was not made");
    let address = format!("file://{}", file.display().to_string().replace(' ', "%20"));
    let page = Page { browser: stage.page.browser, address };

    page.open_whole("").await?;
    page.count("All 5 articles").await?;
    page.search("\"fully secured\"").await?;
    page.count("2 of 5 articles").await?;
    page.fragment("#q=%22fully+secured%22").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.travel(-1).await?;
    page.wait("!document.querySelector('#reader')", true).await?;
    page.click(".tabs li:nth-child(2) a").await?;
    page.find(".speaker-group .quote").await?;
    page.click(".help-button").await?;
    page.wait("document.querySelector('#help').open", true).await?;
    let asked = page
        .get("performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('data:'))")
        .await?;
    ensure!(asked.as_array().is_some_and(Vec::is_empty), "asked for {asked}");

    // A view that needs the part that comes later is drawn at once.
    page.open("#person=muqtada-al-sadr&panel=entities").await?;
    page.count("2 of 5 articles").await?;
    page.run(
        "window.refused = 0; document.addEventListener('securitypolicyviolation', () => window.refused += 1);
         fetch('https://example.org/').catch(() => {})",
    )
    .await?;
    page.wait("window.refused", 1).await
}
