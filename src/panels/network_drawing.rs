//! The network as an SVG, whose nodes are dragged with the pointer.

use dossier_model::{EntityIndex, EntityKind};
use dossier_out::NetworkPicture;
use dossier_view::{NetworkBox, network_layout, network_sign};
use leptos::{
    ev::{MouseEvent, PointerEvent},
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::picking::{is_required, pick};
use crate::{
    erase::{flag, on, part, string},
    store::Store,
};

/// How far a pointer moves before it drags, in pixels.
const STILL: i32 = 4;

/// What is drawn, and who each sign is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Drawing {
    pub(super) picture: NetworkPicture,
    pub(super) entities: Vec<EntityIndex>,
    /// How wide each sign's name is.
    pub(super) widths: Vec<i32>,
}

impl Drawing {
    fn layout(&self) -> Vec<[i32; 2]> {
        let signs = self.picture.signs.iter().zip(&self.entities).zip(&self.widths);
        let boxes: Vec<NetworkBox> = signs
            .map(|((sign, entity), label)| NetworkBox { key: entity.0, radius: sign.radius, label: *label })
            .collect();
        let [width, height] = self.picture.size;
        network_layout(&boxes, &self.picture.lines, width, height)
    }
}

/// What the pointer holds: a node, where it was, and where the pointer was.
#[derive(Clone, Copy)]
struct Held {
    node: usize,
    from: [i32; 2],
    pointer: [i32; 2],
    has_moved: bool,
}

/// The drawing. What reads the page aloud passes it over for the table below, which has the same pairs.
pub(super) fn draw(store: Store, drawing: Memo<Drawing>, places: RwSignal<Vec<[i32; 2]>>) -> AnyView {
    let held = StoredValue::new(None::<Held>);
    let near = RwSignal::new(None::<usize>);
    let start = move |event: PointerEvent| {
        let Some(node) = node_of(&event) else { return };
        let Some(from) = places.with_untracked(|places| places.get(node).copied()) else { return };
        if event.button() == 0 {
            let pointer = [event.client_x(), event.client_y()];
            held.set_value(Some(Held { node, from, pointer, has_moved: false }));
            if let Some(svg) = svg_of(&event) {
                let _ = svg.set_pointer_capture(event.pointer_id());
            }
        }
    };
    let pull = move |event: PointerEvent| {
        let Some(now) = held.get_value() else { return };
        let by = [event.client_x() - now.pointer[0], event.client_y() - now.pointer[1]];
        if !now.has_moved && by[0].abs() + by[1].abs() < STILL {
            return;
        }
        held.set_value(Some(Held { has_moved: true, ..now }));
        let size = drawing.with_untracked(|drawing| drawing.picture.size);
        let wide = svg_of(&event).map_or(size[0], |svg| svg.client_width().max(1));
        places.update(|places| {
            if let Some(place) = places.get_mut(now.node) {
                *place = [0, 1].map(|axis| (now.from[axis] + by[axis] * size[0] / wide).clamp(0, size[axis]));
            }
        });
    };
    let finish = move |event: PointerEvent| {
        let Some(now) = held.get_value() else { return };
        held.set_value(None);
        let entity = drawing.with_untracked(|drawing| drawing.entities.get(now.node).copied());
        if let (false, Some(entity)) = (now.has_moved, entity) {
            pick(store, entity, event.shift_key());
        }
    };
    let point = move |event: MouseEvent| near.set(node_of(&event));
    let content = move || {
        let (layout, lines, signs) = drawing.with(|drawing| {
            let signs = drawing.picture.signs.iter().zip(&drawing.entities).enumerate();
            let signs = signs.map(|(at, (sign, entity))| (at, sign.clone(), *entity));
            (drawing.layout(), drawing.picture.lines.clone(), signs.collect::<Vec<_>>())
        });
        places.set(layout);
        let by_thickness = (1..=4).map(|thickness| {
            let of_this: Vec<[usize; 2]> =
                lines.iter().filter(|(_, other)| *other == thickness).map(|(ends, _)| *ends).collect();
            let path = move || places.with(|places| path(places, of_this.iter()));
            view! { <path class="network-line" stroke-width=thickness d=string(path)></path> }
        });
        let all: Vec<[usize; 2]> = lines.iter().map(|(ends, _)| *ends).collect();
        let near_path = move || {
            let node = near.get();
            let of_node = all.iter().filter(|ends| node.is_some_and(|node| ends.contains(&node)));
            places.with(|places| path(places, of_node))
        };
        let nodes = signs.into_iter().map(|(at, sign, entity)| {
            let moved = move || {
                let [x, y] = places.with(|places| places.get(at).copied().unwrap_or_default());
                format!("translate({x} {y})")
            };
            view! {
                <g
                    class=format!("network-node {}", kind_class(sign.kind))
                    class:is-required=flag(move || is_required(store, entity))
                    data-node=at
                    transform=string(moved)
                >
                    <title>{sign.note}</title>
                    <path d=network_sign(sign.kind, sign.radius)></path>
                    <text y=sign.radius + 13>{sign.label}</text>
                </g>
            }
        });
        view! {
            <g>{by_thickness.collect_view()}<path class="network-line is-near" d=string(near_path)></path></g>
            <g>{nodes.collect_view()}</g>
        }
        .into_any()
    };
    let view_box = move || {
        let [width, height] = drawing.with(|drawing| drawing.picture.size);
        format!("0 0 {width} {height}")
    };
    view! {
        <svg
            class="network"
            viewBox=string(view_box)
            aria-hidden="true"
            on:pointerdown=on(start)
            on:pointermove=on(pull)
            on:pointerup=on(finish)
            on:pointercancel=on(move |_| held.set_value(None))
            on:mouseover=on(point)
            on:mouseleave=on(move |_: MouseEvent| near.set(None))
        >
            {part(content)}
        </svg>
    }
    .into_any()
}

pub(super) fn kind_class(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "is-person",
        EntityKind::Organisation => "is-org",
        EntityKind::Place => "is-place",
    }
}

/// The lines between these nodes, as the data of one path.
fn path<'e>(places: &[[i32; 2]], lines: impl Iterator<Item = &'e [usize; 2]>) -> String {
    let mut data = String::new();
    for ends in lines {
        if let [Some([x, y]), Some([to_x, to_y])] = ends.map(|end| places.get(end)) {
            data.push_str(&format!("M{x} {y}L{to_x} {to_y}"));
        }
    }
    data
}

/// The node that the pointer is on.
pub(super) fn node_of(event: &MouseEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest("[data-node]").ok()??.get_attribute("data-node")?.parse().ok()
}

fn svg_of(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}
