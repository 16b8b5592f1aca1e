//! The command `dossier`, as a library that its binary and its tests call.
//!
//! - `inputs` has `reading` read the articles of the files that `walk` finds; what can't be read, also because its reader panics
//!   (`panics`), is named and counted.
//!   A file that is `unchanged` since the last build is not read again.
//! - Their texts stand on a `shelf`, whose `store` is a file where they are many: a build needs memory for what it knows of the
//!   articles, and not for the articles.
//! - `corpus` extracts from them in parallel, and passes over what is `known`: what the last build found (`cache`), or another
//!   machine (`part`, `merge`); `frames` are the files of both, `segments` the words.
//! - `build` makes a site of the app's files (`app`), the pack, and a page of its own (`page`; `bundle` is for the app's own build); `site` writes it, on a `stage`. `single` makes one
//!   page of it all.
//! - `duplicates` finds articles that come twice; `suspicions` for names that may be none; `check` prints
//!   them and whatever else a person may want to look at.
//! - `extract` prints what was found, a line a document.
//! - `serve` serves a site from memory and makes it anew when an article changes, which `live` tells the page; `link` prints the link of a view.
//! - `listing` makes the pages that list all articles, for browsers that can't run the app.
//! - `look` gives a site its own colour; `naming` names the app's files by what they hold; `offline` keeps a site for opening it without a network.
//! - `report` is all that the user is told; `trouble` has words for what the system says.
//!
//! Messages go to standard error, data to standard output. Exit codes: 0 done, 1 failed, 2 wrong arguments.

pub mod app;
pub mod build;
pub mod bundle;
pub mod cache;
pub mod check;
pub mod corpus;
pub mod duplicates;
pub mod extract;
mod frames;
pub mod glue;
pub mod inputs;
pub mod known;
pub mod link;
mod listing;
pub mod live;
pub mod look;
pub mod merge;
pub mod naming;
pub mod offline;
pub mod page;
mod panics;
mod part;
mod policy;
mod reading;
mod records;
pub mod report;
mod segments;
pub mod serve;
pub mod shelf;
pub mod single;
pub mod site;
mod stage;
mod store;
pub mod suspicions;
mod trouble;
mod unchanged;
mod walk;
