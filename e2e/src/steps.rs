//! What helps through an open article: steps, the strip beside it, similar ones, a passage to take along.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::{Stage, tests};

const ARTICLE: &str = "#doc=002-cbf72a30cc435daa";
const COUNT: &str = "document.querySelector('[data-testid=hit-count]').textContent";

tests!(
    the_arrows_step_through_hits_names_or_one_name,
    without_hits_the_arrows_step_through_names,
    the_strip_shows_where_things_stand_and_leads_there,
    similar_articles_say_what_both_mention,
    the_outline_leads_to_its_headings,
    a_name_is_cited_where_the_reader_stands,
);

async fn choose(stage: &Stage<'_>, value: &str) -> Result<()> {
    let script = format!(
        "const menu = document.querySelector('#step-through'); menu.value = {value};
        menu.dispatchEvent(new Event('change', {{bubbles: true}}))"
    );
    stage.page.run(&script).await.map(drop)
}

const IN_SIGHT: &str = "(() => {
    const box = document.querySelector('.is-current').getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
})()";

async fn the_arrows_step_through_hits_names_or_one_name(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(&format!("#q=border&{}", &ARTICLE[1..])).await?;
    page.wait(&format!("{COUNT}.startsWith('hit 1 of ')"), true).await?;
    let entity = "[...document.querySelector('#step-through').options].find((option) => option.textContent.startsWith('Muqtada al-Sadr')).value";
    choose(stage, entity).await?;
    page.wait(&format!("{COUNT}.startsWith('mention 1 of ')"), true).await?;
    page.wait(
        "document.querySelector('.entity.is-current').getAttribute('href').includes('muqtada-al-sadr')",
        true,
    )
    .await?;
    page.click("#hit-next").await?;
    page.wait(&format!("{COUNT}.startsWith('mention 2 of ')"), true).await?;
    page.wait(IN_SIGHT, true).await?;
    ensure!(!page.has("mark.is-current").await?, "a hit is still marked as the place");
    choose(stage, "'names'").await?;
    page.wait(
        &format!(
            "+{COUNT}.match(/of (\\d+)/)[1] === document.querySelectorAll('.reader-text .entity').length"
        ),
        true,
    )
    .await?;
    choose(stage, "'hits'").await?;
    page.wait(&format!("{COUNT}.startsWith('hit 1 of ')"), true).await
}

async fn without_hits_the_arrows_step_through_names(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.wait(&format!("/^\\d+ mentions$/.test({COUNT})"), true).await?;
    ensure!(!page.has(".is-current").await?, "a name is marked before any step");
    page.run("document.querySelector('#reader').focus()").await?;
    page.press("n").await?;
    page.wait(&format!("{COUNT}.startsWith('mention 1 of ')"), true).await?;
    page.press("p").await?;
    page.wait(&format!("(([, at, all]) => at === all)({COUNT}.match(/(\\d+) of (\\d+)/))"), true).await?;
    page.wait(IN_SIGHT, true).await
}

async fn the_strip_shows_where_things_stand_and_leads_there(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(&format!("#q=border&{}", &ARTICLE[1..])).await?;
    page.find(".map-mark.is-place").await?;
    for kind in ["person", "org", "place"] {
        page.find(&format!(".map-mark.name-{kind}")).await?;
    }
    page.wait("document.querySelector('.reader-map').getAttribute('aria-hidden')", "true").await?;
    // The last mark of a hit leads to the last hit.
    page.run(
        "const mark = [...document.querySelectorAll('.map-mark.is-place')].at(-1).getBoundingClientRect();
        document.querySelector('.reader-map-strip').dispatchEvent(new MouseEvent('click', {clientY: mark.top + 1, bubbles: true}))",
    )
    .await?;
    page.wait(&format!("(([, at, all]) => at === all)({COUNT}.match(/hit (\\d+) of (\\d+)/))"), true).await?;
    page.wait(IN_SIGHT, true).await
}

async fn similar_articles_say_what_both_mention(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.wait("document.querySelectorAll('.similar li').length > 0", true).await?;
    page.wait(
        "[...document.querySelectorAll('.similar li')].every((row) => /Both mention \\w/.test(row.textContent))",
        true,
    )
    .await?;
    let title = page.get("document.querySelector('.similar a').textContent").await?;
    page.click(".similar a").await?;
    page.wait("document.querySelector('.reader-title').textContent", title).await?;
    page.wait("document.querySelector('#reader').scrollTop", 0).await
}

async fn the_outline_leads_to_its_headings(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    let words = page.get("[...document.querySelectorAll('.outline-link')].at(-1).textContent").await?;
    page.run("[...document.querySelectorAll('.outline-link')].at(-1).click()").await?;
    let heading = format!(
        "[...document.querySelectorAll('.reader-text h3')].find((heading) => heading.textContent === {words})"
    );
    page.wait(&format!("{heading}.getBoundingClientRect().top < innerHeight"), true).await
}

async fn a_name_is_cited_where_the_reader_stands(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open(ARTICLE).await?;
    page.click("#hit-next").await?;
    page.find(".entity.is-current").await?;
    page.touch(".cite-passage").await?;
    page.wait(
        "document.querySelector('[data-testid=toast]').textContent",
        "Passage copied with its citation",
    )
    .await?;
    page.press(Key::Escape).await
}
