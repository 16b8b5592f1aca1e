//! Plain texts and Markdown.

use crate::read::{all, head, lines, one, published};

#[test]
fn a_hugo_post_is_named_for_its_folder_and_read_without_its_shortcodes() {
    let post = one("hugo/content/posts/harbour-strike/index.md");
    assert_eq!(post.key, "harbour-strike");
    assert_eq!(head(&post), ["Harbour strike: the sixth day", "Jane Doe, Ann Lee", "The Hill Herald", "-"]);
    assert_eq!(published(&post), ("2026-01-21".into(), "its front matter says so".into()));
    assert_eq!(
        lines(&post),
        [
            "SetAside: A crane",
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

#[test]
fn drafts_and_pages_of_sections_are_passed_over() {
    for (path, why) in [
        ("hugo/content/posts/not-yet.md", "it is a draft; --drafts takes it all the same"),
        ("jekyll/_drafts/an-idea.md", "it is in a folder of drafts; --drafts takes it all the same"),
        ("hugo/content/posts/_index.md", "it has front matter and no text"),
        ("zola/content/_index.md", "it has front matter and no text"),
    ] {
        assert_eq!(all(path), [Err(format!("{path}: passed over; {why}"))]);
    }
}

#[test]
fn a_hugo_folder_gives_its_article_a_day_and_a_title() {
    let post = one("hugo/content/posts/2026-01-25-after-the-strike/index.md");
    assert_eq!(head(&post), ["After the strike", "-", "-", "-"]);
    assert_eq!(published(&post), ("2026-01-25".into(), "its file name says so".into()));
    assert_eq!(
        lines(&post),
        ["The first ship left at dawn.", "It was the Aurora, as the harbour's log says.", "Built in 1998."]
    );
}

#[test]
fn what_a_jekyll_author_hides_is_not_read() {
    let post = one("jekyll/_posts/2026-01-24-the-captains-word.md");
    assert_eq!(head(&post), ["The captain's word", "-", "-", "-"]);
    assert_eq!(published(&post), ("2026-01-24".into(), "its front matter says so".into()));
    assert_eq!(lines(&post), ["“We go,” said the captain, Omar Haddad.", "Log: left at 09:00"]);
}

#[test]
fn a_zola_page_has_its_day_from_its_name_and_its_authors_from_its_taxonomies() {
    let page = one("zola/content/2026-01-27_quay-at-night.md");
    assert_eq!(head(&page), ["The quay at night", "Ann Lee", "-", "-"]);
    assert_eq!(published(&page), ("2026-01-27".into(), "its file name says so".into()));
    assert_eq!(lines(&page), ["At night the quay is empty.", "We sleep on board."]);
}

#[test]
fn an_obsidian_note_is_read_without_its_private_comments() {
    let note = one("obsidian/Daily/2026-01-28.md");
    assert_eq!((note.title.text.as_str(), note.tags), ("2026-01-28", vec!["daily".into(), "harbour".into()]));
    let note = one("obsidian/Daily/2026-01-28.md");
    assert_eq!(published(&note), ("2026-01-28".into(), "its file name says so".into()));
    assert_eq!(
        lines(&note),
        [
            "Heading: Morning",
            "Call Jane about the Harbour strike ends > Talks",
            "Read #harbour notes",
            "The crews voted.",
            "Ship | Left",
            "Aurora | 09:00",
        ]
    );
}

#[test]
fn a_translation_has_its_own_name_and_a_date_in_its_language() {
    let post = one("hugo/content/posts/harbour-strike/index.de.md");
    assert_eq!(
        (post.key.as_str(), post.title.text.as_str()),
        ("harbour-strike-de", "Hafenstreik: der sechste Tag")
    );
    assert_eq!(published(&post), ("2026-01-21".into(), "its front matter says so".into()));
    assert_eq!(post.tags, ["Streik", "Varna Hafen"]);
    assert_eq!(lines(&post), ["Der Streik geht in den sechsten Tag.", "fmt.Println(\"{{ .Title }}\")"]);
}

#[test]
fn a_post_in_html_has_front_matter_too_and_a_colon_in_its_title() {
    let post = one("jekyll/_posts/2026-01-26-in-html.html");
    assert_eq!(head(&post), ["Harbour: a post in HTML", "Ann Lee", "-", "-"]);
    assert_eq!(published(&post), ("2026-01-26".into(), "its file name says so".into()));
    assert_eq!(post.tags, ["harbour", "news"]);
    assert_eq!(lines(&post)[1], "The rest stay.");
}

#[test]
fn a_note_whose_date_is_none_is_kept_and_told_of() {
    let read = all("obsidian/Undated.md");
    let note = read[0].as_ref().unwrap();
    assert_eq!(published(note), ("XXXX".into(), "“date” is “{{date}}”, which is no date".into()));
    assert_eq!(note.tags, ["harbour/varna", "notes"]);
    assert_eq!(lines(note), ["SetAside: #notes", "The cranes stand still."]);
    let told = read[1].as_ref().unwrap_err();
    assert_eq!(
        told,
        "obsidian/Undated.md: “date” is “{{date}}”, which is no date; the article is kept, but write 2026, 2026-01 or 2026-01-21"
    );
    assert_eq!(read.len(), 2);
}

#[test]
fn a_text_in_utf_16_needs_no_mark() {
    let text = one("unmarked/little.txt");
    assert_eq!(head(&text), ["Harbour strike ends", "Jane Doe", "-", "-"]);
    assert_eq!(lines(&text).last().unwrap(), "“We are glad,” said the mayor.");
    let text = one("unmarked/russian.txt");
    assert_eq!(text.title.text, "Забастовка закончилась");
    assert_eq!(lines(&text)[1], "Забастовка в порту закончилась в среду вечером.");
    let row = one("unmarked/table.csv");
    assert_eq!(
        (row.title.text.as_str(), row.text.as_str()),
        ("Forhandlinger i havnen", "Streiken er over – endelig.")
    );
}
