//! Everything that makes a view.

use core::ops::Deref;

use dossier_model::{ByteRange, EntityKind, Facet, PartialDate, Track};

/// The plain data of a view, equal to its link: `parse(&format(&state)) == state`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewState {
    /// The words in the search box, as typed.
    pub query: String,
    /// What articles must and must not mention, and whose they must be.
    pub filters: Filters,
    /// When.
    pub dates: DateFilter,
    /// Whether only articles that are new or other than at the reader's last visit are wanted.
    pub new: bool,
    /// The order of the results.
    pub sort: Sort,
    /// What of the results is looked at.
    pub panel: Panel,
    /// The keys of the documents to compare; where fewer than two are named, the page chooses of the results.
    pub compare: Vec<Id>,
    /// The entity whose page is open, in place of the panel.
    pub about: Option<(EntityKind, Id)>,
    /// The key of the open document.
    pub open: Option<Id>,
    /// The passage of it that the link points at.
    pub passage: Option<ByteRange>,
    /// Whether it is shown without the page around it, inside the page of somebody else.
    pub embed: bool,
    /// The version of the corpus that the link was made on, where it says so.
    pub made_on: Option<Edition>,
    /// Edits that the link brings along, as texts for [`parse_edit`](crate::parse_edit); none of them empty.
    pub edits: Vec<String>,
    /// What the link also said and could not be understood.
    pub unread: Vec<Unread>,
}

/// One version of a corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// How many articles it has.
    pub articles: u32,
    /// What tells it from others.
    pub version: u32,
}

/// The stable name of an entity, a source or a document in links. Never empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(String);

impl Id {
    /// The id with this text; `None` for the empty text.
    pub fn new(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// At least one id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ids(Vec<Id>);

impl Ids {
    /// These ids; `None` where there is none.
    pub fn new(ids: Vec<Id>) -> Option<Self> {
        (!ids.is_empty()).then_some(Self(ids))
    }

    /// One id.
    pub fn one(id: Id) -> Self {
        Self(vec![id])
    }
}

impl Deref for Ids {
    type Target = [Id];

    fn deref(&self) -> &[Id] {
        &self.0
    }
}

/// One condition on the values of a facet. A document must meet all of a facet's clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// It has at least one of these.
    AnyOf(Ids),
    /// It has none of these.
    NoneOf(Ids),
}

impl Clause {
    /// The ids it speaks of.
    pub fn ids(&self) -> &Ids {
        match self {
            Self::AnyOf(ids) | Self::NoneOf(ids) => ids,
        }
    }

    /// The same condition on other ids.
    pub(crate) fn with_ids(&self, ids: Ids) -> Self {
        match self {
            Self::AnyOf(_) => Self::AnyOf(ids),
            Self::NoneOf(_) => Self::NoneOf(ids),
        }
    }
}

/// The clauses of each facet, in the order they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    clauses: [Vec<Clause>; Facet::ALL.len()],
}

impl Filters {
    /// The clauses of a facet.
    pub fn clauses(&self, facet: Facet) -> &[Clause] {
        &self.clauses[place(facet)]
    }

    /// The clauses of a facet, to be changed.
    pub fn clauses_mut(&mut self, facet: Facet) -> &mut Vec<Clause> {
        &mut self.clauses[place(facet)]
    }

    /// Whether there is no clause at all.
    pub fn is_empty(&self) -> bool {
        self.clauses.iter().all(Vec::is_empty)
    }
}

fn place(facet: Facet) -> usize {
    match facet {
        Facet::Person => 0,
        Facet::Organisation => 1,
        Facet::Place => 2,
        Facet::Source => 3,
        Facet::SaidBy => 4,
        Facet::Tag => 5,
    }
}

/// When articles must have been published, or what time they must speak of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DateFilter {
    /// Which dates of an article count.
    pub on: Track,
    /// The earliest, or open.
    pub from: Option<PartialDate>,
    /// The latest, or open.
    pub to: Option<PartialDate>,
    /// What of articles without such a date; see [`effective_undated`](Self::effective_undated) for `None`.
    pub undated: Option<Undated>,
}

impl DateFilter {
    /// Whether it has an end.
    pub fn has_range(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    /// What becomes of undated articles: unless said otherwise they are kept where there is no range, and left out
    /// where there is one.
    pub fn effective_undated(&self) -> Undated {
        let default = if self.has_range() { Undated::LeaveOut } else { Undated::Keep };
        self.undated.unwrap_or(default)
    }
}

/// What becomes of articles that have no date of the chosen track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undated {
    /// They stay.
    Keep,
    /// They go.
    LeaveOut,
    /// All others go.
    Only,
}

/// A way to look at the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// The list of articles.
    #[default]
    Articles,
    /// Who said what.
    Quotes,
    /// The names, as a table.
    Entities,
    /// Each hit in a line, with the words left and right of it.
    Contexts,
    /// Their dates on one axis.
    Timeline,
    /// Who is mentioned with whom.
    Network,
    /// Where their places are.
    Map,
    /// Two to four of them side by side.
    Compare,
}

impl Panel {
    /// All panels, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::Articles,
        Self::Quotes,
        Self::Entities,
        Self::Contexts,
        Self::Timeline,
        Self::Network,
        Self::Map,
        Self::Compare,
    ];

    /// The word that links and the page's API use.
    pub fn key(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::Quotes => "quotes",
            Self::Entities => "entities",
            Self::Contexts => "contexts",
            Self::Timeline => "timeline",
            Self::Network => "network",
            Self::Map => "map",
            Self::Compare => "compare",
        }
    }
}

/// The order of results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; without a query, newest first.
    #[default]
    Relevance,
    /// Newest first, undated last.
    Newest,
    /// Oldest first, undated last.
    Oldest,
}

/// A part of a link that could not be understood: kept, shown, and printed back. Only [`parse`](crate::parse) makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    pub(crate) key: String,
    pub(crate) value: String,
    pub(crate) reason: String,
}

impl Unread {
    /// What stands before the `=`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What stands behind the `=`.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Why it could not be understood, in words for the reader.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}
