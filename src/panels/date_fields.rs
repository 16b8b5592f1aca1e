use dossier_model::{PartialDate, Track};
use dossier_view::Undated;

use crate::{
    erase::{aria, flag, on, prelude::*, shown, string},
    messages,
    store::{Drawer, Store},
};

/// Which dates, from when, to when, and what of the undated articles.
#[component]
pub(super) fn DateFields() -> impl IntoView {
    let store = Store::of_page();
    let has_range = move || store.with(|state| state.dates.from.is_some() || state.dates.to.is_some());
    let clear = move |_| store.edit(|state| state.with_range(state.dates.on, None, None));
    view! {
        <div class="date-fields">
            <div class="drawer-bar">
                <h2>{messages::DATES}</h2>
                <button class="button button-primary" on:click=on(move |_| store.drawer.set(None))>{messages::DONE}</button>
            </div>
            <fieldset class="tracks">
                <legend class="visually-hidden">{messages::WHICH_DATES}</legend>
                <TrackChoice track=Track::Published/>
                <TrackChoice track=Track::Mentioned/>
            </fieldset>
            <DateField is_from=true/>
            <DateField is_from=false/>
            {shown(has_range, move || view! { <button class="button button-quiet" on:click=on(clear)>{messages::ANY_DATE}</button> }.into_any())}
            <UndatedChoice/>
            <button class="button button-quiet dates-open" on:click=on(move |_| store.drawer.set(Some(Drawer::Dates)))>
                {messages::DATES}
            </button>
        </div>
    }
}

#[component]
fn TrackChoice(track: Track) -> impl IntoView {
    let store = Store::of_page();
    let (id, words) = match track {
        Track::Published => ("track-published", messages::PUBLISHED),
        Track::Mentioned => ("track-mentioned", messages::MENTIONED),
    };
    let choose = move |_| store.edit(|state| state.with_range(track, state.dates.from, state.dates.to));
    view! {
        <label class=format!("track-choice {id}")>
            <input
                id=id
                type="radio"
                name="track"
                prop:checked=flag(move || store.with(|state| state.dates.on) == track)
                on:change=on(choose)
            />
            {words}
        </label>
    }
}

#[component]
fn DateField(is_from: bool) -> impl IntoView {
    let store = Store::of_page();
    let (id, words) = if is_from { ("from", messages::FROM) } else { ("to", messages::TO) };
    // The form of a date, shown by the months at the ends of the axis.
    let buckets = &store.engine.pack().axis().buckets;
    let end = if is_from { buckets.first() } else { buckets.last() };
    let mut example = end.map(|bucket| bucket.0.to_string()).unwrap_or_default();
    example.truncate("2026-01".len());
    let problem = RwSignal::new(String::new());
    let given = move || store.with(|state| if is_from { state.dates.from } else { state.dates.to });
    let change = move |event| {
        let text = event_target_value(&event);
        let date = match text.trim() {
            "" => Ok(None),
            text => text.parse::<PartialDate>().map(Some),
        };
        match date {
            Ok(date) => {
                problem.set(String::new());
                store.edit(|state| {
                    let (from, to) = (state.dates.from, state.dates.to);
                    let (from, to) = if is_from { (date, to) } else { (from, date) };
                    state.with_range(state.dates.on, from, to)
                });
            }
            Err(error) => problem.set(messages::wrong_date(text.trim(), &error.to_string())),
        }
    };
    view! {
        <label class="date-field" for=id>
            <span>{words}</span>
            <input
                id=id
                type="text"
                inputmode="numeric"
                size="10"
                autocomplete="off"
                placeholder=example
                aria-invalid=aria(move || !problem.read().is_empty())
                aria-describedby=format!("{id}-problem")
                prop:value=string(move || given().map(|date| date.to_string()).unwrap_or_default())
                on:change=on(change)
            />
            <span class="field-problem" id=format!("{id}-problem") role="alert">{problem}</span>
        </label>
    }
}

/// Whether articles without a date of the chosen track stay, and how many there are.
#[component]
fn UndatedChoice() -> impl IntoView {
    let store = Store::of_page();
    let undated = move || {
        let track = store.with(|state| state.dates.on);
        store.everything.with(|results| {
            let histogram = results.histogram.as_ref();
            histogram.map_or(0, |histogram| match track {
                Track::Published => histogram.published.undated,
                Track::Mentioned => histogram.mentioned.undated,
            })
        })
    };
    let are_some = move || undated() > 0;
    let now = move || store.with(|state| state.dates.effective_undated());
    let keep = move |event| {
        let kept = event_target_checked(&event);
        store.edit(|state| state.with_undated(Some(if kept { Undated::Keep } else { Undated::LeaveOut })));
    };
    let only = move |_| {
        store.edit(|state| {
            let only = state.dates.undated == Some(Undated::Only);
            state.with_undated((!only).then_some(Undated::Only))
        });
    };
    view! {
        {shown(are_some, move || view! {
            <div class="undated">
                <label>
                    <input
                        id="undated"
                        type="checkbox"
                        prop:checked=flag(move || now() != Undated::LeaveOut)
                        on:change=on(keep)
                    />
                    {string(move || messages::undated(undated()))}
                </label>
                <button class="mini" aria-label=messages::ONLY_UNDATED
                    aria-pressed=aria(move || now() == Undated::Only) on:click=on(only)>
                    {messages::ONLY}
                </button>
            </div>
        }.into_any())}
    }
}
