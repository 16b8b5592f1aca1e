//! Pictures of the app for the README, made by the app: `dossier-e2e --pictures` (`cargo xtask pictures`).

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::page::Page;

/// Where they go, and how large one may be, in bytes.
const FOLDER: &str = "docs/pictures";
const MOST: usize = 150_000;

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
    ("compare", "#panel=compare", ".compare-only li", "document.querySelector('#compare-add').click()"),
    ("about", "#about=person:muqtada-al-sadr", "#about-title", ""),
];

/// Takes all of them, 1280 by 800 pixels, light.
pub(crate) async fn take(page: &Page<'_>) -> Result<()> {
    fs::create_dir_all(FOLDER)?;
    page.resize(1280, 800 + page.get("outerHeight - innerHeight").await?.as_u64().unwrap_or(0) as u32)
        .await?;
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
