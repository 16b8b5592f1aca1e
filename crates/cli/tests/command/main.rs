//! The command from outside: what it prints, which files it writes, and what it leaves alone.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

mod build;
mod cache;
mod check;
mod extract;
mod formats;
mod hostile;
mod listing;
mod merge;
mod others;
mod publish;
mod scene;
mod serve;
