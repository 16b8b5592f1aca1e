//! What a person says the fields of tables and records are called, where that can't be guessed.

#![cfg_attr(
    not(feature = "tables"),
    allow(dead_code, reason = "only tables and records have fields to find")
)]

use dossier_text::nearest;

/// What a field may say of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "files", derive(serde::Serialize))]
pub(crate) enum Target {
    Text,
    Title,
    Date,
    Source,
    Author,
    Url,
    Id,
}

/// What they are called, the first the usual name.
const TARGETS: &[(Target, &[&str])] = &[
    (Target::Text, &["text", "body", "content"]),
    (Target::Title, &["title", "headline"]),
    (Target::Date, &["date", "published"]),
    (Target::Source, &["source", "outlet", "publication"]),
    (Target::Author, &["author", "byline"]),
    (Target::Url, &["url", "link"]),
    (Target::Id, &["id"]),
];

/// Which fields of tables and records say what of an article, as far as a person said so; the others are guessed. Of several
/// for the same the first that a record has counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "files", derive(serde::Serialize))]
pub struct FieldNames(Vec<(Target, String)>);

impl FieldNames {
    /// Takes that `field` holds the `target`: `text`, `title`, `date`, `source`, `author`, `url` or `id`. A field inside of
    /// another is named with a dot: `headline.main`.
    ///
    /// # Errors
    /// In words, where there is no such target or the field has no name.
    ///
    /// ```
    /// let mut names = dossier_read::FieldNames::default();
    /// names.add("title", "Schlagzeile").unwrap();
    /// assert_eq!(names.add("titel", "x").unwrap_err(), "there is no “titel” of an article; did you mean “title”?");
    /// ```
    pub fn add(&mut self, target: &str, field: &str) -> Result<(), String> {
        let wanted = plain(target);
        let known = TARGETS.iter().find(|(_, names)| names.contains(&wanted.as_str()));
        let Some((target, _)) = known else {
            let usual = || TARGETS.iter().map(|(_, names)| names[0]);
            let all = || usual().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
            let advice = nearest(&wanted, TARGETS.iter().flat_map(|(_, names)| names.iter().copied()));
            let advice = advice
                .map_or_else(|| format!("it can be {}", all()), |name| format!("did you mean “{name}”?"));
            return Err(format!("there is no “{target}” of an article; {advice}"));
        };
        if plain(field).is_empty() {
            return Err(format!("“{target}” is to be a field without a name", target = wanted));
        }
        self.0.push((*target, field.trim().to_owned()));
        Ok(())
    }

    /// Adds what another says, after what was said before.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All the fields that a person named.
    #[cfg_attr(not(feature = "tables"), allow(dead_code, reason = "only tables and records have fields"))]
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, field)| field.as_str())
    }

    /// The fields that hold this.
    pub(crate) fn of(&self, target: Target) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(named, _)| *named == target).map(|(_, field)| field.as_str())
    }

    /// Whether a field of that name, as [`plain`] makes it, is said to hold something else.
    pub(crate) fn holds_another(&self, field: &str, target: Target) -> bool {
        self.0.iter().any(|(named, name)| *named != target && plain(name) == field)
            && !self.of(target).any(|name| plain(name) == field)
    }

    /// What is wrong with a file that has only these fields, in words: a sentence for each target none of whose fields are there.
    pub(crate) fn missing(&self, has: impl Fn(&str) -> bool, all: &[&str]) -> Vec<String> {
        let lacking = |(target, names): &(Target, &[&str])| {
            let mut wanted = self.of(*target).peekable();
            let first = *wanted.peek()?;
            if wanted.any(&has) {
                return None;
            }
            let what = names[0];
            let advice = nearest(first, all.iter().copied()).map_or_else(
                || format!("there are {}", listed(all)),
                |name| format!("did you mean “{name}”?"),
            );
            Some(format!("no field is called “{first}”, so the {what} is guessed; {advice}"))
        };
        TARGETS.iter().filter_map(lacking).collect()
    }
}

/// `Date Published`, `date_published` and `datePublished` are one name.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The first of some names, in quotation marks.
fn listed(names: &[&str]) -> String {
    const MOST: usize = 12;
    let mut words: Vec<_> = names.iter().take(MOST).map(|name| format!("“{name}”")).collect();
    if names.len() > MOST {
        words.push(format!("and {} others", names.len() - MOST));
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: &[(&str, &str)]) -> FieldNames {
        let mut names = FieldNames::default();
        all.iter().for_each(|(target, field)| names.add(target, field).unwrap());
        names
    }

    #[test]
    fn what_a_file_lacks_is_said_with_the_nearest_right_name() {
        let names = names(&[
            ("title", "Headlin"),
            ("date", "day"),
            ("outlet", "zebra"),
            ("author", "a"),
            ("author", "by"),
        ]);
        let all = ["headline", "day", "by"];
        assert_eq!(
            names.missing(|name| all.contains(&name), &all),
            [
                "no field is called “Headlin”, so the title is guessed; did you mean “headline”?",
                "no field is called “zebra”, so the source is guessed; there are “headline”, “day”, “by”",
            ]
        );
    }

    #[test]
    fn a_target_that_is_none_is_refused() {
        let mut names = FieldNames::default();
        assert!(names.add("zebra", "x").unwrap_err().contains("it can be “text”, “title”, “date”"));
        assert!(names.add("title", " ").is_err());
        assert!(names.add("Body", "x").is_ok());
    }
}
