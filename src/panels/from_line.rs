use crate::erase::prelude::*;

/// What an article is called, or where it is from, and when it was published. The name is isolated: one that is written from
/// right to left would take the day's number out of its date.
pub(super) fn from_line(name: Option<&str>, date: String) -> AnyView {
    let name = name.map(|name| view! { <bdi>{name.to_owned()}</bdi>" · " });
    view! { <span class="quote-from">{name}{date}</span> }.into_any()
}
