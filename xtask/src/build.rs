//! Building the site and the command.

use std::{env, fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    paths,
    run::{cargo, program, project, run, target},
    split,
    tools::{FOR_THE_APP, ensure, say},
    worker,
};

/// The most that the first view should cost with Brotli, in bytes.
const MOST: usize = 180_000;

/// What says, to the hook that trunk calls, that the site changes while it is served, and so is not to be kept by browsers.
const SERVED: &str = "DOSSIER_SERVED";

/// Makes dist/ and says where its first view costs more than it should.
pub(crate) fn build() -> Result<()> {
    let total = site()?;
    if total > MOST {
        say(&format!(
            "warning: the first view costs {total} bytes with Brotli, and should cost {MOST} at most"
        ));
    }
    Ok(())
}

/// Makes dist/, says what its first view costs, and returns that: bytes with Brotli.
pub(crate) fn site() -> Result<usize> {
    ensure(FOR_THE_APP)?;
    say("building dist/ ...");
    trunk(&["build", "--release", "--offline", "--features", "split"])?;
    print_sizes(&project().join("dist"))
}

/// Runs trunk, which calls this program again to finish the page.
pub(crate) fn trunk(arguments: &[&str]) -> Result<()> {
    let mut command = program("trunk");
    if arguments.contains(&"split") {
        command.env(split::ASKED, "1");
    }
    if arguments.first() == Some(&"serve") {
        command.env(SERVED, "1");
    }
    command.env(paths::FLAGS, paths::flags());
    run(command.args(arguments).env("TRUNK_SKIP_VERSION_CHECK", "true").env_remove("NO_COLOR"))
}

/// Builds the app without a corpus, then the command with the app inside.
pub(crate) fn dist() -> Result<()> {
    ensure(FOR_THE_APP)?;
    let app = target().join("app");
    fs::create_dir_all(&app)?;
    say("[1/2] building the app ...");
    trunk(&[
        "build",
        "--release",
        "--offline",
        "--no-default-features",
        "--features",
        "split",
        "--dist",
        &app.to_string_lossy(),
    ])?;
    say("[2/2] building the command ...");
    let app = app.canonicalize()?;
    run(program("cargo")
        .args(["build", "--release", "-p", "dossier-cli", "--features", "embedded-app"])
        .env("DOSSIER_APP_DIR", app))?;
    say(&format!("{} is ready", target().join("release/dossier").display()));
    Ok(())
}

/// Called by trunk when it has built a page: fills in what depends on the corpus and on the page's own scripts.
pub(crate) fn finish_page() -> Result<()> {
    let staged =
        env::var_os("TRUNK_STAGING_DIR").context("this is for trunk to call, with TRUNK_STAGING_DIR")?;
    if env::var_os(split::ASKED).is_some() {
        split::split(Path::new(&staged))?;
        worker::build(Path::new(&staged))?;
    }
    let page = Path::new(&staged).join("index.html");
    let page = page.to_string_lossy();
    let command = ["run", "--quiet", "-p", "dossier-cli", "--", "--quiet", "page"];
    let is_served = env::var_os(SERVED).map(|_| "--not-kept");
    let options = ["--html", &page, "--corpus", "seeds"].into_iter().chain(is_served);
    cargo(&command.into_iter().chain(options).collect::<Vec<_>>())
}

/// Prints what each kind of file of a folder costs as it is and with Brotli, and returns the latter's sum.
fn print_sizes(folder: &Path) -> Result<usize> {
    let mut kinds = [("HTML", "html"), ("CSS", "css"), ("JavaScript", "js"), ("WebAssembly", "wasm")]
        .map(|kind| (kind, 0, 0));
    let (mut later, mut mending, mut worker, mut searcher) = (0, 0, 0, 0);
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        let Some((_, raw, packed)) = kinds.iter_mut().find(|((_, kind), ..)| *kind == ending) else {
            continue;
        };
        let bytes = fs::read(&path)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The browser asks for it once all is there.
        if name == "service-worker.js" {
            continue;
        }
        if name.starts_with("worker-") || name.starts_with("searcher-") {
            let part = if name.starts_with("worker-") { &mut worker } else { &mut searcher };
            *part += brotli_size(&bytes)?;
            continue;
        }
        // The service worker is registered once the page is whole, and comes when no part of it is waited for.
        if ending == "wasm" && name.starts_with("later-")
            || name.starts_with("panels-")
            || name == "service-worker.js"
        {
            let part = if name.ends_with("-mending.wasm") { &mut mending } else { &mut later };
            *part += brotli_size(&bytes)?;
            continue;
        }
        *raw += bytes.len();
        *packed += brotli_size(&bytes)?;
    }
    println!("the first view        bytes   with Brotli");
    for ((name, _), raw, packed) in kinds {
        println!("{name:<14} {raw:>12} {packed:>13}");
    }
    let total = kinds.iter().map(|(_, _, packed)| packed).sum();
    println!(
        "{:<14} {:>12} {total:>13} of {MOST}",
        "together",
        kinds.iter().map(|(_, raw, _)| raw).sum::<usize>()
    );
    println!(
        "and {later} once the reader does anything, {mending} for who mends, {worker} for who opens files, {searcher} to search a large corpus"
    );
    Ok(total)
}

fn brotli_size(bytes: &[u8]) -> Result<usize> {
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &parameters)?;
    Ok(packed.len())
}
