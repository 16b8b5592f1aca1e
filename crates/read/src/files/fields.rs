//! What fields are called, in front matter, in tables and in records, and what they say.

use serde_json::{Map, Value};

use super::{
    dates::{self, Order},
    details::Details,
    guesses::guesses,
    unread_date,
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
        let words = |value: &Value| if target == Target::Text { body(value) } else { text(value) };
        let said = |value: &Value| words(value).filter(|text| fits(text));
        let given = self.names.and_then(|names| {
            names.of(target).find_map(|name| {
                let (name, value) = within(self.map, name, DEEPEST)?;
                Some((name, said(value)?))
            })
        });
        let is_free = |name: &str| self.names.is_none_or(|names| !names.holds_another(name, target));
        let named = |name: &&str| {
            let (_, key, value) = self.fields.iter().find(|(plain, ..)| plain == name && is_free(plain))?;
            // A number is the length of a text, or somebody's in a database.
            let is_fit = !matches!(target, Target::Text | Target::Source) || !value.is_number();
            Some((*key, said(value).filter(|_| is_fit)?))
        };
        given.or_else(|| guesses(target).iter().find_map(named))
    }

    /// The date as it is written.
    pub(crate) fn date(&self) -> Option<String> {
        self.find(Target::Date).map(|(_, date)| date)
    }

    /// All that they say of the article; `reason` is why its date is believed.
    pub(crate) fn details(&self, reason: &str) -> Details {
        let value = |target| self.find(target).map(|(_, text)| text);
        let source = self.find_such(Target::Source, |text| !is_address(text)).map(|(_, text)| text);
        // Obsidian's web clipper keeps the address in `source`.
        let url =
            value(Target::Url).or_else(|| self.find_such(Target::Source, is_address).map(|(_, text)| text));
        let has_letters = |text: &str| text.chars().any(char::is_alphabetic);
        let byline = self.find_such(Target::Author, has_letters).map(|(_, text)| text);
        let date = self.find(Target::Date);
        let published = date.as_ref().and_then(|(_, date)| dates::published(date, self.order, reason));
        let otherwise =
            date.filter(|_| published.is_none()).map(|(field, date)| unread_date::of(field, &date));
        Details {
            title: value(Target::Title),
            source,
            byline: byline.map(named),
            url,
            published,
            otherwise,
            tags: Vec::new(),
        }
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

/// The text of an article; a list of texts is its paragraphs.
fn body(value: &Value) -> Option<String> {
    let Value::Array(values) = value else { return text(value) };
    let paragraphs: Vec<_> = values.iter().filter_map(text).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// Obsidian's links are their words: `[[Jane Doe]]`, `[[people/doe|Jane Doe]]`.
fn unlinked(text: &str) -> String {
    let inner = text.trim().strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    inner.map_or_else(|| text.to_owned(), |link| link.rsplit('|').next().unwrap_or(link).to_owned())
}

/// A name without the `By` before it, in a few languages. `Von Trier` is a name.
pub(crate) fn named(byline: String) -> String {
    let after = |by: &str| {
        let (start, rest) = byline.split_at_checked(by.len())?;
        let rest = rest.trim();
        let is_by = start.eq_ignore_ascii_case(by)
            && (by == "by " || start.starts_with(char::is_uppercase) && rest.contains(' '));
        is_by.then(|| rest.to_owned())
    };
    ["by ", "von ", "par ", "por "].into_iter().find_map(after).unwrap_or(byline)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn details(value: Value) -> Details {
        let Value::Object(map) = value else { panic!() };
        Fields::new(&map, None).details("its record says so")
    }

    #[test]
    fn a_list_of_texts_is_paragraphs_and_a_number_is_nobody() {
        let map = json!({"body": ["One.", "Two."], "author": 3, "source": 7});
        let map = map.as_object().unwrap();
        assert_eq!(Fields::new(map, None).find(Target::Text).unwrap().1, "One.\n\nTwo.");
        let read = Fields::new(map, None).details("");
        assert_eq!((read.byline, read.source), (None, None));
        assert_eq!(named("Von Jane Doe".into()), "Jane Doe");
        assert_eq!(named("von der Leyen".into()), "von der Leyen");
    }

    #[test]
    fn a_date_that_is_none_is_told_and_one_that_is_two_is_between_them() {
        let known = |date: &str| details(json!({ "date": date })).otherwise.unwrap();
        assert_eq!(known("soon").evidence[0].reason, "“date” is “soon”, which is no date");
        let either = known("3/4/2026");
        assert_eq!(either.span.edtf(), "[2026-03-04..2026-04-03]");
        assert!(either.evidence[0].reason.ends_with("which may be the one or the other day"));
    }

    #[test]
    fn fields_go_by_many_names() {
        let read = details(json!({
            "Headline": "T", "Date Published": "21 Jan 2026", "authors": ["[[Jane Doe]]", {"name": "Ann Lee"}],
            "source": "https://hill.example/a", "published": true, "site_name": "The Hill",
        }));
        assert_eq!(read.title.as_deref(), Some("T"));
        assert_eq!(read.byline.as_deref(), Some("Jane Doe, Ann Lee"));
        assert_eq!(read.url.as_deref(), Some("https://hill.example/a"));
        assert_eq!(read.source.as_deref(), Some("The Hill"));
        assert_eq!(read.published.unwrap().span.edtf(), "2026-01-21");
    }
}
