use leptos::ev::KeyboardEvent;

use super::suggestions::{Offer, SuggestionList};
use crate::{
    erase::{aria, on, part, prelude::*, shown, string},
    focus, messages,
    store::Store,
    words::Wanted,
};

/// The words to look for, searched as they are typed.
#[component]
pub(crate) fn SearchBox() -> impl IntoView {
    let store = Store::of_page();
    let text = move || store.with(|state| state.query.clone());
    let offer = Offer::new(store);
    let type_in = move |words: String| {
        store.amend(store.now().with_query(&words));
        offer.open();
    };
    let clear = move |_| {
        store.amend(store.now().with_query(""));
        offer.close();
        focus::focus("search");
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Backspace" if text().is_empty() => {
            let last = store.asked.with_untracked(|state| state.chips(&store.engine).pop());
            if let Some(last) = last {
                store.go(last.without);
            }
        }
        "ArrowDown" if offer.step(1) => event.prevent_default(),
        "ArrowUp" if offer.step(-1) => event.prevent_default(),
        "Enter" if offer.take_active() => event.prevent_default(),
        // Closed, the list lets the key go on to close what else is open.
        "Escape" if offer.close() => event.prevent_default(),
        "ArrowDown" | "Enter" => {
            event.prevent_default();
            offer.close();
            super::keyboard::focus_hit(0);
        }
        _ => {}
    };
    view! {
        <div class="search" role="search">
            <label class="visually-hidden" for="search">{messages::SEARCH_THE_ARTICLES}</label>
            <input
                id="search"
                type="search"
                class="search-field"
                placeholder=messages::SEARCH_THE_ARTICLES
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                enterkeyhint="search"
                dir="auto"
                role="combobox"
                aria-autocomplete="list"
                aria-controls="suggestions"
                aria-expanded=aria(move || offer.is_open())
                aria-activedescendant=string(move || offer.active_id())
                aria-keyshortcuts="/"
                aria-describedby="search-hints"
                prop:value=string(text)
                on:input=on(move |event| type_in(event_target_value(&event)))
                on:keydown=on(on_key)
                on:blur=on(move |_| _ = offer.close())
            />
            {shown(move || !text().is_empty(), move || view! {
                <button class="search-clear" aria-label=messages::CLEAR_THE_SEARCH on:click=on(clear)>"×"</button>
            }.into_any())}
            <SuggestionList offer/>
            <div class="query-read" role="group" aria-label=messages::HOW_SEARCH_WAS_READ>
                {part(move || store.wanted.get().read_as(store))}
            </div>
            <p class="search-hints" id="search-hints" role="status">{string(move || store.wanted.with(Wanted::hints))}</p>
        </div>
    }
}
