//! Articles that are nearly the same, folded up in the list.

use anyhow::Result;

use crate::{Stage, made::site_of, server::Site, tests};

tests!(articles_that_are_nearly_the_same_are_folded_up,);

async fn articles_that_are_nearly_the_same_are_folded_up(stage: &Stage<'_>) -> Result<()> {
    let agency: String =
        (0..60).map(|word| format!("Ships carry grain number {word} to harbour. ")).collect();
    let text = |end: &str| format!("Harbour news\n\n{agency}{end}\n");
    let (one, two, three) = (text("It was quiet."), text("It was calm."), text("Wolves came by."));
    let other =
        "Bread\n\nThe baker of Mosul bakes bread and sells it to the ships in the harbour.\n".to_owned();
    let (_folder, site) = site_of(&[("a.txt", &one), ("b.txt", &two), ("c.txt", &three), ("d.txt", &other)])?;
    let site = Site::serve(&site, "/")?;
    let page = stage.at(&site);
    page.open("#q=harbour").await?;
    page.count("All 4 articles").await?;
    page.wait("document.querySelectorAll('.hits > .hit').length", 2).await?;
    page.wait("document.querySelector('.twins summary').textContent", "and 2 nearly the same").await?;
    page.click(".twins summary").await?;
    page.wait("document.querySelectorAll('.twins[open] .hit-link').length", 2).await?;
    page.click(".twins .hit-link").await?;
    page.find("#reader .reader-title").await?;
    // Where only one of them is found there is nothing to fold.
    page.open("#q=wolves").await?;
    page.count("1 of 4 articles").await?;
    page.wait("document.querySelectorAll('.hit').length", 1).await?;
    page.wait("!document.querySelector('.twins')", true).await
}
