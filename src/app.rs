//! The page: which parts there are and where they stand.

use crate::{
    engine::Engine,
    erase::{flag, on, part, prelude::*},
    later::{Later, fetch_soon, later},
    messages,
    panels::{
        Announcer, BottomBar, DateStrip, Facets, Keyboard, OpenPanel, Overview, PanelTabs, SearchBox,
        ShareButton, StatusBar,
    },
    store::{Drawer, Store},
};

/// The whole app on one corpus.
#[component]
pub(crate) fn App(engine: Engine) -> impl IntoView {
    let store = Store::new(engine);
    provide_context(store);
    fetch_soon(store);
    let drawer = move |which| store.drawer.get() == Some(which);
    view! {
        <div
            class="app"
            class:is-reading=flag(move || store.open_document().is_some())
            class:is-embedded=flag(move || store.with(|state| state.embed))
            class:shows-filters=flag(move || drawer(Drawer::Filters))
            class:shows-dates=flag(move || drawer(Drawer::Dates))
        >
            <SkipLink/>
            {part(later(Later::Own))}
            <header class="masthead">
                <Masthead/>
                <SearchBox/>
                <div class="masthead-actions">
                    <ShareButton/>
                    <button class="button export-button" aria-haspopup="dialog" on:click=on(move |_| store.export.set(true))>
                        {messages::EXPORT}
                    </button>
                    <button class="button help-button" aria-keyshortcuts="?" on:click=on(move |_| store.help.set(true))>
                        {messages::HELP}
                    </button>
                </div>
            </header>
            <DateStrip/>
            <StatusBar/>
            <div class="columns">
                <Facets/>
                <main class="results" id="results" tabindex="-1" aria-label=messages::ARTICLES>
                    <Overview/>
                    <PanelTabs/>
                    <OpenPanel/>
                </main>
                {part(later(Later::Reader))}
            </div>
            <BottomBar/>
        </div>
        <Announcer/>
        {part(later(Later::Help))}
        {part(later(Later::Export))}
        <Keyboard/>
    }
}

/// The corpus's name, which leads back to all of it.
#[component]
fn Masthead() -> impl IntoView {
    let store = Store::of_page();
    let title = store.engine.pack().site().title.clone();
    view! {
        <h1 class="masthead-title">
            <a href="#">{if title.is_empty() { messages::ARTICLES.to_owned() } else { title }}</a>
        </h1>
    }
}

/// The fragment is the view, so the skip link moves the focus itself.
#[component]
fn SkipLink() -> impl IntoView {
    view! {
        <button class="skip-link" on:click=on(|_| crate::focus::focus("results"))>{messages::SKIP_TO_ARTICLES}</button>
    }
}
