//! A pack that is open, with what a person changed of it: the entity table, the values of the facets and the dates are
//! made anew in memory; words, texts and chunks are those of the pack.
//!
//! The edits themselves are carried out by whoever carries them out before packing, on a corpus without texts that is
//! made of the tables of the pack. So a pack that was mended answers as one of the mended corpus would
//! (tests/mend_laws.rs), and one in chunks needs those alone that hold what is edited.

use std::sync::{Arc, OnceLock};

use dossier_model::{
    Annotations, ByteRange, Corpus, Document, DocumentIndex, Entity, EntityEdit, EntityIndex, EntityKind,
    Facet, Mention, Named, Published, Quotation, Title, TitleOrigin,
};

use super::{
    Dates, DocumentCard, FacetTable, Interval, Pack,
    columns::Columns,
    tail::{Tables, Tail},
};
use crate::bytes::Reader;

/// What was changed of a pack after it was opened.
pub(super) struct Changes {
    /// For each entity the one that the pack has; `None` for one that was split off.
    pub(super) pristine: Vec<Option<EntityIndex>>,
    /// For each entity of the pack the one that it is now; `None` where it is hidden.
    now: Vec<Option<EntityIndex>>,
    /// Those that are not as the pack has them.
    entities: Vec<(EntityIndex, Entity)>,
    cards: Vec<(DocumentIndex, DocumentCard)>,
    /// Of documents whose mentions are not all to be renumbered alike.
    annotations: Vec<(DocumentIndex, Annotations)>,
}

impl Changes {
    pub(super) fn entity(&self, entity: EntityIndex) -> Option<&Entity> {
        self.entities.iter().find(|(at, _)| *at == entity).map(|(_, entity)| entity)
    }

    pub(super) fn card(&self, document: DocumentIndex) -> Option<&DocumentCard> {
        self.cards.iter().find(|(at, _)| *at == document).map(|(_, card)| card)
    }

    pub(super) fn annotations(&self, document: DocumentIndex) -> Option<&Annotations> {
        self.annotations.iter().find(|(at, _)| *at == document).map(|(_, found)| found)
    }

    /// What the pack has of a document, with the entities as they are now.
    pub(super) fn renumber(&self, found: &mut Annotations) {
        let now = |entity: EntityIndex| self.now.get(entity.0 as usize).copied().flatten();
        found.mentions.retain_mut(|mention| now(mention.entity).map(|it| mention.entity = it).is_some());
        for quotation in &mut found.quotations {
            quotation.speaker = quotation.speaker.and_then(now);
        }
        let is_mentioned = |entity: &EntityIndex| found.mentions.iter().any(|it| it.entity == *entity);
        found.unplaced =
            found.unplaced.iter().filter_map(|it| now(*it)).filter(|it| !is_mentioned(it)).collect();
        found.unplaced.sort_unstable();
        found.unplaced.dedup();
    }
}

