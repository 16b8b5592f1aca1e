//! What a reader corrects in the page: the edits of the corpus that is shown, kept on the reader's machine, and those that a
//! link brings along.
//!
//! What carries them out and draws the forms is a wasm of its own, behind the door in [`part`].
//!
//! Edits are data; the page is never changed by one. After each change all of them are carried out on the pack as it was
//! opened ([`making`]), and the app is mounted anew on what comes of that.

mod making;
mod part;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use dossier_index::Pack;
use dossier_model::{DocumentIndex, Edit, EntityIndex, EntityKind, EntityName};
use dossier_read::{Settings, settings_from_toml};
use dossier_view::{Id, ViewState, format_edit, parse_edit};
use leptos::prelude::location;
use wasm_bindgen::JsValue;

pub(crate) use self::part::{form, here};
use crate::{
    boot,
    engine::Engine,
    focus::focus_soon,
    keep::{self, Drawer},
    messages, own,
    store::Store,
    tasks,
};

/// The edits of the corpus that is shown.
#[derive(Clone)]
pub(crate) struct Edits {
    /// The pack as it was opened.
    pub(crate) pristine: &'static Pack,
    /// The pack with all edits.
    shown: &'static Pack,
    /// What they are kept under.
    key: String,
    /// The reader's own, in the order in which they were made.
    pub(crate) done: Vec<Edit>,
    /// Those taken back, the last one last.
    pub(crate) undone: Vec<Edit>,
    /// Those of the link, as it has them.
    pub(crate) link: Vec<String>,
    /// What could not be understood or done, and why.
    pub(crate) refused: Vec<(String, String)>,
    /// What is kept of them.
    kept: Option<String>,
    /// Why they are not kept, where they are not.
    pub(crate) unkept: Option<String>,
}

impl Edits {
    /// Whether there is anything to say of them.
    pub(crate) fn has_any(&self) -> bool {
        !self.done.is_empty() || !self.undone.is_empty() || !self.link.is_empty()
    }
}

thread_local! {
    static NOW: RefCell<Option<Rc<Edits>>> = const { RefCell::new(None) };
    /// What is to be said once the app is mounted again.
    static TO_SAY: Cell<Option<String>> = const { Cell::new(None) };
    /// What is to have the focus then.
    static TO_FOCUS: Cell<Option<String>> = const { Cell::new(None) };
    static IS_BUSY: Cell<bool> = const { Cell::new(false) };
}

/// The edits of the corpus that is shown; `None` until it is known whether there are any.
pub(crate) fn now(store: Store) -> Option<Rc<Edits>> {
    let now = NOW.with_borrow(Clone::clone)?;
    std::ptr::eq(now.shown, store.engine.pack()).then_some(now)
}

/// The pack that is shown, without any edit.
pub(crate) fn pristine(store: Store) -> &'static Pack {
    now(store).map_or_else(|| store.engine.pack(), |now| now.pristine)
}

/// What an entity is called in edits; `None` for one that an edit made.
pub(crate) fn name_of(store: Store, entity: EntityIndex) -> Option<EntityName> {
    let pristine = pristine(store);
    let (facet, value) = pristine.entity_value(store.engine.pack().pristine(entity)?);
    Some(EntityName { kind: facet.entity_kind()?, id: pristine.facet_value(facet, value).id.to_owned() })
}

/// To be called when the app was mounted: brings the edits in that are kept of this corpus.
pub(crate) fn begin(store: Store) {
    if now(store).is_some() {
        if let Some(words) = TO_SAY.take() {
            store.say(words);
        }
        if let Some(id) = TO_FOCUS.take() {
            focus_soon(id);
        }
        return boot::unmark(boot::MENDING);
    }
    let pack = store.engine.pack();
    let title = &pack.site().title;
    let key = match own::shown() {
        Some(_) => key_of_own(title),
        None => format!("{}\n{title}", location().pathname().unwrap_or_default()),
    };
    tasks::begin(async move {
        let kept = keep::get(Drawer::Edits, &key).await.ok().and_then(|kept| kept.as_string());
        let (done, undone) = kept.as_deref().map(read).unwrap_or_default();
        let link = store.now().edits;
        let has_any = !done.is_empty() || !undone.is_empty() || !link.is_empty();
        let (refused, unkept) = (Vec::new(), None);
        let edits = Edits { pristine: pack, shown: pack, key, done, undone, link, refused, kept, unkept };
        NOW.set(Some(Rc::new(edits)));
        if has_any {
            show(store).await;
        } else {
            boot::unmark(boot::MENDING);
        }
    });
}

