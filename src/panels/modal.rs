use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use crate::erase::prelude::ElementRef;

/// The element of a dialog, for its `node_ref`, which stands over all else while `is_open`.
pub(super) fn modal(is_open: impl Fn() -> bool + 'static) -> ElementRef {
    let dialog = ElementRef::new();
    Effect::new(move |_| {
        let dialog = dialog.get().map(|dialog| dialog.unchecked_into::<HtmlDialogElement>());
        let Some(dialog) = dialog else { return };
        if is_open() {
            let _ = dialog.show_modal();
        } else if dialog.open() {
            dialog.close();
        }
    });
    dialog
}
