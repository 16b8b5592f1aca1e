//! What the search box offers: names that become filters, words that go on from the last one, and articles.

use dossier_index::Suggestions;
use dossier_model::{DocumentIndex, Facet};
use dossier_text::fold;
use dossier_view::Id;

use crate::{
    erase::{aria, flag, on, part, prelude::*},
    focus,
    store::Store,
};

/// The most that is offered of each kind.
const MOST: usize = 4;

/// What is offered, and which of it the arrows are at. `Copy`, shared by the box and its list.
#[derive(Clone, Copy)]
pub(super) struct Offer {
    store: Store,
    is_open: RwSignal<bool>,
    options: Memo<Vec<Choice>>,
    active: RwSignal<Option<usize>>,
}

/// One thing that is offered.
#[derive(Clone, PartialEq)]
struct Choice {
    kind: Kind,
    label: String,
    /// In how many articles it is.
    count: Option<u32>,
    /// The byte of the query from which on the choice stands in for it.
    from: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Value(Facet, u32),
    Word,
    Article(DocumentIndex),
}

impl Offer {
    pub(super) fn new(store: Store) -> Self {
        let is_open = RwSignal::new(false);
        let options = Memo::new(move |_| {
            if is_open.get() { choices(store, &store.with(|state| state.query.clone())) } else { Vec::new() }
        });
        Self { store, is_open, options, active: RwSignal::new(None) }
    }

    /// Whether there is a list.
    pub(super) fn is_open(self) -> bool {
        self.options.with(|options| !options.is_empty())
    }

    pub(super) fn open(self) {
        self.active.set(None);
        self.is_open.set(true);
    }

    /// Whether there was a list to close.
    pub(super) fn close(self) -> bool {
        let was_open = self.options.with_untracked(|options| !options.is_empty());
        self.is_open.set(false);
        self.active.set(None);
        was_open
    }

    /// Moves on through the list; whether it did, for beyond its ends is none of it.
    pub(super) fn step(self, by: isize) -> bool {
        let count = self.options.with_untracked(Vec::len) as isize;
        let next = self.active.get_untracked().map_or(-1, |active| active as isize) + by;
        let is_inside = (0..count).contains(&next);
        self.active.set(is_inside.then_some(next as usize));
        if is_inside {
            focus::reveal(&format!("#suggestion-{next}"), web_sys::ScrollLogicalPosition::Nearest);
        }
        is_inside || next == -1 && count > 0
    }

    /// The id of the option that the arrows are at.
    pub(super) fn active_id(self) -> String {
        self.active.get().map(|active| format!("suggestion-{active}")).unwrap_or_default()
    }

    /// Takes the option that the arrows are at; whether there was one.
    pub(super) fn take_active(self) -> bool {
        let Some(active) = self.active.get_untracked() else { return false };
        let choice = self.options.with_untracked(|options| options.get(active).cloned());
        choice.map(|choice| self.take(&choice)).is_some()
    }

    fn take(self, choice: &Choice) {
        self.close();
        let store = self.store;
        let query = store.now().query;
        let before = query.get(..choice.from).unwrap_or_default();
        match choice.kind {
            Kind::Value(facet, value) => {
                let id = Id::new(store.engine.pack().facet_value(facet, value).id);
                // What is left of a name's quotation mark or minus goes with the name.
                let before =
                    before.trim_end_matches(|sign: char| sign.is_whitespace() || "\"“”„-".contains(sign));
                if let Some(id) = id {
                    store.edit(|state| state.with_query(before).require(facet, &id));
                }
            }
            Kind::Word => store.edit(|state| state.with_query(&format!("{before}{} ", choice.label))),
            Kind::Article(document) => {
                let id = Id::new(&store.engine.pack().document(document).key);
                store.edit(|state| state.with_open(id));
            }
        }
    }
}

fn choices(store: Store, typed: &str) -> Vec<Choice> {
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
        Kind::Value(..) => "Filter by",
        Kind::Word => "Words",
        Kind::Article(_) => "Articles",
    }
}

fn detail(choice: &Choice) -> String {
    let kind = match choice.kind {
        Kind::Value(Facet::Person, _) => "person · ",
        Kind::Value(Facet::Organisation, _) => "organisation · ",
        Kind::Value(Facet::Place, _) => "place · ",
        Kind::Value(Facet::Source, _) => "source · ",
        Kind::Value(Facet::SaidBy, _) => "quoted · ",
        Kind::Value(Facet::Tag, _) => "tag · ",
        _ => "",
    };
    choice.count.map(|count| format!("{kind}{count}")).unwrap_or_default()
}

/// The list below the search box.
#[component]
pub(super) fn SuggestionList(offer: Offer) -> impl IntoView {
    let groups = move || {
        let options = offer.options.get();
        let mut groups = Vec::new();
        let mut start = 0;
        for group in options.chunk_by(|a, b| heading(a.kind) == heading(b.kind)) {
            let name = heading(group[0].kind);
            let items =
                group.iter().enumerate().map(|(at, choice)| option(offer, start + at, choice.clone()));
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
    };
    view! {
        <div
            id="suggestions"
            class="suggestions"
            role="listbox"
            aria-label="Suggestions"
            class:is-shown=flag(move || offer.is_open())
            // The field keeps the focus, or the list would close before the click.
            on:mousedown=on(|event: leptos::ev::MouseEvent| event.prevent_default())
        >
            {part(groups)}
        </div>
    }
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
#[component]
pub(super) fn QueryParts() -> impl IntoView {
    let store = Store::of_page();
    let parts = move || {
        let query = store.asked.with(|state| state.query.clone());
        let parts = store.query.with(|query| query.parts());
        let is_plain =
            |part: &dossier_index::Part| part.kind == dossier_index::PartKind::Word && !part.excluded;
        if parts.iter().all(is_plain) {
            return ().into_any();
        }
        let items = parts.into_iter().map(|part| {
            let words = words_of(&part);
            let rest = match (query.get(..part.range.start), query.get(part.range.end..)) {
                (Some(before), Some(after)) => format!("{} {}", before.trim_end(), after.trim_start()),
                _ => String::new(),
            };
            let label = format!("Remove from the search: {words}");
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
        view! { <span class="query-read-as">"Read as"</span><ul class="query-parts">{items.collect_view()}</ul> }.into_any()
    };
    view! { <div class="query-read" role="group" aria-label="How the search was read">{part(parts)}</div> }
}

fn words_of(part: &dossier_index::Part) -> String {
    let words = match part.kind {
        dossier_index::PartKind::Word | dossier_index::PartKind::Condition => part.text.clone(),
        dossier_index::PartKind::Phrase => format!("“{}”", part.text),
        dossier_index::PartKind::Prefix => format!("{}…", part.text),
    };
    if part.excluded { format!("not {words}") } else { words }
}
