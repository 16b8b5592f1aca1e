//! What the wasm calls the files of its code in the texts of panics: the same on each machine, so that a build is the same
//! byte for byte wherever it is made, and a published page does not tell where on whose machine it was.

use std::{collections::BTreeSet, env};

use crate::run::{output, project};

/// The variable of flags for wasm32 alone, which cargo adds to those of .cargo/config.toml.
pub(crate) const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Flags that give the folders of this machine other names; what is in the variable comes first.
pub(crate) fn flags() -> String {
    let sysroot = output("rustc", &["--print", "sysroot"]).unwrap_or_default();
    let asked = ["metadata", "--format-version", "1", "--offline", "--all-features"];
    let told = output("cargo", &asked).unwrap_or_default();
    let project = project().to_string_lossy().into_owned();
    let mut folders = vec![(project, "/dossier"), (sysroot.trim().to_owned(), "/rust")];
    folders.extend(registries(&told).into_iter().map(|folder| (folder, "/crates")));
    let given = env::var(FLAGS).unwrap_or_default();
    let added = folders.iter().filter_map(|(folder, name)| flag(folder, name));
    [given].into_iter().filter(|given| !given.is_empty()).chain(added).collect::<Vec<_>>().join(" ")
}

/// The folders that hold the crates of a registry each, of what `cargo metadata` says.
fn registries(told: &str) -> BTreeSet<String> {
    const SOURCES: &str = "/registry/src/";
    let manifests = told.split("\"manifest_path\":\"").skip(1).filter_map(|rest| rest.split('"').next());
    let of = |manifest: &str| {
        let start = manifest.find(SOURCES)? + SOURCES.len();
        let end = start + manifest.get(start..)?.find('/')?;
        manifest.get(..end).map(str::to_owned)
    };
    manifests.filter_map(of).collect()
}

/// None where the folder's name can't stand in a variable of flags, which spaces part.
fn flag(folder: &str, name: &str) -> Option<String> {
    let can_stand = !folder.is_empty() && !folder.contains([' ', '=', '\\']);
    can_stand.then(|| format!("--remap-path-prefix={folder}={name}"))
}

#[test]
fn folders_of_crates_are_found_and_those_with_spaces_keep_their_names() {
    let told = r#"{"manifest_path":"/home/a/.cargo/registry/src/index-1/leptos-0.8.1/Cargo.toml","x":1,
        "manifest_path":"/home/a/.cargo/registry/src/index-1/gloo-0.11.0/Cargo.toml","manifest_path":"/home/a/p/Cargo.toml"}"#;
    let found = registries(told);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["/home/a/.cargo/registry/src/index-1"]);
    assert_eq!(flag("/home/a b", "/crates"), None);
    assert_eq!(flag("/home/a", "/crates").as_deref(), Some("--remap-path-prefix=/home/a=/crates"));
}
