//! JSON, written by hand: two shapes need no serializer's kilobytes in the page.

use core::fmt::Write;

use dossier_model::Certainty;
use dossier_view::date_words;

use crate::{Article, Listing};

pub(crate) fn listing(listing: &Listing) -> String {
    let articles: Vec<String> = listing.articles.iter().map(article).collect();
    format!(
        "{{\n  \"view\": {},\n  \"link\": {},\n  \"articles\": [\n{}\n  ]\n}}\n",
        text(&listing.title),
        text(&listing.link),
        articles.join(",\n")
    )
}

fn article(article: &Article) -> String {
    let span = &article.published;
    let certainty = match span.certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Bounded => "bounded",
        Certainty::Unknown => "unknown",
    };
    let day = |day: Option<dossier_model::Day>| some(day.map(|day| day.to_string()).as_deref());
    format!(
        "    {{\"id\": {}, \"title\": {}, \"source\": {}, \"author\": {}, \"published\": {{\"from\": {}, \"to\": {}, \
         \"edtf\": {}, \"certainty\": {}, \"words\": {}}}, \"url\": {}, \"link\": {}}}",
        text(&article.key),
        text(&article.title),
        some(article.source.as_deref()),
        some(article.byline.as_deref()),
        day(span.from),
        day(span.to),
        text(&span.edtf()),
        text(certainty),
        text(&date_words(span)),
        some(article.url.as_deref()),
        text(&article.link),
    )
}

fn some(value: Option<&str>) -> String {
    value.map_or_else(|| "null".into(), text)
}

/// A text in quotes. U+2028 and U+2029 are escaped too, for those who paste JSON into a script.
pub(crate) fn text(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..='\x1f' | '\u{7f}' | '\u{2028}' | '\u{2029}' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::examples::hostile;

    #[test]
    fn whatever_a_title_says_comes_back_from_a_parser() {
        let listing =
            Listing {
                title: "“x”\u{2028}".into(), link: "https://x/#".into(), articles: vec![hostile()]
            };
        let read: serde_json::Value = serde_json::from_str(&super::listing(&listing)).unwrap();
        assert_eq!(read["view"], "“x”\u{2028}");
        assert_eq!(read["articles"][0]["title"], hostile().title);
        assert_eq!(read["articles"][0]["published"]["to"], serde_json::Value::Null);
    }
}
