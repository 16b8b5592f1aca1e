//! Single edits, as a reader makes them one after the other, as the tables of a corpus.toml, and back.

use dossier_model::{DocumentField, Edit, EntityEdit, EntityName, Named};

use super::{DocumentEdit, Settings};

impl Settings {
    /// What edits come to, made one after the other: a later name, kind, note or date takes the place of an earlier one,
    /// and what an entity was given goes where it is hidden or merged into another. An edit of a document that says no
    /// date where one is to stand is left out.
    pub fn of_edits(edits: &[Edit]) -> Self {
        let mut settings = Self::default();
        edits.iter().for_each(|edit| settings.take(edit));
        let says_nothing =
            |edit: &EntityEdit| *edit == EntityEdit { entity: edit.entity.clone(), ..EntityEdit::default() };
        settings.entities.retain(|edit| !says_nothing(edit));
        settings
    }

    /// The single edits that come to this.
    pub fn edits(&self) -> Vec<Edit> {
        let documents = self.documents.iter().flat_map(|edit| {
            let fields = DocumentField::ALL.into_iter();
            let set = fields
                .filter_map(|field| Some(Edit::Set(edit.key.clone(), field, edit.field(field)?.to_owned())));
            set.chain(edit.tags.iter().map(|tag| Edit::Tag(edit.key.clone(), tag.clone())))
        });
        documents.chain(self.entities.iter().flat_map(of_entity)).collect()
    }

    fn take(&mut self, edit: &Edit) {
        match edit {
            Edit::Set(key, field, text) => {
                let _ = self.document(key).set(*field, text);
            }
            Edit::Tag(key, tag) => {
                let tags = &mut self.document(key).tags;
                if !tags.contains(tag) {
                    tags.push(tag.clone());
                }
            }
            Edit::Name(entity, name) => self.entity(entity).name = Some(name.clone()),
            Edit::Kind(entity, kind) => self.entity(entity).kind = Some(*kind),
            Edit::Note(entity, note) => self.entity(entity).note = Some(note.clone()),
            Edit::At(entity, at) => self.entity(entity).at = Some((*at, String::new())),
            Edit::Split(entity, name) => {
                let split = &mut self.entity(entity).split;
                if !split.iter().any(|(other, _)| other == name) {
                    split.push((name.clone(), String::new()));
                }
            }
            Edit::Hide(entity) => {
                let (entity, _) = self.without(entity);
                self.entities.push(EntityEdit { entity, hide: true, ..EntityEdit::default() });
            }
            Edit::Merge(into, other) if into == other => {}
            Edit::Merge(into, other) => {
                let (other, merged) = self.without(other);
                let own = self.entity(into);
                own.merge.push(other);
                own.merge.extend(merged.into_iter().filter(|other| *other != named(into)));
            }
        }
    }

    fn document(&mut self, key: &str) -> &mut DocumentEdit {
        let at = self.documents.iter().position(|edit| edit.key == key);
        let at = at.unwrap_or_else(|| {
            self.documents.push(DocumentEdit::of(key));
            self.documents.len() - 1
        });
        &mut self.documents[at]
    }

    fn entity(&mut self, name: &EntityName) -> &mut EntityEdit {
        let entity = named(name);
        let at = self.entities.iter().position(|edit| edit.entity == entity);
        let at = at.unwrap_or_else(|| {
            self.entities.push(EntityEdit { entity, ..EntityEdit::default() });
            self.entities.len() - 1
        });
        // What is edited again is no longer hidden, nor a part of another.
        self.entities[at].hide = false;
        self.entities.iter_mut().for_each(|edit| edit.merge.retain(|other| *other != named(name)));
        &mut self.entities[at]
    }

    /// Drops what was done to an entity; what was merged into it comes back.
    fn without(&mut self, name: &EntityName) -> (Named, Vec<Named>) {
        let entity = named(name);
        let at = self.entities.iter().position(|edit| edit.entity == entity);
        let merged = at.map_or_else(Vec::new, |at| self.entities.remove(at).merge);
        for edit in &mut self.entities {
            edit.merge.retain(|other| *other != entity);
        }
        (entity, merged)
    }
}

fn of_entity(edit: &EntityEdit) -> Vec<Edit> {
    let own = || EntityName { kind: edit.entity.kind, id: edit.entity.id.clone() };
    let mut edits = Vec::new();
    for other in &edit.merge {
        edits.push(Edit::Merge(own(), EntityName { kind: other.kind, id: other.id.clone() }));
    }
    edits.extend(edit.split.iter().map(|(name, _)| Edit::Split(own(), name.clone())));
    edits.extend(edit.kind.map(|kind| Edit::Kind(own(), kind)));
    edits.extend(edit.name.clone().map(|name| Edit::Name(own(), name)));
    edits.extend(edit.note.clone().map(|note| Edit::Note(own(), note)));
    edits.extend(edit.at.iter().map(|(at, _)| Edit::At(own(), *at)));
    if edit.hide {
        edits.push(Edit::Hide(own()));
    }
    edits
}

