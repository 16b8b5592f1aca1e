//! The browser app: Leptos components over the engine (`dossier-index`) and the view state (`dossier-view`).
//!
//! `main` opens the pack, mounts [`app::App`] in place of the static list of articles, and installs the page's own
//! API. [`store::Store`] holds the one source of truth, the view state; [`history`] keeps it equal to the link; each
//! file under [`panels`] draws one part of the page from it.

#![allow(unreachable_pub, reason = "leptos's component macro writes `pub` itself")]

mod api;
mod app;
mod boot;
mod crash;
mod drawing;
mod engine;
mod erase;
mod export;
mod fetch;
mod focus;
mod fresh;
mod held;
mod history;
mod keep;
mod later;
mod lead;
mod mend;
mod messages;
mod offline;
mod own;
mod panels;
mod picture;
mod searcher;
mod since;
mod store;
mod supply;
mod tasks;
mod words;
mod worker;

fn main() {
    crash::install();
    boot::start();
}
