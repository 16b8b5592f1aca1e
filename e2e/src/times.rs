//! Time in the panels: a range drawn over the timeline, words over time, when names come first and last; and several
//! articles compared.

use anyhow::{Result, ensure};

use crate::{Stage, tests};

tests!(
    the_pointer_draws_a_range_over_the_timeline,
    a_mark_of_the_timeline_is_still_a_link,
    words_are_counted_over_time,
    names_are_sorted_by_when_they_come_first_and_last,
    contexts_sort_by_the_words_before,
    up_to_four_articles_are_compared,
);

async fn drag_over(stage: &Stage<'_>, selector: &str) -> Result<()> {
    let area = stage.page.find(selector).await?;
    let chain = stage.page.browser.action_chain();
    chain
        .move_to_element_with_offset(&area, -120, 2)
        .click_and_hold()
        .move_by_offset(100, 0)
        .move_by_offset(100, 0)
        .release()
        .perform()
        .await?;
    Ok(())
}

async fn the_pointer_draws_a_range_over_the_timeline(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=timeline").await?;
    drag_over(stage, ".timeline-track.is-mentioned").await?;
    page.wait("/from=\\d{4}-\\d\\d-\\d\\d&to=\\d{4}-\\d\\d-\\d\\d&on=mentioned/.test(location.hash)", true)
        .await?;
    page.wait("location.hash.includes('panel=timeline')", true).await?;
    page.open("#panel=timeline").await?;
    drag_over(stage, ".timeline-track.is-published").await?;
    page.wait("/from=/.test(location.hash) && !location.hash.includes('on=mentioned')", true).await
}

async fn a_mark_of_the_timeline_is_still_a_link(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=timeline").await?;
    page.touch(".timeline-track.is-mentioned .timeline-mark").await?;
    page.find("#reader .in-passage").await.map(drop)
}

async fn words_are_counted_over_time(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=contexts&q=border").await?;
    page.find(".frequency a.frequency-column").await?;
    let said = "[...document.querySelectorAll('.frequency a')].map((bar) => +bar.ariaLabel.match(/: (\\d+) hit/)[1]).reduce((a, b) => a + b)";
    let undated = "+(document.querySelector('.frequency .quote-from')?.textContent.match(/\\d+/)[0] ?? 0)";
    let places = "parseInt(document.querySelector('.contexts-bar p').textContent)";
    page.wait(&format!("{said} + {undated} === {places}"), true).await?;
    page.click(".frequency a.frequency-column").await?;
    page.wait("/from=/.test(location.hash) && location.hash.includes('panel=contexts')", true).await
}

async fn names_are_sorted_by_when_they_come_first_and_last(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=entities").await?;
    let heads =
        "[...document.querySelectorAll('.entity-table thead button')].map((head) => head.textContent).join()";
    page.wait(heads, "Name,Articles,Mentions,First,Last").await?;
    let year = |column: u32| {
        format!(
            "[...document.querySelectorAll('.entity-table tbody td:nth-child({column})')].map((cell) => +(cell.textContent.match(/\\d{{4}}/)?.[0] ?? NaN)).filter((year) => year)"
        )
    };
    for (head, column, order, arrow) in [(4, 5, "<=", "ascending"), (5, 6, ">=", "descending")] {
        page.run(&format!("document.querySelectorAll('.entity-table thead button')[{}].click()", head - 1))
            .await?;
        page.wait(
            &format!(
                "document.querySelectorAll('.entity-table thead th')[{}].getAttribute('aria-sort')",
                column - 1
            ),
            arrow,
        )
        .await?;
        let years = year(column);
        page.wait(
            &format!(
                "{years}.length > 5 && {years}.every((year, at, all) => at === 0 || all[at - 1] {order} year)"
            ),
            true,
        )
        .await?;
    }
    Ok(())
}

async fn contexts_sort_by_the_words_before(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=contexts&q=border").await?;
    page.find(".context").await?;
    page.click(".contexts-bar button:nth-of-type(2)").await?;
    let last = "[...document.querySelectorAll('.context-left')].map((side) => side.textContent.trim().toLowerCase().at(-1)).filter((letter) => /^[a-z]/.test(letter))";
    page.wait(
        &format!("{last}.length > 1 && {last}.every((letter, at, all) => at === 0 || all[at - 1] <= letter)"),
        true,
    )
    .await
}

async fn up_to_four_articles_are_compared(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=compare").await?;
    page.find(".compare-choice.columns-2").await?;
    ensure!(!page.has(".compare-remove").await?, "one of two can be left out");
    page.click("#compare-add").await?;
    page.find(".compare-choice.columns-3").await?;
    page.wait("dossier.state().compare.length", 3).await?;
    page.click("#compare-add").await?;
    page.wait("document.querySelectorAll('.compare-only').length", 4).await?;
    page.wait("!document.querySelector('#compare-add')", true).await?;
    // Each row has a cell for each, of which two at least say it; what is said in a row is said in no list of its own.
    page.wait(
        "[...document.querySelectorAll('.compare-pair')].every((row) => row.children.length === 4 && row.querySelectorAll(':scope > :not(.compare-none)').length > 1)",
        true,
    )
    .await?;
    page.wait(
        "(() => { const inRows = new Set([...document.querySelectorAll('.compare-pair a')].map((a) => a.href));
        return inRows.size > 0 && [...document.querySelectorAll('.compare-only a')].every((a) => !inRows.has(a.href)); })()",
        true,
    )
    .await?;
    page.click(".compare-remove").await?;
    page.find(".compare-choice.columns-3").await.map(drop)
}
