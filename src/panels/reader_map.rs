//! A strip beside the article with a mark for each hit and each name. For the pointer alone: who can't see it steps from
//! one to the next (`reader_steps`).

use dossier_model::{ByteRange, EntityIndex};
use leptos::ev::MouseEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollLogicalPosition};

use super::{
    reader::Reading,
    reader_steps::{Steps, Through},
};
use crate::{
    erase::{on, part, prelude::*},
    focus,
    store::Store,
};

/// A strip has this many rows; of marks of one kind in a row one is drawn.
const ROWS: u32 = 250;
/// How many rows away from a mark the pointer still means it.
const NEAR: u32 = 4;
/// Shorter articles are seen as a whole.
const SHORTEST: u32 = 1500;

/// What a mark stands for; the later covers the earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Name(EntityIndex),
    Passage,
    Place,
}

/// The strip, for the text of these bytes.
#[component]
pub(super) fn ReaderMap(text: ByteRange) -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    if text.end.saturating_sub(text.start) < SHORTEST {
        return ().into_any();
    }
    let row = move |range: ByteRange| {
        let at = range.start.saturating_sub(text.start);
        u64::from(at) * u64::from(ROWS) / u64::from(text.end - text.start).max(1)
    };
    let row = move |range: ByteRange| (row(range) as u32).min(ROWS - 1);
    let marks = Memo::new(move |_| marks(reading, row));
    let drawn = move || {
        let class = |kind: Kind| match kind {
            Kind::Name(entity) => {
                format!("map-mark name-{}", store.engine.pack().entity_value(entity).0.key())
            }
            Kind::Passage => "map-mark is-passage".to_owned(),
            Kind::Place => "map-mark is-place".to_owned(),
        };
        let mark = |(kind, row): &(Kind, u32)| {
            view! { <span class=class(*kind) style:top=format!("{}%", f64::from(*row) * 100.0 / f64::from(ROWS))></span> }
        };
        marks.with(|marks| marks.iter().map(mark).collect_view().into_any())
    };
    let jump = move |event: MouseEvent| {
        let Some(strip) = event.current_target().and_then(|strip| strip.dyn_into::<Element>().ok()) else {
            return;
        };
        let area = strip.get_bounding_client_rect();
        let share = (f64::from(event.client_y()) - area.top()) / area.height().max(1.0);
        go(reading.steps, (share.clamp(0.0, 1.0) * f64::from(ROWS)) as u32, row);
    };
    view! {
        <div class="reader-map" aria-hidden="true">
            <div class="reader-map-strip" on:click=on(jump)>{part(drawn)}</div>
        </div>
    }
    .into_any()
}

/// What is marked in which row, each once, in the order of drawing.
fn marks(reading: Reading, row: impl Fn(ByteRange) -> u32) -> Vec<(Kind, u32)> {
    let steps = reading.steps;
    let mut marks: Vec<(Kind, u32)> = steps.mentions.with_value(|mentions| {
        mentions.iter().map(|mention| (Kind::Name(mention.entity), row(mention.range))).collect()
    });
    // Of several names in a row the first in the order of entities is drawn.
    marks.sort_unstable_by_key(|(kind, row)| (*row, *kind));
    marks.dedup_by_key(|(_, row)| *row);
    marks.extend(reading.passage.get().map(|passage| (Kind::Passage, row(passage))));
    let mut places: Vec<u32> = match steps.through.get() {
        Through::Names => Vec::new(),
        _ => steps.places.with(|places| places.iter().map(|place| row(*place)).collect()),
    };
    places.dedup();
    marks.extend(places.into_iter().map(|row| (Kind::Place, row)));
    marks
}

/// Goes to the place nearest to a row of the strip, else to that part of the article.
fn go(steps: Steps, wanted: u32, row: impl Fn(ByteRange) -> u32) {
    let nearest = steps.places.with_untracked(|places| {
        let away = |place: &ByteRange| row(*place).abs_diff(wanted);
        let places = places.iter().map(away).enumerate();
        places.min_by_key(|(_, away)| *away).filter(|(_, away)| *away <= NEAR)
    });
    if let Some((number, _)) = nearest {
        steps.go(number);
        return;
    }
    let blocks = steps.blocks.with_value(|blocks| {
        blocks.iter().rev().find(|block| row(**block) <= wanted).map(|block| block.start)
    });
    if let Some(start) = blocks {
        focus::reveal(&format!("#block-{start}"), ScrollLogicalPosition::Start);
    }
}
