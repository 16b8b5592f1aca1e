use dossier_index::DocumentCard;
use dossier_model::{DocumentField, DocumentIndex, Edit, STARRED};

use super::line;
use crate::{
    erase::{aria, on, part, prelude::*},
    mend, messages,
    store::Store,
};

/// The button that opens the form.
const OPENER: &str = "article-mend";

/// An article's star and tags, and what can be set of it.
pub(in crate::panels) fn article_marks(store: Store, document: DocumentIndex) -> AnyView {
    let card = store.engine.pack().document(document);
    let is_open = RwSignal::new(false);
    let is_starred = card.tags.iter().any(|tag| tag == STARRED);
    let (key, text) = (card.key.clone(), if is_starred { messages::STARRED } else { messages::STAR });
    let star = {
        let key = key.clone();
        move |_| toggle(store, document, &key, STARRED, is_starred)
    };
    let tags = card.tags.iter().filter(|tag| *tag != STARRED).map(|tag| {
        let (own, key, tag) = (mend::is_tagged(store, document, tag), key.clone(), tag.clone());
        let label = messages::remove_tag(&tag);
        let words = tag.clone();
        let remove = own.then(|| {
            let remove = move |_| toggle(store, document, &key, &tag, true);
            view! { <button class="chip-remove" aria-label=label on:click=on(remove)>"×"</button> }
        });
        view! { <li class="chip"><span class="chip-text" dir="auto">{words}</span>{remove}</li> }
    });
    let tags = tags.collect_view();
    let form = mend::form(store, is_open, move |mends| mends.article_form(store, document));
    view! {
        <div class="article-marks">
            <button class="button" id="article-star" aria-pressed=is_starred.to_string() on:click=on(star)>{text}</button>
            <button class="button" id=OPENER aria-expanded=aria(move || is_open.get())
                on:click=on(move |_| is_open.update(|is_open| *is_open = !*is_open))>{messages::MEND_THIS_ARTICLE}</button>
            <ul class="chips" aria-label=messages::TAGS>{tags}</ul>
            {part(form)}
        </div>
    }
    .into_any()
}

/// What can be set of an article.
pub(crate) fn article_form(store: Store, document: DocumentIndex) -> AnyView {
    let DocumentCard { key, source, .. } = store.engine.pack().document(document);
    let set = |field: DocumentField, said: &'static str| {
        let key = key.clone();
        move |text: String| mend::add_at(store, OPENER, Edit::Set(key.clone(), field, text), said)
    };
    let tag = {
        let key = key.clone();
        move |tag: String| mend::add_at(store, OPENER, Edit::Tag(key.clone(), tag), messages::TAGGED)
    };
    view! {
        <div class="mend-form" role="group" aria-label=messages::MEND_THIS_ARTICLE>
            {line("article-date".into(), messages::PUBLISHED_FIELD, String::new(), messages::SET_DATE, None, set(DocumentField::Published, messages::DATE_SET))}
            {line("article-source".into(), messages::SOURCE, source.unwrap_or_default(), messages::SET_SOURCE, None, set(DocumentField::Source, messages::SOURCE_SET))}
            {line("article-tag".into(), messages::TAG, String::new(), messages::ADD_TAG, None, tag)}
        </div>
    }
    .into_any()
}

/// Marks an article or takes the mark back. One that was published is not the reader's to take back.
fn toggle(store: Store, document: DocumentIndex, key: &str, tag: &str, is_on: bool) {
    let edit = Edit::Tag(key.to_owned(), tag.to_owned());
    match (is_on, mend::is_tagged(store, document, tag)) {
        (false, _) => {
            mend::add(store, edit, if tag == STARRED { messages::WAS_STARRED } else { messages::TAGGED })
        }
        (true, true) => mend::take_back(store, &edit),
        (true, false) => store.say(messages::PUBLISHED_MARK),
    }
}