impl Pack {
    /// The pack with other cards of documents, and with its entities as `mend` makes them of `edits`. `self` is to be as
    /// it was opened. Titles are shown as the cards say, and found by the words that they had.
    ///
    /// What it asks of a pack in chunks and is not here is noted as missing, as with any other question: the entities
    /// that the edits name and, where a name is split off, the documents that mention its entity. Where it lacks values of
    /// facets, the answer is the pack as it was.
    ///
    /// # Errors
    /// What `mend` says.
    pub fn mend<E>(
        &self,
        cards: Vec<(DocumentIndex, DocumentCard)>,
        edits: &[EntityEdit],
        mend: impl FnOnce(&mut Corpus, &[EntityEdit]) -> Result<(), E>,
    ) -> Result<Self, E> {
        debug_assert!(self.changes.is_none(), "what is mended is a pack as it was opened");
        if !self.facets.are_whole() {
            // Every value may be another one afterwards.
            self.facets.ask();
            let dates = self.dates.with_published(core::iter::empty());
            return Ok(self.with_tables(self.facets.clone(), dates, None));
        }
        let split = self.split_documents(edits);
        let mut corpus = self.skeleton(&cards, edits, &split);
        // One more document that mentions each entity once tells what becomes of it.
        let every = (0..self.entity_count() as u32).map(EntityIndex);
        let probe =
            |entity: EntityIndex| Mention { range: ByteRange { start: entity.0, end: entity.0 }, entity };
        corpus.documents.push(empty_document());
        corpus
            .annotations
            .push(Annotations { mentions: every.map(probe).collect(), ..Annotations::default() });
        mend(&mut corpus, edits)?;
        corpus.documents.pop();
        let probed = corpus.annotations.pop().unwrap_or_default().mentions;

        let merged: Vec<EntityIndex> =
            edits.iter().flat_map(|edit| &edit.merge).filter_map(|named| self.entity_named(named)).collect();
        let mut now = vec![None; self.entity_count()];
        let mut pristine = vec![None; corpus.entities.len()];
        for Mention { range, entity } in probed {
            let before = EntityIndex(range.start);
            now[before.0 as usize] = Some(entity);
            if !merged.contains(&before) {
                pristine[entity.0 as usize] = Some(before);
            }
        }
        let annotations = split
            .into_iter()
            .map(|document| (document, corpus.annotations[document.0 as usize].clone()))
            .collect();
        let written = Columns::of(&corpus).whole();
        let (mut names, mut values) = (Reader(&written.names), Reader(&written.values));
        let facets = FacetTable::read_all(&mut names, &mut values, Tail::None, self.len())
            .expect("tables that were just written can be read");
        let touched = self.touched(edits);
        let is_changed = |at: &(EntityIndex, Entity)| {
            pristine[at.0.0 as usize].is_none_or(|before| touched.contains(&before))
        };
        let entities = (0..).map(EntityIndex).zip(corpus.entities).filter(is_changed).collect();
        let published = cards.iter().map(|(document, card)| (document.0, Interval::of(card.published.span)));
        let dates = self.dates.with_published(published);
        let changes = Changes { pristine, now, entities, cards, annotations };
        Ok(self.with_tables(Arc::new(Tables::new(facets, None)), dates, Some(Arc::new(changes))))
    }

    /// This mended pack with the words of `pristine`, which is the pack that it was mended of with its words.
    pub(super) fn with_words_of(&self, pristine: &Self) -> Self {
        let dates = self.dates.with_published(core::iter::empty());
        pristine.with_tables(self.facets.clone(), dates, self.changes.clone())
    }

    /// This pack with other tables.
    fn with_tables(&self, facets: Arc<Tables>, dates: Dates, changes: Option<Arc<Changes>>) -> Self {
        let filled = self.filled();
        Self {
            bytes: filled.bytes.clone(),
            site: filled.site.clone(),
            documents: filled.documents,
            alike: filled.alike.clone(),
            facets,
            weights: filled.weights.reordered(&dates),
            dates,
            terms: filled.terms.clone(),
            postings: filled.postings.clone(),
            shelves: filled.shelves.clone(),
            directory: filled.directory.clone(),
            changes,
            names: Default::default(),
            is_without_words: filled.is_without_words,
            pristine_words: filled.pristine_words.clone(),
            with_words: OnceLock::new(),
            whole: OnceLock::new(),
        }
    }

    fn entity_named(&self, named: &Named) -> Option<EntityIndex> {
        let facet = named.kind.into();
        self.value_entity(facet, self.facet_value_by_id(facet, &named.id)?)
    }

    /// The entities that the edits name.
    fn touched(&self, edits: &[EntityEdit]) -> Vec<EntityIndex> {
        let named = edits.iter().flat_map(|edit| [&edit.entity].into_iter().chain(&edit.merge));
        named.filter_map(|named| self.entity_named(named)).collect()
    }

