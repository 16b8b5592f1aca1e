use dossier_model::{Edit, Entity, EntityIndex, EntityKind, EntityName, Facet};
use dossier_text::fold;

use super::{super::entity_card::kind_name, line};
use crate::{
    erase::{on, part, prelude::*},
    mend, messages,
    store::Store,
};

/// How many names are offered for the same one.
const OFFERED: usize = 20;

/// What can be corrected of an entity; `place` tells the page's forms apart.
pub(in crate::panels) fn mend_entity(store: Store, index: EntityIndex, place: &'static str) -> AnyView {
    let is_open = RwSignal::new(false);
    let form = part(mend::form(store, is_open, move |mends| mends.entity_form(store, index, place)));
    view! {
        <div class="mend">
            <button class="button" id=opener(place) aria-expanded=crate::erase::aria(move || is_open.get())
                on:click=on(move |_| is_open.update(|is_open| *is_open = !*is_open))>{messages::MEND}</button>
            {form}
        </div>
    }
    .into_any()
}

/// The id of the button that opens the form.
fn opener(place: &str) -> String {
    format!("{place}-mend")
}

pub(crate) fn entity_form(store: Store, index: EntityIndex, place: &'static str) -> AnyView {
    let Some(name) = mend::name_of(store, index) else {
        return view! { <p class="mend-none">{messages::WAS_SPLIT_OFF}</p> }.into_any();
    };
    let entity = store.engine.pack().entity(index);
    let id = |what: &str| format!("{place}-mend-{what}");
    let rename = {
        let name = name.clone();
        move |new| mend::add_at(store, &opener(place), Edit::Name(name.clone(), new), messages::RENAMED)
    };
    let note = {
        let name = name.clone();
        move |note| mend::add_at(store, &opener(place), Edit::Note(name.clone(), note), messages::NOTE_KEPT)
    };
    let hide = {
        let name = name.clone();
        move |_| mend::add_at(store, "mend-undo", Edit::Hide(name.clone()), messages::HIDDEN)
    };
    view! {
        <div class="mend-form" role="group" aria-label=messages::MEND>
            {line(id("name"), messages::NAME, entity.label.clone(), messages::RENAME, None, rename)}
            {merge(store, index, name.clone(), place)}
            {line(id("note"), messages::NOTE, entity.note.clone().unwrap_or_default(), messages::KEEP_NOTE, None, note)}
            {kinds(store, entity.kind, name.clone(), place)}
            {splits(store, &entity, &name, place)}
            <p><button class="button" id=id("hide") on:click=on(hide)>{messages::HIDE}</button></p>
        </div>
    }
    .into_any()
}

/// Another name of the same, chosen of those that hold what is typed.
fn merge(store: Store, index: EntityIndex, name: EntityName, place: &'static str) -> AnyView {
    let typed = RwSignal::new(String::new());
    let id = format!("{place}-mend-merge");
    let list = format!("{id}-names");
    let options = move || {
        let wanted = fold(typed.get().trim());
        let fitting =
            others(store, index).filter(|(_, text)| !wanted.is_empty() && fold(text).contains(&wanted));
        fitting
            .take(OFFERED)
            .map(|(_, text)| view! { <option value=text></option> })
            .collect_view()
            .into_any()
    };
    let submit = move |text: String| {
        let wanted = fold(&text);
        let is_it = |label: &str| fold(label) == wanted;
        let found = others(store, index).find(|(_, label)| *label == text || is_it(label));
        let by_label = || others(store, index).find(|(entity, _)| is_it(&label(store, *entity)));
        match found.or_else(by_label).and_then(|(entity, _)| mend::name_of(store, entity)) {
            Some(other) => {
                mend::add_at(store, &opener(place), Edit::Merge(name.clone(), other), messages::MADE_ONE)
            }
            None => store.say(messages::no_other_name(&text)),
        }
    };
    let names = view! { <datalist id=list>{part(options)}</datalist> }.into_any();
    view! {
        <div on:input=on(move |event: leptos::ev::Event| typed.set(event_target_value(&event)))>
            {line(id, messages::IS_THE_SAME_AS, String::new(), messages::MAKE_ONE, Some(names), submit)}
        </div>
    }
    .into_any()
}

/// All other entities, each as it is offered.
fn others(store: Store, index: EntityIndex) -> impl Iterator<Item = (EntityIndex, String)> {
    let every = (0..store.engine.pack_with_values().entity_count() as u32).map(EntityIndex);
    every.filter(move |other| *other != index).map(move |other| {
        let (facet, _) = store.engine.pack().entity_value(other);
        let kind = facet.entity_kind().map_or("", kind_name);
        (other, format!("{} · {kind}", label(store, other)))
    })
}

fn label(store: Store, entity: EntityIndex) -> String {
    let (facet, value) = store.engine.pack().entity_value(entity);
    store.engine.pack().facet_value(facet, value).label.to_owned()
}

fn kinds(store: Store, now: EntityKind, name: EntityName, place: &'static str) -> AnyView {
    let id = format!("{place}-mend-kind");
    let choose = move |event: leptos::ev::Event| {
        let chosen = event_target_value(&event);
        if let Some(kind) = EntityKind::ALL.into_iter().find(|kind| kind.key() == chosen) {
            mend::add_at(store, &opener(place), Edit::Kind(name.clone(), kind), messages::MOVED);
        }
    };
    let options = EntityKind::ALL.map(|kind| {
        view! { <option value=Facet::from(kind).key() selected={kind == now}>{kind_name(kind)}</option> }
    });
    view! {
        <p class="mend-line">
            <label for=id.clone()>{messages::IS_A}</label>
            <select id=id on:change=on(choose)>{options.into_iter().collect_view()}</select>
        </p>
    }
    .into_any()
}

/// Its other names, each of which may be somebody else's.
fn splits(store: Store, entity: &Entity, name: &EntityName, place: &'static str) -> AnyView {
    let label = fold(&entity.label);
    let others = entity.aliases.iter().filter(|alias| alias.count > 0 && fold(&alias.text) != label);
    let items: Vec<_> = others
        .map(|alias| {
            let edit = Edit::Split(name.clone(), alias.text.clone());
            let words = messages::split_off(&alias.text);
            view! { <li><button class="button" on:click=on(move |_| mend::add_at(store, &opener(place), edit.clone(), messages::SPLIT_OFF))>{words}</button></li> }
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <p class="mend-label">{messages::ONE_NAME_IS_ANOTHER}</p>
        <ul class="mend-splits">{items.into_iter().collect_view()}</ul>
    }
    .into_any()
}
