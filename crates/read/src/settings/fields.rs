use super::table::Value;
use crate::{FieldNames, ReadError};

/// Reads `[fields]`: `title = "headline"`, or a list of which the first that a record has counts.
pub(super) fn read(table: &Value<'_>) -> Result<FieldNames, Vec<ReadError>> {
    let (mut names, mut errors) = (FieldNames::default(), Vec::new());
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        match value.texts() {
            Ok(texts) => {
                let wrong = texts.into_iter().filter_map(|(field, _)| names.add(key.text, field).err());
                errors.extend(wrong.take(1).map(|problem| key.error(problem)));
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(names) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use crate::{FieldNames, settings_from_toml};

    #[test]
    fn fields_are_named_by_what_they_say() {
        let read = |text: &str| settings_from_toml("corpus.toml", text).map(|settings| settings.fields);
        let mut names = FieldNames::default();
        for (target, field) in [("date", "day"), ("date", "Datum"), ("title", "headline.main")] {
            names.add(target, field).unwrap();
        }
        assert_eq!(read("[fields]\ndate = ['day', 'Datum']\ntitle = 'headline.main'"), Ok(names));
        assert_eq!(
            read("[fields]\ntitel = 'a'").unwrap_err()[0].to_string(),
            "corpus.toml:2: there is no “titel” of an article; did you mean “title”?"
        );
        assert!(read("[fields]\ntitle = 3").is_err());
    }
}
