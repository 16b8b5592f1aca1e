//! What is large, or small and becomes large.

use super::{LARGE, article, read::zip, read_all, refused};

#[test]
fn a_word_of_ten_megabytes_is_a_word_in_every_format() {
    let word = "a".repeat(LARGE);
    for (name, text) in [
        ("a.txt", word.clone()),
        ("a.md", format!("# {word}\n\n{word}")),
        ("b.md", format!("---\ntitle: {}\n---\n{word}", &word[..200_000])),
        ("a.html", format!("<title>{word}</title><h1>{word}</h1><p>{word}</p>")),
        ("a.csv", format!("title,text\n{word},{word}\n")),
        (
            "a.jsonl",
            format!(
                "{{\"id\": \"{word}\", \"title\": \"{word}\", \"author\": \"{word}\", \"text\": \"{word}\", \"url\": \"https://{word}\"}}"
            ),
        ),
        ("a.eml", format!("Subject: {word}\nFrom: a@b.example\n\n{word}")),
        (
            "a.mht",
            format!(
                "Subject: {word}\nContent-Type: text/html\nContent-Location: https://{word}\n\n<p>{word}"
            ),
        ),
        ("a.fodt", format!("<document><title>{word}</title><body><p>{word}</p></body></document>")),
        ("a.rtf", format!("{{\\rtf1{{\\info{{\\title {word}}}}}\\pard {word}\\par")),
        (
            "a.xml",
            format!(
                "<rss><channel><title>{word}</title><item><title>{word}</title><author>{word}</author><description>{word}</description>\
                 </item></channel></rss>"
            ),
        ),
    ] {
        let document = article(name, text);
        assert!(document.text.len() >= LARGE, "{name}");
    }
}

#[test]
fn a_line_of_ten_megabytes_and_as_many_lines_are_read() {
    let sentence = "The strike in the harbour went on, said Jane Doe on Monday. ";
    let line = sentence.repeat(LARGE / sentence.len());
    assert_eq!(article("a.txt", &line).title.text, sentence.trim());
    let lines = "x\n".repeat(LARGE / 2);
    for name in ["a.txt", "a.md", "a.html"] {
        article(name, &lines);
    }
    for signs in ["> ", "[", "*a_", "`", "<", "![", "- ", "|", "&", "\\", "~~", "[[", "<!--", "](", "$"] {
        // A comment that is never closed hides all that follows.
        read_all("a.md", signs.repeat(LARGE / 10 / signs.len()) + "\n\nText.");
    }
}

#[test]
fn zips_that_unpack_to_far_more_are_not_unpacked() {
    let bomb = vec![b' '; 64 << 20];
    let word = |text: &[u8]| zip(&[("word/document.xml", text)]);
    assert!(refused("a.docx", word(&bomb)).contains("can be unpacked"));
    assert!(refused("a.zip", zip(&[("b.txt", &bomb)])).contains("far more than its archive's size"));
    assert!(
        refused("a.zip", zip(&[("b.zip", &zip(&[("c.txt", &bomb)]))]))
            .contains("archive inside of an archive")
    );
    refused("a.epub", zip(&[("META-INF/container.xml", &bomb)]));
    assert!(refused("a.odt", zip(&[("content.xml", &bomb)])).contains("can be unpacked"));
}

#[test]
fn entities_of_xml_are_neither_expanded_nor_fetched() {
    let laughs = r#"<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
        <!ENTITY secret SYSTEM "file:///etc/passwd">]>"#;
    let body = format!(
        "{laughs}<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Before &c;&secret;after.</w:t></w:r></w:p></w:body></w:document>"
    );
    assert_eq!(article("a.docx", zip(&[("word/document.xml", body.as_bytes())])).text, "Before after.");
    let body = format!("{laughs}<document><body><p>Before &c;&secret;after.</p></body></document>");
    assert_eq!(article("a.fodt", &body).text, "Before after.");
    assert_eq!(article("a.odt", zip(&[("content.xml", body.as_bytes())])).text, "Before after.");
    let feed = format!(
        "{laughs}<rss><channel><item><title>&c;T</title><description>Before &c;&secret;after.</description></item></channel></rss>"
    );
    assert_eq!(article("a.xml", feed).text, "Before after.");
    let container = "<container><rootfiles><rootfile full-path=\"p.opf\"/></rootfiles></container>";
    let package = format!(
        "{laughs}<package><metadata><title>&c;T</title></metadata><manifest><item id=\"a\" href=\"../../../a.xhtml\"/></manifest>\
         <spine><itemref idref=\"a\"/></spine></package>"
    );
    let chapter = format!("{laughs}<html><body><p>Before &c;&secret;after.</p></body></html>");
    let book = zip(&[
        ("META-INF/container.xml", container.as_bytes()),
        ("p.opf", package.as_bytes()),
        ("a.xhtml", chapter.as_bytes()),
    ]);
    let document = article("a.epub", book);
    assert!(document.text.len() < 1000 && !document.text.contains("root:"), "{}", document.text);
}

