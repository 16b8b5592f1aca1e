use dossier_view::{Chip, Sort, articles_of};

use crate::{
    erase::{flag, on, part, prelude::*, shown, string},
    focus::focus_soon,
    messages,
    store::Store,
};

/// How many articles there are, what narrows them, and their order.
#[component]
pub(crate) fn StatusBar() -> impl IntoView {
    let store = Store::of_page();
    let count = move || articles_of(store.results.with(|results| results.total), store.engine.pack().len());
    let chips = Memo::new(move |_| store.asked.with(|state| state.chips(&store.engine)));
    let clear = move |_| {
        store.edit(|state| state.cleared());
        focus_soon("search");
    };
    let narrowed = move || store.asked.with(|state| state.has_filters() || !state.query.is_empty());
    view! {
        <section class="status" aria-label=messages::ACTIVE_FILTERS>
            <p class="status-count" data-testid="count">{string(count)}</p>
            <ul class="chips">
                {part(move || {
                    let chips = chips.get().into_iter().enumerate();
                    chips.map(|(place, chip)| view! { <ChipItem chip place/> }).collect_view().into_any()
                })}
            </ul>
            {shown(narrowed, move || view! {
                <button class="button button-quiet" data-testid="clear-all" on:click=on(clear)>{messages::CLEAR_ALL}</button>
            }.into_any())}
            <SortMenu/>
            <StillToCome/>
            {shown(move || store.with(|state| state.embed), move || view! {
                <a class="embed-open" target="_blank" rel="noopener" href=string(move || store.href(|state| state.with_embed(false)))>
                    {messages::OPEN_WHOLE_PAGE}
                </a>
            }.into_any())}
        </section>
    }
}

/// What of a large corpus is on its way, or did not come.
#[component]
pub(super) fn StillToCome() -> impl IntoView {
    let supply = Store::of_page().engine.supply();
    part(move || {
        match supply.failure() {
        Some(why) => view! {
            <p class="supply" role="alert">
                {why}" "<button class="button" on:click=on(move |_| supply.try_again())>{messages::TRY_AGAIN}</button>
            </p>
        }
        .into_any(),
        None if supply.is_coming() => view! { <p class="supply">{messages::LOADING}</p> }.into_any(),
        None => ().into_any(),
    }
    })
}

#[component]
fn ChipItem(chip: Chip, place: usize) -> impl IntoView {
    let store = Store::of_page();
    let Chip { text, problem, without, .. } = chip;
    let label = messages::remove_filter(&text);
    let has_problem = problem.is_some();
    let remove = move |_| {
        store.go(without.seen_as(&store.now()));
        // The next chip takes this one's place; after the last one the focus goes to the search box.
        focus_soon(if document().get_element_by_id(&format!("chip-{}", place + 1)).is_some() {
            format!("chip-{place}")
        } else {
            "search".to_owned()
        });
    };
    view! {
        <li class="chip" class:has-problem=has_problem>
            <span class="chip-text">{text}</span>
            {problem.map(|problem| view! { <span class="chip-problem">{problem}</span> })}
            <button id=format!("chip-{place}") class="chip-remove" aria-label=label on:click=on(remove)>"×"</button>
        </li>
    }
}

#[component]
fn SortMenu() -> impl IntoView {
    const ORDERS: [(Sort, &str, &str); 3] = [
        (Sort::Relevance, "relevance", messages::RELEVANCE),
        (Sort::Newest, "newest", messages::NEWEST_FIRST),
        (Sort::Oldest, "oldest", messages::OLDEST_FIRST),
    ];
    let store = Store::of_page();
    let choose = move |event| {
        let value = event_target_value(&event);
        if let Some((sort, ..)) = ORDERS.iter().find(|(_, key, _)| *key == value) {
            store.edit(|state| state.with_sort(*sort));
        }
    };
    let current = move || {
        let sort = store.with(|state| state.sort);
        ORDERS.iter().find(|(order, ..)| *order == sort).map(|(_, key, _)| *key)
    };
    view! {
        <label class="sort">
            <span class="sort-label">{messages::SORT_BY}</span>
            <select id="sort" prop:value=string(move || current().unwrap_or_default().to_owned()) on:change=on(choose)>
                {ORDERS.map(|(_, key, words)| view! {
                    <option value=key selected=flag(move || current() == Some(key))>{words}</option>
                })}
            </select>
        </label>
    }
}
