//! The view as plain values for [`dossier_out`], and texts as files of the reader's.

use dossier_model::{ByteRange, DocumentIndex, EntityIndex, EntityKind, Facet};
use dossier_out::{Article, Listing, Name, Quote};
use dossier_view::{Id, ViewState};
use leptos::prelude::{GetUntracked, document};
use wasm_bindgen::{JsCast, JsValue};

use crate::{messages, panels::link_to, store::Store, tasks::begin};

/// An article of the corpus; with a passage its link is that of the passage.
pub(crate) fn article(store: Store, document: DocumentIndex, passage: Option<ByteRange>) -> Article {
    let card = store.engine.pack().document(document);
    let link = link_to(store, &ViewState::default().with_open(Id::new(&card.key)).with_passage(passage));
    Article {
        title: card.title.text,
        source: card.source,
        byline: card.byline,
        published: card.published.span,
        url: card.url.filter(|url| url.starts_with("https://") || url.starts_with("http://")),
        link,
        key: card.key,
    }
}

fn found(store: Store) -> Vec<DocumentIndex> {
    store.found.get_untracked().into_iter().map(DocumentIndex).collect()
}

/// All articles of the view.
pub(crate) fn listing(store: Store) -> Listing {
    let articles = found(store).into_iter().map(|document| article(store, document, None)).collect();
    Listing { title: store.words(), link: link_to(store, &store.now()), articles }
}

/// What is quoted in the view.
pub(crate) fn quotes(store: Store) -> Vec<Quote> {
    let pack = store.engine.pack();
    let label = |entity: EntityIndex| {
        let (facet, value) = pack.entity_value(entity);
        pack.facet_value(facet, value).label.to_owned()
    };
    let quotes = found(store).into_iter().flat_map(|document| {
        pack.annotations(document).quotations.into_iter().map(move |quotation| (document, quotation))
    });
    quotes
        .map(|(document, quotation)| Quote {
            speaker: quotation.speaker.map(label),
            words: quotation.range.of(pack.text(document)).to_owned(),
            article: article(store, document, Some(quotation.range)),
        })
        .collect()
}

/// The names in the view, the most mentioned first.
pub(crate) fn names(store: Store) -> Vec<Name> {
    let pack = store.engine.pack();
    let documents = found(store);
    let mut names = Vec::new();
    for kind in EntityKind::ALL {
        let facet = Facet::from(kind);
        let mut counts = vec![(0, 0); pack.facet_len(facet)];
        for (value, times) in documents.iter().flat_map(|document| pack.document_values(*document, facet)) {
            let (articles, mentions) = &mut counts[value as usize];
            *articles += 1;
            *mentions += times;
        }
        for (value, (articles, mentions)) in (0..).zip(counts).filter(|(_, (articles, _))| *articles > 0) {
            let info = pack.facet_value(facet, value);
            let about = Id::new(info.id).map(|id| (kind, id));
            let link = link_to(store, &ViewState::default().with_about(about));
            names.push(Name { label: info.label.to_owned(), kind: kind.key(), articles, mentions, link });
        }
    }
    names.sort_by_key(|name| u32::MAX - name.mentions);
    names
}

/// As [`save`], once all that the text needs of a large corpus is here.
pub(crate) fn save_settled(
    store: Store,
    name: String,
    media_type: &'static str,
    text: impl Fn() -> String + 'static,
) {
    let text: Box<dyn Fn() -> String> = Box::new(text);
    begin(async move {
        match store.engine.settled(text).await {
            Some(text) => save(store, &name, media_type, &text),
            None => store.say(messages::PART_OF_CORPUS_MISSING),
        }
    });
}

/// Gives the reader a text as a file. It never leaves the machine: the browser writes it itself.
pub(crate) fn save(store: Store, name: &str, media_type: &str, text: &str) {
    let said = match try_save(name, media_type, text) {
        Ok(()) => messages::saved_as(name),
        Err(_) => messages::MAY_NOT_SAVE.to_owned(),
    };
    store.say(said);
}

fn try_save(name: &str, media_type: &str, text: &str) -> Result<(), JsValue> {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(&format!("{media_type};charset=utf-8"));
    let parts = js_sys::Array::of1(&text.into());
    give(name, &web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Gives the reader some bytes as a file.
pub(crate) fn give(name: &str, blob: &web_sys::Blob) -> Result<(), JsValue> {
    let address = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser reads the file after the click is over.
    leptos::prelude::set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
    Ok(())
}
