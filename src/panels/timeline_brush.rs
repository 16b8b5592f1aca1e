//! The pointer draws a stretch of time over the timeline, which becomes the filter. Keys do the same by the toolbar.

use dossier_model::{PartialDate, Track};
use dossier_view::{TIMELINE_WIDTH, Window};
use leptos::ev::{DragEvent, PointerEvent};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::timeline::percent;
use crate::{
    erase::{Part, on, part, prelude::*},
    store::Store,
};

/// A shorter way of the pointer, in parts of the timeline's width, is a click.
const LEAST: u32 = TIMELINE_WIDTH / 100;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Drag {
    track: Track,
    anchor: u32,
    now: u32,
}

impl Drag {
    fn ends(self) -> (u32, u32) {
        (self.anchor.min(self.now), self.anchor.max(self.now))
    }

    fn is_drawn(self) -> bool {
        self.anchor.abs_diff(self.now) >= LEAST
    }
}

/// The drawing, on which a range can be drawn: over the published dates one of them, else one of those mentioned.
pub(super) fn brushed(store: Store, window: Memo<Option<Window>>, drawing: Part) -> AnyView {
    let area: ElementRef = ElementRef::new();
    let drag = RwSignal::new(None::<Drag>);
    let place = move |event: &PointerEvent| {
        let area = area.get_untracked()?.get_bounding_client_rect();
        let share = (f64::from(event.client_x()) - area.left()) / area.width().max(1.0);
        Some((share.clamp(0.0, 1.0) * f64::from(TIMELINE_WIDTH)) as u32)
    };
    let start = move |event: PointerEvent| {
        if event.button() != 0 || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let is_published =
            target.and_then(|target| target.closest(".timeline-track.is-published").ok().flatten()).is_some();
        let track = if is_published { Track::Published } else { Track::Mentioned };
        drag.set(place(&event).map(|at| Drag { track, anchor: at, now: at }));
    };
    let pull = move |event: PointerEvent| {
        let (Some(before), Some(now)) = (drag.get_untracked(), place(&event)) else { return };
        let next = Drag { now, ..before };
        drag.set(Some(next));
        // Captured only now: a click without a drag belongs to the mark below it.
        if let (true, Some(area)) = (next.is_drawn(), area.get_untracked()) {
            let _ = area.set_pointer_capture(event.pointer_id());
        }
    };
    let finish = move |_: PointerEvent| {
        let Some(drawn) = drag.get_untracked() else { return };
        drag.set(None);
        if let Some(window) = window.get_untracked().filter(|_| drawn.is_drawn()) {
            let (from, to) = drawn.ends();
            let [from, to] = [from, to.saturating_sub(1)].map(|at| Some(PartialDate::Day(window.day_at(at))));
            store.edit(|state| state.with_range(drawn.track, from, to));
        }
    };
    let selection = move || match drag.get().filter(|drag| drag.is_drawn()) {
        Some(drag) => {
            let (from, to) = drag.ends();
            view! { <div class="timeline-brush" style:left=percent(from) style:width=percent(to - from)></div> }
                .into_any()
        }
        None => ().into_any(),
    };
    view! {
        <div
            class="timeline-drawing"
            aria-hidden="true"
            node_ref=area
            on:pointerdown=on(start)
            on:pointermove=on(pull)
            on:pointerup=on(finish)
            on:pointercancel=on(move |_| drag.set(None))
            on:dragstart=on(|event: DragEvent| event.prevent_default())
        >
            {part(drawing)}
            {part(selection)}
        </div>
    }
    .into_any()
}
