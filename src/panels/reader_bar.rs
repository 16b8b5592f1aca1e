use dossier_model::ByteRange;
use web_sys::Node;

use super::{reader::Reading, reader_steps::StepBar, share};
use crate::{
    erase::{on, prelude::*},
    export, focus, messages,
    store::Store,
};

/// Above the article: from hit to hit, the link to a passage, the way back.
#[component]
pub(super) fn ReaderBar() -> impl IntoView {
    let store = Store::of_page();
    let reading = expect_context::<Reading>();
    let close = move |_| {
        let open = store.now().open;
        store.edit(|state| state.with_open(None));
        if let Some(open) = open {
            focus::focus_soon(format!("hit-{}", open.as_str()));
        }
    };
    view! {
        <div class="reader-bar">
            <button class="button reader-close" on:click=on(close)>{messages::CLOSE}</button>
            <StepBar/>
            <button class="button link-passage" on:click=on(move |_| link_passage(store, reading))>{messages::LINK_TO_PASSAGE}</button>
            <button class="button cite-passage" on:click=on(move |_| cite_passage(store, reading)) title=messages::CITE_PASSAGE>{messages::CITE}</button>
            <button class="button print-article" on:click=on(|_| drop(window().print()))>{messages::PRINT}</button>
        </div>
    }
}

/// Copies the selected passage, else that of the link, else the place that the reader is at, with what it is from.
fn cite_passage(store: Store, reading: Reading) {
    let Some(passage) = selected()
        .or_else(|| reading.passage.get_untracked())
        .or_else(|| reading.steps.current.get_untracked())
    else {
        store.say(messages::SELECT_WORDS_FIRST);
        return;
    };
    let words = passage.of(store.engine.pack().text(reading.document));
    let citation = export::article(store, reading.document, Some(passage)).cite(words);
    share::copy(store, citation, messages::PASSAGE_COPIED.into());
}

/// Puts the selected passage, else the place that the reader is at, into the link, and copies it.
fn link_passage(store: Store, reading: Reading) {
    let Some(passage) = selected().or_else(|| reading.steps.current.get_untracked()) else {
        store.say(messages::SELECT_WORDS_FIRST);
        return;
    };
    store.edit(|state| state.with_passage(Some(passage)));
    share::copy(store, share::page_link(store), messages::PASSAGE_LINK_COPIED.into());
}

/// The part of the article's text that is selected.
fn selected() -> Option<ByteRange> {
    let selection = window().get_selection().ok()??;
    if selection.is_collapsed() || selection.range_count() == 0 {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let start = text_offset(&range.start_container().ok()?, range.start_offset().ok()?)?;
    let end = text_offset(&range.end_container().ok()?, range.end_offset().ok()?)?;
    (start < end).then_some(ByteRange { start, end })
}

/// The byte of the article's text at a point of the page, which counts UTF-16 units inside a text node.
fn text_offset(node: &Node, offset: u32) -> Option<u32> {
    let element = node.parent_element()?;
    let start: u32 = element.closest("[data-at]").ok()??.get_attribute("data-at")?.parse().ok()?;
    let text = node.text_content()?;
    let before: usize = text
        .chars()
        .scan(0, |units, char| {
            *units += char.len_utf16() as u32;
            (*units <= offset).then(|| char.len_utf8())
        })
        .sum();
    Some(start + u32::try_from(before).ok()?)
}
