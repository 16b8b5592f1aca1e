//! Plain texts and Markdown.

use crate::read::{head, lines, one, published};

#[test]
fn a_hugo_post_is_named_for_its_folder_and_read_without_its_shortcodes() {
    let post = one("hugo/content/posts/harbour-strike/index.md");
    assert_eq!(post.key, "harbour-strike");
    assert_eq!(head(&post), ["Harbour strike: the sixth day", "Jane Doe, Ann Lee", "The Hill Herald", "-"]);
    assert_eq!(published(&post), ("2026-01-21".into(), "its front matter says so".into()));
    assert_eq!(
        lines(&post),
        [
            "The strike in the harbour of Varna went into its sixth day on Wednesday. Nobody had expected that.",
            "Heading: What the crews want",
            "Nine hours between two shifts",
            "A doctor on every ship",
            "“We stay,” said Omar Haddad.",
            "The talks go on.",
        ]
    );
}

#[test]
fn a_jekyll_post_has_its_day_and_title_from_its_file_name() {
    let post = one("jekyll/_posts/2026-01-22-strike-ends-at-night.markdown");
    assert_eq!(head(&post), ["Strike ends at night", "Jane Doe", "-", "-"]);
    assert_eq!(published(&post), ("2026-01-22".into(), "its file name says so".into()));
    assert_eq!(
        lines(&post),
        [
            "The strike ended at night, after eleven hours of talks.",
            "Heading: Where the cranes stood still",
            "Ship | Crew",
            "Aurora | 12",
        ]
    );
}

#[test]
fn an_obsidian_clipping_is_named_by_its_file_and_its_links_are_words() {
    let note = one("obsidian/Clippings/Harbour strike ends.md");
    let url = "https://hill.example/2026/strike-ends";
    assert_eq!(head(&note), ["Harbour strike ends", "Jane Doe", "The Hill Herald", url]);
    assert_eq!(published(&note), ("2026-01-22".into(), "its front matter says so".into()));
    assert_eq!(
        lines(&note),
        ["The crews of the Aurora and Borea are back at work.", "The mayor We are glad."]
    );
}

#[test]
fn a_zola_page_s_heading_that_repeats_its_title_is_the_headline() {
    let page = one("zola/content/strike.md");
    assert_eq!(head(&page), ["The strike in numbers", "Ann Lee", "-", "-"]);
    assert_eq!(published(&page), ("2026-01-23".into(), "its front matter says so".into()));
    assert_eq!(lines(&page), ["Headline: The strike in numbers", "Twelve ships lay still for six days."]);
}

#[test]
fn a_plain_text_may_have_front_matter() {
    let note = one("notes.txt");
    assert_eq!(head(&note), ["A note from the quay", "Ann Lee", "-", "-"]);
    assert_eq!(published(&note), ("2026-01-24".into(), "its front matter says so".into()));
    assert_eq!(lines(&note), ["The last ship left at noon, as the papers wrote it."]);
}
