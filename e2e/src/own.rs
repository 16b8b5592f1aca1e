//! The reader's own articles: files and folders that are opened in the page and explored there.

use std::{fs, path::Path};

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    Stage,
    page::Page,
    server::Site,
    single::{WITH_OWN, built},
    tests,
};

tests!(
    files_that_are_chosen_are_explored_like_a_published_corpus,
    a_folder_that_is_chosen_is_read_with_all_below_it,
    a_folder_is_chosen_in_the_system_s_dialog_where_there_is_one,
    files_that_are_dropped_are_read,
    a_folder_that_is_dropped_is_read_with_all_below_it,
    a_folder_that_is_dropped_on_a_file_from_a_disk_is_read_with_all_below_it,
    a_file_that_ends_the_worker_is_named_and_the_others_are_read,
    work_that_is_cancelled_leaves_the_page_as_it_was,
    files_without_an_article_are_named_and_change_nothing,
    a_saved_corpus_opens_again,
    a_corpus_saved_as_a_page_opens_from_a_disk,
    a_file_too_large_for_a_browser_is_named_and_not_read,
    a_worker_can_reach_no_other_machine,
    a_corpus_is_kept_when_asked_opened_again_and_forgotten,
    a_corpus_that_can_t_be_kept_is_still_there,
);

/// A folder of files, and the paths as an input takes them.
pub(crate) fn folder(files: &[(&str, &str)]) -> Result<(TempDir, String)> {
    let folder = tempfile::Builder::new().prefix("weather").tempdir()?;
    let mut paths = Vec::new();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("/")))?;
        fs::write(&path, text)?;
        paths.push(path.to_string_lossy().into_owned());
    }
    Ok((folder, paths.join("\n")))
}

pub(crate) const FILES: [(&str, &str); 4] = [
    ("one.txt", "Rain over Mosul\n\nRain fell on Mosul on 3 May 2026, Omar Haddad said."),
    ("two.md", "---\ntitle: Two\ndate: 2026-05-04\n---\nNo rain fell in Basra."),
    (
        "deep/three.html",
        "<html><head><title>Three</title></head><body><article><p>Snow fell on the hills all day long, and the road was closed.</p></article></body></html>",
    ),
    ("deep/picture.png", "no picture"),
];

/// Waits for own articles; the worker is large, and compiled first.
pub(crate) async fn shown(page: &Page<'_>) -> Result<()> {
    page.find(".own-banner").await.map(drop)
}

/// Chooses [`FILES`] in a page that was just opened, as it is after this script.
async fn choose(page: &Page<'_>, script: &str) -> Result<TempDir> {
    let (folder, paths) = folder(&FILES)?;
    page.open_whole("").await?;
    page.run(script).await?;
    page.type_into("#own-files", &paths).await?;
    Ok(folder)
}

/// Chooses the folder of [`FILES`] and waits until they are shown.
async fn choose_folder(page: &Page<'_>, folder: &TempDir) -> Result<()> {
    page.type_into("#own-folder", &folder.path().to_string_lossy()).await?;
    shown(page).await?;
    page.count("All 3 articles").await
}

/// A script that drops files, each an expression.
pub(crate) fn dropping(files: &[&str]) -> String {
    let add: String = files.iter().map(|file| format!("dropped.items.add({file});")).collect();
    format!(
        "const dropped = new DataTransfer();
        {add}
        const event = (name) => new DragEvent(name, {{dataTransfer: dropped, bubbles: true, cancelable: true}});
        window.taken = !document.body.dispatchEvent(event('dragover'));
        document.body.dispatchEvent(event('drop'));"
    )
}

/// What the page saves is in `window.saved`, and what it is called in `window.named`; the browser is asked for no file.
pub(crate) const CATCH_SAVED: &str = "const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.made = blob; return make(blob); };
    const click = HTMLElement.prototype.click;
    HTMLElement.prototype.click = function () {
        if (!this.download) return click.call(this);
        window.named = this.download;
        window.saved = window.made;
    };";

