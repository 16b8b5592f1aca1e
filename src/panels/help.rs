use super::modal::modal;
use crate::{
    erase::{on, prelude::*},
    store::Store,
};

const KEYS: [(&str, &str); 7] = [
    ("/", "Go to the search box"),
    ("j, k or ↓, ↑", "Next and previous article in the list"),
    ("Enter", "Open the article"),
    ("n, p", "Next and previous hit or name in the open article"),
    ("Esc", "Close what is open"),
    ("Backspace", "In the empty search box: remove the last filter"),
    ("?", "This help"),
];

const QUERY: [(&str, &str); 10] = [
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

/// How to search and which keys there are.
#[component]
pub(crate) fn HelpDialog() -> impl IntoView {
    let store = Store::of_page();
    let dialog = modal(move || store.help.get());
    let list = |rows: &[(&'static str, &'static str)]| {
        rows.iter()
            .map(|(term, words)| view! { <div><dt><kbd>{*term}</kbd></dt><dd>{*words}</dd></div> })
            .collect_view()
    };
    view! {
        <dialog class="help" id="help" node_ref=dialog aria-labelledby="help-title" on:close=on(move |_| store.help.set(false))>
            <header class="help-head">
                <h2 id="help-title">"Help"</h2>
                <button class="button" on:click=on(move |_| store.help.set(false))>"Close"</button>
            </header>
            <h3>"Searching"</h3>
            <dl>{list(&QUERY)}</dl>
            <p>
                "Capitals, accents, hyphens and the kind of apostrophe make no difference: “al Sudani” finds “al-Sudani”."
            </p>
            <h3>"Dates"</h3>
            <p>
                "A date filter keeps every article that may lie in the range, and says of each that only may. "
                "Drag over the bars, move the two handles with the arrow keys, or type 2025, 2025-11 or 2025-11-03."
            </p>
            <h3>"Links"</h3>
            <p>
                "The address of the page always is the view you see. What you search stays in your browser: "
                "the part after the # is never sent to any server, and this page can send nothing anywhere."
            </p>
            {super::own::how_to_open(store)}
            {super::since::what_is_noted(store)}
            {super::kept_parts::without_network(store)}
            <h3>"Keys"</h3>
            <dl>{list(&KEYS)}</dl>
        </dialog>
    }
}
