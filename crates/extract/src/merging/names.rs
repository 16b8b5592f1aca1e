//! The names of all documents, as numbers: each spelling is kept once, and no text is.

use std::hash::{BuildHasher, RandomState};

use dossier_model::{ByteRange, EntityKind};

use crate::{corpus::FoundName, typing::Sureness};

/// The number of a spelling, in the order in which they came.
pub(super) type Spelling = u32;

/// A name in a document.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) range: ByteRange,
    pub(super) spelling: Spelling,
    pub(super) kind: EntityKind,
    pub(super) sureness: Sureness,
    /// As of [`FoundName`].
    pub(super) in_bracket: bool,
}

/// The names of a document.
pub(super) struct OfDocument<'n> {
    pub(super) names: &'n [Name],
    /// Names that its record gives and its text does not spell.
    pub(super) unplaced: &'n [(EntityKind, Spelling)],
    /// Whether they are the record's own.
    pub(super) is_given: bool,
    /// The place of its first name among those of all documents.
    pub(super) first: usize,
}

/// The names of all documents, one after the other.
#[derive(Default)]
pub(super) struct Names {
    pub(super) spellings: Spellings,
    names: Vec<Name>,
    unplaced: Vec<(EntityKind, Spelling)>,
    /// Where the names of each document end, and those that its text does not spell; whether they are given.
    ends: Vec<(usize, usize, bool)>,
}

impl Names {
    pub(super) fn add(&mut self, names: &[FoundName], unplaced: &[(EntityKind, String)], is_given: bool) {
        for FoundName { range, text, kind, sureness, in_bracket } in names {
            let spelling = self.spellings.number(text);
            let (kind, sureness) = (*kind, *sureness);
            self.names.push(Name { range: *range, spelling, kind, sureness, in_bracket: *in_bracket });
        }
        for (kind, text) in unplaced {
            self.unplaced.push((*kind, self.spellings.number(text)));
        }
        self.ends.push((self.names.len(), self.unplaced.len(), is_given));
    }

    /// Of each document its names, in the order in which they came.
    pub(super) fn documents(&self) -> impl Iterator<Item = OfDocument<'_>> {
        let starts = [(0, 0, false)].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|((first, first_unplaced, _), (end, end_unplaced, is_given))| OfDocument {
            names: &self.names[first..*end],
            unplaced: &self.unplaced[first_unplaced..*end_unplaced],
            is_given: *is_given,
            first,
        })
    }

    /// As [`documents`](Self::documents), of those whose names are not given.
    pub(super) fn extracted(&self) -> impl Iterator<Item = OfDocument<'_>> {
        self.documents().filter(|document| !document.is_given)
    }

    /// All names.
    pub(super) fn all(&self) -> &[Name] {
        &self.names
    }

    /// The names that are not given, to be changed.
    pub(super) fn extracted_mut(&mut self) -> impl Iterator<Item = &mut Name> {
        let (mut rest, mut first) = (self.names.as_mut_slice(), 0);
        let of_document = self.ends.iter().filter_map(move |(end, _, is_given)| {
            let (own, others) = std::mem::take(&mut rest).split_at_mut(end - first);
            (rest, first) = (others, *end);
            (!is_given).then_some(own)
        });
        of_document.flatten()
    }
}

/// Texts, each once, with a number.
#[derive(Default)]
pub(super) struct Spellings {
    /// All of them, one after the other, and where each ends.
    texts: String,
    ends: Vec<usize>,
    /// One more than a text's number at the first free place from its hash on; 0 is free. Its length is a power of two, at
    /// least twice the number of texts.
    places: Vec<Spelling>,
    hasher: RandomState,
}

impl Spellings {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn text(&self, number: Spelling) -> &str {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.texts[start..self.ends[number]]
    }

    /// The number of a text, a new one where it has none yet.
    pub(super) fn number(&mut self, text: &str) -> Spelling {
        if self.ends.len() * 2 >= self.places.len() {
            self.grow();
        }
        let place = self.place(text);
        if self.places[place] == 0 {
            self.texts.push_str(text);
            self.ends.push(self.texts.len());
            self.places[place] = self.ends.len() as Spelling;
        }
        self.places[place] - 1
    }

    /// The number of a text that has one.
    pub(super) fn find(&self, text: &str) -> Option<Spelling> {
        let is_empty = self.places.is_empty();
        let place = (!is_empty).then(|| self.place(text))?;
        self.places[place].checked_sub(1)
    }

    /// Where the text is, or where it would be.
    fn place(&self, text: &str) -> usize {
        let mask = self.places.len() - 1;
        let mut place = self.hasher.hash_one(text) as usize & mask;
        while self.places[place] != 0 && self.text(self.places[place] - 1) != text {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.places = vec![0; (self.places.len() * 2).max(64)];
        for number in 0..self.ends.len() as Spelling {
            let place = self.place(self.text(number));
            self.places[place] = number + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_text_has_one_number_however_many_there_are() {
        let mut spellings = Spellings::default();
        let texts: Vec<String> = (0..1000).map(|at| format!("{}", at % 500)).collect();
        let numbers: Vec<_> = texts.iter().map(|text| spellings.number(text)).collect();
        assert_eq!(spellings.len(), 500);
        assert_eq!(numbers[..500], numbers[500..]);
        assert!(numbers.iter().zip(&texts).all(|(number, text)| spellings.text(*number) == text));
    }
}
