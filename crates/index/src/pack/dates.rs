//! When documents were published and which dates they mention, without anything else of them.

use std::sync::OnceLock;

use dossier_model::{DateSpan, Day, Track};

use super::axis::Axis;
use crate::bytes::{Reader, put, put_signed};

/// A [`DateSpan`] as numbers of days; an open end lies past every day there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Interval {
    from: i32,
    to: i32,
}

const OPEN_FROM: i32 = i32::MIN;
const OPEN_TO: i32 = i32::MAX;

impl Interval {
    pub(crate) fn new(from: Option<Day>, to: Option<Day>) -> Self {
        Self { from: from.map_or(OPEN_FROM, Day::number), to: to.map_or(OPEN_TO, Day::number) }
    }

    pub(crate) fn of(span: DateSpan) -> Self {
        Self::new(span.from, span.to)
    }

    pub(crate) fn is_unknown(self) -> bool {
        self.from == OPEN_FROM && self.to == OPEN_TO
    }

    /// Whether no day lies in it.
    pub(crate) fn is_empty(self) -> bool {
        self.from > self.to
    }

    /// As [`DateSpan::may_lie_in`].
    pub(crate) fn may_lie_in(self, range: Self) -> bool {
        !self.is_unknown() && self.to >= range.from && self.from <= range.to
    }

    /// As [`DateSpan::lies_in`].
    pub(crate) fn lies_in(self, range: Self) -> bool {
        !self.is_unknown() && self.from >= range.from && self.to <= range.to
    }

    /// As [`DateSpan::sort_day`].
    pub(crate) fn sort_day(self) -> Option<i32> {
        if self.from != OPEN_FROM { Some(self.from) } else { Some(self.to).filter(|&to| to != OPEN_TO) }
    }

    fn ends(self) -> impl Iterator<Item = Day> {
        [self.from, self.to]
            .into_iter()
            .filter(|&end| end != OPEN_FROM && end != OPEN_TO)
            .map(Day::from_number)
    }
}

/// The dates of all documents, and the axis they are shown on.
pub(crate) struct Dates {
    pub(crate) axis: Axis,
    published: Vec<Interval>,
    /// The known mentioned dates of all documents, those of one side by side.
    mentioned: Vec<Interval>,
    /// Where those of each document end.
    mentioned_ends: Vec<u32>,
    buckets: [OnceLock<Buckets>; 2],
}

/// Writes the dates of each document: when it was published, and what it mentions.
pub(super) fn write<'a>(documents: impl Iterator<Item = (DateSpan, &'a [DateSpan])>) -> Vec<u8> {
    let known = |mentioned: &[DateSpan]| {
        let known = mentioned.iter().map(|&span| Interval::of(span)).filter(|span| !span.is_unknown());
        let mut known: Vec<_> = known.collect();
        known.sort_unstable();
        known.dedup();
        known
    };
    let documents: Vec<_> =
        documents.map(|(published, mentioned)| (Interval::of(published), known(mentioned))).collect();
    let axis = cover(documents.iter().map(|(published, mentioned)| (*published, mentioned.as_slice())));
    let mut out = Vec::new();
    put(&mut out, axis.unit.code().into());
    put_signed(&mut out, axis.first.number().into());
    put(&mut out, axis.buckets.len() as u64);
    for (published, mentioned) in documents {
        write_interval(&mut out, published);
        put(&mut out, mentioned.len() as u64);
        for interval in mentioned {
            write_interval(&mut out, interval);
        }
    }
    out
}

/// The axis over what is known of each document: when it was published, and what it mentions, each once.
fn cover<'a>(documents: impl Iterator<Item = (Interval, &'a [Interval])>) -> Axis {
    let (mut published, mut mentioned) = (Vec::new(), Vec::new());
    for (own, others) in documents {
        published.extend(own.ends());
        mentioned.extend(others.iter().flat_map(|interval| interval.ends()));
    }
    Axis::cover(&published, &mentioned)
}

/// Which ends are known, then the first known one, then how many days later the last is.
fn write_interval(out: &mut Vec<u8>, Interval { from, to }: Interval) {
    match (from, to) {
        (OPEN_FROM, OPEN_TO) => put(out, 0),
        (from, OPEN_TO) => {
            put(out, 1);
            put_signed(out, from.into());
        }
        (OPEN_FROM, to) => {
            put(out, 2);
            put_signed(out, to.into());
        }
        (from, to) => {
            put(out, 3);
            put_signed(out, from.into());
            put_signed(out, i64::from(to) - i64::from(from));
        }
    }
}

fn read_interval(input: &mut Reader<'_>) -> Option<Interval> {
    Some(match input.u32()? {
        0 => Interval { from: OPEN_FROM, to: OPEN_TO },
        1 => Interval { from: input.i32()?, to: OPEN_TO },
        2 => Interval { from: OPEN_FROM, to: input.i32()? },
        3 => {
            let from = input.i32()?;
            Interval { from, to: from.checked_add(input.i32()?)? }
        }
        _ => return None,
    })
}

