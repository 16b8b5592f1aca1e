//! What a reader does with the explorer, point by point.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::{Stage, tests};

tests!(
    exclusion_prefixes_and_folding_work_in_the_search_box,
    the_search_box_offers_names_words_and_articles,
    a_query_with_operators_is_shown_part_by_part,
    a_value_can_be_excluded_made_the_only_one_and_any_of_several,
    the_box_finds_a_value_by_any_of_its_names,
    counts_follow_the_results,
    date_fields_say_what_is_wrong,
    the_handles_of_the_date_strip_work_by_keyboard,
    the_pointer_draws_a_range_over_the_date_strip,
    undated_articles_can_be_kept_left_out_or_alone,
    chips_clear_and_backspace_remove_filters,
    an_open_article_goes_from_hit_to_hit,
    a_name_in_the_text_opens_its_card,
    the_date_says_how_it_is_known,
    set_aside_passages_can_be_unfolded,
    copying_the_link_says_the_view_in_words,
    the_keyboard_reaches_everything,
    the_help_gives_the_focus_back,
    screen_readers_hear_the_count,
    nothing_found_offers_ways_out,
    focus_and_scroll_come_back,
);

async fn exclusion_prefixes_and_folding_work_in_the_search_box(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    for (words, count) in [
        ("al sudani", "1 of 5 articles"),
        ("AL-SUDANI", "1 of 5 articles"),
        ("shia", "1 of 5 articles"),
        ("shi’a", "1 of 5 articles"),
        ("fortif*", "2 of 5 articles"),
        ("fortif", "2 of 5 articles"),
        ("border -prison", "2 of 5 articles"),
    ] {
        page.search(words).await?;
        page.count(count).await?;
    }
    page.search("\"fully").await?;
    page.wait("document.querySelector('#search-hints').textContent.length > 0", true).await
}

async fn the_search_box_offers_names_words_and_articles(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    let field = "document.querySelector('#search')";
    page.search("border muqtada").await?;
    page.wait(&format!("{field}.getAttribute('aria-expanded')"), "true").await?;
    page.press(Key::Down).await?;
    page.wait(&format!("{field}.getAttribute('aria-activedescendant')"), "suggestion-0").await?;
    page.wait("document.querySelector('#suggestion-0').getAttribute('aria-selected')", "true").await?;
    page.press(Key::Enter).await?;
    page.fragment("#q=border&person=muqtada-al-sadr").await?;
    page.wait(&format!("{field}.value"), "border").await?;
    page.wait("document.querySelectorAll('.suggestion').length", 0).await?;
    page.search("fortif").await?;
    page.wait(
        "document.querySelector('[aria-label=Words] .suggestion-label').textContent.startsWith('fortif')",
        true,
    )
    .await?;
    page.touch("[aria-label=Words] .suggestion").await?;
    page.wait(&format!("{field}.value.startsWith('fortif') && {field}.value.endsWith(' ')"), true).await?;
    page.wait("document.activeElement.id", "search").await?;
    page.search("high al").await?;
    page.find("[aria-label=Articles] .suggestion").await?;
    page.press(Key::Escape).await?;
    page.wait(&format!("{field}.getAttribute('aria-expanded')"), "false").await?;
    page.wait("document.activeElement.id", "search").await
}

async fn a_query_with_operators_is_shown_part_by_part(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=border+prison").await?;
    page.wait("document.querySelectorAll('.query-part').length", 0).await?;
    page.open("#q=border+%22fully+secured%22+-prison").await?;
    let parts = "[...document.querySelectorAll('.query-part span')].map((part) => part.textContent).join()";
    page.wait(parts, "border,“fully secured”,not prison").await?;
    page.click("[aria-label='Remove from the search: “fully secured”']").await?;
    page.fragment("#q=border+-prison").await?;
    page.count("2 of 5 articles").await
}

async fn a_value_can_be_excluded_made_the_only_one_and_any_of_several(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.click("[aria-label='Not Baghdad']").await?;
    page.count("1 of 5 articles").await?;
    page.fragment("#place=-baghdad").await?;
    page.open("#place=mosul").await?;
    page.count("2 of 5 articles").await?;
    page.open("#place=mosul&place=raqqa").await?;
    page.count("0 of 5 articles").await?;
    page.click(".facet-place .match-switch button:last-child").await?;
    page.fragment("#place=mosul,raqqa").await?;
    page.count("3 of 5 articles").await?;
    page.click("[aria-label='Only Mosul']").await?;
    page.fragment("#place=mosul").await
}

