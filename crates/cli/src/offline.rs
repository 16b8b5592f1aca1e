//! What lets a site be opened without a network and be installed: a service worker, a manifest and icons.
//!
//! `assets/service-worker.js` says how a version of the site is kept. It is filled in with the names and digests of all files
//! that every visit needs; what few visits need, the parts of a large corpus among it, is kept when it is first used. The
//! page starts it when all of it is here (assets/boot.js), so the first view waits for nothing of this.

use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use dossier_model::Site;
use dossier_out::page::site_title;
use serde_json::{Map, json};
use sha2::{Digest, Sha256};

use crate::{
    app::{Files, content_hash},
    single::SHELL,
};

/// What the page names to be installed by.
pub const MANIFEST: &str = "manifest.webmanifest";
/// What the page starts. Its name must stay: by it a browser finds the next version.
pub const SERVICE_WORKER: &str = "service-worker.js";

const SCRIPT: &str = include_str!("../assets/service-worker.js");
const FAREWELL: &str = include_str!("../assets/farewell.js");
const ICONS: [(&str, &str, &str, &[u8]); 3] = [
    ("icon.svg", "any", "image/svg+xml", include_bytes!("../assets/icon.svg")),
    ("icon-192.png", "192x192", "image/png", include_bytes!("../assets/icon-192.png")),
    ("icon-512.png", "512x512", "image/png", include_bytes!("../assets/icon-512.png")),
];

/// The colours behind the page while it starts: paper, as in style/tokens.css.
const PAPER: &str = "#fffefb";

/// Adds to a site's files what keeps them. All others must be there already.
///
/// # Errors
/// Never, but for what writes JSON.
pub fn add(files: &mut Files, site: &Site) -> Result<()> {
    files.insert(MANIFEST.into(), manifest(site)?);
    for (name, _, _, bytes) in ICONS {
        files.insert(name.into(), bytes.to_vec());
    }
    files.remove(SERVICE_WORKER);
    let script = service_worker(files)?;
    files.insert(SERVICE_WORKER.into(), script.into_bytes());
    Ok(())
}

/// Takes from a site's files what keeps them, and puts there what lets go of a site that was kept.
pub fn remove(files: &mut Files) {
    files.remove(MANIFEST);
    for (name, ..) in ICONS {
        files.remove(name);
    }
    files.insert(SERVICE_WORKER.into(), FAREWELL.into());
}

fn manifest(site: &Site) -> Result<Vec<u8>> {
    let icon = |(name, sizes, kind, _): (&str, &str, &str, &[u8])| json!({"src": name, "sizes": sizes, "type": kind, "purpose": "any maskable"});
    Ok(serde_json::to_vec(&json!({
        "name": site_title(site),
        "description": site.description,
        "id": "./",
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": ICONS.map(icon),
    }))?)
}

fn service_worker(files: &Files) -> Result<String> {
    let kept: Map<_, _> = files
        .iter()
        .filter(|(name, _)| !is_kept_when_used(name))
        .map(|(name, bytes)| (name.clone(), integrity(bytes).into()))
        .collect();
    let kept = serde_json::to_string(&kept)?;
    let version = content_hash(format!("{SCRIPT}{kept}").as_bytes());
    Ok(SCRIPT
        .replace("const VERSION = \"\"", &format!("const VERSION = \"{version}\""))
        .replace("const FILES = {}", &format!("const FILES = {kept}")))
}

/// As in the script.
fn is_kept_when_used(name: &str) -> bool {
    name.ends_with(".chunk") || ["worker-", "searcher-", SHELL].iter().any(|start| name.starts_with(start))
}

/// What a browser checks a file against.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(files: &[(&str, &str)]) -> Files {
        let mut files = files.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect();
        let site = Site { title: "Ports \"and\" bridges".into(), ..Site::default() };
        add(&mut files, &site).unwrap();
        files
    }

    fn script(files: &Files) -> &str {
        str::from_utf8(&files[SERVICE_WORKER]).unwrap()
    }

    #[test]
    fn every_visit_s_files_are_kept_by_their_digests_and_the_others_when_they_are_used() {
        let files = kept(&[
            ("index.html", "<p>"),
            ("chunks/d0123456789.chunk", "x"),
            ("worker-1.wasm", "x"),
            ("searcher-1.wasm", "x"),
            ("single-1.txt", "x"),
        ]);
        let script = script(&files);
        assert!(script.contains(&format!("\"index.html\":\"{}\"", integrity(b"<p>"))), "{script}");
        assert!(script.contains("\"icon-192.png\":") && script.contains("\"manifest.webmanifest\":"));
        for other in [
            "d0123456789",
            "worker-1.wasm",
            "searcher-1.wasm",
            "single-1.txt",
            "\"service-worker.js\":",
            "const FILES = {}",
        ] {
            assert!(!script.contains(other), "{other}");
        }
    }

    #[test]
    fn another_content_is_another_version_and_the_same_is_the_same() {
        let one = kept(&[("index.html", "one")]);
        let mut again = one.clone();
        let site = Site { title: "Ports \"and\" bridges".into(), ..Site::default() };
        add(&mut again, &site).unwrap();
        assert_eq!(one, again);
        let version = |files: &Files| {
            script(files).split("const VERSION = \"").nth(1).unwrap().split('"').next().unwrap().to_owned()
        };
        assert_ne!(version(&one), version(&kept(&[("index.html", "two")])));
    }

    #[test]
    fn the_manifest_names_the_site_and_nothing_outside_its_folder() {
        let files = kept(&[]);
        let manifest: serde_json::Value = serde_json::from_slice(&files[MANIFEST]).unwrap();
        assert_eq!(manifest["name"], "Ports \"and\" bridges");
        for icon in manifest["icons"].as_array().unwrap() {
            assert!(files.contains_key(icon["src"].as_str().unwrap()));
        }
        assert!([&manifest["id"], &manifest["scope"]].iter().all(|place| *place == "./"));
    }

    #[test]
    fn the_service_worker_asks_only_below_its_own_folder() {
        // Each call of fetch: what every visit needs, by an address below the scope; else what a page below it asked for.
        let asked: Vec<_> = SCRIPT.match_indices("fetch(").map(|(at, _)| &SCRIPT[at..at + 16]).collect();
        assert!(
            asked.iter().all(|call| ["fetch(addressOf(", "fetch(request)))", "fetch(event.requ"]
                .iter()
                .any(|known| call.starts_with(&known[..14]))),
            "{asked:?}"
        );
        assert!(SCRIPT.contains("!address.startsWith(registration.scope)) return;"));
        assert!(!SCRIPT.contains("http") && !SCRIPT.contains("importScripts"));
    }

    #[test]
    fn what_is_not_to_be_kept_lets_go_of_what_was() {
        let mut files = kept(&[("index.html", "one")]);
        remove(&mut files);
        assert_eq!(files.keys().collect::<Vec<_>>(), ["index.html", SERVICE_WORKER]);
        assert!(script(&files).contains("registration.unregister()"));
    }
}
