use dossier_view::ViewState;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::{
    erase::{on, prelude::*},
    messages,
    store::Store,
    tasks::begin,
    words::{self, words},
};

/// Copies the link of the view; beside it the system's share sheet, where there is one.
#[component]
pub(crate) fn ShareButton() -> impl IntoView {
    let store = Store::of_page();
    let has_sheet = js_sys::Reflect::has(&window().navigator(), &"share".into()).unwrap_or(false);
    view! {
        <button class="button share-button" on:click=on(move |_| take_along(store, false))>{messages::COPY_LINK}</button>
        {has_sheet.then(|| view! {
            <button class="button sheet-button" on:click=on(move |_| take_along(store, true))>{messages::SHARE}</button>
        })}
    }
}

/// Copies the link or opens the sheet, once what does that is here; it comes a moment after the list.
fn take_along(store: Store, by_sheet: bool) {
    if let Some(words) = words() {
        return words.share(store, by_sheet);
    }
    begin(async move {
        if words::fetch().await
            && let Some(words) = words()
        {
            words.share(store, by_sheet);
        }
    });
}

/// What the buttons do.
pub(crate) fn share(store: Store, by_sheet: bool) {
    if by_sheet {
        open_sheet(store);
    } else {
        // What the tab says, where an article is open.
        let is_reading = store.with(|state| state.open.is_some());
        let words = if is_reading { document().title() } else { store.words() };
        copy(store, page_link(store), messages::link_copied(&words));
    }
}

/// Copies a text and says so; where the browser refuses, shows the text itself.
pub(super) fn copy(store: Store, text: String, done: String) {
    begin(async move {
        let clipboard = window().navigator().clipboard();
        // Undefined on pages that are not secure: http on another machine than this one.
        let copied = if clipboard.is_undefined() {
            copy_by_selection(&text).is_some_and(|copied| copied)
        } else {
            JsFuture::from(clipboard.write_text(&text)).await.is_ok()
        };
        store.say(if copied { done } else { messages::may_not_copy(&text) });
    });
}

/// The older way: selects the text in a field made for it and asks the document to copy.
fn copy_by_selection(text: &str) -> Option<bool> {
    let field: web_sys::HtmlTextAreaElement = document().create_element("textarea").ok()?.dyn_into().ok()?;
    let body = document().body()?;
    field.set_value(text);
    body.append_child(&field).ok()?;
    field.select();
    let copied = document().dyn_into::<web_sys::HtmlDocument>().ok()?.exec_command("copy").ok();
    field.remove();
    copied
}

fn open_sheet(store: Store) {
    let data = web_sys::ShareData::new();
    data.set_title(&document().title());
    data.set_text(&store.words());
    data.set_url(&page_link(store));
    begin(async move {
        // Rejected when the reader closes the sheet: nothing to say then.
        let _ = JsFuture::from(window().navigator().share_with_data(&data)).await;
    });
}

/// The full link of the present view.
pub(super) fn page_link(store: Store) -> String {
    link_to(store, &store.now())
}

/// The full link of a view, whatever version of the corpus it is opened on.
pub(super) fn plain_link(state: &ViewState) -> String {
    let address = location().href().unwrap_or_default();
    let page = address.split(['#', '?']).next().unwrap_or_default();
    format!("{page}#{}", dossier_view::format(state))
}

/// The full link of a view, which says on which version of the corpus it was made.
pub(crate) fn link_to(store: Store, state: &ViewState) -> String {
    plain_link(&ViewState { made_on: Some(store.engine.edition()), ..state.clone() })
}
