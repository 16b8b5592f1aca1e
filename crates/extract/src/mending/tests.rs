use dossier_model::{Coordinates, Site};

use super::*;

const TEXT: &str = "Mayor Jane Doe met Ann Lee in Paris. Doe said that Paris was calm. “We are calm,” Jane Doe said. \
    Mr Lee went to Acme Corp in Berlin.";

fn corpus() -> Corpus {
    let document = dossier_read::document_from_body("a", "a", TEXT.into(), Some("T".into())).unwrap();
    crate::annotate(Site::default(), vec![document])
}

fn edit(kind: EntityKind, id: &str) -> EntityEdit {
    EntityEdit { entity: named(kind, id), ..EntityEdit::default() }
}

fn named(kind: EntityKind, id: &str) -> Named {
    Named { kind, id: id.into(), place: "corpus.toml:7".into() }
}

fn ids(corpus: &Corpus) -> Vec<String> {
    corpus.entities.iter().map(|entity| format!("{}/{}", entity.kind.key(), entity.id)).collect()
}

fn mentions(corpus: &Corpus, id: &str) -> Vec<String> {
    let at = ids(corpus).iter().position(|other| other == id);
    let found = &corpus.annotations[0].mentions;
    let named = found.iter().filter(|mention| Some(mention.entity.0 as usize) == at);
    named.map(|mention| mention.range.of(TEXT).to_owned()).collect()
}

#[test]
fn the_text_of_these_tests_names_whom_they_edit() {
    assert_eq!(
        ids(&corpus()),
        ["person/ann-lee", "person/jane-doe", "org/acme-corp", "place/berlin", "place/paris"]
    );
}

#[test]
fn a_hidden_entity_is_gone_and_the_others_keep_their_mentions() {
    let mut corpus = corpus();
    mend(&mut corpus, &[EntityEdit { hide: true, ..edit(EntityKind::Place, "paris") }]).unwrap();
    assert!(!ids(&corpus).contains(&"place/paris".to_owned()));
    assert_eq!(mentions(&corpus, "place/berlin"), ["Berlin"]);
    assert_eq!(mentions(&corpus, "person/jane-doe"), ["Jane Doe", "Doe", "Jane Doe"]);
}

#[test]
fn merged_entities_are_one_with_all_names_and_say_so() {
    let mut corpus = corpus();
    let merge = vec![named(EntityKind::Place, "berlin")];
    mend(&mut corpus, &[EntityEdit { merge, ..edit(EntityKind::Place, "paris") }]).unwrap();
    assert_eq!(mentions(&corpus, "place/paris"), ["Paris", "Paris", "Berlin"]);
    let paris = corpus.entities.last().unwrap();
    assert_eq!(paris.edits, ["merged with “Berlin”"]);
    assert_eq!(paris.aliases[1].reason, "an editor said so");
}

#[test]
fn a_name_split_off_takes_its_mentions_with_it() {
    let mut corpus = corpus();
    let split = vec![("Doe".to_owned(), "corpus.toml:8".to_owned())];
    mend(&mut corpus, &[EntityEdit { split, ..edit(EntityKind::Person, "jane-doe") }]).unwrap();
    assert_eq!(mentions(&corpus, "person/doe"), ["Doe"]);
    assert_eq!(mentions(&corpus, "person/jane-doe"), ["Jane Doe", "Jane Doe"]);
    let speaker = corpus.annotations[0].quotations[0].speaker.unwrap();
    assert_eq!(corpus.entities[speaker.0 as usize].id, "jane-doe");
}

#[test]
fn a_new_name_and_kind_are_shown_and_the_id_stays() {
    let mut corpus = corpus();
    let edit = EntityEdit {
        name: Some("Acme".into()),
        kind: Some(EntityKind::Place),
        note: Some("A works.".into()),
        ..edit(EntityKind::Organisation, "acme-corp")
    };
    mend(&mut corpus, &[edit]).unwrap();
    let acme = corpus.entities.iter().find(|entity| entity.id == "acme-corp").unwrap();
    assert_eq!((acme.kind, acme.label.as_str()), (EntityKind::Place, "Acme"));
    assert_eq!(acme.edits, ["was an organisation", "renamed from “Acme Corp”"]);
    assert_eq!(acme.note.as_deref(), Some("A works."));
    assert_eq!(mentions(&corpus, "place/acme-corp"), ["Acme Corp"]);
}

