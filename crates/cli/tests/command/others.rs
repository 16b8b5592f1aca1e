//! The small commands, and what others than people read of `dossier build`.

use crate::scene::Scene;
use serde_json::Value;

#[test]
fn a_build_tells_machines_what_it_made() {
    let scene = Scene::new(&[("a/one.txt", "One\n\nText.\n"), ("a/bad.jsonl", "{}\n")]);
    let run = scene.build(&["a", "--json", "--quiet"]).done();
    let summary: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((&summary["articles"], &summary["unread"]), (&1.into(), &1.into()));
    assert_eq!(summary["made"][0]["path"], "site");
    let bytes: usize = scene
        .files("site")
        .iter()
        .filter(|(name, _)| !name.starts_with('.'))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert_eq!(summary["made"][0]["bytes"], bytes);
}

#[test]
fn a_link_is_printed_or_its_fault_named() {
    let scene = Scene::new(&[]);
    let run = scene.run(&["link", "--q", "a b", "--place", "-rio", "--base", "https://example.org/"]).done();
    assert_eq!(run.out, "https://example.org/#q=a+b&place=-rio\n");
    scene.run(&["link", "--sort", "up"]).failed("--sort “up”: ");
}

#[test]
fn shells_and_manuals_know_every_command() {
    let scene = Scene::new(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(scene.run(&["completions", shell]).done().out.contains("single-file"), "{shell}");
    }
    assert!(scene.run(&["man"]).done().out.contains("dossier\\-build(1)"));
    scene.run(&["man", "--out", "man"]).done();
    let pages: Vec<_> = scene.files("man").into_keys().collect();
    for page in ["dossier.1", "dossier-build.1", "dossier-serve.1", "dossier-check.1"] {
        assert!(pages.iter().any(|name| name == page), "{pages:?}");
    }
    assert!(!pages.contains(&"dossier-page.1".to_owned()), "{pages:?}");
}
