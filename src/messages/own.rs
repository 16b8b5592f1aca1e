//! The reader's own articles, opened in the page.

use super::many;

pub(crate) const YOUR_FILES: &str = "Your own files";
pub(crate) const YOUR_FOLDER: &str = "Your own folder";
pub(crate) const YOUR_OWN_ARTICLES: &str = "Your own articles";
pub(crate) const OPEN_FILES: &str = "Open files…";
pub(crate) const OPEN_A_FOLDER: &str = "Open a folder…";
pub(crate) const LOOKING_WHAT_THERE_IS: &str = "Looking what there is";
pub(crate) const YOUR_ARTICLES: &str = "Your articles";
pub(crate) const CANCEL: &str = "Cancel";
pub(crate) const KEPT_ARTICLES: &str = "Kept articles";
pub(crate) const OPEN: &str = "Open";
pub(crate) const FORGET: &str = "Forget";
pub(crate) const KEPT_UNTIL_FORGOTTEN: &str = " They are kept in this browser until you forget them.";
pub(crate) const GONE_WITH_TAB: &str = " They are gone when you close this tab.";
pub(crate) const SEEN_BY_OTHERS: &str = " Other pages opened from this disk can read them too.";
pub(crate) const WOULD_BE_SEEN_BY_OTHERS: &str =
    " If you keep them in this browser, other pages opened from this disk can read them too.";
pub(crate) const FORGOTTEN: &str = "Forgotten; they are here until you close this tab";
pub(crate) const KEPT: &str = "Kept in this browser";
pub(crate) const FILE_NOT_MADE: &str = "The browser could not make the file.";
pub(crate) const NOTHING_LEFT_MACHINE: &str = "Your articles: nothing left this machine.";
pub(crate) const FORGET_THEM: &str = "Forget them";
pub(crate) const KEEP_THEM: &str = "Keep them in this browser";
pub(crate) const SAVE_AS_FILE: &str = "Save as a file";
pub(crate) const BACK_TO_PUBLISHED: &str = "Back to the published corpus";
pub(crate) const GETTING_READY: &str = "Getting ready";
pub(crate) const READER_NOT_STARTED: &str =
    "This browser does not start the part of this page that reads files.";
pub(crate) const NO_ARTICLE_IN_FILES: &str = "There is no article in these files.";
pub(crate) const PUTTING_TOGETHER: &str = "Putting all together";
pub(crate) const ALL_FILES: &str = "all files together";
pub(crate) const ALL_ARTICLES: &str = "all articles together";

/// What can be opened, and where it stays.
pub(crate) const HOW_TO_OPEN: &str = "Drop files or a folder anywhere on this page, or open them here: texts, Markdown, saved web pages, tables, mails, feeds, .docx, .odt, .rtf, .epub and zips of these. They are read in this tab, sent nowhere, and kept nowhere unless you ask for it.";

/// The same where the page has nothing that reads articles.
pub(crate) const HOW_TO_OPEN_WITHOUT_READER: &str = "This page was made without the part that reads your articles, to keep it small. Sites that Dossier makes have it, and so has a page of one file made with “dossier build … --single-file … --own-articles”. A corpus that was saved there as a file, a .pack, opens here too: drop it anywhere on this page, or open it.";

/// Why files were not read that such a page was given.
pub(crate) const NO_READER: [&str; 2] = [
    "These files were not read, and nothing has changed: this page was made without the part that reads articles, to keep it small.",
    "Sites that Dossier makes have it, and so has a page of one file made with “dossier build … --single-file … --own-articles”. A corpus that was saved there as a file, a single .pack, opens here too.",
];

pub(crate) fn are_kept(title: &str) -> String {
    format!("Your articles “{title}” are kept in this browser.")
}

pub(crate) fn no_longer_kept(title: &str) -> String {
    format!("“{title}” is no longer kept here.")
}

pub(crate) fn problems(count: usize) -> String {
    many(count, "problem")
}

pub(crate) fn save_instead(why: &str) -> String {
    format!("{why} Save them as a file instead.")
}

pub(crate) fn unreadable(name: &str) -> String {
    format!("{name}: the browser could not read it; was it moved or changed?")
}

pub(crate) fn reader_not_loaded(why: &str) -> String {
    format!("The part of this page that reads files could not be loaded: {why}.")
}

pub(crate) fn reader_died_of(what: &str) -> String {
    format!("{what}: reading it failed, which is a fault of this page; all else goes on")
}

pub(crate) fn reading_failed_at(what: &str) -> String {
    format!("Reading failed at {what}.")
}

pub(crate) fn reading(name: &str) -> String {
    format!("Reading {name}")
}

pub(crate) fn finding_names_in(name: &str) -> String {
    format!("Finding names and dates in {name}")
}

pub(crate) fn too_large(name: &str) -> String {
    format!(
        "{name}: is too large for a browser, which reads files of up to 256 MB; the command `dossier` reads it"
    )
}

pub(crate) const SAVE_AS_PAGE: &str = "Save as a web page";
pub(crate) const FILE_NOT_SAVED: &str = "The browser could not save the file.";
pub(crate) const WRITER_NOT_STARTED: &str =
    "This browser does not start the part of this page that writes files.";
pub(crate) const PAGE_NOT_MADE: &str =
    "The browser could not make the page; load this one again, and try once more.";

pub(crate) fn shell_not_loaded(why: &str) -> String {
    format!("The empty page could not be loaded: {why}.")
}

pub(crate) const WITHOUT_A_NETWORK: &str = "Without a network";
pub(crate) const ALL_PARTS_KEPT: &str = "All articles are kept in this browser.";
pub(crate) const NO_ROOM_FOR_PARTS: &str =
    "The browser has no room left for this page; what is kept so far stays.";
pub(crate) const PART_NOT_KEPT: &str =
    "A part could not be loaded; is there a network? What is kept so far stays.";

pub(crate) fn keeping_part(part: usize, of: usize) -> String {
    format!("Keeping part {part} of {of} …")
}

pub(crate) fn parts_kept(parts: usize, of: usize) -> String {
    format!("What you have looked at is kept in this browser: {parts} of {of} parts of the articles.")
}

/// What keeps all parts, with their size in bytes where it is known.
pub(crate) fn keep_all(bytes: Option<f64>) -> String {
    let size = bytes.map_or_else(String::new, |bytes| format!(" ({:.1} MB)", bytes / 1e6));
    format!("Keep all{size}")
}
