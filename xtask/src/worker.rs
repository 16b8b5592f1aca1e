//! The workers: the one that reads a reader's own files, and the one that searches a large corpus. Each is a wasm of its own,
//! beside the app, that no page asks for before it is needed.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    run::{cargo, program, run, target},
    split::{fnv1a, without_comments},
    tools::WASM_TARGET,
};

/// The worker's first message is its own wasm; the wasm then answers the others.
const START: &str = "onmessage = ({ data }) => wasm_bindgen.initSync({ module: data });\n";

/// Builds them and puts `worker-….js`, `worker-….wasm` and those of `searcher` into the staged site.
pub(crate) fn build(staged: &Path) -> Result<()> {
    ["worker", "searcher"].into_iter().try_for_each(|name| build_one(name, staged))
}

fn build_one(name: &str, staged: &Path) -> Result<()> {
    let package = format!("dossier-{name}");
    let package = ["-p", &package, "--target", WASM_TARGET, "--profile", "wasm-release"];
    cargo(&[&["build", "--quiet"][..], &package].concat())?;
    let built = target().join(WASM_TARGET).join(format!("wasm-release/dossier-{name}.wasm"));
    let work = target().join(name);
    // A script of the old kind, for not every browser runs modules in workers.
    run(program("wasm-bindgen")
        .args(["--target", "no-modules", "--no-typescript"])
        .args(["--remove-name-section", "--remove-producers-section", "--out-name", name, "--out-dir"])
        .args([&work, &built]))?;
    let (script, wasm) = (work.join(format!("{name}.js")), work.join(format!("{name}_bg.wasm")));
    let wasm = fs::read(&wasm).with_context(|| wasm.display().to_string())?;
    let script = fs::read_to_string(&script).with_context(|| script.display().to_string())?;
    let script = without_comments(&script) + START;
    let name = format!("{name}-{:016x}", fnv1a(&[script.as_bytes(), &wasm].concat()));
    fs::write(staged.join(format!("{name}.js")), script)?;
    fs::write(staged.join(format!("{name}.wasm")), wasm)?;
    Ok(())
}
