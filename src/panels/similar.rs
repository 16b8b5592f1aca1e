use dossier_model::DocumentIndex;
use dossier_view::{Id, date_words};

use super::from_line::from_line;
use crate::{
    erase::{on, part, prelude::*, string},
    messages,
    store::Store,
};

/// How many articles are named, and how many of the names that both mention.
const ARTICLES: usize = 5;
const NAMES: usize = 4;

/// The articles that mention the same names, below an article. Of a corpus in chunks they are looked up when it is unfolded,
/// for each has a chunk of its own.
#[component]
pub(super) fn SimilarArticles(document: DocumentIndex) -> impl IntoView {
    let store = Store::of_page();
    let similar = store.engine.pack().similar(document, ARTICLES);
    if similar.is_empty() {
        return ().into_any();
    }
    let is_open = RwSignal::new(store.engine.pack().is_whole());
    let rows = move || {
        if !is_open.get() {
            return ().into_any();
        }
        let pack = store.engine.pack_as_it_comes();
        let row = |similar: &dossier_index::Similar| {
            let card = pack.document(similar.document);
            let id = Id::new(&card.key);
            let href = move || store.href(|state| state.with_open(id.clone()));
            let names = similar.shared.iter().take(NAMES);
            let names: Vec<_> = names.map(|(facet, value)| pack.facet_value(*facet, *value).label).collect();
            view! {
                <li>
                    <a dir="auto" href=string(href)>{card.title.text}</a>
                    {from_line(card.source.as_deref(), date_words(&card.published.span))}
                    <span class="quote-from">{messages::BOTH_MENTION}<bdi>{names.join(", ")}</bdi></span>
                </li>
            }
        };
        similar.iter().map(row).collect_view().into_any()
    };
    view! {
        <details class="similar" prop:open=is_open.get_untracked() on:toggle=on(move |_| is_open.set(true))>
            <summary><h3>{messages::SIMILAR_ARTICLES}</h3></summary>
            <ul>{part(rows)}</ul>
        </details>
    }
    .into_any()
}
