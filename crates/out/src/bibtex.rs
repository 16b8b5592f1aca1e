//! BibTeX, as biber and the older bibtex read it.

use core::fmt::Write;

use dossier_view::date_words;

use crate::{Article, dates::ends, one_line};

pub(crate) fn articles(articles: &[Article]) -> String {
    articles.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(article: &Article) -> String {
    let mut out = format!("@misc{{{},\n", key(&article.key));
    let mut field = |name: &str, value: String| {
        let _ = writeln!(out, "  {name} = {{{value}}},");
    };
    // In braces of its own, for else styles change its capitals.
    field("title", format!("{{{}}}", latex(&article.title)));
    if let Some(byline) = &article.byline {
        // In braces too: an 'and' in a byline is for people.
        field("author", format!("{{{}}}", latex(byline)));
    }
    if let Some(source) = &article.source {
        field("howpublished", latex(source));
    }
    let span = &article.published;
    match ends(span) {
        Some((from, to)) => {
            if from.year == to.year {
                field("year", from.joined("").chars().take(4).collect());
            }
            let (from, to) = (from.joined("-"), to.joined("-"));
            field("date", if from == to { from } else { format!("{from}/{to}") });
        }
        None if !span.is_unknown() => field("note", latex(&format!("Published {}", date_words(span)))),
        None => {}
    }
    field("url", address(article.address()));
    out.push_str("}\n");
    out
}

/// A key of letters, digits and hyphens; any other sign by its number, so that different keys stay different.
fn key(key: &str) -> String {
    let sign = |c: char| match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => c.to_string(),
        _ => format!("_{:x}_", u32::from(c)),
    };
    key.chars().map(sign).collect()
}

/// Words for LaTeX. Braces are commands, for BibTeX counts them whatever stands before them.
fn latex(text: &str) -> String {
    let mut out = String::new();
    for c in one_line(text).chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '$' | '&' | '%' | '#' | '_' => out.extend(['\\', c]),
            // bibtex keys on it where a field is in quotes.
            '"' => out.push_str("\\textquotedbl{}"),
            _ => out.push(c),
        }
    }
    out
}

/// An address, which LaTeX takes as it is, but for the signs that no address has.
fn address(address: &str) -> String {
    let mut out = String::new();
    for c in address.chars() {
        match c {
            '{' | '}' | '\\' | '"' | '\0'..=' ' => {
                let _ = write!(out, "%{:02X}", u32::from(c));
            }
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
    fn a_hostile_title_leaves_no_brace_and_no_command() {
        let entry = articles(&[hostile()]);
        let mut depth = 0;
        for (at, sign) in entry.char_indices() {
            depth += i32::from(sign == '{') - i32::from(sign == '}');
            assert!(
                depth > 0 || at < "@misc".len() || at >= entry.trim_end().len() - 1,
                "closed early: {}",
                &entry[..at]
            );
        }
        assert_eq!(depth, 0);
        assert!(!entry.contains("\\input"));
        assert!(entry.starts_with("@misc{00_5f__e9__20__7b_x_7d_,\n"), "{entry}");
        assert!(entry.contains("50\\% \\_so\\_"));
        assert!(entry.contains("note = {Published Nov 2025 or later}") && !entry.contains("year"));
    }

    #[test]
    fn a_known_day_is_a_date_and_a_year() {
        let entry = articles(&[plain()]);
        assert!(
            entry.contains("  year = {2026},\n  date = {2026-01-21},\n  url = {https://times.example/1},\n")
        );
    }
}
