//! The page needs nobody once it is there, and talks to nobody even when told to.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{Stage, server::Site, tests};

tests!(
    once_loaded_the_page_needs_no_server,
    a_part_that_does_not_come_is_asked_for_again,
    the_page_can_send_nothing_anywhere,
);

async fn once_loaded_the_page_needs_no_server(stage: &Stage<'_>) -> Result<()> {
    let site = Site::serve(Path::new("dist"), "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    drop(site);
    page.search("\"fully secured\"").await?;
    page.count("2 of 5 articles").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.click(".help-button").await?;
    page.wait("document.querySelector('#help').open", true).await
}

/// Code that got into the page in some way still could not talk to another machine.
async fn a_part_that_does_not_come_is_asked_for_again(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let tools = page.browser.cdp();
    tools.send_raw("Network.enable", json!({})).await?;
    tools.send_raw("Network.setBlockedURLs", json!({"urls": ["*-panels.wasm"]})).await?;
    let done = async {
        page.open("").await?;
        page.click(".hit-link").await?;
        page.wait("document.body.textContent.includes('could not be loaded. Check the connection')", true)
            .await?;
        // The list goes on working.
        page.search("prison").await?;
        page.find(".hit-snippet mark").await?;
        tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
        page.press(thirtyfour::Key::Tab).await?;
        page.find("#reader .reader-title").await?;

        // Without what finds words the articles stay as they are, and typing on asks for it again.
        tools.send_raw("Network.setBlockedURLs", json!({"urls": ["*-words.wasm"]})).await?;
        page.open("").await?;
        page.search("prison").await?;
        page.wait("document.body.textContent.includes('could not be loaded. Check the connection')", true)
            .await?;
        page.count("All 5 articles").await?;
        // Nor is a page hidden that waits for edits.
        page.open("#edit=name:place:iraq:There").await?;
        page.count("All 5 articles").await?;
        ensure!(!page.has("html.app-mending").await?, "the page is hidden");
        page.open("").await?;
        page.search("prison").await?;
        tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
        page.press(thirtyfour::Key::Tab).await?;
        page.find(".hit-snippet mark").await?;

        // Without what mends the rest works, and "Mend" asks for it again.
        tools.send_raw("Network.setBlockedURLs", json!({"urls": ["*-mending.wasm"]})).await?;
        page.open_whole("#about=place:iraq").await?;
        page.click("#about-mend").await?;
        page.wait("document.body.textContent.includes('could not be loaded. Check the connection')", true)
            .await?;
        tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
        page.click("#about-mend").await?;
        page.find("#about-mend-name").await.map(drop)
    }
    .await;
    tools.send_raw("Network.setBlockedURLs", json!({"urls": []})).await?;
    tools.send_raw("Network.disable", json!({})).await?;
    done
}

async fn the_page_can_send_nothing_anywhere(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let elsewhere = Site::serve(Path::new("dist"), "/")?;
    page.open("").await?;
    let attempts = format!(
        "const there = '{}leak';
        window.refused = 0;
        document.addEventListener('securitypolicyviolation', () => window.refused += 1);
        fetch(there).catch(() => {{}});
        try {{ navigator.sendBeacon(there, 'x'); }} catch {{}}
        try {{ new WebSocket(there.replace('http', 'ws')); }} catch {{}}
        new Image().src = there;
        for (const [tag, key] of [['script', 'src'], ['iframe', 'src'], ['link', 'href']]) {{
            const element = document.createElement(tag);
            if (tag === 'link') element.rel = 'stylesheet';
            // Where the browser guards what becomes code, a script is refused before it asks.
            try {{ element[key] = there; document.body.append(element); }} catch {{}}
        }}
        const inline = document.createElement('script');
        try {{ inline.textContent = 'window.ran = true'; document.body.append(inline); }} catch {{}}
        const form = document.createElement('form');
        form.action = there;
        document.body.append(form);
        form.submit();",
        elsewhere.address
    );
    page.run(&attempts).await?;
    page.wait("window.refused >= 8", true).await?;
    ensure!(page.get("window.ran").await?.is_null(), "a script that is not the page's own ran");
    let asked = elsewhere.take_asked();
    ensure!(asked.is_empty(), "the page asked another host for {asked:?}");
    Ok(())
}
