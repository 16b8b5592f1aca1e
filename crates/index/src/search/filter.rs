//! Conditions on facets and dates.

use dossier_model::{Day, Facet, Track};

use super::set::DocumentSet;
use crate::{
    Pack,
    pack::{Dates, Interval},
};

/// Documents that have any of some values of a facet, or none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The facet.
    pub facet: Facet,
    /// Any of these; `None` is a value that this corpus does not have, and so no document. Of none, no document.
    pub values: Vec<Option<u32>>,
    /// Whether the documents that have one are left out.
    pub negated: bool,
}

impl Filter {
    pub(super) fn narrow(&self, pack: &Pack, found: &mut DocumentSet) {
        let mut holding = DocumentSet::none(pack.documents);
        for value in self.values.iter().flatten() {
            pack.facet_with(self.facet, *value)
                .documents(*value)
                .iter()
                .for_each(|&document| holding.insert(document));
        }
        if self.negated {
            holding.invert();
        }
        found.intersect(&holding);
    }
}

/// What happens to documents that have no known date on the track asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Undated {
    /// They stay.
    #[default]
    Keep,
    /// They go.
    LeaveOut,
    /// Only they stay, whatever the range.
    Only,
}

/// Keeps the documents of which a date may lie in a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateFilter {
    /// Which dates.
    pub track: Track,
    /// First day, or open. A range that ends before it begins holds no date.
    pub from: Option<Day>,
    /// Last day, or open.
    pub to: Option<Day>,
    /// What happens to undated documents.
    pub undated: Undated,
}

/// A date filter at work.
pub(super) struct DateTest<'p> {
    dates: &'p Dates,
    filter: DateFilter,
    range: Interval,
}

impl<'p> DateTest<'p> {
    pub(super) fn new(dates: &'p Dates, filter: DateFilter) -> Self {
        Self { dates, filter, range: Interval::new(filter.from, filter.to) }
    }

    pub(super) fn keeps(&self, document: u32) -> bool {
        let dates = self.dates.of(self.filter.track, document);
        match (dates, self.filter.undated) {
            ([], undated) => undated != Undated::LeaveOut,
            (_, Undated::Only) => false,
            (dates, _) => !self.range.is_empty() && dates.iter().any(|date| date.may_lie_in(self.range)),
        }
    }

    /// Whether a document that is kept has a date that is certainly in the range.
    pub(super) fn is_certain(&self, document: u32) -> bool {
        let is_asked = self.filter.undated != Undated::Only && !self.range.is_unknown();
        let dates = self.dates.of(self.filter.track, document);
        !is_asked || dates.iter().any(|date| date.lies_in(self.range))
    }
}
