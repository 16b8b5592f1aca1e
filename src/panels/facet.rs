use dossier_model::Facet;
use dossier_view::{Id, MatchMode, Selection, grouped};

use crate::{
    engine::most,
    erase::{self, aria, flag, on, prelude::*, shown, string},
    focus::focus_soon,
    messages,
    store::Store,
};

/// How many values are listed before 'more'.
const FEW: usize = 10;
const MANY: usize = 50;

/// One facet: its chosen values, then the most frequent ones in the present results.
#[component]
pub(super) fn FacetGroup(facet: Facet) -> impl IntoView {
    let store = Store::of_page();
    let pack = store.engine.pack();
    let key = facet.key();
    let wanted = RwSignal::new(String::new());
    let limit = RwSignal::new(FEW);
    let counts = Memo::new(move |_| store.counts(|counts| counts.counts_here(facet).to_vec()));
    // Values that fewer articles have may be still to come.
    let below = move || store.counts(|counts| counts.below(facet));
    let listed = Memo::new(move |_| {
        let chosen = store.chosen.with(|state| state.chosen(facet));
        let chosen =
            chosen.iter().filter_map(|id| pack.facet_value_by_id(facet, id.as_str())).collect::<Vec<_>>();
        // Any value may be the one that is looked for.
        let first = if wanted.read().is_empty() { limit.get() } else { usize::MAX };
        let counted = store.counts(|counts| most(counts, facet, first));
        list(store, facet, &chosen, counted, &wanted.read())
    });
    let top = Memo::new(move |_| counts.with(|counts| counts.iter().copied().max().unwrap_or(0)));
    let rows = erase::list(
        move || {
            listed.with(|listed| listed.iter().take(limit.get()).map(|value| u64::from(*value)).collect())
        },
        move |value| view! { <Value facet value=value as u32 counts top/> }.into_any(),
    );
    let more = move || listed.with(|listed| listed.len().saturating_sub(limit.get()));
    let has_more = move || more() > 0;
    let has_choice = move || store.chosen.with(|state| state.chosen(facet).len() > 1);
    let is_long = pack.facet_len(facet) > FEW;
    view! {
        <section class=format!("facet facet-{key}") aria-labelledby=format!("facet-{key}")>
            <header class="facet-head">
                <h2 class="facet-title" id=format!("facet-{key}")>{heading(facet)}</h2>
                {shown(has_choice, move || view! { <MatchSwitch facet/> }.into_any())}
            </header>
            {is_long.then(|| view! {
                <input
                    class="facet-find"
                    type="search"
                    placeholder=finder(facet)
                    aria-label=finder(facet)
                    prop:value=wanted
                    on:input=on(move |event| wanted.set(event_target_value(&event)))
                />
            })}
            <ul class="facet-values">
                {rows}
            </ul>
            {shown(move || listed.with(Vec::is_empty) && below() == 0, move || {
                let words = if wanted.read().is_empty() { messages::NONE_IN_THESE_ARTICLES } else { messages::NO_SUCH_NAME };
                view! { <p class="facet-empty">{words}</p> }.into_any()
            })}
            {shown(has_more, move || view! {
                <button class="button button-quiet" on:click=on(move |_| limit.update(|limit| *limit += MANY))>
                    {string(move || if below() == 0 { messages::more(more()) } else { messages::SHOW_MORE.to_owned() })}
                </button>
            }.into_any())}
        </section>
    }
    .into_any()
}

/// The values to list: chosen ones first, even at zero, then those with articles, most first; all that fit `wanted`.
fn list(store: Store, facet: Facet, chosen: &[u32], counted: Vec<u32>, wanted: &str) -> Vec<u32> {
    let wanted = wanted.trim();
    let words = store.words_here().filter(|_| !wanted.is_empty());
    let looked_for = words.map(|words| (words, words.fold(wanted)));
    let fits = |value: &u32| {
        let Some((words, wanted)) = &looked_for else { return true };
        goes_by(store, facet, *value).any(|name| words.fold(&name).contains(wanted))
    };
    let rest = counted.into_iter().filter(|value| !chosen.contains(value));
    chosen.iter().copied().chain(rest).filter(fits).collect()
}

