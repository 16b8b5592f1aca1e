use dossier_index::TrackCounts;
use dossier_model::Track;
use leptos::prelude::*;

use crate::{
    erase::{flag, string},
    store::Store,
};

/// The height of the drawing: published dates stand up from its middle, mentioned ones hang down.
const HEIGHT: u32 = 72;
const MIDDLE: u32 = HEIGHT / 2;
/// A bar that is not nothing is at least this high.
const LEAST: u32 = 2;
/// The width of a bucket in the drawing, and how much of it its bar fills.
const WIDTH: usize = 10;
const FILL: usize = 8;

/// The bars: pale ones for the whole corpus, and in front of them the present results, what is certain darkest.
#[component]
pub(super) fn Bars() -> impl IntoView {
    let store = Store::of_page();
    let width = store.engine.pack().axis().buckets.len() * WIDTH;
    let series = move |track: Track, of_all: bool, certain: bool| {
        move || {
            let results = if of_all { store.everything.get() } else { store.beside.get() };
            let (Some(shown), Some(all)) = (&results.histogram, &store.everything.read().histogram) else {
                return String::new();
            };
            let pick = |track| match track {
                Track::Published => (&shown.published, &all.published),
                Track::Mentioned => (&shown.mentioned, &all.mentioned),
            };
            let (shown, all) = pick(track);
            let most = all.possible.iter().copied().max().unwrap_or(0);
            path(counts(shown, certain), most, track == Track::Published)
        }
    };
    let is_on = move |track| store.with(|state| state.dates.on) == track;
    let bars = [Track::Published, Track::Mentioned].map(|track| {
        view! {
            <g class="track" class:is-on=flag(move || is_on(track))>
                <path class="bars-all" d=string(series(track, true, false))></path>
                <path class="bars-possible" d=string(series(track, false, false))></path>
                <path class="bars-certain" d=string(series(track, false, true))></path>
            </g>
        }
    });
    view! {
        <svg class="strip-bars" viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none" aria-hidden="true">
            {bars}
            <path class="strip-line" d=format!("M0 {MIDDLE}H{width}")></path>
        </svg>
    }
}

fn counts(track: &TrackCounts, certain: bool) -> &[u32] {
    if certain { &track.certain } else { &track.possible }
}

/// A bar a bucket, as the data of one path.
fn path(counts: &[u32], most: u32, up: bool) -> String {
    let mut data = String::new();
    for (bucket, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let height = ((MIDDLE - 2) * count / most.max(1)).max(LEAST);
        let (x, top) = (bucket * WIDTH + (WIDTH - FILL) / 2, if up { MIDDLE - height } else { MIDDLE });
        data.push_str(&format!("M{x} {top}h{FILL}v{height}h-{FILL}z"));
    }
    data
}
