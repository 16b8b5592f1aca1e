//! A pack of what a list of documents shows: for a page that is to stand before the whole pack has come.

use dossier_model::{Alias, Annotations, Block, Corpus, Document, Entity, Facet};

use super::{
    Pack, PackError,
    container::{self, Section},
    words::Words,
    write::{records, sections},
};
use crate::{bytes::put_strings, search::lead_of};

/// As [`pack_without_words`](super::pack_without_words), of each text only the beginning that [`Pack::lead`] of as many
/// characters shows, without what was found in it, and of each entity only its names. It browses as the whole pack does;
/// what looks into texts is to wait until it was completed ([`Pack::complete`]).
pub fn pack_of_leads(corpus: &Corpus, max_chars: usize) -> Vec<u8> {
    let mut all = sections(corpus, Words::default());
    let leads: Vec<_> = corpus.documents.iter().map(|document| begun(document, max_chars)).collect();
    let mut texts = Vec::new();
    put_strings(&mut texts, &leads.iter().map(|(text, _)| text).collect::<Vec<_>>());
    all[Section::Texts as usize] = texts;
    all[Section::Blocks as usize] = records(leads.iter().map(|(_, blocks)| blocks));
    all[Section::Annotations as usize] = records(leads.iter().map(|_| Annotations::default()));
    all[Section::Entities as usize] = records(corpus.entities.iter().map(names));
    container::write(all)
}

/// The beginning of a text that has the same lead as all of it.
fn begun(document: &Document, max_chars: usize) -> (&str, Vec<Block>) {
    let (text, blocks, title) = (document.text.as_str(), &document.blocks, document.title.range);
    let whole = lead_of(text, blocks, title, max_chars);
    let cut = |end: usize| {
        let before = blocks.iter().filter(|block| block.range.range().start < end);
        let cut = before.map(|block| {
            let mut block = *block;
            block.range.end = block.range.end.min(end as u32);
            block
        });
        (&text[..end], cut.collect::<Vec<_>>())
    };
    let words = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let mut begun = words.map(cut);
    let is_same = |(text, blocks): &(&str, Vec<Block>)| lead_of(text, blocks, title, max_chars) == whole;
    begun.find(is_same).unwrap_or_else(|| (text, blocks.clone()))
}

/// An entity as far as its names go.
fn names(entity: &Entity) -> Entity {
    let alias = |alias: &Alias| Alias { text: alias.text.clone(), count: 0, reason: String::new() };
    Entity {
        kind: entity.kind,
        id: entity.id.clone(),
        label: entity.label.clone(),
        aliases: entity.aliases.iter().map(alias).collect(),
        edits: Vec::new(),
        note: None,
        at: None,
    }
}

impl Pack {
    /// Fills a pack of leads: from now on it answers as the whole pack of the same corpus. Before anything is mended.
    ///
    /// # Errors
    /// Where the bytes are no pack, or one of another corpus.
    pub fn complete(&self, whole: &'static [u8]) -> Result<(), PackError> {
        let whole = Self::open(whole)?;
        let is_same = whole.documents == self.documents
            && whole.entity_count() == self.entity_count()
            && Facet::ALL.into_iter().all(|facet| whole.facet_len(facet) == self.facet_len(facet));
        if !is_same {
            return Err(Section::Meta.malformed());
        }
        // Filled twice it is the same both times.
        let _ = self.whole.set(Box::new(whole));
        Ok(())
    }

    /// The pack that has the texts, and what else is read where it is asked for.
    pub(super) fn filled(&self) -> &Self {
        self.whole.get().map_or(self, |whole| whole)
    }
}
