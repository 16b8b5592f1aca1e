//! RIS: a tag and a value a line.

use core::fmt::Write;

use dossier_view::date_words;

use crate::{Article, dates::ends, one_line};

pub(crate) fn articles(articles: &[Article]) -> String {
    articles.iter().map(entry).collect::<Vec<_>>().join("\r\n")
}

fn entry(article: &Article) -> String {
    let mut out = String::new();
    // A value on a line of its own can't begin another tag.
    let mut line = |tag: &str, value: &str| {
        let _ = write!(out, "{tag}  - {}\r\n", one_line(value));
    };
    line("TY", "NEWS");
    line("ID", &article.key);
    line("TI", &article.title);
    if let Some(byline) = &article.byline {
        line("AU", byline);
    }
    if let Some(source) = &article.source {
        line("T2", source);
    }
    let span = &article.published;
    match ends(span) {
        Some((from, to)) if from == to => {
            line("PY", &format!("{:04}", from.year));
            // Always three slashes, with nothing between those whose part is not known.
            let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
            line("DA", &format!("{:04}/{}/{}/", from.year, part(from.month), part(from.day)));
        }
        _ if !span.is_unknown() => line("N1", &format!("Published {}", date_words(span))),
        _ => {}
    }
    line("UR", article.address());
    if article.url.is_some() {
        line("L2", &article.link);
    }
    line("ER", "");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::{hostile, plain};

    #[test]
    fn a_hostile_title_ends_no_record() {
        let records = articles(&[hostile(), plain()]);
        assert_eq!(records.lines().filter(|line| line.starts_with("ER  -")).count(), 2);
        assert!(records.lines().all(|line| line.is_empty() || line.get(2..5) == Some("  -")));
        assert!(records.contains("N1  - Published Nov 2025 or later\r\n"));
        assert!(records.contains("PY  - 2026\r\nDA  - 2026/01/21/\r\nUR  - https://times.example/1\r\n"));
    }
}
