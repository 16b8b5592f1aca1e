//! What is new to a reader who comes again, and what a link was made on.

pub(crate) const SINCE_LAST_TIME: &str = "Since last time";
pub(crate) const SHOW_THEM: &str = "Show them";
pub(crate) const MARK_AS_SEEN: &str = "Mark as seen";
pub(crate) const ABOUT_THIS_LINK: &str = "About this link";
pub(crate) const DISMISS: &str = "Dismiss";
pub(crate) const WHAT_IS_NEW: &str = "What is new";
pub(crate) const IS_NOTED: &str = "This browser notes which articles are here, to say at your next visit what is new. The note never leaves this machine.";
pub(crate) const NOTHING_NOTED: &str = "This browser notes nothing of your visits here.";
pub(crate) const FORGET_NOTE: &str = "Forget it, and note nothing";
pub(crate) const NOTE_AGAIN: &str = "Note it again";

/// '2 new and 1 changed articles since your visit on 3 May 2026.'
pub(crate) fn new_since(new: usize, changed: usize, day: &str) -> String {
    let articles = |count: usize| if count == 1 { "article" } else { "articles" };
    let counted = match (new, changed) {
        (new, 0) => format!("{new} new {}", articles(new)),
        (0, changed) => format!("{changed} changed {}", articles(changed)),
        (new, changed) => format!("{new} new and {changed} changed articles"),
    };
    format!("{counted} since your visit on {day}.")
}

pub(crate) fn published_anew(day: &str, then: u32, now: u32) -> String {
    format!("Published anew since your visit on {day}: {then} articles then, {now} now.")
}

pub(crate) fn link_is_older(then: u32, now: u32) -> String {
    format!(
        "This link was made on an earlier version of this collection ({then} articles then, {now} now). It shows what matches today."
    )
}
