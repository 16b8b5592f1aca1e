use std::sync::Arc;

use dossier_index::{DocumentCard, Hit, Pack};
use dossier_model::{DocumentIndex, Facet, STARRED, TitleOrigin};
use dossier_view::{Id, date_words};

use super::{marked::marked, nothing_found::NothingFound};
use crate::{
    engine::most_first,
    erase::{flag, list, on, part, prelude::*, shown, string},
    store::Store,
    words::Wanted,
};

/// The longest snippet, in characters: two lines on a wide screen, three on a phone.
const SNIPPET: usize = 220;
const ENTITIES: usize = 5;

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
        <h2 class="visually-hidden">"Articles"</h2>
        {shown(move || store.results.with(|results| results.total == 0), || view! { <NothingFound/> }.into_any())}
        {fill}
        <ol class="hits">
            {list(move || (0..count.get() as u64).collect(), move |place| slot(place).map(|slot| card(store, slot)).into_any())}
        </ol>
        {shown(has_more, move || view! {
            <button id="more" class="button more" on:click=on(move |_| store.show_more())>
                {string(move || format!("Show more ({} left)", left()))}
            </button>
        }.into_any())}
    }
}

/// A hit as a number: its document, and whether it is certain.
fn number(hit: &Hit) -> u64 {
    u64::from(hit.document.0) << 1 | u64::from(hit.certain)
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
            slots.resize_with(slots.len().max(count), Slot::default);
            for (place, slot) in slots.iter().enumerate().take(count) {
                if place < drawn || place >= all {
                    slot.fill(store, listed.get(place).copied());
                }
            }
        });
        count
    })
}

/// A card, and what it shows.
#[derive(Clone, Default)]
struct Slot {
    /// Nothing where the list has become shorter.
    shown: ArcRwSignal<Option<Shown>>,
    href: ArcRwSignal<String>,
    is_open: ArcRwSignal<bool>,
    twins: ArcRwSignal<Vec<u64>>,
}

#[derive(Clone)]
struct Shown {
    document: DocumentIndex,
    is_certain: bool,
    card: Arc<DocumentCard>,
    wanted: Wanted,
}

impl Shown {
    /// Whether its title is the beginning of its text.
    fn has_stand_in(&self) -> bool {
        self.card.title.origin == TitleOrigin::FirstSentence
    }
}

impl Slot {
    /// Shows a hit; what is as it was is not drawn again. Tracks what it reads.
    fn fill(&self, store: Store, number: Option<u64>) {
        let Some(number) = number else {
            set(&self.shown, None, Option::is_none);
            return;
        };
        let (document, is_certain) = (DocumentIndex((number >> 1) as u32), number & 1 == 1);
        let wanted = store.wanted.get();
        let before = self.shown.get_untracked();
        let card = match before.as_ref().filter(|before| before.document == document) {
            Some(before) => Arc::clone(&before.card),
            None => Arc::new(store.engine.pack().document(document)),
        };
        let id = Id::new(&card.key);
        let is_open = store.with(|state| state.open.is_some() && state.open == id);
        let href = store.href(|state| state.with_open(id));
        let twins = twins_of(store, document);
        let is_same = |before: &Shown| {
            before.document == document && before.is_certain == is_certain && before.wanted.is(&wanted)
        };
        if !before.as_ref().is_some_and(is_same) {
            self.shown.set(Some(Shown { document, is_certain, card, wanted }));
        }
        set(&self.is_open, is_open, |before| *before == is_open);
        set(&self.twins, twins.clone(), |before| *before == twins);
        set(&self.href, href.clone(), |before| *before == href);
    }
}

