//! The ways to look at the articles that found are: quotes, names, contexts, timeline, network, map, comparison.

use dossier_view::grouped;

use super::many;

pub(crate) const WAYS_TO_LOOK: &str = "Ways to look at these articles";
pub(crate) const QUOTES: &str = "Quotes";
pub(crate) const NAMES: &str = "Names";
pub(crate) const IN_CONTEXT: &str = "In context";
pub(crate) const TIMELINE: &str = "Timeline";
pub(crate) const NETWORK: &str = "Network";
pub(crate) const MAP: &str = "Map";
pub(crate) const COMPARE: &str = "Compare";
pub(crate) const NOBODY_QUOTED: &str = "Nobody is quoted in these articles.";
pub(crate) const MORE_SPEAKERS: &str = "Show more speakers";
pub(crate) const NO_NAMES: &str = "No names were found in these articles.";
pub(crate) const NAME: &str = "Name";
pub(crate) const KIND: &str = "Kind";
pub(crate) const FIRST: &str = "First";
pub(crate) const LAST: &str = "Last";
pub(crate) const IS_PERSON: &str = "person";
pub(crate) const IS_ORGANISATION: &str = "organisation";
pub(crate) const IS_PLACE: &str = "place";
pub(crate) const SEARCH_FOR_CONTEXTS: &str =
    "Search for a word to see every place where it stands, a line each.";
pub(crate) const BY_ARTICLE: &str = "article";
pub(crate) const WORDS_BEFORE: &str = "words before";
pub(crate) const WORDS_AFTER: &str = "words after";
pub(crate) const HOW_OFTEN_OVER_TIME: &str = "How often over time";
pub(crate) const NO_DATES: &str =
    "These articles neither say when they were published nor speak of any date.";
pub(crate) const WHAT_TIME_IS_SHOWN: &str = "What time is shown";
pub(crate) const ZOOM_IN: &str = "Zoom in";
pub(crate) const ZOOM_OUT: &str = "Zoom out";
pub(crate) const EARLIER: &str = "Earlier";
pub(crate) const LATER: &str = "Later";
pub(crate) const ALL: &str = "All";
pub(crate) const FILTER_TO_THIS_TIME: &str = "Filter to this time";
pub(crate) const SAVE_AS_SVG: &str = "Save as SVG";
pub(crate) const SAVE_AS_PNG: &str = "Save as PNG";
pub(crate) const TIMELINE_KEYS: &str =
    "Timeline: arrow keys move it, plus and minus zoom. The table below has the same dates.";
pub(crate) const AS_TEXT_SAYS: &str = "as the text says it";
pub(crate) const WORKED_OUT: &str = "worked out";
pub(crate) const SOME_DAY_IN_THERE: &str = "some day in there";
pub(crate) const DRAW_TO_FILTER: &str = "Draw over it to filter by that time.";
pub(crate) const DATES_OF_THIS_TIME: &str = "The dates of this time";
pub(crate) const DATE_IS_PUBLICATION: &str = "published";
pub(crate) const NO_ARTICLE_MENTIONS_TWO: &str = "None of these articles mentions two names.";
pub(crate) const NO_PARAGRAPH_MENTIONS_TWO: &str =
    "No paragraph of these articles mentions two names. The same article may.";
pub(crate) const NO_SENTENCE_MENTIONS_TWO: &str =
    "No sentence of these articles mentions two names. The same paragraph may.";
pub(crate) const MENTIONED_IN_THE_SAME: &str = "Mentioned in the same";
pub(crate) const KEY_PEOPLE: &str = "people";
pub(crate) const KEY_ORGANISATIONS: &str = "organisations";
pub(crate) const KEY_PLACES: &str = "places";
pub(crate) const MENTION_BOTH: &str = "Articles that mention both";
pub(crate) const PARAGRAPHS: &str = "Paragraphs";
pub(crate) const SENTENCES: &str = "Sentences";
pub(crate) const WHO_WITH_WHOM: &str = "Who is mentioned with whom";
pub(crate) const WITH: &str = "With";
pub(crate) const NO_PLACES: &str = "No places were found in these articles.";
pub(crate) const PLACES_NOT_KNOWN: &str =
    "Where these places are is not known. Whoever makes this site can say it in corpus.toml.";
pub(crate) const MAP_KEYS: &str =
    "Map: arrow keys move it, plus and minus zoom, zero shows all. The table below has the same places.";
pub(crate) const CHOOSE_A_PLACE: &str = "Choose a place to filter by it.";
/// For who has a mouse alone.
pub(crate) const SHIFT_CLICK: &str = " Shift-click to leave it out.";
pub(crate) const WHAT_MAP_SHOWS: &str = "What the map shows";
pub(crate) const PLACES_ON_MAP: &str = "The places on the map";
pub(crate) const NOT_PLACED: &str = "Not placed";
pub(crate) const BUT_ONE_ARTICLE: &str =
    "There is but one article here. Drop a filter to have another to compare it with.";
