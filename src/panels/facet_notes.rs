//! What a person changed of a name or noted of it, in the tooltip of its filter. It is added when the pointer or the focus first comes
//! there, so that the first view needs neither the code nor, of a corpus in chunks, what is in them.

use dossier_index::Pack;
use dossier_model::{EntityIndex, Facet};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget};

use crate::{messages, store::Store, tasks::begin};

/// Set on a filter that was looked at.
const NOTED: &str = "data-noted";

/// Listens for filters that are looked at.
#[component]
pub(crate) fn FacetNotes() -> impl IntoView {
    let store = Store::of_page();
    let over = window_event_listener(ev::pointerover, move |event| look(store, event.target()));
    let into = window_event_listener(ev::focusin, move |event| look(store, event.target()));
    on_cleanup(move || {
        over.remove();
        into.remove();
    });
}

fn look(store: Store, target: Option<EventTarget>) {
    let _ = target.and_then(|target| noted(store, &target.dyn_into().ok()?));
}

fn noted(store: Store, target: &Element) -> Option<()> {
    let value = target.closest(".value").ok()??;
    if value.has_attribute(NOTED) {
        return None;
    }
    value.set_attribute(NOTED, "").ok()?;
    let entity = entity_of(store.engine.pack(), &value.query_selector("input").ok()??.id())?;
    begin(async move {
        let pack = store.engine.pack();
        let entity = store.engine.settled(|| pack.entity(entity)).await;
        let Some(words) = entity.and_then(|entity| words(&entity.edits, entity.note.as_deref())) else {
            return;
        };
        let _ = say(&value, &words);
    });
    Some(())
}

/// The entity of the box of this id.
fn entity_of(pack: &Pack, id: &str) -> Option<EntityIndex> {
    let facet_and_id = id.strip_prefix("pick-")?;
    let (facet, id) = Facet::ALL
        .into_iter()
        .find_map(|facet| Some((facet, facet_and_id.strip_prefix(facet.key())?.strip_prefix('-')?)))?;
    let value = pack.facet_value_by_id(facet, id)?;
    match facet {
        Facet::SaidBy => pack.speaker(value),
        _ => pack.value_entity(facet, value),
    }
}

/// 'Edited: renamed from “Sadr”. The cleric of Najaf.'
fn words(edits: &[String], note: Option<&str>) -> Option<String> {
    let edited = (!edits.is_empty()).then(|| messages::edited(&edits.join("; ")));
    let words: Vec<String> = edited.into_iter().chain(note.map(str::to_owned)).collect();
    (!words.is_empty()).then(|| words.join(". "))
}

fn say(value: &Element, words: &str) -> Option<()> {
    let label = value.query_selector(".value-label").ok()??;
    let before = label.get_attribute("title").filter(|title| !title.is_empty());
    let all: Vec<&str> = before.as_deref().into_iter().chain([words]).collect();
    label.set_attribute("title", &all.join("\n")).ok()?;
    let input = value.query_selector("input").ok()??;
    match document().get_element_by_id(&input.get_attribute("aria-describedby").unwrap_or_default()) {
        Some(names) => names.set_text_content(Some(&all.join(". "))),
        None => input.set_attribute("aria-description", words).ok()?,
    }
    Some(())
}
