//! The command `dossier`, as a library that its binary and its tests call.
//!
//! - `inputs` finds and reads the articles of the paths that were given; what can't be read is named and counted.
//! - `corpus` extracts from them in parallel.
//! - `build` writes a site: the app's files (`app`), the pack, and a page of its own (`page`).
//! - `extract` prints what was found, a line a document.
//!
//! Messages go to standard error, data to standard output. Exit codes: 0 done, 1 failed, 2 wrong arguments.

pub mod app;
pub mod build;
pub mod corpus;
pub mod extract;
pub mod inputs;
pub mod page;
pub mod report;
