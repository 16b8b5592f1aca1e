//! Signs that command a browser, a terminal or the direction of a line, and bytes that are no signs.

use super::{article, read_all, refused};

#[test]
fn scripts_and_handlers_are_no_part_of_an_article() {
    let page = r#"<html><head><title>T</title><link rel="canonical" href="javascript:alert(1)"><base href="https://evil.example/">
        <script>alert(2)</script></head><body onload="alert(3)"><article><h1>The strike ends <script>alert(4)</script></h1>
        <p onclick="alert(5)">The crews went <a href="javascript:alert(6)">back</a> to work.<img src=x onerror="alert(7)"></p>
        <iframe srcdoc="alert(8)"></iframe><svg onload="alert(9)"><text>x</text></svg><form><input value="alert(10)"></form>
        <p>&lt;script&gt;alert(11)&lt;/script&gt; is what it said.</p></article></body></html>"#;
    let document = article("a.html", page);
    assert_eq!(document.url, None);
    // What the page shows as words stays words; the app puts them on the page as text.
    assert_eq!(document.text.matches("alert").collect::<Vec<_>>().len(), 1, "{}", document.text);
    assert!(document.text.contains("<script>alert(11)</script> is what it said."));
    let note = "---\ntitle: '<img src=x onerror=alert(1)>'\nurl: 'javascript:alert(1)'\n---\nText <script>alert(2)</script>here.";
    let document = article("a.md", note);
    assert_eq!((document.url, document.title.text.as_str()), (None, "<img src=x onerror=alert(1)>"));
}

#[test]
fn an_address_that_is_none_of_the_web_is_not_kept() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "\\u0001javascript:x",
    ] {
        let line = format!("{{\"title\": \"T\", \"text\": \"Text.\", \"url\": \"{url}\"}}");
        assert_eq!(article("a.jsonl", &line).url, None, "{url}");
        assert_eq!(article("a.json", format!("[{line}]")).url, None, "{url}");
        assert_eq!(article("a.csv", format!("text,url\nText.,\"{url}\"\n")).url, None, "{url}");
    }
}

#[test]
fn overrides_of_direction_stay_in_the_text_and_leave_what_stands_alone() {
    let title = "Report \u{202E}txt.exe\u{202C} of \u{2066}Monday\u{2069}";
    let line = format!(
        "{{\"title\": \"{title}\", \"author\": \"Jane \u{202E}Doe\", \"text\": \"A \u{202E}word\u{202C}.\"}}"
    );
    let document = article("a.jsonl", line);
    assert_eq!(document.title.text, "Report txt.exe of Monday");
    assert_eq!(document.byline.as_deref(), Some("Jane Doe"));
    assert_eq!(document.text, "A \u{202E}word\u{202C}.");
    assert_eq!(article("a.txt", "The \u{202E}dne\n\nIt ended on Monday, they said.").title.text, "The dne");
    assert_eq!(article("b.md", "# \u{202E}\u{2066}\n\nIt ended.").text.matches('\u{202E}').count(), 1);
    assert_eq!(article("a\u{202E}txt.txt", "It ended.").origin, "atxt.txt");
}

#[test]
fn signs_of_terminals_leave_what_stands_alone() {
    let document =
        article("a.jsonl", r#"{"title": "A\u001b[2Jb\u0000", "source": "\u0007", "text": "Text\u0000."}"#);
    assert_eq!((document.title.text.as_str(), document.source), ("A[2Jb", None));
}

#[test]
fn bytes_that_are_no_text_are_refused_with_the_place() {
    let picture = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\0\x01";
    for name in ["a.txt", "a.md", "a.html", "a.csv", "a.tsv", "a.json", "a.jsonl"] {
        assert!(refused(name, picture).contains("byte 8 is of no text in any encoding"), "{name}");
    }
    for name in [
        "a.eml",
        "a.mbox",
        "a.mhtml",
        "a.docx",
        "a.odt",
        "a.fodt",
        "a.xml",
        "a.epub",
        "a.pdf",
        "a.zip",
        "a.warc",
        "a.warc.gz",
    ] {
        refused(name, picture);
        refused(name, b"Just some words.");
    }
    assert!(refused("a.txt", b"Some text, and\0 more of it.").contains("byte 14"));
    let noise: Vec<u8> =
        (0..200_000_u64).map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect();
    refused("a.txt", noise);
}

#[test]
fn an_empty_file_says_that_it_is() {
    for name in ["a.txt", "a.md", "a.html", "a.csv", "a.tsv", "a.json", "a.jsonl", "a.warc"] {
        for bytes in [&b""[..], b" \r\n\t\n", b"\xEF\xBB\xBF"] {
            let error = refused(name, bytes);
            assert!(error.contains("empty") || error.contains("no record"), "{error}");
        }
    }
    for name in [
        "a.eml", "a.mbox", "a.mhtml", "a.docx", "a.odt", "a.fodt", "a.rtf", "a.xml", "a.epub", "a.pdf",
        "a.zip",
    ] {
        refused(name, b"");
    }
}

#[test]
fn lone_surrogates_and_mixed_encodings_lose_at_most_the_sign() {
    let lines = "{\"text\": \"\\ud83d lost.\"}\n{\"text\": \"Kept \\ud83d\\ude00.\"}\n";
    let read = read_all("a.jsonl", lines);
    assert!(read[0].as_ref().unwrap_err().starts_with("a.jsonl:1: not a record"));
    assert_eq!(read[1].as_ref().unwrap().text, "Kept 😀.");
    let utf_8_bytes_of_a_surrogate =
        "Łódź, Gdańsk, Kraków and ".as_bytes().iter().chain(b"\xED\xA0\x80 more.");
    let document = article("a.txt", utf_8_bytes_of_a_surrogate.copied().collect::<Vec<u8>>());
    assert!(document.text.starts_with("Łódź") && document.text.ends_with("more."));
    let mixed =
        [&b"caf\xE9 in an old file, "[..], "and ćwierć, źdźbło, żółć in a new one".as_bytes()].concat();
    assert!(article("a.txt", mixed).text.ends_with("ćwierć, źdźbło, żółć in a new one"));
}
