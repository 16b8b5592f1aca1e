//! The app's files under names that say what is in them, and with what browsers check them against.
//!
//! trunk names files by what they held before the app was cut and its imports numbered. Here they are named by what they
//! hold at last, so that a file of one version is never taken for that of another by a cache on the way.

use std::{cell::RefCell, collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, bail};
use lol_html::{
    RewriteStrSettings, element,
    html_content::{ContentType, Element},
    rewrite_str,
};

use crate::{app::content_hash, offline::integrity};

/// Files that name each other share one hash.
const GROUPS: [&[&str]; 3] = [&["dossier-app-", "later-"], &["worker-"], &["searcher-"]];
/// trunk leaves out a hash's leading zeros.
const HASH_LENGTHS: core::ops::RangeInclusive<usize> = 12..=16;
const HASH_LENGTH: usize = 16;

/// Names the app's files anew, in themselves and in the page, which is returned.
///
/// # Errors
/// Where a file can't be read, written or renamed.
pub fn name_by_content(html: &str, folder: &Path) -> Result<String> {
    GROUPS.iter().try_fold(html.to_owned(), |html, group| name_group(&html, group, folder))
}

fn name_group(html: &str, prefixes: &[&str], folder: &Path) -> Result<String> {
    let (mut files, mut former) = (Vec::new(), BTreeSet::new());
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let hash = prefixes.iter().find_map(|prefix| {
            let rest = name.strip_prefix(prefix)?;
            let is_digit = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
            rest.get(..rest.bytes().take_while(|&byte| is_digit(byte)).count())
        });
        if let Some(hash) = hash.filter(|hash| HASH_LENGTHS.contains(&hash.len())) {
            former.insert(hash.to_owned());
            files.push((name.clone(), fs::read(&path).with_context(|| name.clone())?));
        }
    }
    files.sort();
    // Without the former hashes, so that naming twice is naming once.
    let mut all = Vec::new();
    for (name, bytes) in &files {
        for bytes in [name.as_bytes(), bytes] {
            let mut bytes = bytes.to_vec();
            replace(&mut bytes, &former, &"0".repeat(HASH_LENGTH));
            all.extend(bytes);
        }
    }
    let hash = content_hash(&all);
    for (name, mut bytes) in files {
        replace(&mut bytes, &former, &hash);
        let mut new_name = name.clone().into_bytes();
        replace(&mut new_name, &former, &hash);
        let new_name = String::from_utf8_lossy(&new_name).into_owned();
        fs::remove_file(folder.join(&name)).with_context(|| name.clone())?;
        fs::write(folder.join(&new_name), bytes).with_context(|| new_name)?;
    }
    Ok(former.iter().fold(html.to_owned(), |html, former| html.replace(former, &hash[..former.len()])))
}

/// Puts as much of the new hash in the place of each former one as that has digits: all names keep their lengths, so nothing
/// else in a file changes.
fn replace(bytes: &mut [u8], former: &BTreeSet<String>, hash: &str) {
    let mut at = 0;
    while at < bytes.len() {
        let is_digit = bytes[at].is_ascii_hexdigit();
        let found = former.iter().filter(|former| is_digit && bytes[at..].starts_with(former.as_bytes()));
        let length = found.map(String::len).max().unwrap_or_default();
        bytes[at..at + length].copy_from_slice(&hash.as_bytes()[..length]);
        at += length.max(1);
    }
}

/// Puts the script that a page starts with into it: its name says nothing of its content, and one request less is sooner.
///
/// # Errors
/// Where a script can't be read or removed.
pub fn inline_boot(html: &str, folder: &Path) -> Result<String> {
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("script[src$='boot.js']", |script| {
            let path = folder.join(script.get_attribute("src").unwrap_or_default());
            let text = fs::read_to_string(&path)?;
            let lines = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            let text = lines.collect::<Vec<_>>().join("\n");
            fs::remove_file(path)?;
            script.remove_attribute("src");
            script.set_inner_content(text.trim(), ContentType::Html);
            Ok(())
        })],
        ..RewriteStrSettings::default()
    };
    Ok(rewrite_str(html, settings)?)
}

