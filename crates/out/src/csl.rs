//! CSL-JSON, schema 1.0.2 of the Citation Style Language.

use dossier_model::Certainty;
use dossier_view::date_words;

use crate::{
    Article,
    dates::{Parts, ends},
    json::text,
    one_line,
};

pub(crate) fn articles(articles: &[Article]) -> String {
    let items: Vec<String> = articles.iter().map(item).collect();
    format!("[\n{}\n]\n", items.join(",\n"))
}

fn item(article: &Article) -> String {
    let mut fields = vec![
        format!("\"id\": {}", text(&article.key)),
        "\"type\": \"article-newspaper\"".into(),
        format!("\"title\": {}", text(&one_line(&article.title))),
    ];
    if let Some(source) = &article.source {
        fields.push(format!("\"container-title\": {}", text(&one_line(source))));
    }
    if let Some(byline) = &article.byline {
        // Literal: who is a first and who a last name can't be known.
        fields.push(format!("\"author\": [{{\"literal\": {}}}]", text(&one_line(byline))));
    }
    if let Some(issued) = issued(article) {
        fields.push(format!("\"issued\": {issued}"));
    }
    fields.push(format!("\"URL\": {}", text(article.address())));
    if article.url.is_some() {
        fields.push(format!("\"note\": {}", text(&article.link)));
    }
    format!("  {{{}}}", fields.join(", "))
}

/// A bounded date is in words: as numbers it would be one that nobody knows.
fn issued(article: &Article) -> Option<String> {
    let span = &article.published;
    if span.is_unknown() {
        return None;
    }
    let Some((from, to)) = ends(span) else {
        return Some(format!("{{\"literal\": {}}}", text(&date_words(span))));
    };
    let parts = |parts: Parts| {
        let numbers = [
            Some(parts.year.to_string()),
            parts.month.map(|n| n.to_string()),
            parts.day.map(|n| n.to_string()),
        ];
        format!("[{}]", numbers.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let both = if from == to { parts(from) } else { format!("{}, {}", parts(from), parts(to)) };
    let circa = if span.certainty == Certainty::Inferred { ", \"circa\": true" } else { "" };
    Some(format!("{{\"date-parts\": [{both}]{circa}}}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::{hostile, plain};

    #[test]
    fn dates_are_as_coarse_as_they_are_known() {
        let read: serde_json::Value = serde_json::from_str(&articles(&[plain(), hostile()])).unwrap();
        assert_eq!(read[0]["issued"]["date-parts"], serde_json::json!([[2026, 1, 21]]));
        assert_eq!(read[0]["URL"], "https://times.example/1");
        assert_eq!(read[1]["issued"]["literal"], "Nov 2025 or later");
        assert_eq!(read[1]["URL"], hostile().link);
        assert!(!read[1]["title"].as_str().unwrap().contains('\n'));
    }
}
