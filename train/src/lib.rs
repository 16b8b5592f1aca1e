//! Labelled sets: what the model is trained on, and what extraction is measured by.
//!
//! [`labelled`] reads the sets, [`marked`] those that people write by hand with marks in the text (the project's own, in
//! `crates/extract/tests/fixtures`), [`train_on`] makes a model of some, [`score`] compares what extraction finds with
//! what is marked, and [`table`] prints it. [`places`] makes the data of the map.

pub mod labelled;
pub mod marked;
pub mod places;
pub mod score;
pub mod table;
mod training;

pub use training::{SETS, train_on};
