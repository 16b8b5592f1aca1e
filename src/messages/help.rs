//! The help: how to search, and which keys there are.

pub(crate) const SEARCHING: &str = "Searching";
pub(crate) const NO_DIFFERENCE: &str = "Capitals, accents, hyphens and the kind of apostrophe make no difference: “al Sudani” finds “al-Sudani”.";
pub(crate) const LINKS: &str = "Links";
pub(crate) const KEYS_TITLE: &str = "Keys";

pub(crate) const HOW_DATES_FILTER: &str = "A date filter keeps every article that may lie in the range, and says of each that only may. Drag over the bars, move the two handles with the arrow keys, or type 2025, 2025-11 or 2025-11-03.";

pub(crate) const HOW_LINKS_WORK: &str = "The address of the page always is the view you see. What you search stays in your browser: the part after the # is never sent to any server, and this page can send nothing anywhere.";

/// Keys, and what they do.
pub(crate) const KEYS: [(&str, &str); 7] = [
    ("/", "Go to the search box"),
    ("j, k or ↓, ↑", "Next and previous article in the list"),
    ("Enter", "Open the article"),
    ("n, p", "Next and previous hit or name in the open article"),
    ("Esc", "Close what is open"),
    ("Backspace", "In the empty search box: remove the last filter"),
    ("?", "This help"),
];

/// Searches, and what they find.
pub(crate) const QUERIES: [(&str, &str); 10] = [
    ("border prison", "articles with both words, in any of their forms"),
    ("border OR prison", "with either; (brackets) group"),
    ("“fully secured”", "these words next to each other"),
    ("“border prison”~5", "these words near each other"),
    ("-prison", "articles without the word; NOT does the same"),
    ("secur*  mar*z  faith?l", "words that begin or look like this"),
    ("=secured  secured~", "this form alone; or with a slip or two"),
    ("/secur(e|ity)/", "words that a regular expression fits"),
    ("title:border", "in the title; also body: source: author: person: org: place: said-by:"),
    ("mentioned:2014..2017", "that speak of a time; also published:"),
];
