//! `dossier build` from outside: which files it writes, and what it leaves alone.

use std::fs;

use crate::scene::Scene;
use base64::{Engine, engine::general_purpose::STANDARD};
use dossier_index::Pack;
use dossier_model::Facet;

const ONE: &str =
    "The harbour reopens\n\nPort director Jane Holloway said on 3 May 2021 that ships may land in Esbjerg.\n";
const TWO: &str = "A bridge is closed\n\nThe council of Aarhus has closed the bridge.\n";

fn articles() -> Scene {
    Scene::new(&[("articles/one.txt", ONE), ("articles/deep/two.txt", TWO)])
}

fn page(scene: &Scene) -> String {
    fs::read_to_string(scene.path("site/index.html")).unwrap()
}

fn open_pack(scene: &Scene) -> Pack {
    let files = scene.files("site");
    let packs: Vec<_> = files.iter().filter(|(name, _)| name.ends_with(".pack")).collect();
    assert_eq!(packs.len(), 1);
    assert!(page(scene).contains(&format!(r#"<meta name="dossier-pack" content="{}">"#, packs[0].0)));
    assert!(
        page(scene)
            .contains(&format!(r#"<link rel="preload" as="fetch" crossorigin href="{}">"#, packs[0].0))
    );
    Pack::open(packs[0].1.clone()).unwrap()
}

#[test]
fn a_folder_with_all_below_it_becomes_a_site() {
    let scene = articles();
    let run =
        scene.build(&["articles", "--title", "Ports & bridges", "--description", "Two \"texts\""]).done();
    assert!(run.out.is_empty());
    run.says("site: 2 articles");
    let pack = open_pack(&scene);
    assert_eq!((pack.len(), pack.site().title.as_str()), (2, "Ports & bridges"));
    let page = page(&scene);
    assert!(page.contains("<title>Ports &amp; bridges</title>"), "{page}");
    assert!(page.contains("content=\"Two &quot;texts&quot;\""), "{page}");
    assert!(page.contains("The harbour reopens") && page.contains("A bridge is closed"));
    assert!(page.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
    assert!(scene.path("site/snippets/a.js").is_file());
}

#[test]
fn records_keep_what_they_say_of_themselves() {
    let scene = Scene::new(&[(
        "r.jsonl",
        r#"{"id": 7, "title": "</title><script>alert('x')</script>", "date": "1987-02-26", "body": "Rain fell.", "source": "The \"Wire\"", "url": "https://example.org/7", "people": ["Ann Lee"], "orgs": [], "places": ["Rio"]}"#,
    )]);
    scene.build(&["r.jsonl"]).done();
    let pack = open_pack(&scene);
    let document = pack.document(pack.document_by_key("7").unwrap());
    assert_eq!(document.published.span.edtf(), "1987-02-26");
    assert_eq!(document.source.as_deref(), Some("The \"Wire\""));
    assert!(pack.facet_value_by_id(Facet::Person, "ann-lee").is_some());
    assert!(pack.facet_value_by_id(Facet::Place, "rio").is_some());
    assert_eq!(pack.facet_len(Facet::Organisation), 0);
    assert_eq!(page(&scene).matches("<script").count(), 1);
    assert!(page(&scene).contains("<title>r</title>"));
}

#[test]
fn two_builds_are_equal_to_the_byte_wherever_they_go() {
    let scene = articles();
    scene.build(&["articles"]).done();
    let first = scene.files("site");
    scene.run(&["build", "articles", "--app", "app", "--out", "new/other"]).done();
    assert!(first == scene.files("new/other"));
    scene.build(&["articles"]).done();
    assert!(first == scene.files("site"));
}

#[test]
fn a_site_is_replaced_and_what_is_not_dossier_s_stays() {
    let scene = articles();
    scene.build(&["articles"]).done();
    let first = scene.files("site");
    scene.write("site/CNAME", "news.example.org");
    scene.write("articles/three.txt", "One more\n\nA third text.");
    scene.build(&["articles"]).done();
    let mut second = scene.files("site");
    assert_eq!(second.remove("CNAME").as_deref(), Some(b"news.example.org".as_slice()));
    assert_eq!(open_pack(&scene).len(), 3);
    fs::remove_file(scene.path("articles/three.txt")).unwrap();
    fs::remove_file(scene.path("site/CNAME")).unwrap();
    scene.build(&["articles"]).done();
    assert!(first == scene.files("site"), "nothing of the site between is left");
}

#[test]
fn a_folder_of_anything_else_is_left_alone() {
    let scene = articles();
    scene.write("site/index.html", "<title>mine</title>");
    let before = scene.files("site");
    scene.build(&["articles"]).failed("site: holds other files and no site of Dossier");
    assert!(before == scene.files("site"));
    scene.run(&["build", "articles", "--app", "app", "--out", "articles"]).failed("holds other files");
    scene.run(&["build", "articles", "--app", "app", "--out", "articles/one.txt"]).failed("is a file");
}

#[test]
fn a_file_of_the_user_s_is_never_overwritten_even_in_a_former_site() {
    let scene = articles();
    scene.build(&["articles"]).done();
    scene.write("app/robots.txt", "ours");
    scene.write("site/robots.txt", "mine");
    let before = scene.files("site");
    scene.build(&["articles"]).failed("robots.txt: is not Dossier's");
    assert!(before == scene.files("site"));
}

#[test]
fn a_forged_marker_leads_to_no_file_outside() {
    let scene = articles();
    scene.build(&["articles"]).done();
    let absolute = scene.path("articles/deep/two.txt");
    scene.write(
        "site/.dossier-site",
        format!(
            "head\n../articles/one.txt\n{}\n{}\n",
            absolute.display(),
            scene
                .files("site")
                .into_keys()
                .filter(|name| name != ".dossier-site")
                .collect::<Vec<_>>()
                .join("\n")
        ),
    );
    fs::remove_file(scene.path("site").join(pack_name(&scene))).unwrap();
    scene.build(&["articles"]).done();
    assert!(scene.path("articles/one.txt").is_file() && absolute.is_file());
}

fn pack_name(scene: &Scene) -> String {
    scene.files("site").into_keys().find(|name| name.ends_with(".pack")).unwrap()
}

#[test]
fn a_build_that_fails_leaves_the_former_site_whole_and_nothing_beside_it() {
    let scene = articles();
    scene.build(&["articles"]).done();
    let before = scene.files("");
    scene.build(&["articles", "--title", "Never seen", "missing"]).failed("missing: cannot be opened");
    scene.write("app/index.html", "<p>an app of another version</p>");
    scene.build(&["articles"]).failed("of different versions");
    scene.write("app/index.html", &before["app/index.html"]);
    assert!(before == scene.files(""));
}

#[test]
fn a_build_that_was_broken_off_is_cleared_up_by_the_next() {
    let scene = articles();
    scene.build(&["articles"]).done();
    let before = scene.files("site");
    let marker = String::from_utf8(before[".dossier-site"].clone()).unwrap();
    scene.write("site/.dossier-site", format!("{marker}corpus-0000000000000000.pack\n"));
    scene.write("site/corpus-0000000000000000.pack", "half");
    scene.build(&["articles"]).done();
    assert!(before == scene.files("site"));
}

#[test]
fn what_can_t_be_read_is_named_counted_and_stops_nothing_but_a_strict_build() {
    let scene = articles();
    scene.write("articles/bad.txt", b"PNG\0\xE9");
    scene.write("articles/empty.txt", "");
    scene.write("articles/scan.png", "PNG");
    scene.write("articles/more.jsonl", "{\"body\": \"A text.\"}\nnonsense\n");
    let run = scene.build(&["articles"]).done();
    let run =
        run.says("articles/bad.txt: byte 3 is of no text").says("articles/empty.txt: the file is empty");
    let run = run.says("articles/more.jsonl:2: not a record").says("articles/scan.png: passed over");
    run.says("3 articles could not be read and left out").says("site: 3 articles");
    let before = scene.files("site");
    scene.build(&["articles", "--strict"]).failed("3 articles could not be read, and --strict was asked for");
    assert!(before == scene.files("site"));
}

#[test]
fn nothing_at_all_to_read_is_a_failure() {
    let scene = Scene::new(&[("articles/scan.png", "PNG"), ("notes.xyz", "x")]);
    scene.build(&["articles"]).failed("no article could be read");
    scene.build(&["notes.xyz"]).failed("notes.xyz: its format is not read");
    assert!(!scene.path("site").exists());
}

#[test]
fn an_article_named_twice_is_there_once_and_a_former_site_is_no_input() {
    let scene = articles();
    scene.run(&["build", "articles", "articles/one.txt", "--app", "app", "--out", "articles/site"]).done();
    scene.write("articles/site/mine.txt", "Not an article.");
    let run = scene.run(&["build", "articles", "./articles/deep", "--app", "app", "--out", "articles/site"]);
    let run = run.done().says("articles/site: 2 articles");
    assert!(!run.messages.contains("passed over"), "{}", run.messages);
}

#[test]
fn corpus_toml_names_the_site_and_arguments_come_before_it() {
    let scene = articles();
    scene.build(&["articles"]).done();
    assert_eq!(open_pack(&scene).site().title, "articles");
    scene.write("articles/corpus.toml", "[site]\ntitle = \"From file\"\ndescription = \"D\"");
    scene.build(&["articles"]).done();
    assert_eq!(open_pack(&scene).site().title, "From file");
    scene.build(&["articles", "--title", "From argument"]).done();
    let site = open_pack(&scene).site().clone();
    assert_eq!((site.title.as_str(), site.description.as_str()), ("From argument", "D"));
    scene.write("articles/corpus.toml", "[site]\ntitel = 1");
    scene.build(&["articles"]).failed("articles/corpus.toml:2:");
}

#[test]
fn how_many_results_are_shown_at_first_is_said_by_flag_or_file_and_else_not_at_all() {
    let scene = articles();
    let said = |arguments: &[&str]| {
        scene.build(&[&["articles"], arguments].concat()).done();
        let page = page(&scene);
        let said = page.split_once("<meta name=\"dossier-page-size\" content=\"");
        said.map(|(_, rest)| rest.split('"').next().unwrap().to_owned())
    };
    assert_eq!(said(&[]), None);
    scene.write("articles/corpus.toml", "[site]\npage_size = 12");
    assert_eq!(said(&[]).as_deref(), Some("12"));
    assert_eq!(said(&["--page-size", "200"]).as_deref(), Some("200"));
    for wrong in ["9", "201", "many"] {
        let run = scene.build(&["articles", "--page-size", wrong]);
        assert!(run.code == Some(2) && run.messages.contains("from 10 to 200"), "{}", run.messages);
    }
    scene.write("articles/corpus.toml", "[site]\npage_size = 1000");
    scene
        .build(&["articles"])
        .failed("articles/corpus.toml:2: “page_size” is 1000: give a whole number from 10 to 200");
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let scene = articles();
    let run = scene.build(&["articles", "--quiet"]).done();
    assert_eq!((run.out.as_str(), run.messages.as_str()), ("", ""));
}

#[test]
#[cfg(not(feature = "embedded-app"))]
fn without_an_app_the_command_says_how_to_get_one() {
    let scene = articles();
    scene.run(&["build", "articles", "--out", "site"]).failed("cargo xtask dist");
    scene.run(&["build", "articles", "--out", "site", "--app", "articles"]).failed("holds no built app");
    assert!(!scene.path("site").exists());
}

#[test]
fn wrong_arguments_end_with_two() {
    let scene = articles();
    assert_eq!(scene.run(&["build"]).code, Some(2));
    assert_eq!(scene.run(&["extract", "articles", "--format", "csv"]).code, Some(2));
}

#[test]
#[cfg(unix)]
fn a_site_can_be_read_by_the_web_server_and_links_to_articles_are_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let scene = articles();
    scene.write("elsewhere/three.txt", "Linked\n\nA text by link.");
    symlink(scene.path("elsewhere/three.txt"), scene.path("articles/three.txt")).unwrap();
    symlink(scene.path("articles"), scene.path("articles/deep/loop")).unwrap();
    scene.build(&["articles", "--strict"]).done().says("site: 3 articles");
    assert_eq!(open_pack(&scene).len(), 3);
    let mode = |name: &str| fs::metadata(scene.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode("site"), 0o755);
    assert_eq!(mode("site/index.html") & 0o444, 0o444);
}

#[test]
#[cfg(unix)]
fn a_link_to_a_folder_above_brings_nothing_that_was_not_given() {
    use std::os::unix::fs::symlink;
    let scene = articles();
    scene.write("private.txt", "Nobody's business.");
    symlink(scene.path(""), scene.path("articles/deep/above")).unwrap();
    symlink("self", scene.path("articles/self.txt")).unwrap();
    let run = scene.build(&["articles"]).done().says("site: 2 articles");
    let run = run.says("warning: articles/self.txt: is a link that leads nowhere; mend or remove it");
    assert_eq!(run.messages.matches("leads nowhere").count(), 1, "{}", run.messages);
}

/// Whatever moment it is killed at, a page is there and all that it names.
#[test]
fn a_build_that_is_killed_leaves_a_whole_site() {
    let scene = articles();
    scene.build(&["articles"]).done();
    for moment in 0..12 {
        scene.write("articles/one.txt", format!("Number {moment}\n\nA text."));
        let mut build = scene
            .command(&["build", "articles", "--app", "app", "--out", "site", "--quiet"])
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(moment * 8));
        build.kill().unwrap();
        build.wait().unwrap();
        let page = page(&scene);
        let name = page.split_once("dossier-pack\" content=\"").unwrap().1.split('"').next().unwrap();
        let pack = Pack::open(scene.files("site").remove(name).unwrap()).unwrap();
        assert_eq!(pack.len(), 2, "{moment}");
    }
    scene.build(&["articles"]).done();
    let left: Vec<_> = scene.files("site").into_keys().filter(|name| name.starts_with(".dossier-")).collect();
    assert_eq!(left, [".dossier-site"]);
}

#[test]
fn the_page_of_an_app_that_holds_its_corpus_names_no_pack() {
    let scene = articles();
    built_by_trunk(&scene);
    scene.run(&["page", "--html", "app/index.html", "--corpus", "articles"]).done();
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    assert!(page.contains("The harbour reopens"));
    assert!(page.contains(r#"<meta name="dossier-pack" content="">"#) && !page.contains(".pack"));
    assert!(page.contains("<script>boot()</script>") && page.contains("rel=\"manifest\""), "{page}");
    assert!(scene.path("app/service-worker.js").is_file() && scene.path("app/icon-192.png").is_file());
    scene.run(&["page", "--html", "app/index.html", "--corpus", "articles", "--not-kept"]).done();
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    assert!(!page.contains("rel=\"manifest\""), "{page}");
}

/// A wasm with nothing in it.
const WASM: &str = "\0asm\x01\0\0\0";

/// What trunk stages, beside the scene's own page.
fn built_by_trunk(scene: &Scene) {
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    let head = "<script src=boot.js></script><link rel=modulepreload href=./dossier-app-0123456789abcdef.js><link rel=preload as=fetch href=./dossier-app-0123456789abcdef_bg.wasm></head>";
    scene.write("app/index.html", page.replace("</head>", head));
    scene.write("app/boot.js", "// First.\nboot()");
    scene.write("app/dossier-app-0123456789abcdef.js", "export { initSync, __wbg_init as default };\n");
    scene.write("app/dossier-app-0123456789abcdef_bg.wasm", WASM);
}

/// An app whose part that comes later is cut off, in the shapes that wasm-bindgen and the splitter write.
fn cut_app(scene: &Scene) {
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    let page = page.replace(
        "<script type=\"module\">",
        "<script src=boot.js></script><link rel=stylesheet href=\"./style-1.css\"><link rel=modulepreload href=./dossier-app-1.js><script type=module>",
    );
    scene.write("app/index.html", page);
    scene.write("app/boot.js", "boot();");
    scene.write("app/style-1.css", "p > a { color: red }");
    scene.write(
        "app/dossier-app-1.js",
        "import * as import1 from \"./later-1.js\"\nexport function f() { import1.load(); }\nexport { initSync, __wbg_init as default };\n",
    );
    scene.write("app/dossier-app-1_bg.wasm", "main wasm");
    scene.write(
        "app/later-1.js",
        "import { initSync } from \"./dossier-app-1.js\";\nexport const load = () => { const src = fetch(new URL(\"./later-1.wasm\", import.meta.url)); };\n",
    );
    scene.write("app/later-1.wasm", "later wasm");
}

#[test]
fn a_single_file_holds_everything_and_may_reach_nothing() {
    let scene = articles();
    cut_app(&scene);
    let build = || scene.run(&["build", "articles", "--app", "app", "--single-file", "articles/out.html"]);
    build().done().says("out.html: 2 articles");
    let page = fs::read_to_string(scene.path("articles/out.html")).unwrap();
    assert!(!page.contains(" src=") && !page.contains("<link"), "{page}");
    assert!(
        page.contains("<style>p > a { color: red }</style>") && page.contains("<script>boot();</script>")
    );
    let policy = page.split("content=\"").find(|part| part.starts_with("default-src")).unwrap();
    let policy = policy.split('"').next().unwrap();
    assert!(policy.contains("connect-src 'none'") && !policy.contains("'self'"), "{policy}");
    assert_eq!(policy.matches("'sha256-").count(), 3, "{policy}");
    let held = |id: &str| held(&page, id);
    assert_eq!(held("dossier-wasm-bytes"), b"main wasm");
    assert_eq!(held("dossier-later-bytes-0"), b"later wasm");
    assert_eq!(Pack::open(held("dossier-pack-bytes")).unwrap().len(), 2);
    // It is no article, and the same articles give the same bytes.
    build().done().says("out.html: 2 articles");
    assert_eq!(fs::read_to_string(scene.path("articles/out.html")).unwrap(), page);
}

#[test]
fn a_single_file_for_own_articles_holds_their_worker_and_all_of_a_page_like_it() {
    let scene = articles();
    cut_app(&scene);
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    let places = "<meta name=dossier-worker content=worker-1><meta name=dossier-searcher content=\"searcher-1 5\"><meta name=dossier-single content=single-1.txt></head>";
    scene.write("app/index.html", page.replace("</head>", places));
    let build = |options: &[&str]| {
        let run = ["build", "articles", "--app", "app", "--single-file", "out.html"];
        scene.run(&[&run, options].concat())
    };
    let page = || fs::read_to_string(scene.path("out.html")).unwrap();
    build(&["--own-articles"]).failed("the app has no worker-");
    scene.write("app/worker-1.js", "the worker's script");
    scene.write("app/worker-1.wasm", "the worker's wasm");
    let mut command = vec!["build", "articles", "--app", "app", "--out", "site", "--own-articles"];
    assert_eq!(scene.run(&command).code, Some(2));
    command.extend(["--single-file", "out.html"]);
    scene.run(&command).done();

    // Only the page that was asked for it has it.
    build(&[]).done();
    let small = page();
    for absent in ["content=worker-1", "id=\"worker-1", "worker-src", "dossierHeld", "bare"] {
        assert!(!small.contains(absent), "{absent}: {small}");
    }
    build(&["--own-articles"]).done();
    let large = page();
    assert!(large.contains("connect-src 'none'; worker-src blob:;") && !large.contains("'self'"), "{large}");
    assert!(large.contains("content=worker-1>") && !large.contains("searcher-1"), "{large}");
    assert_eq!(held(&large, "worker-1.js"), b"the worker's script");
    assert_eq!(held(&large, "worker-1.wasm"), b"the worker's wasm");
    build(&["--own-articles"]).done();
    assert_eq!(page(), large);

    // As the page makes another of itself, once it took its pack out.
    build(&["--own-articles", "--base-url", "https://example.org/"]).done();
    let published = page();
    assert!(published.contains("canonical"));
    let bare = String::from_utf8(held(&published, "dossier-bare-bytes")).unwrap();
    let (_, elements) = published.split_once("<script type=\"application/octet-stream\"").unwrap();
    let (elements, rest) =
        elements.split_once("<script type=\"application/octet-stream\" id=\"dossier-pack-bytes\">").unwrap();
    let at = bare.rfind("<script").unwrap();
    let shell = format!("{}<script type=\"application/octet-stream\"{elements}{}", &bare[..at], &bare[at..]);
    let pack = rest.split_once("</script>").unwrap().0;
    let list = large.split_once("<ul id=\"without-app-articles\">").unwrap().1.split_once("</ul>").unwrap().0;
    let site = Pack::open(held(&large, "dossier-pack-bytes")).unwrap().site().clone();
    assert_eq!(dossier_out::page::fill(&shell, &site, list, pack).unwrap(), large);
}

/// What an element of a page of one file holds.
fn held(page: &str, id: &str) -> Vec<u8> {
    let start = page.split_once(&format!("id=\"{id}\">")).unwrap().1;
    let packed = STANDARD.decode(start.split_once("</script>").unwrap().0).unwrap();
    let mut bytes = Vec::new();
    std::io::copy(&mut flate2::read::ZlibDecoder::new(packed.as_slice()), &mut bytes).unwrap();
    bytes
}

#[test]
fn what_a_reader_saves_own_articles_in_is_the_single_file_without_articles() {
    let scene = articles();
    let page = fs::read_to_string(scene.path("app/index.html")).unwrap();
    let places =
        "<meta name=\"dossier-worker\" content=\"\"><meta name=\"dossier-single\" content=\"\"></head>";
    scene.write("app/index.html", page.replace("</head>", places));
    built_by_trunk(&scene);
    scene.write("app/worker-1.wasm", "worker");
    scene.run(&["page", "--html", "app/index.html", "--corpus", "articles"]).done();
    scene.build(&["articles", "--single-file", "single.html"]).done();
    let shell_of = |page: &str| {
        let (_, rest) = page.split_once("name=\"dossier-single\" content=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let name = shell_of(&self::page(&scene));
    let site = scene.files("site");
    let shell = str::from_utf8(&site[&name]).unwrap();
    let single = fs::read_to_string(scene.path("single.html")).unwrap();
    let between =
        |start: &str, end: &str| single.split_once(start).unwrap().1.split(end).next().unwrap().to_owned();
    let articles = between("<ul id=\"without-app-articles\">", "</ul>");
    let pack = between("id=\"dossier-pack-bytes\">", "</script>");
    let site = open_pack(&scene).site().clone();
    assert_eq!(dossier_out::page::fill(shell, &site, &articles, &pack).unwrap(), single);
    assert_eq!(shell_of(&single), "");
    // It has the look that was chosen.
    scene.build(&["articles", "--page-size", "50"]).done();
    let sized = shell_of(&self::page(&scene));
    assert!(
        sized != name && scene.files("site").contains_key(&sized) && !scene.files("site").contains_key(&name)
    );
}

#[test]
fn a_page_of_somebody_else_is_not_overwritten() {
    let scene = articles();
    cut_app(&scene);
    scene.write("mine.html", "<p>Mine</p>");
    let run = scene.run(&["build", "articles", "--app", "app", "--single-file", "mine.html"]);
    run.failed("mine.html: is no page that Dossier made");
    assert_eq!(fs::read(scene.path("mine.html")).unwrap(), b"<p>Mine</p>");
    scene.run(&["build", "articles", "--app", "app", "--single-file", "articles"]).failed("is a folder");
}
