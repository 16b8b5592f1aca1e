//! Accessibility by axe, sizes, and the browser's own complaints.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{Stage, tests};

/// axe-core, whole, under its own licence (e2e/vendor).
const AXE: &str = include_str!("../vendor/axe.min.js");

tests!(
    axe_finds_nothing_on_the_main_view,
    axe_finds_nothing_on_an_open_article,
    axe_finds_nothing_on_any_panel,
    axe_finds_nothing_on_the_help,
    axe_finds_nothing_on_the_export,
    axe_finds_nothing_on_the_forms_for_mending,
    axe_finds_nothing_on_a_phone,
    nothing_scrolls_sideways_from_320_to_2560_pixels,
    the_console_stays_silent,
);

async fn axe(stage: &Stage<'_>, link: &str, prepare: &str) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    for scheme in ["light", "dark"] {
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        tools.send_raw("Emulation.setEmulatedMedia", media).await?;
        page.open(link).await?;
        page.run(prepare).await?;
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        page.run(AXE).await?;
        page.run(
            "window.axeDone = null; axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(
                (r) => { window.axeDone = r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html.slice(0, 140) + ' ' + n.failureSummary.slice(0, 200))) },
                (e) => { window.axeDone = ['axe failed: ' + e] })",
        )
        .await?;
        page.wait("window.axeDone !== null", true).await?;
        let found = page.get("window.axeDone").await?;
        ensure!(found.as_array().is_some_and(Vec::is_empty), "{scheme}: {found:#}");
    }
    Ok(())
}

async fn axe_finds_nothing_on_the_main_view(stage: &Stage<'_>) -> Result<()> {
    axe(stage, "", "").await?;
    axe(stage, "#q=border&place=-kirkuk&person=nobody&from=2025&zoom=1", "").await?;
    // A link that was made on another version, to what is new to the reader.
    axe(stage, "#new=1&v=4-1", "").await
}

async fn axe_finds_nothing_on_an_open_article(stage: &Stage<'_>) -> Result<()> {
    axe(stage, "#q=border&doc=002-cbf72a30cc435daa", "document.querySelector('.entity-person').click()").await
}

async fn axe_finds_nothing_on_any_panel(stage: &Stage<'_>) -> Result<()> {
    for panel in [
        "panel=quotes",
        "panel=entities",
        "panel=contexts",
        "panel=timeline",
        "panel=network",
        "panel=map",
        "panel=compare",
        "about=person:muqtada-al-sadr",
    ] {
        axe(stage, &format!("#q=prison&{panel}"), "").await?;
    }
    Ok(())
}

async fn axe_finds_nothing_on_the_help(stage: &Stage<'_>) -> Result<()> {
    axe(stage, "", "document.querySelector('.help-button').click()").await
}

async fn axe_finds_nothing_on_the_export(stage: &Stage<'_>) -> Result<()> {
    axe(stage, "", "document.querySelector('.export-button').click()").await?;
    axe(stage, "#q=border&embed=1", "").await
}

async fn axe_finds_nothing_on_the_forms_for_mending(stage: &Stage<'_>) -> Result<()> {
    let edit = "edit=name:person:muqtada-al-sadr:Sent&edit=nothing";
    axe(
        stage,
        &format!("#about=person:muqtada-al-sadr&{edit}"),
        "document.querySelector('#about-mend').click()",
    )
    .await?;
    axe(stage, "#doc=002-cbf72a30cc435daa", "document.querySelector('#article-mend').click()").await?;
    let star = "document.querySelector('#article-star').click(); setTimeout(() => document.querySelector('#mend-list').click(), 150)";
    let done = axe(stage, "#doc=002-cbf72a30cc435daa", star).await;
    stage.page.run("indexedDB.deleteDatabase('dossier'); localStorage.clear()").await?;
    done
}

async fn axe_finds_nothing_on_a_phone(stage: &Stage<'_>) -> Result<()> {
    stage.page.resize(390, 800).await?;
    let done = async {
        axe(stage, "", "").await?;
        axe(stage, "", "document.querySelector('.bottom-bar-button').click()").await?;
        for panel in ["timeline", "network", "map", "compare"] {
            axe(stage, &format!("#panel={panel}"), "").await?;
        }
        axe(stage, "", "document.querySelector('.export-button').click()").await?;
        axe(stage, "#q=border&doc=003-7f79604532dba8ba", "").await
    };
    let done = done.await;
    stage.page.resize(1280, 900).await?;
    done
}

async fn nothing_scrolls_sideways_from_320_to_2560_pixels(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    for width in [320, 360, 700, 1100, 1280, 2560] {
        let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
        tools.send_raw("Emulation.setDeviceMetricsOverride", size).await?;
        for link in [
            "",
            "#q=border&place=-kirkuk&from=2025",
            "#doc=003-7f79604532dba8ba",
            "#panel=timeline",
            "#panel=network",
            "#panel=map",
            "#panel=compare",
            "#q=border&embed=1",
            "#v=4-1",
        ] {
            page.open(link).await?;
            let wide = page
                .get("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
                .await?;
            ensure!(wide == 0, "{link} at {width} px is {wide} px too wide");
            let tall = page
                .get("document.scrollingElement.scrollHeight - document.documentElement.clientHeight")
                .await?;
            ensure!(
                width < 700 || tall == 0,
                "{link} at {width} px: the page beside its columns is {tall} px too tall"
            );
        }
    }
    tools.send_raw("Emulation.clearDeviceMetricsOverride", json!({})).await?;
    Ok(())
}

async fn the_console_stays_silent(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.browser.get_log("browser").await?;
    page.open("#q=border").await?;
    page.click(".hit-link").await?;
    page.find("#reader").await?;
    let log = page.browser.get_log("browser").await?;
    let bad: Vec<_> =
        log.iter().map(|entry| format!("{entry:?}")).filter(|entry| entry.contains("SEVERE")).collect();
    ensure!(bad.is_empty(), "the console says {bad:?}");
    Ok(())
}
