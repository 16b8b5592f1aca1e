//! A pack that is mended answers as one that was packed of the mended corpus.

mod naive;

use dossier_extract::mend_placed as mend;
use dossier_index::{
    Filter, Pack, Query, Search, Sort, pack, pack_in_chunks, pack_in_smaller_chunks, pack_without_words,
};
use dossier_model::{
    ByteRange, Coordinates, Corpus, DateSpan, Document, DocumentIndex, EditedField, EntityEdit, EntityIndex,
    EntityKind, Evidence, Facet, Named, Published,
};
use naive::{corpus, span};
use proptest::{collection::vec, option, prelude::*, sample::Index};

fn somewhere(east: f64) -> Coordinates {
    Coordinates::from_degrees(50.0, east).expect("it is on the earth")
}

/// Every second place is somewhere. Names in the order of the extractor; every second mention of an entity with another name stands in the text under that
/// name.
fn spelt(mut corpus: Corpus) -> Corpus {
    for (at, entity) in corpus.entities.iter_mut().enumerate() {
        let is_somewhere = entity.kind == EntityKind::Place && at % 2 == 0;
        entity.at = is_somewhere.then(|| somewhere(at as f64));
        entity.aliases.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    }
    for (document, found) in corpus.documents.iter_mut().zip(&mut corpus.annotations) {
        for (at, mention) in found.mentions.iter_mut().enumerate() {
            let aliases = &corpus.entities[mention.entity.0 as usize].aliases;
            let alias = &aliases[at % aliases.len()].text;
            let start = document.text.len();
            document.text.push_str(alias);
            mention.range = ByteRange::new(start, start + alias.len());
        }
    }
    corpus
}

/// One edit, with what it speaks of given by places in the table of entities.
#[derive(Clone, Debug)]
struct Draft {
    entity: Index,
    name: Option<&'static str>,
    merge: Vec<Index>,
    is_split: bool,
    hide: bool,
    kind: Option<EntityKind>,
    note: Option<&'static str>,
    is_placed: bool,
}

fn draft() -> impl Strategy<Value = Draft> {
    let name = option::of(prop::sample::select(vec!["Name 0", "Name 1", "New", "al Sudani"]));
    let kind = option::of(prop::sample::select(&EntityKind::ALL[..]));
    let note = option::of(Just("A note."));
    let (is_split, hide, is_placed) = (any::<bool>(), prop::bool::weighted(0.2), any::<bool>());
    (any::<Index>(), name, vec(any::<Index>(), 0..3), is_split, hide, kind, note, is_placed).prop_map(
        |(entity, name, merge, is_split, hide, kind, note, is_placed)| {
            // What is hidden can't be edited otherwise.
            let keep = !hide;
            Draft {
                entity,
                name: name.filter(|_| keep),
                merge: if keep { merge } else { Vec::new() },
                is_split: is_split && keep,
                hide,
                kind: kind.filter(|_| keep),
                note,
                is_placed: is_placed && keep,
            }
        },
    )
}

fn edits(corpus: &Corpus, drafts: &[Draft]) -> Vec<EntityEdit> {
    let named = |at: &Index| {
        let entity = at.get(&corpus.entities);
        Named { kind: entity.kind, id: entity.id.clone(), place: String::new() }
    };
    let mut taken: Vec<EntityIndex> = Vec::new();
    let mut is_free = |at: &Index| {
        let index = EntityIndex(at.index(corpus.entities.len()) as u32);
        let is_free = !taken.contains(&index);
        taken.push(index);
        is_free
    };
    let mut edits = Vec::new();
    for draft in drafts {
        if !is_free(&draft.entity) {
            continue;
        }
        let aliases = &draft.entity.get(&corpus.entities).aliases;
        let off = aliases.iter().find(|alias| alias.text.starts_with("Al")).filter(|_| draft.is_split);
        edits.push(EntityEdit {
            entity: named(&draft.entity),
            name: draft.name.map(str::to_owned),
            merge: draft.merge.iter().filter(|at| is_free(at)).map(named).collect(),
            split: off.map(|alias| (alias.text.clone(), String::new())).into_iter().collect(),
            hide: draft.hide,
            kind: draft.kind,
            note: draft.note.map(str::to_owned),
            at: Some((somewhere(1.0), String::new())).filter(|_| {
                let own = draft.entity.get(&corpus.entities).kind;
                draft.is_placed && draft.kind.unwrap_or(own) == EntityKind::Place
            }),
        });
    }
    edits
}

/// What is set of documents: the source, the date, tags.
type Set = (Index, Option<&'static str>, Option<DateSpan>, Vec<&'static str>);

fn set() -> impl Strategy<Value = Set> {
    let source = option::of(prop::sample::select(vec!["The Post", "Hill News"]));
    let tags = prop::sample::subsequence(vec!["Zebra", "starred"], 0..2);
    (any::<Index>(), source, option::of(span()), tags)
}

fn apply(document: &mut Document, (_, source, date, tags): &Set) {
    if let Some(source) = source {
        document.source = Some((*source).to_owned());
        document.edited.push(EditedField::Source);
    }
    if let Some(span) = date {
        let evidence = vec![Evidence { reason: "corpus.toml says so".into(), passage: None }];
        document.published = Published { span: *span, evidence };
    }
    document.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
}