#[test]
fn front_matter_that_grows_or_never_ends_is_refused() {
    let mut laughs = String::from("a0: &a0 [lol, lol]\n");
    (1..40).for_each(|at| laughs += &format!("a{at}: &a{at} [*a{0}, *a{0}]\n", at - 1));
    article("a.md", format!("---\n{laughs}title: T\n---\nText."));
    for bomb in [
        format!("---\na: {}\n---\nText.", "[".repeat(100_000)),
        format!("---\n{}\n---\nText.", "- ".repeat(100_000)),
        format!("---\n{}\n---\nText.", "? ".repeat(100_000)),
        format!("---\na: {}\n---\nText.", "x".repeat(300_000)),
        format!("+++\na = {}\n+++\nText.", "[".repeat(100_000)),
        format!("+++\n{} = 1\n+++\nText.", vec!["a"; 50_000].join(".")),
        format!("+++\n[{}]\n+++\nText.", vec!["a"; 50_000].join(".")),
    ] {
        refused("a.md", bomb);
    }
    let open = format!("---\n{}", "a: b\n".repeat(LARGE / 5));
    article("a.md", open);
}

#[test]
fn a_table_of_a_million_columns_is_refused_and_long_rows_are_cut() {
    let columns = format!("text{}\nText.\n", ",a".repeat(1_000_000));
    assert!(refused("a.csv", columns).contains("more than 10000 columns"));
    let row = format!("title,text\nT,Text.{}\n", ",a".repeat(1_000_000));
    assert_eq!(article("a.csv", row).text, "Text.");
    let rows = format!("{}\n{}", vec!["a"; 9_999].join(","), "x\n".repeat(100_000));
    refused("a.csv", rows);
    let quote = format!("title,text\nT,\"{}", "a,\n".repeat(LARGE / 3));
    assert_eq!(read_all("a.csv", quote).len(), 1);
}

#[test]
fn a_feed_of_very_many_items_and_one_of_brackets_are_read() {
    let items = "<item><description>It ended.</description></item>".repeat(LARGE / 100);
    assert_eq!(read_all("a.xml", format!("<rss><channel>{items}</channel></rss>")).len(), LARGE / 100);
    read_all("a.xml", format!("<rss><channel>{}", "<item>".repeat(LARGE / 10)));
    for signs in ["[", "[caption ", "[gallery]", "]]", "[/caption]", "\n\n"] {
        let text = signs.repeat(LARGE / 10 / signs.len());
        read_all("a.xml", format!("<rss><item><description>{text} Text.</description></item></rss>"));
    }
}

#[test]
fn what_is_nothing_but_signs_of_its_format_is_read() {
    for signs in ["=?", "=?x?Q?", "=?x?Q?=E9?= ", "=?utf-8?Q?=C3?= ", "\u{1B}$B", "=?a?b?"] {
        let head = signs.repeat(LARGE / 10 / signs.len());
        read_all("a.eml", format!("From: a@b.example\nSubject: {head}\n\nText."));
        read_all("a.eml", [b"From: a@b.example\nSubject: \xE9", head.as_bytes(), b"\n\nText \xE9."].concat());
    }
    for signs in [
        "{}",
        "\\",
        "\\'",
        "\\'e9",
        "\\u9?",
        "{\\footnote ",
        "\\cell",
        "\\bin9",
        "\\uc99999\\u9",
        "\\f-1\\fcharset128\\'81",
    ] {
        read_all("a.rtf", format!("{{\\rtf1 Text. {}", signs.repeat(LARGE / 10 / signs.len())));
    }
    let fonts = "{\\f7\\fcharset128 A;}".repeat(10);
    read_all("a.rtf", format!("{{\\rtf1{{\\fonttbl{fonts}}}\\f7 {}", "\\'81\\'81".repeat(LARGE / 10)));
    let part = "--x\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n=\n=4\n=\n"
        .repeat(LARGE / 1000);
    read_all("a.mht", format!("Content-Type: multipart/related; boundary=x\n\n{part}"));
    let noise: Vec<u8> = (0..LARGE).map(|at| (at * 7 % 251) as u8 | 0x80).collect();
    read_all(
        "a.eml",
        [b"From: a@b.example\nContent-Type: text/plain; charset=iso-8859-1\n\n".as_slice(), &noise].concat(),
    );
}
