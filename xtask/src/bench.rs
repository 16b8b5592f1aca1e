//! The benches: of the engine on this machine, and of the page in a browser; and pictures of it.

use anyhow::Result;

use crate::{
    build,
    run::{cargo, program, run, target},
    tools::{FOR_THE_APP, ensure, ensure_browsers, say},
};

/// The crates that have benches.
const BENCHED: &[&str] = &["dossier-index", "dossier-extract", "dossier-cli"];

/// Runs all benches.
pub(crate) fn bench() -> Result<()> {
    for package in BENCHED {
        say(&format!("== {package}"));
        cargo(&["bench", "-p", package])?;
    }
    say("== the page in Chromium");
    ensure(FOR_THE_APP)?;
    ensure_browsers()?;
    build::site()?;
    build::dist()?;
    let mut command = program("cargo");
    command.args(["run", "--quiet", "-p", "dossier-e2e", "--", "--bench"]);
    run(command.env("DOSSIER_BIN", target().join("release/dossier")))
}

/// Takes the pictures that the README shows.
pub(crate) fn pictures() -> Result<()> {
    ensure(FOR_THE_APP)?;
    ensure_browsers()?;
    build::site()?;
    run(program("cargo").args(["run", "--quiet", "-p", "dossier-e2e", "--", "--pictures"]))
}
