//! Markdown as CommonMark reads it.

use dossier_view::date_words;

use crate::{Listing, one_line};

pub(crate) fn listing(listing: &Listing) -> String {
    let mut out = format!("# {}\n\n<{}>\n\n", words(&listing.title), address(&listing.link));
    for article in &listing.articles {
        let link = format!("[{}]({})", words(&article.title), address(&article.link));
        let from = [article.source.clone(), article.byline.clone(), Some(date_words(&article.published))];
        let from: Vec<String> = from.iter().flatten().map(|part| words(part)).collect();
        let original = article.url.as_deref().map(|url| format!(" ([original]({}))", address(url)));
        out.push_str(&format!("- {link}, {}{}\n", from.join(", "), original.unwrap_or_default()));
    }
    out
}

/// Words that mean nothing but themselves, HTML and links that make themselves among them.
pub(crate) fn words(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        if matches!(
            c,
            '\\' | '`'
                | '*'
                | '_'
                | '['
                | ']'
                | '<'
                | '>'
                | '#'
                | '|'
                | '~'
                | '&'
                | '!'
                | '{'
                | '}'
                | ':'
                | '@'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address that no sign of its own ends.
pub(crate) fn address(address: &str) -> String {
    let mut out = String::new();
    for c in address.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '\0'..=' ' => out.push_str(&format!("%{:02X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::{hostile, plain};

    #[test]
    fn a_hostile_title_is_a_line_with_one_link() {
        let listing = Listing {
            title: "1 of 2 articles: <x>".into(),
            link: "https://example.org/#q=x".into(),
            articles: vec![hostile(), plain()],
        };
        let text = super::listing(&listing);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 6);
        assert_eq!(lines[0], "# 1 of 2 articles\\: \\<x\\>");
        assert!(
            lines[4].contains(
                "\\[a\\](b) \\<b\\>\\&amp; 50% \\_so\\_](https://example.org/a%28b%29/#doc=x&at=1-2)"
            ),
            "{}",
            lines[4]
        );
        assert_eq!(
            lines[5],
            "- [Border secured](https://example.org/#doc=plain), The Times, Jane Doe, 21 Jan 2026 ([original](https://times.example/1))"
        );
    }
}