fn named(name: &EntityName) -> Named {
    Named { kind: name.kind, id: name.id.clone(), place: String::new() }
}

#[cfg(test)]
mod tests {
    use dossier_model::{Coordinates, EntityKind};
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::{super::settings_from_toml, *};

    fn entity(id: &str) -> EntityName {
        EntityName { kind: EntityKind::Person, id: id.into() }
    }

    fn edit() -> impl Strategy<Value = Edit> {
        let text = || "[a-z\"\\\\\u{7}'=\\[\\]#é😀][a-z \n\"\\\\\u{7}]{0,8}[a-z\"\\\\]";
        let id = || select(vec!["a", "b", "c"]).prop_map(entity);
        let key = || text();
        let dates = select(vec!["2026", "2026-01", "2025-11..", "..2026-01-21", "no date"]);
        let field = select(&DocumentField::ALL[..4]);
        prop_oneof![
            (id(), text()).prop_map(|(id, text)| Edit::Name(id, text)),
            (id(), id()).prop_map(|(id, other)| Edit::Merge(id, other)),
            (id(), text()).prop_map(|(id, text)| Edit::Split(id, text)),
            id().prop_map(Edit::Hide),
            (id(), select(&EntityKind::ALL[..])).prop_map(|(id, kind)| Edit::Kind(id, kind)),
            (id(), text()).prop_map(|(id, text)| Edit::Note(id, text)),
            (id(), -90.0..=90.0, -180.0..=180.0)
                .prop_map(|(id, north, east)| Edit::At(id, Coordinates::from_degrees(north, east).unwrap())),
            (key(), field, text()).prop_map(|(key, field, text)| Edit::Set(key, field, text)),
            (key(), dates).prop_map(|(key, date)| Edit::Set(key, DocumentField::Published, date.into())),
            (key(), text()).prop_map(|(key, tag)| Edit::Tag(key, tag)),
        ]
    }

    /// Without the lines that things stood in, and in an order that a file keeps.
    fn plain(mut settings: Settings) -> Settings {
        for edit in &mut settings.documents {
            edit.place.clear();
        }
        for edit in &mut settings.entities {
            edit.entity.place.clear();
            edit.merge.iter_mut().for_each(|other| other.place.clear());
            edit.split.iter_mut().for_each(|(_, place)| place.clear());
            edit.at.iter_mut().for_each(|(_, place)| place.clear());
        }
        settings.documents.retain(|edit| *edit != DocumentEdit::of(&edit.key));
        settings.documents.sort_by(|a, b| a.key.cmp(&b.key));
        settings.entities.sort_by(|a, b| a.entity.id.cmp(&b.entity.id));
        settings
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_is_read_again(edits in vec(edit(), 0..12)) {
            let settings = Settings::of_edits(&edits);
            let text = settings.to_toml();
            let read = settings_from_toml("corpus.toml", &text);
            prop_assert!(read.is_ok(), "{:?} in {}", read, text);
            prop_assert_eq!(plain(read.unwrap()), plain(settings), "{}", text);
        }

        #[test]
        fn edits_of_edits_come_to_the_same(edits in vec(edit(), 0..12)) {
            let settings = Settings::of_edits(&edits);
            prop_assert_eq!(plain(Settings::of_edits(&settings.edits())), plain(settings));
        }
    }

    #[test]
    fn a_later_edit_takes_the_place_of_an_earlier_one() {
        let name = |name: &str| Edit::Name(entity("a"), name.into());
        let settings = Settings::of_edits(&[name("A"), name("B"), Edit::Merge(entity("b"), entity("a"))]);
        assert_eq!(settings.to_toml(), "[entity.\"person/b\"]\nmerge = [\"person/a\"]\n");
        let settings = Settings::of_edits(&[
            Edit::Merge(entity("a"), entity("c")),
            Edit::Merge(entity("b"), entity("a")),
        ]);
        assert_eq!(settings.to_toml(), "[entity.\"person/b\"]\nmerge = [\"person/a\", \"person/c\"]\n");
        let settings = Settings::of_edits(&[name("A"), Edit::Hide(entity("a"))]);
        assert_eq!(settings.to_toml(), "[entity.\"person/a\"]\nhide = true\n");
    }
}