/// Sets a signal unless it is the same already.
fn set<T: Send + Sync + 'static>(signal: &ArcRwSignal<T>, now: T, is_same: impl FnOnce(&T) -> bool) {
    if !signal.with_untracked(is_same) {
        signal.set(now);
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
fn folded(store: Store, twins: ArcRwSignal<Vec<u64>>) -> AnyView {
    let first = {
        let twins = twins.clone();
        move || twins.with(|twins| twins.first().copied()).into_iter().collect()
    };
    list(first, move |_| {
        let (all, count) = (twins.clone(), twins.clone());
        let twin = move |number| {
            let slot = Slot::default();
            let filled = slot.clone();
            let fill = part(move || {
                filled.fill(store, Some(number));
                ().into_any()
            });
            view! { {fill}{card(store, slot)} }.into_any()
        };
        view! {
            <details class="twins">
                <summary>{string(move || format!("and {} nearly the same", count.with(Vec::len)))}</summary>
                <ol>{list(move || all.get(), twin)}</ol>
            </details>
        }
        .into_any()
    })
}

/// One article: the whole card is its link.
fn card(store: Store, slot: Slot) -> AnyView {
    let pack = store.engine.pack();
    let Slot { shown, href, is_open, twins } = slot;
    let drawn = |draw: fn(&Shown, &'static Pack) -> AnyView| {
        let shown = shown.clone();
        part(move || shown.get().map_or_else(|| ().into_any(), |shown| draw(&shown, pack)))
    };
    let of_shown = |read: fn(&Shown) -> String| {
        let shown = shown.clone();
        string(move || shown.with(|shown| shown.as_ref().map(read).unwrap_or_default()))
    };
    let is = |what: fn(Option<&Shown>) -> bool| {
        let shown = shown.clone();
        flag(move || shown.with(|shown| what(shown.as_ref())))
    };
    view! {
        <li class="hit" class:is-open=flag(move || is_open.get()) hidden=is(|shown| shown.is_none())>
            <article>
                <p class="hit-source">{drawn(about)}</p>
                <h3 class="hit-title" dir="auto" class:is-stand-in=is(|shown| shown.is_some_and(Shown::has_stand_in))>
                    <a
                        id=of_shown(|shown| format!("hit-{}", shown.card.key))
                        class="hit-link"
                        href=string(move || href.get())
                    >
                        {drawn(title)}
                    </a>
                </h3>
                <p class="hit-snippet" dir="auto">{drawn(snippet)}</p>
                <ul class="names" aria-label="Mentions">{drawn(top_entities)}</ul>
            </article>
            {folded(store, twins)}
        </li>
    }
    .into_any()
}

/// Where it comes from, when it was published, and what people marked it with.
fn about(shown: &Shown, _: &'static Pack) -> AnyView {
    let card = &shown.card;
    let tags = card.tags.iter().map(|tag| {
        let words = if tag == STARRED { "★ starred".to_owned() } else { tag.clone() };
        view! { <span class="tag" dir="auto">{words}</span> }
    });
    view! {
        {card.source.clone().map(|source| view! { <span class="source">{source}</span> })}
        <span class="date">{date_words(&card.published.span)}</span>
        {tags.collect_view()}
        {(!shown.is_certain).then(|| view! { <span class="maybe">"may lie in the range"</span> })}
    }
    .into_any()
}

fn title(shown: &Shown, pack: &'static Pack) -> AnyView {
    let hits = shown.wanted.title_hits(pack, shown.document);
    let marks: Vec<_> = hits.iter().map(|hit| hit.range()).collect();
    marked(&shown.card.title.text, &marks)
}

fn snippet(shown: &Shown, pack: &'static Pack) -> AnyView {
    let snippet = shown.wanted.snippet(pack, shown.document, SNIPPET);
    let cut = |cut: bool| if cut { "…" } else { "" };
    let text = marked(&snippet.text, &snippet.marks);
    view! { {cut(snippet.cut_start)}{text}{cut(snippet.cut_end)} }.into_any()
}

/// The names that an article speaks of most.
fn top_entities(shown: &Shown, pack: &'static Pack) -> AnyView {
    let of = |facet: Facet| {
        let values = pack.document_values(shown.document, facet).into_iter();
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
    names.collect_view().into_any()
}
