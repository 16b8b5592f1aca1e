//! Where the reader is in the page: what has the focus and how far each part is scrolled.

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The parts that scroll by themselves, by their ids. The page itself scrolls on narrow screens.
const COLUMNS: [&str; 3] = ["facets", "results", "reader"];

/// A place in the page that can be come back to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    page: i32,
    columns: [i32; COLUMNS.len()],
    focus: String,
    /// How many results are listed.
    pub(crate) shown: Option<usize>,
}

impl Place {
    pub(crate) fn to_line(&self) -> String {
        let [facets, results, reader] = self.columns;
        let shown = self.shown.unwrap_or_default();
        format!("{}\t{facets}\t{results}\t{reader}\t{shown}\t{}", self.page, self.focus)
    }

    pub(crate) fn from_line(line: &str) -> Option<Self> {
        let mut parts = line.splitn(6, '\t');
        let page = parts.next()?.parse().ok()?;
        let mut number = || parts.next()?.parse::<i32>().ok();
        let columns = [number()?, number()?, number()?];
        let shown = usize::try_from(number()?).ok().filter(|shown| *shown > 0);
        Some(Self { page, columns, focus: parts.next()?.to_owned(), shown })
    }
}

/// The present place.
pub(crate) fn here() -> Place {
    Place {
        page: window().scroll_y().unwrap_or_default() as i32,
        columns: COLUMNS.map(|id| document().get_element_by_id(id).map_or(0, |column| column.scroll_top())),
        focus: document().active_element().map(|element| element.id()).unwrap_or_default(),
        shown: None,
    }
}

/// Goes back to a place, as far as what was there still is.
pub(crate) fn restore(place: &Place) {
    for (id, top) in COLUMNS.iter().zip(place.columns) {
        if let Some(column) = document().get_element_by_id(id) {
            column.set_scroll_top(top);
        }
    }
    window().scroll_to_with_x_and_y(0.0, f64::from(place.page));
    if !place.focus.is_empty() {
        focus(&place.focus);
    }
}

/// Gives the focus to an element, without scrolling.
pub(crate) fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// Gives the focus to an element once what was just changed is drawn.
pub(crate) fn focus_soon(id: impl Into<String>) {
    let id = id.into();
    request_animation_frame(move || focus(&id));
}

/// Scrolls a part to its top.
pub(crate) fn scroll_to_top(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_scroll_top(0);
    }
}

/// Brings the first element that fits a selector into view.
pub(crate) fn reveal(selector: &str, position: ScrollLogicalPosition) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(position);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether the reader is typing, so that a letter is a letter and no command.
pub(crate) fn is_typing(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) else { return false };
    let types = |kind: &str| !matches!(kind, "checkbox" | "radio" | "button");
    match element.tag_name().as_str() {
        "INPUT" => types(&element.get_attribute("type").unwrap_or_default()),
        "TEXTAREA" | "SELECT" => true,
        _ => element.is_content_editable(),
    }
}
