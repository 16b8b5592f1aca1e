//! The corpus as one file that answers questions: [`pack`] writes it, [`Pack`] opens and searches it.
//!
//! - `pack/` is the file: its sections (`container`, docs/pack.md), how they are written (`write`; in chunks, `cut`, of words
//!   that are found apart, `segment`) and opened (`open`), and what each part of it means (`facets`,
//!   `dates`, `terms`, `postings`, `documents`).
//! - `query/` reads what a person types into a tree (docs/query.md). It never fails; it hints.
//! - `search/` evaluates the tree: a set of documents, filtered, counted, ranked; says why (`explain`), marks the words
//!   it found in a text, and offers others where it found nothing (`spell`).
//! - `compare` says which passages of two texts say nearly the same, `align` which of several, `together` who is mentioned
//!   with whom.
//!
//! ```
//! use dossier_index::{Pack, Query, Search, pack};
//! use dossier_model::{Corpus, Site};
//!
//! let corpus = Corpus {
//!     site: Site::default(),
//!     documents: Vec::new(),
//!     annotations: Vec::new(),
//!     entities: Vec::new(),
//!     alike: Vec::new(),
//! };
//! let pack = Pack::open(pack(&corpus))?;
//! let results = pack.search(&Search::new(&Query::parse("“border guards” -tank*")));
//! assert_eq!(results.total, 0);
//! # Ok::<(), dossier_index::PackError>(())
//! ```

mod align;
mod bytes;
mod compare;
mod pack;
mod query;
mod search;
mod together;

pub use align::{AlignedPassage, Alignment, Row};
pub use compare::{ComparedPassage, Comparison};
pub use pack::{
    Axis, AxisUnit, DocumentCard, FacetValueInfo, Pack, PackError, PackedWords, Parts, Segment,
    SegmentSource, Texts, UNATTRIBUTED, pack, pack_around, pack_in_chunks, pack_in_smaller_chunks,
    pack_of_leads, pack_without_words, pack_words,
};
pub use query::{Hint, Part, PartKind, Query};
pub use search::{
    DateFilter, Explanation, FacetCounts, Filter, Histogram, Hit, Reason, ReasonKind, Results, Search,
    Similar, Snippet, Sort, SuggestedValue, Suggestions, TrackCounts, Undated,
};
pub use together::{Nearness, Network, NetworkNode, NetworkPair};
