//! What a reader sees if the app ever panics: a sentence and a way out, not a dead page.
//!
//! After a panic nothing of the app may run again, so this speaks to the DOM alone.

use crate::messages;
use std::panic;

use leptos::{leptos_dom::logging::console_error, prelude::document};

/// Shows the message on a panic, from now on.
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        console_error(&info.to_string());
        show(&info.to_string());
    }));
}

fn show(what: &str) {
    if document().get_element_by_id("crash").is_some() {
        return;
    }
    let element = |tag: &str, text: &str| {
        let element = document().create_element(tag).ok()?;
        element.set_text_content(Some(text));
        Some(element)
    };
    let build = || {
        let notice = element("section", "")?;
        notice.set_id("crash");
        notice.set_attribute("role", "alert").ok()?;
        let reset = element("a", messages::START_AGAIN)?;
        // A bare '?' drops the fragment and loads the page anew.
        reset.set_attribute("href", "?").ok()?;
        let detail = element("pre", what)?;
        for part in [
            element("h2", messages::SOMETHING_WENT_WRONG)?,
            element("p", messages::DEFECT_OF_PAGE)?,
            reset,
            detail,
        ] {
            notice.append_child(&part).ok()?;
        }
        document().body()?.append_child(&notice).ok()
    };
    build();
}
