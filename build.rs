//! Packs seeds/ into the app: only the files are opened here, all else is done by the rooms that `dossier build` uses.

#[path = "src/lead.rs"]
mod lead;

use std::{env, fs, io, path::Path, process::exit};

const SEEDS: &str = "seeds";

fn main() {
    println!("cargo::rerun-if-changed={SEEDS}");
    if env::var_os("CARGO_FEATURE_SPLIT").is_some() {
        // What cuts the wasm has to know what refers to what.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    if env::var_os("CARGO_FEATURE_EMBEDDED_CORPUS").is_none() {
        return;
    }
    if let Err(reasons) = pack_seeds() {
        reasons.iter().for_each(|why| println!("cargo::error={why}"));
        exit(1);
    }
}

fn pack_seeds() -> Result<(), Vec<String>> {
    let mut files = Vec::new();
    read_all(Path::new(SEEDS), "", &mut files).map_err(|error| vec![format!("{SEEDS}/: {error}")])?;
    let (settings, documents) = dossier_read::read_folder(SEEDS, files)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let mut corpus = dossier_extract::annotate(settings.site, documents);
    dossier_extract::mend(&mut corpus, &settings.entities)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let out = env::var("OUT_DIR").map_err(|error| vec![format!("OUT_DIR: {error}")])?;
    let write = |name: &str, pack: Vec<u8>| {
        fs::write(Path::new(&out).join(name), pack).map_err(|error| vec![format!("{out}: {error}")])
    };
    write("corpus.pack", dossier_index::pack_without_words(&corpus))?;
    // The first view of an app in parts has only this.
    write("leads.pack", dossier_index::pack_of_leads(&corpus, lead::LEAD))
}

/// The names below the folder and what they hold; hidden files are left out.
fn read_all(folder: &Path, prefix: &str, files: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let file_name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{prefix}{file_name}");
        if file_name.starts_with('.') {
            continue;
        } else if path.is_dir() {
            read_all(&path, &format!("{name}/"), files)?;
        } else {
            files.push((name, fs::read(&path)?));
        }
    }
    Ok(())
}
