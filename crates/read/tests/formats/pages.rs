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
