//! What fields say an article is filed under.

use serde_json::{Map, Value};

use crate::{field_names::plain, labels::on_one_line};

/// How the fields are called. Those of the second list count where there are none of the first: they are written for search
/// engines.
const TAGS: &[&str] =
    &["tags", "categories", "category", "schlagworte", "schlagwörter", "kategorien", "etiquetas"];
const KEYWORDS: &[&str] = &["keywords", "keyword"];
/// In front matter only: a column of a German table with this name is of days.
const TAG: &str = "tag";
/// More, or longer ones, in characters, are no tags.
const MOST: usize = 50;
const LONGEST: usize = 60;

/// What parts the tags of one text, where no comma, semicolon or bar does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Separator {
    /// As in the front matter of Jekyll and Obsidian.
    Space,
    Nothing,
}

/// The tags of an article, sorted, each once.
pub(crate) fn of(map: &Map<String, Value>, separator: Separator) -> Vec<String> {
    let named = |names: &[&str]| {
        let mut tags = Vec::new();
        let is_one = |name: &str| names.contains(&name) || separator == Separator::Space && name == TAG;
        for (_, value) in map.iter().filter(|(name, _)| is_one(&plain(name))) {
            gather(value, separator, &mut tags);
        }
        tags
    };
    let mut tags = named(TAGS);
    if tags.is_empty() {
        tags = named(KEYWORDS);
    }
    tags.truncate(MOST);
    tags.sort_unstable();
    tags.dedup();
    tags
}

fn gather(value: &Value, separator: Separator, tags: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let is_apart = |sign: char| matches!(sign, ',' | ';' | '|' | '\n');
            let by_space = separator == Separator::Space && !text.contains(is_apart);
            let parts = text.split(|sign: char| is_apart(sign) || by_space && sign.is_whitespace());
            tags.extend(parts.filter_map(tag));
        }
        // One of a list may have spaces.
        Value::Array(values) => {
            tags.extend(values.iter().filter_map(Value::as_str).filter_map(tag));
        }
        _ => {}
    }
}

/// A tag without Obsidian's sign before it; a number is a program's.
fn tag(text: &str) -> Option<String> {
    let tag = on_one_line(text.trim().trim_start_matches('#').trim_matches(['"', '\'', '[', ']']));
    let is_tag = tag.chars().any(char::is_alphabetic) && tag.chars().count() <= LONGEST;
    is_tag.then_some(tag)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value, separator: Separator) -> Vec<String> {
        of(value.as_object().unwrap(), separator)
    }

    #[test]
    fn tags_are_lists_or_texts() {
        let listed = json!({"Tags": ["#strike/port", "sea level", 7, ""], "categories": "News, Port", "keywords": "seo"});
        assert_eq!(read(listed, Separator::Space), ["News", "Port", "sea level", "strike/port"]);
        let text = json!({"tags": "strike port"});
        assert_eq!(read(text.clone(), Separator::Space), ["port", "strike"]);
        assert_eq!(read(text, Separator::Nothing), ["strike port"]);
        assert_eq!(read(json!({"keywords": "a; b|b"}), Separator::Nothing), ["a", "b"]);
        assert_eq!(read(json!({"tags": [3, 4], "tag": "Montag"}), Separator::Nothing), [""; 0]);
        assert_eq!(read(json!({"tag": "strike"}), Separator::Space), ["strike"]);
    }
}
