//! An open article: names, dates, passages, and where the view stands in it.

use anyhow::{Result, ensure};

use crate::{Stage, tests};

/// An article with names of all kinds, dates and headings.
const ARTICLE: &str = "#doc=002-cbf72a30cc435daa";

tests!(
    names_are_marked_by_their_kind_and_dates_by_their_day,
    a_date_in_the_text_opens_its_card_and_filters,
    a_link_to_a_passage_opens_at_the_passage,
    the_article_says_who_says_what,
    a_selection_becomes_a_link_to_its_passage,
    keys_go_from_hit_to_hit,
    an_article_opens_at_its_top_beside_the_list,
    an_article_has_its_whole_text,
    an_article_says_why_it_is_where_it_is,
);

async fn names_are_marked_by_their_kind_and_dates_by_their_day(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.find("#reader .reader-text").await?;
    for kind in ["person", "org", "place"] {
        page.find(&format!(".reader-text .entity-{kind}")).await?;
    }
    let styles = "new Set(['person', 'org', 'place'].map((kind) => {
        const style = getComputedStyle(document.querySelector(`.reader-text .entity-${kind}`));
        return style.textDecoration + style.borderBottom;
    })).size";
    page.wait(styles, 3).await?;
    let days = "[...document.querySelectorAll('.date-mention time')].map((time) => time.dateTime)";
    let days = page.get(days).await?;
    ensure!(days.as_array().is_some_and(|days| !days.is_empty()), "no date is marked");
    ensure!(!days.to_string().contains("\"\""), "a date has no reading: {days}");
    Ok(())
}

async fn a_date_in_the_text_opens_its_card_and_filters(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.click(".date-mention:not(.is-unknown)").await?;
    page.wait("document.activeElement.id", "note-card").await?;
    page.find("#note-card code").await?;
    page.click("#note-card .note-actions button").await?;
    page.wait("/from=|to=/.test(location.hash) && location.hash.includes('on=mentioned')", true).await?;
    page.wait(
        "[...document.querySelectorAll('.hit-link')].some((hit) => hit.id === 'hit-002-cbf72a30cc435daa')",
        true,
    )
    .await
}

async fn a_link_to_a_passage_opens_at_the_passage(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    // The last paragraph, which is out of sight at first.
    let href = page.get("[...document.querySelectorAll('.pilcrow')].at(-1).getAttribute('href')").await?;
    let words =
        page.get("[...document.querySelectorAll('.pilcrow')].at(-1).parentElement.textContent").await?;
    let link = href.as_str().unwrap_or_default();
    ensure!(link.starts_with(ARTICLE) && link.contains("&at="), "no link to a passage: {link}");
    page.open(link).await?;
    page.find(".in-passage").await?;
    let marked =
        "[...document.querySelectorAll('.in-passage')].map((part) => part.textContent).join('') + '¶'";
    page.wait(marked, words).await?;
    let in_sight = "(() => {
        const box = document.querySelector('.in-passage').getBoundingClientRect();
        return box.top >= 0 && box.top < innerHeight;
    })()";
    page.wait(in_sight, true).await
}

async fn the_article_says_who_says_what(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.click(".quotations summary").await?;
    let secured = "[...document.querySelectorAll('.quotations li')].find((row) => row.textContent.includes('“fully secured”'))";
    page.wait(&format!("{secured}.querySelector('.speaker').textContent"), "Qais Al-Mohammadawi").await?;
    page.run(&format!("{secured}.querySelector('a').click()")).await?;
    page.wait("/at=\\d+-\\d+$/.test(location.hash)", true).await?;
    page.wait("document.querySelector('.in-passage').textContent.includes('fully secured')", true).await
}

async fn a_selection_becomes_a_link_to_its_passage(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.find(".reader-text p").await?;
    let selected = page
        .run(
            "const texts = document.createTreeWalker(document.querySelectorAll('.reader-text p')[1], NodeFilter.SHOW_TEXT);
            const first = texts.nextNode();
            getSelection().setBaseAndExtent(first, 2, first, Math.min(first.length, 20));
            return getSelection().toString();",
        )
        .await?;
    page.click(".link-passage").await?;
    page.wait("/&at=\\d+-\\d+$/.test(location.hash)", true).await?;
    let marked = "[...document.querySelectorAll('.in-passage')].map((part) => part.textContent).join('')";
    page.wait(marked, selected).await
}

async fn keys_go_from_hit_to_hit(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=border&doc=002-cbf72a30cc435daa").await?;
    let count = "document.querySelector('[data-testid=hit-count]').textContent";
    page.wait(&format!("{count}.startsWith('hit 1 of ')"), true).await?;
    page.run("document.querySelector('#reader').focus()").await?;
    page.press("n").await?;
    page.wait(&format!("{count}.startsWith('hit 2 of ')"), true).await?;
    page.press("p").await?;
    page.press("p").await?;
    // Before the first comes the last.
    page.wait(&format!("(([, at, all]) => at === all)({count}.match(/hit (\\d+) of (\\d+)/))"), true).await?;
    let in_sight = "(() => {
        const box = document.querySelector('mark.is-current').getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;
    })()";
    page.wait(in_sight, true).await
}

async fn an_article_opens_at_its_top_beside_the_list(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.wait("document.querySelectorAll('.hit').length", 5).await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.run("document.querySelector('#reader').scrollTop = 500").await?;
    page.run("document.querySelectorAll('.hit-link')[1].click()").await?;
    page.wait("document.querySelector('#reader').scrollTop", 0).await?;
    page.wait("document.querySelectorAll('.hit').length", 5).await?;
    page.wait("document.querySelectorAll('.hit.is-open').length", 1).await
}

/// Nothing of a file is lost: what is drawn, set aside or not, has every word of the article's file.
async fn an_article_has_its_whole_text(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    for entry in std::fs::read_dir("seeds")? {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "txt") {
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-");
        page.open(&format!("#doc={name}")).await?;
        page.find("#reader .reader-text").await?;
        let drawn = page.get("document.querySelector('.reader-page').textContent").await?;
        let drawn = letters(drawn.as_str().unwrap_or_default());
        let text = std::fs::read_to_string(&path)?;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            ensure!(drawn.contains(&letters(line)), "{name} lacks “{line}”");
        }
    }
    Ok(())
}

fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).collect()
}

async fn an_article_says_why_it_is_where_it_is(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22+prison").await?;
    page.click(".hit-link").await?;
    page.click(".why summary").await?;
    let reasons = "[...document.querySelectorAll('.why li')].map((reason) => reason.textContent)";
    page.wait(&format!("/^“?\"?fully secured\"?”?.*: .*(once|times) in the (text|title); \\d of 5 articles; \\d+\\.\\d\\d points$/.test({reasons}[0].trim())"), true).await?;
    page.wait("document.querySelector('.why p').textContent.includes('points in all')", true).await?;
    // By date, nothing is to be said.
    page.open("#q=prison&sort=newest").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.wait("document.querySelector('.why')", serde_json::Value::Null).await
}
