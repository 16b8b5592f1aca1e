//! When documents were published and which dates they mention, without anything else of them.

use core::cmp::Reverse;
use std::{collections::BTreeMap, sync::OnceLock};

use dossier_model::{Certainty, DateSpan, Day, DocumentIndex, Precision, Track};

use super::{Pack, axis::Axis};
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

    fn is_day(self) -> bool {
        self.from == self.to
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

    fn span(self) -> DateSpan {
        let from = Some(self.from).filter(|from| *from != OPEN_FROM).map(Day::from_number);
        let to = Some(self.to).filter(|to| *to != OPEN_TO).map(Day::from_number);
        let (precision, certainty) = match (from, to) {
            (None, None) => return DateSpan::UNKNOWN,
            (from, to) if from == to => (Precision::Day, Certainty::Stated),
            // Years and months show as such where both ends are theirs.
            _ => (Precision::Year, Certainty::Bounded),
        };
        DateSpan { from, to, precision, certainty }
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
    let (mut bases, mut last) = (Vec::new(), 0);
    for (published, _) in &documents {
        write_interval(&mut out, *published, last);
        last = published.sort_day().unwrap_or(last);
        bases.push(last);
    }
    let known: Vec<Vec<Interval>> = documents.into_iter().map(|(_, mentioned)| mentioned).collect();
    write_mentioned(&mut out, &known, &bases);
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

/// Writes mentioned dates: those that are more than a day in a list, for years and months are few, the most frequent first;
/// how many each document mentions; for each its place in that list, counted from 1, or 0 for a day; and of these
/// days how much later they are than the document.
fn write_mentioned(out: &mut Vec<u8>, documents: &[Vec<Interval>], bases: &[i32]) {
    let mut times: BTreeMap<Interval, usize> = BTreeMap::new();
    for interval in documents.iter().flatten().filter(|interval| !interval.is_day()) {
        *times.entry(*interval).or_default() += 1;
    }
    let mut list: Vec<_> = times.into_iter().collect();
    list.sort_by_key(|&(interval, times)| (Reverse(times), interval));
    put(out, list.len() as u64);
    list.iter().for_each(|(interval, _)| write_interval(out, *interval, 0));
    let places: BTreeMap<Interval, u64> = list.iter().map(|(interval, _)| *interval).zip(1..).collect();
    documents.iter().for_each(|known| put(out, known.len() as u64));
    let mut days = Vec::new();
    for (known, base) in documents.iter().zip(bases) {
        for interval in known {
            put(out, places.get(interval).copied().unwrap_or_default());
            if interval.is_day() {
                put_signed(&mut days, i64::from(interval.from) - i64::from(*base));
            }
        }
    }
    out.extend(days);
}

/// Which ends are known, then how much later than `base` the first known one is, then how many days later the last is.
fn write_interval(out: &mut Vec<u8>, Interval { from, to }: Interval, base: i32) {
    let mut put_day = |code, day: i32| {
        put(out, code);
        put_signed(out, i64::from(day) - i64::from(base));
    };
    match (from, to) {
        (OPEN_FROM, OPEN_TO) => put(out, 0),
        (from, OPEN_TO) => put_day(1, from),
        (OPEN_FROM, to) => put_day(2, to),
        (from, to) => {
            put_day(3, from);
            put_signed(out, i64::from(to) - i64::from(from));
        }
    }
}

fn read_interval(input: &mut Reader<'_>, base: i32) -> Option<Interval> {
    let code = input.u32()?;
    if code == 0 {
        return Some(Interval { from: OPEN_FROM, to: OPEN_TO });
    }
    let day = base.checked_add(input.i32()?)?;
    Some(match code {
        1 => Interval { from: day, to: OPEN_TO },
        2 => Interval { from: OPEN_FROM, to: day },
        3 => Interval { from: day, to: day.checked_add(input.i32()?)? },
        _ => return None,
    })
}

/// The mentioned dates of all documents, and where those of each end.
fn read_mentioned(input: &mut Reader<'_>, bases: &[i32]) -> Option<(Vec<Interval>, Vec<u32>)> {
    let count = input.count()?;
    let list = (0..count).map(|_| read_interval(input, 0)).collect::<Option<Vec<_>>>()?;
    let (mut ends, mut all) = (Vec::with_capacity(bases.len()), 0_usize);
    for _ in bases {
        all = all.checked_add(input.usize()?).filter(|all| *all <= input.0.len())?;
        ends.push(u32::try_from(all).ok()?);
    }
    let places = (0..all).map(|_| input.usize()).collect::<Option<Vec<_>>>()?;
    let mut mentioned = Vec::with_capacity(all);
    for (end, base) in ends.iter().zip(bases) {
        for place in &places[mentioned.len()..*end as usize] {
            mentioned.push(match place.checked_sub(1) {
                Some(place) => *list.get(place)?,
                None => {
                    let day = base.checked_add(input.i32()?)?;
                    Interval { from: day, to: day }
                }
            });
        }
    }
    Some((mentioned, ends))
}

impl Pack {
    /// When a document was published as far as the root of the pack knows: the ends of its interval, without how fine
    /// they were given. Asks for no chunk.
    pub fn published_span(&self, document: DocumentIndex) -> DateSpan {
        self.dates.published.get(document.0 as usize).map_or(DateSpan::UNKNOWN, |interval| interval.span())
    }
}

impl Dates {
    pub(super) fn read(bytes: &[u8], documents: usize) -> Option<Self> {
        let mut input = Reader(bytes);
        let unit = super::axis::AxisUnit::from_code(input.u32()?)?;
        let (first, count) = (input.i32()?, input.usize()?);
        let axis = Axis::restore(unit, first, count)?;
        let mut published = Vec::with_capacity(documents);
        let (mut bases, mut last) = (Vec::with_capacity(documents), 0);
        for _ in 0..documents {
            let interval = read_interval(&mut input, last)?;
            last = interval.sort_day().unwrap_or(last);
            published.push(interval);
            bases.push(last);
        }
        let (mentioned, mentioned_ends) = read_mentioned(&mut input, &bases)?;
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

    /// The number of documents.
    pub(crate) fn len(&self) -> usize {
        self.published.len()
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
            let mut buckets = Buckets::new(self.axis.buckets.len());
            for document in 0..self.published.len() as u32 {
                buckets.push(&self.axis, self.of(track, document));
            }
            buckets
        })
    }
}

/// Counts of documents, bucket by bucket.
#[derive(Clone)]
pub(crate) struct BucketCounts {
    /// Those with a date that certainly lies in the bucket.
    pub(crate) certain: Vec<u32>,
    /// How many more documents each bucket may hold than the one before it, and one more at the end.
    pub(crate) steps: Vec<i32>,
    /// Those without any date.
    pub(crate) undated: u32,
}

impl BucketCounts {
    pub(crate) fn new(buckets: usize) -> Self {
        Self { certain: vec![0; buckets], steps: vec![0; buckets + 1], undated: 0 }
    }

    /// Adds a document's buckets, or with a step of -1 takes them away.
    pub(crate) fn add(&mut self, (runs, certain): (&[(u16, u16)], &[u16]), step: i32) {
        if runs.is_empty() {
            self.undated = self.undated.wrapping_add_signed(step);
        }
        for &(first, last) in runs {
            self.steps[usize::from(first)] += step;
            self.steps[usize::from(last) + 1] -= step;
        }
        for &bucket in certain {
            let count = &mut self.certain[usize::from(bucket)];
            *count = count.wrapping_add_signed(step);
        }
    }
}

/// The buckets of each document on one track.
pub(crate) struct Buckets {
    /// All documents' together.
    pub(crate) all: BucketCounts,
    /// Runs of buckets, first and last, in which some date may lie; those of a document don't overlap.
    possible: Vec<(u16, u16)>,
    /// Buckets in which some date certainly lies, each once.
    certain: Vec<u16>,
    /// Where the runs and buckets of each document end.
    ends: Vec<(u32, u32)>,
}

impl Buckets {
    fn new(count: usize) -> Self {
        Self { all: BucketCounts::new(count), possible: Vec::new(), certain: Vec::new(), ends: Vec::new() }
    }

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
        self.all.add((&self.possible[runs_start..], &self.certain[certain_start..]), 1);
    }

    /// The runs of buckets where a date of the document may lie, and the buckets where one certainly does.
    pub(crate) fn of(&self, document: u32) -> (&[(u16, u16)], &[u16]) {
        let at = document as usize;
        let start = at.checked_sub(1).map_or((0, 0), |before| self.ends[before]);
        let end = self.ends[at];
        (&self.possible[start.0 as usize..end.0 as usize], &self.certain[start.1 as usize..end.1 as usize])
    }
}
