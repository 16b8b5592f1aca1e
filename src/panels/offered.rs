//! What is drawn of the search box once it is typed into; behind the door of `words`.

use dossier_index::{Part, PartKind, Suggestions};
use dossier_model::Facet;
use dossier_text::fold;

use super::suggestions::{Choice, Kind, Offer};
use crate::{
    erase::{aria, flag, on, prelude::*},
    focus, messages,
    store::Store,
};

/// The most that is offered of each kind.
const MOST: usize = 4;

/// What may be meant by a text that is still being typed.
pub(crate) fn choices(store: Store, typed: &str) -> Vec<Choice> {
    let pack = store.engine.pack_as_it_comes();
    let Suggestions { range, values, words, titles } = pack.suggest(typed, MOST);
    let chosen = Facet::ALL.map(|facet| store.now().chosen(facet));
    let values = values.into_iter().filter_map(|named| {
        let info = pack.facet_value(named.facet, named.value);
        let is_chosen = chosen[named.facet as usize].iter().any(|id| id.as_str() == info.id);
        let kind = Kind::Value(named.facet, named.value);
        let choice =
            Choice { kind, label: info.label.to_owned(), count: Some(info.total), from: named.range.start };
        (!is_chosen).then_some(choice)
    });
    let last = fold(typed.get(range.clone()).unwrap_or_default());
    let words = words.into_iter().filter(|(word, _)| *word != last);
    let words =
        words.map(|(label, count)| Choice { kind: Kind::Word, label, count: Some(count), from: range.start });
    let titles = titles.into_iter().map(|document| {
        let label = pack.document(document).title.text.clone();
        Choice { kind: Kind::Article(document), label, count: None, from: range.start }
    });
    values.chain(words).chain(titles).collect()
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::Value(..) => messages::FILTER_BY,
        Kind::Word => messages::WORDS,
        Kind::Article(_) => messages::ARTICLES,
    }
}

fn detail(choice: &Choice) -> String {
    let kind = match choice.kind {
        Kind::Value(Facet::Person, _) => messages::PERSON_COUNT,
        Kind::Value(Facet::Organisation, _) => messages::ORGANISATION_COUNT,
        Kind::Value(Facet::Place, _) => messages::PLACE_COUNT,
        Kind::Value(Facet::Source, _) => messages::SOURCE_COUNT,
        Kind::Value(Facet::SaidBy, _) => messages::QUOTED_COUNT,
        Kind::Value(Facet::Tag, _) => messages::TAG_COUNT,
        _ => "",
    };
    choice.count.map(|count| format!("{kind}{count}")).unwrap_or_default()
}

/// The options in groups.
pub(crate) fn offered(offer: Offer) -> AnyView {
    let options = offer.options.get();
    let mut groups = Vec::new();
    let mut start = 0;
    for group in options.chunk_by(|a, b| heading(a.kind) == heading(b.kind)) {
        let name = heading(group[0].kind);
        let items = group.iter().enumerate().map(|(at, choice)| option(offer, start + at, choice.clone()));
        groups.push(
            view! {
                <div role="group" class="suggestion-group" aria-label=name>
                    <div class="suggestion-heading" aria-hidden="true">{name}</div>
                    {items.collect_view()}
                </div>
            }
            .into_any(),
        );
        start += group.len();
    }
    groups.into_any()
}

fn option(offer: Offer, at: usize, choice: Choice) -> AnyView {
    let (label, detail) = (choice.label.clone(), detail(&choice));
    let is_active = move || offer.active.get() == Some(at);
    view! {
        <div
            id=format!("suggestion-{at}")
            class="suggestion"
            role="option"
            class:is-active=flag(is_active)
            aria-selected=aria(is_active)
            on:click=on(move |_| offer.take(&choice))
        >
            <span class="suggestion-label" dir="auto">{label}</span>
            <span class="suggestion-detail">{detail}</span>
        </div>
    }
    .into_any()
}

/// How a query with operators was read, part by part, each removable.
pub(crate) fn read_as(store: Store, parts: Vec<Part>) -> AnyView {
    let query = store.asked.with(|state| state.query.clone());
    let is_plain = |part: &Part| part.kind == PartKind::Word && !part.excluded;
    if parts.iter().all(is_plain) {
        return ().into_any();
    }
    let items = parts.into_iter().map(|part| {
        let words = words_of(&part);
        let rest = match (query.get(..part.range.start), query.get(part.range.end..)) {
            (Some(before), Some(after)) => format!("{} {}", before.trim_end(), after.trim_start()),
            _ => String::new(),
        };
        let label = messages::remove_from_search(&words);
        let remove = move |_| {
            store.edit(|state| state.with_query(rest.trim()));
            focus::focus("search");
        };
        view! {
            <li class="query-part">
                <span>{words}</span>
                <button class="chip-remove" aria-label=label on:click=on(remove)>"×"</button>
            </li>
        }
    });
    view! { <span class="query-read-as">{messages::READ_AS}</span><ul class="query-parts">{items.collect_view()}</ul> }
        .into_any()
}

fn words_of(part: &Part) -> String {
    let words = match part.kind {
        PartKind::Word | PartKind::Condition => part.text.clone(),
        PartKind::Phrase => format!("“{}”", part.text),
        PartKind::Prefix => format!("{}…", part.text),
    };
    if part.excluded { messages::not(&words) } else { words }
}
