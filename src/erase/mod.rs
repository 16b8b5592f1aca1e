//! One type for what would otherwise be a type each.
//!
//! Leptos compiles every closure in a view, with the code that draws and updates it, once for each closure's own type.
//! Boxed, all handlers, texts, flags and parts of a kind share one copy of that code; together with Leptos's own
//! `erase_components` this makes the page a third smaller (measured by `cargo xtask build`).

pub(crate) mod elements;
pub(crate) mod prelude;

use std::sync::Arc;

use leptos::prelude::*;

/// A piece of a page that is drawn anew when what it reads changes.
pub(crate) type Part = Box<dyn FnMut() -> AnyView + Send>;

/// A handler of an event.
pub(crate) fn on<E: 'static>(handle: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(handle)
}

/// Does something now and whenever what it reads changes.
pub(crate) fn effect(run: impl Fn() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

/// A text that changes.
pub(crate) fn string(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    boxed_text(Box::new(read))
}

fn boxed_text(read: Box<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    Signal::derive(read)
}

/// A yes or no that changes.
pub(crate) fn flag(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<bool> {
    boxed_flag(Box::new(read))
}

fn boxed_flag(read: Box<dyn Fn() -> bool + Send + Sync>) -> Signal<bool> {
    Signal::derive(read)
}

/// A yes or no as ARIA writes it.
pub(crate) fn aria(read: impl Fn() -> bool + Send + Sync + 'static) -> Signal<String> {
    string(move || read().to_string())
}

/// A part that is drawn anew.
pub(crate) fn part(draw: impl FnMut() -> AnyView + Send + 'static) -> Part {
    Box::new(draw)
}

/// A part that is there only while `when` holds.
pub(crate) fn shown(
    when: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> AnyView + Send + 'static,
) -> Part {
    boxed_shown(Box::new(when), Box::new(draw))
}

fn boxed_shown(when: Box<dyn Fn() -> bool + Send + Sync>, draw: Box<dyn Fn() -> AnyView + Send>) -> Part {
    let when = Memo::new(move |_| when());
    Box::new(move || if when.get() { draw() } else { ().into_any() })
}

/// A list of which each item is drawn once for as long as its number is among `numbers`, whatever their order.
pub(crate) fn list(
    numbers: impl Fn() -> Vec<u64> + Send + Sync + 'static,
    draw: impl Fn(u64) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    boxed_list(Box::new(numbers), Arc::new(draw))
}

type Numbers = Box<dyn Fn() -> Vec<u64> + Send + Sync>;

fn boxed_list(numbers: Numbers, draw: Arc<dyn Fn(u64) -> AnyView + Send + Sync>) -> AnyView {
    view! { <For each=numbers key=|number| *number let:number>{draw(number)}</For> }.into_any()
}
