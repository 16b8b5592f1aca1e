//! Sharing a view, and taking it out of the page.

pub(crate) const COPY_LINK: &str = "Copy link";
pub(crate) const SHARE: &str = "Share…";
pub(crate) const FOR_CSV: &str = "a table for Excel and other spreadsheets";
pub(crate) const FOR_JSON: &str = "for programs";
pub(crate) const FOR_MARKDOWN: &str = "a list of links for notes";
pub(crate) const FOR_CSL_JSON: &str = "citations for Zotero and pandoc";
pub(crate) const FOR_BIBTEX: &str = "citations for LaTeX";
pub(crate) const FOR_RIS: &str = "citations for EndNote, Zotero and Mendeley";
pub(crate) const THE_ARTICLES: &str = "The articles";
pub(crate) const FOR_PRINT: &str = "the open article, else the list, with its link";
pub(crate) const WHAT_IS_IN_THEM: &str = "What is in them";
pub(crate) const FOR_QUOTES: &str = "who says what, as CSV";
pub(crate) const FOR_NAMES: &str = "people, organisations and places, as CSV";
pub(crate) const CODE_COPIED: &str = "Code copied";
pub(crate) const IN_ANOTHER_PAGE: &str = "In another page";
pub(crate) const COPY_THE_CODE: &str = "Copy the code";
pub(crate) const QR_CODE: &str = "QR code";
pub(crate) const LINK_TOO_LONG_FOR_QR: &str = "The link of this view is too long for a QR code.";
pub(crate) const QR_CODE_OF_LINK: &str = "QR code of the link";
pub(crate) const PART_OF_CORPUS_MISSING: &str =
    "A part of the corpus could not be loaded, so nothing was saved.";
pub(crate) const MAY_NOT_SAVE: &str = "The browser does not let this page save files.";
pub(crate) const MAY_NOT_DRAW: &str = "The browser does not let this page draw files.";

pub(crate) fn link_copied(view: &str) -> String {
    format!("Link copied: {view}")
}

pub(crate) fn may_not_copy(text: &str) -> String {
    format!("The browser does not allow copying. Here it is: {text}")
}

pub(crate) fn saved_as(name: &str) -> String {
    format!("Saved as {name}")
}
