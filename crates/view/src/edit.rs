//! What a reader does to a view: each edit returns the next state.

use dossier_model::{ByteRange, EntityKind, Facet, PartialDate, Track};

use crate::{Clause, DateFilter, Filters, Id, Ids, Panel, Sort, Undated, ViewState};

/// How a value of a facet is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Not at all.
    None,
    /// Articles must have it.
    Required,
    /// Articles must have it or another one of its group.
    AnyOf,
    /// Articles must not have it.
    Excluded,
}

/// Whether articles must have all of a facet's ticked values or any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchMode {
    /// All of them.
    All,
    /// At least one of them.
    Any,
}

impl ViewState {
    /// Looks for other words.
    pub fn with_query(&self, query: &str) -> Self {
        Self { query: query.to_owned(), ..self.clone() }
    }

    /// Requires a value, also where it was excluded or one of a group.
    pub fn require(&self, facet: Facet, id: &Id) -> Self {
        self.release(facet, id).with_clause(facet, Clause::AnyOf(Ids::one(id.clone())))
    }

    /// Excludes a value, also where it was required.
    pub fn exclude(&self, facet: Facet, id: &Id) -> Self {
        self.release(facet, id).with_clause(facet, Clause::NoneOf(Ids::one(id.clone())))
    }

    /// Drops a value from wherever it stands.
    pub fn release(&self, facet: Facet, id: &Id) -> Self {
        let mut next = self.clone();
        let clauses = next.filters.clauses_mut(facet);
        *clauses = clauses
            .iter()
            .filter_map(|clause| {
                let ids = clause.ids().iter().filter(|other| *other != id).cloned().collect();
                Some(clause.with_ids(Ids::new(ids)?))
            })
            .collect();
        next
    }

    /// Makes a value the only condition on its facet.
    pub fn only(&self, facet: Facet, id: &Id) -> Self {
        let mut next = self.clone();
        *next.filters.clauses_mut(facet) = vec![Clause::AnyOf(Ids::one(id.clone()))];
        next
    }

    /// Ticks a value or unticks it. Where any of several is asked for, a tick joins them; else all ticked are required.
    pub fn toggle_required(&self, facet: Facet, id: &Id) -> Self {
        match self.selection(facet, id) {
            Selection::Required | Selection::AnyOf => self.release(facet, id),
            Selection::None | Selection::Excluded => {
                let mut next = self.release(facet, id);
                let group = next.filters.clauses_mut(facet).iter_mut().find(|clause| is_group(clause));
                let Some(group) = group else { return next.require(facet, id) };
                let joined = group.ids().iter().chain([id]).cloned().collect();
                if let Some(ids) = Ids::new(joined) {
                    *group = group.with_ids(ids);
                }
                next
            }
        }
    }

    /// How a value is chosen.
    pub fn selection(&self, facet: Facet, id: &Id) -> Selection {
        let clause = self.filters.clauses(facet).iter().find(|clause| clause.ids().contains(id));
        match clause {
            None => Selection::None,
            Some(Clause::NoneOf(_)) => Selection::Excluded,
            Some(clause) if is_group(clause) => Selection::AnyOf,
            Some(Clause::AnyOf(_)) => Selection::Required,
        }
    }

    /// Whether all of a facet's ticked values are required or any of them; all, where there are fewer than two.
    pub fn match_mode(&self, facet: Facet) -> MatchMode {
        let has_group = self.filters.clauses(facet).iter().any(is_group);
        if has_group { MatchMode::Any } else { MatchMode::All }
    }

    /// Requires all of a facet's ticked values, or any of them.
    pub fn with_match_mode(&self, facet: Facet, mode: MatchMode) -> Self {
        let mut next = self.clone();
        let clauses = next.filters.clauses_mut(facet);
        let (ticked, excluded): (Vec<_>, Vec<_>) =
            clauses.drain(..).partition(|clause| matches!(clause, Clause::AnyOf(_)));
        let ids: Vec<Id> = ticked.iter().flat_map(|clause| clause.ids().iter().cloned()).collect();
        match mode {
            MatchMode::Any => clauses.extend(Ids::new(ids).map(Clause::AnyOf)),
            MatchMode::All => clauses.extend(ids.into_iter().map(|id| Clause::AnyOf(Ids::one(id)))),
        }
        clauses.extend(excluded);
        next
    }

    /// The values that a facet's clauses speak of, ticked or excluded, in their order.
    pub fn chosen(&self, facet: Facet) -> Vec<Id> {
        let mut chosen: Vec<Id> = Vec::new();
        for id in self.filters.clauses(facet).iter().flat_map(|clause| clause.ids().iter()) {
            if !chosen.contains(id) {
                chosen.push(id.clone());
            }
        }
        chosen
    }

    /// Keeps what may lie between two dates of a track.
    pub fn with_range(&self, on: Track, from: Option<PartialDate>, to: Option<PartialDate>) -> Self {
        Self { dates: DateFilter { on, from, to, ..self.dates }, ..self.clone() }
    }

    /// Says what becomes of undated articles. What is so by default is not written down.
    pub fn with_undated(&self, undated: Option<Undated>) -> Self {
        let mut next = self.clone();
        next.dates.undated = None;
        if undated != Some(next.dates.effective_undated()) {
            next.dates.undated = undated;
        }
        next
    }

    /// Puts the results in another order.
    pub fn with_sort(&self, sort: Sort) -> Self {
        Self { sort, ..self.clone() }
    }

