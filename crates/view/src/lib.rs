//! The view state: everything that makes a view, its link, the edits a reader makes, and its words.
//!
//! A view is plain data, equal to its link: [`parse`]`(&`[`format`]`(&state)) == state` for every state, and every
//! text parses to some state. The app draws from the state and changes it by the pure edits of [`ViewState`]; it holds
//! no other truth. [`Names`] lends the words of one corpus to ids. [`segments`] and [`Brush`] are what the reader and
//! the date strip compute, [`timeline_marks`] what the timeline draws, [`network_layout`] the network, [`MapFrame`] the map.
//! [`Seen`] tells what is new to a reader who comes again.
//! [`format_edit`] and [`parse_edit`] are how a link carries what a reader corrected.

mod brush;
mod edit;
mod link;
mod map;
mod mending;
mod network;
mod outlines;
mod periods;
mod seen;
mod segments;
mod state;
mod timeline;
mod words;

pub use brush::{Brush, coarsest};
pub use edit::{MatchMode, Selection};
pub use link::{format, parse};
pub use map::{MAP_ZOOM, MapFrame, MapSign, map_labels};
pub use mending::{edit_words, format_edit, parse_edit};
pub use network::{LABEL_HEIGHT, NetworkBox, label_width, network_layout, network_lines, network_sign};
pub use outlines::outline_path;
pub use periods::{Period, period_of, periods};
pub use seen::Seen;
pub use segments::{Piece, Segment, SegmentKind, segments};
pub use state::{Clause, DateFilter, Edition, Filters, Id, Ids, Panel, Sort, Undated, Unread, ViewState};
pub use timeline::{Place, TimelineMark, WIDTH as TIMELINE_WIDTH, Window, timeline_marks};
pub use words::{Chip, Names, articles_of, date_words, describe, grouped, partial_date_words, share_title};
