//! A passage as somebody else may quote it.

use dossier_view::date_words;

use crate::{Article, one_line};

impl Article {
    /// The words of a passage, and below them where they stand: title, source, byline, date in words, and `self.link`,
    /// which is that of the passage.
    pub fn cite(&self, passage: &str) -> String {
        let passage = passage.trim();
        let is_quoted = passage.starts_with(['“', '"', '«', '„']);
        let words = if is_quoted { passage.to_owned() } else { format!("“{passage}”") };
        let mut from = vec![one_line(&self.title)];
        from.extend(self.byline.iter().chain(&self.source).map(|part| one_line(part)));
        from.push(date_words(&self.published));
        format!("{words}\n— {}. {}", from.join(", "), self.link)
    }
}

#[cfg(test)]
mod tests {
    use crate::examples::plain;

    #[test]
    fn a_passage_says_where_it_stands() {
        assert_eq!(
            plain().cite(" The border is secured. "),
            "“The border is secured.”\n— Border secured, Jane Doe, The Times, 21 Jan 2026. https://example.org/#doc=plain"
        );
    }
}
