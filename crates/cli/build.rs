//! Tells the compiler where the app's files are, where they go into the binary, and which extractor this is: what was
//! found by another one is not taken for what this one finds.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// What decides what is found in a file, and what else is kept of it: these crates, and the libraries of the lock file.
const FINDING: [&str; 11] = [
    "../model/src",
    "../text",
    "../read/src",
    "../extract/src",
    "../index/src/pack",
    "src/duplicates.rs",
    "src/reading.rs",
    "src/records.rs",
    "src/shelf.rs",
    "src/unchanged.rs",
    "../../Cargo.lock",
];

fn main() {
    println!("cargo::rustc-env=DOSSIER_EXTRACTOR={:016x}", extractor());
    embed_app();
}

fn extractor() -> u64 {
    let mut files = Vec::new();
    for path in FINDING {
        println!("cargo::rerun-if-changed={path}");
        list(Path::new(path), &mut files);
    }
    files.sort();
    // FNV-1a, which is the same on every machine.
    let add = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
    files.iter().fold(0xCBF2_9CE4_8422_2325, |sum, file| {
        let bytes = fs::read(file).unwrap_or_default();
        bytes.iter().filter(|byte| **byte != b'\r').fold(sum, add)
    })
}

fn list(path: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(path) {
        Ok(entries) => entries.filter_map(Result::ok).for_each(|entry| list(&entry.path(), files)),
        Err(_) => files.push(path.to_owned()),
    }
}

fn embed_app() {
    println!("cargo::rerun-if-env-changed=DOSSIER_APP_DIR");
    if env::var_os("CARGO_FEATURE_EMBEDDED_APP").is_none() {
        return;
    }
    let folder = env::var("DOSSIER_APP_DIR").unwrap_or_default();
    if !Path::new(&folder).join("index.html").is_file() {
        println!(
            "cargo::error=DOSSIER_APP_DIR names no built app; make it and this binary with `cargo xtask dist`"
        );
        return;
    }
    println!("cargo::rerun-if-changed={folder}");
    println!("cargo::rustc-env=DOSSIER_APP_DIR={folder}");
}
