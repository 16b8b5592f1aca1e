//! Tells the compiler where the app's files are, where they go into the binary.

use std::{env, path::Path};

fn main() {
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