/// One value: tick to require it; 'only' and 'not' beside it.
#[component]
fn Value(facet: Facet, value: u32, counts: Memo<Vec<u32>>, top: Memo<u32>) -> impl IntoView {
    let store = Store::of_page();
    let info = store.engine.pack().facet_value(facet, value);
    let (key, label) = (facet.key(), info.label.to_owned());
    let Some(id) = Id::new(info.id) else { return ().into_any() };
    let box_id = format!("pick-{key}-{id}", id = id.as_str());
    let count = move || counts.with(|counts| counts.get(value as usize).copied().unwrap_or(0));
    let share = move || format!("{}%", 100 * count() / top.get().max(1));
    let selection = {
        let id = id.clone();
        Memo::new(move |_| store.chosen.with(|state| state.selection(facet, &id)))
    };
    let is_ticked = move || matches!(selection.get(), Selection::Required | Selection::AnyOf);
    let is_excluded = move || selection.get() == Selection::Excluded;
    let names = other_names(store, facet, value);
    let edit = move |change: fn(&dossier_view::ViewState, Facet, &Id) -> dossier_view::ViewState| {
        let (id, box_id) = (id.clone(), box_id.clone());
        move || {
            store.edit(|state| change(state, facet, &id));
            focus_soon(box_id.clone());
        }
    };
    let tick = edit(|state, facet, id| state.toggle_required(facet, id));
    let only = edit(|state, facet, id| state.only(facet, id));
    let not = edit(|state, facet, id| match state.selection(facet, id) {
        Selection::Excluded => state.release(facet, id),
        _ => state.exclude(facet, id),
    });
    let id = info.id;
    let described = (!names.is_empty()).then(|| format!("names-{key}-{id}"));
    view! {
        <li class="value" class:is-excluded=flag(is_excluded)>
            <label class="value-label" title=names.clone()>
                <input
                    id=format!("pick-{key}-{id}")
                    type="checkbox"
                    prop:checked=flag(is_ticked)
                    aria-describedby=described.clone()
                    on:change=on(move |_| tick())
                />
                <span class="value-name" dir="auto">{label.clone()}</span>
                <span class="value-count">{string(move || grouped(count() as usize))}</span>
                <span class="value-bar" style:inline-size=string(share)></span>
            </label>
            {described.map(|described| view! { <span class="visually-hidden" id=described>{names}</span> })}
            <span class="value-more">
                <button class="mini" aria-label=messages::only_value(&label) on:click=on(move |_| only())>{messages::ONLY}</button>
                <button
                    class="mini"
                    aria-label=messages::not_value(&label)
                    aria-pressed=aria(is_excluded)
                    on:click=on(move |_| not())
                >
                    {messages::NOT}
                </button>
            </span>
        </li>
    }
    .into_any()
}

/// Every name that a value goes by, its label first.
fn goes_by(store: Store, facet: Facet, value: u32) -> impl Iterator<Item = String> {
    let pack = store.engine.pack();
    let entity = pack.value_entity(facet, value);
    let others = entity.map(|entity| pack.other_names(entity)).unwrap_or_default();
    std::iter::once(pack.facet_value(facet, value).label.to_owned()).chain(others)
}

/// 'Also: …', the other forms that an entity goes by.
fn other_names(store: Store, facet: Facet, value: u32) -> String {
    let others: Vec<_> = goes_by(store, facet, value).skip(1).collect();
    if others.is_empty() { String::new() } else { messages::also(&others) }
}

/// Whether an article must mention all of the chosen values or any of them.
#[component]
fn MatchSwitch(facet: Facet) -> impl IntoView {
    let store = Store::of_page();
    let radio = move |mode: MatchMode, words: &'static str| {
        let is_set = move || store.chosen.with(|state| state.match_mode(facet)) == mode;
        view! {
            <button class="mini" aria-pressed=aria(is_set)
                on:click=on(move |_| store.edit(|state| state.with_match_mode(facet, mode)))>
                {words}
            </button>
        }
    };
    view! {
        <div class="match-switch" role="group" aria-label=messages::match_of(heading(facet))>
            {radio(MatchMode::All, messages::ALL_OF_THEM)}
            {radio(MatchMode::Any, messages::ANY_OF_THEM)}
        </div>
    }
}

fn heading(facet: Facet) -> &'static str {
    match facet {
        Facet::Person => messages::PEOPLE,
        Facet::Organisation => messages::ORGANISATIONS,
        Facet::Place => messages::PLACES,
        Facet::Source => messages::SOURCES,
        Facet::SaidBy => messages::QUOTED,
        Facet::Tag => messages::TAGS,
    }
}

fn finder(facet: Facet) -> &'static str {
    match facet {
        Facet::Person => messages::FIND_PERSON,
        Facet::Organisation => messages::FIND_ORGANISATION,
        Facet::Place => messages::FIND_PLACE,
        Facet::Source => messages::FIND_SOURCE,
        Facet::SaidBy => messages::FIND_SPEAKER,
        Facet::Tag => messages::FIND_TAG,
    }
}
