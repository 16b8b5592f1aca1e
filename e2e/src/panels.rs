//! The ways to look at the results, and the page of an entity.

use anyhow::{Result, ensure};

use crate::{Stage, tests};

tests!(
    quotes_are_listed_by_speaker_and_follow_the_filters,
    a_speaker_is_a_facet,
    names_are_a_table_that_sorts,
    every_hit_stands_in_a_line_with_its_context,
    dates_lie_on_a_timeline_that_zooms_and_opens_passages,
    names_mentioned_together_are_a_network_that_filters,
    the_network_moves_only_where_it_is_dragged_and_is_saved,
    two_articles_are_compared_side_by_side,
    the_page_of_a_person_says_what_is_known,
    a_panel_is_empty_in_a_helpful_way,
);

async fn quotes_are_listed_by_speaker_and_follow_the_filters(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.click(".tabs li:nth-child(2) a").await?;
    page.fragment("#panel=quotes").await?;
    page.find(".speaker-group .quote").await?;
    // No title turns its date about.
    page.wait("[...document.querySelectorAll('.quote-from')].every((from) => from.firstElementChild?.localName === 'bdi')", true).await?;
    let all = page.get("document.querySelectorAll('.speaker-group').length").await?.as_u64();
    ensure!(all > Some(3), "only {all:?} speakers");
    // The quotes are those of the articles found.
    page.search("\"fully secured\"").await?;
    page.count("2 of 5 articles").await?;
    page.wait(
        "new Set([...document.querySelectorAll('.quote-from')].map((from) => from.textContent)).size",
        2,
    )
    .await?;
    page.click(".quote").await?;
    page.find("#reader .in-passage").await?;
    page.wait("location.hash.includes('panel=quotes') && location.hash.includes('at=')", true).await
}

async fn a_speaker_is_a_facet(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open_whole("").await?;
    page.click(".facet-said-by .value:nth-child(1) label").await?;
    page.wait("/said-by=/.test(location.hash)", true).await?;
    page.wait("document.querySelector('.chip-text').textContent.startsWith('quoting ')", true).await?;
    let told =
        page.get("dossier.search({'said-by': dossier.state()['said-by']}).total + ' of 5 articles'").await?;
    page.count(told.as_str().unwrap_or_default()).await
}

async fn names_are_a_table_that_sorts(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=entities").await?;
    let names = "[...document.querySelectorAll('.entity-table tbody th')].map((name) => name.textContent)";
    let mentions = "[...document.querySelectorAll('.entity-table tbody td:nth-child(4)')].map((cell) => +cell.textContent)";
    page.wait(
        &format!("{mentions}.length > 20 && {mentions}.every((n, at, all) => at === 0 || all[at - 1] >= n)"),
        true,
    )
    .await?;
    page.click(".entity-table thead th:first-child button").await?;
    page.wait("document.querySelector('.entity-table thead th').getAttribute('aria-sort')", "ascending")
        .await?;
    page.wait(&format!("{names}[0].localeCompare({names}.at(-1)) < 0"), true).await?;
    page.click(".entity-table tbody th a").await?;
    page.find("#about-title").await?;
    page.travel(-1).await?;
    page.find(".entity-table").await?;
    // The count filters, and Shift leaves out.
    page.click(".entity-table tbody .number a").await?;
    page.wait("/^#(person|org|place)=[^-].*panel=entities$/.test(location.hash)", true).await?;
    page.open("#panel=entities").await?;
    page.find(".entity-table tbody th a").await?;
    page.run("document.querySelector('.entity-table tbody th a').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, shiftKey: true}))").await?;
    page.wait("/^#(person|org|place)=-/.test(location.hash)", true).await
}

async fn every_hit_stands_in_a_line_with_its_context(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=contexts&q=prison").await?;
    page.find(".context mark").await?;
    let lines = "document.querySelectorAll('.context').length";
    let said = page.get("parseInt(document.querySelector('.contexts-bar p').textContent)").await?;
    page.wait(lines, said).await?;
    // A line is cut between words, says that it is, and keeps the space before its hit.
    let lefts = "[...document.querySelectorAll('.context-left')].map((side) => side.textContent)";
    page.wait(&format!("{lefts}.filter((side) => side.startsWith('… ')).length > 3"), true).await?;
    page.wait(&format!("{lefts}.filter((side) => side && side.trimEnd() === side).length < 3"), true).await?;
    page.click(".contexts-bar button:last-child").await?;
    let rights = "[...document.querySelectorAll('.context-right')].map((side) => side.textContent.trim().toLowerCase()).filter((side) => /^[a-z]/.test(side))";
    page.wait(
        &format!(
            "{rights}.length > 1 && {rights}.every((side, at, all) => at === 0 || all[at - 1][0] <= side[0])"
        ),
        true,
    )
    .await?;
    page.click(".context").await?;
    page.find("#reader .in-passage").await?;
    Ok(())
}

