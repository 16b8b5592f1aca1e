//! Lighthouse, which the browser tests measure the page with: a program of Node's, at the version of `e2e/lighthouse`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::{
    run::{program, project, run, target},
    tools::{SystemTool, ensure_packages, say},
};

/// Debian 12's Node, 18, is new enough.
const NODE: &[SystemTool] =
    &[SystemTool { program: "node", package: "nodejs" }, SystemTool { program: "npm", package: "npm" }];

/// Installs it under target/tools where it is missing or of another version; its program.
pub(crate) fn ensure_lighthouse() -> Result<PathBuf> {
    let (wanted, folder) = (project().join("e2e/lighthouse"), target().join("tools/lighthouse"));
    let started = folder.join("node_modules/lighthouse/cli/index.js");
    ensure_packages(NODE, "Lighthouse runs on Node")?;
    if is_same(&wanted, &folder) && started.is_file() {
        return Ok(started);
    }
    say("installing Lighthouse under target/ (about 1 min) ...");
    fs::create_dir_all(&folder)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(wanted.join(name), folder.join(name)).with_context(|| name.to_owned())?;
    }
    // Nothing of it has to be built, and no package runs a script of its own.
    let mut npm = program("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(&folder);
    let installed = run(&mut npm);
    if installed.is_err() {
        // To be begun anew the next time.
        let _ = fs::remove_file(folder.join("package-lock.json"));
    }
    installed.context(
        "npm could not install Lighthouse; is there a network? `npm ci` in a copy of e2e/lighthouse tells more",
    )?;
    Ok(started)
}

fn is_same(wanted: &Path, folder: &Path) -> bool {
    let lock = |folder: &Path| fs::read(folder.join("package-lock.json")).ok();
    lock(wanted).is_some_and(|wanted| lock(folder) == Some(wanted))
}
