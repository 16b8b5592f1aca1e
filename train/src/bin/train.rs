//! Makes the model by which names are found: `cargo xtask train FOLDER [--without SET] [--out FILE]`.
//!
//! FOLDER holds the labelled sets that docs/extraction.md names.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};
use dossier_train::train_on;

const MODEL: &str = "crates/extract/src/tagger/names.model";

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
    let without: Vec<&str> = without.iter().map(String::as_str).collect();
    let model = train_on(&folder, &without)?;
    fs::write(&out, &model).with_context(|| out.display().to_string())?;
    eprintln!("{}: {} bytes", out.display(), model.len());
    Ok(())
}
