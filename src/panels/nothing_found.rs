use dossier_view::ViewState;

use crate::{
    engine::most_first,
    erase::{on, part, prelude::*, string},
    focus::focus_soon,
    messages,
    store::Store,
};

/// As [`NothingFound`], for who has no use of its type.
pub(crate) fn nothing_found() -> AnyView {
    view! { <NothingFound/> }.into_any()
}

/// Why there is nothing, and which single filter to drop for how many articles.
#[component]
pub(crate) fn NothingFound() -> impl IntoView {
    let store = Store::of_page();
    let ways_out = Memo::new(move |_| store.asked.with(|state| ways_out(store, state)));
    let none = move || ways_out.with(Vec::is_empty);
    view! {
        <section class="nothing" data-testid="nothing-found">
            <h3>{messages::NO_ARTICLE_MATCHES}</h3>
            <p>
                {string(move || (if none() { messages::NO_SINGLE_CHANGE }
                else { messages::WHAT_WOULD_FIND }).to_owned())}
            </p>
            <ul>
                {part(move || ways_out.get().into_iter().map(|(words, total, state)| {
                    let found = messages::articles(total);
                    let go = move |_| {
                        store.go(state.clone());
                        focus_soon("search");
                    };
                    view! { <li><button class="button" on:click=on(go)>{words}" · "{found}</button></li> }
                }).collect_view().into_any())}
            </ul>
        </section>
    }
}

/// The words that may have been meant, then every single removal that finds something, the most first.
fn ways_out(store: Store, state: &ViewState) -> Vec<(String, usize, ViewState)> {
    let without_query =
        (!state.query.is_empty()).then(|| (messages::without_words(&state.query), state.with_query("")));
    let without_chips =
        state.chips(&store.engine).into_iter().map(|chip| (messages::without(&chip.text), chip.without));
    let ways: Vec<_> = without_query
        .into_iter()
        .chain(without_chips)
        .map(|(words, state)| (words, store.count(&state), state))
        .filter(|(_, total, _)| *total > 0)
        .collect();
    let totals: Vec<u32> = ways.iter().map(|(_, total, _)| *total as u32).collect();
    let mut order: Vec<u32> = (0..).take(ways.len()).collect();
    most_first(&mut order, &totals);
    let meant = store.wanted.with(|wanted| wanted.spelling(store.engine.pack_as_it_comes()));
    let meant = meant.map(|words| {
        let state = state.with_query(&words);
        (messages::did_you_mean(&words), store.count(&state), state)
    });
    let ways = order.into_iter().filter_map(|place| ways.get(place as usize).cloned());
    meant.filter(|(_, total, _)| *total > 0).into_iter().chain(ways).collect()
}
