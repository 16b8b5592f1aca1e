//! Every sentence and word that the page says, in English, in one place: a constant where it is always the same, a
//! function where it holds a number or a name.
//!
//! What a view is called (`dossier_view`'s words) and what a crate reports of bad input are said where they are known.

use dossier_view::grouped;

mod failures;
mod help;
mod list;
mod mending;
mod out;
mod own;
mod panels;
mod reading;
mod since;

pub(crate) use self::{
    failures::*, help::*, list::*, mending::*, out::*, own::*, panels::*, reading::*, since::*,
};

/// So many of what has a plural in s.
fn many(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{} {what}s", grouped(count)) }
}
