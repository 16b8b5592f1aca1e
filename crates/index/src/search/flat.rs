//! Questions and answers as bytes, for a program that has another one search for it: numbers of four bytes side by side,
//! which are handed over as they are.
//!
//! Both sides are of one version, so the form is theirs alone and nothing is kept in it. Any bytes are a question, an
//! answer or nothing, never a panic.

use dossier_model::{Day, DocumentIndex, Facet, Track};

use super::{DateFilter, FacetCounts, Filter, Histogram, Hit, Results, Search, Sort, TrackCounts, Undated};
use crate::{Pack, Query};

const SORTS: [Sort; 3] = [Sort::Relevance, Sort::Newest, Sort::Oldest];
const UNDATED: [Undated; 3] = [Undated::Keep, Undated::LeaveOut, Undated::Only];
/// Stands for what there is none of.
const NONE: u32 = u32::MAX;

impl Search<'_> {
    /// The question: the same bytes for two that ask the same; whether to an answer `with_values` that may have yet to come
    /// is part of it. A limit of more than 2^32 - 1 is that.
    pub fn to_flat(&self, with_values: bool) -> Vec<u8> {
        let held = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut out = Out::default();
        out.put(&[held(self.offset), held(self.limit), self.sort as u32]);
        out.put(&[self.facets.into(), with_values.into()]);
        out.list(&self.query.text.chars().map(u32::from).collect::<Vec<_>>());
        out.put(&[self.filters.len() as u32]);
        for Filter { facet, values, negated } in self.filters {
            out.put(&[*facet as u32, (*negated).into()]);
            out.list(&values.iter().map(|value| value.unwrap_or(NONE)).collect::<Vec<_>>());
        }
        out.put(&[self.among.is_some().into()]);
        out.list(self.among.unwrap_or_default());
        let DateFilter { track, from, to, undated } = self.dates.unwrap_or_default();
        out.put(&[self.dates.is_some().into(), track as u32, undated as u32]);
        for day in [from, to] {
            out.put(&[day.is_some().into(), day.map_or(0, |day| day.number() as u32)]);
        }
        out.0
    }
}

impl Pack {
    /// What [`Pack::search`] answers to a question of [`Search::to_flat`], for [`Results::from_flat`]; nothing where it is
    /// none.
    pub fn search_flat(&self, question: &[u8]) -> Option<Vec<u8>> {
        let mut input = In(question);
        let (offset, limit) = (input.one()? as usize, input.one()? as usize);
        let sort = *SORTS.get(input.one()? as usize)?;
        let (facets, with_values) = (input.flag()?, input.flag()?);
        let text: Option<String> = input.list()?.into_iter().map(char::from_u32).collect();
        let query = Query::parse(&text?);
        let mut filters = Vec::new();
        for _ in 0..input.one()? {
            let (facet, negated) = (*Facet::ALL.get(input.one()? as usize)?, input.flag()?);
            let values = input.list()?.into_iter().map(|value| Some(value).filter(|value| *value != NONE));
            filters.push(Filter { facet, values: values.collect(), negated });
        }
        let (is_among, among) = (input.flag()?, input.list()?);
        if among.iter().any(|document| *document >= self.documents) {
            return None;
        }
        let is_dated = input.flag()?;
        let track = if input.flag()? { Track::Mentioned } else { Track::Published };
        let undated = *UNDATED.get(input.one()? as usize)?;
        let mut day = || {
            let (is_given, number) = (input.flag()?, input.one()?);
            Some(is_given.then(|| Day::from_number(number as i32)))
        };
        let dates = DateFilter { track, from: day()?, to: day()?, undated };
        let search = Search {
            query: &query,
            filters: &filters,
            among: is_among.then_some(&among),
            dates: is_dated.then_some(dates),
            sort,
            offset,
            limit,
            facets,
        };
        if !input.0.is_empty() {
            return None;
        }
        if with_values {
            self.ask_for_values();
        }
        Some(self.search(&search).to_flat())
    }
}

impl Results {
    /// The results as bytes.
    pub fn to_flat(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.put(&[self.total as u32]);
        out.list(&self.hits.iter().map(|hit| hit.document.0).collect::<Vec<_>>());
        for hit in &self.hits {
            out.put(&[hit.score.to_bits(), hit.certain.into()]);
        }
        out.put(&[self.facets.is_some().into()]);
        if let Some(facets) = &self.facets {
            out.put(&[facets.is_lacking().into()]);
            Facet::ALL.into_iter().for_each(|facet| out.list(facets.counts_here(facet)));
        }
        out.put(&[self.histogram.is_some().into()]);
        for TrackCounts { certain, possible, undated } in
            self.histogram.iter().flat_map(|both| [&both.published, &both.mentioned])
        {
            out.list(certain);
            out.list(possible);
            out.put(&[*undated]);
        }
        out.0
    }

    /// The results that are these bytes, if any are; what was searched is a copy of `pack`.
    pub fn from_flat(flat: &[u8], pack: &Pack) -> Option<Self> {
        let mut input = In(flat);
        let total = input.one()? as usize;
        let documents = input.list()?;
        let hit = |document| {
            let (score, certain) = (f32::from_bits(input.one()?), input.flag()?);
            Some(Hit { document: DocumentIndex(document), score, certain })
        };
        let hits: Option<Vec<Hit>> = documents.into_iter().map(hit).collect();
        let facets = if input.flag()? { Some(FacetCounts::from_flat(&mut input, pack)?) } else { None };
        let histogram = if input.flag()? {
            Some(Histogram { published: input.track()?, mentioned: input.track()? })
        } else {
            None
        };
        input.0.is_empty().then_some(Self { total, hits: hits?, facets, histogram })
    }
}

impl FacetCounts {
    fn from_flat(input: &mut In<'_>, pack: &Pack) -> Option<Self> {
        let lacking = input.flag()?;
        let mut all: [Vec<u32>; Facet::ALL.len()] = Default::default();
        for counts in &mut all {
            *counts = input.list()?;
        }
        Some(Self::from_lists(pack, all, lacking))
    }
}

/// Numbers, four bytes each, the least first.
#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn put(&mut self, numbers: &[u32]) {
        numbers.iter().for_each(|number| self.0.extend_from_slice(&number.to_le_bytes()));
    }

    /// How many there are, then they.
    fn list(&mut self, numbers: &[u32]) {
        self.put(&[numbers.len() as u32]);
        self.put(numbers);
    }
}

/// Takes numbers off the front of others; `None` where there are none, or none that fits.
struct In<'a>(&'a [u8]);

impl In<'_> {
    fn one(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*first))
    }

    fn flag(&mut self) -> Option<bool> {
        match self.one()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    fn list(&mut self) -> Option<Vec<u32>> {
        let length = (self.one()? as usize).checked_mul(size_of::<u32>())?;
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        let (numbers, _) = taken.as_chunks();
        Some(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
    }

    fn track(&mut self) -> Option<TrackCounts> {
        Some(TrackCounts { certain: self.list()?, possible: self.list()?, undated: self.one()? })
    }
}
