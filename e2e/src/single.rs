//! The site that is one file, opened from a disk.

use std::{
    env, fs,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    Stage,
    own::{CATCH_SAVED, FILES, dropping, folder, problems, said, shown},
    page::Page,
    tests,
};

tests!(
    a_single_file_works_from_a_disk_and_asks_for_nothing,
    a_drop_on_a_small_file_says_what_it_lacks_and_leaves_the_view,
    a_small_file_opens_what_was_saved_as_a_pack,
    own_articles_are_read_in_a_file_that_holds_what_reads_them,
    reading_in_a_file_is_cancelled_and_goes_on_past_a_file_that_ends_the_worker,
    own_articles_are_saved_as_a_file_like_the_one_they_were_opened_in,
    own_articles_are_kept_by_a_file_which_says_who_can_see_them,
);

/// A page of one file of articles, in a folder of its own, and its address.
pub(crate) fn built(articles: &Path, options: &[&str]) -> Result<(TempDir, String)> {
    let command =
        env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask test e2e`")?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("a site.html");
    let mut command = Command::new(command);
    command
        .args(["--quiet", "build", "--no-cache"])
        .stderr(Stdio::null())
        .arg(articles)
        .args(options)
        .arg("--single-file");
    ensure!(command.arg(&file).status()?.success(), "the file was not made");
    let address = address_of(&file);
    Ok((folder, address))
}

fn address_of(file: &Path) -> String {
    format!("file://{}", file.display().to_string().replace(' ', "%20"))
}

pub(crate) const WITH_OWN: &[&str] = &["--own-articles"];

async fn a_single_file_works_from_a_disk_and_asks_for_nothing(stage: &Stage<'_>) -> Result<()> {
    let (_folder, address) = built(Path::new("seeds"), &[])?;
    let page = Page { browser: stage.page.browser, address };

    page.open_whole("").await?;
    page.count("All 5 articles").await?;
    page.search("\"fully secured\"").await?;
    page.count("2 of 5 articles").await?;
    page.fragment("#q=%22fully+secured%22").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-title").await?;
    page.travel(-1).await?;
    page.wait("!document.querySelector('#reader')", true).await?;
    page.click(".tabs li:nth-child(2) a").await?;
    page.find(".speaker-group .quote").await?;
    page.click(".help-button").await?;
    page.wait("document.querySelector('#help').open", true).await?;
    let asked = page
        .get("performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith('data:'))")
        .await?;
    ensure!(asked.as_array().is_some_and(Vec::is_empty), "asked for {asked}");

    // A view that needs the part that comes later is drawn at once.
    page.open("#person=muqtada-al-sadr&panel=entities").await?;
    page.count("2 of 5 articles").await?;
    page.run(
        "window.refused = 0; document.addEventListener('securitypolicyviolation', () => window.refused += 1);
         fetch('https://example.org/').catch(() => {})",
    )
    .await?;
    page.wait("window.refused", 1).await
}

/// Drops a text on the page, as a script does it.
async fn drop_text(page: &Page<'_>) -> Result<()> {
    page.run(&dropping(&["new File(['Rain fell on Mosul.'], 'one.txt')"])).await?;
    // Else the browser goes to what was dropped.
    page.wait("window.taken", true).await
}

async fn a_drop_on_a_small_file_says_what_it_lacks_and_leaves_the_view(stage: &Stage<'_>) -> Result<()> {
    let (_folder, address) = built(Path::new("seeds"), &[])?;
    let page = Page { browser: stage.page.browser, address };
    page.open_whole("#q=prison").await?;
    let before = page.get("document.querySelector('[data-testid=count]').textContent").await?;
    drop_text(&page).await?;
    let reasons = "document.querySelector('dialog.own[open] .own-reasons').textContent";
    for words in ["were not read", "--own-articles"] {
        page.wait(&format!("{reasons}.includes('{words}')"), true).await?;
    }
    page.click("dialog.own .button").await?;
    page.wait("document.querySelector('dialog.own').open", false).await?;
    page.fragment("#q=prison").await?;
    page.wait("document.querySelector('[data-testid=count]').textContent", before).await?;
    // The help says the same before anybody tries.
    page.click(".help-button").await?;
    page.wait("document.querySelector('#own-how').textContent.includes('--own-articles')", true).await?;
    page.wait("document.querySelector('#own-open-folder')", Value::Null).await
}

async fn a_small_file_opens_what_was_saved_as_a_pack(stage: &Stage<'_>) -> Result<()> {
    let (_folder, with) = built(Path::new("seeds"), WITH_OWN)?;
    let (_other, without) = built(Path::new("seeds"), &[])?;
    let (own, paths) = folder(&FILES)?;
    let page = Page { browser: stage.page.browser, address: with };
    page.open_whole("").await?;
    page.run(CATCH_SAVED).await?;
    page.type_into("#own-files", &paths).await?;
    shown(&page).await?;
    page.click("#own-save").await?;
    let saved = saved(&page).await?;
    let file = own.path().join("weather.pack");
    fs::write(&file, saved)?;
    let page = Page { browser: page.browser, address: without };
    page.open_whole("").await?;
    page.type_into("#own-files", &file.to_string_lossy()).await?;
    shown(&page).await?;
    page.count("All 3 articles").await?;
    // What makes a page is with what reads.
    page.wait("document.querySelector('#own-alone')", Value::Null).await?;
    page.click("[data-testid=own-back]").await?;
    page.count("All 5 articles").await
}

async fn own_articles_are_read_in_a_file_that_holds_what_reads_them(stage: &Stage<'_>) -> Result<()> {
    let (_folder, address) = built(Path::new("seeds"), WITH_OWN)?;
    let page = Page { browser: stage.page.browser, address };
    page.open_whole("#q=prison").await?;
    page.run(
        "window.refused = 0; document.addEventListener('securitypolicyviolation', () => window.refused += 1);",
    )
    .await?;
    drop_text(&page).await?;
    shown(&page).await?;
    page.count("1 article").await?;
    // Another worker, of what the page still holds.
    let (_own, paths) = folder(&FILES)?;
    page.type_into("#own-files", &paths).await?;
    page.count("All 3 articles").await?;
    let problems = problems(&page).await?;
    ensure!(problems.contains("nothing left this machine") && problems.contains("picture.png"), "{problems}");
    page.search("rain").await?;
    page.count("2 of 3 articles").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-text mark").await?;
    page.click("[data-testid=own-back]").await?;
    page.fragment("#q=prison").await?;
    page.wait("document.querySelector('.own-banner')", Value::Null).await?;
    let asked = page
        .get(
            "performance.getEntriesByType('resource').map(e => e.name).filter(n => !/^(data|blob):/.test(n))",
        )
        .await?;
    ensure!(asked.as_array().is_some_and(Vec::is_empty), "asked for {asked}");
    page.wait("window.refused", 0).await?;

    // Its workers reach nobody.
    page.run(
        "const worker = new Worker(URL.createObjectURL(new Blob([`
            fetch('https://example.org/').then(() => postMessage('sent'), () => postMessage('refused'));
            addEventListener('securitypolicyviolation', () => postMessage('by the policy'));
        `])));
        window.told = []; worker.onmessage = ({ data }) => window.told.push(data);",
    )
    .await?;
    page.wait("window.told.includes('refused') && window.told.includes('by the policy')", true).await
}

async fn reading_in_a_file_is_cancelled_and_goes_on_past_a_file_that_ends_the_worker(
    stage: &Stage<'_>,
) -> Result<()> {
    let (_folder, address) = built(Path::new("seeds"), WITH_OWN)?;
    let page = Page { browser: stage.page.browser, address };
    let (_own, paths) = folder(&FILES)?;
    page.open_whole("").await?;
    page.run(
        "window.waits = true;
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (question, given) {
            if (window.waits && question[0] === 'assemble') return;
            if (window.dies && question[1] === 'two.md') return void setTimeout(() => this.dispatchEvent(new Event('error')));
            post.call(this, question, given);
        };",
    )
    .await?;
    page.type_into("#own-files", &paths).await?;
    page.wait("document.querySelector('.own-step').textContent", "Reading two.md").await?;
    page.click("dialog.own .button").await?;
    page.wait("document.querySelector('dialog.own').open", false).await?;
    page.count("All 5 articles").await?;

    page.run("window.waits = false; window.dies = true;").await?;
    page.type_into("#own-files", &paths).await?;
    shown(&page).await?;
    page.count("All 2 articles").await?;
    let problems = problems(&page).await?;
    ensure!(problems.contains("two.md: reading it failed"), "{problems}");
    Ok(())
}

/// The bytes that the page saved last.
async fn saved(page: &Page<'_>) -> Result<Vec<u8>> {
    page.run(
        "delete window.hex;
        const wait = () => window.saved ? window.saved.arrayBuffer().then((bytes) => {
            window.hex = Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
            delete window.saved;
        }) : setTimeout(wait, 20);
        wait();",
    )
    .await?;
    page.wait("typeof window.hex", "string").await?;
    let hex = page.get("window.hex").await?;
    let hex = hex.as_str().unwrap_or_default().as_bytes();
    let byte = |two: &[u8]| u8::from_str_radix(&String::from_utf8_lossy(two), 16);
    Ok(hex.chunks(2).map(byte).collect::<Result<_, _>>()?)
}

async fn own_articles_are_saved_as_a_file_like_the_one_they_were_opened_in(stage: &Stage<'_>) -> Result<()> {
    let (place, address) = built(Path::new("seeds"), WITH_OWN)?;
    let page = Page { browser: stage.page.browser, address };
    let (own, paths) = folder(&FILES)?;
    page.open_whole("").await?;
    page.run(CATCH_SAVED).await?;
    page.type_into("#own-files", &paths).await?;
    shown(&page).await?;
    page.click("#own-alone").await?;
    let first = saved(&page).await?;
    page.wait("window.named", "Your articles.html").await?;

    // The command makes the same, to the byte, but for the pack: what a file was called is said otherwise in a browser.
    let (commanded, _) = built(own.path(), &["--own-articles", "--title", "Your articles"])?;
    let without_pack = |page: Vec<u8>| -> Result<String> {
        let page = String::from_utf8(page)?;
        let (before, pack) = page.split_once("id=\"dossier-pack-bytes\">").context("no pack")?;
        Ok(before.to_owned() + pack.split_once('<').context("no end of the pack")?.1)
    };
    ensure!(
        without_pack(fs::read(commanded.path().join("a site.html"))?)? == without_pack(first.clone())?,
        "what the page saves is not what the command makes"
    );

    // And what was saved reads and saves as well.
    let file = place.path().join("saved.html");
    fs::write(&file, &first)?;
    let page = Page { browser: page.browser, address: address_of(&file) };
    page.open_whole("").await?;
    page.count("All 3 articles").await?;
    page.run(CATCH_SAVED).await?;
    drop_text(&page).await?;
    page.count("1 article").await?;
    page.click("#own-alone").await?;
    let second = saved(&page).await?;
    fs::write(&file, &second)?;
    page.open_whole("").await?;
    page.count("1 article").await?;
    drop_text(&page).await?;
    shown(&page).await
}

async fn own_articles_are_kept_by_a_file_which_says_who_can_see_them(stage: &Stage<'_>) -> Result<()> {
    let (_folder, address) = built(Path::new("seeds"), WITH_OWN)?;
    let page = Page { browser: stage.page.browser, address };
    page.open_whole("").await?;
    drop_text(&page).await?;
    shown(&page).await?;
    said(&page, "gone when you close this tab").await?;
    said(&page, "If you keep them in this browser, other pages opened from this disk can read them").await?;
    page.click("#own-keep").await?;
    said(&page, "until you forget them").await?;
    said(&page, "Other pages opened from this disk can read them").await?;
    page.open_whole("").await?;
    said(&page, "are kept in this browser").await?;
    page.click(".own-kept .button").await?;
    page.count("1 article").await?;
    page.click("#own-keep").await?;
    said(&page, "gone when you close this tab").await?;
    // Where the browser keeps nothing, that is said.
    page.run("indexedDB.constructor.prototype.open = () => { throw new DOMException('', 'SecurityError'); }")
        .await?;
    page.click("#own-keep").await?;
    page.wait("document.body.textContent.includes('keeps nothing for this page')", true).await?;
    said(&page, "gone when you close this tab").await
}
