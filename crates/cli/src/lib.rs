//! The command `dossier`, as a library that its binary and its tests call.
//!
//! - `inputs` reads the articles of the files that `walk` finds; what can't be read, also because its reader panics
//!   (`panics`), is named and counted.
//! - `corpus` extracts from them in parallel.
//! - `build` makes a site of the app's files (`app`), the pack, and a page of its own (`page`; `bundle` is for the app's own build); `site` writes it. `single` makes one
//!   page of it all.
//! - `duplicates` finds articles that come twice; `suspicions` for names that may be none; `check` prints
//!   them and whatever else a person may want to look at.
//! - `extract` prints what was found, a line a document.
//! - `serve` serves a site from memory and makes it anew when an article changes; `link` prints the link of a view.
//! - `report` is all that the user is told.
//!
//! Messages go to standard error, data to standard output. Exit codes: 0 done, 1 failed, 2 wrong arguments.

pub mod app;
pub mod build;
pub mod bundle;
pub mod check;
pub mod corpus;
pub mod duplicates;
pub mod extract;
pub mod inputs;
pub mod link;
pub mod page;
mod panics;
pub mod report;
pub mod serve;
pub mod single;
pub mod site;
pub mod suspicions;
mod walk;
