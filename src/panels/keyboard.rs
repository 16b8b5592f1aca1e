use leptos::{ev::KeyboardEvent, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollLogicalPosition};

use crate::{focus, store::Store};

/// The keys that work anywhere in the page.
#[component]
pub(crate) fn Keyboard() -> impl IntoView {
    let store = Store::of_page();
    let handle = window_event_listener(leptos::ev::keydown, move |event| press(store, &event));
    on_cleanup(move || handle.remove());
}

fn press(store: Store, event: &KeyboardEvent) {
    if event.default_prevented()
        || event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || store.help.get_untracked()
        || store.export.get_untracked()
    {
        return;
    }
    let typing = focus::is_typing(event.target());
    let done = match event.key().as_str() {
        "Escape" => escape(store),
        _ if typing => false,
        "/" => {
            focus::focus("search");
            true
        }
        "?" => {
            store.help.set(true);
            true
        }
        "j" => move_hit(1),
        "k" => move_hit(-1),
        "ArrowDown" if focused_hit().is_some() => move_hit(1),
        "ArrowUp" if focused_hit().is_some() => move_hit(-1),
        "n" => super::reader_steps::step_hit(1),
        "p" => super::reader_steps::step_hit(-1),
        _ => false,
    };
    if done {
        event.prevent_default();
    }
}

/// Closes the innermost thing that is open.
fn escape(store: Store) -> bool {
    if store.drawer.get_untracked().is_some() {
        store.drawer.set(None);
        return true;
    }
    if let Some(open) = store.now().open {
        store.edit(|state| state.with_open(None));
        focus::focus_soon(format!("hit-{}", open.as_str()));
        return true;
    }
    if focus::is_typing(document().active_element().map(Into::into)) {
        focus::focus("results");
        return true;
    }
    false
}

fn hits() -> Vec<HtmlElement> {
    let Ok(links) = document().query_selector_all(".hit-link:not(details:not([open]) *)") else {
        return Vec::new();
    };
    (0..links.length()).filter_map(|number| links.get(number)?.dyn_into().ok()).collect()
}

fn focused_hit() -> Option<usize> {
    let active = document().active_element()?;
    hits().iter().position(|hit| hit.is_same_node(Some(&active)))
}

/// Gives the focus to the nth result.
pub(super) fn focus_hit(number: usize) {
    if let Some(hit) = hits().get(number) {
        focus::focus(&hit.id());
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        hit.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn move_hit(step: isize) -> bool {
    let next = focused_hit().map_or(0, |at| at.saturating_add_signed(step));
    focus_hit(next.min(hits().len().saturating_sub(1)));
    true
}
