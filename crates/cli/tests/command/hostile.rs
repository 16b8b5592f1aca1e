//! A folder of hostile articles among a good one: the command names what it can't read, and goes on, within bounds of memory.
//! `crates/read/tests/hostile.rs` has what single files try.
#![cfg(unix)]

use std::{fs, os::unix::fs::symlink, process::Command};

use crate::scene::{Run, Scene};
use serde_json::Value;

const GOOD: &str = "The strike in the harbour ended on Monday, Jane Holloway said.";
/// How much the command may have of memory, in kilobytes: what a few threads reserve, and a few times the largest file here.
const MEMORY: usize = 3_000_000;
/// Of ten thousand names a debug build takes a tenth.
const NAMES: usize = if cfg!(debug_assertions) { 1_000 } else { 10_000 };
const LARGE: usize = if cfg!(debug_assertions) { 300_000 } else { 10_000_000 };

/// The command with that memory and no more.
fn run(scene: &Scene, arguments: &str) -> Run {
    let binary = env!("CARGO_BIN_EXE_dossier");
    let mut shell = Command::new("sh");
    shell
        .current_dir(scene.path(""))
        .args(["-c", &format!("ulimit -v {MEMORY}; exec '{binary}' {arguments}")]);
    Run::of(shell.output().unwrap())
}

fn scene() -> Scene {
    let scene = Scene::new(&[("a/good.txt", GOOD)]);
    let names = |at: usize| {
        format!("{}{} {}{}son", ["Anna", "Omar", "Li"][at % 3], at % 7, ["Kar", "Bel"][at % 2], at)
    };
    let many: String = (0..NAMES).map(|at| format!("{} spoke in town{at}. ", names(at))).collect();
    scene.write("a/many-names.txt", many);
    scene.write("a/one-word.txt", "a".repeat(LARGE));
    scene.write("a/one-line.txt", GOOD.repeat(LARGE / GOOD.len()));
    scene.write("a/right-to-left.txt", "قال محمد إن الإضراب انتهى يوم الاثنين في بغداد. ".repeat(LARGE / 100));
    scene.write("a/no-sentence.txt", "- , ; (".repeat(LARGE / 10));
    scene.write("a/quotes.txt", "“".repeat(LARGE / 10) + GOOD);
    scene.write("a/no-stop.txt", "Anna Karson ".repeat(LARGE / 12));
    scene.write("a/binary.txt", [0_u8, 159, 146, 150, 0, 1].repeat(1000));
    scene.write("a/empty.txt", "");
    scene.write(
        "a/script.md",
        "---\ntitle: <script>alert(1)</script>\nurl: javascript:alert(2)\n---\nText about “<b>”.",
    );
    scene.write("a/bomb.md", format!("---\na: {}\n---\nText.", "[".repeat(100_000)));
    scene.write("a/deep.json", "[".repeat(1_000_000));
    scene.write("a/wide.csv", format!("text{}\nx\n", ",a".repeat(1_000_000)));
    scene.write(
        "a/loop.pdf",
        "%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 1 0 R /Kids [1 0 R]>>\nendobj\ntrailer\n<</Root 1 0 R>>",
    );
    for name in [
        "two\nlines.txt",
        "\u{202E}txt.exe.txt",
        "..txt.txt",
        "con.txt",
        "a:b*c?.txt",
        "-rf.txt",
        "$(x) 'y' \"z\".txt",
        "%2e%2e%2fup.txt",
        "<img src=x>.txt",
    ] {
        scene.write(&format!("a/odd/{name}"), format!("{GOOD} {}", name.len()));
    }
    scene.write(&format!("a/odd/{}.txt", "long".repeat(62)), "It has the longest name.");
    symlink(scene.path("a"), scene.path("a/odd/above")).unwrap();
    symlink("loop", scene.path("a/odd/loop")).unwrap();
    symlink("/nowhere/at-all.txt", scene.path("a/odd/nowhere.txt")).unwrap();
    scene
}

#[test]
fn what_can_t_be_read_is_named_and_everything_else_is_an_article() {
    let scene = scene();
    let check: Value = serde_json::from_str(&run(&scene, "check a --json").done().out).unwrap();
    let unread: Vec<&str> = check["unread"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    for (file, why) in [
        ("a/binary.txt", "byte 0 is of no text"),
        ("a/empty.txt", "the file is empty"),
        ("a/bomb.md", "the front matter can't be read"),
        ("a/deep.json", "not JSON"),
        ("a/wide.csv", "more than 10000 columns"),
        ("a/loop.pdf", "broken or no PDF"),
        ("a/odd/nowhere.txt", ""),
    ] {
        assert!(unread.iter().any(|line| line.contains(file) && line.contains(why)), "{file}: {unread:#?}");
    }
    // Seven files here, and links that lead to themselves.
    assert!((7..=8).contains(&unread.len()), "{unread:#?}");
    assert!(unread.iter().all(|line| !line.contains('\n') && line.chars().count() < 600), "{unread:#?}");
    // A name that begins with a dot is hidden.
    assert_eq!(check["articles"], 9 + 9);
}

#[test]
fn a_site_of_hostile_articles_is_made_and_holds_none_of_their_commands() {
    let scene = scene();
    run(&scene, "build a --app app --out site").done();
    let page = String::from_utf8(scene.files("site").remove("index.html").unwrap()).unwrap();
    assert!(
        page.contains("&lt;script>alert(1)&lt;/script>") || page.contains("&lt;script&gt;alert(1)"),
        "{page}"
    );
    assert!(!page.contains("<script>alert") && !page.contains("javascript:") && !page.contains('\u{202E}'));
    let mut beside: Vec<_> =
        fs::read_dir(scene.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    beside.sort();
    assert_eq!(beside, ["a", "app", "site"]);
}
