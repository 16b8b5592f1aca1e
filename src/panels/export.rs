use dossier_out::{Format, Qr};

use super::{modal::modal, qr, share};
use crate::{
    erase::{on, part, prelude::*, string},
    export, messages,
    store::Store,
};

/// What each format is good for.
fn purpose(format: Format) -> &'static str {
    match format {
        Format::Csv => messages::FOR_CSV,
        Format::Json => messages::FOR_JSON,
        Format::Markdown => messages::FOR_MARKDOWN,
        Format::CslJson => messages::FOR_CSL_JSON,
        Format::Bibtex => messages::FOR_BIBTEX,
        Format::Ris => messages::FOR_RIS,
    }
}

/// The view as files and links to take along.
#[component]
pub(crate) fn ExportDialog() -> impl IntoView {
    let store = Store::of_page();
    let dialog = modal(move || store.export.get());
    let close = move |_| store.export.set(false);
    view! {
        <dialog class="help export" node_ref=dialog aria-labelledby="export-title" on:close=on(close)>
            <header class="help-head">
                <h2 id="export-title">{messages::EXPORT}</h2>
                <button class="button" on:click=on(move |_| store.export.set(false))>{messages::CLOSE}</button>
            </header>
            {part(move || if store.export.get() { content(store) } else { ().into_any() })}
        </dialog>
        // Below what is printed: where it is from.
        <p class="print-link" dir="ltr">{string(move || store.with(share::plain_link))}</p>
    }
}

fn content(store: Store) -> AnyView {
    let formats = Format::ALL.map(|format| {
        let save = move |_: leptos::ev::MouseEvent| {
            let name = format!("articles.{}", format.ending());
            let ask = move || export::listing(store).write(format);
            export::save_settled(store, name, format.media_type(), ask);
        };
        file(format!("export-{}", format.ending().replace('.', "-")), format.name(), purpose(format), save)
    });
    let quotes = move |_: leptos::ev::MouseEvent| {
        let ask = move || dossier_out::quotes(&export::quotes(store));
        export::save_settled(store, "quotes.csv".to_owned(), "text/csv", ask);
    };
    let print = move |_: leptos::ev::MouseEvent| {
        store.export.set(false);
        // What is printed is what is drawn: the page without this dialog.
        request_animation_frame(|| drop(window().print()));
    };
    let names = move |_: leptos::ev::MouseEvent| {
        let ask = move || dossier_out::names(&export::names(store));
        export::save_settled(store, "names.csv".to_owned(), "text/csv", ask);
    };
    view! {
        // The page below is out of reach while this is open, and so is its own line for what was done.
        <p class="export-said" role="status">{string(move || store.notice.get())}</p>
        <p class="export-view">{string(move || store.words())}</p>
        <h3>{messages::THE_ARTICLES}</h3>
        <ul class="export-files">
            {formats.into_iter().collect_view()}
            {file("export-print".to_owned(), messages::PRINT, messages::FOR_PRINT, print)}
        </ul>
        <h3>{messages::WHAT_IS_IN_THEM}</h3>
        <ul class="export-files">
            {file("export-quotes".to_owned(), messages::QUOTES, messages::FOR_QUOTES, quotes)}
            {file("export-names".to_owned(), messages::NAMES, messages::FOR_NAMES, names)}
        </ul>
        {embedding(store)}
        {code(store)}
    }
    .into_any()
}

/// What is pasted into another page to show this view there.
fn embedding(store: Store) -> AnyView {
    let code = dossier_out::embed(&share::plain_link(&store.now().with_embed(true)), &store.words());
    let copy = {
        let code = code.clone();
        move |_: leptos::ev::MouseEvent| share::copy(store, code.clone(), messages::CODE_COPIED.to_owned())
    };
    view! {
        <h3>{messages::IN_ANOTHER_PAGE}</h3>
        <pre class="export-code" id="embed-code">{code}</pre>
        <button class="button" id="embed-copy" on:click=on(copy)>{messages::COPY_THE_CODE}</button>
    }
    .into_any()
}

/// The link for a camera.
fn code(store: Store) -> AnyView {
    let Some(code) = Qr::of(&share::page_link(store)) else {
        return view! { <h3>{messages::QR_CODE}</h3><p>{messages::LINK_TOO_LONG_FOR_QR}</p> }.into_any();
    };
    let drawn = qr::draw(&code);
    let save = move |_: leptos::ev::MouseEvent| export::save(store, "link.svg", "image/svg+xml", &code.svg());
    view! {
        <h3>{messages::QR_CODE}</h3>
        {drawn}
        <button class="button" id="export-qr" on:click=on(save)>{messages::SAVE_AS_SVG}</button>
    }
    .into_any()
}

fn file(
    id: String,
    name: &'static str,
    purpose: &'static str,
    save: impl FnMut(leptos::ev::MouseEvent) + 'static,
) -> AnyView {
    view! {
        <li>
            <button class="button" id=id.clone() aria-describedby=format!("{id}-purpose") on:click=on(save)>{name}</button>
            <span class="export-purpose" id=format!("{id}-purpose")>{purpose}</span>
        </li>
    }
    .into_any()
}
