//! What a click on a name does wherever names are drawn: it filters, and with Shift it leaves out.

use dossier_model::{EntityIndex, Facet};
use dossier_view::{Id, Selection};
use leptos::ev::MouseEvent;

use crate::{
    erase::{on, prelude::*, string},
    store::Store,
};

/// Requires an entity, or no longer; with `without` the articles that mention it are left out.
pub(super) fn pick(store: Store, entity: EntityIndex, without: bool) {
    let Some((facet, id)) = store.engine.entity_id(entity) else { return };
    if without {
        store.edit(|state| state.exclude(facet, &id));
    } else {
        store.edit(|state| state.toggle_required(facet, &id));
    }
}

/// Whether articles must have an entity, tracked.
pub(super) fn is_required(store: Store, entity: EntityIndex) -> bool {
    let named = store.engine.entity_id(entity);
    named.is_some_and(|(facet, id)| {
        let selection = store.with(|state| state.selection(facet, &id));
        matches!(selection, Selection::Required | Selection::AnyOf)
    })
}

/// A name as a link that filters, and with Shift leaves out.
pub(super) fn name_link(store: Store, entity: EntityIndex) -> AnyView {
    let (facet, value) = store.engine.pack().entity_value(entity);
    let info = store.engine.pack().facet_value(facet, value);
    let id = Id::new(info.id);
    let href =
        move || store.href(|state| id.as_ref().map_or_else(|| state.clone(), |id| state.require(facet, id)));
    let click = move |event: MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
            pick(store, entity, true);
        }
    };
    let class = format!("name name-{}", facet.key());
    view! { <a class=class dir="auto" href=string(href) on:click=on(click)>{info.label.to_owned()}</a> }
        .into_any()
}

/// A link to the articles that mention two entities, tracked.
pub(super) fn both_link(store: Store, entities: [EntityIndex; 2]) -> String {
    let named: Vec<(Facet, Id)> =
        entities.into_iter().filter_map(|entity| store.engine.entity_id(entity)).collect();
    store.href(|state| named.iter().fold(state.clone(), |state, (facet, id)| state.require(*facet, id)))
}
