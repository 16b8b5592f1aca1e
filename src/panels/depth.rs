//! How far a panel looks into the articles of a corpus in chunks, of which each has to come first: as far as the reader asks.

use dossier_model::DocumentIndex;

use crate::{
    erase::{on, part, prelude::*, shown, string},
    messages,
    store::Store,
};

/// How many articles are looked into at once.
const STEP: usize = 300;

/// How many of the results are looked into. `Copy`, as the store is.
#[derive(Clone, Copy)]
pub(super) struct Depth {
    store: Store,
    most: RwSignal<usize>,
    /// The most chunks that were on their way since none was.
    wanted: StoredValue<usize>,
}

impl Depth {
    /// Another view begins anew. Of a corpus that is whole all is looked into at once.
    pub(super) fn new(store: Store) -> Self {
        let most = RwSignal::new(first(store));
        Effect::new(move |_| {
            store.found.track();
            if most.get_untracked() != first(store) {
                most.set(first(store));
            }
        });
        Self { store, most, wanted: StoredValue::new(0) }
    }

    /// The documents to look into, by rank, tracked.
    pub(super) fn documents(self) -> Vec<DocumentIndex> {
        let most = self.most.get();
        self.store
            .found
            .with(|found| found.iter().take(most).map(|document| DocumentIndex(*document)).collect())
    }

    /// How many there are besides, tracked.
    fn left(self) -> usize {
        self.store.found.with(Vec::len).saturating_sub(self.most.get())
    }

    /// What is looked into, the way to more, and how far that is.
    pub(super) fn note(self, when: impl Fn() -> bool + Clone + Send + Sync + 'static) -> AnyView {
        let words = move || {
            let found = self.store.found.with(Vec::len);
            messages::first_are_looked_into(found - self.left(), found)
        };
        let next = move || messages::look_into_more(self.left().min(STEP));
        let has_more = {
            let when = when.clone();
            move || when() && self.left() > 0
        };
        let more = move |_| self.most.update(|most| *most += STEP);
        let supply = self.store.engine.supply();
        let progress = move || match supply.coming() {
            count if count > 0 && when() => {
                let wanted = self.wanted.get_value().max(count);
                self.wanted.set_value(wanted);
                view! { <progress class="depth-progress" aria-label=messages::LOOKING_INTO max=wanted.to_string() value=(wanted - count).to_string()></progress> }
                    .into_any()
            }
            _ => {
                self.wanted.set_value(0);
                ().into_any()
            }
        };
        view! {
            <div class="depth">
                {shown(has_more, move || view! {
                    <p>{string(words)}</p>
                    <button class="button" id="look-further" on:click=on(more)>{string(next)}</button>
                }.into_any())}
                {part(progress)}
            </div>
        }
        .into_any()
    }
}

fn first(store: Store) -> usize {
    if store.engine.pack().is_whole() { usize::MAX } else { STEP }
}
