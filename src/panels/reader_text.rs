use dossier_index::Pack;
use dossier_model::{Block, BlockKind, ByteRange, EntityIndex, Facet};
use dossier_view::{Piece, Segment, SegmentKind, date_words, segments};
use leptos::ev::MouseEvent;
use wasm_bindgen::JsCast;

use super::reader::{Note, Reading};
use crate::{
    erase::{flag, on, part, prelude::*, string},
    messages,
    store::Store,
};

/// One block of the article, with its hits, names and dates.
#[component]
pub(super) fn TextBlock(block: Block) -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let content = move || {
        let annotations = reading.annotations.get_value();
        let cut = reading.hits.with(|hits| {
            segments(block.range, &annotations.mentions, &annotations.dates, hits, reading.passage.get())
        });
        cut.into_iter().map(|segment| draw(store, reading, segment)).collect_view().into_any()
    };
    let id = format!("block-{}", block.range.start);
    match block.kind {
        BlockKind::Heading | BlockKind::Headline => {
            view! { <h3 id=id dir="auto">{part(content)}</h3> }.into_any()
        }
        _ => {
            let href = move || store.href(|state| state.with_passage(Some(block.range)));
            view! {
                <p id=id dir="auto">
                    {part(content)}
                    <a class="pilcrow" href=string(href) aria-label=messages::LINK_TO_PARAGRAPH>"¶"</a>
                </p>
            }
            .into_any()
        }
    }
}

fn draw(store: Store, reading: Reading, segment: Segment) -> AnyView {
    let start = segment.pieces.first().map_or(0, |piece| piece.range.start);
    let text = store.engine.pack().text(reading.document);
    let pieces = segment.pieces.into_iter().map(|piece| draw_piece(reading, text, piece)).collect_view();
    let id = format!("note-{start}");
    match segment.kind {
        SegmentKind::Plain => pieces.into_any(),
        SegmentKind::Entity(entity) => draw_entity(store, reading, entity, start, pieces.into_any()),
        SegmentKind::Date(number) => draw_date(store, reading, number, id, pieces.into_any()),
    }
}

fn draw_piece(reading: Reading, text: &'static str, piece: Piece) -> AnyView {
    let words = piece.range.of(text).to_owned();
    let at = piece.range.start;
    let passage = piece.in_passage;
    match piece.hit {
        Some(hit) => {
            let is_first =
                reading.hits.with_untracked(|hits| hits.get(hit).is_some_and(|range| range.start == at));
            let id = is_first.then(|| format!("mark-{hit}"));
            let is_current = move || {
                let current = reading.steps.current.get();
                current.is_some() && current == reading.hits.with(|hits| hits.get(hit).copied())
            };
            view! { <mark id=id data-at=at class:in-passage=passage class:is-current=flag(is_current)>{words}</mark> }.into_any()
        }
        None => view! { <span data-at=at class:in-passage=passage>{words}</span> }.into_any(),
    }
}

/// A mention: a link to the view of its entity, which a plain click shows as a card first.
fn draw_entity(store: Store, reading: Reading, entity: EntityIndex, start: u32, pieces: AnyView) -> AnyView {
    let id = format!("note-{start}");
    let is_current = move || reading.steps.current.get().is_some_and(|current| current.start == start);
    let Some((facet, value)) = store.engine.entity_id(entity) else { return pieces };
    let href = move || store.href(|state| state.require(facet, &value));
    let ask = asker(reading, SegmentKind::Entity(entity), id.clone());
    view! {
        <a id=id class=format!("entity entity-{}", facet.key()) class:is-current=flag(is_current) href=string(href) aria-haspopup="dialog" on:click=on(ask)>{pieces}</a>
    }
    .into_any()
}

fn draw_date(store: Store, reading: Reading, number: usize, id: String, pieces: AnyView) -> AnyView {
    let annotations = reading.annotations.get_value();
    let Some(date) = annotations.dates.get(number) else { return pieces };
    let (edtf, words) = (date.span.edtf(), date_words(&date.span));
    let title = if date.span.is_unknown() { messages::NOT_IN_CALENDAR.to_owned() } else { words };
    let href = move || store.href(|state| state.clone());
    let ask = asker(reading, SegmentKind::Date(number), id.clone());
    view! {
        <a id=id class="date-mention" class:is-unknown=date.span.is_unknown() href=string(href) aria-haspopup="dialog" title=title on:click=on(ask)>
            <time datetime=edtf>{pieces}</time>
        </a>
    }
    .into_any()
}

/// Opens the card on a plain click; a click that asks for a new tab stays the link's.
fn asker(reading: Reading, what: SegmentKind, from: String) -> impl Fn(MouseEvent) {
    move |event| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.button() != 0 {
            return;
        }
        event.prevent_default();
        let element =
            event.current_target().and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
        let top = element.map_or(0, |element| element.offset_top() + element.offset_height());
        let note = Note { what, from: from.clone(), top };
        reading.note.update(|open| {
            let again = open.as_ref().is_some_and(|open| open.from == note.from);
            *open = (!again).then_some(note);
        });
    }
}

/// A stretch of set-aside text, marked where the link points at it.
#[component]
pub(super) fn Passage(range: ByteRange, text: &'static str) -> impl IntoView {
    let reading = expect_context::<Reading>();
    part(move || {
        let segments = segments(range, &[], &[], &[], reading.passage.get());
        let pieces = segments.into_iter().flat_map(|segment| segment.pieces);
        pieces.map(|piece| draw_piece(reading, text, piece)).collect_view().into_any()
    })
}

/// How many mentions of an entity the open article has.
pub(super) fn mentions_here(pack: &Pack, reading: Reading, facet: Facet, value: u32) -> u32 {
    let values = pack.document_values(reading.document, facet).into_iter();
    values.filter(|(other, _)| *other == value).map(|(_, mentions)| mentions).sum()
}
