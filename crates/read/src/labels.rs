//! What stands alone on a page or in a link: titles, names, keys, addresses. They come from anywhere, and may neither turn the
//! words around them about nor fill the page.

#![cfg_attr(not(feature = "files"), allow(dead_code, reason = "only files have labels other than a title"))]

use dossier_model::Document;

/// The longest title, byline and outlet, in characters, and the longest key and address, in bytes.
const LONGEST_TITLE: usize = 500;
const LONGEST_NAME: usize = 300;
const LONGEST_KEY: usize = 120;
const LONGEST_ADDRESS: usize = 4000;

/// Whether a sign changes the direction of the words after it (UAX 9: embeddings, overrides and isolates), or is a control
/// character that is no space.
pub(crate) fn is_unseen(sign: char) -> bool {
    let turns = matches!(sign, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || sign.is_control() && !sign.is_whitespace()
}

/// The words on one line, with single spaces, and without signs that nobody sees.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        let start = line.len();
        line.extend(word.chars().filter(|sign| !is_unseen(*sign)));
        if line.len() == start {
            line.truncate(before);
        }
    }
    line
}

/// So many characters of a text at most, cut between words where that loses little, and `…` for the rest.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let end = text[..end].rfind(' ').filter(|space| *space > end / 2).unwrap_or(end);
    format!("{}…", &text[..end])
}

/// Makes the labels of a document that was read harmless: one line each, of a bounded length, and of addresses only those of the
/// web, for others may be programs.
pub(crate) fn make_harmless(mut document: Document) -> Document {
    let name =
        |text: String| Some(shortened(&on_one_line(&text), LONGEST_NAME)).filter(|text| !text.is_empty());
    let title = shortened(&on_one_line(&document.title.text), LONGEST_TITLE);
    document.title.text = if title.is_empty() { document.key.clone() } else { title };
    document.source = document.source.and_then(name);
    document.byline = document.byline.and_then(name);
    document.url = document.url.map(|url| url.trim().to_owned()).filter(|url| is_of_the_web(url));
    if document.key.len() > LONGEST_KEY {
        // A key has only letters, digits and hyphens of ASCII.
        let end = document.key[..LONGEST_KEY].rfind('-').filter(|end| *end > 0).unwrap_or(LONGEST_KEY);
        document.key.truncate(end);
    }
    document.origin = shortened(&on_one_line(&document.origin), LONGEST_ADDRESS);
    document
}

fn is_of_the_web(url: &str) -> bool {
    let start =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    (start("https://") || start("http://"))
        && url.len() <= LONGEST_ADDRESS
        && !url.contains(|sign: char| is_unseen(sign) || sign.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_t_turn_about_what_stands_beside_it() {
        assert_eq!(
            on_one_line(" Re\u{202E}port \u{2066}\n\u{7} of\u{0}  Monday\u{2069}"),
            "Report of Monday"
        );
        assert_eq!(on_one_line("بغداد\u{200F} today"), "بغداد\u{200F} today");
    }

    #[test]
    fn only_addresses_of_the_web_are_kept() {
        assert!(is_of_the_web("HTTPS://hill.example/a?b=c#d"));
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://a b",
            "//hill.example",
            "https://a\u{202E}b",
            "",
        ] {
            assert!(!is_of_the_web(url), "{url}");
        }
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(shortened("one two three", 9), "one two…");
        assert_eq!(shortened("ééééé", 3), "ééé…");
    }
}
