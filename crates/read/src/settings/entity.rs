use dossier_model::{Coordinates, EntityEdit, EntityKind, Named};

use super::table::Value;
use crate::ReadError;

const KEYS: &[&str] = &["name", "merge", "split", "hide", "kind", "note", "at"];

/// The tables of all entities.
pub(super) fn read(tables: &Value<'_>) -> Result<Vec<EntityEdit>, Vec<ReadError>> {
    tables.each(read_one)
}

fn read_one(table: &Value<'_>) -> Result<EntityEdit, Vec<ReadError>> {
    let entity = named(table.key.text, table.key.place())
        .ok_or_else(|| vec![table.key.error(not_named(table.key.text))])?;
    let mut edit = EntityEdit { entity, ..EntityEdit::default() };
    let mut errors = Vec::new();
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        let read = match key.text {
            "name" => value.text().map(|name| edit.name = Some(name.trim().to_owned())),
            "note" => value.text().map(|note| edit.note = Some(note.trim().to_owned())),
            "hide" => value.flag().map(|hide| edit.hide = hide),
            "at" => coordinates(&value).map(|at| edit.at = Some((at, value.place()))),
            "kind" => kind(&value).map(|kind| edit.kind = Some(kind)),
            "merge" => merged(&value).map(|others| edit.merge = others),
            "split" => value.texts().map(|names| {
                edit.split =
                    names.into_iter().map(|(name, value)| (name.to_owned(), value.place())).collect();
            }),
            _ => Err(key.unknown("an entity has no key", KEYS)),
        };
        errors.extend(read.err());
    }
    if errors.is_empty() { Ok(edit) } else { Err(errors) }
}

fn kind(value: &Value<'_>) -> Result<EntityKind, ReadError> {
    let text = value.text()?;
    kind_of(text)
        .ok_or_else(|| value.error(format!("“kind” is “{text}”; it can be “person”, “org”, “place”")))
}

fn coordinates(value: &Value<'_>) -> Result<Coordinates, ReadError> {
    let read = value.numbers().and_then(|numbers| match numbers.as_slice() {
        [latitude, longitude] => Coordinates::from_degrees(*latitude, *longitude),
        _ => None,
    });
    let shape = "“at” must be a latitude from -90 to 90 and a longitude from -180 to 180, like [33.34, 44.4]";
    read.ok_or_else(|| value.error(shape.to_owned()))
}

fn kind_of(key: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| kind.key() == key)
}

fn merged(value: &Value<'_>) -> Result<Vec<Named>, ReadError> {
    let named = |(text, value): (&str, Value<'_>)| {
        named(text, value.place()).ok_or_else(|| value.error(not_named(text)))
    };
    value.texts()?.into_iter().map(named).collect()
}

fn named(text: &str, place: String) -> Option<Named> {
    let (kind, id) = text.split_once('/')?;
    Some(Named { kind: kind_of(kind)?, id: Some(id.to_owned()).filter(|id| !id.is_empty())?, place })
}

fn not_named(text: &str) -> String {
    format!(
        "“{text}” names no entity; write its kind and id, as links do: \"person/jane-doe\", \"org/…\" or \"place/…\""
    )
}

#[cfg(test)]
mod tests {
    use super::super::{settings_from_toml, tests::errors};
    use super::*;

    #[test]
    fn an_entity_s_edits_are_read() {
        let toml = "[entity.\"person/jane-doe\"]\nname = \"Jane B. Doe\"\nmerge = [\"person/doe\", \"org/jd\"]\nsplit = \"Janet Doe\"\nkind = \"person\"\nnote = \"N\"\n[entity.\"place/hill\"]\nhide = true";
        let edits = settings_from_toml("corpus.toml", toml).unwrap().entities;
        let jane = edits.iter().find(|edit| edit.entity.id == "jane-doe").unwrap();
        assert_eq!(
            jane.merge[1],
            Named { kind: EntityKind::Organisation, id: "jd".into(), place: "corpus.toml:3".into() }
        );
        assert_eq!(jane.split, [("Janet Doe".to_owned(), "corpus.toml:4".to_owned())]);
        assert!(edits.iter().any(|edit| edit.hide && edit.entity.kind == EntityKind::Place));
    }

    #[test]
    fn a_place_s_coordinates_are_read_and_wrong_ones_named() {
        let read = |at: &str| {
            let toml = format!("[entity.\"place/hill\"]\nat = {at}");
            settings_from_toml("corpus.toml", &toml).map(|settings| settings.entities[0].at.clone())
        };
        let hill = Coordinates::from_degrees(-33.5, 151.0).unwrap();
        assert_eq!(read("[-33.5, 151]").unwrap(), Some((hill, "corpus.toml:2".into())));
        for wrong in ["[91.0, 0]", "[1.0]", "[1, 2, 3]", "\"33, 44\"", "['a', 'b']", "[nan, 0]", "[inf, 1]"] {
            let error = read(wrong).unwrap_err()[0].to_string();
            assert!(
                error.starts_with("corpus.toml:2: “at” must be a latitude from -90 to 90"),
                "{wrong}: {error}"
            );
        }
    }

    #[test]
    fn what_names_no_entity_is_an_error_with_its_line() {
        assert!(
            errors("[entity.abdi]\nhide = true")[0]
                .starts_with("corpus.toml:1: “abdi” names no entity; write")
        );
        assert_eq!(
            errors("[entity.\"person/a\"]\nhid = true"),
            ["corpus.toml:2: an entity has no key “hid”; did you mean “hide”?"]
        );
        assert_eq!(
            errors("[entity.\"person/a\"]\nkind = \"human\""),
            ["corpus.toml:2: “kind” is “human”; it can be “person”, “org”, “place”"]
        );
        assert_eq!(
            errors("[entity.\"person/a\"]\nhide = 1"),
            ["corpus.toml:2: “hide” must be true or false, not integer"]
        );
    }
}
