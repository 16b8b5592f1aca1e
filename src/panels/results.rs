use std::sync::Arc;

use dossier_index::{DocumentCard, Hit, Pack};
use dossier_model::{DocumentIndex, STARRED, TitleOrigin};
use dossier_view::{Id, date_words};

use super::marked::marked;
use crate::{
    erase::{flag, list, on, part, prelude::*, shown, string},
    fresh,
    later::bring_words,
    lead::LEAD,
    messages,
    store::Store,
    words::Wanted,
};

/// The articles of the view, best first.
///
/// A card belongs to a place of the list, not to an article: what a key changes is written into the cards that are there,
/// for to make one anew costs several times as much.
#[component]
pub(crate) fn Results() -> impl IntoView {
    let store = Store::of_page();
    let listed = Memo::new(move |_| store.results.with(|results| firsts(store.engine.pack(), &results.hits)));
    let slots = StoredValue::new(Vec::<Slot>::new());
    let count = RwSignal::new(0);
    let fill = part(move || {
        count.set(fill(store, listed, slots, count.get_untracked()));
        ().into_any()
    });
    let left = move || store.results.with(|results| results.total - results.hits.len());
    let has_more = move || left() > 0;
    let slot = move |place: u64| slots.with_value(|slots| slots.get(place as usize).cloned());
    view! {
        <h2 class="visually-hidden">{messages::ARTICLES}</h2>
        {shown(move || store.results.with(|results| results.total == 0), move || nothing(store))}
        {fill}
        <ol class="hits">
            {list(move || (0..count.get() as u64).collect(), move |place| slot(place).map(|slot| card(store, slot)).into_any())}
        </ol>
        {shown(has_more, move || view! {
            <button id="more" class="button more" on:click=on(move |_| store.show_more())>
                {string(move || messages::show_more_left(left()))}
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

/// A hit as a number: its document, what is new of it, and whether it is certain.
fn number(hit: &Hit) -> u64 {
    u64::from(hit.document.0) << 3 | fresh::mark(hit.document) << 1 | u64::from(hit.certain)
}

/// Of hits that are nearly the same the first.
fn firsts(pack: &Pack, hits: &[Hit]) -> Vec<u64> {
    let mut seen = vec![false; pack.len()];
    let is_first = |hit: &&Hit| {
        let first = pack.first_alike(hit.document).0 as usize;
        seen.get_mut(first).is_none_or(|seen| !core::mem::replace(seen, true))
    };
    hits.iter().filter(is_first).map(number).collect()
}

/// Writes what drawing reaches into the cards, and says how many there are to be: those that are drawn, and until all are,
/// those that there were.
fn fill(store: Store, listed: Memo<Vec<u64>>, slots: StoredValue<Vec<Slot>>, before: usize) -> usize {
    let drawn = store.drawing.drawn();
    listed.with(|listed| {
        let all = listed.len();
        let count = if drawn == usize::MAX { all } else { all.min(drawn).max(before) };
        slots.update_value(|slots| {
            slots.resize_with(slots.len().max(count), || Slot::new(None));
            for (place, slot) in slots.iter().enumerate().take(count) {
                if place < drawn || place >= all {
                    show(slot, store, listed.get(place).copied());
                }
            }
        });
        count
    })
}

/// What a card shows: nothing where the list has become shorter.
type Slot = ArcRwSignal<Option<Shown>>;

#[derive(Clone)]
struct Shown {
    document: DocumentIndex,
    is_certain: bool,
    /// Whether it is new to the reader, in a word.
    mark: &'static str,
    card: Arc<DocumentCard>,
    wanted: Wanted,
    href: String,
    is_open: bool,
    twins: Vec<u64>,
}

impl Shown {
    /// A hit as it is to be shown now, with what of it was already read. Tracks what it reads.
    fn of(store: Store, number: u64, before: Option<&Self>) -> Self {
        let document = DocumentIndex((number >> 3) as u32);
        let card = match before.filter(|before| before.document == document) {
            Some(before) => Arc::clone(&before.card),
            None => Arc::new(store.engine.pack().document(document)),
        };
        let id = Id::new(&card.key);
        Self {
            document,
            is_certain: number & 1 == 1,
            mark: fresh::WORDS[(number >> 1 & 3) as usize],
            // Those of the view may be newer than what is listed.
            wanted: store.results.with(|found| found.wanted.clone()),
            is_open: store.with(|state| state.open.is_some() && state.open == id),
            href: store.href(|state| state.with_open(id)),
            twins: twins_of(store, document),
            card,
        }
    }

    fn is(&self, other: &Self) -> bool {
        self.document == other.document
            && self.is_certain == other.is_certain
            && self.mark == other.mark
            && self.is_open == other.is_open
            && self.href == other.href
            && self.twins == other.twins
            && self.wanted.is(&other.wanted)
    }

    /// Whether its title is the beginning of its text.
    fn has_stand_in(&self) -> bool {
        self.card.title.origin == TitleOrigin::FirstSentence
    }
}

/// Shows a hit in a card; what is as it was is not drawn again. Tracks what it reads.
fn show(slot: &Slot, store: Store, number: Option<u64>) {
    let before = slot.get_untracked();
    let now = number.map(|number| Shown::of(store, number, before.as_ref()));
    let is_same = match (&before, &now) {
        (Some(before), Some(now)) => before.is(now),
        (before, now) => before.is_none() && now.is_none(),
    };
    if !is_same {
        slot.set(now);
    }
}

/// The other hits that are nearly the same as one, below the first of them alone.
fn twins_of(store: Store, document: DocumentIndex) -> Vec<u64> {
    let pack = store.engine.pack();
    if !pack.has_alike() {
        return Vec::new();
    }
    let first = pack.first_alike(document);
    store.results.with(|results| {
        let mut twins: Vec<&Hit> =
            results.hits.iter().filter(|hit| pack.first_alike(hit.document) == first).collect();
        let is_first = twins.first().is_none_or(|hit| hit.document == document);
        twins.retain(|hit| is_first && hit.document != document);
        twins.into_iter().map(number).collect()
    })
}

/// These, folded up; those of another article are folded up again.
fn folded(store: Store, slot: Slot) -> AnyView {
    let twins =
        move || slot.with(|shown| shown.as_ref().map(|shown| shown.twins.clone()).unwrap_or_default());
    let (all, count) = (twins.clone(), twins.clone());
    let draw = move |_| {
        let (all, count) = (all.clone(), count.clone());
        let twin = move |number| {
            let slot = Slot::new(None);
            let shows = slot.clone();
            let fill = part(move || {
                show(&shows, store, Some(number));
                ().into_any()
            });
            view! { {fill}{card(store, slot)} }.into_any()
        };
        view! {
            <details class="twins">
                <summary>{string(move || messages::and_nearly_the_same(count().len()))}</summary>
                <ol>{list(all, twin)}</ol>
            </details>
        }
        .into_any()
    };
    list(move || twins().into_iter().take(1).collect(), draw)
}

/// One article: the whole card is its link.
fn card(store: Store, slot: Slot) -> AnyView {
    let pack = store.engine.pack();
    let drawn = |draw: fn(&Shown, &'static Pack) -> AnyView| {
        let slot = slot.clone();
        part(move || {
            slot.with(|shown| shown.as_ref().map_or_else(|| ().into_any(), |shown| draw(shown, pack)))
        })
    };
    let text = |read: fn(&Shown) -> String| {
        let slot = slot.clone();
        string(move || slot.with(|shown| shown.as_ref().map(read).unwrap_or_default()))
    };
    let is = |what: fn(Option<&Shown>) -> bool| {
        let slot = slot.clone();
        flag(move || slot.with(|shown| what(shown.as_ref())))
    };
    let has_twins = pack.has_alike();
    view! {
        <li
            class="hit"
            class:is-open=is(|shown| shown.is_some_and(|shown| shown.is_open))
            hidden=is(|shown| shown.is_none())
        >
            <article>
                <p class="hit-source">{drawn(about)}</p>
                <h3 class="hit-title" dir="auto" class:is-stand-in=is(|shown| shown.is_some_and(Shown::has_stand_in))>
                    <a
                        id=text(|shown| format!("hit-{}", shown.card.key))
                        class="hit-link"
                        href=text(|shown| shown.href.clone())
                    >
                        {drawn(title)}
                    </a>
                </h3>
                <p class="hit-snippet" dir="auto">{drawn(snippet)}</p>
                <ul class="names" aria-label=messages::MENTIONS>{drawn(top_entities)}</ul>
            </article>
            {has_twins.then(|| folded(store, slot.clone()))}
        </li>
    }
    .into_any()
}

/// Where it comes from, when it was published, and what people marked it with.
fn about(shown: &Shown, _: &'static Pack) -> AnyView {
    let card = &shown.card;
    let mark = (!shown.mark.is_empty()).then(|| shown.mark.to_owned());
    let tags = card.tags.iter().cloned().chain(mark).map(|tag| {
        let words = if tag == STARRED { messages::STARRED_CARD.to_owned() } else { tag };
        view! { <span class="tag" dir="auto">{words}</span> }
    });
    view! {
        {card.source.clone().map(|source| view! { <span class="source">{source}</span> })}
        <span class="date">{date_words(&card.published.span)}</span>
        {tags.collect_view()}
        {(!shown.is_certain).then(|| view! { <span class="maybe">{messages::MAY_LIE_IN_RANGE}</span> })}
    }
    .into_any()
}

fn title(shown: &Shown, pack: &'static Pack) -> AnyView {
    let hits = shown.wanted.title_hits(pack, shown.document);
    let marks: Vec<_> = hits.iter().map(|hit| hit.range()).collect();
    marked(&shown.card.title.text, &marks)
}

fn snippet(shown: &Shown, pack: &'static Pack) -> AnyView {
    let snippet = shown.wanted.snippet(pack, shown.document, LEAD);
    let cut = |cut: bool| if cut { "…" } else { "" };
    let text = marked(&snippet.text, &snippet.marks);
    view! { {cut(snippet.cut_start)}{text}{cut(snippet.cut_end)} }.into_any()
}

/// The names that an article speaks of most.
fn top_entities(shown: &Shown, pack: &'static Pack) -> AnyView {
    let names = pack.card_names(shown.document).into_iter().map(|(facet, label)| {
        view! { <li class=format!("name name-{}", facet.key())>{label.to_owned()}</li> }
    });
    names.collect_view().into_any()
}
