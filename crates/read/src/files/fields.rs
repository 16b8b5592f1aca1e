//! What fields are called, in front matter, in tables and in records, and what they say.

use serde_json::{Map, Value};

use super::{
    dates::{self, Order},
    details::Details,
    guesses::guesses,
};
use crate::field_names::{FieldNames, Target, plain};

/// Where an object keeps what it says: an author's name, a database's date, a headline of one newspaper's interface, a text of
/// WordPress's.
const INNER: &[&str] = &["name", "$date", "main", "original", "rendered"];
/// How deep a field may be in others.
const DEEPEST: usize = 8;

/// Fields by their names.
pub(crate) struct Fields<'a> {
    /// The name as [`plain`] makes it, as it is, and the value.
    fields: Vec<(String, &'a str, &'a Value)>,
    map: &'a Map<String, Value>,
    /// Which number of its dates is the day, where that is known.
    order: Option<Order>,
    /// What a person said they are called.
    names: Option<&'a FieldNames>,
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
        Self { fields, map, order, names: None }
    }

    /// With names that a person gave, which go before all that is guessed.
    pub(crate) fn named(self, names: &'a FieldNames) -> Self {
        Self { names: Some(names).filter(|names| !names.is_empty()), ..self }
    }

    /// Whether a field of that name goes by one of these.
    pub(crate) fn is_one_of(name: &str, names: &[&str]) -> bool {
        names.contains(&plain(name).as_str())
    }

    /// The first field that holds this and says something, and what it is called here.
    pub(crate) fn find(&self, target: Target) -> Option<(&str, String)> {
        self.find_such(target, |_| true)
    }

    fn find_such(&self, target: Target, fits: impl Fn(&str) -> bool) -> Option<(&str, String)> {
        let said = |value: &Value| text(value).filter(|text| fits(text));
        let given = self.names.and_then(|names| {
            names.of(target).find_map(|name| {
                let (name, value) = within(self.map, name, DEEPEST)?;
                Some((name, said(value)?))
            })
        });
        let is_free = |name: &str| self.names.is_none_or(|names| !names.holds_another(name, target));
        let named = |name: &&str| {
            let (_, key, value) = self.fields.iter().find(|(plain, ..)| plain == name && is_free(plain))?;
            let is_fit = target != Target::Text || !value.is_number();
            Some((*key, said(value).filter(|_| is_fit)?))
        };
        given.or_else(|| guesses(target).iter().find_map(named))
    }

    /// The date as it is written.
    pub(crate) fn date(&self) -> Option<String> {
        self.find(Target::Date).map(|(_, date)| date)
    }

    /// All that they say of the article; `reason` is why its date is believed.
    pub(crate) fn details(&self, reason: &str) -> Result<Details, BadDate> {
        let value = |target| self.find(target).map(|(_, text)| text);
        let source = self.find_such(Target::Source, |text| !is_address(text)).map(|(_, text)| text);
        // Obsidian's web clipper keeps the address in `source`.
        let url =
            value(Target::Url).or_else(|| self.find_such(Target::Source, is_address).map(|(_, text)| text));
        let published = match self.find(Target::Date) {
            None => None,
            Some((field, date)) => match dates::published(&date, self.order, reason) {
                None => return Err(BadDate { field: field.to_owned(), text: date }),
                published => published,
            },
        };
        Ok(Details {
            title: value(Target::Title),
            source,
            byline: value(Target::Author).map(named),
            url,
            published,
        })
    }
}

pub(crate) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The field of that name, or `headline.main` inside of another, and what it is called; what has a dot in its own name first.
pub(crate) fn within<'m>(
    map: &'m Map<String, Value>,
    name: &str,
    depth: usize,
) -> Option<(&'m str, &'m Value)> {
    let own = |wanted: &str| {
        let exact = map.get_key_value(wanted);
        exact.or_else(|| map.iter().find(|(key, _)| plain(key) == plain(wanted)))
    };
    if let Some((key, value)) = own(name) {
        return Some((key, value));
    }
    let (outer, inner) = name.split_once('.').filter(|_| depth > 0)?;
    within(own(outer)?.1.as_object()?, inner, depth - 1)
}

/// What a value says in words: a list with commas, an object by its name.
pub(crate) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => unlinked(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => values.iter().filter_map(text).collect::<Vec<_>>().join(", "),
        Value::Object(map) => return INNER.iter().find_map(|name| text(map.get(*name)?)),
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
