//! The values that documents can be filtered by, who has them, and how often.

use dossier_model::{DocumentIndex, Facet};

use super::{
    speakers,
    tail::{MOST_TAIL, Tail},
};
use crate::bytes::{Reader, put};

/// The most bytes that a label may share with the one before: no false pack unfolds to many times its size.
const MOST_SHARED: usize = 127;

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
    /// The id and the label of each value, side by side.
    names: String,
    /// Where each id and each label ends.
    names_ends: Vec<usize>,
    /// The values of all documents with their mentions; those of one side by side, most mentions first.
    values: Vec<(u32, u32)>,
    /// Where those of each document end.
    values_ends: Vec<u32>,
    /// The documents of all values; those of one side by side, ascending.
    documents: Vec<u32>,
    /// Where those of each value end.
    documents_ends: Vec<u32>,
    /// Values that fewer documents have are numbered but not here: without a name, and no document has them. 0 where all are
    /// here.
    below: u32,
}

/// Writes the names of a facet's values, sorted by id: the ids that don't follow from their labels, then the labels, each
/// as what it shares with the one before and what it adds. Like numbers stand together, which a compressor likes.
pub(super) fn write_names(out: &mut Vec<u8>, ids: &[&str], labels: &[&str]) {
    let mut exceptions = Vec::new();
    let (mut count, mut next) = (0, 0);
    for (at, (id, label)) in ids.iter().zip(labels).enumerate() {
        let mut plain = String::new();
        push_plain_id(label, &mut plain);
        if plain != *id {
            put(&mut exceptions, (at - next) as u64);
            put(&mut exceptions, id.len() as u64);
            exceptions.extend(id.as_bytes());
            (count, next) = (count + 1, at + 1);
        }
    }
    put(out, ids.len() as u64);
    put(out, count);
    out.extend(exceptions);
    let (mut added, mut bytes, mut last) = (Vec::new(), Vec::<u8>::new(), "");
    for label in labels {
        let shared = label.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count().min(MOST_SHARED);
        put(out, shared as u64);
        put(&mut added, (label.len() - shared) as u64);
        bytes.extend(&label.as_bytes()[shared..]);
        last = label;
    }
    out.extend(added);
    out.extend(bytes);
}

/// The id that nearly every label leads to: as [`dossier_text::slug`] of ASCII, but a fifth of the time.
fn push_plain_id(label: &str, out: &mut String) {
    let (start, mut is_apart) = (out.len(), false);
    for byte in label.bytes() {
        if byte.is_ascii_alphanumeric() {
            if is_apart && out.len() > start {
                out.push('-');
            }
            out.push(byte.to_ascii_lowercase().into());
            is_apart = false;
        } else if byte != b'\'' {
            is_apart = true;
        }
    }
}

impl FacetTable {
    /// Reads the names.
    pub(super) fn read_names(input: &mut Reader<'_>) -> Option<Self> {
        let count = input.count()?;
        let (mut exceptions, mut next) = (Vec::new(), 0_usize);
        for _ in 0..input.count()? {
            let at = next.checked_add(input.usize()?)?;
            let length = input.usize()?;
            exceptions.push((at, input.take(length)?));
            next = at.checked_add(1)?;
        }
        let mut exceptions = exceptions.into_iter().peekable();
        let column = |input: &mut Reader<'_>| (0..count).map(|_| input.usize()).collect::<Option<Vec<_>>>();
        let (shared, added) = (column(input)?, column(input)?);
        let (mut table, mut label) = (Self::default(), Vec::new());
        for (at, (shared, added)) in shared.into_iter().zip(added).enumerate() {
            if shared > label.len().min(MOST_SHARED) {
                return None;
            }
            label.truncate(shared);
            label.extend(input.take(added)?);
            let label = core::str::from_utf8(&label).ok()?;
            match exceptions.next_if(|exception| exception.0 == at) {
                Some((_, id)) => table.names.push_str(core::str::from_utf8(id).ok()?),
                None => push_plain_id(label, &mut table.names),
            }
            table.push_label(label);
        }
        exceptions.next().is_none().then_some(table)
    }

    /// Adds a value.
    pub(super) fn push(&mut self, id: &str, label: &str) {
        self.names.push_str(id);
        self.push_label(label);
    }

    fn push_label(&mut self, label: &str) {
        self.names_ends.push(self.names.len());
        self.names.push_str(label);
        self.names_ends.push(self.names.len());
    }

    /// Reads who of this many documents has which value.
    fn read_documents(&mut self, input: &mut Reader<'_>, documents: usize) -> Option<()> {
        let mut all = 0_usize;
        for _ in 0..self.len() {
            all = all.checked_add(input.usize()?)?;
            self.documents_ends.push(u32::try_from(all).ok()?);
        }
        // Each takes up a byte at least.
        if all > input.0.len() {
            return None;
        }
        self.documents.reserve(all);
        for &end in &self.documents_ends {
            let mut next = 0_u32;
            while self.documents.len() < end as usize {
                let document = next.checked_add(input.u32()?)?;
                if document as usize >= documents {
                    return None;
                }
                self.documents.push(document);
                next = document + 1;
            }
        }
        Some(())
    }

