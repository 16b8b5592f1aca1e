use dossier_index::{Hit, Pack};
use dossier_model::{DocumentIndex, Facet, STARRED, TitleOrigin};
use dossier_view::{Id, date_words};

use super::marked::marked;
use crate::{
    engine::most_first,
    erase::{flag, list, on, part, prelude::*, shown, string},
    fresh,
    later::bring_words,
    lead::LEAD,
    store::Store,
};

const ENTITIES: usize = 5;

/// The articles of the view, best first.
#[component]
pub(crate) fn Results() -> impl IntoView {
    let store = Store::of_page();
    let hits =
        move || store.results.with(|results| firsts(store.engine.pack(), &results.hits, store.drawn.get()));
    let left = move || store.results.with(|results| results.total - results.hits.len());
    let has_more = move || left() > 0;
    view! {
        <h2 class="visually-hidden">"Articles"</h2>
        {shown(move || store.results.with(|results| results.total == 0), move || nothing(store))}
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

/// What says why there is nothing comes with what is asked about words.
fn nothing(store: Store) -> AnyView {
    match store.words_here() {
        Some(words) => words.nothing_found(),
        None => {
            bring_words(store);
            ().into_any()
        }
    }
}

/// A hit as a number, for it is drawn anew when it is no longer certain or known to be new.
fn number(hit: &Hit) -> u64 {
    u64::from(hit.document.0) << 3 | fresh::mark(hit.document) << 1 | u64::from(hit.certain)
}

fn card(number: u64) -> AnyView {
    let mark = fresh::WORDS[(number >> 1 & 3) as usize];
    view! { <Card document=DocumentIndex((number >> 3) as u32) mark is_certain={number & 1 == 1}/> }
        .into_any()
}

/// Of hits that are nearly the same the first; so many in all.
fn firsts(pack: &Pack, hits: &[Hit], most: usize) -> Vec<u64> {
    let mut seen = vec![false; pack.len()];
    let is_first = |hit: &&Hit| {
        let first = pack.first_alike(hit.document).0 as usize;
        seen.get_mut(first).is_none_or(|seen| !core::mem::replace(seen, true))
    };
    hits.iter().filter(is_first).take(most).map(number).collect()
}

/// The other hits that are nearly the same as one, folded up below it.
fn twins(store: Store, document: DocumentIndex) -> AnyView {
    let pack = store.engine.pack();
    if !pack.has_alike() {
        return ().into_any();
    }
    let first = pack.first_alike(document);
    let twins = Memo::new(move |_| {
        store.results.with(|results| {
            let alike = |hit: &&Hit| pack.first_alike(hit.document) == first;
            let mut twins: Vec<&Hit> = results.hits.iter().filter(alike).collect();
            // Below the first of them alone.
            twins.retain(|hit| hit.document != document);
            let is_first = results.hits.iter().find(alike).is_none_or(|hit| hit.document == document);
            if is_first { twins.into_iter().map(number).collect() } else { Vec::new() }
        })
    });
    let words = move || format!("and {} nearly the same", twins.with(Vec::len));
    shown(
        move || twins.with(|twins| !twins.is_empty()),
        move || {
            view! {
                <details class="twins">
                    <summary>{string(words)}</summary>
                    <ol>{list(move || twins.get(), card)}</ol>
                </details>
            }
            .into_any()
        },
    )
    .into_any()
}

/// One article: the whole card is its link.
#[component]
fn Card(document: DocumentIndex, mark: &'static str, is_certain: bool) -> impl IntoView {
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
        let hits = store.wanted.with(|wanted| wanted.title_hits(pack, document));
        let marks: Vec<_> = hits.iter().map(|hit| hit.range()).collect();
        marked(&card.title.text, &marks)
    };
    let snippet = move || {
        let snippet = store.wanted.with(|wanted| wanted.snippet(pack, document, LEAD));
        let cut = |cut: bool| if cut { "…" } else { "" };
        let text = marked(&snippet.text, &snippet.marks);
        view! { {cut(snippet.cut_start)}{text}{cut(snippet.cut_end)} }.into_any()
    };
    let mark = (!mark.is_empty()).then(|| mark.to_owned());
    let is_stand_in = card.title.origin == TitleOrigin::FirstSentence;
    view! {
        <li class="hit" class:is-open=flag(is_open)>
            <article>
                <p class="hit-source">
                    {card.source.map(|source| view! { <span class="source">{source.to_owned()}</span> })}
                    <span class="date">{date_words(&card.published.span)}</span>
                    {card.tags.into_iter().chain(mark).map(|tag| {
                        let words = if tag == STARRED { "★ starred".to_owned() } else { tag };
                        view! { <span class="tag" dir="auto">{words}</span> }
                    }).collect_view()}
                    {(!is_certain).then(|| view! { <span class="maybe">"may lie in the range"</span> })}
                </p>
                <h3 class="hit-title" dir="auto" class:is-stand-in=is_stand_in>
                    <a id=format!("hit-{key}") class="hit-link" href=string(href)>{part(title)}</a>
                </h3>
                <p class="hit-snippet" dir="auto">{part(snippet)}</p>
                <TopEntities document/>
            </article>
            {twins(store, document)}
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
