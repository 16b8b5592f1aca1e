use dossier_out::{Format, Qr};

use super::{modal::modal, qr, share};
use crate::{
    erase::{on, part, prelude::*, string},
    export,
    store::Store,
};

/// What each format is good for.
fn purpose(format: Format) -> &'static str {
    match format {
        Format::Csv => "a table for Excel and other spreadsheets",
        Format::Json => "for programs",
        Format::Markdown => "a list of links for notes",
        Format::CslJson => "citations for Zotero and pandoc",
        Format::Bibtex => "citations for LaTeX",
        Format::Ris => "citations for EndNote, Zotero and Mendeley",
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
                <h2 id="export-title">"Export"</h2>
                <button class="button" on:click=on(move |_| store.export.set(false))>"Close"</button>
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
        export::save(store, "names.csv", "text/csv", &dossier_out::names(&export::names(store)));
    };
    view! {
        // The page below is out of reach while this is open, and so is its own line for what was done.
        <p class="export-said" role="status">{string(move || store.notice.get())}</p>
        <p class="export-view">{string(move || store.words())}</p>
        <h3>"The articles"</h3>
        <ul class="export-files">
            {formats.into_iter().collect_view()}
            {file("export-print".to_owned(), "Print", "the open article, else the list, with its link", print)}
        </ul>
        <h3>"What is in them"</h3>
        <ul class="export-files">
            {file("export-quotes".to_owned(), "Quotes", "who says what, as CSV", quotes)}
            {file("export-names".to_owned(), "Names", "people, organisations and places, as CSV", names)}
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
        move |_: leptos::ev::MouseEvent| share::copy(store, code.clone(), "Code copied".to_owned())
    };
    view! {
        <h3>"In another page"</h3>
        <pre class="export-code" id="embed-code">{code}</pre>
        <button class="button" id="embed-copy" on:click=on(copy)>"Copy the code"</button>
    }
    .into_any()
}

/// The link for a camera.
fn code(store: Store) -> AnyView {
    let Some(code) = Qr::of(&share::page_link(store)) else {
        return view! { <h3>"QR code"</h3><p>"The link of this view is too long for a QR code."</p> }
            .into_any();
    };
    let drawn = qr::draw(&code);
    let save = move |_: leptos::ev::MouseEvent| export::save(store, "link.svg", "image/svg+xml", &code.svg());
    view! {
        <h3>"QR code"</h3>
        {drawn}
        <button class="button" id="export-qr" on:click=on(save)>"Save as SVG"</button>
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
