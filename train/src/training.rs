use std::path::Path;

use anyhow::{Result, bail};
use dossier_extract::training::{Example, Settings, train};
use dossier_read::document_from_body;

use crate::labelled::{Labelled, read_jsonl};

/// The sets to train on, and how often each is seen in a round: news counts for more than the rest.
pub const SETS: &[(&str, usize)] =
    &[("gmb", 1), ("wikigold", 2), ("crossner", 1), ("uner-ewt", 2), ("btc", 1), ("wnut17-train", 1)];
const SETTINGS: Settings = Settings { bits: 19, rounds: 7, runs: 4, least: 4, scale: 1.0 };

/// One in so many documents of each set is seen once more in capitals, as headlines and captions are written.
const LOUD: usize = 3;

/// Trains a model on the sets of a folder, a `.jsonl` each, without some of them.
///
/// # Errors
/// Where a set is missing or can't be read.
pub fn train_on(folder: &Path, without: &[&str]) -> Result<Vec<u8>> {
    let mut examples = Vec::new();
    for (set, times) in SETS.iter().filter(|(set, _)| !without.contains(set)) {
        let path = folder.join(format!("{set}.jsonl"));
        let mut documents = read_jsonl(&path)?;
        let loud: Vec<Labelled> = documents.iter().step_by(LOUD).filter_map(in_capitals).collect();
        documents.extend(loud);
        let read: Vec<Example> = documents.iter().filter_map(example_of).collect();
        if read.is_empty() {
            bail!("{}: holds no document", path.display());
        }
        eprintln!("{set}: {} documents", read.len());
        for _ in 0..*times {
            examples.extend_from_slice(&read);
        }
    }
    Ok(train(&examples, SETTINGS))
}

/// The same in capitals; `None` where these take more or fewer bytes.
fn in_capitals(labelled: &Labelled) -> Option<Labelled> {
    let body = labelled.body.to_uppercase();
    let fits = |at: u32| body.is_char_boundary(at as usize);
    let names = labelled.mentions.iter().flatten();
    let is_same = body.len() == labelled.body.len()
        && names.clone().all(|mention| fits(mention.range.start) && fits(mention.range.end));
    is_same.then(|| Labelled { body, ..labelled.clone() })
}

/// `None` for a document without text.
fn example_of(labelled: &Labelled) -> Option<Example> {
    let document = document_from_body("a", "a", labelled.body.clone(), Some(String::new())).ok()?;
    let names = labelled.mentions.iter().flatten();
    let names: Vec<_> = names.map(|mention| (mention.range.range(), mention.kind)).collect();
    Some(Example::new(&document, &names))
}