/// Says of the stylesheet, the app's script and its wasm what they must hold, for the browser to refuse anything else. What
/// starts the app is written anew: trunk's script tells tools what this page needs not.
///
/// The wasm is asked for by a script that waits for nothing. As a `preload` with a digest two browsers of three would load it
/// twice. The app's script is no `modulepreload` either, for not all check that.
///
/// # Errors
/// Where a file can't be read, or the page starts no app.
pub fn with_integrity(html: &str, folder: &Path) -> Result<String> {
    let digest = |name: &str| -> Result<String> {
        Ok(integrity(&fs::read(folder.join(name)).with_context(|| name.to_owned())?))
    };
    let script = RefCell::new(String::new());
    let take = |element: &mut Element<'_, '_>, from: &str| {
        *script.borrow_mut() = element.get_attribute(from).unwrap_or_default();
        element.remove();
        Ok(())
    };
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!("link[rel=stylesheet]", |link| {
                let name = link.get_attribute("href").unwrap_or_default();
                Ok(link.set_attribute("integrity", &digest(&name)?)?)
            }),
            element!("link[rel=modulepreload]", |link| take(link, "href")),
            element!("script[type=module][src*=dossier-app-]", |former| take(former, "src")),
            element!("link[rel=preload][href$='.wasm'], #dossier-wasm", |former| {
                former.remove();
                Ok(())
            }),
        ],
        ..RewriteStrSettings::default()
    };
    let html = rewrite_str(html, settings)?;
    let script = script.into_inner();
    let wasm = script.strip_suffix(".js").map(|name| format!("{name}_bg.wasm"));
    let wasm = wasm.context("the page that trunk built names no script of the app")?;
    let first = format!(
        "<script id=dossier-wasm>dossierWasm=fetch('{wasm}',{{integrity:'{}'}})</script>\
         <script type=module src={script} integrity=\"{}\"></script>",
        digest(&wasm)?,
        digest(&script)?
    );
    let start = format!("import init from '{script}';init({{module_or_path:dossierWasm}})");
    let is_started = RefCell::new(false);
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("script[type=module]:not([src])", |module| {
            *is_started.borrow_mut() = true;
            module.before(&first, ContentType::Html);
            module.set_inner_content(&start, ContentType::Html);
            Ok(())
        })],
        ..RewriteStrSettings::default()
    };
    let html = rewrite_str(&html, settings)?;
    if !is_started.into_inner() {
        bail!("the page that trunk built starts no app");
    }
    Ok(html)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A digit short: trunk left out a zero.
    const OLD: &str = "123456789abcdef";

    #[test]
    fn files_that_name_each_other_are_named_by_what_they_hold_together() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let names = || {
            let entries = fs::read_dir(folder.path()).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<BTreeSet<_>>()
        };
        write(&format!("dossier-app-{OLD}.js"), "import './later-fedcba9876543210.js'");
        write("later-fedcba9876543210.js", &format!("import './dossier-app-{OLD}.js'"));
        write("style-fedcba9876543210.css", "");
        let html = format!("<script src=dossier-app-{OLD}.js>");
        let named = name_by_content(&html, folder.path()).unwrap();
        let app = named.split("dossier-app-").nth(1).unwrap()[..OLD.len()].to_owned();
        assert_ne!(app, OLD);
        let later = names().into_iter().find(|name| name.starts_with(&format!("later-{app}"))).unwrap();
        assert!(later.len() == "later-fedcba9876543210.js".len() && names().len() == 3, "{:?}", names());
        let text = fs::read_to_string(folder.path().join(format!("dossier-app-{app}.js"))).unwrap();
        assert_eq!(text, format!("import './{later}'"));
        let path = folder.path().join(&later);
        let later = fs::read_to_string(&path).unwrap();
        assert_eq!(later, format!("import './dossier-app-{app}.js'"));
        let before = names();
        assert_eq!(name_by_content(&named, folder.path()).unwrap(), named);
        assert_eq!(names(), before);
        // One that changed changes the names of both.
        fs::write(path, format!("import './dossier-app-{app}.js';")).unwrap();
        assert_ne!(name_by_content(&named, folder.path()).unwrap(), named);
    }

    #[test]
    fn the_first_script_stands_in_the_page_without_its_comments() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("boot.js"), "// Why.\n  let a = \"//\";\n").unwrap();
        let html = inline_boot("<script src=boot.js></script>", folder.path()).unwrap();
        assert_eq!(html, "<script>let a = \"//\";</script>");
        assert!(!folder.path().join("boot.js").exists());
    }

    #[test]
    fn what_the_page_loads_first_is_checked_against_its_digest() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("dossier-app-1.js", "a"), ("dossier-app-1_bg.wasm", "w"), ("a.css", "c")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let html = "<link rel=stylesheet href=a.css><script type=module>start()</script><link rel=modulepreload href=./dossier-app-1.js><link rel=preload as=fetch href=./dossier-app-1_bg.wasm>";
        let html = with_integrity(html, folder.path()).unwrap();
        for bytes in [b"a", b"c"] {
            assert!(html.contains(&format!("integrity=\"{}\"", integrity(bytes))), "{html}");
        }
        assert!(
            html.contains(&format!("fetch('./dossier-app-1_bg.wasm',{{integrity:'{}'}})", integrity(b"w"))),
            "{html}"
        );
        assert!(html.find("src=./dossier-app-1.js") < html.find("import init"), "{html}");
        assert_eq!(with_integrity(&html, folder.path()).unwrap(), html);
        assert!(with_integrity("<p>", folder.path()).is_err());
    }
}