/// What the edits of a corpus of the reader's own are kept under.
pub(crate) fn key_of_own(title: &str) -> String {
    format!("own\n{title}")
}

/// Makes an edit.
pub(crate) fn add(store: Store, edit: Edit, said: &str) {
    change(store, said, |edits| {
        edits.done.push(edit);
        edits.undone.clear();
    });
}

/// As [`add`]; the focus goes to `id` once the page is drawn anew.
pub(crate) fn add_at(store: Store, id: &str, edit: Edit, said: &str) {
    TO_FOCUS.set(Some(id.to_owned()));
    add(store, edit, said);
}

/// Takes an edit back, wherever it stands among the others.
pub(crate) fn take_back(store: Store, edit: &Edit) {
    change(store, messages::TAKEN_BACK, |edits| {
        if let Some(at) = edits.done.iter().rposition(|other| other == edit) {
            let edit = edits.done.remove(at);
            edits.undone.push(edit);
        }
    });
}

/// Takes the last edit back.
pub(crate) fn undo(store: Store) {
    change(store, messages::UNDONE, |edits| edits.undone.extend(edits.done.pop()));
}

/// Does again what was taken back last.
pub(crate) fn redo(store: Store) {
    change(store, messages::DONE_AGAIN, |edits| edits.done.extend(edits.undone.pop()));
}

/// Makes the edits of the link the reader's own.
pub(crate) fn keep_link(store: Store) {
    change(store, messages::KEPT_EDITS, |edits| {
        let brought = edits.link.drain(..).filter_map(|text| parse_edit(&text).ok());
        let brought: Vec<Edit> = brought.filter(|edit| !edits.done.contains(edit)).collect();
        edits.done.splice(0..0, brought);
    });
}

/// Leaves the edits of the link out.
pub(crate) fn leave_link_out(store: Store) {
    change(store, messages::LEFT_OUT, |edits| edits.link.clear());
}

/// Follows the link to one that has other edits.
pub(crate) fn follow(store: Store, link: Vec<String>) {
    if now(store).is_some_and(|edits| edits.link != link) {
        change(store, "", |edits| edits.link = link);
    }
}

/// The reader's edits as a corpus.toml.
pub(crate) fn to_toml(edits: &Edits) -> String {
    Settings::of_edits(&edits.done).to_toml()
}

/// Adds the edits of a corpus.toml.
///
/// # Errors
/// What is wrong with it, in words.
pub(crate) fn add_toml(store: Store, text: &str) -> Result<(), String> {
    let settings = settings_from_toml("corpus.toml", text)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    let read = settings.edits();
    let said = messages::edits_read(read.len());
    change(store, &said, |edits| {
        let fresh: Vec<Edit> = read.into_iter().filter(|edit| !edits.done.contains(edit)).collect();
        edits.done.extend(fresh);
    });
    Ok(())
}

fn change(store: Store, said: &str, how: impl FnOnce(&mut Edits)) {
    let Some(now) = now(store) else { return };
    let mut edits = Edits::clone(&now);
    how(&mut edits);
    NOW.set(Some(Rc::new(edits)));
    TO_SAY.set(Some(said.to_owned()).filter(|said| !said.is_empty()));
    // What is changed meanwhile is carried out with the rest.
    if !IS_BUSY.replace(true) {
        tasks::begin(async move {
            show(store).await;
            IS_BUSY.set(false);
        });
    }
}

