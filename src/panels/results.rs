use dossier_index::Hit;
use dossier_model::{DocumentIndex, Facet, STARRED, TitleOrigin};
use dossier_view::{Id, date_words};

use super::{marked::marked, nothing_found::NothingFound};
use crate::{
    engine::most_first,
    erase::{flag, list, on, part, prelude::*, shown, string},
    store::Store,
};

/// The longest snippet, in characters: two lines on a wide screen, three on a phone.
const SNIPPET: usize = 220;
const ENTITIES: usize = 5;

/// The articles of the view, best first.
#[component]
pub(crate) fn Results() -> impl IntoView {
    let store = Store::of_page();
    // A hit as a number, for it is drawn anew when it is no longer certain.
    let number = |hit: &Hit| u64::from(hit.document.0) << 1 | u64::from(hit.certain);
    let hits = move || store.results.with(|results| results.hits.iter().map(number).collect());
    let card = |number: u64| {
        view! { <Card document=DocumentIndex((number >> 1) as u32) is_certain={number & 1 == 1}/> }.into_any()
    };
    let left = move || store.results.with(|results| results.total - results.hits.len());
    let has_more = move || left() > 0;
    view! {
        <h2 class="visually-hidden">"Articles"</h2>
        {shown(move || store.results.with(|results| results.total == 0), || view! { <NothingFound/> }.into_any())}
        <ol class="hits">
            {list(hits, card)}
        </ol>
        {shown(has_more, move || view! {
            <button id="more" class="button more" on:click=on(move |_| store.show_more())>
                {string(move || format!("Show more ({} left)", left()))}
            </button>
        }.into_any())}
    }
}

/// One article: the whole card is its link.
#[component]
fn Card(document: DocumentIndex, is_certain: bool) -> impl IntoView {
    let store = Store::of_page();
    let pack = store.engine.pack();
    let card = pack.document(document);
    let key = card.key.to_owned();
    let id = Id::new(&key);
    let href = {
        let id = id.clone();
        move || store.href(|state| state.with_open(id.clone()))
    };
    let is_open = move || store.with(|state| state.open == id);
    let title = move || {
        let hits = store.query.with(|query| pack.title_hits(document, query));
        let marks: Vec<_> = hits.iter().map(|hit| hit.range()).collect();
        marked(&card.title.text, &marks)
    };
    let snippet = move || {
        let snippet = store.query.with(|query| pack.snippet(document, query, SNIPPET));
        let cut = |cut: bool| if cut { "…" } else { "" };
        let text = marked(&snippet.text, &snippet.marks);
        view! { {cut(snippet.cut_start)}{text}{cut(snippet.cut_end)} }.into_any()
    };
    let is_stand_in = card.title.origin == TitleOrigin::FirstSentence;
    view! {
        <li class="hit" class:is-open=flag(is_open)>
            <article>
                <p class="hit-source">
                    {card.source.map(|source| view! { <span class="source">{source.to_owned()}</span> })}
                    <span class="date">{date_words(&card.published.span)}</span>
                    {card.tags.into_iter().map(|tag| {
                        let words = if tag == STARRED { "★ starred".to_owned() } else { tag };
                        view! { <span class="tag" dir="auto">{words}</span> }
                    }).collect_view()}
                    {(!is_certain).then(|| view! { <span class="maybe">"may lie in the range"</span> })}
                </p>
                <h3 class="hit-title" class:is-stand-in=is_stand_in>
                    <a id=format!("hit-{key}") class="hit-link" dir="auto" href=string(href)>{part(title)}</a>
                </h3>
                <p class="hit-snippet" dir="auto">{part(snippet)}</p>
                <TopEntities document/>
            </article>
        </li>
    }
    .into_any()
}

/// The names that an article speaks of most.
#[component]
fn TopEntities(document: DocumentIndex) -> impl IntoView {
    let pack = Store::of_page().engine.pack();
    let of = |facet: Facet| {
        let values = pack.document_values(document, facet).into_iter();
        values.map(move |(value, mentions)| (mentions, facet, value))
    };
    let values: Vec<_> =
        Facet::ALL.into_iter().filter(|facet| facet.entity_kind().is_some()).flat_map(of).collect();
    let mentions: Vec<u32> = values.iter().map(|(mentions, ..)| *mentions).collect();
    let mut order: Vec<u32> = (0..).take(values.len()).collect();
    most_first(&mut order, &mentions);
    let names = order.into_iter().take(ENTITIES).filter_map(|place| values.get(place as usize)).map(
        |(_, facet, value)| {
            let label = pack.facet_value(*facet, *value).label.to_owned();
            view! { <li class=format!("name name-{}", facet.key())>{label}</li> }
        },
    );
    view! { <ul class="names" aria-label="Mentions">{names.collect_view()}</ul> }
}
