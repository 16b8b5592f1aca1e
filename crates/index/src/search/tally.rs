//! Counts over results.

use core::fmt;
use std::{collections::BinaryHeap, sync::Arc};

use dossier_model::{DocumentIndex, Facet, Track};

use crate::{
    Pack,
    pack::{BucketCounts, Dates, Tables},
};

/// How many of the results have each value.
#[derive(Clone)]
pub struct FacetCounts {
    counts: [Vec<u32>; Facet::ALL.len()],
    /// Of a pack that lacks values those here are counted; where the others are to come from.
    lacking: Option<Arc<Tables>>,
}

impl FacetCounts {
    /// The counts of a facet, by value. Of a pack that lacks values these are noted as missing, and have no counts yet.
    pub fn counts(&self, facet: Facet) -> &[u32] {
        self.ask(facet, 0);
        self.counts_here(facet)
    }

    /// The counts of a facet, by value, without those that have yet to come, and of which none can be counted as often as
    /// [`FacetCounts::below`] says.
    pub fn counts_here(&self, facet: Facet) -> &[u32] {
        &self.counts[facet as usize]
    }

    /// What is counted as often as this is not among the values that have yet to come; 0 where none has.
    pub fn below(&self, facet: Facet) -> u32 {
        self.lacking.as_ref().map_or(0, |lacking| lacking.root(facet).below())
    }

    /// Notes the values that are not here as missing, where one of them may be counted as often as this.
    pub fn ask(&self, facet: Facet, count: u32) {
        if count < self.below(facet)
            && let Some(lacking) = &self.lacking
        {
            lacking.ask();
        }
    }

    /// The values that are counted most, at most so many, with their counts; of equal ones the first. Of a pack that lacks
    /// values these are noted as missing where one of them may belong here.
    pub fn most(&self, facet: Facet, most: usize) -> Vec<(u32, u32)> {
        let counts = self.counts_here(facet);
        // A heap whose greatest is the least wanted: nearly all of thousands of values are passed over by one comparison.
        let mut heap = BinaryHeap::new();
        for (value, &count) in (0..).zip(counts).filter(|(_, count)| **count > 0) {
            let key = u64::from(u32::MAX - count) << 32 | value;
            if heap.len() < most {
                heap.push(key);
            } else if let Some(mut last) = heap.peek_mut().filter(|last| key < **last) {
                *last = key;
            }
        }
        let keys = heap.into_sorted_vec().into_iter();
        let found: Vec<_> = keys.map(|key| (key as u32, u32::MAX - (key >> 32) as u32)).collect();
        self.ask(
            facet,
            if found.len() < most { 0 } else { found.last().map_or(u32::MAX, |(_, count)| *count) },
        );
        found
    }

    /// Counts that were made elsewhere, of a pack as this one is or, where they are `lacking`, of one that lacks the tail.
    pub(super) fn from_lists(pack: &Pack, counts: [Vec<u32>; Facet::ALL.len()], lacking: bool) -> Self {
        Self { counts, lacking: lacking.then(|| Arc::clone(&pack.facets)) }
    }

    /// Whether only values that are here are counted.
    pub(super) fn is_lacking(&self) -> bool {
        self.lacking.is_some()
    }

    pub(super) fn over(pack: &Pack, documents: &[u32]) -> Self {
        let counted = Counted::of(pack.documents, documents);
        let tables = &pack.facets;
        let counts = Facet::ALL.map(|facet| {
            let table = &tables.here()[facet as usize];
            let values = 0..table.len() as u32;
            let mut counts: Vec<u32> = match counted {
                Counted::Found(_) => vec![0; values.len()],
                Counted::Others(_) => values.map(|value| table.documents(value).len() as u32).collect(),
            };
            let step = counted.step();
            for &document in counted.documents() {
                for &(value, _) in table.values(DocumentIndex(document)) {
                    let count = &mut counts[value as usize];
                    *count = count.wrapping_add_signed(step);
                }
            }
            counts
        });
        Self { counts, lacking: (!tables.are_whole()).then(|| Arc::clone(tables)) }
    }
}

/// Whether the same is counted.
impl PartialEq for FacetCounts {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for FacetCounts {}

impl fmt::Debug for FacetCounts {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts.fmt(out)
    }
}

/// The fewer of those that were found and those that were not: of the latter what is counted is taken off the whole.
enum Counted<'d> {
    Found(&'d [u32]),
    Others(Vec<u32>),
}

impl<'d> Counted<'d> {
    /// `found` ascends.
    fn of(documents: u32, found: &'d [u32]) -> Self {
        if found.len() <= documents as usize / 2 {
            return Self::Found(found);
        }
        let mut found = found.iter().peekable();
        Self::Others((0..documents).filter(|document| found.next_if_eq(&document).is_none()).collect())
    }

    fn documents(&self) -> &[u32] {
        match self {
            Self::Found(documents) => documents,
            Self::Others(documents) => documents,
        }
    }

    fn step(&self) -> i32 {
        if matches!(self, Self::Found(_)) { 1 } else { -1 }
    }
}

/// The dates of the results, bucket by bucket of the pack's axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// When they were published.
    pub published: TrackCounts,
    /// The dates they mention.
    pub mentioned: TrackCounts,
}

/// Counts of documents on one track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackCounts {
    /// Documents with a date that certainly lies in the bucket.
    pub certain: Vec<u32>,
    /// Documents with a date that may lie in the bucket, the certain ones included.
    pub possible: Vec<u32>,
    /// Documents without any known date.
    pub undated: u32,
}

impl Histogram {
    /// The counts of a track.
    pub fn track(&self, track: Track) -> &TrackCounts {
        match track {
            Track::Published => &self.published,
            Track::Mentioned => &self.mentioned,
        }
    }

    /// Over documents that ascend.
    pub(super) fn over(dates: &Dates, documents: &[u32]) -> Self {
        let counted = Counted::of(dates.len() as u32, documents);
        let count = |track| TrackCounts::over(dates, track, &counted);
        Self { published: count(Track::Published), mentioned: count(Track::Mentioned) }
    }
}

impl TrackCounts {
    fn over(dates: &Dates, track: Track, counted: &Counted<'_>) -> Self {
        let (buckets, count) = (dates.buckets(track), dates.axis.buckets.len());
        let mut counts = match counted {
            Counted::Found(_) => BucketCounts::new(count),
            Counted::Others(_) => buckets.all.clone(),
        };
        let step = counted.step();
        counted.documents().iter().for_each(|&document| counts.add(buckets.of(document), step));
        let running = counts.steps.iter().take(count).scan(0, |sum, step| {
            *sum += step;
            Some(*sum as u32)
        });
        Self { possible: running.collect(), certain: counts.certain, undated: counts.undated }
    }
}
