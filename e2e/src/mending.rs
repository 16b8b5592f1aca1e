//! What a reader corrects in the page: kept, undone, published, sent as a link.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::{Stage, page::Page, tests};

tests!(
    what_mends_comes_at_the_first_mend_and_nothing_after,
    a_name_is_renamed_kept_over_a_reload_and_undone,
    a_filter_says_what_was_edited_and_noted,
    names_are_made_one_split_moved_and_hidden,
    an_article_is_dated_starred_and_found_by_its_tag,
    edits_are_saved_as_corpus_toml_and_taken_back_one_by_one,
    a_corpus_toml_is_opened,
    a_link_carries_edits_that_can_be_left_out_or_kept,
    edits_that_make_no_sense_are_named,
    where_nothing_can_be_kept_that_is_said,
);

const SADR: &str = "#about=person:muqtada-al-sadr";

/// Opens a view as somebody who never was here.
async fn fresh(page: &Page<'_>, link: &str) -> Result<()> {
    page.open_whole("").await?;
    page.run(
        "localStorage.clear(); window.gone = false;
        indexedDB.deleteDatabase('dossier').onsuccess = () => { window.gone = true; };",
    )
    .await?;
    page.wait("window.gone", true).await?;
    page.open_whole(link).await
}

async fn fill(page: &Page<'_>, field: &str, text: &str) -> Result<()> {
    page.find(&format!("#{field}")).await?.clear().await?;
    page.type_into(&format!("#{field}"), text).await?;
    page.run(&format!("document.querySelector('#{field}').form.requestSubmit()")).await.map(drop)
}

async fn unpublished(page: &Page<'_>, words: &str) -> Result<()> {
    page.wait("document.querySelector('[data-testid=unpublished]')?.textContent ?? null", words).await
}

async fn title(page: &Page<'_>, words: &str) -> Result<()> {
    page.wait("document.querySelector('#about-title').textContent", words).await
}

async fn a_name_is_renamed_kept_over_a_reload_and_undone(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    fresh(page, SADR).await?;
    let before = page.get("document.querySelector('#about-title').textContent").await?;
    ensure!(!page.has(".mend-banner").await?, "there are edits already");
    page.click("#about-mend").await?;
    fill(page, "about-mend-name", "The Cleric").await?;
    title(page, "The Cleric").await?;
    unpublished(page, "1 edit of yours is not published.").await?;
    page.wait("document.querySelector('.about .edited').textContent.startsWith('Edited renamed from')", true)
        .await?;
    page.wait("[...document.querySelectorAll('.facet-person label')].some((label) => label.textContent.includes('The Cleric'))", true).await?;

    page.open_whole(SADR).await?;
    title(page, "The Cleric").await?;
    page.click("#mend-undo").await?;
    page.wait("document.querySelector('#about-title').textContent", before.clone()).await?;
    page.click("#mend-redo").await?;
    title(page, "The Cleric").await?;
    page.click("#mend-undo").await?;
    page.wait("document.querySelector('#about-title').textContent", before).await?;
    ensure!(!page.has("#crash").await?, "the page crashed");
    Ok(())
}

/// A name that was edited and noted, on its own page.
async fn the_cleric(page: &Page<'_>, note: &str) -> Result<()> {
    fresh(page, SADR).await?;
    page.click("#about-mend").await?;
    fill(page, "about-mend-name", "The Cleric").await?;
    title(page, "The Cleric").await?;
    page.click("#about-mend").await?;
    fill(page, "about-mend-note", note).await?;
    page.wait("document.querySelector('.about-note').textContent", note).await
}

async fn a_filter_says_what_was_edited_and_noted(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    the_cleric(page, "Of Najaf").await?;
    // With the keyboard, and so with the pointer: both tell what the filter says of itself.
    page.run("document.querySelector('#pick-person-muqtada-al-sadr').focus()").await?;
    let label = "document.querySelector('#pick-person-muqtada-al-sadr').closest('label').title";
    page.wait(&format!("{label}.includes('Edited: renamed from') && {label}.includes('Of Najaf')"), true)
        .await?;
    let described = "document.getElementById(document.querySelector('#pick-person-muqtada-al-sadr').getAttribute('aria-describedby')).textContent";
    page.wait(&format!("{described}.startsWith('Also: ') && {described}.includes('Of Najaf')"), true).await
}

