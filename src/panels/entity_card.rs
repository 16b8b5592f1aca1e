use dossier_model::{Day, EntityIndex, EntityKind, PartialDate, Track};
use dossier_view::{SegmentKind, Selection, ViewState, date_words};

use super::{
    about::{about_link, edited},
    mending::mend_entity,
    reader::{Note, Reading},
    reader_text::mentions_here,
};
use crate::{
    erase::{aria, on, part, prelude::*, string},
    focus::focus_soon,
    messages,
    store::Store,
};

/// What is known of the name or date that the reader clicked, and what can be done with it.
#[component]
pub(super) fn NoteCard() -> impl IntoView {
    let reading = expect_context::<Reading>();
    Effect::new(move |before: Option<Option<Note>>| {
        let now = reading.note.get();
        match (&now, before.flatten()) {
            (Some(_), _) => focus_soon("note-card"),
            (None, Some(closed)) => focus_soon(closed.from),
            (None, None) => {}
        }
        now
    });
    let close = move || reading.note.set(None);
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close();
        }
    };
    part(move || {
        let Some(Note { what, top, .. }) = reading.note.get() else { return ().into_any() };
        let content = match what {
            SegmentKind::Entity(entity) => view! { <EntityNote entity/> }.into_any(),
            SegmentKind::Date(number) => view! { <DateNote number/> }.into_any(),
            SegmentKind::Plain => return ().into_any(),
        };
        view! {
            <section
                class="note-card"
                id="note-card"
                role="dialog"
                aria-labelledby="note-title"
                tabindex="-1"
                style:top=format!("{top}px")
                on:keydown=on(on_key)
            >
                {content}
                <button class="note-close" aria-label=messages::CLOSE on:click=on(move |_| close())>"×"</button>
            </section>
        }
        .into_any()
    })
}

#[component]
fn EntityNote(entity: EntityIndex) -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let pack = store.engine.pack();
    let (facet, value) = pack.entity_value(entity);
    let info = pack.facet_value(facet, value);
    let (index, entity) = (entity, pack.entity(entity));
    let id = dossier_view::Id::new(info.id)?;
    let here = mentions_here(pack, reading, facet, value);
    let others = entity.aliases.iter().filter(|alias| alias.text != entity.label).map(|alias| {
        let because = if alias.reason.is_empty() {
            String::new()
        } else {
            format!(", {}", messages::because(&alias.reason))
        };
        view! { <li><span dir="auto">{alias.text.clone()}</span><span class="reason">{because}</span></li> }
    });
    let others = others.collect_view();
    let selection = {
        let id = id.clone();
        move || store.with(|state| state.selection(facet, &id))
    };
    let is_required = {
        let selection = selection.clone();
        move || matches!(selection(), Selection::Required | Selection::AnyOf)
    };
    let is_excluded = move || selection() == Selection::Excluded;
    let edit = move |change: fn(&ViewState, dossier_model::Facet, &dossier_view::Id) -> ViewState| {
        let id = id.clone();
        move |_| store.edit(|state| change(state, facet, &id))
    };
    Some(view! {
        <p class="note-kind">{kind_name(entity.kind)}</p>
        <h3 id="note-title" dir="auto">{entity.label.clone()}</h3>
        <p>{messages::here_and_in_articles(here, info.total as usize, pack.len())}</p>
        {entity.note.clone().map(|note| view! { <p class="about-note" dir="auto">{note}</p> })}
        {edited(&entity)}
        <ul class="note-names">{others}</ul>
        <div class="note-actions">
            <button class="button" aria-pressed=aria(is_required)
                on:click=on(edit(|state, facet, id| state.toggle_required(facet, id)))>{messages::FILTER}</button>
            <button class="button" aria-pressed=aria(is_excluded)
                on:click=on(edit(|state, facet, id| if state.selection(facet, id) == Selection::Excluded {
                    state.release(facet, id)
                } else {
                    state.exclude(facet, id)
                }))>{messages::LEAVE_OUT}</button>
            <a class="button" href=string(move || about_link(store, index))>{messages::ALL_ABOUT}</a>
        </div>
        {mend_entity(store, index, "card")}
    })
}

/// What an entity is, above its name.
pub(super) fn kind_name(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => messages::PERSON,
        EntityKind::Organisation => messages::ORGANISATION,
        EntityKind::Place => messages::PLACE,
    }
}

#[component]
fn DateNote(number: usize) -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let annotations = reading.annotations.get_value();
    let date = annotations.dates.get(number)?;
    let (span, range) = (date.span, date.range);
    let words = range.of(store.engine.pack().text(reading.document)).to_owned();
    let filter = move |_| {
        store.edit(|state| {
            state.with_range(Track::Mentioned, partial(span.from, true), partial(span.to, false))
        });
    };
    Some(view! {
        <p class="note-kind">{messages::DATE}</p>
        <h3 id="note-title">{words}</h3>
        {if span.is_unknown() {
            view! { <p>{messages::NOT_IN_CALENDAR_WHY}</p> }.into_any()
        } else {
            view! {
                <p>{date_words(&span)}" (EDTF "<code>{span.edtf()}</code>")"</p>
                <div class="note-actions">
                    <button class="button" on:click=on(filter)>{messages::MENTION_THIS_TIME}</button>
                </div>
            }
            .into_any()
        }}
    })
}

/// The coarsest date that a link can say whose end is this day.
fn partial(day: Option<Day>, is_start: bool) -> Option<PartialDate> {
    dossier_view::coarsest(day?, is_start)
}
