use dossier_view::Panel;

use super::{about::About, contexts::Contexts, entity_table::EntityTable, quotes::Quotes, results::Results};
use crate::{
    erase::{part, prelude::*, string},
    store::Store,
};

/// The ways to look at the results, as links: each is a view of its own.
#[component]
pub(crate) fn PanelTabs() -> impl IntoView {
    let store = Store::of_page();
    let tabs = Panel::ALL.map(|panel| {
        let href = move || store.href(|state| state.with_panel(panel));
        let current = move || {
            let is_current = store.with(|state| state.panel == panel && state.about.is_none());
            if is_current { "page" } else { "false" }.to_owned()
        };
        view! { <li><a class="tab" href=string(href) aria-current=string(current)>{name(panel)}</a></li> }
    });
    view! { <nav class="tabs" aria-label="Ways to look at these articles"><ul>{tabs.into_iter().collect_view()}</ul></nav> }
}

fn name(panel: Panel) -> &'static str {
    match panel {
        Panel::Articles => "Articles",
        Panel::Quotes => "Quotes",
        Panel::Entities => "Names",
        Panel::Contexts => "In context",
    }
}

/// The panel that the view names, or the page of an entity.
#[component]
pub(crate) fn OpenPanel() -> impl IntoView {
    let store = Store::of_page();
    let open = Memo::new(move |_| store.with(|state| (state.panel, state.about.clone())));
    part(move || match open.get() {
        (_, Some((kind, id))) => view! { <About kind id/> }.into_any(),
        (Panel::Articles, None) => view! { <Results/> }.into_any(),
        (Panel::Quotes, None) => view! { <Quotes/> }.into_any(),
        (Panel::Entities, None) => view! { <EntityTable/> }.into_any(),
        (Panel::Contexts, None) => view! { <Contexts/> }.into_any(),
    })
}
