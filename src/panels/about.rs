use dossier_index::{Query, Search, Sort};
use dossier_model::{DocumentIndex, Entity, EntityIndex, EntityKind, Facet};
use dossier_view::{Id, Panel, ViewState};

use super::{
    entity_card::kind_name,
    mending::mend_entity,
    quotes::{quotation, quoting, said_by},
};
use crate::{
    engine::counted,
    erase::{part, prelude::*, string},
    messages,
    store::Store,
};

/// How many articles and quotations are listed, and names of each kind.
const ARTICLES: usize = 50;
const QUOTES: usize = 50;
const NAMES: usize = 8;

/// A link to the page of an entity, tracked.
pub(super) fn about_link(store: Store, entity: EntityIndex) -> String {
    let pack = store.engine.pack();
    let (facet, value) = pack.entity_value(entity);
    let about = facet.entity_kind().zip(Id::new(pack.facet_value(facet, value).id));
    store.href(|state| state.with_about(about))
}

/// All that the corpus knows of one entity, whatever the view is narrowed to: the names it goes by and why, where and
/// when it is mentioned, with whom, and what it said.
#[component]
pub(crate) fn About() -> impl IntoView {
    let store = Store::of_page();
    let about = Memo::new(move |_| store.with(|state| state.about.clone()));
    part(move || about.get().map_or_else(|| ().into_any(), |(kind, id)| page(store, kind, &id)))
}

fn page(store: Store, kind: EntityKind, id: &Id) -> AnyView {
    let pack = store.engine.pack_as_it_comes();
    let facet = Facet::from(kind);
    let back = move || store.href(|state| state.with_about(None));
    let (value, is_known) = store.engine.whole(|pack| pack.facet_value_by_id(facet, id.as_str()));
    let Some(value) = value else {
        if !is_known {
            return ().into_any();
        }
        return view! {
            <section class="about">
                <p>{messages::no_such_name(id.as_str())}</p>
                <a class="button" href=string(back)>{messages::BACK_TO_ARTICLES}</a>
            </section>
        }
        .into_any();
    };
    let index = pack.value_entity(facet, value);
    let entity = index.map_or_else(|| pack.entity(EntityIndex(u32::MAX)), |index| pack.entity(index));
    let query = Query::default();
    let filters = [dossier_index::Filter { facet, values: vec![Some(value)], negated: false }];
    let search = Search { filters: &filters, sort: Sort::Newest, limit: usize::MAX, ..Search::new(&query) };
    let found = pack.browse(&search);
    let documents: Vec<DocumentIndex> = found.hits.iter().map(|hit| hit.document).collect();
    let counts =
        |other: Facet| found.facets.as_ref().map(|facets| facets.counts(other).to_vec()).unwrap_or_default();
    let filter = {
        let id = id.clone();
        move || store.href(|state| state.with_about(None).require(facet, &id))
    };
    let exclude = {
        let id = id.clone();
        move || store.href(|state| state.with_about(None).exclude(facet, &id))
    };
    view! {
        <section class="about" aria-labelledby="about-title">
            <p class="note-kind">{kind_name(kind)}</p>
            <h2 id="about-title" dir="auto">{entity.label.clone()}</h2>
            <p>{messages::in_articles(found.total, pack.len())}</p>
            {entity.note.clone().map(|note| view! { <p class="about-note" dir="auto">{note}</p> })}
            {edited(&entity)}
            <p class="note-actions">
                <a class="button" href=string(filter)>{messages::ONLY_WITH_IT}</a>
                <a class="button" href=string(exclude)>{messages::ONLY_WITHOUT_IT}</a>
                <a class="button" href=string(back)>{messages::CLOSE}</a>
            </p>
            {index.map(|index| mend_entity(store, index, "about"))}
            {names(&entity)}
            {said(store, index, &documents)}
            {mentioned(store, facet, value, &documents)}
            {with_whom(store, facet, value, &counts)}
        </section>
    }
    .into_any()
}

/// What a person changed, in words.
pub(super) fn edited(entity: &Entity) -> AnyView {
    if entity.edits.is_empty() {
        return ().into_any();
    }
    let words = entity.edits.join("; ");
    view! { <p class="edited"><span class="edited-mark">{messages::EDITED}</span>" "{words}</p> }.into_any()
}