async fn what_mends_comes_at_the_first_mend_and_nothing_after(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let asked = || {
        let asked = stage.site.take_asked().into_iter().filter(|path| path != "/favicon.ico");
        asked.collect::<Vec<_>>()
    };
    fresh(page, SADR).await?;
    let before = asked();
    ensure!(
        !before.iter().any(|path| path.contains("-mending")),
        "asked for before it is needed: {before:?}"
    );
    page.click("#about-mend").await?;
    page.find("#about-mend-name").await?;
    let first = asked();
    let is_part = |path: &String| path.starts_with("/later-") && path.ends_with(".wasm");
    ensure!(first.iter().all(is_part) && first.iter().any(|path| path.contains("-mending")), "{first:?}");
    fill(page, "about-mend-name", "The Cleric").await?;
    title(page, "The Cleric").await?;
    page.click("#mend-list").await?;
    page.wait("document.querySelector('.mend-edits').open", true).await?;
    let after = asked();
    ensure!(after.is_empty(), "after that, the page asked for {after:?}");
    Ok(())
}

async fn names_are_made_one_split_moved_and_hidden(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    fresh(page, "#about=place:iraq").await?;
    let articles = "document.querySelectorAll('.about-articles li').length";
    page.click("#about-mend").await?;
    fill(page, "about-mend-merge", "Syria · Place").await?;
    page.wait(
        "document.querySelector('.about .edited')?.textContent.includes('merged with “Syria”') ?? false",
        true,
    )
    .await?;
    let both = page.get(articles).await?;
    ensure!(both.as_u64() >= Some(1), "no article mentions {both}");
    ensure!(!page.has(".facet-place [href*='place=syria']").await?, "what was made one is still there");

    page.click("#about-mend").await?;
    page.run("const kind = document.querySelector('#about-mend-kind'); kind.value = 'org'; kind.dispatchEvent(new Event('change', {bubbles: true}))").await?;
    page.fragment("#about=org:iraq").await?;
    page.wait("document.querySelector('.note-kind').textContent", "Organisation").await?;
    page.click("#about-mend").await?;
    page.click("#about-mend-hide").await?;
    page.wait("document.querySelector('.about')", Value::Null).await?;
    page.fragment("").await?;
    unpublished(page, "3 edits of yours are not published.").await?;
    page.click("#mend-undo").await?;
    unpublished(page, "2 edits of yours are not published.").await?;

    // A name that somebody goes by becomes somebody else.
    fresh(page, SADR).await?;
    page.click("#about-mend").await?;
    page.find(".mend-splits button").await?;
    let split = page.get("document.querySelector('.mend-splits button').textContent").await?;
    page.click(".mend-splits button").await?;
    page.wait("document.querySelector('.about .edited')?.textContent.includes('split off') ?? false", true)
        .await?;
    ensure!(split.as_str().is_some_and(|words| words.starts_with("Split off “")), "{split}");
    Ok(())
}

async fn an_article_is_dated_starred_and_found_by_its_tag(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    fresh(page, "#doc=002-cbf72a30cc435daa").await?;
    page.touch("#article-star").await?;
    page.wait("document.querySelector('#article-star').textContent", "★ Starred").await?;
    page.wait("document.activeElement.id", "article-star").await?;
    page.click("#article-mend").await?;
    fill(page, "article-date", "2026-01-21").await?;
    page.wait("document.querySelector('.reader-source .date').textContent", "21 Jan 2026").await?;
    page.wait("document.querySelector('.reader-head .edited').textContent", "Edited date set by an editor")
        .await?;
    page.click("#article-mend").await?;
    fill(page, "article-tag", "to read").await?;
    page.wait("document.querySelector('.article-marks .chip-text').textContent", "to read").await?;
    unpublished(page, "3 edits of yours are not published.").await?;

    page.open_whole("#tag=starred").await?;
    page.count("1 of 5 articles").await?;
    page.wait("document.querySelector('.hit .tag').textContent", "★ starred").await?;
    page.open_whole("#tag=to-read&from=2026-01-21&to=2026-01-21").await?;
    page.count("1 of 5 articles").await?;
    page.open_whole("#doc=002-cbf72a30cc435daa").await?;
    page.click(".article-marks .chip-remove").await?;
    page.wait("document.querySelector('.article-marks .chip-text')", Value::Null).await?;
    page.click("#article-mend").await?;
    fill(page, "article-date", "May").await?;
    page.wait("document.querySelector('.mend-refused').textContent.includes('not a date')", true).await
}