pub(crate) async fn problems(page: &Page<'_>) -> Result<String> {
    let text = page.get("document.querySelector('.own-banner').textContent").await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn files_that_are_chosen_are_explored_like_a_published_corpus(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let (_folder, paths) = folder(&FILES)?;
    stage.site.take_asked();
    page.open_whole("#q=prison").await?;
    let asked = stage.site.take_asked();
    ensure!(!asked.iter().any(|path| path.contains("worker-")), "the worker is loaded unasked: {asked:?}");
    let before = page.get("document.querySelector('[data-testid=count]').textContent").await?;

    page.type_into("#own-files", &paths).await?;
    shown(page).await?;
    page.count("All 3 articles").await?;
    page.fragment("").await?;
    let asked = stage.site.take_asked();
    ensure!(
        asked.len() == 2 && asked.iter().all(|path| path.contains("worker-")),
        "more than the worker is asked for: {asked:?}"
    );
    let problems = problems(page).await?;
    ensure!(problems.contains("nothing left this machine"), "{problems}");
    ensure!(
        problems.contains("1 problem")
            && problems.contains("1 file was passed over, for its format is not read: picture.png"),
        "{problems}"
    );

    page.search("rain").await?;
    page.count("2 of 3 articles").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-text mark").await?;
    page.click("[data-testid=own-back]").await?;
    page.wait("document.querySelector('.own-banner')", Value::Null).await?;
    page.fragment("#q=prison").await?;
    page.wait("document.querySelector('[data-testid=count]').textContent", before).await?;
    ensure!(!page.has("#crash").await?, "the page crashed");
    // The app that was taken out listens no more.
    page.travel(-1).await?;
    page.travel(-1).await?;
    page.search("border").await?;
    page.find(".hit-snippet mark").await?;
    ensure!(!page.has("#crash").await?, "the page crashed");
    Ok(())
}

/// The dialog itself is none of the page's: in its place a folder of the browser's own file system is chosen.
async fn a_folder_is_chosen_in_the_system_s_dialog_where_there_is_one(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open_whole("").await?;
    page.get("void (window.showDirectoryPicker = () => Promise.reject(new DOMException('', 'AbortError')))")
        .await?;
    page.press("?").await?;
    page.click("#own-open-folder").await?;
    page.count("All 5 articles").await?;

    let files = json!(FILES);
    page.get(&format!(
        "void (window.showDirectoryPicker = async () => {{
            const root = await navigator.storage.getDirectory();
            const top = await root.getDirectoryHandle('weather', {{ create: true }});
            for (const [path, text] of {files}) {{
                const parts = path.split('/');
                const name = parts.pop();
                let folder = top;
                for (const part of parts) folder = await folder.getDirectoryHandle(part, {{ create: true }});
                const file = await folder.getFileHandle(name, {{ create: true }});
                const stream = await file.createWritable();
                await stream.write(text);
                await stream.close();
            }}
            return top;
        }})"
    ))
    .await?;
    page.press("?").await?;
    page.click("#own-open-folder").await?;
    shown(page).await?;
    page.count("All 3 articles").await?;
    page.wait("document.querySelector('.masthead-title').textContent.startsWith('weather')", true).await
}

async fn a_folder_that_is_chosen_is_read_with_all_below_it(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let (folder, _) = folder(&FILES)?;
    page.open_whole("").await?;
    choose_folder(page, &folder).await?;
    page.wait("document.querySelector('.masthead-title').textContent.startsWith('weather')", true).await
}

async fn files_that_are_dropped_are_read(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open_whole("").await?;
    let files =
        ["new File(['Rain fell on Mosul.'], 'one.txt')", "new File(['Snow fell on Mosul.'], 'two.txt')"];
    page.run(&dropping(&files)).await?;
    page.wait("window.taken", true).await?;
    shown(page).await?;
    page.count("All 2 articles").await
}

async fn a_folder_that_is_dropped_is_read_with_all_below_it(stage: &Stage<'_>) -> Result<()> {
    drop_folder(&stage.page).await
}

