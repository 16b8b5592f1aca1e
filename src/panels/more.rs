use crate::erase::{Part, on, prelude::*, shown};
use crate::messages;

/// The button below a list of `limit` rows that shows five times `rows` more, while there are any.
pub(super) fn show_more(
    limit: RwSignal<usize>,
    rows: usize,
    has_more: impl Fn() -> bool + Send + Sync + 'static,
) -> Part {
    shown(has_more, move || {
        view! {
            <button class="button more" on:click=on(move |_| limit.update(|limit| *limit += 5 * rows))>{messages::SHOW_MORE}</button>
        }
        .into_any()
    })
}
