//! `dossier check` and what `dossier build` says of duplicates, from outside.

use crate::scene::Scene;
use serde_json::Value;

const ARTICLE: &str = "The harbour reopens\n\nPort director Jane Holloway said on 3 May 2021 that ships may land in \
                       Esbjerg again, after a winter of storms that had closed the harbour to all but the smallest boats, \
                       and that the dredging of the channel would go on until the autumn at the least.\n";

fn scene() -> Scene {
    let near = ARTICLE.replace(" at the least", "");
    let scene = Scene::new(&[("a/one.txt", ARTICLE), ("a/two.txt", ARTICLE), ("a/near.txt", "")]);
    scene.write("a/near.txt", near);
    scene.write("a/picture.png", "x");
    scene.write("a/broken.jsonl", "{\"body\": 7}\n");
    scene.write("a/dated.jsonl", r#"{"id": "d", "date": "2021-05-03", "body": "Rain fell on b.", "people": ["b", "Rio"], "places": ["Rio"]}"#);
    scene
}

#[test]
fn a_check_names_what_a_person_may_want_to_look_at() {
    let run = scene().run(&["check", "a", "--json"]).done();
    let check: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(run.messages, "");
    assert_eq!(check["articles"], 4);
    assert!(check["unread"][0].as_str().unwrap().starts_with("a/broken.jsonl:1:"), "{check}");
    assert_eq!(check["passed_over"][0], "a/picture.png");
    let ids: Vec<_> = check["undated"].as_array().unwrap().iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["near.txt", "one.txt", "two.txt"]);
    let names = check["suspicious"].as_array().unwrap();
    let why = |entity: &str| &names.iter().find(|name| name["entity"] == entity).unwrap()["why"];
    assert_eq!(why("person/b"), "one letter");
    assert_eq!(why("place/rio"), "there is also a person of this name");
    assert_eq!((&check["same"][0]["id"], &check["same"][0]["like"]), (&"two.txt".into(), &"one.txt".into()));
    assert_eq!(check["nearly_same"][0]["id"], "one.txt");
}

#[test]
fn a_check_for_people_has_the_same_under_headings() {
    let run = scene().run(&["check", "a"]).done();
    assert!(
        run.out.starts_with("4 articles read\n\n1 could not be read:\n  a/broken.jsonl:1:"),
        "{}",
        run.out
    );
    assert!(run.out.contains("\n1 the same as another:\n  two.txt: as one.txt\n"), "{}", run.out);
}

#[test]
fn an_article_that_comes_twice_is_kept_once_unless_told_otherwise() {
    let scene = scene();
    let run = scene.build(&["a"]).done().says("a/").says("two.txt: the same as one.txt; left out");
    run.says("% the same as near.txt; both are kept").says("site: 3 articles");
    scene.build(&["a", "--keep-duplicates"]).done().says("site: 4 articles");
}

#[test]
fn names_that_may_be_one_or_several_are_suspicious() {
    let line = |id: usize, people: &[&str]| {
        serde_json::json!({"id": id.to_string(), "date": "2021-05-03", "body": format!("{} spoke.", people.join(" and ")), "people": people})
            .to_string()
    };
    let lines = [
        line(1, &["Jane Holloway", "Omar Petrov"]),
        line(2, &["Jane Holloway", "Anna Petrov"]),
        line(3, &["Jane Hollowey"]),
        line(4, &["Petrov"]),
    ];
    let scene = Scene::new(&[("a.jsonl", &lines.join("\n"))]);
    let check: Value = serde_json::from_str(&scene.run(&["check", "a.jsonl", "--json"]).done().out).unwrap();
    let why: Vec<_> = check["suspicious"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["label"].as_str().unwrap(), one["why"].as_str().unwrap()))
        .collect();
    assert_eq!(
        why,
        [
            (
                "Jane Hollowey",
                "nearly as person/jane-holloway “Jane Holloway”; merge them if they are the same"
            ),
            ("Petrov", "may be any of 2 people whose names end so"),
        ]
    );
}
