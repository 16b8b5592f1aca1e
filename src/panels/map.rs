use dossier_model::{Coordinates, EntityIndex, Facet};
use dossier_view::{MAP_ZOOM, MapFrame};
use leptos::ev::{KeyboardEvent, MouseEvent};

use super::{
    map_drawing::{draw, picture},
    more::show_more,
    nothing_found::NothingFound,
    picking::name_link,
    share,
};
use crate::{
    engine::counted,
    erase::{on, part, prelude::*, shown, string},
    export, messages,
    picture::save_png,
    store::Store,
};

/// How many places are looked at, the most mentioned first.
const MOST: usize = 300;
/// How many rows each list has before 'more'.
const ROWS: usize = 50;
/// What is narrower than this is a phone's, in pixels.
const NARROW: i32 = 560;
/// How far an arrow key moves the map, in pixels.
const STEP: i32 = 80;

/// A place of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mentioned {
    pub(super) entity: EntityIndex,
    pub(super) mentions: u32,
    pub(super) at: Option<Coordinates>,
}

/// The places of the view, the most mentioned first, and how many are not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Places {
    all: Vec<Mentioned>,
    left_out: usize,
}

/// Where the places that the articles mention are; below the drawing the same as a table, and those that are nowhere.
#[component]
pub(crate) fn MapPanel() -> impl IntoView {
    let store = Store::of_page();
    let size = size();
    // While chunks are still to come, the places before stay, for the map is fitted to them.
    let places = Memo::new(move |before: Option<&Places>| {
        let (places, is_whole) = mentioned(store);
        match before {
            Some(before) if !is_whole => before.clone(),
            _ => places,
        }
    });
    let placed = Memo::new(move |_| {
        places.with(|places| {
            let placed = places.all.iter().filter(|place| place.at.is_some());
            placed.copied().collect::<Vec<Mentioned>>()
        })
    });
    let unplaced = Memo::new(move |_| {
        places.with(|places| {
            let unplaced = places.all.iter().filter(|place| place.at.is_none());
            unplaced.copied().collect::<Vec<Mentioned>>()
        })
    });
    let frame = RwSignal::new(MapFrame::of_all(&[], size));
    let fit = move || {
        let at: Vec<Coordinates> =
            placed.with_untracked(|placed| placed.iter().filter_map(|place| place.at).collect());
        frame.set(MapFrame::of_all(&at, size));
    };
    // Another view begins anew, with most of its places in sight.
    Effect::new(move |_| {
        let at: Vec<(Coordinates, u32)> = placed
            .with(|placed| placed.iter().filter_map(|place| Some((place.at?, place.mentions))).collect());
        frame.set(MapFrame::of_most(&at, size));
    });
    let is_empty = move || places.with(|places| places.all.is_empty());
    let has_map = move || placed.with(|placed| !placed.is_empty());
    view! {
        <h2 class="visually-hidden">{messages::MAP}</h2>
        {shown(is_empty, move || match store.found.with(Vec::is_empty) {
            true => view! { <NothingFound/> }.into_any(),
            false => view! { <p class="panel-empty">{messages::NO_PLACES}</p> }.into_any(),
        })}
        {shown(move || !is_empty() && !has_map(), || view! {
            <p class="panel-empty">{messages::PLACES_NOT_KNOWN}</p>
        }.into_any())}
        {shown(has_map, move || view! {
            {toolbar(store, placed, frame, fit)}
            <div
                class="map"
                id="map"
                dir="ltr"
                role="group"
                tabindex="0"
                aria-label=messages::MAP_KEYS
                on:keydown=on(move |event| press(&event, frame, &fit))
            >
                {draw(store, placed, frame)}
            </div>
            <p class="map-sources">
                {messages::PLACES_FROM}<a href="https://www.geonames.org/" rel="noreferrer">"GeoNames"</a>", "
                <a href="https://creativecommons.org/licenses/by/4.0/" rel="noreferrer">"CC BY 4.0"</a>
                {messages::OUTLINES_FROM}<a href="https://www.naturalearthdata.com/" rel="noreferrer">"Natural Earth"</a>"."
            </p>
            {table(store, placed)}
        }.into_any())}
        {shown(move || unplaced.with(|unplaced| !unplaced.is_empty()), move || nowhere(store, unplaced))}
        {shown(move || places.with(|places| places.left_out > 0), move || {
            let words = move || {
                let left_out = places.with(|places| places.left_out);
                messages::places_not_looked_at(MOST, left_out)
            };
            view! { <p class="map-sources">{string(words)}</p> }.into_any()
        })}
    }
}

/// As wide as there is room, and as high as a screen shows at once.
fn size() -> [i32; 2] {
    let column = document().get_element_by_id("results").map(|column| column.client_width());
    let inside = window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or_default() as i32;
    // Without its padding.
    let width = (column.filter(|width| *width > 0).unwrap_or(inside) - 48).clamp(280, 960);
    [width, if width < NARROW { width * 5 / 4 } else { width * 9 / 16 }]
}

