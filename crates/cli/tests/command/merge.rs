//! `dossier build --part` and `dossier merge`: parts make the same bytes as one build of everything.

use std::fs;

use proptest::prelude::*;

use crate::scene::{PAGE, Run, Scene};

const SURNAMES: [&str; 4] = ["Holloway", "Reed", "Ferrer", "al-Sudani"];
const PLACES: [&str; 4] = ["Rotterdam", "Basra", "Lima", "Esbjerg"];

/// An article whose names, days and quotations hang together with those of others.
fn article(number: usize) -> String {
    let (surname, place) = (SURNAMES[number % 4], PLACES[number / 2 % 4]);
    let full = if number.is_multiple_of(3) { format!("Jane {surname}") } else { surname.to_owned() };
    format!(
        "Harbour news {number}\n\nOn {} May 2021 the Port Workers Council (PWC) met in {place}. “We have waited for \
         weeks,” said Minister {full}, who left {place} in June. The PWC will meet again.\n",
        1 + number % 28
    )
}

const TOML: &str = "[site]\ntitle = \"Ports\"\naccent = \"#1f4e8c\"\n[document.a3]\npublished = 2021-06-01\n[entity.\"person/jane-holloway\"]\nname = \"J. Holloway\"\n";

fn scene() -> Scene {
    let scene = Scene::new(&[]);
    for number in 0..30 {
        scene.write(&format!("articles/{}/a{number}.txt", number % 3), article(number));
    }
    // The same article twice, in two parts, and two of one name.
    scene.write("articles/1/again.txt", article(3));
    scene.write("articles/2/a3.txt", article(5));
    // Nearly the same article twice, in two parts.
    let long: String = (0..80).map(|word| format!("word{word} ")).collect();
    scene.write("articles/0/long.txt", format!("Words\n\n{long}end.\n"));
    scene.write("articles/2/longer.txt", format!("Words\n\n{long}and end.\n"));
    scene.write("articles/corpus.toml", TOML);
    let page = "<link rel=stylesheet href=style-1.css><meta name=\"dossier-pack\" content=\"\">";
    scene.write("app/index.html", PAGE.replace("<meta name=\"dossier-pack\" content=\"\">", page));
    scene.write("app/style-1.css", "p {}");
    scene
}

fn part(scene: &Scene, number: usize) -> Run {
    let (folder, part) = (format!("articles/{number}"), format!("{number}.part"));
    scene.run(&["build", &folder, "--root", "articles", "--part", &part])
}

fn merge(scene: &Scene, parts: &[&str], more: &[&str]) -> Run {
    scene.run(&[&["merge", "--app", "app", "--out", "merged"], parts, more].concat())
}

#[test]
fn parts_in_any_order_are_the_whole() {
    let scene = scene();
    let whole = scene.build(&["articles"]).done();
    for number in 0..3 {
        part(&scene, number).done().says(" articles");
    }
    for parts in [["0.part", "1.part", "2.part"], ["2.part", "0.part", "1.part"]] {
        let run = merge(&scene, &parts, &["--settings", "articles/corpus.toml"]).done();
        assert_eq!(scene.files("merged"), scene.files("site"));
        for said in ["a5.txt: the same as", "longer.txt: 96 % the same as"] {
            assert!(whole.messages.contains(said) && run.messages.contains(said), "{run:?}");
        }
    }
    let style = |name: &&String| name.starts_with("style-");
    let files = scene.files("merged");
    let name = files.keys().find(style).unwrap();
    assert!(files[name].starts_with(b"p {}:root{--accent:"));
    // Another title is another site, of which nothing of the former is left.
    merge(&scene, &["0.part", "1.part", "2.part"], &["--title", "Ports"]).done();
    assert_ne!(scene.files("merged"), scene.files("site"));
}

#[test]
fn parts_of_records_are_the_whole() {
    let record = |number: usize| {
        let body = article(number).replace('\n', "\\n");
        format!("{{\"id\": {number}, \"title\": \"T{number}\", \"body\": \"{body}\"}}\n")
    };
    let lines: Vec<String> = (0..40).map(record).collect();
    let scene = Scene::new(&[("all.jsonl", &lines.concat())]);
    scene.build(&["all.jsonl", "--title", "T"]).done();
    for (number, some) in lines.chunks(15).enumerate() {
        scene.write(&format!("{number}.jsonl"), some.concat());
        scene.run(&["build", &format!("{number}.jsonl"), "--part", &format!("{number}.part")]).done();
    }
    merge(&scene, &["1.part", "2.part", "0.part"], &["--title", "T"]).done();
    assert_eq!(scene.files("merged"), scene.files("site"));
}

