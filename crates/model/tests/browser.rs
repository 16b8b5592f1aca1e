//! The calendar where it runs for readers: in wasm, in a browser.
#![cfg(target_arch = "wasm32")]

use dossier_model::{Certainty, DateSpan, Day, Precision};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn every_day_goes_to_a_date_and_back() {
    for number in (Day::MIN.number()..=Day::MAX.number()).step_by(997) {
        let day = Day::from_number(number);
        let (year, month, of_month) = day.ymd();
        assert_eq!(Day::from_ymd(year, month, of_month), Some(day));
    }
}

#[wasm_bindgen_test]
fn a_bounded_date_is_one_of_a_set() {
    let from = Day::from_ymd(2025, 11, 1);
    let span = DateSpan { from, to: None, precision: Precision::Month, certainty: Certainty::Bounded };
    assert_eq!(span.edtf(), "[2025-11..]");
}
