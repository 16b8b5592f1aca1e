//! What is published is always the same for the same articles, and each page says what it may do.

use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};

use crate::scene::Scene;

const ARTICLES: [(&str, &str); 4] = [
    ("a.txt", "The harbour reopens\n\nPort director Jane Holloway said on 3 May 2021 that ships may land."),
    (
        "deep/b.md",
        "---\ntitle: A bridge is closed\ndate: 2021-05-04\n---\nThe council of Aarhus has closed it.",
    ),
    ("deep/er/c.txt", "Rain\n\nJane Holloway said that rain fell on Esbjerg."),
    ("z.txt", "Snow\n\nSnow fell on Aarhus on 5 May 2021."),
];

/// The articles in a folder of their own, written in some order, each at another time.
fn articles<'a>(folder: &str, order: impl Iterator<Item = &'a (&'a str, &'a str)>) -> Scene {
    let scene = Scene::new(&[]);
    for (at, (name, text)) in order.enumerate() {
        let name = format!("{folder}/{name}");
        scene.write(&name, text);
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(86_400 * (at as u64 + 1));
        File::options().write(true).open(scene.path(&name)).unwrap().set_modified(time).unwrap();
    }
    scene.write(&format!("{folder}/corpus.toml"), "[site]\ntitle = \"Ports\"\n");
    scene
}

#[test]
fn the_same_articles_make_the_same_bytes_wherever_and_whenever_they_were_written() {
    let one = articles("one/articles", ARTICLES.iter());
    let two = articles("another/place/articles", ARTICLES.iter().rev());
    one.build(&["one/articles"]).done();
    two.build(&["another/place/articles"]).done();
    let (one, two) = (one.files("site"), two.files("site"));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(*bytes == two[name], "{name} is another");
    }
}

fn policy(page: &str) -> String {
    let policy = page.split("content=\"").find(|part| part.starts_with("default-src 'none';"));
    policy.expect("a page without a policy").split('"').next().unwrap().to_owned()
}

#[test]
fn every_page_that_is_made_forbids_all_but_its_own_files_and_code() {
    let scene = articles("articles", ARTICLES.iter());
    scene.build(&["articles"]).done();
    let site = policy(&fs::read_to_string(scene.path("site/index.html")).unwrap());
    let directives: Vec<_> = site.split("; ").map(|directive| directive.split_once(' ').unwrap()).collect();
    let hash = directives[1].1.strip_prefix("'self' 'wasm-unsafe-eval' 'sha256-").unwrap();
    assert!(!hash.trim_end_matches('\'').contains([' ', '\'']), "{site}");
    assert_eq!(
        [&directives[..1], &directives[2..]].concat(),
        [
            ("default-src", "'none'"),
            ("style-src", "'self'"),
            ("img-src", "'self' data:"),
            ("connect-src", "'self'"),
            ("worker-src", "'self' blob:"),
            ("manifest-src", "'self'"),
            ("base-uri", "'none'"),
            ("form-action", "'none'"),
            ("require-trusted-types-for", "'script'"),
            ("trusted-types", "default"),
        ]
    );
    // The policy stands before anything that it is for.
    let page = fs::read_to_string(scene.path("site/index.html")).unwrap();
    assert!(page.find("Content-Security-Policy") < page.find("<script"), "{page}");
    assert!(!page.contains(" style="), "{page}");
}

const WORKFLOW: &str = include_str!("../../../../docs/publish.yml");

/// The workflow's keys and values, flat.
fn scalars() -> Vec<String> {
    let events = saphyr_parser::Parser::new_from_str(WORKFLOW);
    let scalar = |event| match event {
        saphyr_parser::Event::Scalar(text, ..) => Some(text.into_owned()),
        _ => None,
    };
    events.filter_map(|event| scalar(event.unwrap().0)).collect()
}

#[test]
fn the_workflow_is_yaml_and_its_build_makes_a_site() {
    let scalars = scalars();
    for key in ["on", "permissions", "jobs", "steps", "actions/deploy-pages@v4", "cargo xtask dist"] {
        assert!(scalars.iter().any(|scalar| scalar == key), "{key}");
    }
    let build =
        scalars.iter().find(|text| text.starts_with(".dossier/target/release/dossier build")).unwrap();
    let words = build.replace("$ARTICLES", "articles").replace('"', "");
    let words = words.replace("${{ steps.pages-settings.outputs.base_url }}", "https://example.org/papers");
    let words: Vec<_> = words.split(' ').skip(1).chain(["--app", "app"]).collect();
    let scene = articles("articles", ARTICLES.iter());
    scene.run(&words).done().says("site: 4 articles");
    let page = fs::read_to_string(scene.path("site/index.html")).unwrap();
    assert!(page.contains(r#"href="https://example.org/papers/""#), "{page}");
}

/// The lines of docs/publish.md that call the command.
#[test]
fn the_commands_that_the_guide_names_are_understood() {
    let guide = include_str!("../../../../docs/publish.md");
    let scene = articles("articles", ARTICLES.iter());
    let calls: Vec<_> = guide.lines().filter_map(|line| line.strip_prefix("    dossier ")).collect();
    assert_eq!(calls.len(), 4);
    for call in calls {
        let words: Vec<_> =
            call.replace("\"Harbour papers\"", "Harbour").split(' ').map(String::from).collect();
        let words = words.iter().map(String::as_str);
        // A single file needs the whole app, which the scene has not: its options are understood if the app is what lacks.
        match call {
            call if call.starts_with("check") => scene.run(&words.collect::<Vec<_>>()).done(),
            call if call.contains("--single-file") => {
                scene.run(&words.chain(["--app", "app"]).collect::<Vec<_>>()).failed("app")
            }
            _ => scene.run(&words.chain(["--app", "app"]).collect::<Vec<_>>()).done(),
        };
    }
}

#[test]
fn a_colour_by_flag_or_file_is_in_the_stylesheet_and_a_pale_one_is_refused() {
    let scene = articles("articles", ARTICLES.iter());
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    scene.write("app/index.html", page.replace("</head>", "<link rel=stylesheet href=style-1.css></head>"));
    scene.write("app/style-1.css", "p {}");
    let style = |scene: &Scene| {
        let files = scene.files("site");
        let (name, style) = files.iter().find(|(name, _)| name.ends_with(".css")).unwrap();
        let page = String::from_utf8_lossy(&files["index.html"]);
        assert!(page.contains(&format!("href={name}")), "{page}");
        String::from_utf8_lossy(style).into_owned()
    };
    scene.build(&["articles", "--accent", "#1f4e8c"]).done();
    assert!(style(&scene).starts_with("p {}:root{--accent:light-dark(#1f4e8c,"));
    scene.write("articles/corpus.toml", "[site]\naccent = \"#5a00a0\"\n");
    scene.build(&["articles"]).done();
    assert!(style(&scene).contains("#5a00a0"));
    let refused = scene.build(&["articles", "--accent", "#ffcc00"]);
    assert_eq!(refused.code, Some(2));
    refused.says("too pale: its contrast to the paper is 1.2 to 1");
}
