use dossier_index::AxisUnit;
use dossier_model::Day;
use dossier_view::{Brush, partial_date_words};
use leptos::ev::{KeyboardEvent, PointerEvent};
use wasm_bindgen::JsCast;

use super::{date_fields::DateFields, strip_bars::Bars};
use crate::{
    erase::{flag, on, prelude::*, string},
    messages,
    store::Store,
};

const PAGE: isize = 10;
const MOST_TICKS: usize = 8;

/// Both tracks of dates as a histogram that is also the range control.
#[component]
pub(crate) fn DateStrip() -> impl IntoView {
    let store = Store::of_page();
    let has_dates = !store.engine.pack().axis().buckets.is_empty();
    view! {
        <section class="dates" id="dates" tabindex="-1" aria-label=messages::DATES>
            <DateFields/>
            {has_dates.then(|| view! { <Strip/> })}
        </section>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    From,
    To,
}

/// What the pointer is dragging.
#[derive(Clone, Copy)]
struct Drag {
    /// The bucket that stays: where a new range began, or the end that is not dragged.
    anchor: usize,
    /// Whether it has changed the view yet: the first change is a step of the history, the rest amend it.
    moved: bool,
}

#[component]
fn Strip() -> impl IntoView {
    let store = Store::of_page();
    let buckets: &'static [(Day, Day)] = &store.engine.pack().axis().buckets;
    let area: ElementRef = ElementRef::new();
    let drag = StoredValue::new(None::<Drag>);
    let brush = Memo::new(move |_| {
        store.with(|state| {
            let (from, to) = (state.dates.from, state.dates.to);
            Brush::over(buckets, from.map(|date| date.first()), to.map(|date| date.last()))
        })
    });
    let bucket_at = move |event: &PointerEvent| {
        let area = area.get_untracked()?.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        Some(((share * buckets.len() as f64).floor().max(0.0) as usize).min(buckets.len() - 1))
    };
    let start = move |event: PointerEvent| {
        if event.button() != 0 {
            return;
        }
        let Some(bucket) = bucket_at(&event) else { return };
        let anchor = match dragged_end(&event) {
            Some(End::From) => brush.get_untracked().end.saturating_sub(1),
            Some(End::To) => brush.get_untracked().first,
            None => bucket,
        };
        drag.set_value(Some(Drag { anchor, moved: false }));
        if let Some(area) = area.get_untracked() {
            let _ = area.set_pointer_capture(event.pointer_id());
        }
    };
    let pull = move |event: PointerEvent| {
        let (Some(at), Some(bucket)) = (drag.get_value(), bucket_at(&event)) else { return };
        let brush_now = Brush::between(at.anchor, bucket, buckets.len());
        if at.moved || bucket != at.anchor {
            select(store, brush_now, buckets, at.moved);
            drag.set_value(Some(Drag { moved: true, ..at }));
        }
    };
    let finish = move |event: PointerEvent| {
        let Some(at) = drag.get_value() else { return };
        drag.set_value(None);
        // A click without a drag picks the one bucket under it.
        if let (false, Some(bucket), None) = (at.moved, bucket_at(&event), dragged_end(&event)) {
            select(store, Brush::between(bucket, bucket, buckets.len()), buckets, false);
        }
    };
    let percent = move |bucket: usize| {
        let thousandths = bucket * 100_000 / buckets.len();
        format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
    };
    view! {
        <div class="strip" dir="ltr">
            <div
                class="strip-area"
                node_ref=area
                on:pointerdown=on(start)
                on:pointermove=on(pull)
                on:pointerup=on(finish)
                on:pointercancel=on(move |_| drag.set_value(None))
            >
                <Bars/>
                <div
                    class="strip-brush"
                    class:is-active=flag(move || store.with(|state| state.dates.from.is_some() || state.dates.to.is_some()))
                    style:left=string(move || percent(brush.get().first))
                    style:right=string(move || percent(buckets.len() - brush.get().end))
                >
                    <Handle end=End::From brush/>
                    <Handle end=End::To brush/>
                </div>
            </div>
            <div class="strip-ticks" aria-hidden="true">
                {ticks(store)
                    .into_iter()
                    .map(|(bucket, label)| {
                        // A label at the right edge stands left of its line.
                        let is_last = bucket * 20 > buckets.len() * 19;
                        view! { <span class:is-last=is_last style:left=percent(bucket)>{label}</span> }
                    })
                    .collect_view()}
            </div>
        </div>
    }
}

/// Which handle the pointer is on.
fn dragged_end(event: &PointerEvent) -> Option<End> {
    let target: web_sys::Element = event.target()?.dyn_into().ok()?;
    match target.get_attribute("data-end")?.as_str() {
        "from" => Some(End::From),
        _ => Some(End::To),
    }
}

fn select(store: Store, brush: Brush, buckets: &[(Day, Day)], amend: bool) {
    let now = store.now();
    let (from, to) = brush.dates(buckets);
    let next = now.with_range(now.dates.on, from, to);
    if amend { store.amend(next) } else { store.go(next) }
}

/// One end of the range, for the keyboard.
#[component]
fn Handle(end: End, brush: Memo<Brush>) -> impl IntoView {
    let store = Store::of_page();
    let buckets: &'static [(Day, Day)] = &store.engine.pack().axis().buckets;
    // The keys pressed while the handle keeps the focus are one step of the history.
    let began = StoredValue::new(false);
    let last = buckets.len().saturating_sub(1);
    let now = move || match end {
        End::From => brush.get().first,
        End::To => brush.get().end.saturating_sub(1),
    };
    let words = move || {
        let given = store.with(|state| if end == End::From { state.dates.from } else { state.dates.to });
        given.map_or_else(|| "open".to_owned(), |date| partial_date_words(&date))
    };
    let press = move |event: KeyboardEvent| {
        let step = if event.shift_key() { PAGE } else { 1 };
        let by = match event.key().as_str() {
            "ArrowLeft" | "ArrowDown" => -step,
            "ArrowRight" | "ArrowUp" => step,
            "PageDown" => -PAGE,
            "PageUp" => PAGE,
            "Home" => isize::MIN / 2,
            "End" => isize::MAX / 2,
            _ => return,
        };
        event.prevent_default();
        let old = brush.get_untracked();
        let new = match end {
            End::From => old.with_first_moved(by),
            End::To => old.with_end_moved(by, buckets.len()),
        };
        if new != old {
            select(store, new, buckets, began.get_value());
            began.set_value(true);
        }
    };
    let (key, label) = match end {
        End::From => ("from", messages::FROM),
        End::To => ("to", messages::TO),
    };
    view! {
        <div
            class=format!("strip-handle strip-handle-{key}")
            id=format!("strip-{key}")
            data-end=key
            role="slider"
            tabindex="0"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax=last
            aria-valuenow=string(move || now().to_string())
            aria-valuetext=string(words)
            on:keydown=on(press)
            on:blur=on(move |_| began.set_value(false))
        ></div>
    }
}

/// The buckets to label, few enough to be read: where a year begins, or a decade, or a month on a short axis.
fn ticks(store: Store) -> Vec<(usize, String)> {
    let axis = store.engine.pack().axis();
    let named = |(bucket, (first, _)): (usize, &(Day, Day))| {
        let (year, month, day) = first.ymd();
        match axis.unit {
            AxisUnit::Day if day == 1 => Some((bucket, first.to_string()[..7].to_owned())),
            AxisUnit::Month if month == 1 => Some((bucket, year.to_string())),
            AxisUnit::Year if year % 10 == 0 => Some((bucket, year.to_string())),
            AxisUnit::Decade if year % 50 == 0 => Some((bucket, year.to_string())),
            _ => None,
        }
    };
    let all: Vec<_> = axis.buckets.iter().enumerate().filter_map(named).collect();
    let step = all.len().div_ceil(MOST_TICKS).max(1);
    all.into_iter().step_by(step).collect()
}