async fn the_box_finds_a_value_by_any_of_its_names(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.type_into(".facet-org .facet-find", "sdf").await?;
    page.wait(
        "[...document.querySelectorAll('.facet-org .value-name')].map(e => e.textContent).includes('Syrian Democratic Forces')",
        true,
    )
    .await
}

async fn counts_follow_the_results(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    let count = "document.querySelector('.facet-place .value-count').textContent";
    page.wait(count, "5").await?;
    page.search("\"fully secured\"").await?;
    page.wait(count, "2").await
}

async fn date_fields_say_what_is_wrong(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.type_into("#from", "2026-13\n").await?;
    page.wait("document.querySelector('#from-problem').textContent", "“2026-13”: months go from 01 to 12")
        .await?;
    page.count("All 5 articles").await?;
    page.run("document.querySelector('#from').value = ''").await?;
    page.type_into("#from", "2026-02\n").await?;
    page.fragment("#from=2026-02").await?;
    page.count("2 of 5 articles").await
}

async fn the_handles_of_the_date_strip_work_by_keyboard(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.run("document.querySelector('#strip-to').focus()").await?;
    page.press(Key::Left).await?;
    page.wait("/^#to=/.test(location.hash)", true).await?;
    page.press(Key::Home).await?;
    page.wait("document.querySelector('#strip-to').getAttribute('aria-valuenow')", "0").await?;
    page.press(Key::End).await?;
    page.wait("location.hash.includes('to=')", false).await
}

async fn the_pointer_draws_a_range_over_the_date_strip(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    let area = page.find(".strip-area").await?;
    let chain = page.browser.action_chain();
    chain
        .move_to_element_with_offset(&area, -100, -20)
        .click_and_hold()
        .move_by_offset(200, 0)
        .release()
        .perform()
        .await?;
    page.wait("/from=.*to=/.test(location.hash)", true).await?;
    let before = page.get("history.length").await?;
    page.travel(-1).await?;
    page.wait("location.hash", "").await?;
    ensure!(page.get("history.length").await? == before, "a drag is one step of the history");
    Ok(())
}

async fn undated_articles_can_be_kept_left_out_or_alone(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.click("#undated").await?;
    page.fragment("#undated=out").await?;
    page.count("3 of 5 articles").await?;
    page.click("[aria-label='Only undated articles']").await?;
    page.count("2 of 5 articles").await
}

async fn chips_clear_and_backspace_remove_filters(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#place=iraq&person=muqtada-al-sadr&zoom=3&org=no-such-org").await?;
    page.wait("document.querySelectorAll('.chip').length", 4).await?;
    page.wait("document.querySelectorAll('.chip.has-problem').length", 2).await?;
    page.run("document.querySelector('#search').focus()").await?;
    page.press(Key::Backspace).await?;
    page.wait("document.querySelectorAll('.chip').length", 3).await?;
    page.click("[data-testid=clear-all]").await?;
    page.count("All 5 articles").await?;
    page.fragment("").await
}

async fn an_open_article_goes_from_hit_to_hit(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=border").await?;
    page.click(".hit-link").await?;
    page.wait("/^hit 1 of \\d+$/.test(document.querySelector('[data-testid=hit-count]').textContent)", true)
        .await?;
    page.click("#hit-next").await?;
    page.wait("document.querySelector('mark.is-current').id", "mark-1").await?;
    page.click("#hit-previous").await?;
    page.wait("document.querySelector('mark.is-current').id", "mark-0").await?;
    page.click(".link-passage").await?;
    page.wait("/&at=\\d+-\\d+$/.test(location.hash)", true).await?;
    page.click(".reader-close").await?;
    page.wait("!document.querySelector('#reader')", true).await
}

async fn a_name_in_the_text_opens_its_card(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22&doc=002-cbf72a30cc435daa").await?;
    let name = ".entity-person[href*='muqtada-al-sadr']";
    page.click(name).await?;
    page.find("#note-card").await?;
    page.wait("document.activeElement.id", "note-card").await?;
    page.press(Key::Escape).await?;
    page.wait("!document.querySelector('#note-card')", true).await?;
    page.wait("document.activeElement.classList.contains('entity-person')", true).await?;
    page.click(name).await?;
    page.click("#note-card .note-actions button").await?;
    page.wait("location.hash.includes('person=muqtada-al-sadr')", true).await
}

