use dossier_index::{ComparedPassage, Comparison};
use dossier_model::{ByteRange, DocumentIndex};
use dossier_view::{Id, date_words};

use super::{marked::marked, nothing_found::NothingFound};
use crate::{
    erase::{flag, on, part, prelude::*, shown, string},
    store::Store,
};

/// How many articles are offered, and how many passages that only one has are listed before 'more'.
const OFFERED: usize = 200;
const PASSAGES: usize = 20;
/// Among how many articles the one most like another is looked for.
const LOOKED_AT: usize = 12;

type Pair = Option<(DocumentIndex, DocumentIndex)>;

/// Two articles side by side: what both say in nearly the same words, and what only one of them says.
#[component]
pub(crate) fn Compare() -> impl IntoView {
    let store = Store::of_page();
    let pair = Memo::new(move |_| pair(store));
    let content = move || match pair.get() {
        Some((left, right)) => compared(store, left, right),
        None => ().into_any(),
    };
    let is_nothing = move || pair.with(Option::is_none);
    view! {
        <h2 class="visually-hidden">"Compare"</h2>
        {shown(is_nothing, move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">"There is but one article here. Drop a filter to have another to compare it with."</p> }.into_any(),
        })}
        {shown(move || !is_nothing(), move || view! {
            <div class="compare-choice">
                {choice(store, pair, 0)}
                {choice(store, pair, 1)}
            </div>
        }.into_any())}
        {part(content)}
    }
}

/// The articles that the link names, else the first of the view and the one most like it.
fn pair(store: Store) -> Pair {
    let pack = store.engine.pack_as_it_comes();
    let named = store.with(|state| state.compare.clone());
    let mut named = named.iter().map(|key| pack.document_by_key(key.as_str()));
    let (left, right) = (named.next().flatten(), named.next().flatten());
    let found: Vec<DocumentIndex> =
        store.found.with(|found| found.iter().take(LOOKED_AT).map(|at| DocumentIndex(*at)).collect());
    let left = left.or_else(|| found.iter().copied().find(|at| Some(*at) != right))?;
    let others = || found.iter().copied().filter(|at| *at != left);
    let right =
        right.or_else(|| others().rev().max_by_key(|other| likeness(&compare(store, left, *other))))?;
    Some((left, right))
}

/// How much two articles have in common: the same wording tells more than the same subject.
fn likeness(comparison: &Comparison) -> usize {
    comparison.pairs(true).count() * 5 + comparison.pairs(false).count()
}

fn compare(store: Store, left: DocumentIndex, right: DocumentIndex) -> Comparison {
    let pack = store.engine.pack_as_it_comes();
    let (left_blocks, right_blocks) = (pack.blocks(left), pack.blocks(right));
    Comparison::of((pack.text(left), &left_blocks), (pack.text(right), &right_blocks))
}

/// Chooses the one or the other article of those in the view.
fn choice(store: Store, pair: Memo<Pair>, side: usize) -> AnyView {
    let pack = store.engine.pack();
    let of = move |pair: Pair| pair.map(|(left, right)| if side == 0 { left } else { right });
    let key = move |document: DocumentIndex| pack.document(document).key;
    let choose = move |event| {
        let chosen = Id::new(&event_target_value(&event));
        let Some((left, right)) = pair.get_untracked() else { return };
        let (left, right) = (Id::new(&key(left)), Id::new(&key(right)));
        let both = if side == 0 { [chosen, right] } else { [left, chosen] };
        store.edit(|state| state.with_compare(both.into_iter().flatten().collect()));
    };
    let options = move || {
        let now = of(pair.get());
        let mut offered: Vec<u32> = store.found.with(|found| found.iter().take(OFFERED).copied().collect());
        offered.extend(now.map(|now| now.0).filter(|now| !offered.contains(now)));
        let option = |at: u32| {
            let card = pack.document(DocumentIndex(at));
            let is_chosen = move || of(pair.get()) == Some(DocumentIndex(at));
            view! { <option value=card.key selected=flag(is_chosen)>{card.title.text}</option> }
        };
        offered.into_iter().map(option).collect_view().into_any()
    };
    let head = move || match of(pair.get()) {
        Some(document) => heading(store, document),
        None => ().into_any(),
    };
    let label = if side == 0 { "One article" } else { "The other article" };
    view! {
        <div class="compare-article">
            <select id=format!("compare-{side}") aria-label=label on:change=on(choose)>{part(options)}</select>
            {part(head)}
        </div>
    }
    .into_any()
}

