//! What a build finds is kept for the next one, which makes the same bytes as if it had found everything itself.

use std::{fs, path::PathBuf};

use crate::scene::Scene;

fn scene() -> Scene {
    let scene = Scene::new(&[]);
    for number in 0..20 {
        let text = format!(
            "News {number}\n\nOn {} May 2021 Jane Holloway met Tom Reed in Rotterdam. “We wait,” said Reed.\n",
            number + 1
        );
        scene.write(&format!("articles/a{number}.txt"), text);
    }
    scene
}

fn caches(scene: &Scene, folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(scene.path(folder)).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Builds with what is kept and without; both make the same site.
#[track_caller]
fn is_as_built_anew(scene: &Scene) {
    is_as_built_anew_with(scene, &[]);
}

#[track_caller]
fn is_as_built_anew_with(scene: &Scene, more: &[&str]) {
    scene.build(&[&["articles"], more].concat()).done();
    let anew = ["build", "articles", "--no-cache", "--app", "app", "--out", "anew"];
    scene.run(&[&anew, more].concat()).done();
    assert_eq!(scene.files("site"), scene.files("anew"));
}

#[test]
fn articles_that_are_read_otherwise_are_not_taken_for_what_they_were() {
    let scene = Scene::new(&[
        ("articles/t.csv", "Kopf,Tag,Title,Text\nOn Monday,2026-01-21,Varna,Jane Holloway left last week.\n"),
        ("articles/d.md", "---\ndraft: true\n---\nTom Reed met Jane Holloway."),
    ]);
    is_as_built_anew(&scene);
    for wanted in [&["--drafts"][..], &["--field", "title=Kopf", "--field", "date=Tag"], &[]] {
        let before = scene.files("site");
        is_as_built_anew_with(&scene, wanted);
        assert_ne!(scene.files("site"), before);
    }
}

#[test]
fn a_build_after_a_change_is_the_same_as_one_from_the_start() {
    let scene = scene();
    is_as_built_anew(&scene);
    let [cache] = caches(&scene, "caches/dossier").try_into().unwrap();
    let before = fs::read(&cache).unwrap();
    is_as_built_anew(&scene);
    assert_eq!(fs::read(&cache).unwrap(), before);
    scene.write("articles/a3.txt", "Changed\n\nAnna Petrova spoke in Lima on 3 June 2022.\n");
    scene.write("articles/corpus.toml", "[document.a4]\npublished = 2022-01-01\n");
    fs::remove_file(scene.path("articles/a7.txt")).unwrap();
    is_as_built_anew(&scene);
    assert_ne!(fs::read(&cache).unwrap(), before);
}

#[test]
fn what_is_kept_is_used() {
    let scene = scene();
    scene.build(&["articles"]).done();
    let [cache] = caches(&scene, "caches/dossier").try_into().unwrap();
    let time = || fs::metadata(&cache).unwrap().modified().unwrap();
    let written = time();
    scene.build(&["articles"]).done();
    assert_eq!(time(), written, "nothing new was found, so nothing is written");
}

#[test]
fn a_cache_that_is_broken_cut_off_or_of_another_version_is_made_anew() {
    let scene = scene();
    scene.build(&["articles"]).done();
    let [cache] = caches(&scene, "caches/dossier").try_into().unwrap();
    let good = fs::read(&cache).unwrap();
    let mut other = good.clone();
    other[10] ^= 1;
    let mut changed = good.clone();
    changed[good.len() / 2] ^= 1;
    for bad in [&[][..], b"nonsense", &good[..good.len() / 2], &other, &changed] {
        fs::write(&cache, bad).unwrap();
        is_as_built_anew(&scene);
        assert_eq!(fs::read(&cache).unwrap(), good);
    }
}

#[test]
fn the_cache_is_where_it_is_asked_for_or_nowhere() {
    let scene = scene();
    scene.build(&["articles", "--no-cache"]).done();
    assert!(!scene.path("caches").exists());
    scene.build(&["articles", "--cache", "mine"]).done();
    assert_eq!(caches(&scene, "mine").len(), 1);
    assert!(!scene.path("caches").exists());
    scene.write("file", "");
    scene.build(&["articles", "--cache", "file"]).done().says("warning: the next build will take as long");
}