    /// Opens a document or closes the open one. A passage belongs to its document, so it goes.
    pub fn with_open(&self, open: Option<Id>) -> Self {
        Self { open, passage: None, ..self.clone() }
    }

    /// Points at a passage of the open document.
    pub fn with_passage(&self, passage: Option<ByteRange>) -> Self {
        Self { passage, ..self.clone() }
    }

    /// Looks at the results in another way.
    pub fn with_panel(&self, panel: Panel) -> Self {
        Self { panel, about: None, ..self.clone() }
    }

    /// Compares these documents.
    pub fn with_compare(&self, compare: Vec<Id>) -> Self {
        Self { compare, ..self.clone() }
    }

    /// Keeps what is new to the reader, or no longer only that.
    pub fn with_new(&self, new: bool) -> Self {
        Self { new, ..self.clone() }
    }

    /// Shows the view without the page around it, or with it.
    pub fn with_embed(&self, embed: bool) -> Self {
        Self { embed, ..self.clone() }
    }

    /// Opens the page of an entity, or closes it.
    pub fn with_about(&self, about: Option<(EntityKind, Id)>) -> Self {
        Self { about, ..self.clone() }
    }

    /// What decides the results: the view without what is only opened or looked at in one way or another.
    pub fn asked(&self) -> Self {
        Self {
            panel: Panel::default(),
            about: None,
            embed: false,
            compare: Vec::new(),
            made_on: None,
            edits: Vec::new(),
            ..self.with_open(None)
        }
    }

    /// This question, looked at as another view looks.
    pub fn seen_as(&self, other: &Self) -> Self {
        let Self { panel, about, open, passage, embed, compare, edits, .. } = other.clone();
        Self { panel, about, open, passage, embed, compare, edits, ..self.clone() }
    }

    /// Drops all that narrows the results; the order and what is open stay.
    pub fn cleared(&self) -> Self {
        Self { sort: self.sort, ..Self::default() }.seen_as(self)
    }

    /// Whether anything but the query narrows the results, or is kept that could not be understood.
    pub fn has_filters(&self) -> bool {
        let dates = DateFilter { on: Track::default(), ..self.dates };
        self.new
            || self.filters != Filters::default()
            || dates != DateFilter::default()
            || !self.unread.is_empty()
    }

    fn with_clause(mut self, facet: Facet, clause: Clause) -> Self {
        self.filters.clauses_mut(facet).push(clause);
        self
    }
}

/// Whether a clause asks for any of several.
fn is_group(clause: &Clause) -> bool {
    matches!(clause, Clause::AnyOf(ids) if ids.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{format, parse};

    const PLACE: Facet = Facet::Place;

    fn id(text: &str) -> Id {
        Id::new(text).unwrap()
    }

    #[test]
    fn ticking_requires_and_ticking_again_releases() {
        let one =
            ViewState::default().toggle_required(PLACE, &id("mosul")).toggle_required(PLACE, &id("erbil"));
        assert_eq!(format(&one), "place=mosul&place=erbil");
        assert_eq!(format(&one.toggle_required(PLACE, &id("mosul"))), "place=erbil");
    }

    #[test]
    fn a_tick_joins_the_group_that_any_is_asked_of() {
        let any = parse("place=mosul,erbil&place=-kirkuk");
        assert_eq!(
            format(&any.toggle_required(PLACE, &id("anbar"))),
            "place=mosul,erbil,anbar&place=-kirkuk"
        );
        assert_eq!(format(&any.toggle_required(PLACE, &id("kirkuk"))), "place=mosul,erbil,kirkuk");
    }

    #[test]
    fn excluding_what_is_required_moves_it() {
        let state = parse("place=mosul,erbil").exclude(PLACE, &id("erbil"));
        assert_eq!(format(&state), "place=mosul&place=-erbil");
        assert_eq!(state.selection(PLACE, &id("erbil")), Selection::Excluded);
        assert_eq!(format(&state.require(PLACE, &id("erbil"))), "place=mosul&place=erbil");
    }

    #[test]
    fn all_and_any_are_two_ways_to_write_the_same_ticks() {
        let all = parse("place=mosul&place=erbil&place=-anbar");
        let any = all.with_match_mode(PLACE, MatchMode::Any);
        assert_eq!(format(&any), "place=mosul,erbil&place=-anbar");
        assert_eq!((all.match_mode(PLACE), any.match_mode(PLACE)), (MatchMode::All, MatchMode::Any));
        assert_eq!(any.with_match_mode(PLACE, MatchMode::All), all);
    }

    #[test]
    fn what_is_default_for_undated_articles_is_not_written() {
        assert_eq!(format(&ViewState::default().with_undated(Some(Undated::Keep))), "");
        assert_eq!(format(&parse("from=2025").with_undated(Some(Undated::LeaveOut))), "from=2025");
        assert_eq!(format(&parse("from=2025").with_undated(Some(Undated::Keep))), "from=2025&undated=keep");
    }

    #[test]
    fn clearing_keeps_the_order_and_what_is_open() {
        let state = parse("q=x&person=a&from=2025&on=mentioned&new=1&sort=oldest&doc=d&at=1-2&foo=bar");
        assert!(state.has_filters());
        assert_eq!(format(&state.cleared()), "sort=oldest&doc=d&at=1-2");
        assert!(!state.cleared().has_filters());
    }

    #[test]
    fn the_choice_of_a_track_alone_is_no_filter() {
        assert!(!parse("on=mentioned").has_filters());
    }
}
