//! Any text is a link, and what it means comes back from the link that is written of it.
#![no_main]

use dossier_view::{format, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|link: &str| {
    let state = parse(link);
    let written = format(&state);
    assert_eq!(parse(&written), state, "{written}");
    assert_eq!(format(&parse(&written)), written);
});
