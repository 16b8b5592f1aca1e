//! An open article, and what is said of a name or a date in it.

use dossier_view::grouped;

pub(crate) const ARTICLE: &str = "Article";
pub(crate) const CLOSE: &str = "Close";
pub(crate) const LOADING_ARTICLE: &str = "Loading the article …";
pub(crate) const TITLE_IS_FIRST_SENTENCE: &str = "The text has no headline: this is its first sentence.";
pub(crate) const TITLE_IS_FILE_NAME: &str = "The text has no headline: this is the name of its file.";
pub(crate) const SOURCE_NOT_STATED: &str = "Source not stated";
pub(crate) const ORIGINAL_ARTICLE: &str = "Original article";
pub(crate) const EDITED: &str = "Edited";
pub(crate) const FIELD_TITLE: &str = "title";
pub(crate) const FIELD_SOURCE: &str = "source";
pub(crate) const FIELD_AUTHOR: &str = "author";
pub(crate) const FIELD_ADDRESS: &str = "address";
pub(crate) const FIELD_DATE: &str = "date";
pub(crate) const SHOW_THE_PASSAGE: &str = "Show the passage";
pub(crate) const HOW_DO_WE_KNOW: &str = "How do we know the date?";
pub(crate) const DATE_IS_NOT_KNOWN: &str =
    "The text does not say when it was published, and nothing in it bounds the day.";
pub(crate) const UNATTRIBUTED: &str = "Unattributed";
pub(crate) const OUTLINE: &str = "Outline";
pub(crate) const LINK_TO_PASSAGE: &str = "Link to passage";
pub(crate) const CITE_PASSAGE: &str = "Copy the passage with its citation";
pub(crate) const CITE: &str = "Cite";
pub(crate) const PRINT: &str = "Print";
pub(crate) const SELECT_WORDS_FIRST: &str =
    "Select some words in the article first, or use the ¶ behind a paragraph.";
pub(crate) const PASSAGE_COPIED: &str = "Passage copied with its citation";
pub(crate) const PASSAGE_LINK_COPIED: &str = "Link to this passage copied";
pub(crate) const STEPS_THROUGH_ARTICLE: &str = "Steps through the article";
pub(crate) const PREVIOUS: &str = "Previous";
pub(crate) const NEXT: &str = "Next";
pub(crate) const WHAT_ARROWS_STEP_THROUGH: &str = "What the arrows step through";
pub(crate) const LINK_TO_PARAGRAPH: &str = "Link to this paragraph";
pub(crate) const NOT_IN_CALENDAR: &str = "Not placed in the calendar";
pub(crate) const NOT_IN_CALENDAR_WHY: &str =
    "Not placed in the calendar: the text does not say which day this is.";
pub(crate) const FILTER: &str = "Filter";
pub(crate) const LEAVE_OUT: &str = "Not";
pub(crate) const ALL_ABOUT: &str = "All about";
pub(crate) const PERSON: &str = "Person";
pub(crate) const ORGANISATION: &str = "Organisation";
pub(crate) const PLACE: &str = "Place";
pub(crate) const DATE: &str = "Date";
pub(crate) const MENTION_THIS_TIME: &str = "Articles that mention this time";
pub(crate) const SIMILAR_ARTICLES: &str = "Similar articles";
pub(crate) const BACK_TO_ARTICLES: &str = "Back to the articles";
pub(crate) const ONLY_WITH_IT: &str = "Only articles with it";
pub(crate) const ONLY_WITHOUT_IT: &str = "Only articles without it";
pub(crate) const GOES_BY: &str = "Goes by";
pub(crate) const SAID: &str = "Said";
pub(crate) const MENTIONED_IN: &str = "Mentioned in";
pub(crate) const IN_THE_SAME_ARTICLES: &str = "In the same articles";
pub(crate) const BOTH_MENTION: &str = "Both mention ";

pub(crate) fn no_such_article(key: &str) -> String {
    format!("There is no article “{key}” in this corpus. The link may be meant for another edition of it.")
}

pub(crate) fn no_such_name(id: &str) -> String {
    format!(
        "There is nobody and nothing called “{id}” in this corpus. The link may be meant for another edition of it."
    )
}

pub(crate) fn set_by_editor(fields: &str) -> String {
    format!("{fields} set by an editor")
}

pub(crate) fn because(reason: &str) -> String {
    format!("because {reason}")
}

pub(crate) fn who_says_what(count: usize) -> String {
    format!("Who says what ({count})")
}

pub(crate) fn set_aside(count: usize) -> String {
    format!("Set aside from the file ({count})")
}

pub(crate) fn in_articles(some: usize, all: usize) -> String {
    format!("In {} of {} articles", grouped(some), grouped(all))
}

pub(crate) fn here_and_in_articles(here: u32, some: usize, all: usize) -> String {
    let here = if here == 1 { "Once".to_owned() } else { format!("{here} times") };
    format!("{here} here, in {} of {} articles", grouped(some), grouped(all))
}

pub(crate) fn times(count: usize) -> String {
    if count == 1 { "once".to_owned() } else { format!("{count} times") }
}

fn step(is_hit: bool) -> &'static str {
    if is_hit { "hit" } else { "mention" }
}

/// Which of the hits, or of the mentions, the reader is at.
pub(crate) fn step_of(is_hit: bool, number: Option<usize>, count: usize) -> String {
    let what = step(is_hit);
    match number {
        Some(number) => format!("{what} {} of {count}", number + 1),
        None if count == 1 => format!("1 {what}"),
        None => format!("{count} {what}s"),
    }
}

pub(crate) fn step_label(which: &str, is_hit: bool) -> String {
    format!("{which} {}", step(is_hit))
}

pub(crate) fn all_hits(count: usize) -> String {
    format!("Hits ({count})")
}

pub(crate) fn all_names(count: u32) -> String {
    format!("All names ({count})")
}

pub(crate) fn published_on(date: &str) -> String {
    format!("Published {date}")
}

/// What an editor changed, in a sentence.
pub(crate) fn edited(edits: &str) -> String {
    format!("Edited: {edits}")
}

pub(crate) const ALL_IT_SAID: &str = "All it said";

pub(crate) const WHY_HERE: &str = "Why here?";

pub(crate) fn points_in_all(points: f32) -> String {
    format!(
        "{points:.2} points in all. Words count for more in titles, in short articles, and where few articles have them."
    )
}

pub(crate) const JUST_AS_TYPED: &str = ", just as typed";
pub(crate) const NEAR_EACH_OTHER: &str = ", near each other";
pub(crate) const SIDE_BY_SIDE: &str = ", side by side";

/// What follows the words that an article has points for: '2 times in the title, once in the text; 5 of 1000 articles; 3.10 points'.
pub(crate) fn reason(in_title: u32, in_body: u32, documents: u32, articles: usize, points: f32) -> String {
    let places = [(in_title, "in the title"), (in_body, "in the text")];
    let places = places.into_iter().filter(|(count, _)| *count > 0);
    let places: Vec<_> = places.map(|(count, place)| format!("{} {place}", times(count as usize))).collect();
    format!("{}; {documents} of {articles} articles; {points:.2} points", places.join(", "))
}
