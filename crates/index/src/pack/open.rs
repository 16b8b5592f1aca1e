//! A pack that is open: what it says of its corpus, its documents and its entities.

use core::ops::Range;
use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use dossier_model::{
    Annotations, Block, ByteRange, DocumentIndex, Entity, EntityIndex, EntityKind, Facet, Site, TitleOrigin,
};
use serde::de::DeserializeOwned;

use super::{
    Axis, Dates, DocumentCard, FacetTable, PackError, Postings,
    chunks::{Kind, Shelf},
    container::{self, Section},
    facets::partition_point,
    mend::Changes,
    own,
    split::{Directory, KEYS},
    tail::{Tables, Tail},
    terms::{Heads, Terms},
    write::with_words,
};
use crate::{
    bytes::{Reader, Strings},
    search::{LazyNames, Weights},
};

/// A corpus that can be searched.
///
/// Opening checks every checksum and reads the tables that each query needs (facet values, dates, lengths); cards,
/// texts and postings stay as they are and are read where they are asked for, and where the pack is without its words
/// they are found again at the first search for any. What is asked for past the end (a document or value that the corpus
/// does not have) is empty, never a panic.
pub struct Pack {
    pub(crate) bytes: Arc<Cow<'static, [u8]>>,
    pub(super) site: Site,
    pub(crate) documents: u32,
    /// Documents that are nearly the same as an earlier one, with that one, ascending.
    pub(super) alike: Arc<[(u32, u32)]>,
    pub(crate) facets: Arc<Tables>,
    pub(crate) dates: Dates,
    pub(crate) weights: Weights,
    pub(crate) terms: Arc<Terms>,
    pub(crate) postings: Arc<Postings>,
    pub(super) shelves: Arc<Shelves>,
    /// Where the chunks are, where the pack is not whole.
    pub(super) directory: Option<Arc<Directory>>,
    /// What was changed of it after it was opened.
    pub(super) changes: Option<Arc<Changes>>,
    /// For suggestions: without the tail of the facets, and with it.
    pub(crate) names: [LazyNames; 2],
    /// Whether its words are still to be found.
    pub(super) is_without_words: bool,
    /// The pack as it was opened, with its words; made when first asked for, once for all that are mended of it.
    pub(super) pristine_words: Arc<OnceLock<Option<Pack>>>,
    /// What is mended of that.
    pub(super) with_words: OnceLock<Option<Box<Pack>>>,
    /// The whole of it, once that has come, where it is a pack of leads.
    pub(super) whole: OnceLock<Box<Pack>>,
}

/// What is read where it is asked for.
pub(super) struct Shelves {
    cards: Shelf,
    entities: Shelf,
    blocks: Shelf,
    annotations: Shelf,
    texts: Shelf,
    names: Option<Shelf>,
    /// The facets as they were written, by which annotations are read.
    pub(super) facets: Arc<Tables>,
}

impl Shelves {
    /// What the chunk of a document has of its names.
    pub(super) fn names<'a>(&'a self, pack: &'a [u8], document: DocumentIndex) -> &'a [u8] {
        self.names.as_ref().map_or(&[], |names| names.get(pack, document.0 as usize))
    }
}

/// A [`Title`](dossier_model::Title) as it follows the key in a card, its text not copied.
type TitleInCard<'a> = (&'a str, TitleOrigin, Option<ByteRange>);

/// Finds and reads sections, and names the one that makes no sense.
pub(super) struct Sections<'a> {
    bytes: &'a [u8],
    ranges: [Range<usize>; Section::ALL.len()],
}

impl<'a> Sections<'a> {
    pub(super) fn of(bytes: &'a [u8]) -> Result<Self, PackError> {
        Ok(Self { bytes, ranges: container::read(bytes)? })
    }

    fn get(&self, section: Section) -> &'a [u8] {
        self.bytes.get(self.ranges[section as usize].clone()).unwrap_or_default()
    }

    /// Reads a whole section with a function that also needs to know where the section ends in the pack.
    fn read<T>(
        &self,
        section: Section,
        read: impl FnOnce(&mut Reader<'_>, usize) -> Option<T>,
    ) -> Result<T, PackError> {
        let mut input = Reader(self.get(section));
        let read = read(&mut input, self.ranges[section as usize].end);
        read.filter(|_| input.is_empty()).ok_or(section.malformed())
    }

    /// The tables of the facets, with what there is of their tail.
    pub(super) fn facets(&self, tail: Tail<'_>, documents: usize) -> Option<[FacetTable; Facet::ALL.len()]> {
        let (mut names, mut values) = (Reader(self.get(Section::Names)), Reader(self.get(Section::Values)));
        let facets = FacetTable::read_all(&mut names, &mut values, tail, documents);
        facets.filter(|_| names.is_empty() && values.is_empty())
    }

    /// One byte string for each of `count` things.
    fn strings(&self, section: Section, count: usize) -> Result<Strings, PackError> {
        let strings = self.read(section, Strings::read)?;
        if strings.len() == count { Ok(strings) } else { Err(section.malformed()) }
    }
}

