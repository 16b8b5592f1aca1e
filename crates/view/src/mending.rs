//! Edits as a link carries them, and in words.
//!
//! An edit is its parts with a colon between: what is done, to what, and how: `name:person:abdi:Mazloum Abdi`. A colon or a
//! percent sign inside a part is percent-encoded. A page keeps its own edits in the same way, one in a line.

use dossier_model::{Coordinates, DocumentField, Edit, EntityKind, EntityName, Facet, STARRED};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::{Id, Names};

const ENCODED: &AsciiSet = &CONTROLS.add(b'%').add(b':');

/// An edit as links have it, before what links encode is encoded.
pub fn format_edit(edit: &Edit) -> String {
    let at;
    let parts: Vec<&str> = match edit {
        Edit::Name(entity, name) => vec!["name", entity.kind.key(), &entity.id, name],
        Edit::Merge(entity, other) => {
            vec!["merge", entity.kind.key(), &entity.id, other.kind.key(), &other.id]
        }
        Edit::Split(entity, name) => vec!["split", entity.kind.key(), &entity.id, name],
        Edit::Hide(entity) => vec!["hide", entity.kind.key(), &entity.id],
        Edit::Kind(entity, kind) => vec!["kind", entity.kind.key(), &entity.id, kind.key()],
        Edit::Note(entity, note) => vec!["note", entity.kind.key(), &entity.id, note],
        Edit::At(entity, place) => {
            at = format!("{},{}", place.latitude(), place.longitude());
            vec!["at", entity.kind.key(), &entity.id, &at]
        }
        Edit::Set(key, field, text) => vec![field.key(), key, text],
        Edit::Tag(key, tag) => vec!["tag", key, tag],
    };
    let parts: Vec<String> =
        parts.into_iter().map(|part| utf8_percent_encode(part, ENCODED).to_string()).collect();
    parts.join(":")
}

/// The edit that a text is.
///
/// # Errors
/// Why it is none, in words for the reader.
pub fn parse_edit(text: &str) -> Result<Edit, String> {
    let parts: Vec<String> =
        text.split(':').map(|part| percent_decode_str(part).decode_utf8_lossy().into_owned()).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    if parts.iter().any(|part| part.trim().is_empty()) {
        return Err("a part of this edit is empty".into());
    }
    let entity = |kind: &str, id: &str| {
        let kind = kind_of(kind).ok_or_else(|| format!("there is no kind “{kind}” of names"))?;
        Ok::<_, String>(EntityName { kind, id: id.to_owned() })
    };
    Ok(match parts[..] {
        ["name", kind, id, name] => Edit::Name(entity(kind, id)?, name.into()),
        ["merge", kind, id, other, other_id] => Edit::Merge(entity(kind, id)?, entity(other, other_id)?),
        ["split", kind, id, name] => Edit::Split(entity(kind, id)?, name.into()),
        ["hide", kind, id] => Edit::Hide(entity(kind, id)?),
        ["kind", kind, id, new] => Edit::Kind(entity(kind, id)?, entity(new, "any")?.kind),
        ["note", kind, id, note] => Edit::Note(entity(kind, id)?, note.into()),
        ["at", kind, id, at] => Edit::At(entity(kind, id)?, coordinates(at)?),
        ["tag", key, tag] => Edit::Tag(key.into(), tag.into()),
        [field, key, text] => {
            let field = DocumentField::ALL.into_iter().find(|known| known.key() == field);
            Edit::Set(key.into(), field.ok_or("this page knows no such edit")?, text.into())
        }
        _ => return Err("this page knows no such edit".into()),
    })
}

fn coordinates(text: &str) -> Result<Coordinates, String> {
    let read = || {
        let (latitude, longitude) = text.split_once(',')?;
        Coordinates::from_degrees(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?)
    };
    read().ok_or_else(|| format!("“{text}” is no latitude and longitude, like 33.34,44.4"))
}

fn kind_of(key: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| kind.key() == key)
}

/// An edit in words: 'Abdi is shown as “Mazloum Abdi”'. The names are those of the corpus before it was edited.
pub fn edit_words(edit: &Edit, names: &impl Names) -> String {
    let label = |entity: &EntityName| {
        let label = Id::new(&entity.id).and_then(|id| names.label(Facet::from(entity.kind), &id));
        label.unwrap_or_else(|| entity.id.clone())
    };
    let title = |key: &str| Id::new(key).and_then(|id| names.title(&id)).unwrap_or_else(|| key.to_owned());
    match edit {
        Edit::Name(entity, name) => format!("{} is shown as “{name}”", label(entity)),
        Edit::Merge(entity, other) => format!("{} is the same as {}", label(other), label(entity)),
        Edit::Split(entity, name) => format!("“{name}” is somebody or something else than {}", label(entity)),
        Edit::Hide(entity) => format!("{} is hidden", label(entity)),
        Edit::Kind(entity, kind) => format!("{} is {}", label(entity), kind_words(*kind)),
        Edit::Note(entity, note) => format!("Note on {}: “{note}”", label(entity)),
        Edit::At(entity, at) => {
            format!("{} is at {}, {}", label(entity), at.latitude(), at.longitude())
        }
        Edit::Set(key, field, text) => format!("{} of “{}”: {text}", field_words(*field), title(key)),
        Edit::Tag(key, tag) if tag == STARRED => format!("“{}” is starred", title(key)),
        Edit::Tag(key, tag) => format!("“{}” is tagged {tag}", title(key)),
    }
}

fn kind_words(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "a person",
        EntityKind::Organisation => "an organisation",
        EntityKind::Place => "a place",
    }
}

fn field_words(field: DocumentField) -> &'static str {
    match field {
        DocumentField::Title => "Title",
        DocumentField::Source => "Source",
        DocumentField::Author => "Author",
        DocumentField::Url => "Address",
        DocumentField::Published => "Date",
    }
}