async fn a_folder_that_is_dropped_on_a_file_from_a_disk_is_read_with_all_below_it(
    stage: &Stage<'_>,
) -> Result<()> {
    let (_place, address) = built(Path::new("seeds"), WITH_OWN)?;
    drop_folder(&Page { browser: stage.page.browser, address }).await
}

/// Dropped as from a desktop, so that the browser gives entries that can be listed.
async fn drop_folder(page: &Page<'_>) -> Result<()> {
    let (folder, _) = folder(&FILES)?;
    page.open_whole("").await?;
    let data = json!({"items": [], "files": [folder.path()], "dragOperationsMask": 1});
    for step in ["dragEnter", "dragOver", "drop"] {
        let event = json!({"type": step, "x": 600, "y": 400, "data": data});
        page.browser.cdp().send_raw("Input.dispatchDragEvent", event).await?;
    }
    shown(page).await?;
    page.count("All 3 articles").await?;
    page.wait("document.querySelector('.masthead-title').textContent.startsWith('weather')", true).await
}

/// Any question about the file gets the answer that a worker gives which panics: none, and an error.
async fn a_file_that_ends_the_worker_is_named_and_the_others_are_read(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let script = "const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (question, given) {
            if (question[1] !== 'two.md') return post.call(this, question, given);
            setTimeout(() => this.dispatchEvent(new Event('error')));
        };";
    let _folder = choose(page, script).await?;
    shown(page).await?;
    page.count("All 2 articles").await?;
    let problems = problems(page).await?;
    ensure!(problems.contains("two.md: reading it failed"), "{problems}");
    Ok(())
}

async fn work_that_is_cancelled_leaves_the_page_as_it_was(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let script = "const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (question, given) {
            if (question[0] !== 'assemble') post.call(this, question, given);
        };";
    let _folder = choose(page, script).await?;
    page.wait("document.querySelector('.own-step').textContent", "Reading two.md").await?;
    page.click("dialog.own .button").await?;
    page.wait("document.querySelector('dialog.own').open", false).await?;
    ensure!(!page.has(".own-banner").await?, "what was cancelled is shown");
    page.search("prison").await?;
    page.find(".hit-snippet mark").await.map(drop)
}

async fn files_without_an_article_are_named_and_change_nothing(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let (_folder, paths) = folder(&[("picture.png", "no picture"), ("empty.txt", " ")])?;
    page.open_whole("").await?;
    page.type_into("#own-files", &paths).await?;
    let said = "document.querySelector('dialog.own .own-reasons').textContent.includes";
    for words in ["There is no article", "picture.png", "empty.txt"] {
        page.wait(&format!("{said}('{words}')"), true).await?;
    }
    page.click("dialog.own .button").await?;
    page.wait("document.querySelector('dialog.own').open", false).await?;
    page.count("All 5 articles").await
}

async fn a_saved_corpus_opens_again(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let _folder = choose(page, CATCH_SAVED).await?;
    shown(page).await?;
    page.click("#own-save").await?;
    page.click("[data-testid=own-back]").await?;
    page.count("All 5 articles").await?;
    page.run(&dropping(&["new File([window.saved], 'weather.pack')"])).await?;
    shown(page).await?;
    page.count("All 3 articles").await
}

async fn a_corpus_saved_as_a_page_opens_from_a_disk(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let folder = choose(page, CATCH_SAVED).await?;
    shown(page).await?;
    stage.site.take_asked();
    page.click("#own-alone").await?;
    page.wait("window.named", "Your articles.html").await?;
    page.run("window.saved.text().then((text) => { window.text = text; })").await?;
    page.wait("typeof window.text", "string").await?;
    let asked = stage.site.take_asked();
    let is_expected = |path: &String| path.contains("single-") || path.contains("worker-");
    ensure!(asked.iter().all(is_expected), "more than the empty page is asked for: {asked:?}");
    let saved = page.get("window.text").await?;
    let file = folder.path().join("saved.html");
    fs::write(&file, saved.as_str().unwrap_or_default())?;

    let page = Page { browser: page.browser, address: format!("file://{}", file.display()) };
    page.open_whole("").await?;
    page.count("All 3 articles").await?;
    page.wait("document.title.includes('Your articles')", true).await?;
    page.search("rain").await?;
    page.count("2 of 3 articles").await?;
    page.click(".hit-link").await?;
    page.find("#reader .reader-text mark").await?;
    let without_app = fs::read_to_string(&file)?;
    ensure!(without_app.contains(">Rain over Mosul</span>"), "the list without the app is empty");
    Ok(())
}

