use super::ShareButton;
use crate::{
    erase::{aria, on, prelude::*},
    focus::focus_soon,
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
    let filters = Signal::derive(move || match chips.get() {
        0 => "Filters".to_owned(),
        count => format!("Filters ({count})"),
    });
    view! {
        <nav class="bottom-bar" aria-label="Tools">
            {opener(Drawer::Filters, "facets", filters)}
            {opener(Drawer::Dates, "dates", Signal::stored("Dates".to_owned()))}
            <ShareButton/>
        </nav>
    }
}
