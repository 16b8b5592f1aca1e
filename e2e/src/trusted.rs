//! What a browser that guards code lets become code, and that a file which was changed on its way is refused.

use std::{fs, path::Path};

use anyhow::{Result, ensure};
use serde_json::json;

use crate::{Stage, server::Site, tests};

tests!(
    text_becomes_no_code_but_by_the_page_s_policy,
    a_script_that_was_changed_is_refused_and_the_list_stays,
    each_file_of_the_first_view_is_asked_for_once,
);

async fn text_becomes_no_code_but_by_the_page_s_policy(stage: &Stage<'_>) -> Result<()> {
    let page = &stage.page;
    page.open_whole("").await?;
    if page.get("typeof trustedTypes").await? == json!("undefined") {
        return Ok(());
    }
    let refused = page
        .run(
            "const refuses = (attempt) => { try { attempt(); return false; } catch { return true; } };
            const element = document.createElement('div');
            return [
                () => { element.innerHTML = '<img src=x onerror=alert(1)>'; },
                () => { element.innerHTML = '<iframe srcdoc=x></iframe>'; },
                () => { element.insertAdjacentHTML('beforeend', '<a href=\"JavaScript:alert(1)\">x</a>'); },
                () => { new Worker('data:text/javascript,0'); },
                () => { document.createElement('script').src = 'later.js'; },
                () => { document.createElement('script').text = 'alert(1)'; },
                () => { trustedTypes.createPolicy('another', {}); },
                () => { trustedTypes.createPolicy('default', {}); },
            ].map(refuses)",
        )
        .await?;
    // What a driver runs may call eval all the same, so that is not asked here.
    ensure!(refused == json!(vec![true; 8]), "refused: {refused}");
    Ok(())
}

/// The tests' WebKitGTK runs a module whatever its digest.
async fn a_script_that_was_changed_is_refused_and_the_list_stays(stage: &Stage<'_>) -> Result<()> {
    let checks = stage.page.get("!/WebKit/.test(navigator.userAgent) || /Chrome/.test(navigator.userAgent)");
    if checks.await? == json!(false) {
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    for entry in fs::read_dir("dist")? {
        let path = entry?.path();
        let to = folder.path().join(path.file_name().unwrap_or_default());
        let mut bytes = fs::read(&path)?;
        if to.to_string_lossy().contains("dossier-app-")
            && to.extension().is_some_and(|ending| ending == "js")
        {
            bytes.extend(b"\nwindow.changed = true;");
        }
        fs::write(to, bytes)?;
    }
    let site = Site::serve(folder.path(), "/")?;
    stage.page.browser.goto(&site.address).await?;
    let page = stage.at(&site);
    page.find("html.app-failed").await?;
    page.find("#without-app-articles li").await?;
    ensure!(page.get("window.changed").await?.is_null(), "a script that was changed ran");
    Ok(())
}

/// What is loaded ahead is what is used: a digest that one names and the other doesn't would load it twice.
async fn each_file_of_the_first_view_is_asked_for_once(stage: &Stage<'_>) -> Result<()> {
    let site = Site::serve(Path::new("dist"), "/")?;
    let page = stage.at(&site);
    page.open_whole("").await?;
    let mut asked = site.take_asked();
    asked.retain(|path| path != "/favicon.ico");
    asked.sort();
    let (all, before) = (asked.len(), asked.clone());
    asked.dedup();
    ensure!(asked.len() == all, "asked for {all} files, {} of them different: {before:?}", asked.len());
    Ok(())
}