async fn a_file_too_large_for_a_browser_is_named_and_not_read(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let script = "const { get } = Object.getOwnPropertyDescriptor(Blob.prototype, 'size');
        const read = Blob.prototype.arrayBuffer;
        Object.defineProperty(Blob.prototype, 'size', { get() { return this.name === 'one.txt' ? 3e8 : get.call(this); } });
        Blob.prototype.arrayBuffer = function () {
            if (this.name === 'one.txt') window.wasRead = true;
            return read.call(this);
        };";
    let _folder = choose(page, script).await?;
    shown(page).await?;
    page.count("All 2 articles").await?;
    let problems = problems(page).await?;
    ensure!(problems.contains("one.txt: is too large for a browser"), "{problems}");
    page.wait("window.wasRead", Value::Null).await
}

/// The page starts its worker as this one is started.
async fn a_worker_can_reach_no_other_machine(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let elsewhere = Site::serve(Path::new("dist"), "/")?;
    page.open("").await?;
    page.run(&format!(
        "const script = `
            const there = '{}leak', tell = (word) => () => postMessage(word);
            try {{ importScripts(there); }} catch {{}}
            try {{ new WebSocket(there.replace('http', 'ws')); }} catch {{}}
            fetch(there).then(tell('sent'), tell('refused'));
        `;
        const worker = new Worker(URL.createObjectURL(new Blob([script])));
        worker.onmessage = (event) => {{ window.told = event.data; }};",
        elsewhere.address
    ))
    .await?;
    page.wait("window.told", "refused").await?;
    let asked = elsewhere.take_asked();
    ensure!(asked.is_empty(), "the worker asked another host for {asked:?}");
    Ok(())
}

/// Waits for words in what stands above the page.
pub(crate) async fn said(page: &Page<'_>, words: &str) -> Result<()> {
    page.wait(&format!("document.querySelector('.own-banner').textContent.includes('{words}')"), true).await
}

async fn a_corpus_is_kept_when_asked_opened_again_and_forgotten(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let (folder, _) = folder(&FILES)?;
    page.open_whole("").await?;
    choose_folder(page, &folder).await?;
    said(page, "gone when you close this tab").await?;
    // Nothing is kept unasked.
    page.open_whole("").await?;
    page.wait("document.querySelector('.own-banner')", Value::Null).await?;

    choose_folder(page, &folder).await?;
    page.click("#own-keep").await?;
    said(page, "until you forget them").await?;
    page.open_whole("").await?;
    said(page, "are kept in this browser").await?;
    page.count("All 5 articles").await?;
    page.click(".own-kept .button").await?;
    page.count("All 3 articles").await?;
    said(page, "until you forget them").await?;
    page.click("#own-keep").await?;
    said(page, "gone when you close this tab").await?;
    page.count("All 3 articles").await?;
    page.open_whole("").await?;
    page.wait("document.querySelector('.own-banner')", Value::Null).await
}

async fn a_corpus_that_can_t_be_kept_is_still_there(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    let _folder = choose(page, "").await?;
    shown(page).await?;
    page.run(
        "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    )
    .await?;
    page.click("#own-keep").await?;
    page.wait("document.body.textContent.includes('no room left for this page. Save them as a file')", true)
        .await?;
    said(page, "gone when you close this tab").await?;
    page.count("All 3 articles").await
}
