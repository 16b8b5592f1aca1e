use dossier_view::Panel;

use super::results::Results;
use crate::{
    erase::{part, prelude::*, string},
    later::{Later, later},
    messages,
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
    view! { <nav class="tabs" aria-label=messages::WAYS_TO_LOOK><ul>{tabs.into_iter().collect_view()}</ul></nav> }
}

fn name(panel: Panel) -> &'static str {
    match panel {
        Panel::Articles => messages::ARTICLES,
        Panel::Quotes => messages::QUOTES,
        Panel::Entities => messages::NAMES,
        Panel::Contexts => messages::IN_CONTEXT,
        Panel::Timeline => messages::TIMELINE,
        Panel::Network => messages::NETWORK,
        Panel::Map => messages::MAP,
        Panel::Compare => messages::COMPARE,
    }
}

/// The panel that the view names, or the page of an entity.
#[component]
pub(crate) fn OpenPanel() -> impl IntoView {
    let store = Store::of_page();
    let open = Memo::new(move |_| store.with(|state| (state.panel, state.about.is_some())));
    part(move || match open.get() {
        (_, true) => later(Later::About)(),
        (Panel::Articles, false) => view! { <Results/> }.into_any(),
        (Panel::Quotes, false) => later(Later::Quotes)(),
        (Panel::Entities, false) => later(Later::Entities)(),
        (Panel::Contexts, false) => later(Later::Contexts)(),
        (Panel::Timeline, false) => later(Later::Timeline)(),
        (Panel::Network, false) => later(Later::Network)(),
        (Panel::Map, false) => later(Later::Map)(),
        (Panel::Compare, false) => later(Later::Compare)(),
    })
}