fn heading(store: Store, document: DocumentIndex) -> AnyView {
    let card = store.engine.pack().document(document);
    let id = Id::new(&card.key);
    let href = move || store.href(|state| state.with_open(id.clone()));
    let from = [card.source, Some(date_words(&card.published.span))].into_iter().flatten();
    view! {
        <h3><a dir="auto" href=string(href)>{card.title.text}</a></h3>
        <p class="quote-from">{from.collect::<Vec<_>>().join(" · ")}</p>
    }
    .into_any()
}

fn compared(store: Store, left: DocumentIndex, right: DocumentIndex) -> AnyView {
    if left == right {
        return view! { <p class="panel-empty">"This is one article twice. Choose another to compare it with."</p> }
            .into_any();
    }
    let comparison = compare(store, left, right);
    let wording = match comparison.pairs(true).count() {
        0 => "No passage has nearly the same words in both".to_owned(),
        1 => "1 passage has nearly the same words in both".to_owned(),
        count => format!("{count} passages have nearly the same words in both"),
    };
    let subject = match comparison.pairs(false).count() {
        0 => "No passage speaks of the same in other words".to_owned(),
        1 => "1 passage speaks of the same in other words".to_owned(),
        count => format!("{count} passages speak of the same in other words"),
    };
    let both = |same_wording: bool, words: String| {
        let rows = comparison.pairs(same_wording).filter_map(|(a, b)| {
            let a = passage(store, left, comparison.left.get(a)?);
            let b = passage(store, right, comparison.right.get(b)?);
            Some(view! { <li class="compare-pair"><div>{a}</div><div>{b}</div></li> })
        });
        view! { <section class="compare-both"><h3>{words}</h3><ol>{rows.collect_view()}</ol></section> }
    };
    view! {
        {both(true, wording)}
        {both(false, subject)}
        <div class="compare-rest">
            {only(store, left, comparison.left)}
            {only(store, right, comparison.right)}
        </div>
    }
    .into_any()
}

/// What only one of the two says.
fn only(store: Store, document: DocumentIndex, passages: Vec<ComparedPassage>) -> AnyView {
    let title = store.engine.pack().document(document).title.text;
    let passages: Vec<ComparedPassage> =
        passages.into_iter().filter(|passage| passage.twin.is_none()).collect();
    let count = passages.len();
    let limit = RwSignal::new(PASSAGES);
    let items = move || {
        let items = passages.iter().take(limit.get());
        items
            .map(|passage| view! { <li>{self::passage(store, document, passage)}</li> })
            .collect_view()
            .into_any()
    };
    let words = if count == 1 { "1 passage only in".to_owned() } else { format!("{count} passages only in") };
    view! {
        <section class="compare-only">
            <h3>{words}" “"<bdi>{title}</bdi>"”"</h3>
            <ol>{part(items)}</ol>
            {shown(move || limit.get() < count, move || view! {
                <button class="button button-quiet" on:click=on(move |_| limit.set(usize::MAX))>
                    {format!("{} more", count - PASSAGES)}
                </button>
            }.into_any())}
        </section>
    }
    .into_any()
}

/// A passage, as a link to where it stands, with the words that the other has too marked.
fn passage(store: Store, document: DocumentIndex, passage: &ComparedPassage) -> AnyView {
    let pack = store.engine.pack();
    let range: ByteRange = passage.range;
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