/// Carries the edits out, keeps them, and mounts the app on what comes of them.
async fn show(store: Store) {
    let mended = loop {
        let Some(now) = NOW.with_borrow(Clone::clone) else { return };
        let Some(mut mended) = carry_out(store, &now).await else {
            store.say(messages::NOT_SHOWN);
            return boot::unmark(boot::MENDING);
        };
        let text = written(&mended);
        if text != mended.kept {
            let value = text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from);
            mended.unkept = keep::put(Drawer::Edits, &mended.key, &value).await.err();
            if mended.unkept.is_none() {
                mended.kept = text;
            }
        }
        if NOW.with_borrow(|latest| latest.as_ref().is_some_and(|latest| Rc::ptr_eq(latest, &now))) {
            break mended;
        }
    };
    let view = moved(&store.now(), store.engine.pack(), mended.shown);
    let (view, shown, folder) =
        (ViewState { edits: mended.link.clone(), ..view }, mended.shown, store.engine.supply().folder());
    NOW.set(Some(Rc::new(mended)));
    store.amend(view);
    store.leave();
    boot::unmount();
    boot::mount(Engine::new(shown, &folder));
}

async fn carry_out(store: Store, edits: &Edits) -> Option<Edits> {
    let (mut all, mut refused) = (Vec::new(), Vec::new());
    for text in &edits.link {
        match parse_edit(text) {
            Ok(edit) => all.push(edit),
            Err(why) => refused.push((text.clone(), why)),
        }
    }
    all.extend(edits.done.iter().cloned());
    let mut shown = edits.pristine;
    if !all.is_empty() {
        let mends = part::fetch().await?;
        let made = store.engine.settled(|| mends.make(edits.pristine, &all)).await??;
        shown = Box::leak(Box::new(made.pack));
        refused.extend(made.refused.into_iter().map(|(edit, why)| (format_edit(&edit), why)));
    }
    Some(Edits { shown, refused, ..edits.clone() })
}

/// The view after its entity got another kind; closed where it is no longer there.
fn moved(state: &ViewState, before: &Pack, after: &Pack) -> ViewState {
    let Some((kind, id)) = &state.about else { return state.clone() };
    let was = find(before, *kind, id.as_str()).and_then(|entity| before.pristine(entity));
    let every = || (0..after.entity_count() as u32).map(EntityIndex);
    let is = match was {
        Some(was) => every().find(|entity| after.pristine(*entity) == Some(was)),
        None => find(after, *kind, id.as_str()),
    };
    state.with_about(is.and_then(|entity| {
        let (facet, value) = after.entity_value(entity);
        facet.entity_kind().zip(Id::new(after.facet_value(facet, value).id))
    }))
}

fn find(pack: &Pack, kind: EntityKind, id: &str) -> Option<EntityIndex> {
    pack.value_entity(kind.into(), pack.facet_value_by_id(kind.into(), id)?)
}

/// Whether a document has a tag by the reader's own edit.
pub(crate) fn is_tagged(store: Store, document: DocumentIndex, tag: &str) -> bool {
    let edit = Edit::Tag(store.engine.pack().document(document).key, tag.to_owned());
    now(store).is_some_and(|edits| edits.done.contains(&edit))
}

/// The edits as they are kept: one in a line, after an empty line those taken back. `None` where there are none.
fn written(edits: &Edits) -> Option<String> {
    let lines = |edits: &[Edit]| edits.iter().map(format_edit).collect::<Vec<_>>().join("\n");
    let is_empty = edits.done.is_empty() && edits.undone.is_empty();
    (!is_empty).then(|| format!("{}\n\n{}", lines(&edits.done), lines(&edits.undone)))
}

fn read(text: &str) -> (Vec<Edit>, Vec<Edit>) {
    let edits = |text: &str| text.lines().filter_map(|line| parse_edit(line).ok()).collect();
    let (done, undone) = text.split_once("\n\n").unwrap_or((text, ""));
    (edits(done), edits(undone))
}