    /// The documents that speak of what something is split off from, or that quote it.
    fn split_documents(&self, edits: &[EntityEdit]) -> Vec<DocumentIndex> {
        let edits = edits.iter().filter(|edit| !edit.split.is_empty());
        let entities = edits.flat_map(|edit| [&edit.entity].into_iter().chain(&edit.merge));
        let mut documents = Vec::new();
        for entity in entities.filter_map(|named| self.entity_named(named)) {
            let (facet, value) = self.entity_value(entity);
            documents.extend_from_slice(self.facet(facet).documents(value));
            if let Some(value) = self.speaker_value(Some(entity)) {
                documents.extend_from_slice(self.facet(Facet::SaidBy).documents(value));
            }
        }
        documents.sort_unstable();
        documents.dedup();
        documents.into_iter().map(DocumentIndex).collect()
    }

    /// The corpus as far as the tables tell, with what the edits name whole: texts and places of mentions only of the
    /// documents in `split`.
    fn skeleton(
        &self,
        cards: &[(DocumentIndex, DocumentCard)],
        edits: &[EntityEdit],
        split: &[DocumentIndex],
    ) -> Corpus {
        let touched = self.touched(edits);
        let entity = |at: u32| {
            let entity = EntityIndex(at);
            if touched.contains(&entity) {
                return self.entity(entity);
            }
            let (facet, value) = self.entity_value(entity);
            let info = self.facet_value(facet, value);
            Entity {
                kind: facet.entity_kind().unwrap_or(EntityKind::Place),
                id: info.id.to_owned(),
                label: info.label.to_owned(),
                aliases: Vec::new(),
                edits: Vec::new(),
                note: None,
                at: None,
            }
        };
        let labels = |document, facet| {
            let values = self.facet(facet).values(document).iter();
            values.map(move |(value, _)| self.facet_value(facet, *value).label.to_owned())
        };
        let document = |at: DocumentIndex| {
            let mut document = empty_document();
            document.source = labels(at, Facet::Source).next();
            document.tags = labels(at, Facet::Tag).collect();
            if let Some((_, card)) = cards.iter().find(|(edited, _)| *edited == at) {
                document.source.clone_from(&card.source);
                document.tags.clone_from(&card.tags);
            }
            if split.contains(&at) {
                self.text(at).clone_into(&mut document.text);
            }
            document
        };
        let found = |at| if split.contains(&at) { self.annotations(at) } else { self.counted(at) };
        Corpus {
            site: self.site.clone(),
            documents: self.documents().map(document).collect(),
            annotations: self.documents().map(found).collect(),
            entities: (0..self.entity_count() as u32).map(entity).collect(),
            alike: Vec::new(),
        }
    }

    /// As many mentions and quotations as a document has of each entity, none of them in its place.
    fn counted(&self, document: DocumentIndex) -> Annotations {
        let mut found = Annotations::default();
        for facet in EntityKind::ALL.map(Facet::from) {
            for &(value, mentions) in self.facet(facet).values(document) {
                let Some(entity) = self.value_entity(facet, value) else { continue };
                if mentions == 0 {
                    found.unplaced.push(entity);
                }
                let mention = Mention { range: ByteRange::default(), entity };
                found.mentions.extend((0..mentions).map(|_| mention));
            }
        }
        for &(value, times) in self.facet(Facet::SaidBy).values(document) {
            let quotation = Quotation { range: ByteRange::default(), speaker: self.speaker(value) };
            found.quotations.extend((0..times).map(|_| quotation));
        }
        found
    }
}

pub(super) fn empty_document() -> Document {
    Document {
        key: String::new(),
        origin: String::new(),
        title: Title { text: String::new(), origin: TitleOrigin::Given, range: None },
        text: String::new(),
        blocks: Vec::new(),
        source: None,
        byline: None,
        url: None,
        published: Published::UNKNOWN,
        tags: Vec::new(),
        edited: Vec::new(),
        given: None,
    }
}