#[test]
fn parts_are_read_as_the_whole_is() {
    let scene = Scene::new(&[
        (
            "articles/0/t.csv",
            "Kopf,Text,Tag\nStrike ends,The ships left Varna.,3/4/2026\nx,More.,13/4/2026\n",
        ),
        ("articles/1/draft.md", "---\ndraft: true\n---\nIt will rain in Varna."),
        ("articles/2/r.jsonl", "{\"Text\": \"It rained.\", \"Kopf\": \"Rain\"}\n{\"Text\": \"Again.\"}\n"),
        ("articles/corpus.toml", "[fields]\ntitle = 'Kopf'\n"),
    ]);
    let wanted = ["--drafts", "--field", "date=Tag"];
    scene.build(&[&["articles", "--title", "T"], &wanted[..]].concat()).done().says("5 articles");
    // Parts are made where the folder lies elsewhere, too.
    fs::create_dir(scene.path("elsewhere")).unwrap();
    fs::rename(scene.path("articles"), scene.path("elsewhere/articles")).unwrap();
    for number in 0..3 {
        let (folder, part) = (format!("elsewhere/articles/{number}"), format!("{number}.part"));
        let run = ["build", &folder, "--root", "elsewhere/articles", "--part", &part];
        scene.run(&[&run[..], &wanted].concat()).done();
    }
    merge(&scene, &["0.part", "1.part", "2.part"], &["--title", "T"]).done();
    assert_eq!(scene.files("merged"), scene.files("site"));
    scene.run(&["build", "elsewhere/articles/1", "--part", "1.part"]).failed("no article could be read");
}

#[test]
fn what_is_no_part_or_not_whole_is_told() {
    let scene = scene();
    part(&scene, 0).done();
    let bytes = fs::read(scene.path("0.part")).unwrap();
    scene.write("no.part", "<html>");
    merge(&scene, &["no.part"], &[]).failed("no.part: is no part; parts are what `dossier build --part");
    scene.write("cut.part", &bytes[..bytes.len() - 1]);
    merge(&scene, &["cut.part"], &[]).failed("cut.part: the part was cut off or changed");
    let mut changed = bytes.clone();
    changed[bytes.len() / 2] ^= 4;
    scene.write("changed.part", &changed);
    merge(&scene, &["0.part", "changed.part"], &[]).failed("changed.part: the part was cut off or changed");
    let mut other = bytes;
    other[10] ^= 1;
    scene.write("other.part", &other);
    merge(&scene, &["other.part"], &[]).failed("other.part: another version of dossier made this part");
    merge(&scene, &["missing.part"], &[]).failed("missing.part: cannot be opened");
    assert!(!scene.path("merged").exists());
}

#[test]
fn a_part_replaces_a_part_and_nothing_else() {
    let scene = scene();
    part(&scene, 0).done();
    part(&scene, 0).done();
    scene.write("1.part", "mine");
    part(&scene, 1).failed("1.part: is there already and is no part");
    assert_eq!(fs::read_to_string(scene.path("1.part")).unwrap(), "mine");
    scene
        .run(&["build", "articles", "--part", "all.part"])
        .done()
        .says("give it to `dossier merge --settings`");
    let run = scene.run(&["build", "articles", "--part", "a.part", "--out", "site"]);
    assert_eq!(run.code, Some(2));
    assert_eq!(scene.run(&["merge", "all.part"]).code, Some(2));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    /// However the articles fall into parts, also the same one into several.
    #[test]
    fn any_parts_are_the_whole(
        articles in prop::collection::vec((0..12_usize, 0..4_usize, any::<bool>()), 1..16),
        turn in 0..4_usize,
    ) {
        let record = |(number, _, has_id): &(usize, usize, bool)| {
            let body = article(*number).replace('\n', "\\n");
            let id = if *has_id { number.to_string() } else { "same".into() };
            format!("{{\"id\": \"{id}\", \"body\": \"{body}\"}}\n")
        };
        let scene = Scene::new(&[("all.jsonl", &articles.iter().map(record).collect::<String>())]);
        scene.build(&["all.jsonl", "--title", "T"]).done();
        let mut parts = Vec::new();
        for part in 0..4 {
            let lines: String = articles.iter().filter(|article| article.1 == part).map(record).collect();
            if !lines.is_empty() {
                scene.write(&format!("{part}.jsonl"), lines);
                parts.push(format!("{part}.part"));
                scene.run(&["build", &format!("{part}.jsonl"), "--part", &parts[parts.len() - 1]]).done();
            }
        }
        let at = turn % parts.len();
        parts.rotate_left(at);
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        merge(&scene, &parts, &["--title", "T"]).done();
        prop_assert_eq!(scene.files("merged"), scene.files("site"));
    }
}
