//! How much of an article its card in the list shows; build.rs packs as much for the first view.

/// The longest snippet, in characters: two lines on a wide screen, three on a phone.
pub(crate) const LEAD: usize = 220;