async fn dates_lie_on_a_timeline_that_zooms_and_opens_passages(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=timeline").await?;
    page.find(".timeline-track.is-published .timeline-mark").await?;
    for certainty in ["is-stated", "is-inferred", "is-bounded"] {
        page.find(&format!(".timeline-mark.{certainty}")).await?;
    }
    let window = "document.querySelector('#timeline-window').textContent";
    let rows = "document.querySelectorAll('.timeline-table tbody tr').length";
    let first = page.get(window).await?;
    page.click("#timeline-all").await?;
    let all = page.get(window).await?;
    // By its keys as by its buttons.
    page.run("document.querySelector('#timeline').focus()").await?;
    page.press("+").await?;
    page.wait(&format!("{window} !== {all} && {window} !== {first}"), true).await?;
    page.press("-").await?;
    page.wait(window, all).await?;
    for _ in 0..20 {
        page.click("#timeline-in").await?;
    }
    page.wait(&format!("{rows} < 50"), true).await?;
    page.click("#timeline-all").await?;
    page.click(".timeline-track.is-mentioned .timeline-mark").await?;
    page.find("#reader .in-passage").await?;
    page.wait("location.hash.includes('panel=timeline') && location.hash.includes('at=')", true).await?;
    // What is in sight becomes the filter.
    page.run("document.querySelector('#timeline-filter').click()").await?;
    page.wait("/on=mentioned/.test(location.hash) && /from=/.test(location.hash)", true).await
}

async fn names_mentioned_together_are_a_network_that_filters(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=network").await?;
    for kind in ["is-person", "is-org", "is-place"] {
        page.find(&format!(".network-node.{kind}")).await?;
    }
    page.wait("document.querySelectorAll('.network-node').length", 60).await?;
    let most = "+document.querySelector('.network-table tbody .number').textContent";
    page.click(".network-level .mini:nth-child(1)").await?;
    page.wait(&format!("{most} === 5"), true).await?;
    page.wait(
        "document.querySelector('.network-note').textContent.startsWith('The 60 names mentioned most, of ')",
        true,
    )
    .await?;
    // Nearer together are fewer; what the table counts, its link finds.
    let rows = "document.querySelector('.network-table thead .number, .network-table thead th:last-child').textContent";
    page.click(".network-level .mini:nth-child(3)").await?;
    page.wait(rows, "Sentences").await?;
    page.click(".network-level .mini:nth-child(1)").await?;
    page.wait(rows, "Articles").await?;
    let told = page.get(&format!("{most} + ' articles'")).await?;
    page.click(".network-table tbody .number a").await?;
    page.wait("location.hash.match(/=/g).length", 3).await?;
    page.wait("document.querySelector('[data-testid=count]').textContent.replace('All ', '')", told).await?;
    // Each name of the table filters, as its sign does.
    page.open("#panel=network").await?;
    page.find(".network-node").await?;
    page.click(".network-table tbody a.name").await?;
    page.wait("/^#(person|org|place)=[^-]/.test(location.hash)", true).await?;
    page.find(".network-node.is-required").await?;
    page.open("#panel=network").await?;
    page.run(CLICK_LAST_NODE).await?;
    page.run("clickLastNode(false)").await?;
    page.wait("/^#(person|org|place)=[^-]/.test(location.hash)", true).await?;
    page.open("#panel=network").await?;
    page.run(CLICK_LAST_NODE).await?;
    page.run("clickLastNode(true)").await?;
    page.wait("/^#(person|org|place)=-/.test(location.hash)", true).await
}

/// A click on the name mentioned least, as a pointer makes it.
const CLICK_LAST_NODE: &str = "window.clickLastNode = (shiftKey) => {
        const node = [...document.querySelectorAll('.network-node')].at(-1);
        for (const type of ['pointerdown', 'pointerup'])
            node.dispatchEvent(new PointerEvent(type, {bubbles: true, button: 0, shiftKey}));
    };";

