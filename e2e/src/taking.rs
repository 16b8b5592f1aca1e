//! What a reader takes along from a view: files, citations, embedded pages.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{Stage, page::Page, tests};

tests!(
    the_view_is_saved_in_every_format,
    quotes_and_names_of_the_view_are_saved_as_tables,
    a_passage_is_copied_with_its_citation,
    the_print_is_the_article_or_the_list_with_its_link,
    an_embedded_view_has_no_masthead_and_leads_to_the_whole_page,
    the_export_has_code_to_embed_and_a_qr_code,
);

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
    let said = json["link"].as_str().unwrap_or_default();
    ensure!(said.starts_with(&format!("{link}&v=5-")), "another link: {json}");
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

async fn a_passage_is_copied_with_its_citation(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    page.browser.cdp().send_raw("Browser.grantPermissions", permissions).await?;
    page.open("#doc=002-cbf72a30cc435daa").await?;
    page.find(".reader-text p").await?;
    let selected = page
        .run(
            "const texts = document.createTreeWalker(document.querySelectorAll('.reader-text p')[1], NodeFilter.SHOW_TEXT);
            const first = texts.nextNode();
            getSelection().setBaseAndExtent(first, 0, first, Math.min(first.length, 20));
            return getSelection().toString();",
        )
        .await?;
    page.touch(".cite-passage").await?;
    page.wait(
        "document.querySelector('[data-testid=toast]').textContent",
        "Passage copied with its citation",
    )
    .await?;
    page.run(
        "window.copied = null; navigator.clipboard.readText().then((text) => { window.copied = text; })",
    )
    .await?;
    page.wait("typeof window.copied", "string").await?;
    let copied = page.get("window.copied").await?;
    let copied = copied.as_str().unwrap_or_default();
    let title = page.get("document.querySelector('.reader-title').textContent").await?;
    let date = page.get("document.querySelector('.reader-source .date').textContent").await?;
    for part in [&selected, &title, &date] {
        let part = part.as_str().unwrap_or_default().trim();
        ensure!(copied.contains(part), "“{copied}” lacks “{part}”");
    }
    // The link opens at the passage.
    let link = copied.split_whitespace().last().unwrap_or_default();
    let fragment = link.split_once('#').map_or("", |(_, fragment)| fragment);
    page.open(&format!("#{fragment}")).await?;
    let marked = "[...document.querySelectorAll('.in-passage')].map((part) => part.textContent).join('')";
    page.wait(marked, selected).await
}

async fn the_print_is_the_article_or_the_list_with_its_link(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    let shown = |selector: &str| format!("document.querySelector('{selector}')?.checkVisibility() ?? false");
    tools.send_raw("Emulation.setEmulatedMedia", json!({"media": "print"})).await?;
    let done = async {
        for (link, is_there) in
            [("#q=prison", ".hits"), ("#q=prison&doc=002-cbf72a30cc435daa", ".reader-text")]
        {
            page.open_whole(link).await?;
            page.wait(&shown(is_there), true).await?;
            page.wait(&shown(".print-link"), true).await?;
            let words = "document.querySelector('.print-link').textContent";
            page.wait(words, format!("{}{link}", page.address)).await?;
            for gone in [".masthead", ".facets", ".tabs", ".reader-bar"] {
                page.wait(&shown(gone), false).await?;
            }
        }
        page.wait(&shown(".hits"), false).await
    };
    let done = done.await;
    tools.send_raw("Emulation.setEmulatedMedia", json!({"media": ""})).await?;
    done
}

async fn an_embedded_view_has_no_masthead_and_leads_to_the_whole_page(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("?embed#q=prison").await?;
    page.fragment("#q=prison&embed=1").await?;
    let shown = |selector: &str| format!("document.querySelector('{selector}')?.checkVisibility() ?? false");
    for gone in [".masthead", ".dates", ".facets", ".bottom-bar"] {
        page.wait(&shown(gone), false).await?;
    }
    page.wait(&shown(".hits"), true).await?;
    // It stays embedded where the reader goes on.
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.wait("location.hash.includes('embed=1') && location.hash.includes('doc=')", true).await?;
    page.wait("document.querySelector('.embed-open').getAttribute('href').includes('embed')", false).await?;
    page.wait("dossier.state().embed", true).await?;
    page.wait("dossier.link({q: 'prison', embed: true})", "#q=prison&embed=1").await
}

async fn the_export_has_code_to_embed_and_a_qr_code(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=prison").await?;
    page.run(KEEP).await?;
    page.click(".export-button").await?;
    let code = format!("<iframe src=\"{}#q=prison&amp;embed=1\" title=", page.address);
    page.wait(
        &format!("document.querySelector('#embed-code').textContent.startsWith({})", json!(code)),
        true,
    )
    .await?;
    page.find("svg.qr path.qr-dark").await?;
    let svg = saved(page, "#export-qr", "link.svg").await?;
    ensure!(svg.starts_with("<svg xmlns=") && svg.contains("h7v1h-7z"), "no code: {svg}");
    Ok(())
}
