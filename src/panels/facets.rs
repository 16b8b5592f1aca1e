use dossier_model::Facet;

use super::facet::FacetGroup;
use crate::{
    erase::{on, prelude::*, string},
    focus::focus_soon,
    messages,
    store::Store,
};

/// The values that articles can be filtered by, with live counts.
#[component]
pub(crate) fn Facets() -> impl IntoView {
    let store = Store::of_page();
    let close = move |_| {
        store.drawer.set(None);
        focus_soon("results");
    };
    let total = move || store.beside.with(|results| results.total);
    view! {
        <aside class="facets" id="facets" tabindex="-1" aria-label=messages::FILTERS>
            <div class="drawer-bar">
                <h2>{messages::FILTERS}</h2>
                <button class="button button-primary" on:click=on(close)>
                    {string(move || messages::show_articles(total()))}
                </button>
            </div>
            {Facet::ALL
                .into_iter()
                .filter(|facet| store.engine.pack().facet_len(*facet) > 0)
                .map(|facet| view! { <FacetGroup facet/> })
                .collect_view()}
        </aside>
    }
}
