//! The worker that reads a reader's own files: a wasm of its own, beside the app, that no page asks for until somebody
//! opens files.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    run::{cargo, program, run, target},
    split::{fnv1a, without_comments},
    tools::WASM_TARGET,
};

/// The worker's first message is its own wasm; the wasm then answers the others.
const START: &str = "onmessage = ({ data }) => wasm_bindgen.initSync({ module: data });\n";

/// Builds the worker and puts `worker-….js` and `worker-….wasm` into the staged site.
pub(crate) fn build(staged: &Path) -> Result<()> {
    let package = ["-p", "dossier-worker", "--target", WASM_TARGET, "--profile", "wasm-release"];
    cargo(&[&["build", "--quiet"][..], &package].concat())?;
    let built = target().join(WASM_TARGET).join("wasm-release/dossier-worker.wasm");
    let work = target().join("worker");
    // A script of the old kind, for not every browser runs modules in workers.
    run(program("wasm-bindgen")
        .args(["--target", "no-modules", "--no-typescript"])
        .args(["--remove-name-section", "--remove-producers-section", "--out-name", "worker", "--out-dir"])
        .args([&work, &built]))?;
    let (script, wasm) = (work.join("worker.js"), work.join("worker_bg.wasm"));
    let wasm = fs::read(&wasm).with_context(|| wasm.display().to_string())?;
    let script = fs::read_to_string(&script).with_context(|| script.display().to_string())?;
    let script = without_comments(&script) + START;
    let name = format!("worker-{:016x}", fnv1a(&[script.as_bytes(), &wasm].concat()));
    fs::write(staged.join(format!("{name}.js")), script)?;
    fs::write(staged.join(format!("{name}.wasm")), wasm)?;
    Ok(())
}
