use leptos::prelude::LocalStorage;

use crate::{
    boot,
    erase::{on, part, prelude::*, string},
    messages,
    offline::Parts,
    store::Store,
    tasks::begin,
};

/// How much of a large corpus is kept.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// There is nothing to say: the corpus is small, and kept anyway, or the site is not kept at all.
    Nothing,
    Kept {
        parts: usize,
        of: usize,
    },
    Keeping {
        parts: usize,
        of: usize,
    },
}

/// In the help: all of a large corpus kept for reading it without a network, if the reader wants.
pub(super) fn without_network(store: Store) -> AnyView {
    let parts: StoredValue<Option<Parts>, LocalStorage> = StoredValue::new_local(None);
    let (state, trouble) = (RwSignal::new(State::Nothing), RwSignal::new(String::new()));
    // Whatever is still at work when the app is mounted anew touches nothing of it.
    let note = move |all: Parts, is_working: bool| {
        let (kept, of) = (all.kept(), all.len());
        let _ = parts.try_set_value(Some(all));
        let next =
            if is_working { State::Keeping { parts: kept, of } } else { State::Kept { parts: kept, of } };
        let _ = state.try_set(next);
    };
    Effect::new(move |_| {
        if store.help.get() && !matches!(state.get_untracked(), State::Keeping { .. }) {
            begin(async move {
                if let Some(all) = Parts::of(store.engine).await {
                    note(all, false);
                }
            });
        }
    });
    let keep = move |_| {
        let Some(mut all) = parts.get_value() else { return };
        trouble.set(String::new());
        note(all.clone(), true);
        begin(async move {
            loop {
                let kept = all.keep_some().await;
                if let Err(why) = &kept {
                    let _ = trouble.try_set(why.clone());
                }
                let is_wanted =
                    state.try_get_untracked().is_some_and(|state| matches!(state, State::Keeping { .. }));
                let goes_on = is_wanted && kept == Ok(true);
                note(all.clone(), goes_on);
                if !goes_on {
                    return;
                }
            }
        });
    };
    let cancel = move |_| {
        if let State::Keeping { parts, of } = state.get_untracked() {
            state.set(State::Kept { parts, of });
        }
    };
    let forget = move |_| {
        let Some(mut all) = parts.get_value() else { return };
        begin(async move {
            all.forget().await;
            note(all, false);
        });
    };
    let words = move || match state.get() {
        State::Nothing => String::new(),
        State::Keeping { parts, of } => messages::keeping_part(parts, of),
        State::Kept { parts, of } if parts == of => messages::ALL_PARTS_KEPT.to_owned(),
        State::Kept { parts, of } => messages::parts_kept(parts, of),
    };
    let buttons = move || match state.get() {
        State::Nothing => ().into_any(),
        State::Keeping { .. } => {
            view! { <button class="button" id="keep-cancel" on:click=on(cancel)>{messages::CANCEL}</button> }
                .into_any()
        }
        State::Kept { parts, of } => {
            let keep = (parts < of).then(|| {
                view! { <button class="button" id="keep-all" on:click=on(keep)>{messages::keep_all(size())}</button> }
            });
            let forget = (parts > 0).then(|| {
                view! { <button class="button" id="keep-none" on:click=on(forget)>{messages::FORGET}</button> }
            });
            view! { {keep}{forget} }.into_any()
        }
    };
    let is_said = Memo::new(move |_| state.get() != State::Nothing);
    part(move || {
        if !is_said.get() {
            return ().into_any();
        }
        view! {
            <h3>{messages::WITHOUT_A_NETWORK}</h3>
            <p id="kept-parts" role="status">{string(words)}" "{string(move || trouble.get())}</p>
            <p class="note-actions">{part(buttons)}</p>
        }
        .into_any()
    })
    .into_any()
}

/// How many bytes all of it has, as the page says.
fn size() -> Option<f64> {
    boot::meta("dossier-chunks").and_then(|bytes| bytes.parse().ok())
}
