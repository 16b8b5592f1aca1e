//! Pictures of the app for the README, made by the app: `dossier-e2e --pictures` (`cargo xtask pictures`).

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use serde_json::json;

use crate::page::Page;

/// Where they go, and how large one may be, in bytes.
const FOLDER: &str = "docs/pictures";
const MOST: usize = 150_000;
/// How much smaller than the window: a README shows them smaller anyway.
const SCALE: f64 = 0.65;

/// Each picture's name, the view it shows, what must be there before it is taken, and what is done first.
const PICTURES: &[(&str, &str, &str, &str)] = &[
    ("articles", "#q=%22fully+secured%22", ".hit-snippet mark", ""),
    (
        "reader",
        "#q=border&doc=002-cbf72a30cc435daa",
        ".map-mark",
        "document.querySelector('#reader').scrollTop = 300",
    ),
    ("quotes", "#panel=quotes&q=border", ".speaker-group .quote", ""),
    ("names", "#panel=entities", ".entity-table tbody tr", ""),
    ("contexts", "#panel=contexts&q=border", ".context mark", ""),
    ("timeline", "#panel=timeline", ".timeline-mark", ""),
    ("network", "#panel=network", ".network-line", ""),
    ("map", "#panel=map", ".map-place", ""),
    (
        "mending",
        "#about=person:mazloum-abdi",
        "#about-title",
        "[...document.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Mend').click()",
    ),
    ("compare", "#panel=compare", ".compare-only li", "document.querySelector('#compare-add').click()"),
    ("about", "#about=person:muqtada-al-sadr", "#about-title", ""),
];

/// Takes all of them, in a window of 1280 by 800 pixels.
pub(crate) async fn take(page: &Page<'_>) -> Result<()> {
    fs::create_dir_all(FOLDER)?;
    let size = json!({"width": 1280, "height": 800, "deviceScaleFactor": SCALE, "mobile": false});
    let tools = page.browser.cdp();
    tools.send_raw("Emulation.setDeviceMetricsOverride", size).await?;
    tools.send_raw("Emulation.setScrollbarsHidden", json!({"hidden": true})).await?;
    for (name, link, wanted, prepare) in PICTURES {
        page.open_whole(link).await?;
        page.find(wanted).await?;
        page.run(prepare).await?;
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        let picture = page.browser.screenshot_as_png().await?;
        ensure!(
            picture.len() <= MOST,
            "{name}: {} bytes are more than the {MOST} it may have",
            picture.len()
        );
        let file = Path::new(FOLDER).join(format!("{name}.png"));
        fs::write(&file, picture).with_context(|| file.display().to_string())?;
        println!("{}", file.display());
    }
    Ok(())
}
