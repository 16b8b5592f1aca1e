//! Front matter: fields between two lines of `---` (YAML) or `+++` (TOML) at the head of a text.

use serde_json::{Map, Value};

use super::{
    details::Details,
    fields,
    fields::Fields,
    tags::{self, Separator},
    yaml,
};
use crate::ReadError;

/// Longer front matter, in bytes, is somebody's joke.
const LONGEST: usize = 256 * 1024;
/// Why its date is believed.
const REASON: &str = "its front matter says so";

/// What the front matter says, and the text below it; a text without front matter says nothing.
///
/// # Errors
/// [`ReadError::Malformed`], with the line, where it can't be understood; [`ReadError::PassedOver`] where it says that the text
/// is a draft, and `drafts` are not wanted, or where there is no text, as on the pages that a blog makes of others.
pub(crate) fn read<'t>(origin: &str, text: &'t str, drafts: bool) -> Result<(Details, &'t str), ReadError> {
    let Some(FrontMatter { kind, fields, body }) = split(text) else {
        return Ok((Details::default(), text));
    };
    let wrong = |line: Option<usize>, problem: String| ReadError::Malformed {
        origin: line.map_or_else(|| origin.to_owned(), |line| format!("{origin}:{}", line + 1)),
        problem: format!("the front matter can't be read: {problem}"),
    };
    if fields.len() > LONGEST {
        return Err(wrong(None, format!("it is longer than {} kB; shorten it", LONGEST / 1024)));
    }
    let map = match kind {
        Kind::Toml => toml(fields).map_err(|(line, problem)| wrong(line, problem))?,
        Kind::Json => {
            serde_json::from_str(fields).map_err(|error| wrong(Some(error.line()), error.to_string()))?
        }
        Kind::Yaml => match yaml::lenient_mapping(fields) {
            Ok(map) => map,
            // Words between two rules.
            Err(error) if error.problem == yaml::NO_FIELDS => return Ok((Details::default(), text)),
            Err(error) => {
                let advice = "; write each field as “name: value”, a line each";
                return Err(wrong(Some(error.line), error.problem + advice));
            }
        },
    };
    let passed_over =
        |problem: &str| Err(ReadError::PassedOver { origin: origin.to_owned(), problem: problem.into() });
    if !drafts && is_draft(&map) {
        return passed_over("it is a draft; --drafts takes it all the same");
    }
    if body.trim().is_empty() {
        return passed_over("it has front matter and no text");
    }
    let map = flat(map);
    let tags = tags::of(&map, Separator::Space);
    let details = Details { tags, ..Fields::new(&map, None).details(REASON) };
    // A permalink may be only a path, or a pattern, of the blog that it was written for.
    let url = details.url.filter(|url| fields::is_address(url));
    Ok((Details { url, ..details }, body))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Yaml,
    Toml,
    /// As Hugo reads it: an object before the text, without rules around it.
    Json,
}

struct FrontMatter<'t> {
    kind: Kind,
    fields: &'t str,
    body: &'t str,
}

/// The front matter, if the first line that is not blank opens one that is closed.
fn split(text: &str) -> Option<FrontMatter<'_>> {
    let text = text.trim_start_matches(['\u{FEFF}', '\n', '\r']);
    let (first, rest) = text.split_once('\n')?;
    let kind = match first.trim_end() {
        "---" => Kind::Yaml,
        "+++" => Kind::Toml,
        first if first.starts_with('{') => return json_before(text),
        _ => return None,
    };
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        let is_end = match line.trim_end() {
            "+++" => kind == Kind::Toml,
            "---" | "..." => kind == Kind::Yaml,
            _ => false,
        };
        if is_end {
            return Some(FrontMatter { kind, fields: &rest[..at], body: &rest[at + line.len()..] });
        }
        at += line.len();
    }
    None
}

/// An object at the head of a text, with a field that a text has.
fn json_before(text: &str) -> Option<FrontMatter<'_>> {
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let map = objects.next()?.ok()?;
    let at = objects.byte_offset();
    let (fields, body) = text.split_at_checked(at)?;
    let is_front = (map.contains_key("title") || map.contains_key("date"))
        && body.trim_start_matches([' ', '\r']).starts_with('\n');
    is_front.then_some(FrontMatter { kind: Kind::Json, fields, body })
}

/// TOML as JSON has it; its dates are texts. The error's line counts from 1.
fn toml(text: &str) -> Result<Map<String, Value>, (Option<usize>, String)> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().and_then(|span| Some(text.get(..span.start)?.matches('\n').count() + 1));
        (line, error.message().to_owned())
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(is) => Value::Bool(is),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(json).collect()),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json(value))).collect())
        }
    }
}

/// `draft: true`, as Hugo and Zola have it; `published: false`, as Jekyll.
fn is_draft(map: &Map<String, Value>) -> bool {
    map.get("draft") == Some(&Value::Bool(true)) || map.get("published") == Some(&Value::Bool(false))
}

