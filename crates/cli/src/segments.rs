//! The words of all articles, in segments, of which the next build finds only those anew in which an article changed.

use std::ops::Range;

use dossier_index::Segment;
use dossier_model::Document;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::{
    cache::{Cache, Kind},
    known::Print,
};

/// The most articles that a segment is of.
const MOST: usize = 1024;

/// The words of articles with these prints.
pub(crate) fn of(documents: &[Document], prints: &[Print], cache: &mut Cache) -> Vec<Segment> {
    let segment = |range: Range<usize>| {
        let documents = &documents[range.clone()];
        let print = prints.get(range).map(of_all);
        let known = cache.get(Kind::Words, print.as_ref()).and_then(|bytes| Segment::read(bytes.to_vec()));
        if let Some(known) = known.filter(|known| known.len() == documents.len()) {
            return (known, print.map(|print| (print, None)));
        }
        let segment = Segment::of(documents);
        let new = print.map(|print| (print, Some(segment.as_bytes().into())));
        (segment, new)
    };
    let (segments, new): (Vec<Segment>, Vec<_>) = ranges(documents).into_par_iter().map(segment).unzip();
    cache.keep(Kind::Words, new.into_iter().flatten());
    segments
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

fn of_all(prints: &[Print]) -> Print {
    let digest: [u8; 32] = Sha256::digest(prints.as_flattened()).into();
    std::array::from_fn(|at| digest[at])
}
