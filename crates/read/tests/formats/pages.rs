//! Saved web pages.

use crate::read::{all, head, lines, one, published};

#[test]
fn a_news_page_is_its_article_without_navigation_and_its_json_ld_is_believed() {
    let page = one("pages/news.html");
    assert_eq!(
        head(&page),
        [
            "Harbour strike goes into its sixth day",
            "Jane Doe, Ann Lee",
            "The Hill Herald",
            "https://www.hill.example/world/harbour-strike",
        ]
    );
    assert_eq!(published(&page), ("2026-01-21".into(), "its JSON-LD says so".into()));
    let lines = lines(&page);
    let begins: Vec<_> = lines.iter().map(|line| line.chars().take(30).collect::<String>()).collect();
    assert_eq!(
        begins,
        [
            "SetAside: The cranes of Varna ",
            "The strike in the harbour of V",
            "“We stay until there is a doct",
            "Heading: What the crews want",
            "They want nine hours between t",
            "The mayor, Elena Petrova, said",
        ]
    );
    assert!(lines[1].contains("Varna went into its sixth day on Wednesday, and nobody in the town"));
}

#[test]
fn a_blog_page_without_a_date_has_the_one_in_its_address() {
    let page = one("pages/blog.htm");
    let url = "https://quay.example/2026/01/23/the-quay-at-night/";
    assert_eq!(head(&page), ["The quay at night", "Ann Lee", "Notes from the quay", url]);
    assert_eq!(published(&page), ("2026-01-23".into(), "its address says so".into()));
    let lines = lines(&page);
    assert!(lines.contains(&"I counted them twice.\nThere were eleven.".into()), "{lines:?}");
    assert!(lines.contains(&"Aurora | 3".into()), "{lines:?}");
    assert!(!page.text.contains("About"), "{lines:?}");
}

#[test]
fn an_old_page_is_read_in_its_encoding() {
    let page = one("pages/old.html");
    assert_eq!(head(&page)[0], "Le port");
    assert_eq!(lines(&page), ["La grève est finie.", "Les équipages sont rentrés."]);
}

#[test]
fn json_ld_is_read_as_pages_write_it() {
    let page = one("pages/escaped.html");
    assert_eq!(
        head(&page),
        ["Ships & crews: the mayor’s view", "Ann Lee", "-", "https://quay.example/ships"]
    );
    assert_eq!(published(&page), ("2026-01-23".into(), "its JSON-LD says so".into()));
}

#[test]
fn what_asks_for_consent_an_address_or_money_is_no_part_of_an_article() {
    let page = one("pages/paywall.html");
    let url = "https://quaypost.example/a/inside-the-talks";
    assert_eq!(head(&page), ["Inside the harbour talks", "Ann Lee", "The Quay Post", url]);
    assert_eq!(published(&page).0, "2026-01-22");
    let begins: Vec<_> = lines(&page).iter().map(|line| line.chars().take(20).collect::<String>()).collect();
    assert_eq!(begins, ["For eleven hours nob", "The mayor, Elena Pet", "“Then we began again"]);
}

#[test]
fn what_a_page_s_json_ld_refers_to_is_found_and_a_comma_too_many_forgiven() {
    let page = one("pages/graph.html");
    assert_eq!(head(&page), ["The sixth day", "Jane Doe, Ann Lee", "The Hill Herald", "-"]);
    assert_eq!(published(&page), ("2026-01-21".into(), "its JSON-LD says so".into()));
    let lines = lines(&page);
    assert!(lines.contains(&"SetAside: 21 January 2026".to_owned()), "{lines:?}");
    assert!(!lines.concat().contains("Buy a boat"));
}

#[test]
fn a_page_in_another_language_and_encoding_has_its_date_and_all_its_authors() {
    let page = one("pages/russian.html");
    assert_eq!(head(&page), ["Шестой день", "Анна Ли, Омар Хаддад", "-", "-"]);
    assert_eq!(published(&page), ("2026-01-21".into(), "the date line at its head says so".into()));
}

#[test]
fn a_page_that_only_says_when_it_was_changed_was_published_by_then() {
    let page = one("pages/changed.html");
    assert_eq!(
        published(&page),
        ("[..2026-01-23]".into(), "its meta tag says that it was changed then".into())
    );
}

#[test]
fn a_page_that_a_script_fills_says_what_to_do() {
    let told = all("pages/empty-app.html").remove(0).unwrap_err();
    assert!(
        told.starts_with("pages/empty-app.html: the page has no text; if its browser shows some"),
        "{told}"
    );
}

#[test]
fn a_page_that_a_browser_saved_as_one_file_is_read_as_the_page() {
    let page = one("pages/saved.mhtml");
    assert_eq!(
        head(&page),
        ["Harbour strike ends", "Jane Doe", "The Hill Herald", "https://hill.example/strike-ends"]
    );
    assert_eq!(published(&page), ("[..2026-01-22]".into(), "its browser saved it on that day".into()));
    assert_eq!(
        lines(&page)[lines(&page).len() - 2..],
        [
            "The strike in the harbour of Varna ended at night, after eleven hours of talks between the crews and the port – and much \
             café au lait.",
            "“We are glad,” said the mayor, who had been in the room from the first hour to the last one, while the cranes stood still \
             = silent.",
        ]
    );
    assert!(!page.text.contains("Sport") && !page.text.contains("Subscribe"), "{}", page.text);
}

#[test]
fn older_browsers_say_the_address_and_the_encoding_of_a_saved_page_otherwise() {
    let page = b"<p>\xC7\xE0\xE1\xE0\xF1\xF2\xEE\xE2\xEA\xE0 \xEE\xEA\xEE\xED\xF7\xE5\xED\xE0.";
    let file = [
        b"From: <Saved by Microsoft Internet Explorer 5>\r\nSubject: A page\r\nDate: Wed, 21 Jan 2004 10:00:00 +0200\r\nMIME-Version: 1.0\r\n\
          Content-Type: multipart/related;\r\n\tboundary=\"x\";\r\n\ttype=\"text/html\"\r\n\r\n--x\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lG\r\n--x\r\n\
          Content-Type: text/html;\r\n\tcharset=\"windows-1251\"\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: http://hill.example/\r\n a.htm\r\n\r\n"
            .as_slice(),
        page,
        b"\r\n--x--\r\n",
    ]
    .concat();
    let page = dossier_read::read_file("a.MHT", &file).remove(0).unwrap();
    assert_eq!(
        (page.text.as_str(), page.url.as_deref()),
        ("Забастовка окончена.", Some("http://hill.example/a.htm"))
    );
    assert_eq!(published(&page).0, "[..2004-01-21]");
    // One that breaks off is read as far as it goes.
    let cut = dossier_read::read_file("a.mht", &file[..file.len() - 20]).remove(0).unwrap();
    assert!(cut.text.starts_with("Забастов"));
    let single =
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>One =3D 1";
    assert_eq!(dossier_read::read_file("a.mht", single).remove(0).unwrap().text, "One = 1");
    let none =
        dossier_read::read_file("a.mht", b"Content-Type: text/plain\r\n\r\nText").remove(0).unwrap_err();
    assert_eq!(none.to_string(), "a.mht: holds no web page; save it again from its browser");
}