pub(crate) const ADD_AN_ARTICLE: &str = "Add an article";
pub(crate) const ONE_ARTICLE_TWICE: &str = "This is one article twice. Choose another to compare it with.";
pub(crate) const PLACES_FROM: &str = "Places: ";
pub(crate) const OUTLINES_FROM: &str = ", made fewer. Outlines: ";

pub(crate) fn quotes(count: usize) -> String {
    many(count, "quote")
}

/// How often a word stands in the articles found. Not 'places': those are on the map.
pub(crate) fn hits(count: usize) -> String {
    many(count, "hit")
}

pub(crate) fn hits_in_period(period: &str, hits: usize, articles: usize, perhaps_later: usize) -> String {
    let words = format!("{period}: {} in {}", many(hits, "hit"), many(articles, "article"));
    if perhaps_later == 0 { words } else { format!("{words}, {perhaps_later} of them perhaps later") }
}

pub(crate) fn hits_without_date(count: usize) -> String {
    format!("{} in articles without a date", many(count, "hit"))
}

pub(crate) fn more_when_zoomed_in(count: usize) -> String {
    format!(", {count} more when zoomed in")
}

/// What a mark on the timeline stands for: '21 Jan 2026: “last Wednesday”, Border secured, and 2 more'.
pub(crate) fn timeline_mark(date: &str, words: Option<&str>, title: &str, others: usize) -> String {
    let words = words.map(|words| format!("“{words}”, ")).unwrap_or_default();
    let others = if others == 0 { String::new() } else { format!(", and {others} more") };
    format!("{date}: {words}{title}{others}")
}

pub(crate) fn quoted_words(words: &str) -> String {
    format!("“{words}”")
}

/// What a name's place in a drawing says.
pub(crate) fn mentioned_times(name: &str, count: usize) -> String {
    format!("{name}, mentioned {}", super::times(count))
}

pub(crate) fn names_drawn(drawn: usize, left_out: usize) -> String {
    match left_out {
        0 => format!("{} names", grouped(drawn)),
        _ => format!("The {drawn} names mentioned most, of {}", grouped(drawn + left_out)),
    }
}

pub(crate) fn places_not_looked_at(most: usize, left_out: usize) -> String {
    format!("The {most} places mentioned most are looked at; {} more are not.", grouped(left_out))
}

pub(crate) fn article_letter(letter: &str) -> String {
    format!("Article {letter}")
}

pub(crate) fn leave_article_out(letter: &str) -> String {
    format!("Leave article {letter} out")
}

pub(crate) fn article_does_not_say_it(letter: &str) -> String {
    format!("Article {letter} does not say it")
}

/// '3 passages have nearly the same words in both'.
pub(crate) fn same_passages(count: usize, same_wording: bool, articles: usize) -> String {
    let (count, one) = match count {
        0 => ("No passage".to_owned(), true),
        1 => ("1 passage".to_owned(), true),
        count => (format!("{count} passages"), false),
    };
    let place = if articles == 2 { "in both" } else { "in two or more" };
    match (same_wording, one) {
        (true, true) => format!("{count} has nearly the same words {place}"),
        (true, false) => format!("{count} have nearly the same words {place}"),
        (false, true) => format!("{count} speaks of the same in other words"),
        (false, false) => format!("{count} speak of the same in other words"),
    }
}

/// What stands before the title of the one article that says it.
pub(crate) fn passages_only_in(count: usize) -> String {
    format!("{} only in", many(count, "passage"))
}

pub(crate) fn network_note(names: &str) -> String {
    format!(
        "{names}, each with the lines to those it is mentioned with most. Choose a name to filter by it, drag it to move it."
    )
}

/// The first hits alone, where there are too many to list.
pub(crate) fn first_hits(count: usize) -> String {
    format!("The first {} hits. Narrow the search to see the others.", grouped(count))
}

pub(crate) const WORDS_NOT_IN_TEXTS: &str =
    "These words stand in no text that was looked into; they may stand in a title.";

pub(crate) fn in_all_articles(count: usize) -> String {
    format!("in {} articles", grouped(count))
}

pub(crate) fn look_further(left: usize) -> String {
    format!("Look into more articles ({} left)", grouped(left))
}

pub(crate) fn first_are_looked_into(some: usize, all: usize) -> String {
    format!("The first {} of {} articles are looked into.", grouped(some), grouped(all))
}

pub(crate) fn look_into_more(count: usize) -> String {
    format!("Look into {} more", grouped(count))
}

pub(crate) const LOOKING_INTO: &str = "Looking into the articles";

/// What a file of the map says of where it is from.
pub(crate) const MAP_SOURCES: &str =
    "Places: GeoNames (geonames.org), CC BY 4.0, made fewer. Outlines: Natural Earth.";

pub(crate) const ONLY_MENTIONING: &str = "Only the articles that mention it";
