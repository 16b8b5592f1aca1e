//! What went wrong, and what can be done about it.

pub(crate) const START_AGAIN: &str = "Start again with all articles";
pub(crate) const SOMETHING_WENT_WRONG: &str = "Something went wrong in this page";
pub(crate) const DEFECT_OF_PAGE: &str =
    "This is a defect of the page, not of your link. Your articles are unharmed.";
pub(crate) const NO_ANSWER: &str = "the network gave no answer";
pub(crate) const NOT_HELD: &str = "this file lacks it; was it cut short?";
pub(crate) const NO_ROOM: &str = "The browser has no room left for this page.";
pub(crate) const KEEPS_NOTHING: &str =
    "This browser keeps nothing for this page, as in some private windows.";
pub(crate) const PART_NOT_LOADED: &str =
    "A part of this page could not be loaded. Check the connection and try again.";

#[cfg(not(feature = "embedded-corpus"))]
pub(crate) const NO_PACK_NAMED: &str =
    "This page names no file of articles. Build the site again with `dossier build`.";

pub(crate) fn pack_not_loaded(address: &str, why: &str) -> String {
    format!("The file of articles, {address}, could not be loaded: {why}.")
}

pub(crate) fn server_answered(status: u16, text: &str) -> String {
    format!("the server answered {status} {text}")
}

pub(crate) fn chunk_not_loaded(why: &str) -> String {
    format!("A part of the corpus could not be loaded: {why}.")
}
