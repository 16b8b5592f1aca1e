use dossier_index::{AlignedPassage, Alignment, Comparison, Row};
use dossier_model::{Block, DocumentIndex};
use dossier_view::{Id, date_words};

use super::{from_line::from_line, marked::marked, nothing_found::NothingFound};
use crate::{
    erase::{flag, on, part, prelude::*, shown, string},
    messages,
    store::Store,
};

/// How many articles can be compared at once: each with each, and side by side.
const MOST: usize = 4;
const LETTERS: [&str; MOST] = ["A", "B", "C", "D"];
/// How many articles are offered, and how many passages that only one has are listed before 'more'.
const OFFERED: usize = 200;
const PASSAGES: usize = 20;
/// Among how many articles the one most like another is looked for.
const LOOKED_AT: usize = 12;

/// Two to four articles side by side: what several say in nearly the same words, and what only one of them says.
#[component]
pub(crate) fn Compare() -> impl IntoView {
    let store = Store::of_page();
    let chosen = Memo::new(move |_| chosen(store));
    let content = move || match chosen.get() {
        chosen if chosen.len() < 2 => ().into_any(),
        chosen => compared(store, &chosen),
    };
    let is_nothing = move || chosen.with(|chosen| chosen.len() < 2);
    let choices = move || {
        let count = chosen.with(Vec::len);
        let choices = (0..count).map(|side| choice(store, chosen, side)).collect_view();
        view! { <div class=format!("compare-choice columns-{count}")>{choices}</div> }.into_any()
    };
    let another = move || another(store, &chosen.get());
    let add = move |_| {
        let Some(another) = untrack_another(store, chosen) else { return };
        let mut all = chosen.get_untracked();
        all.push(another);
        compare_these(store, &all);
    };
    view! {
        <h2 class="visually-hidden">{messages::COMPARE}</h2>
        {shown(is_nothing, move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">{messages::BUT_ONE_ARTICLE}</p> }.into_any(),
        })}
        {shown(move || !is_nothing(), move || view! {
            {part(choices)}
            {shown(move || another().is_some(), move || view! {
                <button class="button compare-add" id="compare-add" on:click=on(add)>{messages::ADD_AN_ARTICLE}</button>
            }.into_any())}
        }.into_any())}
        {part(content)}
    }
}

/// The articles that the link names; where they are fewer than two, the first of the view and the one most like it.
fn chosen(store: Store) -> Vec<DocumentIndex> {
    let pack = store.engine.pack_as_it_comes();
    let named = store.with(|state| state.compare.clone());
    let named = named.iter().filter_map(|key| pack.document_by_key(key.as_str()));
    let mut chosen: Vec<DocumentIndex> = named.take(MOST).collect();
    let found: Vec<DocumentIndex> =
        store.found.with(|found| found.iter().take(LOOKED_AT).map(|at| DocumentIndex(*at)).collect());
    if chosen.is_empty() {
        chosen.extend(found.first());
    }
    if let [one] = chosen[..] {
        let others = found.iter().copied().filter(|at| *at != one);
        chosen.extend(others.rev().max_by_key(|other| likeness(store, one, *other)));
    }
    chosen
}

/// The first article of the view that is not compared yet, where there is room for one.
fn another(store: Store, chosen: &[DocumentIndex]) -> Option<DocumentIndex> {
    let is_new = |at: &DocumentIndex| !chosen.contains(at);
    let found = store.found.get();
    found.into_iter().map(DocumentIndex).find(is_new).filter(|_| chosen.len() < MOST)
}

fn untrack_another(store: Store, chosen: Memo<Vec<DocumentIndex>>) -> Option<DocumentIndex> {
    let chosen = chosen.get_untracked();
    let is_new = |at: &DocumentIndex| !chosen.contains(at);
    store.found.get_untracked().into_iter().map(DocumentIndex).find(is_new)
}

fn compare_these(store: Store, documents: &[DocumentIndex]) {
    let pack = store.engine.pack();
    let keys = documents.iter().filter_map(|document| Id::new(&pack.document(*document).key)).collect();
    store.edit(|state| state.with_compare(keys));
}

/// How much two articles have in common: the same wording tells more than the same subject.
fn likeness(store: Store, one: DocumentIndex, other: DocumentIndex) -> usize {
    let pack = store.engine.pack_as_it_comes();
    let (left, right) = (pack.blocks(one), pack.blocks(other));
    let comparison = Comparison::of((pack.text(one), &left), (pack.text(other), &right));
    comparison.pairs(true).count() * 5 + comparison.pairs(false).count()
}

/// Chooses one of the articles, of those in the view.
fn choice(store: Store, chosen: Memo<Vec<DocumentIndex>>, side: usize) -> AnyView {
    let pack = store.engine.pack();
    let of = move || chosen.with(|chosen| chosen.get(side).copied());
    let choose = move |event| {
        let Some(document) = pack.document_by_key(&event_target_value(&event)) else { return };
        let mut all = chosen.get_untracked();
        if let Some(place) = all.get_mut(side) {
            *place = document;
            compare_these(store, &all);
        }
    };
    let remove = move |_| {
        let mut all = chosen.get_untracked();
        if side < all.len() {
            all.remove(side);
            compare_these(store, &all);
        }
    };
    let options = move || {
        let now = of();
        let mut offered: Vec<u32> = store.found.with(|found| found.iter().take(OFFERED).copied().collect());
        offered.extend(now.map(|now| now.0).filter(|now| !offered.contains(now)));
        let option = |at: u32| {
            let card = pack.document(DocumentIndex(at));
            let is_chosen = move || of() == Some(DocumentIndex(at));
            view! { <option value=card.key selected=flag(is_chosen)>{card.title.text}</option> }
        };
        offered.into_iter().map(option).collect_view().into_any()
    };
    let head = move || of().map_or_else(|| ().into_any(), |document| heading(store, document));
    let letter = LETTERS.get(side).copied().unwrap_or_default();
    let removable = move || chosen.with(|chosen| chosen.len() > 2);
    view! {
        <div class="compare-article">
            <div class="compare-pick">
                <span class="compare-letter" aria-hidden="true">{letter}</span>
                <select id=format!("compare-{side}") aria-label=messages::article_letter(letter) on:change=on(choose)>{part(options)}</select>
                {shown(removable, move || view! {
                    <button class="button compare-remove" aria-label=messages::leave_article_out(letter) on:click=on(remove)>"×"</button>
                }.into_any())}
            </div>
            {part(head)}
        </div>
    }
    .into_any()
}