async fn edits_are_saved_as_corpus_toml_and_taken_back_one_by_one(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    the_cleric(page, "A \"cleric\".").await?;
    page.click("#mend-list").await?;
    page.run(
        "const make = URL.createObjectURL;
        URL.createObjectURL = (blob) => { blob.text().then((text) => { window.saved = text; }); return make(blob); };
        addEventListener('click', (event) => { if (event.target.download) event.preventDefault(); });",
    )
    .await?;
    page.click("#mend-save").await?;
    let toml = "[entity.\"person/muqtada-al-sadr\"]\nname = \"The Cleric\"\nnote = \"A \\\"cleric\\\".\"\n";
    page.wait("window.saved", toml).await?;
    page.click("#take-back-0").await?;
    page.wait("document.querySelectorAll('.mend-list li').length", 1).await?;
    // The list stays open, and the note.
    page.wait("document.querySelector('.mend-edits').open", true).await?;
    page.wait("document.querySelector('.about-note').textContent", "A \"cleric\".").await?;
    page.wait("document.querySelector('#about-title').textContent === 'The Cleric'", false).await
}

async fn a_corpus_toml_is_opened(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("corpus.toml");
    std::fs::write(
        &file,
        "[entity.\"person/muqtada-al-sadr\"]\nname = \"Read\"\n[document.002-cbf72a30cc435daa]\ntags = [\"x\"]\n",
    )?;
    fresh(page, SADR).await?;
    page.click("#about-mend").await?;
    fill(page, "about-mend-name", "The Cleric").await?;
    title(page, "The Cleric").await?;
    page.type_into("#mend-open", &file.to_string_lossy()).await?;
    title(page, "Read").await?;
    unpublished(page, "3 edits of yours are not published.").await
}

async fn a_link_carries_edits_that_can_be_left_out_or_kept(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let link = format!("{SADR}&edit=name:person:muqtada-al-sadr:Sent");
    fresh(page, &link).await?;
    title(page, "Sent").await?;
    page.wait("document.querySelector('.mend-banner p').textContent", "This link carries 1 edit.").await?;
    page.click("#link-edits-out").await?;
    page.fragment(SADR).await?;
    page.wait("document.querySelector('.mend-banner')", Value::Null).await?;
    page.wait("document.querySelector('#about-title').textContent === 'Sent'", false).await?;

    page.open_whole(&link).await?;
    page.click("#link-edits-keep").await?;
    page.fragment(SADR).await?;
    unpublished(page, "1 edit of yours is not published.").await?;
    page.open_whole(SADR).await?;
    title(page, "Sent").await
}

async fn edits_that_make_no_sense_are_named(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    fresh(page, "#edit=paint:person:x&edit=hide:person:nobody&edit=name:person:muqtada-al-sadr:Sent").await?;
    let refused = "document.querySelector('.mend-refused').textContent.includes";
    page.wait(&format!("{refused}('paint:person:x') && {refused}('this page knows no such edit')"), true)
        .await?;
    page.wait(&format!("{refused}('there is no entity “person/nobody”')"), true).await?;
    page.wait("document.body.textContent.includes('Sent')", true).await?;
    page.count("All 5 articles").await
}

async fn where_nothing_can_be_kept_that_is_said(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    fresh(page, SADR).await?;
    page.run(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    )
    .await?;
    page.click("#about-mend").await?;
    fill(page, "about-mend-name", "The Cleric").await?;
    title(page, "The Cleric").await?;
    page.wait(
        "document.querySelector('.mend-banner [role=alert]').textContent.includes('no room left')",
        true,
    )
    .await
}