fn mentioned(store: Store) -> (Places, bool) {
    let documents = store.found.get();
    store.engine.whole(|pack| {
        let mut counts = vec![0; pack.facet_len(Facet::Place)];
        for document in documents.into_iter().map(dossier_model::DocumentIndex) {
            for (value, times) in pack.document_values(document, Facet::Place) {
                // A place that only the record of an article names is there, too.
                counts[value as usize] += times.max(1);
            }
        }
        let values = counted(&counts);
        let left_out = values.len().saturating_sub(MOST);
        let all = values.into_iter().take(MOST).filter_map(|value| {
            let entity = pack.value_entity(Facet::Place, value)?;
            Some(Mentioned { entity, mentions: counts[value as usize], at: pack.entity(entity).at })
        });
        Places { all: all.collect(), left_out }
    })
}

fn toolbar(
    store: Store,
    placed: Memo<Vec<Mentioned>>,
    frame: RwSignal<MapFrame>,
    fit: impl Fn() + Copy + 'static,
) -> AnyView {
    let svg = move || {
        let picture = picture(store, placed, frame.get_untracked(), messages::MAP_SOURCES);
        dossier_out::map(&store.words(), &share::page_link(store), &picture)
    };
    let save = move |_: MouseEvent| export::save(store, "map.svg", "image/svg+xml", &svg());
    let save_pixels = move |_: MouseEvent| save_png(store, "map.png", svg());
    let zoom = move |factor: f64| frame.update(|frame| *frame = frame.zoomed_in_place(factor));
    view! {
        <div class="network-bar">
            <p class="network-note">{messages::CHOOSE_A_PLACE}<span class="mouse-hint">{messages::SHIFT_CLICK}</span></p>
            <div class="network-tools" role="group" aria-label=messages::WHAT_MAP_SHOWS>
                <button class="button" id="map-in" on:click=on(move |_: MouseEvent| zoom(MAP_ZOOM))>{messages::ZOOM_IN}</button>
                <button class="button" id="map-out" on:click=on(move |_: MouseEvent| zoom(1.0 / MAP_ZOOM))>{messages::ZOOM_OUT}</button>
                <button class="button" id="map-all" on:click=on(move |_: MouseEvent| fit())>{messages::ALL}</button>
                <button class="button" id="map-svg" on:click=on(save)>{messages::SAVE_AS_SVG}</button>
                <button class="button" id="map-png" on:click=on(save_pixels)>{messages::SAVE_AS_PNG}</button>
            </div>
        </div>
    }
    .into_any()
}

fn press(event: &KeyboardEvent, frame: RwSignal<MapFrame>, fit: &dyn Fn()) {
    let now = frame.get_untracked();
    let next = match event.key().as_str() {
        "+" | "=" => now.zoomed_in_place(MAP_ZOOM),
        "-" => now.zoomed_in_place(1.0 / MAP_ZOOM),
        "ArrowLeft" => now.pulled([STEP, 0]),
        "ArrowRight" => now.pulled([-STEP, 0]),
        "ArrowUp" => now.pulled([0, STEP]),
        "ArrowDown" => now.pulled([0, -STEP]),
        "0" => return fit(),
        _ => return,
    };
    event.prevent_default();
    frame.set(next);
}

/// The places of the map, a row each.
fn table(store: Store, placed: Memo<Vec<Mentioned>>) -> AnyView {
    let limit = RwSignal::new(ROWS);
    let rows = move || {
        let rows = placed.with(|placed| placed.iter().take(limit.get()).copied().collect::<Vec<_>>());
        let row = |place: Mentioned| {
            view! { <tr><td>{name_link(store, place.entity)}</td><td class="number">{place.mentions}</td></tr> }
        };
        rows.into_iter().map(row).collect_view().into_any()
    };
    let has_more = move || placed.with(|placed| placed.len() > limit.get());
    view! {
        <table class="entity-table map-table">
            <caption class="visually-hidden">{messages::PLACES_ON_MAP}</caption>
            <thead><tr><th scope="col">{messages::PLACE}</th><th scope="col">{messages::MENTIONS}</th></tr></thead>
            <tbody>{part(rows)}</tbody>
        </table>
        {show_more(limit, ROWS, has_more)}
    }
    .into_any()
}

/// The places that are not on the map.
fn nowhere(store: Store, unplaced: Memo<Vec<Mentioned>>) -> AnyView {
    let names = move || {
        let all = unplaced.get().into_iter().map(|place| {
            view! { <li>{name_link(store, place.entity)}" "<span class="overview-count">{place.mentions}</span></li> }
        });
        all.collect_view().into_any()
    };
    view! {
        <section class="map-nowhere" aria-labelledby="map-nowhere">
            <h3 id="map-nowhere">{messages::NOT_PLACED}</h3>
            <ul>{part(names)}</ul>
        </section>
    }
    .into_any()
}
