//! `dossier extract` from outside: its lines say where in the text everything stands.

use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

use crate::scene::{Run, Scene};
use dossier_cli::{extract, inputs, report::Report};
use serde_json::Value;

/// Signs of one to four bytes before the names, so that bytes and code points part ways.
const TEXT: &str = "🚢 Fähren\n\n“Ships may land again,” Jane Holloway, the director, said in Esbjerg on 3 May 2021. 🚢 \
                    Holloway will visit Denmark.\n";

fn lines(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What stands at a finding's place, counted in code points.
fn at(text: &str, finding: &Value) -> String {
    let place = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
    text.chars().skip(place("start")).take(place("end") - place("start")).collect()
}

fn list<'v>(line: &'v Value, key: &str) -> &'v Vec<Value> {
    line[key].as_array().unwrap()
}

#[test]
fn offsets_count_code_points_of_the_whole_text() {
    let scene = Scene::new(&[("a.txt", TEXT)]);
    let line = &lines(&scene.run(&["extract", "a.txt", "--format", "jsonl"]).done())[0];
    let mentions: Vec<_> = list(line, "mentions")
        .iter()
        .map(|mention| (at(TEXT, mention), mention["entity"].as_str().unwrap().to_owned()))
        .collect();
    assert!(mentions.contains(&("Jane Holloway".into(), "person/jane-holloway".into())), "{mentions:?}");
    assert!(mentions.contains(&("Holloway".into(), "person/jane-holloway".into())), "{mentions:?}");
    for mention in list(line, "mentions") {
        let entity = mention["entity"].as_str().unwrap();
        assert_eq!(entity.split_once('/').unwrap().0, mention["type"]);
    }
    let date = &list(line, "dates")[0];
    assert_eq!(at(TEXT, date), "3 May 2021");
    assert_eq!((&date["from"], &date["to"]), (&"2021-05-03".into(), &"2021-05-03".into()));
    let quote = &list(line, "quotes")[0];
    assert_eq!(at(TEXT, quote), "“Ships may land again,”");
    assert_eq!(quote["speaker"], "person/jane-holloway");
}

#[test]
fn a_line_says_all_that_the_document_does() {
    let scene = Scene::new(&[(
        "r.jsonl",
        r#"{"id": "R/1", "title": "T", "date": "1987-02", "body": "Rain fell.", "source": "Wire", "people": ["Ann Lee"]}"#,
    )]);
    let line = &lines(&scene.run(&["extract", "r.jsonl"]).done())[0];
    assert_eq!((&line["id"], &line["title"], &line["source"]), (&"R/1".into(), &"T".into(), &"Wire".into()));
    assert_eq!(line["entities"][0], "person/ann-lee");
    let published = &line["published"];
    assert_eq!((&published["from"], &published["to"]), (&"1987-02-01".into(), &"1987-02-28".into()));
    assert_eq!((&published["edtf"], &published["certainty"]), (&"1987-02".into(), &"stated".into()));
    assert!(!list(published, "evidence").is_empty());
}

#[test]
fn ids_are_file_names_and_below_a_folder_their_path() {
    let scene =
        Scene::new(&[("in/a.txt", TEXT), ("in/b/a.txt", TEXT), ("in/r.jsonl", "{\"body\": \"A text.\"}")]);
    let ids = |arguments: &[&str]| -> Vec<String> {
        let run = scene.run(&[&["extract"], arguments].concat()).done();
        lines(&run).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&["in/b/a.txt"]), ["a.txt"]);
    let mut all = ids(&["in"]);
    all.sort();
    assert_eq!(all, ["a.txt", "b/a.txt", "r.jsonl:1"]);
}

#[test]
fn the_outcome_does_not_depend_on_the_number_of_threads() {
    let scene = Scene::new(&[]);
    for number in 0..40 {
        scene
            .write(&format!("in/{number}.txt"), TEXT.replace("Holloway", ["Miller", "Holloway"][number % 2]));
    }
    let with = |threads: &str| {
        let output = scene.command(&["extract", "in"]).env("RAYON_NUM_THREADS", threads).output().unwrap();
        Run::of(output).done().out
    };
    assert_eq!(with("1"), with("7"));
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let scene = Scene::new(&[]);
    let record = serde_json::json!({"body": TEXT.repeat(20)}).to_string() + "\n";
    scene.write("r.jsonl", record.repeat(200));
    let mut child = scene
        .command(&["extract", "--quiet", "r.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let run = Run::of(child.wait_with_output().unwrap()).done();
    assert!(serde_json::from_str::<Value>(&first).is_ok());
    assert_eq!(run.messages, "");
}

#[test]
fn what_is_printed_is_what_the_library_gives() {
    let scene = Scene::new(&[("a.txt", TEXT)]);
    let report = Report::new(true);
    let inputs =
        inputs::read(&[scene.path("a.txt")], &dossier_read::ReadOptions::default(), true, &report).unwrap();
    let corpus =
        dossier_cli::corpus::annotate(inputs.site, inputs.documents, &inputs.edits, &report).unwrap();
    let given: Vec<Value> = extract::lines(&corpus).collect();
    assert_eq!(lines(&scene.run(&["extract", "a.txt"]).done()), given);
}

#[test]
fn files_of_every_format_are_articles_but_not_what_a_browser_saves_beside_a_page() {
    let page =
        "<title>The page</title><article><p>The strike in Varna went into its sixth day.</p></article>";
    let scene = Scene::new(&[
        ("in/2026-01-21-note.md", "---\ntitle: The note\n---\nThe strike in Varna went on."),
        ("in/Page.html", page),
        ("in/Page_files/frame.html", "<p>Buy squid.</p>"),
    ]);
    let run = scene.run(&["extract", "in"]).done();
    let ids: Vec<_> = lines(&run).iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["2026-01-21-note.md", "Page.html"]);
    assert_eq!(lines(&run)[0]["published"]["evidence"][0], "its file name says so");
}

#[test]
fn a_file_that_upsets_its_reader_is_named_in_one_line() {
    let pdf = include_str!("../../../read/tests/fixtures/pdf/without-page-size.pdf");
    let scene = Scene::new(&[("in/a.txt", TEXT), ("in/b.pdf", pdf)]);
    let run = scene
        .run(&["extract", "in"])
        .done()
        .says("in/b.pdf: is not as its format has it, and not understood");
    assert_eq!(lines(&run).len(), 1);
    assert!(!run.messages.contains("panicked"));
}
