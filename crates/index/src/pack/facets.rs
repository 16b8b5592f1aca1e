//! The values that documents can be filtered by, who has them, and how often.

use dossier_model::{DocumentIndex, Facet};

use crate::bytes::{Reader, Strings, put, put_strings};

/// A value of a facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetValueInfo<'p> {
    /// Its stable name in links.
    pub id: &'p str,
    /// The name it is shown under.
    pub label: &'p str,
    /// How many documents of the whole corpus have it.
    pub total: u32,
}

/// One facet's values, by document and by value.
#[derive(Default)]
pub(crate) struct FacetTable {
    ids: Strings,
    labels: Strings,
    /// The values of all documents with their mentions; those of one side by side, most mentions first.
    values: Vec<(u32, u32)>,
    /// Where those of each document end.
    values_ends: Vec<u32>,
    /// The documents of all values; those of one side by side, ascending.
    documents: Vec<u32>,
    /// Where those of each value end.
    documents_ends: Vec<u32>,
}

/// Writes the names of a facet's values, sorted by id.
pub(super) fn write_names(out: &mut Vec<u8>, ids: &[&str], labels: &[&str]) {
    put_strings(out, ids);
    // Most labels repeat their id in other letters; side by side a compressor sees that.
    put_strings(out, labels);
}

/// Writes the values of each document with their mentions, most mentions first.
pub(super) fn write_values(out: &mut Vec<u8>, documents: &[Vec<(u32, u32)>]) {
    for values in documents {
        put(out, values.len() as u64);
        for &(value, mentions) in values {
            put(out, value.into());
            put(out, mentions.into());
        }
    }
}

impl FacetTable {
    /// Reads the names; `origin` is where the reader's bytes end in the pack.
    pub(super) fn read_names(input: &mut Reader<'_>, origin: usize) -> Option<Self> {
        let (ids, labels) = (Strings::read(input, origin)?, Strings::read(input, origin)?);
        (ids.len() == labels.len()).then(|| Self { ids, labels, ..Self::default() })
    }

    /// Reads the values of this many documents.
    pub(super) fn read_values(&mut self, input: &mut Reader<'_>, documents: usize) -> Option<()> {
        let count = self.len() as u32;
        let mut totals = vec![0_u32; self.len()];
        self.values_ends.reserve(documents);
        for _ in 0..documents {
            for _ in 0..input.count()? {
                let (value, mentions) = (input.u32().filter(|&value| value < count)?, input.u32()?);
                self.values.push((value, mentions));
                totals[value as usize] += 1;
            }
            self.values_ends.push(u32::try_from(self.values.len()).ok()?);
        }
        self.turn(&totals);
        Some(())
    }

    /// Reads the tables of all facets: their names, which end where `origin` says, and the values of the documents.
    pub(super) fn read_all(
        names: &mut Reader<'_>,
        origin: usize,
        values: &mut Reader<'_>,
        documents: usize,
    ) -> Option<[Self; Facet::ALL.len()]> {
        let mut facets = <[Self; Facet::ALL.len()]>::default();
        for facet in &mut facets {
            *facet = Self::read_names(names, origin)?;
        }
        facets.iter_mut().try_for_each(|facet| facet.read_values(values, documents))?;
        Some(facets)
    }

    /// Lists by value what is listed by document.
    fn turn(&mut self, totals: &[u32]) {
        let mut next: Vec<u32> =
            totals.iter().scan(0, |end, &total| Some(core::mem::replace(end, *end + total))).collect();
        self.documents = vec![0; self.values.len()];
        for document in 0..self.values_ends.len() as u32 {
            let start = document.checked_sub(1).map_or(0, |before| self.values_ends[before as usize]);
            for at in start..self.values_ends[document as usize] {
                let slot = &mut next[self.values[at as usize].0 as usize];
                self.documents[*slot as usize] = document;
                *slot += 1;
            }
        }
        self.documents_ends = next;
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }

    pub(super) fn info<'p>(&self, pack: &'p [u8], value: u32) -> FacetValueInfo<'p> {
        FacetValueInfo {
            id: self.id(pack, value as usize),
            label: self.labels.str(pack, value as usize),
            total: self.documents(value).len() as u32,
        }
    }

    fn id<'p>(&self, pack: &'p [u8], value: usize) -> &'p str {
        self.ids.str(pack, value)
    }

    pub(super) fn by_id(&self, pack: &[u8], id: &str) -> Option<u32> {
        let at = partition_point(self.len(), |value| self.id(pack, value) < id);
        (at < self.len() && self.id(pack, at) == id).then_some(at as u32)
    }

    /// The document's values with their mentions, most mentions first.
    pub(crate) fn values(&self, document: DocumentIndex) -> &[(u32, u32)] {
        side_by_side(&self.values, &self.values_ends, document.0)
    }

    /// The documents that have the value, ascending.
    pub(crate) fn documents(&self, value: u32) -> &[u32] {
        side_by_side(&self.documents, &self.documents_ends, value)
    }
}

fn side_by_side<'a, T>(all: &'a [T], ends: &[u32], index: u32) -> &'a [T] {
    let Some(&end) = ends.get(index as usize) else { return &[] };
    let start = index.checked_sub(1).map_or(0, |before| ends[before as usize]);
    &all[start as usize..end as usize]
}

/// The first of `0..count` for which `is_before` does not hold, if it holds for none after that.
pub(super) fn partition_point(count: usize, is_before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
