//! Since last time: what is new to the reader, and what a link was made on.

use dossier_model::{Day, PartialDate};
use dossier_view::{Edition, ViewState, partial_date_words};

use crate::{
    erase::{on, part, prelude::*, string},
    focus::focus_soon,
    messages,
    since::{self, Found},
    store::Store,
};

/// Says what is new since the reader was last here, and that a link was made on an earlier version of the corpus.
#[component]
pub(crate) fn Since() -> impl IntoView {
    let store = Store::of_page();
    since::begin(store);
    let made_on = Memo::new(move |_| store.with(|state| state.made_on));
    let news = move || {
        store.fresh.track();
        let found = since::found().filter(|_| since::is_for(store));
        found.and_then(|found| Some(news(store, found.before?, &found))).into_any()
    };
    let older = move || {
        let now = store.engine.edition();
        let made_on = made_on.get().filter(|made_on| *made_on != now && since::is_for(store));
        made_on.map(|made_on| older(store, made_on, now)).into_any()
    };
    view! { <div>{part(older)}</div><div>{part(news)}</div> }
}

fn news(store: Store, (day, before): (Day, Edition), found: &Found) -> AnyView {
    let day = partial_date_words(&PartialDate::Day(day));
    let words = match found.counts {
        Some(counts) => messages::new_since(counts[0], counts[1], &day),
        None => {
            let (then, now) = (before.articles, store.engine.edition().articles);
            messages::published_anew(&day, then, now)
        }
    };
    let seen = move |_| {
        since::mark_seen(store);
        if store.now().new {
            store.edit(|state| state.with_new(false));
        }
        focus_soon("results");
    };
    let link = found.counts.map(|_| {
        let href = move || store.href(|_| ViewState::default().with_new(true));
        view! { <a class="button" id="since-show" href=string(href)>{messages::SHOW_THEM}</a> }
    });
    view! {
        <section class="own-banner" aria-label=messages::SINCE_LAST_TIME data-testid="since">
            <p>{words}</p>
            <p class="own-actions">
                {link}
                <button class="button" id="since-seen" on:click=on(seen)>{messages::MARK_AS_SEEN}</button>
            </p>
        </section>
    }
    .into_any()
}

fn older(store: Store, made_on: Edition, now: Edition) -> AnyView {
    let words = messages::link_is_older(made_on.articles, now.articles);
    let dismiss = move |_| {
        // What the page writes says no more what the link was made on.
        store.amend(store.now());
        focus_soon("results");
    };
    view! {
        <section class="own-banner" aria-label=messages::ABOUT_THIS_LINK data-testid="older">
            <p>{words}</p>
            <p class="own-actions"><button class="button" id="older-dismiss" on:click=on(dismiss)>{messages::DISMISS}</button></p>
        </section>
    }
    .into_any()
}

/// In the help: what is noted, and how it is forgotten.
pub(super) fn what_is_noted(store: Store) -> AnyView {
    let Some(is_noting) = since::is_noting(store).filter(|_| since::is_for(store)) else {
        return ().into_any();
    };
    let is_noting = RwSignal::new(is_noting);
    let change = move |_| {
        let is_on = !is_noting.get_untracked();
        since::set_noting(store, is_on);
        is_noting.set(is_on);
    };
    let words = move || if is_noting.get() { messages::IS_NOTED } else { messages::NOTHING_NOTED }.to_owned();
    let button =
        move || if is_noting.get() { messages::FORGET_NOTE } else { messages::NOTE_AGAIN }.to_owned();
    view! {
        <h3>{messages::WHAT_IS_NEW}</h3>
        <p>{string(words)}</p>
        <p class="note-actions"><button class="button" id="since-forget" on:click=on(change)>{string(button)}</button></p>
    }
    .into_any()
}
