//! The words of all articles, in segments, of which the next build finds only those anew in which an article changed.

use std::{io, ops::Range, path::Path};

use anyhow::{Context, Result};
use dossier_index::{PackedWords, Segment, SegmentSource, pack_words};
use dossier_model::Document;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::{
    cache::{Cache, Kind},
    known::{Print, beginning},
    shelf::Shelf,
    store::{Place, Store},
};

/// The most articles that a segment is of.
const MOST: usize = 1024;
/// How many segments are made before they are stored.
const AT_A_TIME: usize = 8;
/// How many chunks are passed on at a time.
const CHUNKS_AT_A_TIME: usize = 512;

/// Where the words of some articles are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    place: Place,
    /// Whether they were found by this build.
    is_new: bool,
}

/// A segment in a store.
pub(crate) struct Stored<'s> {
    store: &'s Store,
    place: Place,
}

impl Stored<'_> {
    /// Whether all could be read that was asked for.
    pub(crate) fn judge(&self) -> Result<()> {
        self.store.judge().context("words can't be read again")
    }
}

impl SegmentSource for Stored<'_> {
    fn read(&self, from: usize, most: usize, into: &mut Vec<u8>) {
        let rest = (self.place.length as usize).saturating_sub(from);
        if let Err(why) = self.store.read(self.place.at + from as u64, most.min(rest), into) {
            self.store.fail(why);
        }
    }
}

/// The words of all articles, those that are known by the prints of these as they were kept.
///
/// # Errors
/// Where an article can't be read again, or its words can't be stored.
pub(crate) fn of(shelf: &Shelf, cache: &mut Cache) -> Result<Vec<Words>> {
    let known = |range: &Range<usize>, print: Option<&Print>| {
        let place = cache.place(Kind::Words, print?)?;
        let segment = Segment::read(cache.store(false).get(place).ok()?)?;
        (segment.len() == range.len()).then_some(Words { place, is_new: false })
    };
    let ranges = ranges(&shelf.documents);
    let known: Vec<(Option<Print>, Option<Words>)> = ranges
        .par_iter()
        .map(|range| {
            let print = range.clone().map(|at| shelf.print(at)).collect::<Option<Vec<Print>>>().map(of_all);
            (print, known(range, print.as_ref()))
        })
        .collect();
    let mut words = Vec::with_capacity(ranges.len());
    for (ranges, known) in ranges.chunks(AT_A_TIME).zip(known.chunks(AT_A_TIME)) {
        let find = |(range, (_, known)): (&Range<usize>, &(Option<Print>, Option<Words>))| {
            if known.is_some() {
                return Ok(None);
            }
            let documents: Vec<Document> = range.clone().map(|at| shelf.whole(at)).collect::<Result<_>>()?;
            Ok(Some(Segment::of(&documents)))
        };
        let found: Vec<Option<Segment>> = ranges.par_iter().zip(known).map(find).collect::<Result<_>>()?;
        for ((print, known), found) in known.iter().zip(found) {
            words.push(match (known, found) {
                (None, Some(found)) => {
                    let place = cache.add(Kind::Words, *print, found.as_bytes());
                    Words { place: place.context("words can't be kept in a temporary file")?, is_new: true }
                }
                (Some(known), _) => {
                    print.iter().for_each(|print| cache.keep(Kind::Words, *print, None));
                    *known
                }
                (None, None) => unreachable!("what is not known is found"),
            });
        }
    }
    Ok(words)
}

/// The words of a large corpus as its pack has them.
#[derive(Debug)]
pub(crate) struct Packed {
    /// What the rest of the pack is put around.
    pub(crate) words: PackedWords,
    /// Their chunks, kept until the site is written.
    chunks: Vec<(String, Place)>,
    store: Store,
}

/// Packs words; their chunks are in a file in this folder, where that can be.
///
/// # Errors
/// Where words can't be read again, or chunks can't be kept.
pub(crate) fn pack(words: &[Words], cache: &Cache, folder: Option<&Path>) -> Result<Packed> {
    let segments: Vec<Stored<'_>> =
        words.iter().map(|words| Stored { store: cache.store(words.is_new), place: words.place }).collect();
    let (mut chunks, mut store, mut failed) = (Vec::new(), Store::new(folder), None);
    let words = pack_words(&segments, |name, chunk| match store.add(&chunk) {
        Ok(place) => chunks.push((name, place)),
        Err(why) => failed = Some(why),
    });
    segments.iter().try_for_each(Stored::judge)?;
    failed.map_or(Ok(()), Err).context("words can't be kept in a temporary file")?;
    Ok(Packed { words, chunks, store })
}

impl Packed {
    /// Passes on the chunks, some at a time.
    ///
    /// # Errors
    /// Those of `put`, and where a chunk can't be read again.
    pub(crate) fn chunks(&self, mut put: impl FnMut(Vec<(String, Vec<u8>)>) -> Result<()>) -> Result<()> {
        for some in self.chunks.chunks(CHUNKS_AT_A_TIME) {
            let read = |(name, place): &(String, Place)| Ok((name.clone(), self.store.get(*place)?));
            let some: io::Result<Vec<_>> = some.iter().map(read).collect();
            put(some.context("words can't be read again")?)?;
        }
        Ok(())
    }
}

/// Where segments begin and end: by the names of articles, so that one that is new or gone changes its own segment only.
fn ranges(documents: &[Document]) -> Vec<Range<usize>> {
    let (mut ranges, mut start) = (Vec::new(), 0);
    for (at, document) in documents.iter().enumerate() {
        let ends = Sha256::digest(&document.key)[0] < 2;
        if at > start && (ends || at - start == MOST) {
            ranges.push(start..at);
            start = at;
        }
    }
    if start < documents.len() {
        ranges.push(start..documents.len());
    }
    ranges
}

fn of_all(prints: Vec<Print>) -> Print {
    beginning(Sha256::digest(prints.as_flattened()))
}
