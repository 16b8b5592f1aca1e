//! Packs seeds/ into the app: bytes in by this script, everything else by the same rooms that `dossier build` uses.

use std::{env, fs, path::Path, process::exit};

fn main() {
    println!("cargo::rerun-if-changed=seeds");
    if env::var_os("CARGO_FEATURE_EMBEDDED_CORPUS").is_none() {
        return;
    }
    if let Err(why) = pack_seeds(Path::new("seeds")) {
        println!("cargo::error={why}");
        exit(1);
    }
}

fn pack_seeds(folder: &Path) -> Result<(), String> {
    let mut site = Default::default();
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let origin = path.display().to_string();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(&path).map_err(|error| format!("{origin}: {error}"))?;
        if name == "corpus.toml" {
            let text = String::from_utf8(bytes).map_err(|error| format!("{origin}: {error}"))?;
            site = dossier_read::site_from_toml(&origin, &text).map_err(|error| error.to_string())?;
        } else {
            let key = dossier_read::key_from_file_name(&name);
            documents
                .push(dossier_read::read_text(&key, &origin, &bytes).map_err(|error| error.to_string())?);
        }
    }
    let corpus = dossier_extract::annotate(site, dossier_read::assemble(documents));
    let out = env::var("OUT_DIR").map_err(|error| error.to_string())?;
    fs::write(Path::new(&out).join("corpus.pack"), dossier_index::pack(&corpus))
        .map_err(|error| error.to_string())
}
