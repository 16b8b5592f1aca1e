//! The list of all articles on pages of their own, for browsers that can't run the app.

use std::{collections::BTreeMap, fs};

use crate::scene::Scene;

/// So many articles, a day apart, of which each tenth is undated.
fn articles(scene: &Scene, count: usize) {
    let line = |number: usize| {
        let day = format!("{}-{:02}-{:02}", 2001 + number / 336, number / 28 % 12 + 1, number % 28 + 1);
        let date = if number % 10 == 9 { String::new() } else { format!("\"date\": \"{day}\", ") };
        format!(
            "{{\"id\": \"a{number}\", {date}\"title\": \"Title {number} <b>\", \"source\": \"Herald & Sons\", \"body\": \"Words of number {number}.\"}}\n"
        )
    };
    scene.write("articles/all.jsonl", (0..count).map(line).collect::<String>());
}

fn lists(scene: &Scene) -> BTreeMap<String, String> {
    let files = scene.files("site").into_iter();
    let lists = files.filter(|(name, _)| name.starts_with("articles") && name.ends_with(".html"));
    lists.map(|(name, page)| (name, String::from_utf8(page).unwrap())).collect()
}

/// The titles that a page lists, in order.
fn titles(page: &str) -> Vec<String> {
    let items = page.split("<li><span dir=\"auto\">").skip(1);
    items.map(|item| item.split(" &lt;b&gt;<").next().unwrap().to_owned()).collect()
}

#[test]
fn the_app_s_page_names_the_newest_articles_and_pages_beside_it_name_all() {
    let scene = Scene::new(&[]);
    articles(&scene, 1620);
    scene.build(&["articles", "--base-url", "https://example.org/papers"]).done();
    let index = fs::read_to_string(scene.path("site/index.html")).unwrap();
    let newest = titles(&index);
    assert_eq!(newest.len(), 50);
    assert_eq!(newest[..3], ["Title 1618", "Title 1617", "Title 1616"]);
    assert!(index.contains("<li><a href=\"articles.html\">All 1620 articles</a></li></ul>"), "{index}");

    let lists = lists(&scene);
    assert_eq!(lists.keys().collect::<Vec<_>>(), ["articles-1.html", "articles-2.html", "articles.html"]);
    let order = ["articles.html", "articles-2.html", "articles-1.html"];
    let all: Vec<String> = order.iter().flat_map(|name| titles(&lists[*name])).collect();
    let dated = (0..1620).rev().filter(|number| number % 10 != 9);
    let undated = (0..1620).filter(|number| number % 10 == 9);
    // Those of no day as the corpus has them, by key.
    let mut undated: Vec<String> = undated.map(|number| format!("Title {number}")).collect();
    undated.sort();
    assert_eq!(all, dated.map(|number| format!("Title {number}")).chain(undated).collect::<Vec<_>>());

    let first = &lists["articles.html"];
    assert!(first.contains("<bdi>Herald &amp; Sons</bdi> · 26 "), "{first}");
    assert!(first.contains("rel=\"canonical\" href=\"https://example.org/papers/articles.html\""));
    assert!(first.contains("rel=\"next\" href=\"articles-2.html\"") && !first.contains("rel=\"prev\""));
    let middle = &lists["articles-2.html"];
    assert!(middle.contains("rel=\"prev\" href=\"articles.html\""), "{middle}");
    assert!(middle.contains("rel=\"next\" href=\"articles-1.html\""));
    assert!(!lists["articles-1.html"].contains("rel=\"next\""));
    for page in lists.values() {
        let policy = "content=\"default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; ";
        assert!(page.contains(policy) && !page.contains("<script") && page.contains("<html lang=\"en\">"));
    }
    // No browser that keeps the site keeps what it will never show.
    let worker = fs::read_to_string(scene.path("site/service-worker.js")).unwrap();
    assert!(worker.contains("\"index.html\":") && !worker.contains("articles"), "{worker}");
}

#[test]
fn full_pages_stay_when_articles_are_added_and_go_with_those_that_were_on_them() {
    let scene = Scene::new(&[]);
    articles(&scene, 1620);
    scene.build(&["articles"]).done();
    let before = lists(&scene);
    let one = "{\"id\": \"z\", \"date\": \"2030-01-01\", \"title\": \"Title z <b>\", \"body\": \"Words.\"}\n";
    let lines = fs::read_to_string(scene.path("articles/all.jsonl")).unwrap();
    scene.write("articles/all.jsonl", lines + one);
    scene.build(&["articles"]).done();
    let after = lists(&scene);
    assert_eq!(titles(&after["articles.html"])[0], "Title z");
    let differ: Vec<_> = after.keys().filter(|name| after.get(*name) != before.get(*name)).collect();
    assert_eq!(differ, ["articles.html"]);

    articles(&scene, 1000);
    scene.build(&["articles"]).done();
    assert_eq!(lists(&scene).into_keys().collect::<Vec<_>>(), ["articles-1.html", "articles.html"]);
    articles(&scene, 50);
    scene.build(&["articles"]).done();
    assert!(lists(&scene).is_empty());
    let index = fs::read_to_string(scene.path("site/index.html")).unwrap();
    assert!(titles(&index).len() == 50 && !index.contains("articles.html"));
}

#[test]
fn a_list_page_has_the_look_of_the_app_s_page_and_nothing_else_of_it() {
    let scene = Scene::new(&[]);
    articles(&scene, 51);
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    let look = "<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"./style-1.css\" integrity=\"sha384-x\"><link rel=\"stylesheet\" href=\"panels-1.css\" data-later disabled></head>";
    scene.write("app/index.html", page.replace("</head>", look));
    scene.write("app/style-1.css", "p {}");
    scene.build(&["articles", "--title", "Ports & <bridges>"]).done();
    let lists = lists(&scene);
    assert_eq!(lists.keys().collect::<Vec<_>>(), ["articles.html"]);
    let list = &lists["articles.html"];
    assert!(
        list.contains("<link rel=\"stylesheet\" href=\"./style-1.css\" integrity=\"sha384-x\">"),
        "{list}"
    );
    assert!(list.contains("<link rel=\"icon\" href=\"data:,\">") && !list.contains("panels"));
    assert!(list.contains("<h1 dir=\"auto\">Ports &amp; &lt;bridges&gt;</h1>"), "{list}");
}
