//! Where a reader corrects what the page made of the articles: the line that says what is not published, and the list of
//! edits; `entity` and `article` are the forms.

mod article;
mod entity;
mod list;

use std::cell::Cell;

pub(crate) use self::{article::article_form, entity::entity_form};
pub(super) use self::{article::article_marks, entity::mend_entity};
use crate::{
    erase::{on, prelude::*},
    mend, messages,
    store::Store,
};

thread_local! {
    /// Whether the list of edits is open, also over the app being mounted anew.
    static IS_OPEN: Cell<bool> = const { Cell::new(false) };
}

/// Says what of the corpus was edited and is not published, and what the link brought along.
#[component]
pub(crate) fn Mending() -> impl IntoView {
    let store = Store::of_page();
    mend::begin(store);
    let link = Memo::new(move |_| store.with(|state| state.edits.clone()));
    Effect::new(move |_| mend::follow(store, link.get()));
    // Where there are edits, what carried them out is here.
    let has_any = mend::now(store).is_some_and(|edits| edits.has_any());
    let mends = mend::here().filter(|_| has_any);
    mends.map_or_else(|| ().into_any(), |mends| mends.banner(store))
}

pub(crate) fn banner(store: Store) -> AnyView {
    let Some(edits) = mend::now(store) else { return ().into_any() };
    let is_open = RwSignal::new(IS_OPEN.get());
    Effect::new(move |_| IS_OPEN.set(is_open.get()));
    let brought = (!edits.link.is_empty()).then(|| brought(store, &edits));
    let refused = (!edits.refused.is_empty()).then(|| refused(&edits));
    let own = (!edits.done.is_empty() || !edits.undone.is_empty()).then(|| own(store, &edits, is_open));
    view! {
        <section class="mend-banner" aria-label=messages::EDITS>{brought}{own}{refused}</section>
        {list::list(store, edits, is_open)}
    }
    .into_any()
}

fn brought(store: Store, edits: &mend::Edits) -> AnyView {
    view! {
        <p>{messages::link_carries(edits.link.len())}</p>
        <p class="mend-actions">
            <button class="button" id="link-edits-out" on:click=on(move |_| mend::leave_link_out(store))>{messages::LEAVE_THEM_OUT}</button>
            <button class="button" id="link-edits-keep" on:click=on(move |_| mend::keep_link(store))>{messages::KEEP_EDITS}</button>
        </p>
    }
    .into_any()
}

fn own(store: Store, edits: &mend::Edits, is_open: RwSignal<bool>) -> AnyView {
    let words = messages::not_published(edits.done.len());
    let unkept = edits.unkept.clone().map(|why| {
        view! { <p role="alert">{messages::edits_not_kept(&why)}</p> }
    });
    let has_done = !edits.done.is_empty();
    view! {
        <p data-testid="unpublished">{words}</p>
        {unkept}
        <p class="mend-actions">
            {has_done.then(|| view! { <button class="button" id="mend-undo" on:click=on(move |_| mend::undo(store))>{messages::UNDO}</button> })}
            {(!edits.undone.is_empty()).then(|| view! {
                <button class="button" id="mend-redo" on:click=on(move |_| mend::redo(store))>{messages::REDO}</button>
            })}
            <button class="button" id="mend-list" aria-haspopup="dialog" on:click=on(move |_| is_open.set(true))>{messages::EDITS_AND_PUBLISHING}</button>
        </p>
    }
    .into_any()
}

/// What could not be understood or done.
fn refused(edits: &mend::Edits) -> AnyView {
    let items = edits.refused.iter().map(|(edit, why)| {
        view! { <li class="chip has-problem"><span class="chip-text" dir="auto">{edit.clone()}</span><span class="chip-problem">{why.clone()}</span></li> }
    });
    view! { <ul class="mend-refused" aria-label=messages::EDITS_REFUSED>{items.collect_view()}</ul> }
        .into_any()
}

/// A field with its label and a button, which does something with what is written there.
fn line(
    id: String,
    label: &'static str,
    value: String,
    button: &'static str,
    names: Option<AnyView>,
    submit: impl Fn(String) + 'static,
) -> AnyView {
    let read = id.clone();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let text = field(&read).trim().to_owned();
        if !text.is_empty() {
            submit(text);
        }
    };
    let list = if names.is_some() { format!("{id}-names") } else { String::new() };
    view! {
        <form class="mend-line" on:submit=on(send)>
            <label for=id.clone()>{label}</label>
            <input id=id type="text" autocomplete="off" dir="auto" list=list value=value/>
            <button class="button">{button}</button>
            {names}
        </form>
    }
    .into_any()
}

/// What is written in a field.
fn field(id: &str) -> String {
    use wasm_bindgen::JsCast;
    let field =
        document().get_element_by_id(id).and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    field.map(|field| field.value()).unwrap_or_default()
}
