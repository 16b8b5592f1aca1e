//! The list of articles: cards, order, more of them, and what becomes a step of the history.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use crate::{Stage, made, server::Site, tests};

tests!(
    a_card_says_what_where_and_when,
    a_title_that_the_text_does_not_give_is_marked,
    articles_are_ordered_by_relevance_or_either_end_of_time,
    every_count_of_a_facet_is_the_number_of_articles_that_its_tick_leaves,
    typing_replaces_the_step_that_a_filter_adds,
    a_reload_keeps_the_view,
    a_site_says_how_many_articles_are_shown_at_first,
);

async fn a_card_says_what_where_and_when(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22").await?;
    page.count("2 of 5 articles").await?;
    for part in [".hit-title .hit-link", ".date", ".hit-snippet mark", ".names .name"] {
        let inside =
            format!("[...document.querySelectorAll('.hit')].every(hit => hit.querySelector('{part}'))");
        ensure!(page.get(&inside).await? == true, "a card has no {part}");
    }
    page.wait(
        "document.querySelector('.hit-snippet').textContent.toLowerCase().includes('fully secured')",
        true,
    )
    .await?;
    page.wait(
        "[...document.querySelectorAll('.hit .names')].every(names => names.children.length <= 5)",
        true,
    )
    .await?;
    page.wait("document.querySelectorAll('.hit .maybe').length", 0).await
}

async fn a_title_that_the_text_does_not_give_is_marked(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.wait("document.querySelectorAll('.hit').length", 5).await?;
    page.find(".hit-title.is-stand-in .hit-link").await?;
    page.find(".hit-title:not(.is-stand-in) .hit-link").await?;
    page.click(".hit-title.is-stand-in .hit-link").await?;
    page.find(".reader-title.is-stand-in").await?;
    page.find(".reader-note").await.map(drop)
}

async fn articles_are_ordered_by_relevance_or_either_end_of_time(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=border").await?;
    // What the page's own API says of each card's article, where it stands in the list.
    let dates = "(() => {
        const published = new Map(dossier.documents().map((d) => [d.id, d.published]));
        return [...document.querySelectorAll('.hit-link')].map((hit) => published.get(hit.id.slice(4)));
    })()";
    let in_order = |earlier: &str, end: &str| {
        format!(
            "(() => {{
                const dates = {dates}.map((date) => date.{end});
                const known = dates.filter((date) => date);
                return known.length > 1 && dates.slice(0, known.length).every((date) => date)
                    && known.every((date, at) => at === 0 || known[at - 1] {earlier} date);
            }})()"
        )
    };
    for (order, earlier) in [("newest", ">="), ("oldest", "<=")] {
        choose_order(stage, order).await?;
        page.fragment(&format!("#q=border&sort={order}")).await?;
        page.wait(&in_order(earlier, "from"), true).await?;
    }
    choose_order(stage, "relevance").await?;
    page.fragment("#q=border").await?;
    let scores = "dossier.search({q: 'border'}).hits.map((hit) => 'hit-' + hit.id).join()";
    let listed = "[...document.querySelectorAll('.hit-link')].map((hit) => hit.id).join()";
    page.wait(&format!("{scores} === {listed}"), true).await
}

async fn choose_order(stage: &Stage<'_>, order: &str) -> Result<()> {
    let script = format!(
        "const menu = document.querySelector('#sort'); menu.value = '{order}';
        menu.dispatchEvent(new Event('change', {{bubbles: true}}))"
    );
    stage.page.run(&script).await.map(drop)
}

async fn every_count_of_a_facet_is_the_number_of_articles_that_its_tick_leaves(
    stage: &Stage<'_>,
) -> Result<()> {
    let page = &stage.page;
    for link in ["", "#q=border", "#place=mosul", "#from=2026-01", "#from=2017&on=mentioned&place=-baghdad"] {
        page.open_whole(link).await?;
        page.find(".value").await?;
        let wrong = "[...document.querySelectorAll('.value')].flatMap((value) => {
            const [, key, id] = value.querySelector('input').id.match(/^pick-(said-by|[a-z]+)-(.*)$/);
            const state = dossier.state();
            const total = dossier.search({...state, [key]: [...state[key], id]}).total;
            const said = value.querySelector('.value-count').textContent;
            return said === String(total) ? [] : [`${key} ${id}: ${said}, not ${total}`];
        })";
        let wrong = page.get(wrong).await?;
        ensure!(wrong.as_array().is_some_and(Vec::is_empty), "{link}: {wrong:#}");
    }
    Ok(())
}

async fn typing_replaces_the_step_that_a_filter_adds(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    // The length of the history would not do: browsers stop counting at 50.
    let step = "navigation.currentEntry.key";
    let first = page.get(step).await?;
    page.search("border").await?;
    page.fragment("#q=border").await?;
    page.wait(step, first.clone()).await?;
    page.click("#pick-place-baghdad").await?;
    page.fragment("#q=border&place=baghdad").await?;
    let second = page.get(step).await?;
    ensure!(second != first, "a filter adds no step to the history");
    page.run("document.querySelector('#search').focus()").await?;
    page.press(Key::End).await?;
    page.press(" forces").await?;
    page.fragment("#q=border+forces&place=baghdad").await?;
    page.wait(step, second).await?;
    page.travel(-1).await?;
    page.fragment("#q=border").await?;
    page.wait("document.querySelector('#search').value", "border").await
}

async fn a_reload_keeps_the_view(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.search("prison").await?;
    page.fragment("#q=prison").await?;
    page.click("#pick-place-baghdad").await?;
    let count = "document.querySelector('[data-testid=count]').textContent";
    page.wait(&format!("{count}.startsWith('All')"), false).await?;
    let said = page.get(count).await?;
    page.browser.refresh().await?;
    page.find("html.app-ready").await?;
    page.wait(count, said).await?;
    page.wait("document.querySelector('#pick-place-baghdad').checked", true).await
}

async fn a_site_says_how_many_articles_are_shown_at_first(stage: &Stage<'_>) -> Result<()> {
    let texts: Vec<_> =
        (0..45).map(|number| (format!("{number}.txt"), format!("Report {number}\n\nIt rained."))).collect();
    let mut files: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("corpus.toml", "[site]\npage_size = 20"));
    let (_folder, site) = made::site_of(&files)?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    page.count("All 45 articles").await?;
    for shown in [20, 40, 45] {
        page.wait("document.querySelectorAll('.hit').length", shown).await?;
        if shown < 45 {
            page.click("#more").await?;
        }
    }
    // Each search begins anew.
    page.search("rained").await?;
    page.wait("document.querySelectorAll('.hit').length", 20).await
}