impl Pack {
    /// Opens a pack.
    ///
    /// # Errors
    /// Says which part is not as it was written, for any bytes whatever.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, PackError> {
        let bytes = bytes.into();
        let sections = Sections::of(&bytes)?;
        let is_without_words = Section::OF_WORDS.iter().all(|&section| sections.get(section).is_empty());
        if is_without_words && !cfg!(feature = "wordless") {
            return Err(Section::Terms.malformed());
        }
        let (site, documents, alike): (Site, u32, Vec<(u32, u32)>) =
            postcard::from_bytes(sections.get(Section::Meta)).map_err(|_| Section::Meta.malformed())?;
        let count = documents as usize;

        // The cards first: there is one for each document, so from here on the number of documents is a true one.
        let directory = match sections.get(Section::Chunks) {
            [] => None,
            _ => Some(sections.read(Section::Chunks, |input, end| Directory::read(input, end, count))?),
        };
        // A section of one byte string for each thing, or the chunks that stand in for it.
        let shelf = |section: Section, things: usize, kind: Kind, part: usize| match &directory {
            None => Ok(Shelf::Whole(sections.strings(section, things)?)),
            Some(directory) => Some(directory.shelf(kind, part))
                .filter(|shelf| shelf.len() == things)
                .ok_or(section.malformed()),
        };
        let cards = shelf(Section::Cards, count, Kind::Documents, 0)?;
        // Each document has a byte in it, so from here on their number is bounded by what there is.
        let dates = Dates::read(sections.get(Section::Dates), count).ok_or(Section::Dates.malformed())?;
        let tail = directory.as_ref().map(|directory| directory.shelf(Kind::Tail, 0));
        let tail = tail.filter(|tail| tail.len() > 0);
        let without = if tail.is_some() { Tail::Missing } else { Tail::None };
        let facets = sections.facets(without, count).ok_or(Section::Values.malformed())?;
        let entity_count = facets.iter().zip(Facet::ALL).filter(|(_, facet)| facet.entity_kind().is_some());
        let entity_count = entity_count.map(|(table, _)| table.len()).sum();
        let mut weights = match is_without_words {
            true => Weights::unknown(count),
            false => sections.read(Section::Lengths, |input, _| Weights::read(input, count))?,
        };
        weights.order(&dates);
        let (terms, postings) = match is_without_words {
            true => (Terms::none(), Postings::none()),
            false => {
                let terms = sections.read(Section::Terms, |input, end| {
                    let count = input.usize()?;
                    // The blocks of a whole pack; else where the chunks of postings begin.
                    let strings = Strings::read(input, end)?;
                    let Some(directory) = &directory else {
                        return Terms::new(Shelf::Whole(strings), count, None);
                    };
                    let heads = Heads { firsts: strings, postings: directory.shelf(Kind::Counts, 0) };
                    Terms::new(directory.shelf(Kind::Terms, 0), count, Some(heads))
                })?;
                let counts = shelf(Section::Postings, terms.len(), Kind::Counts, 0)?;
                let positions = shelf(Section::Positions, terms.len(), Kind::Positions, 0)?;
                (terms, Postings::new(counts, positions, documents))
            }
        };
        let entities = shelf(Section::Entities, entity_count, Kind::Entities, 0)?;
        let blocks = shelf(Section::Blocks, count, Kind::Documents, 1)?;
        let annotations = shelf(Section::Annotations, count, Kind::Documents, 2)?;
        let texts = shelf(Section::Texts, count, Kind::Documents, 3)?;
        let names = directory.as_ref().map(|directory| directory.shelf(Kind::Documents, 4));
        let facets = Arc::new(Tables::new(facets, tail));
        Ok(Self {
            site,
            documents,
            alike: alike.into(),
            facets: Arc::clone(&facets),
            dates,
            weights,
            terms: Arc::new(terms),
            postings: Arc::new(postings),
            shelves: Arc::new(Shelves { cards, entities, blocks, annotations, texts, names, facets }),
            directory: directory.map(Arc::new),
            changes: None,
            names: Default::default(),
            is_without_words,
            pristine_words: Arc::default(),
            with_words: OnceLock::new(),
            whole: OnceLock::new(),
            bytes: Arc::new(bytes),
        })
    }

    /// This pack with its words, which are found again in the texts where it is without them. What searches for words
    /// begins here, so that a program that never does needs none of the code that finds them.
    pub(crate) fn worded(&self) -> &Self {
        if let Some(whole) = self.whole.get() {
            return whole.worded();
        }
        if !cfg!(feature = "wordless") || !self.is_without_words {
            return self;
        }
        // The texts were read at opening, so words can be found in them; without any, nothing is.
        let pristine = self.pristine_words.get_or_init(|| self.find_words()).as_ref();
        if self.changes.is_none() {
            return pristine.unwrap_or(self);
        }
        let mended = || pristine.map(|pristine| Box::new(self.with_words_of(pristine)));
        self.with_words.get_or_init(mended).as_deref().unwrap_or(self)
    }

    fn find_words(&self) -> Option<Self> {
        let sections = Sections::of(&self.bytes).ok()?;
        let all = Section::ALL.map(|section| sections.get(section).to_vec());
        // Of the type that callers open packs by, so that there is one copy of that code.
        Self::open(Cow::Owned(with_words(all)?)).ok()
    }

    /// What the site is called.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// The number of documents.
    pub fn len(&self) -> usize {
        self.documents as usize
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// All documents, in the corpus's own order.
    pub fn documents(&self) -> impl Iterator<Item = DocumentIndex> + use<> {
        (0..self.documents).map(DocumentIndex)
    }

    /// Whether some documents are nearly the same as others.
    pub fn has_alike(&self) -> bool {
        !self.alike.is_empty()
    }

    /// The first of those documents that are nearly the same as this one, perhaps over others; mostly itself.
    pub fn first_alike(&self, document: DocumentIndex) -> DocumentIndex {
        let mut first = document.0;
        // An earlier document each time, whatever the pack says.
        while let Ok(at) = self.alike.binary_search_by_key(&first, |(later, _)| *later)
            && let Some((_, earlier)) = self.alike.get(at).filter(|(_, earlier)| *earlier < first)
        {
            first = *earlier;
        }
        DocumentIndex(first)
    }

    /// A document without its text.
    pub fn document(&self, document: DocumentIndex) -> DocumentCard {
        if let Some(card) = self.changes.as_ref().and_then(|changes| changes.card(document)) {
            return card.clone();
        }
        self.pristine_card(document)
    }

    /// The card of a document as the pack has it.
    pub(super) fn pristine_card(&self, document: DocumentIndex) -> DocumentCard {
        self.record(|shelves| &shelves.cards, document.0).unwrap_or_else(DocumentCard::missing)
    }

    /// Where in its text a document's title stands, if it does, without reading all of its card.
    pub(crate) fn title_range(&self, document: DocumentIndex) -> Option<ByteRange> {
        if let Some(card) = self.changes.as_ref().and_then(|changes| changes.card(document)) {
            return card.title.range;
        }
        let card = self.shelves.cards.get(&self.bytes, document.0 as usize);
        let (_, title): (&str, TitleInCard<'_>) = postcard::take_from_bytes(card).ok()?.0;
        title.2
    }

    /// The document of this key.
    pub fn document_by_key(&self, key: &str) -> Option<DocumentIndex> {
        // Where the keys are in chunks, those that the root has say which few may be wanted.
        let (first, count) = match &self.directory {
            None => (0, self.len()),
            Some(directory) => {
                let group =
                    partition_point(directory.keys.len(), |at| directory.keys.str(&self.bytes, at) <= key);
                let first = group.checked_sub(1)? * KEYS;
                (first, KEYS.min(self.len() - first))
            }
        };
        let at = first + partition_point(count, |at| self.key(first + at) < key);
        (at < self.len() && self.key(at) == key).then_some(DocumentIndex(at as u32))
    }

    /// The files of the chunks that were asked for since this was last called and are not here: what was answered in the
    /// meantime lacks them. Their names are below the folder of the pack. Always none of a pack that is whole.
    pub fn take_missing(&self) -> Vec<String> {
        let Some(directory) = &self.directory else { return Vec::new() };
        let missing = directory.missing.take();
        let names = missing.into_iter().map(|(kind, number)| directory.groups[kind as usize].name(number));
        let mut names: Vec<String> = names.collect();
        // Two chunks that hold the same are one file.
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The files of all its chunks, below the folder of the pack. None of a pack that is whole.
    pub fn chunk_names(&self) -> Vec<String> {
        let groups = self.directory.iter().flat_map(|directory| &directory.groups);
        groups.flat_map(|group| (0..group.count()).map(|number| group.name(number))).collect()
    }

    /// Whether nothing of it is in chunks.
    pub fn is_whole(&self) -> bool {
        self.directory.is_none()
    }

    /// How often something was asked for that is not here. What is answered without raising it is whole.
    pub fn lacking(&self) -> usize {
        self.directory.as_ref().map_or(0, |directory| directory.missing.times())
    }

    /// Takes a chunk that was fetched.
    ///
    /// # Errors
    /// Where its bytes are not those that were written, or no chunk of this pack has this name.
    pub fn supply(&self, name: &str, bytes: Vec<u8>) -> Result<(), PackError> {
        for group in self.directory.iter().flat_map(|directory| &directory.groups) {
            if group.supply(name, &bytes)? {
                return self.join_tail().ok_or(Section::Values.malformed());
            }
        }
        Err(PackError::Chunk { name: name.to_owned() })
    }

    /// A card's key, which is the first thing in it.
    fn key(&self, document: usize) -> &str {
        let card = self.shelves.cards.get(&self.bytes, document);
        postcard::take_from_bytes(card).map_or("", |(key, _)| key)
    }

    /// A document's text, exactly as it came.
    pub fn text(&self, document: DocumentIndex) -> &str {
        let filled = self.filled();
        filled.shelves.texts.str(&filled.bytes, document.0 as usize)
    }

    /// The parts of a document's text.
    pub fn blocks(&self, document: DocumentIndex) -> Vec<Block> {
        self.record(|shelves| &shelves.blocks, document.0).unwrap_or_default()
    }

    /// What was found in a document.
    pub fn annotations(&self, document: DocumentIndex) -> Annotations {
        if let Some(own) = self.changes.as_ref().and_then(|changes| changes.annotations(document)) {
            return own.clone();
        }
        let mut found = self.record(|shelves| &shelves.annotations, document.0).unwrap_or_default();
        own::unpack(&mut found, self.shelves.facets.asked(), document);
        if let Some(changes) = &self.changes {
            changes.renumber(&mut found);
        }
        found
    }

    fn record<T: DeserializeOwned>(&self, records: fn(&Shelves) -> &Shelf, index: u32) -> Option<T> {
        let filled = self.filled();
        postcard::from_bytes(records(&filled.shelves).get(&filled.bytes, index as usize)).ok()
    }

    /// The number of entities of all kinds.
    pub fn entity_count(&self) -> usize {
        self.changes.as_ref().map_or(self.shelves.entities.len(), |changes| changes.pristine.len())
    }

    /// An entity with the names it goes by and why.
    pub fn entity(&self, entity: EntityIndex) -> Entity {
        if let Some(own) = self.changes.as_ref().and_then(|changes| changes.entity(entity)) {
            return own.clone();
        }
        let entity = self.pristine(entity).unwrap_or(entity);
        self.record(|shelves| &shelves.entities, entity.0).unwrap_or_else(|| Entity {
            kind: EntityKind::Person,
            id: String::new(),
            label: String::new(),
            aliases: Vec::new(),
            edits: Vec::new(),
            note: None,
            at: None,
        })
    }

    /// The names that an entity goes by beside its label, most frequent first. They need no chunk.
    pub fn other_names(&self, entity: EntityIndex) -> Vec<String> {
        let is_changed = self.changes.as_ref().is_some_and(|changes| changes.entity(entity).is_some());
        match &self.directory {
            Some(directory) if !is_changed => {
                let entity = self.pristine(entity).unwrap_or(entity);
                directory.other_names(&self.bytes, entity.0).map(str::to_owned).collect()
            }
            _ => {
                let Entity { label, aliases, .. } = self.entity(entity);
                aliases.into_iter().map(|alias| alias.text).filter(|text| *text != label).collect()
            }
        }
    }

    /// The entity as the pack had it before it was mended; `None` for one that mending made.
    pub fn pristine(&self, entity: EntityIndex) -> Option<EntityIndex> {
        let Some(changes) = &self.changes else { return Some(entity) };
        changes.pristine.get(entity.0 as usize).copied().flatten()
    }

    /// The facet value that an entity is. Entities are sorted as the values of the facets are.
    pub fn entity_value(&self, entity: EntityIndex) -> (Facet, u32) {
        let mut value = entity.0;
        for kind in EntityKind::ALL {
            let count = self.facet_len(kind.into()) as u32;
            if value < count {
                return (kind.into(), value);
            }
            value -= count;
        }
        (Facet::Place, u32::MAX)
    }

    /// The entity that a facet value is; `None` for an outlet.
    pub fn value_entity(&self, facet: Facet, value: u32) -> Option<EntityIndex> {
        let kind = facet.entity_kind()?;
        let before = EntityKind::ALL.into_iter().take_while(|&other| other != kind);
        let base: usize = before.map(|other| self.facet_len(other.into())).sum();
        (value < self.facet_len(facet) as u32).then_some(EntityIndex(base as u32 + value))
    }

    /// The axis of every histogram.
    pub fn axis(&self) -> &Axis {
        &self.dates.axis
    }
}
