//! Mending: what a reader corrects, and what becomes of it.

use super::many;

pub(crate) const STARRED: &str = "★ Starred";
pub(crate) const STAR: &str = "☆ Star";
pub(crate) const MEND_THIS_ARTICLE: &str = "Mend this article";
pub(crate) const TAGGED: &str = "Tagged";
pub(crate) const WAS_STARRED: &str = "Starred";
pub(crate) const PUBLISHED_FIELD: &str = "Published (2026-01-21, 2026-01, 2026)";
pub(crate) const SET_DATE: &str = "Set date";
pub(crate) const DATE_SET: &str = "Date set";
pub(crate) const SOURCE: &str = "Source";
pub(crate) const SET_SOURCE: &str = "Set source";
pub(crate) const SOURCE_SET: &str = "Source set";
pub(crate) const TAG: &str = "Tag";
pub(crate) const ADD_TAG: &str = "Add tag";
pub(crate) const PUBLISHED_MARK: &str = "This mark is a part of the corpus as it was published.";
pub(crate) const MEND: &str = "Mend";
pub(crate) const WAS_SPLIT_OFF: &str =
    "This name was split off by an edit. Take that edit back to change it.";
pub(crate) const RENAMED: &str = "Renamed";
pub(crate) const NOTE_KEPT: &str = "Note kept";
pub(crate) const HIDDEN: &str = "Hidden; “Undo” above brings it back";
pub(crate) const RENAME: &str = "Rename";
pub(crate) const NOTE: &str = "Note";
pub(crate) const KEEP_NOTE: &str = "Keep note";
pub(crate) const HIDE: &str = "Hide: this is no name";
pub(crate) const MADE_ONE: &str = "Made one";
pub(crate) const IS_THE_SAME_AS: &str = "Is the same as";
pub(crate) const MAKE_ONE: &str = "Make one";
pub(crate) const MOVED: &str = "Moved";
pub(crate) const IS_A: &str = "Is a";
pub(crate) const SPLIT_OFF: &str = "Split off";
pub(crate) const ONE_NAME_IS_ANOTHER: &str = "One of its names is somebody or something else:";
pub(crate) const TAKE_BACK: &str = "Take back";
pub(crate) const TAKEN_BACK: &str = "Taken back";
pub(crate) const UNDONE: &str = "Undone";
pub(crate) const DONE_AGAIN: &str = "Done again";
pub(crate) const KEPT_EDITS: &str = "Kept";
pub(crate) const LEFT_OUT: &str = "Left out";
pub(crate) const EDITS_LINK_COPIED: &str = "Link with your edits copied";
pub(crate) const YOUR_EDITS: &str = "Your edits";
pub(crate) const SAVE_CORPUS_TOML: &str = "Save corpus.toml";
pub(crate) const COPY_EDITS_LINK: &str = "Copy a link with them";
pub(crate) const OPEN_CORPUS_TOML: &str = "Open a corpus.toml…";
pub(crate) const A_CORPUS_TOML: &str = "A corpus.toml";
pub(crate) const FILE_UNREADABLE: &str = "The browser could not read the file.";
pub(crate) const EDITS: &str = "Edits";
pub(crate) const LEAVE_THEM_OUT: &str = "Leave them out";
pub(crate) const KEEP_EDITS: &str = "Keep them";
pub(crate) const UNDO: &str = "Undo";
pub(crate) const REDO: &str = "Redo";
pub(crate) const EDITS_AND_PUBLISHING: &str = "Edits and publishing…";
pub(crate) const EDITS_REFUSED: &str = "Edits that could not be made";
pub(crate) const NOT_SHOWN: &str = "A part of this page or of the corpus could not be loaded, so the edit is not shown. Check the connection and try again.";

/// What becomes of edits, before and after the name of the file that they are published by.
pub(crate) const HOW_TO_PUBLISH: [&str; 2] = [
    "They are kept in this browser and nobody else sees them. To publish them, save ",
    " beside the articles and build the site again; where there is one already, put these tables into it.",
];

pub(crate) fn remove_tag(tag: &str) -> String {
    format!("Remove tag: {tag}")
}

pub(crate) fn no_other_name(text: &str) -> String {
    format!("There is no other name “{text}” in this corpus.")
}

pub(crate) fn split_off(name: &str) -> String {
    format!("Split off “{name}”")
}

pub(crate) fn take_back(edit: &str) -> String {
    format!("Take back: {edit}")
}

pub(crate) fn edits_read(count: usize) -> String {
    format!("{} read", many(count, "edit"))
}

pub(crate) fn link_carries(count: usize) -> String {
    format!("This link carries {}.", many(count, "edit"))
}

pub(crate) fn not_published(count: usize) -> String {
    match count {
        0 => "All edits are taken back.".to_owned(),
        1 => "1 edit of yours is not published.".to_owned(),
        count => format!("{count} edits of yours are not published."),
    }
}

pub(crate) fn edits_not_kept(why: &str) -> String {
    format!("{why} Your edits last until you close this page; save them as a file.")
}

pub(crate) fn edit_of_no_article(key: &str) -> String {
    format!("there is no article “{key}” in this corpus")
}
