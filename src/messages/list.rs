//! The list of articles, its filters and dates, the search, and what stands around them.

use dossier_view::grouped;

use super::many;

pub(crate) const EXPORT: &str = "Export";
pub(crate) const HELP: &str = "Help";
pub(crate) const ARTICLES: &str = "Articles";
pub(crate) const SKIP_TO_ARTICLES: &str = "Skip to the articles";
pub(crate) const TOOLS: &str = "Tools";
pub(crate) const FILTERS: &str = "Filters";
pub(crate) const ACTIVE_FILTERS: &str = "Active filters";
pub(crate) const CLEAR_ALL: &str = "Clear all";
pub(crate) const OPEN_WHOLE_PAGE: &str = "Open the whole page";
pub(crate) const TRY_AGAIN: &str = "Try again";
pub(crate) const LOADING: &str = "Loading …";
pub(crate) const SORT_BY: &str = "Sort by";
pub(crate) const RELEVANCE: &str = "Relevance";
pub(crate) const NEWEST_FIRST: &str = "Newest first";
pub(crate) const OLDEST_FIRST: &str = "Oldest first";
pub(crate) const SEARCH_THE_ARTICLES: &str = "Search the articles";
pub(crate) const CLEAR_THE_SEARCH: &str = "Clear the search";
pub(crate) const HOW_SEARCH_WAS_READ: &str = "How the search was read";
pub(crate) const SUGGESTIONS: &str = "Suggestions";
pub(crate) const FILTER_BY: &str = "Filter by";
pub(crate) const WORDS: &str = "Words";
pub(crate) const READ_AS: &str = "Read as";
pub(crate) const PERSON_COUNT: &str = "person · ";
pub(crate) const ORGANISATION_COUNT: &str = "organisation · ";
pub(crate) const PLACE_COUNT: &str = "place · ";
pub(crate) const SOURCE_COUNT: &str = "source · ";
pub(crate) const QUOTED_COUNT: &str = "quoted · ";
pub(crate) const TAG_COUNT: &str = "tag · ";
pub(crate) const DATES: &str = "Dates";
pub(crate) const DONE: &str = "Done";
pub(crate) const WHICH_DATES: &str = "Which dates";
pub(crate) const ANY_DATE: &str = "Any date";
pub(crate) const PUBLISHED: &str = "Published";
pub(crate) const MENTIONED: &str = "Mentioned";
pub(crate) const FROM: &str = "From";
pub(crate) const TO: &str = "To";
pub(crate) const ONLY_UNDATED: &str = "Only undated articles";
pub(crate) const ONLY: &str = "only";
pub(crate) const NOT: &str = "not";
pub(crate) const NONE_IN_THESE_ARTICLES: &str = "None in these articles";
pub(crate) const NO_SUCH_NAME: &str = "No such name";
pub(crate) const ALL_OF_THEM: &str = "all";
pub(crate) const ANY_OF_THEM: &str = "any";
pub(crate) const PEOPLE: &str = "People";
pub(crate) const ORGANISATIONS: &str = "Organisations";
pub(crate) const PLACES: &str = "Places";
pub(crate) const SOURCES: &str = "Sources";
pub(crate) const QUOTED: &str = "Quoted";
pub(crate) const TAGS: &str = "Tags";
pub(crate) const FIND_PERSON: &str = "Find a person";
pub(crate) const FIND_ORGANISATION: &str = "Find an organisation";
pub(crate) const FIND_PLACE: &str = "Find a place";
pub(crate) const FIND_SOURCE: &str = "Find a source";
pub(crate) const FIND_SPEAKER: &str = "Find a speaker";
pub(crate) const FIND_TAG: &str = "Find a tag";
pub(crate) const MAY_LIE_IN_RANGE: &str = "may lie in the range";
pub(crate) const MENTIONS: &str = "Mentions";
pub(crate) const OVERVIEW: &str = "Overview";
pub(crate) const PEOPLE_MOST_SPOKEN_OF: &str = "People most spoken of";
pub(crate) const NO_ARTICLE_MATCHES: &str = "No article matches all of this";
pub(crate) const NO_SINGLE_CHANGE: &str =
    "No single change finds anything. Clear all filters to start again.";
pub(crate) const WHAT_WOULD_FIND: &str = "What would find something:";
pub(crate) const SHOW_MORE: &str = "Show more";

pub(crate) fn articles(count: usize) -> String {
    many(count, "article")
}

pub(crate) fn show_articles(count: usize) -> String {
    format!("Show {}", articles(count))
}

pub(crate) fn show_more_left(left: usize) -> String {
    format!("Show more ({} left)", grouped(left))
}

pub(crate) fn filters(count: usize) -> String {
    if count == 0 { FILTERS.to_owned() } else { format!("Filters ({count})") }
}

pub(crate) fn remove_filter(words: &str) -> String {
    format!("Remove filter: {words}")
}

pub(crate) fn remove_from_search(words: &str) -> String {
    format!("Remove from the search: {words}")
}

pub(crate) fn not(words: &str) -> String {
    format!("not {words}")
}

pub(crate) fn undated(count: u32) -> String {
    format!("{} undated", grouped(count as usize))
}

pub(crate) fn more(count: usize) -> String {
    format!("{} more", grouped(count))
}

pub(crate) fn and_more(count: usize) -> String {
    format!("and {} more", grouped(count))
}

pub(crate) fn and_nearly_the_same(count: usize) -> String {
    format!("and {count} nearly the same")
}

/// What the button beside a value does, for who can't see which value it is beside.
pub(crate) fn only_value(label: &str) -> String {
    format!("Only {label}")
}

pub(crate) fn not_value(label: &str) -> String {
    format!("Not {label}")
}

pub(crate) fn also(names: &[String]) -> String {
    format!("Also: {}", names.join(", "))
}

/// The name of a switch between all and any of a facet's values.
pub(crate) fn match_of(facet: &str) -> String {
    format!("{facet}: match")
}

pub(crate) fn named_sources(count: usize) -> String {
    many(count, "named source")
}

pub(crate) fn published_range(range: &str) -> String {
    format!("published {range}")
}

pub(crate) fn speaking_of(range: &str) -> String {
    format!("speaking of {range}")
}

pub(crate) fn years(from: i16, to: i16) -> String {
    if from == to { from.to_string() } else { format!("{from} to {to}") }
}

pub(crate) fn without_words(words: &str) -> String {
    format!("Without the words “{words}”")
}

pub(crate) fn without(filter: &str) -> String {
    format!("Without “{filter}”")
}

pub(crate) fn did_you_mean(words: &str) -> String {
    format!("Did you mean “{words}”?")
}

/// What is wrong with a date that was typed.
pub(crate) fn wrong_date(text: &str, why: &str) -> String {
    format!("“{text}”: {why}")
}

/// Above the title of an article that the reader starred.
pub(crate) const STARRED_CARD: &str = "★ starred";
/// And of one that is new to the reader, or other than it was.
pub(crate) const NEW: &str = "new";
pub(crate) const CHANGED: &str = "changed";