/// All that a page asks of a pack.
fn answers(pack: &Pack) -> Vec<String> {
    let mut said = vec![format!("{:?}", pack.axis())];
    said.extend(pack.documents().map(|document| format!("{:?}", pack.first_alike(document))));
    for entity in (0..pack.entity_count() as u32).map(EntityIndex) {
        said.push(format!("{:?} {:?}", pack.entity(entity), pack.other_names(entity)));
        said.push(format!("{:?} {:?}", pack.entity_value(entity), pack.speaker_value(Some(entity))));
    }
    let mut filters = Vec::new();
    for facet in Facet::ALL {
        for value in 0..pack.facet_len(facet) as u32 {
            let info = pack.facet_value(facet, value);
            said.push(format!("{info:?} {:?}", pack.facet_value_by_id(facet, info.id)));
            filters.push(Filter { facet, values: vec![Some(value)], negated: value % 2 == 1 });
        }
    }
    for document in pack.documents() {
        said.push(format!("{:?} {:?}", pack.document(document), pack.annotations(document)));
        said.push(format!("{:?}", Facet::ALL.map(|facet| pack.document_values(document, facet))));
    }
    for words in ["", "prison", "person:name", "said-by:sudani", "source:post"] {
        let query = pack.read_query(words);
        for sort in [Sort::Newest, Sort::Relevance] {
            said.push(format!("{:?}", pack.search(&Search { sort, ..Search::new(&query) })));
        }
        said.push(format!("{:?}", pack.suggest(words, 9)));
    }
    let everything = Query::parse("");
    for filter in &filters {
        let filters = core::slice::from_ref(filter);
        said.push(format!("{:?}", pack.search(&Search { filters, ..Search::new(&everything) })));
    }
    said
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mending_a_pack_is_mending_its_corpus(corpus in corpus(), drafts in vec(draft(), 0..5), sets in vec(set(), 0..3)) {
        let mut corpus = spelt(corpus);
        if corpus.documents.len() > 1 {
            corpus.alike = vec![(DocumentIndex(1), DocumentIndex(0))];
        }
        let whole = Pack::open(pack(&corpus)).unwrap();
        let parts = pack_in_chunks(&corpus);
        let cut = Pack::open(parts.root).unwrap();
        for (name, bytes) in parts.chunks {
            cut.supply(&name, bytes).unwrap();
        }
        // With a tail of its facets, which comes when it is asked for.
        let tailed = pack_in_smaller_chunks(&corpus, 10_000);
        let wordless = Pack::open(pack_without_words(&corpus)).unwrap();
        let edits = edits(&corpus, &drafts);
        let mut cards = Vec::new();
        if !corpus.documents.is_empty() {
            for set in &sets {
                let at = set.0.index(corpus.documents.len());
                apply(&mut corpus.documents[at], set);
                let document = &corpus.documents[at];
                let mut card = whole.document(DocumentIndex(at as u32));
                card.source.clone_from(&document.source);
                card.published.clone_from(&document.published);
                card.tags.clone_from(&document.tags);
                card.edited.clone_from(&document.edited);
                cards.retain(|(other, _)| *other != DocumentIndex(at as u32));
                cards.push((DocumentIndex(at as u32), card));
            }
        }
        let expected = mend(&mut corpus, &edits);
        let mended = whole.mend(cards.clone(), &edits, mend);
        let Ok(mended) = mended else {
            prop_assert_eq!(mended.err(), expected.err());
            return Ok(());
        };
        let packed = Pack::open(pack(&corpus)).unwrap();
        prop_assert_eq!(answers(&mended), answers(&packed));
        let Ok(wordless) = wordless.mend(cards.clone(), &edits, mend) else { panic!("it can be mended as the whole one") };
        prop_assert_eq!(answers(&wordless), answers(&packed));
        let Ok(cut) = cut.mend(cards.clone(), &edits, mend) else { panic!("a pack in chunks can be mended as the whole one") };
        prop_assert_eq!(answers(&cut), answers(&packed));
        let open = Pack::open(tailed.root).unwrap();
        let mended = loop {
            // Edits may not fit what is not here yet.
            let mended = open.mend(cards.clone(), &edits, mend);
            let _ = mended.as_ref().map(answers);
            let missing = open.take_missing();
            if missing.is_empty() {
                let Ok(mended) = mended else { panic!("what comes later can be mended as well") };
                break mended;
            }
            for name in missing {
                let (_, bytes) = tailed.chunks.iter().find(|(other, _)| *other == name).unwrap();
                open.supply(&name, bytes.clone()).unwrap();
            }
        };
        prop_assert_eq!(answers(&mended), answers(&packed));
    }
}

#[test]
fn each_entity_knows_what_it_was() {
    let corpus = dossier_extract::annotate(
        dossier_model::Site::default(),
        vec![
            dossier_read::read_text(
                "a",
                "a",
                b"Mayor Jane Doe met Ann Lee in Paris. Doe said that Paris was calm. Mr Lee went to Berlin.",
            )
            .unwrap(),
        ],
    );
    let pristine = Pack::open(pack(&corpus)).unwrap();
    let find = |pack: &Pack, kind: EntityKind, id: &str| {
        pack.value_entity(kind.into(), pack.facet_value_by_id(kind.into(), id).unwrap()).unwrap()
    };
    let named = |kind, id: &str| Named { kind, id: id.into(), place: String::new() };
    let edit = EntityEdit {
        entity: named(EntityKind::Person, "jane-doe"),
        merge: vec![named(EntityKind::Person, "ann-lee")],
        kind: Some(EntityKind::Organisation),
        split: vec![("Doe".into(), String::new())],
        ..EntityEdit::default()
    };
    let Ok(mended) = pristine.mend(Vec::new(), &[edit], mend) else { panic!("these edits can be done") };
    let jane = find(&mended, EntityKind::Organisation, "jane-doe");
    assert_eq!(mended.pristine(jane), Some(find(&pristine, EntityKind::Person, "jane-doe")));
    let paris = find(&mended, EntityKind::Place, "paris");
    assert_eq!(mended.pristine(paris), Some(find(&pristine, EntityKind::Place, "paris")));
    assert_eq!(mended.pristine(find(&mended, EntityKind::Person, "doe")), None);
}