#[test]
fn without_looking_places_up_each_stays_where_it_is_and_takes_that_of_one_merged_into_it() {
    let mut corpus = corpus();
    let find = |corpus: &Corpus, id: &str| ids(corpus).iter().position(|other| other == id).unwrap();
    let (paris, berlin) = (find(&corpus, "place/paris"), find(&corpus, "place/berlin"));
    let known = corpus.entities[berlin].at;
    assert!(known.is_some());
    corpus.entities[paris].at = None;
    let place = |id| named(EntityKind::Place, id);
    let renamed = EntityEdit {
        name: Some("Elsewhere".into()),
        merge: vec![place("berlin")],
        ..edit(EntityKind::Place, "paris")
    };
    mend_placed(&mut corpus, &[renamed]).unwrap();
    assert_eq!(corpus.entities[find(&corpus, "place/paris")].at, known);
    let person = EntityEdit { kind: Some(EntityKind::Person), ..edit(EntityKind::Place, "paris") };
    mend_placed(&mut corpus, &[person]).unwrap();
    assert_eq!(corpus.entities[find(&corpus, "person/paris")].at, None);
}

#[test]
fn a_place_is_where_an_editor_says_and_what_becomes_a_place_is_looked_up() {
    let mut corpus = corpus();
    let at = Coordinates::from_degrees(33.5, -95.25).unwrap();
    let there = EntityEdit { at: Some((at, "corpus.toml:8".into())), ..edit(EntityKind::Place, "paris") };
    let rename = EntityEdit {
        kind: Some(EntityKind::Place),
        name: Some("Cairo".into()),
        ..edit(EntityKind::Organisation, "acme-corp")
    };
    mend(&mut corpus, &[there, rename]).unwrap();
    let of = |id: &str| corpus.entities.iter().find(|entity| entity.id == id).unwrap();
    assert_eq!(
        (of("paris").at, of("paris").edits.as_slice()),
        (Some(at), &["placed by hand".to_owned()][..])
    );
    assert_eq!(of("acme-corp").at.map(|at| at.latitude().round()), Some(30.0));
    assert_eq!(of("berlin").at.map(|at| at.latitude().round()), Some(53.0));
    let who = EntityEdit { at: Some((at, "corpus.toml:8".into())), ..edit(EntityKind::Person, "jane-doe") };
    let error = mend(&mut corpus, &[who]).unwrap_err()[0].to_string();
    assert_eq!(error, "corpus.toml:8: “Jane Doe” is a person; only a place is somewhere");
}

#[test]
fn what_can_t_be_done_is_named_with_the_nearest_right_name_and_nothing_is_changed() {
    let mut corpus = corpus();
    let before = corpus.clone();
    let split = vec![("Dow".to_owned(), "corpus.toml:9".to_owned())];
    let merge = vec![named(EntityKind::Place, "berlin")];
    let errors = mend(
        &mut corpus,
        &[
            edit(EntityKind::Person, "jane-dow"),
            EntityEdit { split, ..edit(EntityKind::Person, "jane-doe") },
            EntityEdit { merge, ..edit(EntityKind::Place, "paris") },
            EntityEdit { hide: true, ..edit(EntityKind::Place, "berlin") },
        ],
    );
    let errors: Vec<_> = errors.unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(
        errors,
        [
            "corpus.toml:7: there is no entity “person/jane-dow”; did you mean “person/jane-doe”?",
            "corpus.toml:9: “Jane Doe” does not go by “Dow”; did you mean “Doe”?",
            "corpus.toml:7: “Berlin” is merged into another; edit that one",
        ]
    );
    assert_eq!(corpus, before);
}
