//! A view on its way to another reader: the copied link, the system's share sheet, and the first frame of who opens it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{Stage, page::Page, tests};

tests!(
    the_copied_link_is_the_view,
    the_system_s_share_sheet_is_given_the_view,
    no_frame_shows_another_state_than_the_link_s,
    a_link_opened_without_a_clipboard_can_still_be_copied,
);

const VIEW: &str = "#q=%22fully+secured%22&person=muqtada-al-sadr&doc=002-cbf72a30cc435daa";

/// A link without what it says last: on how many articles, and on which version of them, it was made.
fn without_version(link: &str) -> String {
    format!("{link}.replace(/&v=5-[0-9]+$/, '')")
}

async fn the_copied_link_is_the_view(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let permissions = json!({"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]});
    page.browser.cdp().send_raw("Browser.grantPermissions", permissions).await?;
    page.open(VIEW).await?;
    page.touch(".masthead .share-button").await?;
    // The open article is what is shared.
    page.wait(
        "document.querySelector('[data-testid=toast]').textContent === `Link copied: ${document.title}`",
        true,
    )
    .await?;
    page.run(
        "window.copied = null; navigator.clipboard.readText().then((text) => { window.copied = text; })",
    )
    .await?;
    page.wait("typeof window.copied", "string").await?;
    page.wait(&without_version("window.copied"), format!("{}{VIEW}", page.address)).await
}

async fn the_system_s_share_sheet_is_given_the_view(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let sheet = "navigator.share = (given) => { window.given = given; return Promise.resolve(); }";
    let work = async {
        page.open(VIEW).await?;
        page.click(".masthead .sheet-button").await?;
        page.wait(&without_version("window.given.url"), format!("{}{VIEW}", page.address)).await?;
        page.wait("window.given.text", "2 of 5 articles: “fully secured”, mentioning Muqtada al-Sadr")
            .await?;
        page.wait("window.given.title === document.title", true).await
    };
    with_script(page, sheet, work).await
}

/// A frame in which the page shows nothing yet.
const EMPTY: &str = "|nothing|||0|";

/// Watches every frame from before the page's first one on.
async fn no_frame_shows_another_state_than_the_link_s(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let watch = "window.frames_seen = [];
        const look = () => {
            const all = (selector) => [...document.querySelectorAll(selector)];
            const plain = document.querySelector('#without-app-articles');
            frames_seen.push([
                plain && getComputedStyle(plain).display !== 'none' ? 'the plain list' : '',
                document.querySelector('.app') ? document.querySelector('#search')?.value : 'nothing',
                all('.hit-link').map((hit) => hit.id).join(),
                all('.chip-text').map((chip) => chip.textContent).join(),
                all('.reader-title').length,
                document.querySelector('#sort')?.value,
            ].join('|'));
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);";
    let work = async {
        for link in ["", VIEW, "#place=mosul,raqqa&sort=oldest", "#from=2026-02&on=mentioned"] {
            page.open(link).await?;
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let seen = page.get("[...new Set(frames_seen)]").await?;
            let is_view = |frame: &&Value| **frame != EMPTY;
            let seen: Vec<_> = seen.as_array().into_iter().flatten().filter(is_view).collect();
            ensure!(seen.len() == 1, "{link} goes through {seen:#?}");
        }
        Ok(())
    };
    with_script(page, watch, work).await
}

/// As on a page that another machine serves without https.
async fn a_link_opened_without_a_clipboard_can_still_be_copied(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let without = "Object.defineProperty(navigator, 'clipboard', {value: undefined})";
    let work = async {
        page.open(VIEW).await?;
        page.touch(".masthead .share-button").await?;
        page.wait("document.querySelector('[data-testid=toast]').textContent.startsWith('Link copied')", true)
            .await
    };
    with_script(page, without, work).await
}

/// Does something while a script runs in every page before the page's own.
async fn with_script(page: &Page<'_>, script: &str, work: impl Future<Output = Result<()>>) -> Result<()> {
    let tools = page.browser.cdp();
    tools.send_raw("Page.enable", json!({})).await?;
    let added = tools.send_raw("Page.addScriptToEvaluateOnNewDocument", json!({"source": script})).await?;
    let name = added["identifier"].as_str().context("the browser did not take the script")?;
    let done = work.await;
    tools.send_raw("Page.removeScriptToEvaluateOnNewDocument", json!({"identifier": name})).await?;
    done
}
