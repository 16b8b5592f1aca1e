//! Cutting what most visits don't open out of the app's wasm.
//!
//! trunk builds one wasm, in which `src/words.rs`, `src/later.rs` and `src/mend/part.rs` mark where it may be cut. Here it is cut by wasm_split_cli_support, its
//! main part is bound to JavaScript again, and both take the places of what trunk staged:
//!
//! - `dossier-app-….js` and its wasm, under the names that the page knows;
//! - `later-….js`, which fetches the wasm of each part when it is first asked to: `later-…-words.wasm`, `later-…-panels.wasm`,
//!   `later-…-mending.wasm`, and what several of them need and the first view does not.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow, bail};
use wasm_split_cli_support::{Options, transform};

use crate::{
    order::ordered,
    run::{program, run, target},
};

/// What says, from the command to the hook that trunk calls, that the app was built to be cut.
pub(crate) const ASKED: &str = "DOSSIER_SPLIT";

/// Cuts the app that cargo built last and puts its parts into the staged site.
pub(crate) fn split(staged: &Path) -> Result<()> {
    let wasm = target().join("wasm32-unknown-unknown/wasm-release/dossier-app.wasm");
    let wasm = fs::read(&wasm).with_context(|| wasm.display().to_string())?;
    let app = staged_app(staged)?;
    let later = format!("later-{:016x}", fnv1a(&wasm));
    let work = target().join("split");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;

    let (main, link, module) = (work.join("main.wasm"), format!("./{later}.js"), format!("./{app}.js"));
    let mut options = Options::new(&wasm);
    options.output_dir = &work;
    options.main_out_path = &main;
    options.link_name = &link;
    options.main_module = &module;
    let parts = transform(options).map_err(|why| anyhow!("the app's wasm can't be cut: {why:#}"))?;
    run(program("wasm-bindgen")
        .args(["--target", "web", "--no-typescript", "--remove-name-section", "--remove-producers-section"])
        // What is cut out shares the table and the memory.
        .arg("--keep-lld-exports")
        .args(["--out-name", &app, "--out-dir"])
        .args([staged, main.as_path()]))?;
    let bound = staged.join(format!("{app}_bg.wasm"));
    fs::write(&bound, ordered(&fs::read(&bound)?)?)?;
    let script = work.join(format!("{later}.js"));
    let mut script = fs::read_to_string(&script).with_context(|| script.display().to_string())?;
    for part in &parts.split_modules {
        let stem = part.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let name = format!("{later}-{}", stem.split_once('_').map_or(&*stem, |(_, name)| name));
        let (from, to) = (format!("\"./{stem}.wasm\""), format!("\"./{name}.wasm\""));
        if !script.contains(&from) {
            bail!("the script that fetches the cut parts is not as it was; see how it fetches {stem}.wasm");
        }
        script = script.replace(&from, &to);
        fs::write(
            staged.join(format!("{name}.wasm")),
            ordered(&without_custom_sections(&fs::read(part)?)?)?,
        )?;
    }
    let script = whatever_its_type(&script)?;
    fs::write(staged.join(format!("{later}.js")), without_comments(&script))?;
    Ok(())
}

/// The name of the app's script, without its ending.
fn staged_app(staged: &Path) -> Result<String> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(staged)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("dossier-app") && name.ends_with(".js") {
            found.push(path);
        }
    }
    let [only] = found.as_slice() else { bail!("{} scripts of the app were staged, not one", found.len()) };
    Ok(only.file_stem().unwrap_or_default().to_string_lossy().into_owned())
}

/// A hash for a file's name: FNV-1a.
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A wasm without names and other notes for tools.
fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    let wrong = || anyhow!("the cut part is no wasm");
    let mut out = wasm.get(..HEADER).ok_or_else(wrong)?.to_vec();
    let mut at = HEADER;
    while at < wasm.len() {
        let start = at;
        let kind = wasm[at];
        at += 1;
        let (mut length, mut shift) = (0_usize, 0);
        loop {
            let byte = *wasm.get(at).ok_or_else(wrong)?;
            at += 1;
            length |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        at += length;
        if kind != 0 {
            out.extend_from_slice(wasm.get(start..at).ok_or_else(wrong)?);
        }
    }
    Ok(out)
}

/// Streaming wants the host to say what type a wasm is, which many plain hosts don't.
fn whatever_its_type(script: &str) -> Result<String> {
    const STREAMING: &str = "WebAssembly.instantiateStreaming(src, imports)";
    const WHOLE: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";
    if !script.contains(STREAMING) {
        bail!(
            "the script that fetches the cut part is not as it was; see what it does instead of {STREAMING}"
        );
    }
    Ok(script.replace(STREAMING, WHOLE))
}

/// Whole lines of comment say nothing to a browser.
pub(crate) fn without_comments(script: &str) -> String {
    let is_said = |line: &&str| {
        let line = line.trim_start();
        let is_comment = line.starts_with("//") || line.starts_with("/*") && line.ends_with("*/");
        !is_comment
    };
    script.lines().filter(is_said).map(|line| format!("{line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let wasm = b"\0asm\x01\0\0\0\x01\x01\x00\x00\x03abc\x0a\x02\x00\x00";
        assert_eq!(without_custom_sections(wasm).unwrap(), b"\0asm\x01\0\0\0\x01\x01\x00\x0a\x02\x00\x00");
        assert!(without_custom_sections(b"\0asm\x01\0\0\0\x01\x7f").is_err());
    }

    #[test]
    fn lines_of_comment_go() {
        assert_eq!(without_comments("/* later */\n// x\nlet a = 1; // y\n"), "let a = 1; // y\n");
    }
}
