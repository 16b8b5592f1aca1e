use std::rc::Rc;

use dossier_view::{ViewState, edit_words, format_edit};
use js_sys::Promise;

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use super::super::{modal::modal, share};
use crate::{
    engine::Engine,
    erase::{on, prelude::*},
    export,
    mend::{self, Edits},
    messages,
    store::Store,
    tasks::begin,
};

const INPUT: &str = "mend-open";

/// All edits, each to be taken back, and the ways to publish them.
pub(super) fn list(store: Store, edits: Rc<Edits>, is_open: RwSignal<bool>) -> AnyView {
    let dialog = modal(move || is_open.get());
    // The names before any edit are those that edits speak of.
    let names = Engine::new(edits.pristine, "");
    let items = edits.done.iter().enumerate().map(|(number, edit)| {
        let words = edit_words(edit, &names);
        let label = messages::take_back(&words);
        let edit = edit.clone();
        view! {
            <li>
                <span dir="auto">{words}</span>
                <button class="button" id=format!("take-back-{number}") aria-label=label on:click=on(move |_| mend::take_back(store, &edit))>{messages::TAKE_BACK}</button>
            </li>
        }
    });
    let items = items.collect_view();
    let toml = mend::to_toml(&edits);
    let save = move |_| export::save(store, "corpus.toml", "application/toml", &toml);
    let link = {
        let edits = Rc::clone(&edits);
        move |_| {
            let own = edits.done.iter().map(format_edit);
            let all = edits.link.iter().cloned().chain(own).collect();
            let link = share::link_to(store, &ViewState { edits: all, ..store.now() });
            share::copy(store, link, messages::EDITS_LINK_COPIED.to_owned());
        }
    };
    let open = move |_| {
        if let Some(input) = document().get_element_by_id(INPUT) {
            input.unchecked_into::<HtmlInputElement>().click();
        }
    };
    let [before, after] = messages::HOW_TO_PUBLISH;
    view! {
        <dialog class="help mend-edits" node_ref=dialog aria-labelledby="mend-title" on:close=on(move |_| is_open.set(false))>
            <header class="help-head">
                <h2 id="mend-title">{messages::YOUR_EDITS}</h2>
                <button class="button" on:click=on(move |_| is_open.set(false))>{messages::CLOSE}</button>
            </header>
            <p>{before}<code>"corpus.toml"</code>{after}</p>
            <p class="note-actions">
                <button class="button button-primary" id="mend-save" on:click=on(save)>{messages::SAVE_CORPUS_TOML}</button>
                <button class="button" id="mend-link" on:click=on(link)>{messages::COPY_EDITS_LINK}</button>
                <button class="button" on:click=on(open)>{messages::OPEN_CORPUS_TOML}</button>
                <input id=INPUT type="file" accept=".toml" hidden="" aria-label=messages::A_CORPUS_TOML on:change=on(move |event: leptos::ev::Event| read(store, &event))/>
            </p>
            <ol class="mend-list">{items}</ol>
        </dialog>
    }
    .into_any()
}

/// Adds the edits of the file that was chosen.
fn read(store: Store, event: &leptos::ev::Event) {
    let input = event.target().map(|target| target.unchecked_into::<HtmlInputElement>());
    let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
    begin(async move {
        let text: Promise = file.text().unchecked_into();
        let text = wasm_bindgen_futures::JsFuture::from(text).await.ok().and_then(|text| text.as_string());
        let added =
            text.map_or(Err(messages::FILE_UNREADABLE.to_owned()), |text| mend::add_toml(store, &text));
        if let Err(why) = added {
            store.say(why);
        }
    });
}
