//! The file. docs/pack.md describes it byte for byte.

mod axis;
mod card_names;
mod chunks;
mod columns;
mod container;
mod copy;
mod cut;
mod dates;
mod documents;
mod facets;
mod leads;
mod mend;
mod open;
mod own;
mod postings;
mod prints;
mod segment;
mod speakers;
mod split;
mod tail;
mod terms;
mod words;
mod write;

pub use axis::{Axis, AxisUnit};
pub use container::PackError;
pub use documents::DocumentCard;
pub use facets::FacetValueInfo;
pub use leads::pack_of_leads;
pub use open::Pack;
pub use segment::{Segment, SegmentSource};
pub use speakers::UNATTRIBUTED;
pub use split::Parts;
pub use write::{
    PackedWords, Texts, pack, pack_around, pack_in_chunks, pack_in_smaller_chunks, pack_without_words,
    pack_words,
};

pub(crate) use dates::{BucketCounts, Dates, Interval};
pub(crate) use facets::FacetTable;
pub(crate) use postings::{Posting, Postings};
pub(crate) use tail::Tables;
