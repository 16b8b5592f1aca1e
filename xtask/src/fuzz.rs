//! The fuzz targets of `fuzz/`: libFuzzer, built with a stable Rust.
//!
//! LLVM's pass for coverage is asked for by flags that stable compilers take; sanitizers, which need a nightly one, would
//! find little in code that forbids `unsafe`. So nothing is to be installed but a C++ compiler for libFuzzer itself.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{
    run::{output, program, project, run, target},
    tools::{on_path, say},
};

const TARGETS: [&str; 5] = ["query", "link", "pack", "settings", "file"];
const SECONDS: &str = "60";
/// Coverage of edges and comparisons, as `cargo fuzz` asks for it.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// Runs all targets, or one, for a minute each, or for as many seconds as are given. What it learns and finds stays in
/// `target/fuzz`.
pub(crate) fn fuzz(arguments: &[String]) -> Result<()> {
    let (numbers, names): (Vec<_>, Vec<_>) = arguments.iter().partition(|word| word.parse::<u32>().is_ok());
    if let Some(other) = names.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        bail!("there is no fuzz target {other}; there are {}", TARGETS.join(", "));
    }
    let seconds = numbers.first().map_or(SECONDS, |seconds| seconds.as_str());
    if !["c++", "g++", "clang++"].into_iter().any(on_path) {
        bail!("libFuzzer needs a C++ compiler; on Debian: apt-get install g++");
    }
    let version = output("rustc", &["-vV"]).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    let folder = target().join("fuzz");
    say("building the fuzz targets (some minutes the first time) ...");
    let mut build = program("cargo");
    // With a target named, what runs at build time is built without the flags.
    build.args(["build", "--release", "--quiet", "--locked", "--target", host]);
    build.arg("--manifest-path").arg(project().join("fuzz/Cargo.toml"));
    run(build.env("CARGO_TARGET_DIR", &folder).env("RUSTFLAGS", FLAGS))?;
    let built = folder.join(host).join("release");
    let (learnt, crashes) = (folder.join("corpus"), folder.join("crashes"));
    fs::create_dir_all(&crashes)?;
    run(program(built.join("seeds")).arg(&learnt))?;
    let mut failed = Vec::new();
    for name in TARGETS.into_iter().filter(|name| names.is_empty() || names.iter().any(|asked| asked == name))
    {
        say(&format!("== {name}, {seconds} s"));
        let mut fuzzer = program(built.join(name));
        fuzzer.arg(learnt.join(name)).arg(format!("-max_total_time={seconds}"));
        fuzzer.args([
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-max_len=65536",
            "-print_final_stats=1",
            "-verbosity=0",
        ]);
        fuzzer.arg(format!("-artifact_prefix={}/{name}-", crashes.display()));
        if let Err(error) = run(&mut fuzzer) {
            say(&format!("error: {error:#}"));
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        bail!("{} failed; the inputs are in {}", failed.join(", "), crashes.display());
    }
    say("no target failed");
    Ok(())
}
