//! The project's own marked articles: a floor under what extraction finds.

use std::path::Path;

use dossier_extract::Extractor;
use dossier_train::{marked, score::score};

#[test]
fn extraction_finds_most_of_what_is_marked_in_the_fixtures() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let set = marked::read_folder(&project.join(marked::FIXTURES)).unwrap();
    let score = score(Extractor::new(), &set).unwrap();
    let floors = [
        (score.entities, 0.75),
        (score.merging, 0.95),
        (score.dates, 0.95),
        (score.date_values, 0.9),
        (score.quotations, 0.95),
        (score.speakers, 0.9),
        (score.published, 0.9),
    ];
    for (value, floor) in floors {
        assert!(value.is_some_and(|value| value >= floor), "{score:?}");
    }
}
