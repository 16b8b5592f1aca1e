use dossier_model::{DocumentIndex, EntityKind, Facet};
use dossier_view::{date_words, grouped};

use super::{about::about_link, more::show_more, nothing_found::NothingFound, picking::pick};
use crate::{
    engine::most_first,
    erase::{on, part, prelude::*, shown, string},
    messages,
    store::Store,
};

/// How many rows are listed before 'more'.
const ROWS: usize = 100;

/// What the rows are sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Name,
    Articles,
    Mentions,
    First,
    Last,
}

/// The names in the results as a table.
#[component]
pub(crate) fn EntityTable() -> impl IntoView {
    let store = Store::of_page();
    let column = RwSignal::new(Column::Mentions);
    let limit = RwSignal::new(ROWS);
    // Facets of entities come first and in the order of their table, so that a place in these lists is an entity.
    let articles = Memo::new(move |_| {
        EntityKind::ALL.into_iter().flat_map(|kind| store.facet_counts(kind.into())).collect::<Vec<u32>>()
    });
    let mentions = Memo::new(move |_| {
        let pack = store.engine.pack_with_values();
        let mut counts = vec![0; pack.entity_count()];
        for document in store.found.get().into_iter().map(DocumentIndex) {
            for facet in EntityKind::ALL.map(Facet::from) {
                for (value, times) in pack.document_values(document, facet) {
                    if let Some(entity) = pack.value_entity(facet, value) {
                        counts[entity.0 as usize] += times;
                    }
                }
            }
        }
        counts
    });
    // For each entity the articles that mention it first and last, as far as they are dated.
    let ends = Memo::new(move |_| ends(store));
    let order = Memo::new(move |_| {
        let mut rows: Vec<u32> = articles
            .with(|counts| (0..).zip(counts).filter(|(_, count)| **count > 0).map(|(at, _)| at).collect());
        match column.get() {
            Column::Articles => articles.with(|counts| most_first(&mut rows, counts)),
            Column::Mentions => mentions.with(|counts| most_first(&mut rows, counts)),
            Column::First | Column::Last => {
                let is_first = column.get() == Column::First;
                // What has no date comes last either way.
                let rank = |end: &Option<(End, End)>| match end {
                    Some(((first, _), _)) if is_first => u32::MAX - above_zero(*first),
                    Some((_, (last, _))) => above_zero(*last),
                    None => 0,
                };
                let ranks: Vec<u32> = ends.with(|ends| ends.iter().map(rank).collect());
                most_first(&mut rows, &ranks);
            }
            Column::Name => {
                let pack = store.engine.pack();
                let name = |at: &u32| {
                    let (facet, value) = pack.entity_value(dossier_model::EntityIndex(*at));
                    dossier_text::fold(pack.facet_value(facet, value).label)
                };
                let mut keyed: Vec<(String, u32)> = rows.iter().map(|at| (name(at), *at)).collect();
                keyed.sort();
                rows = keyed.into_iter().map(|(_, at)| at).collect();
            }
        }
        rows
    });
    let rows = move || {
        let rows = order.with(|order| order.iter().take(limit.get()).copied().collect::<Vec<_>>());
        let count = |counts: Memo<Vec<u32>>, at: u32| {
            counts.with(|counts| counts.get(at as usize).copied().unwrap_or(0))
        };
        rows.into_iter()
            .map(|at| {
                let ends = ends.with(|ends| ends.get(at as usize).copied().flatten());
                row(store, at, count(articles, at), count(mentions, at), ends)
            })
            .collect_view()
            .into_any()
    };
    let head = move |which: Column, words: &'static str| {
        let sorted = move || {
            if column.get() != which {
                "none"
            } else if matches!(which, Column::Name | Column::First) {
                "ascending"
            } else {
                "descending"
            }
            .to_owned()
        };
        view! {
            <th scope="col" aria-sort=string(sorted)>
                <button class="table-sort" on:click=on(move |_| column.set(which))>{words}</button>
            </th>
        }
    };
    let is_empty = move || order.with(Vec::is_empty);
    let has_more = move || order.with(|order| order.len() > limit.get());
    view! {
        <h2 class="visually-hidden">{messages::NAMES}</h2>
        {shown(is_empty, move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">{messages::NO_NAMES}</p> }.into_any(),
        })}
        {shown(move || !is_empty(), move || view! {
            <table class="entity-table">
                <thead>
                    <tr>
                        {head(Column::Name, messages::NAME)}
                        <th scope="col">{messages::KIND}</th>
                        {head(Column::Articles, messages::ARTICLES)}
                        {head(Column::Mentions, messages::MENTIONS)}
                        {head(Column::First, messages::FIRST)}
                        {head(Column::Last, messages::LAST)}
                    </tr>
                </thead>
                <tbody>{part(rows)}</tbody>
            </table>
        }.into_any())}
        {show_more(limit, ROWS, has_more)}
    }
}

/// The number of the day that an article is sorted by, and the article.
type End = (i32, u32);

/// A day's number as one that is larger for later days.
fn above_zero(day: i32) -> u32 {
    day.cast_unsigned() ^ 1 << 31
}

/// For each entity the first and the last of the view's articles that mention it.
fn ends(store: Store) -> Vec<Option<(End, End)>> {
    let pack = store.engine.pack_with_values();
    let mut ends: Vec<Option<(End, End)>> = vec![None; pack.entity_count()];
    for document in store.found.get() {
        let Some(day) = pack.published_span(DocumentIndex(document)).sort_day() else { continue };
        let here = (day.number(), document);
        for facet in EntityKind::ALL.map(Facet::from) {
            for (value, _) in pack.document_values(DocumentIndex(document), facet) {
                let end = pack.value_entity(facet, value).and_then(|entity| ends.get_mut(entity.0 as usize));
                if let Some(end) = end {
                    let (first, last) = end.unwrap_or((here, here));
                    *end = Some((first.min(here), last.max(here)));
                }
            }
        }
    }
    ends
}

fn row(store: Store, at: u32, articles: u32, mentions: u32, ends: Option<(End, End)>) -> AnyView {
    let entity = dossier_model::EntityIndex(at);
    let pack = store.engine.pack();
    let (facet, value) = pack.entity_value(entity);
    let label = pack.facet_value(facet, value).label.to_owned();
    let href = move || about_link(store, entity);
    let click = move |event: leptos::ev::MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
            pick(store, entity, true);
        }
    };
    let named = store.engine.entity_id(entity);
    let only = move || {
        store.href(|state| {
            named.as_ref().map_or_else(|| state.clone(), |(facet, id)| state.require(*facet, id))
        })
    };
    let when = |(_, document): End| date_words(&pack.published_span(DocumentIndex(document)));
    let kind = match facet {
        Facet::Person => messages::IS_PERSON,
        Facet::Organisation => messages::IS_ORGANISATION,
        _ => messages::IS_PLACE,
    };
    view! {
        <tr>
            <th scope="row"><a class=format!("name name-{}", facet.key()) dir="auto" href=string(href) on:click=on(click)>{label}</a></th>
            <td>{kind}</td>
            <td class="number"><a href=string(only) title=messages::ONLY_MENTIONING>{grouped(articles as usize)}</a></td>
            <td class="number">{grouped(mentions as usize)}</td>
            <td class="entity-when">{ends.map(|(first, _)| when(first))}</td>
            <td class="entity-when">{ends.map(|(_, last)| when(last))}</td>
        </tr>
    }
    .into_any()
}
