use dossier_index::Pack;
use dossier_model::{DocumentIndex, Facet, Quotation};

use super::{about::about_link, from_line::from_line, nothing_found::NothingFound};
use crate::{
    engine::counted,
    erase::{part, prelude::*, shown, string},
    messages,
    store::Store,
};

/// How many speakers are listed, and how many words of each, before the reader asks for more.
const SPEAKERS: usize = 20;
const QUOTES: usize = 5;
/// Into how many articles of each speaker is looked at first, and into how many more each time, where they are in chunks.
const ARTICLES: usize = 5;
const FURTHER: usize = 50;

/// Who said what in the results, by speaker, the most quoted first.
#[component]
pub(crate) fn Quotes() -> impl IntoView {
    let store = Store::of_page();
    let limit = RwSignal::new(SPEAKERS);
    let speakers = Memo::new(move |_| {
        let counts = store.facet_counts(Facet::SaidBy);
        let mut speakers = counted(&counts);
        // Who is not known comes last, however often.
        let pack = store.engine.pack();
        let unknown = speakers.iter().position(|value| pack.speaker(*value).is_none());
        if let Some(unknown) = unknown.map(|at| speakers.remove(at)) {
            speakers.push(unknown);
        }
        speakers
    });
    let groups = move || {
        let found = store.found.get();
        let speakers = speakers.get();
        let asked = store.asked.with(|state| state.chosen(Facet::SaidBy));
        // Who is quoted where is in the root and its tail; what comes later is drawn within each group.
        let pack = store.engine.pack_with_values();
        // Where the view asks for somebody's words, those of others in the same articles would be in the way.
        let wanted: Vec<u32> =
            asked.iter().filter_map(|id| pack.facet_value_by_id(Facet::SaidBy, id.as_str())).collect();
        let is_wanted = |value: &u32| wanted.is_empty() || wanted.contains(value);
        let groups = speakers.into_iter().filter(is_wanted).take(limit.get());
        groups.map(|speaker| group(store, &found, speaker)).collect_view().into_any()
    };
    let is_empty = move || speakers.with(Vec::is_empty);
    let has_more = move || speakers.with(|speakers| speakers.len() > limit.get());
    view! {
        <h2 class="visually-hidden">{messages::QUOTES}</h2>
        {shown(is_empty, move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">{messages::NOBODY_QUOTED}</p> }.into_any(),
        })}
        <div class="speakers">{part(groups)}</div>
        {shown(has_more, move || view! {
            <button class="button more" on:click=crate::erase::on(move |_| limit.update(|limit| *limit += SPEAKERS))>
                {messages::MORE_SPEAKERS}
            </button>
        }.into_any())}
    }
}

/// One speaker's words.
fn group(store: Store, found: &[u32], value: u32) -> AnyView {
    let pack = store.engine.pack();
    let entity = pack.speaker(value);
    let label = pack.facet_value(Facet::SaidBy, value).label.to_owned();
    let id = store.engine.id(Facet::SaidBy, value);
    let documents: Vec<DocumentIndex> =
        quoting(pack, found.iter().copied().map(DocumentIndex), value).collect();
    let all = documents.len();
    // Of a corpus in chunks only a few articles at first, for each of them has to come.
    let depth = RwSignal::new(if pack.is_whole() { usize::MAX } else { ARTICLES });
    let quotes = Memo::new(move |_| {
        let pack = store.engine.pack_as_it_comes();
        said_by(pack, documents.iter().copied().take(depth.get()), value).collect::<Vec<_>>()
    });
    let left = move || all.saturating_sub(depth.get());
    let count = move || quotes.with(Vec::len);
    let name = match entity {
        Some(entity) => {
            let href = move || about_link(store, entity);
            view! { <a class="speaker" dir="auto" href=string(href)>{label}</a> }.into_any()
        }
        None => view! { <span class="speaker is-unknown">{label}</span> }.into_any(),
    };
    let only = move || {
        store.href(|state| id.as_ref().map_or_else(|| state.clone(), |id| state.only(Facet::SaidBy, id)))
    };
    let limit = RwSignal::new(QUOTES);
    let items = move || {
        let shown: Vec<_> = quotes.with(|quotes| quotes.iter().take(limit.get()).copied().collect());
        shown.into_iter().map(|(document, quote)| quotation(store, document, quote)).collect_view().into_any()
    };
    let has_more = move || limit.get() < count();
    let words = move || match (left(), count()) {
        (0, count) => messages::quotes(count),
        _ => messages::in_all_articles(all),
    };
    let further = move |_| {
        limit.set(usize::MAX);
        depth.update(|depth| *depth += FURTHER);
    };
    view! {
        <section class="speaker-group">
            <h3>{name}" "<a class="mini" href=string(only)>{string(words)}</a></h3>
            <ul class="quotes">{part(items)}</ul>
            {shown(has_more, move || view! {
                <button class="button button-quiet" on:click=crate::erase::on(move |_| limit.set(usize::MAX))>
                    {string(move || messages::more(count().saturating_sub(QUOTES)))}
                </button>
            }.into_any())}
            {shown(move || left() > 0, move || view! {
                <button class="button button-quiet look-further" on:click=crate::erase::on(further)>
                    {string(move || messages::look_further(left()))}
                </button>
            }.into_any())}
        </section>
    }
    .into_any()
}

/// What a value of the facet of speakers said in some documents.
pub(super) fn said_by(
    pack: &Pack,
    documents: impl Iterator<Item = DocumentIndex>,
    value: u32,
) -> impl Iterator<Item = (DocumentIndex, Quotation)> {
    let speaker = pack.speaker(value);
    quoting(pack, documents, value)
        .flat_map(|document| {
            pack.annotations(document).quotations.into_iter().map(move |quote| (document, quote))
        })
        .filter(move |(_, quote)| quote.speaker == speaker)
}

/// Those of some documents that quote somebody, as the root and its tail know.
pub(super) fn quoting(
    pack: &Pack,
    documents: impl Iterator<Item = DocumentIndex>,
    value: u32,
) -> impl Iterator<Item = DocumentIndex> {
    documents.filter(move |document| {
        pack.document_values(*document, Facet::SaidBy).iter().any(|(other, _)| *other == value)
    })
}

/// One quotation: a link to where it stands.
pub(super) fn quotation(store: Store, document: DocumentIndex, quote: Quotation) -> AnyView {
    let pack = store.engine.pack();
    let card = pack.document(document);
    let words = quote.range.of(pack.text(document)).to_owned();
    let id = dossier_view::Id::new(&card.key);
    let href = move || store.href(|state| state.with_open(id.clone()).with_passage(Some(quote.range)));
    view! {
        <li>
            <a class="quote" dir="auto" href=string(href)>{words}</a>
            {from_line(Some(&card.title.text), dossier_view::date_words(&card.published.span))}
        </li>
    }
    .into_any()
}
