//! Measures extraction on labelled sets: `cargo xtask eval [FOLDER] [--errors]`, FOLDER being ../shared/eval if not
//! given. With `--errors` it also prints each error, before the table.
//!
//! First the project's own marked documents, then what FOLDER holds: `seeds/gold.json` for the articles of seeds/, and each
//! `.jsonl`. A set that the shipped model is trained on says nothing of it; the first two of those are measured with a
//! model trained on the others, the rest are not measured.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use dossier_extract::Extractor;
use dossier_train::{
    SETS,
    labelled::{Labelled, read_gold, read_jsonl},
    marked,
    score::{errors, score},
    table::{Row, table},
    train_on,
};

const SEEDS: &str = "seeds";
/// The sets that are held out in turn.
const HELD_OUT: &[&str] = &["wikigold", "gmb"];

fn main() -> Result<()> {
    let (flags, folders): (Vec<_>, Vec<_>) = env::args().skip(1).partition(|word| word.starts_with('-'));
    if let Some(flag) = flags.iter().find(|flag| *flag != "--errors") {
        bail!("there is no {flag}; write `cargo xtask eval [FOLDER] [--errors]`");
    }
    let folder = PathBuf::from(folders.first().map_or("../shared/eval", String::as_str));
    let measure = |name: &str, extractor: Extractor, set: Vec<Labelled>| -> Row {
        if !flags.is_empty() {
            errors(extractor, &set).into_iter().flatten().for_each(|line| println!("{line}"));
        }
        let score = score(extractor, &set).map_err(|error| format!("{error:#}"));
        (format!("{name} ({})", set.len()), score)
    };
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("train/ is in the project")?;
    let mut rows = vec![measure(
        "the project's fixtures",
        Extractor::new(),
        marked::read_folder(&project.join(marked::FIXTURES))?,
    )];
    let gold = folder.join("seeds/gold.json");
    rows.push(if gold.is_file() {
        measure("seeds", Extractor::new(), read_gold(&gold, &project.join(SEEDS))?)
    } else {
        ("seeds".into(), Err(format!("there is no {}", gold.display())))
    });
    let trained: Vec<&str> = SETS.iter().map(|(set, _)| *set).collect();
    rows.extend(HELD_OUT.iter().map(|set| held_out(&folder, set, measure)));
    let others = jsonl_in(&folder);
    for (name, path) in others.iter().filter(|(name, _)| !trained.contains(&name.as_str())) {
        rows.push(measure(name, Extractor::new(), read_jsonl(path)?));
    }
    if others.is_empty() {
        rows.push(("other sets".into(), Err(format!("there is no .jsonl in {}", folder.display()))));
    }
    println!("{}", table(&rows));
    Ok(())
}

/// A set measured with a model that was trained without it.
fn held_out(folder: &Path, set: &str, measure: impl Fn(&str, Extractor, Vec<Labelled>) -> Row) -> Row {
    let name = format!("{set}, not trained on");
    let measured = || {
        let read = read_jsonl(&folder.join(format!("{set}.jsonl")))?;
        let extractor =
            Extractor::with_model(&train_on(folder, &[set])?).context("the model was not written")?;
        anyhow::Ok(measure(&name, extractor, read))
    };
    measured().unwrap_or_else(|error| (name.clone(), Err(format!("{error:#}"))))
}

/// The sets of a folder by name, with their paths.
fn jsonl_in(folder: &Path) -> Vec<(String, PathBuf)> {
    let paths = fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut sets: Vec<(String, PathBuf)> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "jsonl"))
        .map(|path| (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), path))
        .collect();
    sets.sort();
    sets
}
