use dossier_model::{ByteRange, DocumentIndex};
use dossier_text::fold;

use super::{depth::Depth, frequency::frequency, more::show_more, nothing_found::NothingFound};
use crate::{
    erase::{aria, on, part, prelude::*, shown, string},
    messages,
    store::Store,
    words::Wanted,
};

/// How many lines are listed before 'more', and how many are found at all.
const LINES: usize = 100;
const MOST: usize = 10_000;
/// How many characters of the text stand on each side.
const SIDE: usize = 60;

/// What the lines are sorted by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Article,
    Left,
    Right,
}

/// Each hit in a line with the words left and right of it: a concordance.
#[component]
pub(crate) fn Contexts() -> impl IntoView {
    let store = Store::of_page();
    let order = RwSignal::new(Order::Article);
    let limit = RwSignal::new(LINES);
    let depth = Depth::new(store);
    let hits = Memo::new(move |_| {
        let pack = store.engine.pack_as_it_comes();
        store.wanted.with(|wanted| {
            let documents = depth.documents().into_iter();
            let hits = documents.flat_map(|document| {
                wanted.hits(pack, document).into_iter().map(move |hit| (document.0, hit.start, hit.end))
            });
            hits.take(MOST).collect::<Vec<_>>()
        })
    });
    let documents = Memo::new(move |_| {
        hits.with(|hits| hits.iter().map(|(document, ..)| *document).collect::<Vec<u32>>())
    });
    let sorted = Memo::new(move |_| {
        let pack = store.engine.pack();
        let order = order.get();
        let mut keyed: Vec<(String, u32)> = hits.with(|hits| {
            let key = |(document, start, end): &(u32, u32, u32)| {
                let (left, right) =
                    sides(pack.text(DocumentIndex(*document)), ByteRange { start: *start, end: *end });
                match order {
                    Order::Article => String::new(),
                    Order::Left => fold(left).chars().rev().collect(),
                    Order::Right => fold(right),
                }
            };
            hits.iter().map(key).zip(0..).collect()
        });
        if order != Order::Article {
            keyed.sort();
        }
        keyed.into_iter().map(|(_, at)| at).collect::<Vec<u32>>()
    });
    let rows = move || {
        let lines = sorted.with(|sorted| sorted.iter().take(limit.get()).copied().collect::<Vec<_>>());
        let line = |at: u32| hits.with(|hits| hits.get(at as usize).map(|hit| line(store, *hit)));
        lines.into_iter().filter_map(line).collect_view().into_any()
    };
    let total = move || hits.with(Vec::len);
    let sort_button = move |which: Order, words: &'static str| {
        let is_set = move || order.get() == which;
        view! { <button class="mini" aria-pressed=aria(is_set) on:click=on(move |_| order.set(which))>{words}</button> }
    };
    let has_lines = move || total() > 0;
    let has_more = move || total() > limit.get();
    view! {
        <h2 class="visually-hidden">{messages::IN_CONTEXT}</h2>
        {depth.note(move || store.wanted.with(|wanted| !matches!(wanted, Wanted::Nothing)))}
        {shown(move || !has_lines(), move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => {
                let words = if store.wanted.with(|wanted| matches!(wanted, Wanted::Nothing)) {
                    messages::SEARCH_FOR_CONTEXTS
                } else {
                    messages::WORDS_NOT_IN_TEXTS
                };
                view! { <p class="panel-empty">{words}</p> }.into_any()
            }
        })}
        {shown(has_lines, move || view! {
            {frequency(store, documents)}
            <div class="contexts-bar">
                <p>{string(move || hits_found(total()))}</p>
                <div role="group" aria-label=messages::SORT_BY class="match-switch">
                    <span aria-hidden="true">{messages::SORT_BY}</span>
                    {sort_button(Order::Article, messages::BY_ARTICLE)}
                    {sort_button(Order::Left, messages::WORDS_BEFORE)}
                    {sort_button(Order::Right, messages::WORDS_AFTER)}
                </div>
            </div>
        }.into_any())}
        <ol class="contexts">{part(rows)}</ol>
        {show_more(limit, LINES, has_more)}
    }
}

fn hits_found(count: usize) -> String {
    match count {
        MOST => messages::first_hits(MOST),
        count => messages::hits(count),
    }
}

fn line(store: Store, (document, start, end): (u32, u32, u32)) -> AnyView {
    let pack = store.engine.pack();
    let document = DocumentIndex(document);
    let range = ByteRange { start, end };
    let text = pack.text(document);
    let (left, right) = shown_sides(text, range);
    let card = pack.document(document);
    let id = dossier_view::Id::new(&card.key);
    let href = move || store.href(|state| state.with_open(id.clone()).with_passage(Some(range)));
    view! {
        <li>
            <a class="context" dir="auto" href=string(href) title=card.title.text>
                <span class="context-left"><bdi>{left}</bdi></span>
                <mark>{range.of(text).to_owned()}</mark>
                <span class="context-right">{right}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The text on both sides of a hit as the page shows it: where it goes on, whole words and a sign that it does.
fn shown_sides(text: &str, hit: ByteRange) -> (String, String) {
    let (left, right) = sides(text, hit);
    let goes_on = |before: &str| !before.is_empty() && !before.ends_with('\n');
    let begin = hit.start as usize - left.len();
    let left = match text.get(..begin) {
        Some(before) if goes_on(before) => {
            let word = left.find(char::is_whitespace).unwrap_or_default();
            format!("…{}", &left[word..])
        }
        _ => left.to_owned(),
    };
    // A space at the end of a line that runs the other way is put at its beginning.
    let left = match left.trim_end() {
        trimmed if trimmed.len() < left.len() => format!("{trimmed}\u{a0}"),
        _ => left,
    };
    let end = hit.end as usize + right.len();
    let right = match text.get(end..) {
        Some(after) if !after.is_empty() && !after.starts_with('\n') => {
            let word = right.rfind(char::is_whitespace).unwrap_or(right.len());
            format!("{}…", &right[..word])
        }
        _ => right.to_owned(),
    };
    (left, right)
}

/// The text on both sides of a hit, within its line.
fn sides(text: &str, hit: ByteRange) -> (&str, &str) {
    let before = text.get(..hit.start as usize).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let start = before.char_indices().rev().nth(SIDE - 1).map_or(0, |(at, _)| at);
    let after = text.get(hit.end as usize..).unwrap_or_default();
    let after = after.split('\n').next().unwrap_or_default();
    let end = after.char_indices().nth(SIDE).map_or(after.len(), |(at, _)| at);
    (&before[start..], &after[..end])
}
