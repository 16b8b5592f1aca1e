//! Sites that the command makes for a test, of a few files.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

/// A site of these files, by their names and texts, and the folder that it is in as long as that is kept.
pub(crate) fn site_of(files: &[(&str, &str)]) -> Result<(TempDir, PathBuf)> {
    let folder = tempfile::tempdir()?;
    let articles = folder.path().join("articles");
    fs::create_dir(&articles)?;
    for (name, text) in files {
        fs::write(articles.join(name), text)?;
    }
    let site = build(&folder)?;
    Ok((folder, site))
}

/// Publishes the articles of such a folder, anew where they were published before.
pub(crate) fn build(folder: &TempDir) -> Result<PathBuf> {
    let command =
        env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask test e2e`")?;
    let (articles, site) = (folder.path().join("articles"), folder.path().join("site"));
    let built =
        Command::new(command).args(["build", "--quiet"]).arg(&articles).arg("--out").arg(&site).status()?;
    ensure!(built.success(), "the command failed: {built}");
    Ok(site)
}
