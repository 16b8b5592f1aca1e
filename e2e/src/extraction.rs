//! How fast a reader's own files are read, searched for names, dates and quotations, and packed in the browser:
//! `cargo xtask bench`.
//!
//! The page's own worker is asked as the page asks it (worker/src/main.rs), for a megabyte of the articles of seeds/.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::page::Page;

/// How much text is measured, in bytes.
const MUCH: usize = 1_000_000;
/// Measured after this many rounds over other documents: a browser's first rounds run on code that is not yet optimised.
const WARM: usize = 1;

/// Prints how fast each step is. Extraction is to do 1 MB/s on a machine that does nothing else (docs/extraction.md).
pub(crate) async fn run(page: &Page<'_>) -> Result<()> {
    page.open_whole("").await?;
    let texts = Value::from(articles()?);
    page.run(&format!("window.measured = null; {MEASURE} measure({texts}, {MUCH}, {WARM}).then((done) => {{ window.measured = done; }}, (why) => {{ window.measured = String(why); }});"))
        .await?;
    let measured = page.wait_long("window.measured").await?;
    let number = |name: &str| measured[name].as_f64().with_context(|| format!("{name} is not in {measured}"));
    let megabytes = number("bytes")? / 1e6;
    println!("\n{:<34} {:>9}", "own files in the browser", "MB/s");
    for (step, key) in [
        ("the first round of extraction", "cold"),
        ("extraction", "find"),
        ("reading, extraction and packing", "all"),
    ] {
        println!("{step:<34} {:>9.2}", megabytes / number(key)? * 1e3);
    }
    println!("{:<34} {:>6.0} ms", "until the worker answers", number("start")?);
    Ok(())
}

/// The articles of seeds/.
fn articles() -> Result<Vec<String>> {
    let mut paths: Vec<_> = fs::read_dir("seeds")?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    ensure!(!paths.is_empty(), "there is no article in seeds/");
    paths.iter().map(|path| fs::read_to_string(path).with_context(|| path.display().to_string())).collect()
}

/// In the page, times in milliseconds: all files are read, then names, dates and quotations found in as many megabytes as there
/// are rounds, of which the last is the one that counts.
const MEASURE: &str = r#"
const measure = async (texts, much, warm) => {
    const name = document.querySelector("meta[name=dossier-worker]").content;
    const part = async (ending) => (await fetch(`${name}.${ending}`)).arrayBuffer();
    const [script, wasm] = [await part("js"), await part("wasm")];
    const begun = performance.now();
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    worker.postMessage(wasm);
    const ask = (...question) => new Promise((answer, fail) => {
        worker.onmessage = ({ data }) => answer(data);
        worker.onerror = (event) => fail(event.message);
        worker.postMessage(question);
    });
    await ask("find");
    const start = performance.now() - begun;
    const encoder = new TextEncoder();
    let bytes = 0;
    let number = 0;
    const reading = performance.now();
    for (; bytes < much * (warm + 1); number += 1) {
        const file = encoder.encode(texts[number % texts.length]);
        bytes += file.length;
        await ask("read", `${number}.txt`, file.buffer);
    }
    await ask("assemble", "all", []);
    const read = (performance.now() - reading) / (warm + 1);
    const rounds = [];
    const round = Math.floor(number / (warm + 1));
    for (let at = 0; at < warm + 1; at += 1) {
        const finding = performance.now();
        for (let article = at * round; article < (at + 1) * round; article += 1) await ask("find", article);
        rounds.push(performance.now() - finding);
    }
    for (let article = (warm + 1) * round; article < number; article += 1) await ask("find", article);
    const packing = performance.now();
    await ask("pack");
    const pack = (performance.now() - packing) / (warm + 1);
    worker.terminate();
    const find = rounds.at(-1);
    return { bytes: bytes * round / number, start, cold: rounds[0], find, all: read + find + pack };
};
"#;