    /// Lists by document, with the mentions that come next, what is listed by value. Where there are none to be read, each
    /// counts as one.
    fn turn(&mut self, mut mentions: Option<&mut Reader<'_>>, documents: usize) -> Option<()> {
        let mut next = vec![0_u32; documents + 1];
        for &document in &self.documents {
            next[document as usize + 1] += 1;
        }
        let mut start = 0;
        for total in &mut next {
            start += *total;
            *total = start;
        }
        // Numbers that sort as the values are to: most mentions first, then by value.
        let mut keyed = vec![0_u64; self.documents.len()];
        let mut value = 0_u32;
        for (at, &document) in self.documents.iter().enumerate() {
            while self.documents_ends[value as usize] as usize <= at {
                value += 1;
            }
            let slot = &mut next[document as usize];
            let times = mentions.as_mut().map_or(Some(1), |input| input.u32())?;
            keyed[*slot as usize] = u64::from(!times) << 32 | u64::from(value);
            *slot += 1;
        }
        next.pop();
        self.values_ends = next;
        let mut start = 0;
        for &end in &self.values_ends {
            keyed[start..end as usize].sort_unstable();
            start = end as usize;
        }
        self.values = keyed.into_iter().map(|keyed| (keyed as u32, !((keyed >> 32) as u32))).collect();
        Some(())
    }

    /// Reads the tables of all facets: names and values from the root, and what the tail has of them.
    pub(super) fn read_all<'a>(
        names: &mut Reader<'a>,
        values: &mut Reader<'a>,
        mut tail: Tail<'a>,
        documents: usize,
    ) -> Option<[Self; Facet::ALL.len()]> {
        let mut facets = Vec::with_capacity(Facet::ALL.len());
        for facet in Facet::ALL {
            let read_names = |input: &mut Reader<'_>| match facet {
                Facet::SaidBy => speakers::read(input, &facets),
                _ => Self::read_names(input),
            };
            let mut table = read_names(names)?;
            table.read_documents(values, documents)?;
            let left = names.usize()?;
            if left > documents.saturating_mul(MOST_TAIL) {
                return None;
            }
            if left > 0 {
                let mut rest = Self { below: names.u32()?, ..Self::default() };
                if let Tail::Here(input) = &mut tail {
                    rest = read_names(input)?;
                    rest.read_documents(input, documents)?;
                }
                table = table.joined(&rest, left, names)?;
            }
            let mentions = match &mut tail {
                Tail::None => Some(&mut *values),
                Tail::Here(input) => Some(input),
                Tail::Missing => None,
            };
            table.turn(mentions, documents)?;
            facets.push(table);
        }
        let is_read = !matches!(tail, Tail::Here(input) if !input.is_empty());
        facets.try_into().ok().filter(|_| is_read)
    }

    /// The values of this table in their places, which are read, and in `left` others those of `rest`, or nothing yet.
    fn joined(&self, rest: &Self, mut left: usize, places: &mut Reader<'_>) -> Option<Self> {
        // It is here, or something is to come.
        if rest.len() != left && rest.below == 0 {
            return None;
        }
        let mut all = Self { below: rest.below, ..Self::default() };
        let mut next = 0;
        for at in 0..self.len() {
            let gap = places.usize()?;
            left = left.checked_sub(gap)?;
            all.append(rest, next, gap);
            next += gap;
            all.append(self, at, 1);
        }
        all.append(rest, next, left);
        Some(all)
    }

    /// Adds so many values of another table, or values without a name where it has none.
    fn append(&mut self, other: &Self, first: usize, count: usize) {
        for value in first..first + count {
            let info = other.info(value as u32);
            self.push(info.id, info.label);
            self.documents.extend_from_slice(other.documents(value as u32));
            self.documents_ends.push(self.documents.len() as u32);
        }
    }

    /// Values that fewer documents have than this are not here.
    pub(crate) fn below(&self) -> u32 {
        self.below
    }

    /// Whether a value is numbered but has yet to come.
    pub(super) fn lacks(&self, value: u32) -> bool {
        self.below > 0 && (value as usize) < self.len() && self.info(value).id.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.names_ends.len() / 2
    }

    pub(super) fn info(&self, value: u32) -> FacetValueInfo<'_> {
        let value = value as usize;
        FacetValueInfo {
            id: self.name(value.saturating_mul(2)),
            label: self.name(value.saturating_mul(2).saturating_add(1)),
            total: self.documents(value as u32).len() as u32,
        }
    }

    /// The id or label at a place among them all; empty where there is none.
    fn name(&self, at: usize) -> &str {
        let start =
            at.checked_sub(1).and_then(|before| self.names_ends.get(before)).copied().unwrap_or_default();
        self.names_ends.get(at).and_then(|&end| self.names.get(start..end)).unwrap_or_default()
    }

    pub(super) fn by_id(&self, id: &str) -> Option<u32> {
        let found = |at: &usize| self.name(2 * at) == id;
        let at = match self.below {
            0 => Some(partition_point(self.len(), |value| self.name(2 * value) < id))
                .filter(|at| *at < self.len() && found(at)),
            // Those that are not here have no names to be sorted by.
            _ => (0..self.len()).find(|at| found(at) && !id.is_empty()),
        };
        at.map(|at| at as u32)
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
