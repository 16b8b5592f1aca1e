//! What a reader takes along from a view: files, citations, embedded pages.

use anyhow::{Result, ensure};

use crate::{Stage, page::Page, tests};

tests!(the_view_is_saved_in_every_format, quotes_and_names_of_the_view_are_saved_as_tables,);

/// Keeps the text of each file that the page gives the browser to save, in `saved` by its name.
const KEEP: &str = "window.saved = {};
    const create = URL.createObjectURL;
    let last = null;
    URL.createObjectURL = (blob) => { last = blob; return create(blob); };
    HTMLAnchorElement.prototype.click = function () {
        if (!this.href.startsWith('blob:')) return this.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
        const name = this.download;
        last.text().then((text) => { saved[name] = text; });
    };";

/// Clicks what saves a file and gives the file's text.
async fn saved(page: &Page<'_>, button: &str, name: &str) -> Result<String> {
    page.click(button).await?;
    page.wait(&format!("typeof saved['{name}']"), "string").await?;
    let text = page.get(&format!("saved['{name}']")).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn the_view_is_saved_in_every_format(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22").await?;
    page.run(KEEP).await?;
    page.click(".export-button").await?;
    page.wait("document.querySelector('dialog.export').open", true).await?;
    page.wait("document.querySelector('.export-view').textContent.startsWith('2 of 5 articles')", true)
        .await?;
    let table = saved(page, "#export-csv", "articles.csv").await?;
    ensure!(table.trim_start_matches('\u{feff}').starts_with("title,source,author"), "no table: {table}");
    ensure!(table.matches("#doc=").count() == 2, "not two articles: {table}");
    let json: serde_json::Value = serde_json::from_str(&saved(page, "#export-json", "articles.json").await?)?;
    ensure!(json["articles"].as_array().map(Vec::len) == Some(2), "not two articles: {json}");
    let link = format!("{}#q=%22fully+secured%22", page.address);
    ensure!(json["link"] == link.as_str(), "another link: {json}");
    let notes = saved(page, "#export-md", "articles.md").await?;
    ensure!(notes.lines().filter(|line| line.starts_with("- [")).count() == 2, "not two links: {notes}");
    let csl: serde_json::Value =
        serde_json::from_str(&saved(page, "#export-csl-json", "articles.csl.json").await?)?;
    ensure!(csl.as_array().map(Vec::len) == Some(2), "not two citations: {csl}");
    let bibtex = saved(page, "#export-bib", "articles.bib").await?;
    ensure!(bibtex.matches("@misc{").count() == 2, "not two entries: {bibtex}");
    let ris = saved(page, "#export-ris", "articles.ris").await?;
    ensure!(ris.matches("TY  - NEWS").count() == 2, "not two records: {ris}");
    page.click(".export .help-head button").await?;
    page.wait("document.querySelector('dialog.export').open", false).await
}

async fn quotes_and_names_of_the_view_are_saved_as_tables(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22").await?;
    page.run(KEEP).await?;
    page.click(".export-button").await?;
    let quotes = saved(page, "#export-quotes", "quotes.csv").await?;
    ensure!(quotes.contains("Qais Al-Mohammadawi,") && quotes.contains("&at="), "no quotes: {quotes}");
    let names = saved(page, "#export-names", "names.csv").await?;
    ensure!(names.contains(",person,") && names.contains("about=place:"), "no names: {names}");
    Ok(())
}
