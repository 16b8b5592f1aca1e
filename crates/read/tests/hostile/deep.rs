//! What is inside of itself, or of a hundred thousand others.

use super::{article, read::zip, read_all, refused};

const DEEP: usize = 100_000;

#[test]
fn deep_json_and_html_are_refused() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        for text in [open.repeat(DEEP), format!("{}1{}", open.repeat(DEEP), close.repeat(DEEP))] {
            refused("a.json", &text);
            refused("a.jsonl", &text);
        }
    }
    assert!(refused("a.html", "<div>".repeat(DEEP)).contains("elements are inside each other"));
    refused("a.html", "<blockquote><table><tr><td>".repeat(DEEP));
    let page = format!("<script type='application/ld+json'>{}</script><p>Text.", "[".repeat(DEEP));
    assert_eq!(article("a.html", page).text, "Text.");
}

#[test]
fn deep_markdown_is_read() {
    for signs in ["> ", "- ", "**", "[", "* - "] {
        let document = article("a.md", format!("{}Text.", signs.repeat(20_000)));
        assert!(document.text.ends_with("Text."), "{signs}");
    }
    let tags = "<div>".repeat(DEEP) + "Text.\n";
    assert!(article("a.md", tags).text.contains("Text."));
}

#[test]
fn deep_xml_is_read() {
    let body = format!("{}<t>Text.</t>", "<p>".repeat(DEEP));
    assert_eq!(article("a.docx", zip(&[("word/document.xml", body.as_bytes())])).text, "Text.");
    let body = format!("<body>{}<span>Text.", "<p><note><table-cell><span>".repeat(DEEP));
    read_all("a.fodt", &body);
    let body = format!("<body>{}Text.</p>", "<p>".repeat(DEEP));
    assert_eq!(article("a.odt", zip(&[("content.xml", body.as_bytes())])).text, "Text.");
    let feed = format!("<rss><item><description>{}Text.", "<b><div>".repeat(DEEP));
    read_all("a.xml", feed);
    read_all("a.xml", format!("<rss>{}Text.", "<a>".repeat(DEEP)));
    read_all("a.xml", "<feed>".repeat(DEEP));
}

#[test]
fn a_mail_of_thousands_of_parts_is_read_or_refused() {
    let head = "From: a@b.example\nSubject: S\nMIME-Version: 1.0\n";
    let parts = "--x\nContent-Type: text/plain\n\nText.\n".repeat(10_000);
    let flat = format!("{head}Content-Type: multipart/mixed; boundary=x\n\n{parts}--x--\n");
    assert!(article("a.eml", flat).text.len() >= 5);
    let mut nested = head.to_owned();
    (0..5_000)
        .for_each(|at| nested += &format!("Content-Type: multipart/mixed; boundary=b{at}\n\n--b{at}\n"));
    read_all("a.eml", nested + "Content-Type: text/plain\n\nText.\n");
    let forwarded =
        head.to_owned() + &"Content-Type: message/rfc822\n\nFrom: a@b.example\n".repeat(5_000) + "\nText.\n";
    read_all("a.eml", forwarded);
    let boundary =
        format!("{head}Content-Type: multipart/mixed; boundary=\"{}\"\n\n--x\n\nText.\n", "x".repeat(DEEP));
    read_all("a.eml", boundary);
    let fields = head.to_owned() + &"X: y\n".repeat(DEEP) + "\nText.\n";
    assert_eq!(article("a.eml", fields).text, "Text.");
    let words = head.to_owned() + &"=?utf-8?q?a?= ".repeat(DEEP) + "\n\nText.\n";
    read_all("a.eml", words);
}

#[test]
fn a_pdf_that_refers_to_itself_is_refused() {
    let pdf = |objects: &[&str]| {
        let mut file = String::from("%PDF-1.4\n");
        let mut places = Vec::new();
        for (object, number) in objects.iter().zip(1..) {
            places.push(file.len());
            file += &format!("{number} 0 obj\n{object}\nendobj\n");
        }
        let start = file.len();
        file += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        places.iter().for_each(|place| file += &format!("{place:010} 00000 n \n"));
        file + &format!("trailer\n<</Size {} /Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1)
    };
    let catalog = "<</Type /Catalog /Pages 2 0 R>>";
    for pages in [
        "<</Type /Pages /Kids [2 0 R] /Count 1>>",
        "<</Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 /Parent 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 2000000000>>",
        "2 0 R",
        "3 0 R",
    ] {
        refused("a.pdf", pdf(&[catalog, pages, "<</Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R>>"]));
    }
    refused("a.pdf", pdf(&[catalog, &"[".repeat(20_000)]));
    refused("a.pdf", pdf(&[catalog, &"<</A ".repeat(20_000)]));
}
