//! Counts over results.

use dossier_model::{DocumentIndex, Facet, Track};

use crate::{Pack, pack::Dates};

/// How many of the results have each value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts([Vec<u32>; Facet::ALL.len()]);

impl FacetCounts {
    /// The counts of a facet, by value.
    pub fn counts(&self, facet: Facet) -> &[u32] {
        &self.0[facet as usize]
    }

    pub(super) fn over(pack: &Pack, documents: &[u32]) -> Self {
        Self(Facet::ALL.map(|facet| {
            let table = pack.facet(facet);
            let mut counts = vec![0; table.len()];
            for &document in documents {
                for &(value, _) in table.values(DocumentIndex(document)) {
                    counts[value as usize] += 1;
                }
            }
            counts
        }))
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

    pub(super) fn over(dates: &Dates, documents: &[u32]) -> Self {
        let count = |track| TrackCounts::over(dates, track, documents);
        Self { published: count(Track::Published), mentioned: count(Track::Mentioned) }
    }
}

impl TrackCounts {
    fn over(dates: &Dates, track: Track, documents: &[u32]) -> Self {
        let (buckets, count) = (dates.buckets(track), dates.axis.buckets.len());
        let (mut certain, mut undated) = (vec![0; count], 0);
        // How many more documents each bucket may hold than the one before it.
        let mut steps = vec![0_i32; count + 1];
        for &document in documents {
            let (runs, sure) = buckets.of(document);
            undated += u32::from(runs.is_empty());
            for &(first, last) in runs {
                steps[usize::from(first)] += 1;
                steps[usize::from(last) + 1] -= 1;
            }
            for &bucket in sure {
                certain[usize::from(bucket)] += 1;
            }
        }
        let running = steps[..count].iter().scan(0, |sum, step| {
            *sum += step;
            Some(*sum as u32)
        });
        Self { certain, possible: running.collect(), undated }
    }
}
