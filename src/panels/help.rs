use super::modal::modal;
use crate::{
    erase::{on, prelude::*},
    messages,
    store::Store,
};

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
                <h2 id="help-title">{messages::HELP}</h2>
                <button class="button" on:click=on(move |_| store.help.set(false))>{messages::CLOSE}</button>
            </header>
            <h3>{messages::SEARCHING}</h3>
            <dl>{list(&messages::QUERIES)}</dl>
            <p>
                {messages::NO_DIFFERENCE}
            </p>
            <h3>{messages::DATES}</h3>
            <p>{messages::HOW_DATES_FILTER}</p>
            <h3>{messages::LINKS}</h3>
            <p>{messages::HOW_LINKS_WORK}</p>
            {super::own::how_to_open(store)}
            {super::since::what_is_noted(store)}
            {super::kept_parts::without_network(store)}
            <h3>{messages::KEYS_TITLE}</h3>
            <dl>{list(&messages::KEYS)}</dl>
        </dialog>
    }
}