async fn the_network_moves_only_where_it_is_dragged_and_is_saved(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=network").await?;
    let places = "[...document.querySelectorAll('.network-node')].map((node) => node.getAttribute('transform')).join()";
    page.find(".network-node").await?;
    let first = page.get(places).await?;
    page.open("#panel=timeline").await?;
    page.find("#timeline").await?;
    page.open("#panel=network").await?;
    page.wait(places, first.clone()).await?;
    page.run(
        "const node = document.querySelector('.network-node'), at = node.getBoundingClientRect();
        const send = (type, by) => node.dispatchEvent(new PointerEvent(type,
            {bubbles: true, button: 0, clientX: at.x + by, clientY: at.y + by / 2}));
        send('pointerdown', 0); send('pointermove', 40); send('pointerup', 40);",
    )
    .await?;
    page.wait(&format!("{places} === '{}'", first.as_str().unwrap_or_default()), false).await?;
    page.fragment("#panel=network").await?;
    page.run(
        "window.saved = {}; const create = URL.createObjectURL; let last = null;
        URL.createObjectURL = (blob) => { last = blob; return create(blob); };
        HTMLAnchorElement.prototype.click = function () { saved[this.download] = last; };",
    )
    .await?;
    page.click("#network-png").await?;
    page.wait("saved['network.png']?.type === 'image/png' && saved['network.png'].size > 10000", true)
        .await?;
    page.click("#network-svg").await?;
    page.run("saved['network.svg'].text().then((text) => { window.svg = new DOMParser().parseFromString(text, 'image/svg+xml'); })").await?;
    page.wait("window.svg?.querySelectorAll('g a').length", 60).await
}

async fn two_articles_are_compared_side_by_side(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=compare").await?;
    page.wait("document.querySelectorAll('.compare-article h3').length", 2).await?;
    page.wait("document.querySelectorAll('.compare-only').length", 2).await?;
    page.wait("document.querySelectorAll('.compare-only li').length > 5", true).await?;
    // Choosing is part of the link.
    page.run(
        "const select = document.querySelector('#compare-1');
        select.value = [...select.options].find((option) => !option.selected && option.value !== document.querySelector('#compare-0').value).value;
        select.dispatchEvent(new Event('change', {bubbles: true}));",
    )
    .await?;
    page.wait("/&compare=[^,&]+,[^,&]+/.test(location.hash)", true).await?;
    page.wait("dossier.state().compare.length", 2).await?;
    page.wait("dossier.link(dossier.state()) === location.hash", true).await?;
    page.click(".compare-only a").await?;
    page.find("#reader .in-passage").await?;
    // Two of the articles have a passage in common, whose words are marked in both.
    let keys = page.get("dossier.documents().map((document) => document.id)").await?;
    let keys: Vec<&str> = keys.as_array().into_iter().flatten().filter_map(|key| key.as_str()).collect();
    for (at, one) in keys.iter().enumerate() {
        for other in &keys[at + 1..] {
            page.open(&format!("#panel=compare&compare={one},{other}")).await?;
            page.find(".compare-both").await?;
            if page.has(".compare-pair").await? {
                let marks = "[...document.querySelectorAll('.compare-pair > div')].every((side) => side.querySelector('mark'))";
                return page.wait(marks, true).await;
            }
        }
    }
    anyhow::bail!("no two articles have a passage in common")
}

async fn the_page_of_a_person_says_what_is_known(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#doc=002-cbf72a30cc435daa").await?;
    page.click(".reader-text .entity-person").await?;
    page.click("#note-card a.button").await?;
    page.find("#about-title").await?;
    page.wait("[...document.querySelectorAll('.about h3')].map((head) => head.textContent).filter((words) => words !== 'Said').join()", "Goes by,Mentioned in,In the same articles").await?;
    page.open("#about=person:muqtada-al-sadr").await?;
    page.wait("document.querySelector('#about-title').textContent", "Muqtada al-Sadr").await?;
    page.wait("[...document.querySelectorAll('.about-names .reason')].some((why) => why.textContent.startsWith('because '))", true).await?;
    page.click(".about-articles a").await?;
    page.find("#reader .in-passage").await?;
    page.click(".about .note-actions a").await?;
    page.wait("location.hash.includes('person=muqtada-al-sadr') && !location.hash.includes('about=')", true)
        .await?;
    page.open("#about=person:nobody").await?;
    page.wait("document.querySelector('.about p').textContent.includes('“nobody”')", true).await
}

async fn a_panel_is_empty_in_a_helpful_way(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#panel=compare&q=%22fully+secured%22&doc=002-cbf72a30cc435daa").await?;
    page.find(".compare-choice").await?;
    page.open("#panel=contexts").await?;
    page.wait("document.querySelector('.panel-empty').textContent.startsWith('Search for a word')", true)
        .await?;
    for panel in ["quotes", "entities", "contexts", "timeline", "network", "compare"] {
        page.open(&format!("#panel={panel}&q=xyzzy&place=kirkuk")).await?;
        page.find(".nothing").await?;
    }
    Ok(())
}
