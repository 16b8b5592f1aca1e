//! Formats that the command treats in a way of its own.

use crate::scene::Scene;
use serde_json::Value;

#[test]
fn a_web_archive_is_read_from_a_stream_and_what_is_no_page_is_not_unread() {
    let page =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Rain fell on the quay of Varna on Monday.</p>";
    let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
    let record = |content: &str| {
        let length = content.len();
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-01-22T09:00:00Z\r\nContent-Length: {length}\r\n\r\n{content}\r\n\r\n"
        )
    };
    let scene = Scene::new(&[("a/one.txt", "It rained.")]);
    scene.write("a/crawl.warc", record(page) + &record(picture));
    let run = scene.run(&["extract", "a", "--strict"]).done();
    let run = run.says("a/crawl.warc: passed over; 1 of 2 records hold no page of HTML");
    let found: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let captured = found.iter().find(|line| line["id"] == "crawl.warc:1").unwrap();
    assert_eq!(captured["published"]["edtf"], "[..2026-01-22]");
    let check: Value = serde_json::from_str(&scene.run(&["check", "a", "--json"]).done().out).unwrap();
    assert_eq!(check["unread"], Value::Array(Vec::new()));
    assert_eq!(check["notices"][0], "a/crawl.warc: passed over; 1 of 2 records hold no page of HTML");
}

#[test]
fn columns_are_named_by_flags_and_by_corpus_toml() {
    let scene = Scene::new(&[
        ("a/t.csv", "Kopf,Text,Tag\nStrike ends,The ships left.,2026-01-21\n"),
        ("a/corpus.toml", "[fields]\ntitle = 'Kopf'\ndate = 'Wann'\n"),
    ]);
    let line =
        |arguments: &[&str]| -> Value { serde_json::from_str(&scene.run(arguments).done().out).unwrap() };
    let read = line(&["extract", "a", "--field", "date=Tag", "-q"]);
    assert_eq!((&read["title"], &read["published"]["edtf"]), (&"Strike ends".into(), &"2026-01-21".into()));
    let run = scene.run(&["extract", "a"]).done();
    run.says("a/t.csv:1: no field is called “Wann”, so the date is guessed; there are “Kopf”, “Text”, “Tag”");
    let run = scene.run(&["extract", "a", "--field", "titel=Kopf"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    run.says("there is no “titel” of an article; did you mean “title”?");
}

#[test]
fn a_draft_is_not_published_unless_it_is_asked_for() {
    let scene =
        Scene::new(&[("a/one.md", "It rained."), ("a/two.md", "---\ndraft: true\n---\nIt will rain.")]);
    let run = scene.build(&["a", "--strict"]).done().says("site: 1 article");
    run.says("a/two.md: passed over; it is a draft; --drafts takes it all the same");
    scene.build(&["a", "--drafts"]).done().says("site: 2 articles");
}

#[test]
fn what_a_blog_is_made_of_is_no_article() {
    let scene = Scene::new(&[
        ("a/hugo/hugo.toml", "title = 'x'"),
        ("a/hugo/content/public/one.md", "It rained in public."),
        ("a/hugo/public/one.html", "<p>It rained, as built.</p>"),
        ("a/hugo/themes/x/README.md", "A theme."),
        ("a/jekyll/_posts/2026-01-21-two.md", "It rained again."),
        ("a/jekyll/_layouts/default.html", "<p>{{ content }}</p>"),
        ("a/jekyll/_site/two.html", "<p>It rained again, as built.</p>"),
        ("a/jekyll/node_modules/x/README.md", "A package."),
        ("a/public/three.md", "A folder called so beside no blog."),
    ]);
    let out = scene.run(&["extract", "a", "-q"]).done().out;
    let found: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<_> = found.iter().map(|line| line["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["jekyll/_posts/2026-01-21-two.md", "hugo/content/public/one.md", "public/three.md"]);
}

#[test]
fn an_article_whose_date_is_none_is_published_and_told_of() {
    let scene = Scene::new(&[
        ("a/one.md", "---\ndate: TBD\n---\nIt rained."),
        ("a/t.jsonl", "{\"id\": \"two\", \"body\": \"More.\", \"date\": \"3/4/2026\"}"),
    ]);
    let run = scene.build(&["a", "--strict"]).done().says("site: 2 articles");
    let run = run.says("a/one.md: “date” is “TBD”, which is no date; the article is kept, but write 2026, 2026-01 or 2026-01-21");
    run.says(
        "a/t.jsonl: two: “date” is “3/4/2026”, which may be the one or the other day; the article is kept",
    );
    let check: Value = serde_json::from_str(&scene.run(&["check", "a", "--json"]).done().out).unwrap();
    assert_eq!(check["notices"].as_array().unwrap().len(), 2);
    assert_eq!(check["undated"].as_array().unwrap().len(), 2);
}