/// With the fields of Zola's `[extra]` and `[taxonomies]`, and Hugo's `[params]`, among the others, which go first.
fn flat(mut map: Map<String, Value>) -> Map<String, Value> {
    for name in ["extra", "params", "taxonomies"] {
        if let Some(Value::Object(inner)) = map.remove(name) {
            inner.into_iter().for_each(|(key, value)| {
                map.entry(key).or_insert(value);
            });
        }
    }
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\ntitle: T\ndate: 2026-01-21T10:00:00+01:00\nauthors: [Jane Doe, Ann Lee]\n---\nBody.";
        let toml = "+++\r\ntitle = 'T'\r\ndate = 2026-01-21T10:00:00+01:00\r\n[extra]\r\nauthors = ['Jane Doe', 'Ann Lee']\r\n+++\r\nBody.";
        let (details, body) = read("a.md", yaml, false).unwrap();
        assert_eq!((&details, body), (&read("a.md", toml, false).unwrap().0, "Body."));
        assert_eq!(details.byline.as_deref(), Some("Jane Doe, Ann Lee"));
        let published = details.published.unwrap();
        assert_eq!(published.span.edtf(), "2026-01-21");
        assert_eq!(published.evidence[0].reason, "its front matter says so");
    }

    #[test]
    fn a_text_that_only_begins_with_a_rule_has_none() {
        for text in ["---\nNo end.", "Text.\n---\ntitle: T\n---", "----\ntitle: T\n---", ""] {
            assert_eq!(read("a.md", text, false).unwrap(), (Details::default(), text));
        }
        assert_eq!(read("a.md", "---\n---\nBody.", false).unwrap().1, "Body.");
    }

    #[test]
    fn what_people_write_and_yaml_does_not_allow_is_taken_as_it_stands() {
        let title = |line: &str| {
            let text = format!("---\nlayout: post\n{line}\ndate: 2026-01-21\n---\nText.");
            let (details, body) = read("a.md", &text, false).unwrap();
            assert_eq!((details.published.unwrap().span.edtf().as_str(), body), ("2026-01-21", "Text."));
            details.title.unwrap()
        };
        assert_eq!(title("title: Harbour: the end"), "Harbour: the end");
        assert_eq!(title("title: [Update] The end"), "[Update] The end");
        assert_eq!(title("title: \"The end\" of it"), "\"The end\" of it");
        assert_eq!(title("title: @home"), "@home");
        let rules = "---\nA line between two rules.\n---\nText.";
        assert_eq!(read("a.md", rules, false).unwrap(), (Details::default(), rules));
    }

    #[test]
    fn an_object_or_blank_lines_may_stand_before_the_text() {
        let (details, body) =
            read("a.md", "{\n \"title\": \"T\",\n \"tags\": [\"a b\"]\n}\nText.", false).unwrap();
        assert_eq!(
            (details.title.as_deref(), details.tags, body),
            (Some("T"), vec!["a b".to_owned()], "\nText.")
        );
        assert_eq!(
            read("a.md", "\r\n\n---\ntitle: T\n---\nText.", false).unwrap().0.title.as_deref(),
            Some("T")
        );
        for text in ["{a} is\nno object.", "{\"a\": 1}\nText.", "{\"title\": 1} and more\n"] {
            assert_eq!(read("a.md", text, false).unwrap().1, text);
        }
    }

    #[test]
    fn only_an_address_is_a_url() {
        let url = |field: &str| read("a.md", &format!("---\n{field}\n---\nText."), false).unwrap().0.url;
        assert_eq!(url("permalink: /:year/:title/"), None);
        assert_eq!(url("url: https://hill.example/a").as_deref(), Some("https://hill.example/a"));
    }

    #[test]
    fn what_can_t_be_understood_is_named_with_its_line() {
        let error = |text: &str| read("a.md", text, false).unwrap_err().to_string();
        let yaml = error("---\nlayout: post\n- Harbour\n---\nText.");
        assert!(yaml.starts_with("a.md:3: the front matter can't be read: "), "{yaml}");
        assert!(yaml.ends_with("; write each field as “name: value”, a line each"), "{yaml}");
        assert!(error("+++\ntitle = T\n+++\n").starts_with("a.md:2: the front matter can't be read: "));
    }

    #[test]
    fn drafts_and_pages_without_text_are_passed_over() {
        for draft in [
            "---\ndraft: true\n---\nText.",
            "+++\ndraft = true\n+++\nText.",
            "---\npublished: false\n---\nText.",
        ] {
            let error = read("a.md", draft, false).unwrap_err();
            assert!(error.is_notice());
            assert_eq!(error.to_string(), "a.md: passed over; it is a draft; --drafts takes it all the same");
            assert_eq!(read("a.md", draft, true).unwrap().1, "Text.");
        }
        assert!(read("a.md", "---\ndraft: false\npublished: true\n---\nText.", false).is_ok());
        assert!(read("_index.md", "---\ntitle: Posts\n---\n", true).unwrap_err().is_notice());
    }
}