async fn the_date_says_how_it_is_known(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#doc=003-7f79604532dba8ba").await?;
    page.wait("document.querySelector('.reader-source .date').textContent", "21 Jan 2026 or later").await?;
    page.click(".how summary").await?;
    page.wait("document.querySelector('.how').textContent.includes('[2026-01-21..]')", true).await?;
    page.click(".how a").await?;
    page.wait("document.querySelector('.in-passage').textContent", "21 January").await
}

async fn set_aside_passages_can_be_unfolded(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#doc=000-c389c2ee5a810656").await?;
    page.click(".set-aside summary").await?;
    page.wait("document.querySelector('.set-aside').textContent.includes('Skip to main content')", true)
        .await?;
    page.wait("document.querySelector('.reader-text').textContent.includes('Skip to main content')", false)
        .await
}

async fn copying_the_link_says_the_view_in_words(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22&person=muqtada-al-sadr").await?;
    page.touch(".masthead .share-button").await?;
    page.wait(
        "document.querySelector('[data-testid=toast]').textContent",
        "Link copied: 2 of 5 articles: “fully secured”, mentioning Muqtada al-Sadr",
    )
    .await?;
    page.wait("document.title.startsWith('“fully secured”, mentioning Muqtada al-Sadr')", true).await
}

async fn the_keyboard_reaches_everything(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.press("/").await?;
    page.wait("document.activeElement.id", "search").await?;
    page.press("border").await?;
    page.press(Key::Enter).await?;
    page.wait("document.activeElement.className", "hit-link").await?;
    let first = page.get("document.activeElement.id").await?;
    page.press("j").await?;
    page.wait(
        &format!("document.activeElement.id !== {first} && document.activeElement.className === 'hit-link'"),
        true,
    )
    .await?;
    page.press("k").await?;
    page.wait("document.activeElement.id", first).await?;
    page.press(Key::Enter).await?;
    page.find("#reader").await?;
    page.press(Key::Escape).await?;
    page.wait("!document.querySelector('#reader')", true).await?;
    page.press("?").await?;
    page.wait("document.querySelector('#help').open", true).await?;
    page.press(Key::Escape).await?;
    page.wait("document.querySelector('#help').open", false).await
}

/// Also where it is the first thing that is opened, and what draws it is asked for by several.
async fn the_help_gives_the_focus_back(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    for (dialog, other) in [("help", "export"), ("export", "mend-edits")] {
        page.open("").await?;
        page.run(&format!("document.querySelector('.{dialog}-button').focus()")).await?;
        page.press(Key::Enter).await?;
        page.find(&format!("dialog.{dialog}[open]:not(.{other})")).await?;
        page.wait("document.documentElement.classList.contains('app-whole')", true).await?;
        page.press(Key::Escape).await?;
        page.wait(&format!("document.activeElement.classList.contains('{dialog}-button')"), true).await?;
    }
    Ok(())
}

async fn screen_readers_hear_the_count(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.search("mosul").await?;
    page.wait("document.querySelector('[data-testid=announcer]').textContent", "2 of 5 articles: “mosul”")
        .await?;
    page.wait("document.querySelector('[data-testid=announcer]').getAttribute('role')", "status").await
}

async fn nothing_found_offers_ways_out(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=mosul&person=yasser-watout").await?;
    page.find("[data-testid=nothing-found] button").await?;
    page.click("[data-testid=nothing-found] button").await?;
    page.wait("document.querySelectorAll('.hit').length > 0", true).await
}

async fn focus_and_scroll_come_back(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.run("document.querySelector('#results').scrollTop = 300; document.querySelectorAll('.hit-link')[1].focus()").await?;
    let (top, id) = (
        page.get("document.querySelector('#results').scrollTop").await?,
        page.get("document.activeElement.id").await?,
    );
    page.press(Key::Enter).await?;
    page.find("#reader").await?;
    page.run("document.querySelector('#results').scrollTop = 0").await?;
    page.travel(-1).await?;
    page.wait("!document.querySelector('#reader')", true).await?;
    page.wait("document.querySelector('#results').scrollTop", top).await?;
    page.wait("document.activeElement.id", id).await
}
