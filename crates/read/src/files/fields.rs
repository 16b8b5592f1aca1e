//! What fields are called, in front matter, in tables and in records, and what they say.

use serde_json::{Map, Value};

use super::{
    dates::{self, Order},
    details::Details,
};

/// Names of fields, as [`plain`] makes them, the likeliest first.
const TITLE: &[&str] =
    &["title", "headline", "heading", "webtitle", "head", "subject", "name", "titel", "titre", "titulo"];
const BYLINE: &[&str] =
    &["author", "authors", "byline", "by", "writer", "journalist", "creator", "autor", "auteur"];
const DATE: &[&str] = &[
    "date",
    "published",
    "datepublished",
    "publisheddate",
    "publishdate",
    "publicationdate",
    "pubdate",
    "publishedat",
    "publishedon",
    "publishedtime",
    "webpublicationdate",
    "dateofpublication",
    "datetime",
    "timestamp",
    "datum",
    "fecha",
    "day",
    "year",
];
const SOURCE: &[&str] = &[
    "source",
    "outlet",
    "publication",
    "publisher",
    "newspaper",
    "site",
    "sitename",
    "website",
    "feed",
    "quelle",
    "fuente",
];
const URL: &[&str] =
    &["url", "link", "permalink", "canonicalurl", "canonical", "weburl", "sourceurl", "href"];
pub(crate) const BODY: &[&str] = &[
    "body",
    "text",
    "content",
    "contents",
    "articlebody",
    "articletext",
    "article",
    "fulltext",
    "maintext",
    "bodytext",
    "story",
];
pub(crate) const ID: &[&str] = &["id", "uid", "guid", "uuid", "articleid", "docid", "key", "slug"];

/// Fields by their names.
pub(crate) struct Fields<'a> {
    /// The name as [`plain`] makes it, as it is, and the value.
    fields: Vec<(String, &'a str, &'a Value)>,
    /// Which number of its dates is the day, where that is known.
    order: Option<Order>,
}

/// A date that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadDate {
    pub(crate) field: String,
    pub(crate) text: String,
}

impl core::fmt::Display for BadDate {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self { field, text } = self;
        let text: String = text.chars().take(60).collect();
        let what = if dates::span(&text, Some(Order::DayFirst)).is_some() {
            "may be the one or the other day"
        } else {
            "is no date"
        };
        write!(f, "“{field}” is “{text}”, which {what}; write 2026, 2026-01 or 2026-01-21")
    }
}

impl<'a> Fields<'a> {
    pub(crate) fn new(map: &'a Map<String, Value>, order: Option<Order>) -> Self {
        let fields = map.iter().map(|(name, value)| (plain(name), name.as_str(), value)).collect();
        Self { fields, order }
    }

    /// Whether a field of that name goes by one of these.
    pub(crate) fn is_one_of(name: &str, names: &[&str]) -> bool {
        names.contains(&plain(name).as_str())
    }

    /// The first of these fields that says something, and what it is called here.
    pub(crate) fn find(&self, names: &[&str]) -> Option<(&str, String)> {
        self.find_such(names, |_| true)
    }

    fn find_such(&self, names: &[&str], fits: impl Fn(&str) -> bool) -> Option<(&str, String)> {
        let named = |name: &&str| {
            let (_, key, value) = self.fields.iter().find(|(plain, ..)| plain == name)?;
            Some((*key, text(value).filter(|text| fits(text))?))
        };
        names.iter().find_map(named)
    }

    /// The date as it is written.
    pub(crate) fn date(&self) -> Option<String> {
        self.find(DATE).map(|(_, date)| date)
    }

    /// All that they say of the article; `reason` is why its date is believed.
    pub(crate) fn details(&self, reason: &str) -> Result<Details, BadDate> {
        let value = |names: &[&str]| self.find(names).map(|(_, text)| text);
        let source = self.find_such(SOURCE, |text| !is_address(text)).map(|(_, text)| text);
        // Obsidian's web clipper keeps the address in `source`.
        let url = value(URL).or_else(|| self.find_such(SOURCE, is_address).map(|(_, text)| text));
        let published = match self.find(DATE) {
            None => None,
            Some((field, date)) => match dates::published(&date, self.order, reason) {
                None => return Err(BadDate { field: field.to_owned(), text: date }),
                published => published,
            },
        };
        Ok(Details { title: value(TITLE), source, byline: value(BYLINE).map(named), url, published })
    }
}

pub(crate) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// `Date Published`, `date_published` and `datePublished` are one name.
fn plain(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a value says in words: a list with commas, an object by its name.
pub(crate) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => unlinked(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().filter_map(text).collect::<Vec<_>>().join(", "),
        Value::Object(map) => return text(map.get("name").or(map.get("$date"))?),
        Value::Bool(_) | Value::Null => return None,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Obsidian's links are their words: `[[Jane Doe]]`, `[[people/doe|Jane Doe]]`.
fn unlinked(text: &str) -> String {
    let inner = text.trim().strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    inner.map_or_else(|| text.to_owned(), |link| link.rsplit('|').next().unwrap_or(link).to_owned())
}

/// A name without the `By` before it.
pub(crate) fn named(byline: String) -> String {
    let rest = byline.get(..3).filter(|start| start.eq_ignore_ascii_case("by ")).and(byline.get(3..));
    rest.map(|rest| rest.trim().to_owned()).unwrap_or(byline)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn details(value: Value) -> Result<Details, String> {
        let Value::Object(map) = value else { panic!() };
        Fields::new(&map, None).details("its record says so").map_err(|bad| bad.to_string())
    }

    #[test]
    fn fields_go_by_many_names() {
        let read = details(json!({
            "Headline": "T", "Date Published": "21 Jan 2026", "authors": ["[[Jane Doe]]", {"name": "Ann Lee"}],
            "source": "https://hill.example/a", "published": true, "site_name": "The Hill",
        }))
        .unwrap();
        assert_eq!(read.title.as_deref(), Some("T"));
        assert_eq!(read.byline.as_deref(), Some("Jane Doe, Ann Lee"));
        assert_eq!(read.url.as_deref(), Some("https://hill.example/a"));
        assert_eq!(read.source.as_deref(), Some("The Hill"));
        assert_eq!(read.published.unwrap().span.edtf(), "2026-01-21");
    }

    #[test]
    fn a_date_that_is_none_or_two_is_said() {
        assert_eq!(
            details(json!({"date": "soon"})).unwrap_err(),
            "“date” is “soon”, which is no date; write 2026, 2026-01 or 2026-01-21"
        );
        assert!(
            details(json!({"date": "3/4/2026"})).unwrap_err().contains("may be the one or the other day")
        );
    }
}
