//! What must work in every browser: loading, each filter, links, back and forward.

use anyhow::{Result, ensure};

use crate::{Stage, tests};

tests!(
    the_page_has_an_api_of_its_own,
    loads_and_asks_for_nothing_afterwards,
    searches_words_and_phrases_as_they_are_typed,
    filters_by_people_organisations_and_places,
    filters_by_both_tracks_of_dates,
    a_link_restores_its_view,
    back_and_forward_restore_views,
);

async fn loads_and_asks_for_nothing_afterwards(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    stage.site.take_asked();
    page.open_whole("").await?;
    page.count("All 5 articles").await?;
    let asked = stage.site.take_asked();
    ensure!(asked.iter().any(|path| path.ends_with(".wasm")), "no wasm was asked for: {asked:?}");
    page.search("prison").await?;
    page.click("#pick-place-iraq").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.click(".share-button").await?;
    let later: Vec<_> = stage.site.take_asked().into_iter().filter(|path| path != "/favicon.ico").collect();
    ensure!(later.is_empty(), "after loading, the page asked for {later:?}");
    let elsewhere = page
        .get("performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith('data:'))")
        .await?;
    ensure!(elsewhere.as_array().is_some_and(Vec::is_empty), "asked elsewhere: {elsewhere}");
    Ok(())
}

async fn searches_words_and_phrases_as_they_are_typed(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.search("\"fully secured\"").await?;
    page.count("2 of 5 articles").await?;
    page.fragment("#q=%22fully+secured%22").await?;
    ensure!(page.has(".hit-snippet mark").await?, "no mark in the snippets");
    page.search("nothinglikethis").await?;
    page.count("0 of 5 articles").await
}

async fn filters_by_people_organisations_and_places(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    for (pick, count) in [
        ("#pick-person-muqtada-al-sadr", "2 of 5 articles"),
        ("#pick-org-syrian-democratic-forces", "4 of 5 articles"),
        ("#pick-place-baghdad", "4 of 5 articles"),
    ] {
        page.open("").await?;
        page.click(pick).await?;
        page.count(count).await?;
        page.wait("document.querySelectorAll('.chip').length", 1).await?;
        page.click(".chip-remove").await?;
        page.count("All 5 articles").await?;
    }
    Ok(())
}

async fn filters_by_both_tracks_of_dates(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#from=2026-02").await?;
    page.count("2 of 5 articles").await?;
    ensure!(page.has(".maybe").await?, "nothing says that a date only may lie in the range");
    page.click("#track-mentioned").await?;
    page.fragment("#from=2026-02&on=mentioned").await?;
    page.open("#from=2017&to=2017&on=mentioned").await?;
    page.count("2 of 5 articles").await
}

async fn a_link_restores_its_view(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=%22fully+secured%22&person=muqtada-al-sadr&sort=oldest").await?;
    page.count("2 of 5 articles").await?;
    page.wait("document.querySelector('#search').value", "\"fully secured\"").await?;
    page.wait("document.querySelector('#pick-person-muqtada-al-sadr').checked", true).await?;
    page.wait("document.querySelector('#sort').value", "oldest").await?;
    page.open("?q=prison").await?;
    page.fragment("#q=prison").await
}

async fn back_and_forward_restore_views(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("").await?;
    page.click("#pick-person-muqtada-al-sadr").await?;
    page.count("2 of 5 articles").await?;
    page.click(".hit-link").await?;
    page.find("#reader").await?;
    page.travel(-1).await?;
    page.wait("!document.querySelector('#reader')", true).await?;
    page.count("2 of 5 articles").await?;
    page.travel(-1).await?;
    page.count("All 5 articles").await?;
    page.travel(1).await?;
    page.count("2 of 5 articles").await
}

async fn the_page_has_an_api_of_its_own(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    // There is something to wait for from the first script on, and waiting for it brings the rest.
    page.open("").await?;
    page.run("window.asked = window.dossier; dossier.ready.then((nothing) => { window.answered = nothing === undefined && asked.documents().length; })").await?;
    page.wait("window.answered", 5).await?;
    page.open("#q=prison").await?;
    page.wait("window.dossier.documents().length", 5).await?;
    page.wait("window.dossier.search({q: '\"fully secured\"', person: 'muqtada-al-sadr'}).total", 2).await?;
    page.wait("window.dossier.search({place: [['mosul', 'raqqa']]}).total", 3).await?;
    page.wait("window.dossier.search({place: ['mosul', '-raqqa'], limit: 1}).hits.length", 1).await?;
    page.wait("window.dossier.search({person: 'nobody-at-all'}).total", 0).await?;
    page.wait("window.dossier.search({}).facets.place[0].id", "iraq").await?;
    // An explanation is the score, taken apart.
    page.wait("(() => { const [hit] = dossier.search({q: 'fully secured'}).hits, why = dossier.explain(hit.id, 'fully secured'), sum = why.reasons.reduce((sum, reason) => sum + reason.points, 0); return hit.score > 0 && Math.abs(sum - hit.score) < 1e-4 && Math.abs(why.score - hit.score) < 1e-4 && ['found', 'near', 'side-by-side'].every((kind) => why.reasons.some((reason) => reason.kind === kind)); })()", true).await?;
    page.wait("dossier.explain(dossier.documents()[0].id, 'nobodyknowsthisword') === null", true).await?;
    page.wait("(() => { const held = dossier.search({}).histogram.mentioned.buckets; return held.length > 0 && held.every((bucket) => /^\\d{4}-\\d\\d-\\d\\d$/.test(bucket.from) && bucket.from <= bucket.to && bucket.possible >= bucket.certain); })()", true).await?;
    page.wait("window.dossier.state().q", "prison").await?;
    let link = "#q=%22a+b%22&person=x,y&place=-z&from=2025-11&on=mentioned&sort=newest&doc=d&at=3-9";
    page.run(&format!("window.dossier.go('{link}')")).await?;
    page.fragment(link).await?;
    page.wait("window.dossier.link(window.dossier.state())", link).await?;
    for (wrong, named) in [
        ("{qq: 1}", "qq"),
        ("{q: 1}", "q"),
        ("{from: '2026-13'}", "from"),
        ("{sort: 'up'}", "sort"),
        ("{limit: -1}", "limit"),
        ("{place: [1]}", "place"),
        ("7", "the argument"),
    ] {
        let thrown = format!(
            "(() => {{ try {{ window.dossier.search({wrong}); }} catch (e) {{ return e.name === 'Error' && e.message.split(':')[0]; }} }})()"
        );
        page.wait(&thrown, named).await?;
    }
    Ok(())
}
