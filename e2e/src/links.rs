//! Links, bad ones too, and sites that stand elsewhere.

use std::{env, fs, path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use crate::{Stage, server::Site, tests};

tests!(
    no_fragment_breaks_the_page,
    an_unknown_article_is_said_to_be_unknown,
    the_first_paint_already_is_the_view,
    the_page_works_below_any_path,
    a_site_made_by_the_command_works_below_any_path,
    without_javascript_the_articles_are_listed,
);

async fn no_fragment_breaks_the_page(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    for fragment in [
        "#%",
        "#%zz=%00",
        "#&&&===",
        "#q=%22%22%22(((",
        "#q=-",
        "#q=*",
        "#person=,,,-",
        "#person=-",
        "#from=9999-99-99",
        "#from=2026&to=1900",
        "#at=999999999-1&doc=000-c389c2ee5a810656",
        "#at=1-4294967295&doc=002-cbf72a30cc435daa",
        "#sort=&on=&undated=&doc=",
        "#q=%F0%9F%98%80%D7%A9%D9%85",
        "#q=a&q=b&q=c",
        "#__proto__=1&constructor=2",
        "#%EF%BF%BD",
        "##?#",
        "#q=+++",
        "#undated=only&from=2030",
    ] {
        page.open(fragment).await?;
        page.find("[data-testid=count]").await?;
        ensure!(!page.has("#crash").await?, "{fragment} crashes the page");
    }
    Ok(())
}

async fn an_unknown_article_is_said_to_be_unknown(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#doc=no-such-article").await?;
    page.wait("document.querySelector('#reader').textContent.includes('no-such-article')", true).await
}

async fn the_first_paint_already_is_the_view(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open("#q=mosul&doc=004-e26ad29491e76840").await?;
    // What was drawn in the frame in which the app came is still there: nothing else was drawn before or after.
    let first = page
        .run("return document.querySelector('#search').value + '|' + document.querySelectorAll('.hit').length + '|' + !!document.querySelector('#reader')")
        .await?;
    ensure!(first == "mosul|2|true", "first paint: {first}");
    ensure!(!page.has("#without-app").await?, "the plain list is still in the page");
    Ok(())
}

async fn the_page_works_below_any_path(stage: &Stage<'_>) -> Result<()> {
    let site = Site::serve(Path::new("dist"), "/a/b%20c/")?;
    works_at(stage, &site, "All 5 articles").await
}

async fn works_at(stage: &Stage<'_>, site: &Site, count: &str) -> Result<()> {
    let page = stage.at(site);
    page.open_whole("").await?;
    page.count(count).await?;
    site.take_asked();
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.search("the").await?;
    // Parts of a large corpus come when they are asked for; nothing else does.
    let is_known = |path: &String| path.ends_with("favicon.ico") || path.ends_with(".chunk");
    let later: Vec<_> = site.take_asked().into_iter().filter(|path| !is_known(path)).collect();
    ensure!(later.is_empty(), "after loading, the page asked for {later:?}");
    Ok(())
}

async fn a_site_made_by_the_command_works_below_any_path(stage: &Stage<'_>) -> Result<()> {
    let command =
        env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask test e2e`")?;
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles.jsonl");
    let line = |number: usize| {
        format!(
            r#"{{"id": "a{number}", "title": "Harvest report {number}", "date": "1987-0{}-11", "body": "The wheat harvest of Freedonia was good, said Jane Doe.\n\nIt was number {number}.", "people": ["Jane Doe"], "places": ["Freedonia"], "orgs": []}}"#,
            number % 9 + 1
        )
    };
    // A thousand articles of Reuters where they are at hand, which they may not be in the project; else made-up ones.
    let reuters = Path::new("../shared/corpora/reuters-1k.jsonl.gz");
    let lines = if reuters.is_file() {
        let unpacked = Command::new("gzip").arg("-dc").arg(reuters).output().context("gzip")?;
        ensure!(unpacked.status.success(), "{} can't be unpacked", reuters.display());
        unpacked.stdout
    } else {
        (0..1000).map(line).collect::<Vec<_>>().join("\n").into_bytes()
    };
    fs::write(&articles, lines)?;
    let site = folder.path().join("site");
    let built = Command::new(command)
        .args(["build", "--quiet", "--keep-duplicates"])
        .arg(&articles)
        .arg("--out")
        .arg(&site)
        .status()?;
    ensure!(built.success(), "the command failed: {built}");
    works_at(stage, &Site::serve(&site, "/news/1987/")?, "All 1000 articles").await
}

async fn without_javascript_the_articles_are_listed(stage: &Stage<'_>) -> Result<()> {
    let page = fs::read_to_string("dist/index.html")?;
    for title in [
        "Iraq on Red Alert",
        "Iraqi Forces on High Alert Along Syrian Border",
        "Iraq on High Alert as ISIS Prison Breaks",
    ] {
        ensure!(page.contains(title), "the page as served does not list “{title}”");
    }
    // A frame whose sandbox allows no scripts is a browser without JavaScript that can still be looked into.
    let folder = tempfile::tempdir()?;
    for entry in fs::read_dir("dist")? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_owned();
        fs::copy(&path, folder.path().join(name))?;
    }
    let frame =
        r#"<!doctype html><iframe src="./" sandbox="allow-same-origin" width="800" height="600"></iframe>"#;
    fs::write(folder.path().join("frame.html"), frame)?;
    let site = Site::serve(folder.path(), "/")?;
    let bare = stage.at(&site);
    bare.browser.goto(format!("{}frame.html", bare.address)).await?;
    bare.wait("frames[0].document.querySelectorAll('#without-app li').length", 5).await?;
    let style = "getComputedStyle(frames[0].document.querySelector('#without-app')).display";
    bare.wait(style, "block").await?;
    bare.wait("frames[0].document.querySelector('#without-app-why').textContent.includes('JavaScript')", true)
        .await
}
