//! Tables as RFC 4180 has them, with a mark at the beginning by which Excel knows UTF-8.

use dossier_view::date_words;

use crate::{Article, Name, Quote};

pub(crate) fn articles(articles: &[Article]) -> String {
    let mut table =
        Table::new(&["title", "source", "author", "published", "published in words", "url", "link", "id"]);
    for article in articles {
        table.row([
            article.title.as_str(),
            article.source.as_deref().unwrap_or_default(),
            article.byline.as_deref().unwrap_or_default(),
            &article.published.edtf(),
            &date_words(&article.published),
            article.url.as_deref().unwrap_or_default(),
            &article.link,
            &article.key,
        ]);
    }
    table.0
}

/// Quotes, a row each.
pub fn quotes(quotes: &[Quote]) -> String {
    let mut table =
        Table::new(&["speaker", "quote", "title", "source", "published", "published in words", "link"]);
    for Quote { speaker, words, article } in quotes {
        table.row([
            speaker.as_deref().unwrap_or_default(),
            words,
            &article.title,
            article.source.as_deref().unwrap_or_default(),
            &article.published.edtf(),
            &date_words(&article.published),
            &article.link,
        ]);
    }
    table.0
}

/// Names, a row each.
pub fn names(names: &[Name]) -> String {
    let mut table = Table::new(&["name", "kind", "articles", "mentions", "link"]);
    for name in names {
        let (articles, mentions) = (name.articles.to_string(), name.mentions.to_string());
        table.row([&name.label, name.kind, &articles, &mentions, &name.link]);
    }
    table.0
}

struct Table(String);

impl Table {
    fn new<const COLUMNS: usize>(names: &[&str; COLUMNS]) -> Self {
        let mut table = Self("\u{feff}".into());
        table.row(*names);
        table
    }

    fn row<const COLUMNS: usize>(&mut self, cells: [&str; COLUMNS]) {
        self.0.push_str(&cells.map(cell).join(","));
        self.0.push_str("\r\n");
    }
}

/// A cell. What a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises ('CSV injection').
fn cell(text: &str) -> String {
    let guard = if text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        "'"
    } else {
        ""
    };
    if guard.is_empty() && !text.contains([',', '"', '\n', '\r', '\t', ';']) && text.trim() == text {
        return text.to_owned();
    }
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::{hostile, plain};

    /// A reader of RFC 4180, cell by cell.
    fn read(table: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
        let mut signs = table.trim_start_matches('\u{feff}').chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut cell)),
                '\r' if !quoted && signs.next_if_eq(&'\n').is_some() => {
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                other => cell.push(other),
            }
        }
        rows
    }

    #[test]
    fn a_hostile_title_stays_one_cell_and_no_formula() {
        let rows = read(&articles(&[hostile(), plain()]));
        assert_eq!(rows.len(), 3);
        assert!(rows.iter().all(|row| row.len() == 8));
        assert_eq!(rows[1][0], format!("'{}", hostile().title));
        assert_eq!(rows[1][1], "A, B & \"C\"");
        assert_eq!(rows[1][3], "[2025-11..]");
        assert_eq!(rows[2][..5], ["Border secured", "The Times", "Jane Doe", "2026-01-21", "21 Jan 2026"]);
    }

    #[test]
    fn quotes_and_names_have_a_row_each() {
        let quote = Quote { speaker: None, words: "“so,”\nhe said".into(), article: plain() };
        assert_eq!(read(&quotes(&[quote]))[1][..3], ["", "“so,”\nhe said", "Border secured"]);
        let name =
            Name { label: "@Doe".into(), kind: "person", articles: 2, mentions: 3, link: "x#about".into() };
        assert_eq!(read(&names(&[name]))[1], ["'@Doe", "person", "2", "3", "x#about"]);
    }
}
