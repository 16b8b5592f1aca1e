//! The map as an SVG that is pulled with the pointer and zoomed with the wheel.

use dossier_model::EntityIndex;
use dossier_out::{MapPicture, PlaceSign};
use dossier_view::{MAP_ZOOM, MapFrame, MapSign, ViewState, label_width, map_labels, outline_path};
use leptos::{
    ev::{PointerEvent, WheelEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::{
    map::Mentioned,
    network_drawing::node_of,
    picking::{is_required, pick},
    share::link_to,
};
use crate::{
    erase::{flag, on, part, string},
    messages,
    store::Store,
};

/// The outlines of countries, which `train/src/bin/places.rs` makes.
static OUTLINES: &[u8] = include_bytes!("outlines.bin");
/// How far a pointer moves before it pulls, in pixels.
const STILL: i32 = 4;
/// The radius of the place mentioned most, squared, and the least radius, in pixels.
const LARGEST: u32 = 196;
const LEAST: i32 = 4;

/// What the pointer holds: the map as it was, where the pointer was, and the place under it.
#[derive(Clone, Copy)]
struct Held {
    frame: MapFrame,
    pointer: [i32; 2],
    place: Option<usize>,
    has_moved: bool,
}

/// The drawing. What reads the page aloud passes it over for the table below, which has the same places.
pub(super) fn draw(store: Store, placed: Memo<Vec<Mentioned>>, frame: RwSignal<MapFrame>) -> AnyView {
    let held = StoredValue::new(None::<Held>);
    let size = frame.get_untracked().size();
    let start = move |event: PointerEvent| {
        if event.button() == 0 {
            let pointer = [event.client_x(), event.client_y()];
            let (frame, place) = (frame.get_untracked(), node_of(&event));
            held.set_value(Some(Held { frame, pointer, place, has_moved: false }));
            if let Some(svg) = svg_of(&event) {
                let _ = svg.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let pull = move |event: PointerEvent| {
        let Some(now) = held.get_value() else { return };
        let by = [event.client_x() - now.pointer[0], event.client_y() - now.pointer[1]];
        if now.has_moved || by[0].abs() + by[1].abs() >= STILL {
            held.set_value(Some(Held { has_moved: true, ..now }));
            let wide = svg_of(&event).map_or(size[0], |svg| svg.client_width().max(1));
            frame.set(now.frame.pulled(by.map(|pixels| pixels * size[0] / wide)));
        }
    };
    let finish = move |event: PointerEvent| {
        let Some(now) = held.get_value() else { return };
        held.set_value(None);
        let place = now.place.filter(|_| !now.has_moved);
        let entity = place.and_then(|at| placed.with_untracked(|placed| Some(placed.get(at)?.entity)));
        if let Some(entity) = entity {
            pick(store, entity, event.shift_key());
        }
    };
    let zoom = move |event: WheelEvent| {
        let Some(svg) = svg_of(&event) else { return };
        let (area, now) = (svg.get_bounding_client_rect(), frame.get_untracked());
        let scale = f64::from(size[0]) / area.width().max(1.0);
        let x = (f64::from(event.client_x()) - area.left()) * scale;
        let y = (f64::from(event.client_y()) - area.top()) * scale;
        let factor = if event.delta_y() < 0.0 { MAP_ZOOM } else { 1.0 / MAP_ZOOM };
        let next = now.zoomed(factor, [x as i32, y as i32]);
        // Where it can't be zoomed any further the page scrolls on.
        if next != now {
            event.prevent_default();
            frame.set(next);
        }
    };
    let land = outline_path(OUTLINES).unwrap_or_default();
    view! {
        <svg
            class="map-drawing"
            viewBox=format!("0 0 {} {}", size[0], size[1])
            aria-hidden="true"
            on:pointerdown=on(start)
            on:pointermove=on(pull)
            on:pointerup=on(finish)
            on:pointercancel=on(move |_| held.set_value(None))
            on:wheel=on(zoom)
        >
            <g transform=string(move || frame.get().transform())><path class="map-land" d=land></path></g>
            {part(move || signs(store, placed, frame.get()))}
        </svg>
    }
    .into_any()
}

/// A place that is in sight: its number in the list, what it is, its sign, and where its name stands if there is room.
struct Seen {
    number: usize,
    entity: EntityIndex,
    name: &'static str,
    note: String,
    sign: MapSign,
    label: Option<[i32; 2]>,
}

/// The places and the names that there is room for, the most mentioned first.
fn seen(store: Store, placed: Memo<Vec<Mentioned>>, frame: MapFrame) -> Vec<Seen> {
    let pack = store.engine.pack();
    let size = frame.size();
    let all = placed.with(|placed| {
        let most = placed.first().map_or(1, |place| place.mentions.max(1));
        let signs = placed.iter().enumerate().filter_map(|(number, place)| {
            let (facet, value) = pack.entity_value(place.entity);
            let label = pack.facet_value(facet, value).label;
            let at = frame.place(place.at?);
            let is_inside = (0..2).all(|axis| (-20..=size[axis] + 20).contains(&at[axis]));
            let radius = LEAST + (LARGEST * place.mentions / most).isqrt() as i32 * 3 / 4;
            is_inside.then(|| (number, *place, label, MapSign { at, radius, label: label_width(label) }))
        });
        signs.collect::<Vec<_>>()
    });
    let labels = map_labels(&all.iter().map(|(.., sign)| *sign).collect::<Vec<_>>(), size);
    let seen = all.into_iter().zip(labels).map(|((number, place, name, sign), label)| {
        let note = messages::mentioned_times(name, place.mentions as usize);
        Seen { number, entity: place.entity, name, note, sign, label }
    });
    seen.collect()
}

/// The map for a file.
pub(super) fn picture(
    store: Store,
    placed: Memo<Vec<Mentioned>>,
    frame: MapFrame,
    sources: &str,
) -> MapPicture {
    let places =
        seen(store, placed, frame).into_iter().map(|Seen { entity, name, note, sign, label, .. }| {
            let named = store.engine.entity_id(entity);
            let about = named.and_then(|(facet, id)| Some((facet.entity_kind()?, id)));
            let link = link_to(store, &ViewState::default().with_about(about));
            PlaceSign { at: sign.at, radius: sign.radius, name: name.to_owned(), label, note, link }
        });
    MapPicture {
        size: frame.size(),
        land: outline_path(OUTLINES).unwrap_or_default(),
        transform: frame.transform(),
        places: places.collect(),
        sources: sources.to_owned(),
    }
}

/// The places in sight as signs. The most mentioned is drawn first, below the others.
fn signs(store: Store, placed: Memo<Vec<Mentioned>>, frame: MapFrame) -> AnyView {
    let drawn = seen(store, placed, frame).into_iter().map(|Seen { number, entity, name, note, sign, label }| {
        let [x, y] = sign.at;
        view! {
            <g class="map-place" class:is-required=flag(move || is_required(store, entity)) data-node=number>
                <title>{note}</title>
                <circle cx=x cy=y r=sign.radius></circle>
                {label.map(|[left, base]| view! { <text x=left y=base>{name.to_owned()}</text> })}
            </g>
        }
    });

    view! { <g>{drawn.collect_view()}</g> }.into_any()
}

fn svg_of(event: &web_sys::Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}
