//! Makes the model by which names are found: `cargo xtask train FOLDER [--without SET] [--out FILE]`.
//!
//! FOLDER holds the labelled sets that docs/extraction.md names, a `.jsonl` each: a document a line with `body` and
//! `mentions`, each of these with `start` and `end` in code points and `type` (person, org or place).

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use dossier_extract::training::{Example, Settings, train};
use dossier_model::EntityKind;
use dossier_read::document_from_body;
use serde_json::Value;

/// The sets to train on, and how often each is seen in a round: news counts for more than the rest.
const SETS: &[(&str, usize)] =
    &[("gmb", 1), ("wikigold", 2), ("crossner", 1), ("uner-ewt", 2), ("btc", 1), ("wnut17-train", 1)];
const MODEL: &str = "crates/extract/src/tagger/names.model";
const SETTINGS: Settings = Settings { bits: 18, rounds: 5, least: 4, scale: 1.0 };

fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let (mut folder, mut without, mut out) = (None, Vec::new(), PathBuf::from(MODEL));
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--without" => without.push(arguments.next().context("--without: name a set")?),
            "--out" => out = arguments.next().context("--out: name a file")?.into(),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let folder =
        folder.context("name the folder of the labelled sets; docs/extraction.md says which they are")?;
    let mut examples = Vec::new();
    for (set, times) in SETS.iter().filter(|(set, _)| !without.iter().any(|other| other == set)) {
        let read = examples_of(&folder.join(format!("{set}.jsonl")))?;
        eprintln!("{set}: {} documents", read.len());
        for _ in 0..*times {
            examples.extend_from_slice(&read);
        }
    }
    let model = train(&examples, SETTINGS);
    fs::write(&out, &model).with_context(|| out.display().to_string())?;
    eprintln!("{}: {} bytes", out.display(), model.len());
    Ok(())
}

fn examples_of(path: &Path) -> Result<Vec<Example>> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path)
        .with_context(|| format!("{name}: the set is missing; see docs/extraction.md"))?;
    let mut examples = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let example = example_of(line).with_context(|| format!("{name}, line {}", number + 1))?;
        examples.extend(example);
    }
    if examples.is_empty() {
        bail!("{name}: holds no document");
    }
    Ok(examples)
}

/// `None` for a document without text.
fn example_of(line: &str) -> Result<Option<Example>> {
    let value: Value = serde_json::from_str(line)?;
    let body = value["body"].as_str().context("no body")?;
    let Ok(document) = document_from_body("a", "a", body.to_owned(), Some(String::new())) else {
        return Ok(None);
    };
    let starts: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
    let names = value["mentions"].as_array().context("no mentions")?.iter().filter_map(|mention| {
        let end = |key: &str| starts.get(mention[key].as_u64()? as usize).copied();
        Some((end("start")?..end("end")?, kind_of(mention["type"].as_str()?)?))
    });
    Ok(Some(Example::new(&document, &names.collect::<Vec<_>>())))
}

fn kind_of(name: &str) -> Option<EntityKind> {
    EntityKind::ALL.into_iter().find(|kind| kind.key() == name)
}
