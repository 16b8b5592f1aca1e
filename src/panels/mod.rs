//! The parts of the page, a file each.

mod announcer;
mod bottom_bar;
mod date_fields;
mod date_strip;
mod entity_card;
mod facet;
mod facets;
mod help;
mod keyboard;
mod marked;
mod nothing_found;
mod overview;
mod reader;
mod reader_bar;
mod reader_text;
mod results;
mod search_box;
mod share;
mod status_bar;
mod strip_bars;
mod suggestions;

pub(crate) use announcer::Announcer;
pub(crate) use bottom_bar::BottomBar;
pub(crate) use date_strip::DateStrip;
pub(crate) use facets::Facets;
pub(crate) use help::HelpDialog;
pub(crate) use keyboard::Keyboard;
pub(crate) use overview::Overview;
pub(crate) use reader::Reader;
pub(crate) use results::Results;
pub(crate) use search_box::SearchBox;
pub(crate) use share::ShareButton;
pub(crate) use status_bar::StatusBar;
