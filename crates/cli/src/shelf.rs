//! The documents of a corpus, whose texts stand in a [`Store`] and not in memory: what is held of each grows hardly with its
//! length.
//!
//! A document on a shelf is without its text, its blocks and the names that its record gives. All the rest is there, in the
//! order of the corpus, and may be changed; [`Shelf::whole`] puts both together.

use std::{borrow::Cow, io, ops::Range, path::Path};

use anyhow::{Context, Result};
use dossier_model::{Block, Corpus, Document, GivenEntities};
use dossier_read::{assemble_by, content_order};
use rayon::prelude::*;

use crate::{
    known::Print,
    part::is_sound,
    store::{Place, Store},
};

/// How many documents are whole at a time.
const AT_A_TIME: usize = 1024;

/// Documents without their texts, and these.
#[derive(Debug, Default)]
pub struct Shelf {
    pub(crate) documents: Vec<Document>,
    pub(crate) texts: Texts,
}

/// The texts of documents, in the same order.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    store: Store,
    places: Vec<Shelved>,
}

/// Where what is taken out of a document is, and how long its text is.
#[derive(Clone, Copy, Debug)]
struct Shelved {
    place: Place,
    text: u32,
    /// What tells the document from others, where that is known.
    print: Option<Print>,
}

/// A document as a shelf takes it.
#[derive(Debug)]
pub(crate) struct Packed {
    /// Without what is taken out of it.
    pub(crate) document: Document,
    /// That, as bytes.
    pub(crate) taken: Vec<u8>,
    /// What tells it from others, where that is wanted.
    pub(crate) print: Option<Print>,
    /// How long its text is.
    text: u32,
}

impl Packed {
    pub(crate) fn of(mut document: Document, print: Option<Print>) -> Self {
        let taken = (&document.blocks, &document.text, &document.given);
        let taken = postcard::to_allocvec(&taken).expect("documents hold nothing that postcard can't write");
        let text = u32::try_from(document.text.len()).unwrap_or(u32::MAX);
        (document.blocks, document.text, document.given) = (Vec::new(), String::new(), None);
        Self { document, taken, print, text }
    }

    /// Of what was packed before; nothing where that is no document.
    pub(crate) fn again(document: Document, taken: Vec<u8>, print: Option<Print>) -> Option<Self> {
        let mut packed = Self { document, taken, print, text: 0 };
        let whole = packed.whole()?;
        packed.text = u32::try_from(whole.text.len()).ok()?;
        is_sound(&whole).then_some(packed)
    }

    /// All of the document.
    pub(crate) fn whole(&self) -> Option<Document> {
        let (blocks, text, given) = postcard::from_bytes(&self.taken).ok()?;
        Some(Document { blocks, text, given, ..self.document.clone() })
    }
}

/// What is taken out of a document.
type Taken = (Vec<Block>, String, Option<GivenEntities>);

impl Shelf {
    /// An empty one, which keeps what needs a file in this folder where that can be.
    pub(crate) fn new(folder: Option<&Path>) -> Self {
        let texts = Texts { store: Store::new(folder), places: Vec::new() };
        Self { documents: Vec::new(), texts }
    }