/// The names it goes by and why.
fn names(entity: &Entity) -> AnyView {
    let rows = entity.aliases.iter().map(|alias| {
        let because = if alias.reason.is_empty() { String::new() } else { messages::because(&alias.reason) };
        view! {
            <li><span dir="auto">{alias.text.clone()}</span>" "<span class="overview-count">{alias.count}</span>" "<span class="reason">{because}</span></li>
        }
    });
    view! { <section><h3>{messages::GOES_BY}</h3><ul class="about-names">{rows.collect_view()}</ul></section> }
        .into_any()
}

/// What it said.
fn said(store: Store, entity: Option<EntityIndex>, documents: &[DocumentIndex]) -> AnyView {
    let pack = store.engine.pack();
    let Some(value) = entity.and_then(|entity| pack.speaker_value(Some(entity))) else {
        return ().into_any();
    };
    let all: Vec<_> = quoting(pack, documents.iter().copied(), value).collect();
    // Each of these has at least one; of a corpus in chunks no others need to come.
    let looked_into = if pack.is_whole() { all.len() } else { all.len().min(QUOTES) };
    let mut quotes = said_by(pack, all.iter().copied().take(looked_into), value);
    let shown: Vec<_> =
        quotes.by_ref().take(QUOTES).map(|(document, quote)| quotation(store, document, quote)).collect();
    let has_more = quotes.next().is_some() || looked_into < all.len();
    if all.is_empty() {
        return ().into_any();
    }
    let id = store.engine.id(Facet::SaidBy, value);
    let href = move || {
        let said_by = |state: &ViewState| id.as_ref().map(|id| state.only(Facet::SaidBy, id));
        store.href(|_| said_by(&ViewState::default()).unwrap_or_default().with_panel(Panel::Quotes))
    };
    view! {
        <section>
            <h3>{messages::SAID}</h3>
            <ul class="quotes">{shown.into_iter().collect_view()}</ul>
            {has_more.then(|| view! { <p><a href=string(href)>{messages::ALL_IT_SAID}</a></p> })}
        </section>
    }
    .into_any()
}

/// The articles that mention it, newest first, each with a link to the first mention.
fn mentioned(store: Store, facet: Facet, value: u32, documents: &[DocumentIndex]) -> AnyView {
    let pack = store.engine.pack();
    let entity = pack.value_entity(facet, value);
    let rows = documents.iter().take(ARTICLES).map(|document| {
        let card = pack.document(*document);
        let mentions = pack.annotations(*document).mentions;
        let mut own = mentions.iter().filter(|mention| Some(mention.entity) == entity);
        let first = own.next().map(|mention| mention.range);
        let times = own.count() + usize::from(first.is_some());
        let id = Id::new(&card.key);
        let href = move || store.href(|state| state.with_open(id.clone()).with_passage(first));
        let times = messages::times(times);
        view! {
            <li>
                <a dir="auto" href=string(href)>{card.title.text}</a>
                <span class="quote-from">{dossier_view::date_words(&card.published.span)}" · "{times}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    let left = documents.len().saturating_sub(ARTICLES);
    let id = store.engine.id(facet, value);
    let all = move || {
        store.href(|_| id.as_ref().map_or_else(ViewState::default, |id| ViewState::default().only(facet, id)))
    };
    view! {
        <section>
            <h3>{messages::MENTIONED_IN}</h3>
            <ul class="about-articles">{rows}</ul>
            {(left > 0).then(|| view! { <p><a href=string(all)>{messages::and_more(left)}</a></p> })}
        </section>
    }
    .into_any()
}

/// Who and what is mentioned in the same articles.
fn with_whom(store: Store, facet: Facet, value: u32, counts: &dyn Fn(Facet) -> Vec<u32>) -> AnyView {
    let pack = store.engine.pack();
    let lists = EntityKind::ALL.map(Facet::from).map(|other| {
        let counts = counts(other);
        let values = counted(&counts).into_iter().filter(|at| other != facet || *at != value);
        let links = values.take(NAMES).filter_map(|at| {
            let entity = pack.value_entity(other, at)?;
            let href = move || about_link(store, entity);
            let label = pack.facet_value(other, at).label.to_owned();
            Some(view! {
                <li>
                    <a class=format!("name name-{}", other.key()) dir="auto" href=string(href)>{label}</a>" "
                    <span class="overview-count">{counts[at as usize]}</span>
                </li>
            })
        });
        view! { <ul>{links.collect_view()}</ul> }
    });
    view! { <section><h3>{messages::IN_THE_SAME_ARTICLES}</h3><div class="overview-names">{lists.into_iter().collect_view()}</div></section> }.into_any()
}