impl Dates {
    pub(super) fn read(bytes: &[u8], documents: usize) -> Option<Self> {
        let mut input = Reader(bytes);
        let unit = super::axis::AxisUnit::from_code(input.u32()?)?;
        let (first, count) = (input.i32()?, input.usize()?);
        let axis = Axis::restore(unit, first, count)?;
        let (mut published, mut mentioned) = (Vec::with_capacity(documents), Vec::new());
        let mut mentioned_ends = Vec::with_capacity(documents);
        for _ in 0..documents {
            published.push(read_interval(&mut input)?);
            for _ in 0..input.count()? {
                mentioned.push(read_interval(&mut input)?);
            }
            mentioned_ends.push(u32::try_from(mentioned.len()).ok()?);
        }
        let is_known = !mentioned.is_empty() || published.iter().any(|span| !span.is_unknown());
        let is_consistent = input.is_empty() && axis.buckets.is_empty() != is_known;
        is_consistent.then(|| Self {
            axis,
            published,
            mentioned,
            mentioned_ends,
            buckets: [const { OnceLock::new() }; 2],
        })
    }

    /// The same with other dates of publication, and the axis that fits them.
    pub(super) fn with_published(&self, others: impl Iterator<Item = (u32, Interval)>) -> Self {
        let mut published = self.published.clone();
        for (document, interval) in others {
            if let Some(own) = published.get_mut(document as usize) {
                *own = interval;
            }
        }
        let mentioned = |at| self.of(Track::Mentioned, at);
        let axis = cover((0..).zip(&published).map(|(at, own)| (*own, mentioned(at))));
        Self {
            axis,
            published,
            mentioned: self.mentioned.clone(),
            mentioned_ends: self.mentioned_ends.clone(),
            buckets: [const { OnceLock::new() }; 2],
        }
    }

    pub(crate) fn published(&self, document: u32) -> Interval {
        self.published[document as usize]
    }

    /// The known dates of a document on a track; none if it is undated there.
    pub(crate) fn of(&self, track: Track, document: u32) -> &[Interval] {
        let at = document as usize;
        match track {
            Track::Published if self.published[at].is_unknown() => &[],
            Track::Published => &self.published[at..=at],
            Track::Mentioned => {
                let start = at.checked_sub(1).map_or(0, |before| self.mentioned_ends[before]);
                &self.mentioned[start as usize..self.mentioned_ends[at] as usize]
            }
        }
    }

    /// What each document counts for on the axis, worked out when it is first asked for.
    pub(crate) fn buckets(&self, track: Track) -> &Buckets {
        self.buckets[track as usize].get_or_init(|| {
            let mut buckets = Buckets::default();
            for document in 0..self.published.len() as u32 {
                buckets.push(&self.axis, self.of(track, document));
            }
            buckets
        })
    }
}

/// The buckets of each document on one track.
#[derive(Default)]
pub(crate) struct Buckets {
    /// Runs of buckets, first and last, in which some date may lie; those of a document don't overlap.
    possible: Vec<(u16, u16)>,
    /// Buckets in which some date certainly lies, each once.
    certain: Vec<u16>,
    /// Where the runs and buckets of each document end.
    ends: Vec<(u32, u32)>,
}

impl Buckets {
    fn push(&mut self, axis: &Axis, dates: &[Interval]) {
        let (runs_start, certain_start) = (self.possible.len(), self.certain.len());
        let last = axis.buckets.len().saturating_sub(1);
        let bucket = |day, open, at_open| {
            if day == open { at_open } else { axis.bucket(Day::from_number(day)) as u16 }
        };
        // They are written in order, so their first buckets are in order too.
        for date in dates {
            let (first, last) = (bucket(date.from, OPEN_FROM, 0), bucket(date.to, OPEN_TO, last as u16));
            let is_closed = date.from != OPEN_FROM && date.to != OPEN_TO;
            if is_closed && first == last && self.certain[certain_start..].last() != Some(&first) {
                self.certain.push(first);
            }
            match self.possible[runs_start..].last_mut() {
                Some(run) if first <= run.1 => run.1 = run.1.max(last),
                _ => self.possible.push((first, last)),
            }
        }
        self.ends.push((self.possible.len() as u32, self.certain.len() as u32));
    }

    /// The runs of buckets where a date of the document may lie, and the buckets where one certainly does.
    pub(crate) fn of(&self, document: u32) -> (&[(u16, u16)], &[u16]) {
        let at = document as usize;
        let start = at.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let end = self.ends[at];
        (&self.possible[start.0 as usize..end.0 as usize], &self.certain[start.1 as usize..end.1 as usize])
    }
}