    /// With these documents.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    pub fn of(documents: impl IntoIterator<Item = Document>) -> Result<Self> {
        let mut shelf = Self::default();
        documents.into_iter().try_for_each(|document| shelf.push(Packed::of(document, None)))?;
        Ok(shelf)
    }

    /// Adds a document behind the others.
    ///
    /// # Errors
    /// Where the texts can't be written.
    pub(crate) fn push(&mut self, Packed { document, taken, print, text }: Packed) -> Result<()> {
        let place = self.texts.store.add(&taken).context(CANNOT)?;
        self.texts.places.push(Shelved { place, text, print });
        self.documents.push(document);
        Ok(())
    }

    /// What tells a document from others, where that is known already.
    pub(crate) fn print(&self, at: usize) -> Option<Print> {
        self.texts.places[at].print
    }

    /// Notes what tells a document from others; nothing where that is not known any more.
    pub(crate) fn set_print(&mut self, at: usize, print: Option<Print>) {
        self.texts.places[at].print = print;
    }

    /// Brings the documents into the order and under the keys of one corpus.
    ///
    /// # Errors
    /// Where a text can't be read again.
    pub(crate) fn assemble(&mut self) -> Result<()> {
        let documents = std::mem::take(&mut self.documents);
        let places = std::mem::take(&mut self.texts.places);
        let mut all: Vec<(Document, Shelved)> = documents.into_iter().zip(places).collect();
        let whole = |(document, shelved): &(Document, Shelved)| {
            self.texts.put_back(document, *shelved).unwrap_or_else(|why| {
                self.texts.store.fail(why);
                document.clone()
            })
        };
        assemble_by(&mut all, |one, other| content_order(&whole(one), &whole(other)));
        (self.documents, self.texts.places) = all.into_iter().unzip();
        self.texts.judge()
    }

    /// A document with its text.
    pub(crate) fn whole(&self, at: usize) -> Result<Document> {
        self.texts.put_back(&self.documents[at], self.texts.places[at]).context(CANNOT)
    }

    /// The places of all documents, of so many at a time as may be whole.
    pub(crate) fn some_at_a_time(&self) -> impl Iterator<Item = Range<usize>> + use<> {
        let count = self.documents.len();
        (0..count).step_by(AT_A_TIME).map(move |start| start..count.min(start + AT_A_TIME))
    }

    /// Makes something of each of some whole documents, on all processors.
    ///
    /// # Errors
    /// Where a text can't be read again.
    pub(crate) fn make<T: Send>(
        &self,
        some: Range<usize>,
        make: impl Fn(usize, Document) -> T + Sync,
    ) -> Result<Vec<T>> {
        some.into_par_iter().map(|at| Ok(make(at, self.whole(at)?))).collect()
    }

    /// Keeps those documents alone of which `is_kept`, which is asked for each in its order, says so.
    pub(crate) fn retain(&mut self, mut is_kept: impl FnMut(usize) -> bool) {
        let kept: Vec<bool> = (0..self.documents.len()).map(&mut is_kept).collect();
        let (mut of_documents, mut of_places) = (kept.iter(), kept.iter());
        self.documents.retain(|_| of_documents.next().is_none_or(|is_kept| *is_kept));
        self.texts.places.retain(|_| of_places.next().is_none_or(|is_kept| *is_kept));
    }

    /// The documents with their texts.
    ///
    /// # Errors
    /// Where a text can't be read again.
    pub fn into_documents(mut self) -> Result<Vec<Document>> {
        self.texts.fill(&mut self.documents)?;
        Ok(self.documents)
    }
}

const CANNOT: &str = "what was read can't be kept in a temporary file";

impl Texts {
    fn put_back(&self, document: &Document, shelved: Shelved) -> io::Result<Document> {
        let (blocks, text, given) = self.taken(shelved)?;
        Ok(Document { blocks, text, given, ..document.clone() })
    }

    fn taken(&self, shelved: Shelved) -> io::Result<Taken> {
        let bytes = self.store.get(shelved.place)?;
        postcard::from_bytes(&bytes).map_err(|_| io::ErrorKind::InvalidData.into())
    }

    /// How many bytes all texts have.
    pub(crate) fn bytes(&self) -> usize {
        self.places.iter().map(|shelved| shelved.text as usize).sum()
    }

    /// Gives documents their texts again.
    ///
    /// # Errors
    /// Where one can't be read.
    pub(crate) fn fill(&self, documents: &mut [Document]) -> Result<()> {
        let fill = |(document, shelved): (&mut Document, &Shelved)| {
            (document.blocks, document.text, document.given) = self.taken(*shelved).context(CANNOT)?;
            Ok(())
        };
        documents.par_iter_mut().zip(&self.places).try_for_each(fill)
    }

    /// As [`fill`](Self::fill), of a whole corpus.
    pub(crate) fn filled(&self, corpus: &Corpus) -> Result<Corpus> {
        let mut corpus = corpus.clone();
        self.fill(&mut corpus.documents)?;
        Ok(corpus)
    }

    /// Whether all texts could be read that were asked for.
    pub(crate) fn judge(&self) -> Result<()> {
        self.store.judge().context(CANNOT)
    }
}

impl dossier_index::Texts for Texts {
    fn length(&self, document: usize) -> usize {
        self.places[document].text as usize
    }

    fn text(&self, document: usize) -> (Cow<'_, [Block]>, Cow<'_, str>) {
        let (blocks, text, _) = self.taken(self.places[document]).unwrap_or_else(|why| {
            self.store.fail(why);
            Taken::default()
        });
        (Cow::Owned(blocks), Cow::Owned(text))
    }
}