fn heading(store: Store, document: DocumentIndex) -> AnyView {
    let card = store.engine.pack().document(document);
    let id = Id::new(&card.key);
    let href = move || store.href(|state| state.with_open(id.clone()));
    view! {
        <h3><a dir="auto" href=string(href)>{card.title.text}</a></h3>
        {from_line(card.source.as_deref(), date_words(&card.published.span))}
    }
    .into_any()
}

fn compared(store: Store, chosen: &[DocumentIndex]) -> AnyView {
    let is_twice = |(at, document): (usize, &DocumentIndex)| chosen[..at].contains(document);
    if chosen.iter().enumerate().any(is_twice) {
        return view! { <p class="panel-empty">{messages::ONE_ARTICLE_TWICE}</p> }.into_any();
    }
    let pack = store.engine.pack_as_it_comes();
    let blocks: Vec<Vec<Block>> = chosen.iter().map(|document| pack.blocks(*document)).collect();
    let texts: Vec<(&str, &[Block])> =
        chosen.iter().zip(&blocks).map(|(document, blocks)| (pack.text(*document), &blocks[..])).collect();
    let alignment = Alignment::of(&texts);
    let kind = |same_wording: bool| {
        let rows: Vec<&Row> = alignment.rows.iter().filter(|row| row.same_wording == same_wording).collect();
        let words = messages::same_passages(rows.len(), same_wording, chosen.len());
        let rows = rows.into_iter().map(|row| self::row(store, chosen, &alignment, row)).collect_view();
        view! { <section class="compare-both"><h3>{words}</h3><ol>{rows}</ol></section> }
    };
    let only = chosen.iter().zip(&alignment.passages).enumerate();
    let only =
        only.map(|(side, (document, passages))| only_in(store, side, *document, passages)).collect_view();
    view! {
        {kind(true)}
        {kind(false)}
        <div class=format!("compare-rest columns-{}", chosen.len())>{only}</div>
    }
    .into_any()
}

/// What several say, a column for each article.
fn row(store: Store, chosen: &[DocumentIndex], alignment: &Alignment, row: &Row) -> AnyView {
    let cells = row.cells.iter().zip(chosen).enumerate().map(|(side, (cell, document))| {
        let passages = cell.iter().filter_map(|number| alignment.passages.get(side)?.get(*number));
        let passages = passages.map(|found| view! { <p>{passage(store, *document, found)}</p> }).collect_view();
        let letter = LETTERS.get(side).copied().unwrap_or_default();
        if cell.is_empty() {
            return view! { <div class="compare-none"><span class="visually-hidden">{messages::article_does_not_say_it(letter)}</span></div> }.into_any();
        }
        view! { <div><span class="compare-letter in-row">{letter}</span>{passages}</div> }.into_any()
    });
    view! { <li class=format!("compare-pair columns-{}", chosen.len())>{cells.collect_view()}</li> }
        .into_any()
}

/// What only one of them says.
fn only_in(store: Store, side: usize, document: DocumentIndex, passages: &[AlignedPassage]) -> AnyView {
    let title = store.engine.pack().document(document).title.text;
    let passages: Vec<AlignedPassage> =
        passages.iter().filter(|passage| passage.row.is_none()).cloned().collect();
    let count = passages.len();
    let limit = RwSignal::new(PASSAGES);
    let items = move || {
        let items = passages.iter().take(limit.get());
        items
            .map(|passage| view! { <li>{self::passage(store, document, passage)}</li> })
            .collect_view()
            .into_any()
    };
    let words = messages::passages_only_in(count);
    view! {
        <section class="compare-only">
            <h3><span class="compare-letter" aria-hidden="true">{LETTERS.get(side).copied()}</span>{words}" “"<bdi>{title}</bdi>"”"</h3>
            <ol>{part(items)}</ol>
            {shown(move || limit.get() < count, move || view! {
                <button class="button button-quiet" on:click=on(move |_| limit.set(usize::MAX))>
                    {messages::more(count - PASSAGES)}
                </button>
            }.into_any())}
        </section>
    }
    .into_any()
}

/// A passage, as a link to where it stands, with the words that others have too marked.
fn passage(store: Store, document: DocumentIndex, passage: &AlignedPassage) -> AnyView {
    let pack = store.engine.pack();
    let range = passage.range;
    let id = Id::new(&pack.document(document).key);
    let href = move || store.href(|state| state.with_open(id.clone()).with_passage(Some(range)));
    let start = range.start as usize;
    let marks: Vec<_> = passage
        .shared
        .iter()
        .map(|shared| shared.start as usize - start..shared.end as usize - start)
        .collect();
    view! { <a class="compare-passage" dir="auto" href=string(href)>{marked(range.of(pack.text(document)), &marks)}</a> }
        .into_any()
}
