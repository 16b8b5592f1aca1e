use super::ShareButton;
use crate::{
    erase::{aria, on, prelude::*},
    focus::focus_soon,
    messages,
    store::{Drawer, Store},
};

/// On narrow screens: what the columns hold on wide ones, one touch away.
#[component]
pub(crate) fn BottomBar() -> impl IntoView {
    let store = Store::of_page();
    let chips = Memo::new(move |_| store.asked.with(|state| state.chips(&store.engine).len()));
    let opener = move |which: Drawer, target: &'static str, label: Signal<String>| {
        let is_open = move || store.drawer.get() == Some(which);
        let toggle = move |_| {
            let open = !is_open();
            store.drawer.set(open.then_some(which));
            if open {
                focus_soon(target);
            }
        };
        view! {
            <button class="bottom-bar-button" aria-expanded=aria(is_open) on:click=on(toggle)>
                {label}
            </button>
        }
    };
    let filters = Signal::derive(move || messages::filters(chips.get()));
    view! {
        <nav class="bottom-bar" aria-label=messages::TOOLS>
            {opener(Drawer::Filters, "facets", filters)}
            {opener(Drawer::Dates, "dates", Signal::stored(messages::DATES.to_owned()))}
            <ShareButton/>
        </nav>
    }
}
