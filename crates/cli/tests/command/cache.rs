//! What a build finds is kept for the next one, which makes the same bytes as if it had found everything itself.

use std::{
    fs::{self, File, FileTimes},
    path::PathBuf,
    thread,
    time::Duration,
};

use sha2::{Digest, Sha256};

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
    rest();
    scene
}

/// What changed a moment ago is read again.
fn rest() {
    thread::sleep(Duration::from_millis(200));
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

/// A program that sets back when a file was written, as those do that unpack archives, hides no change.
#[test]
fn another_text_of_the_same_length_and_time_is_read() {
    let scene = scene();
    is_as_built_anew(&scene);
    let path = scene.path("articles/a3.txt");
    let times = |path: &PathBuf| {
        let metadata = fs::metadata(path).unwrap();
        FileTimes::new().set_modified(metadata.modified().unwrap()).set_accessed(metadata.accessed().unwrap())
    };
    let (text, before) = (fs::read_to_string(&path).unwrap(), times(&path));
    let set_back =
        |path: &PathBuf| File::options().write(true).open(path).unwrap().set_times(before).unwrap();
    fs::write(&path, text.replace("Jane", "Joan")).unwrap();
    set_back(&path);
    rest();
    let site = scene.files("site");
    is_as_built_anew(&scene);
    assert_ne!(scene.files("site"), site);
    // Another file in its place.
    scene.write("other", text.replace("Jane", "June"));
    set_back(&scene.path("other"));
    fs::rename(scene.path("other"), &path).unwrap();
    rest();
    let site = scene.files("site");
    is_as_built_anew(&scene);
    assert_ne!(scene.files("site"), site);
}

/// So many articles that they come in chunks, of which some words are kept together; some are nearly the same as others.
fn large_scene() -> Scene {
    // Names that are given are soon found.
    const NAMES: &str = "\"people\": [\"Jane Holloway\", \"Tom Reed\", \"Aaron Abel\"]";
    let scene = Scene::new(&[]);
    let mut lines = String::new();
    for number in 0..900 {
        let filler: String = (0..80).map(|at| format!("w{} ", (number * 31 + at * at) % 3001)).collect();
        let day = number % 28 + 1;
        lines += &format!(
            "{{\"id\": \"a{number}\", \"date\": \"2021-05-{day:02}\", \"body\": \"On {day} May Jane Holloway met Tom Reed number {number}. {filler}\", {NAMES}}}\n"
        );
        if number % 100 == 7 {
            lines += &format!(
                "{{\"id\": \"b{number}\", \"date\": \"2021-05-{day:02}\", \"body\": \"In May Jane Holloway met Tom Reed number {number}. {filler}\", {NAMES}}}\n"
            );
        }
    }
    scene.write("articles/all.jsonl", lines);
    rest();
    scene
}

fn chunks(scene: &Scene) -> Vec<String> {
    scene.files("site").into_keys().filter(|name| name.ends_with(".chunk")).collect()
}

#[test]
fn a_large_corpus_after_a_change_is_the_same_as_one_from_the_start_and_shares_its_chunks() {
    let scene = large_scene();
    is_as_built_anew(&scene);
    is_as_built_anew(&scene);
    let before = chunks(&scene);
    assert!(before.len() > 150, "{}", before.len());
    let lines = fs::read_to_string(scene.path("articles/all.jsonl")).unwrap();
    // A name that comes before all others, in an article in the middle.
    let changed = lines.replace("Tom Reed number 500.", "Aaron Abel at last, number 500.");
    assert_ne!(changed, lines);
    scene.write("articles/all.jsonl", changed);
    is_as_built_anew(&scene);
    let after = chunks(&scene);
    let documents = |names: &[String]| names.iter().filter(|name| name.starts_with("chunks/d")).count();
    let shared: Vec<String> = after.iter().filter(|name| before.contains(name)).cloned().collect();
    assert_eq!(documents(&before), documents(&after));
    let anew = documents(&after) - documents(&shared);
    assert!((1..=3).contains(&anew), "{anew} of {} chunks of documents are new", documents(&after));
    // One that is gone, and one that comes before all others.
    let mut lines: Vec<&str> = lines.lines().filter(|line| !line.contains("\"a700\"")).collect();
    let first = lines[0].replace("\"a0\"", "\"A first\"").replace("number 0", "as the first");
    lines.push(&first);
    scene.write("articles/all.jsonl", lines.join("\n"));
    is_as_built_anew(&scene);
    let shared: Vec<String> = chunks(&scene).into_iter().filter(|name| before.contains(name)).collect();
    assert!(documents(&shared) > documents(&before) / 2, "{} are shared", documents(&shared));
}

/// A file whose checksum is right, though it says of each thing what is true of another.
#[test]
fn what_is_kept_of_other_articles_is_not_believed() {
    let scene = large_scene();
    scene.build(&["articles"]).done();
    let [cache] = caches(&scene, "caches/dossier").try_into().unwrap();
    let good = fs::read(&cache).unwrap();
    let (mut frames, mut at) = (Vec::new(), 24);
    while good[at..at + 4] != [0xFF; 4] {
        let length = u32::from_le_bytes(good[at..at + 4].try_into().unwrap()) as usize;
        frames.push(good[at + 4..at + 4 + length].to_vec());
        at += 4 + length;
    }
    let mut bad = good[..24].to_vec();
    for frame in &mut frames {
        frame.truncate(frame.len() - 1);
        bad.extend((frame.len() as u32).to_le_bytes());
        bad.extend(&*frame);
    }
    bad.extend([0xFF; 4]);
    let sum = Sha256::digest(&bad);
    bad.extend(&sum[..16]);
    fs::write(&cache, bad).unwrap();
    is_as_built_anew(&scene);
    assert_eq!(fs::read(&cache).unwrap(), good);
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
