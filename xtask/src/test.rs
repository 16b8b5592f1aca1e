//! All tests, one command, one count at the end.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use anyhow::{Context, Result, bail};

use crate::{
    build,
    lighthouse::ensure_lighthouse,
    run::{cargo, program, target},
    tools::{FOR_THE_APP, GECKODRIVER, WASM_TARGET, ensure, ensure_browsers, on_path, say},
};

/// The crates that the app links, which are checked for wasm32 too.
const FOR_WASM: &[&str] = &[
    "dossier",
    "dossier-model",
    "dossier-text",
    "dossier-read",
    "dossier-extract",
    "dossier-index",
    "dossier-view",
    "dossier-out",
    "dossier-worker",
    "dossier-searcher",
];
/// The crates that have tests that run in a browser.
const WASM_TESTED: &[&str] = &["dossier-model"];

/// Runs the tests of a kind, all or those whose name holds some text, and counts them.
type Suite = fn(Option<&str>, &mut Counts) -> Result<()>;

#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    /// Suites that broke off without saying how many of their tests failed.
    broken: usize,
}

/// Runs all tests, or those of one kind, or of one kind those whose name holds some text. Whatever goes wrong on the
/// way, the last line says how many passed and failed.
pub(crate) fn test(arguments: &[String]) -> Result<ExitCode> {
    let kind = arguments.first().map_or("all", String::as_str);
    let name = arguments.get(1).map(String::as_str);
    let wants = |other: &str| kind == "all" || kind == other;
    if !["all", "native", "wasm", "e2e"].contains(&kind) {
        bail!("there are no {kind} tests; there are native, wasm and e2e");
    }
    let mut counts = Counts::default();
    if kind == "all" {
        lint(&mut counts);
    }
    let suites: [(&str, Suite); 3] = [("native", native), ("wasm", in_browser), ("e2e", end_to_end)];
    for (suite, run) in suites.into_iter().filter(|(suite, _)| wants(suite)) {
        let result = run(name, &mut counts);
        counts.note(suite, result);
    }
    let failed = counts.failed + counts.broken;
    println!("\n{} passed, {failed} failed", counts.passed);
    Ok(if failed == 0 && counts.passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Counts {
    /// A step that could not be done counts as a failure, and the next one still runs.
    fn note(&mut self, what: &str, result: Result<()>) {
        if let Err(error) = result {
            eprintln!("error: {what}: {error:#}");
            self.broken += 1;
        }
    }
}

/// Format and lints, for this machine and for wasm32. The app itself is only ever built for the latter.
fn lint(counts: &mut Counts) {
    let lints = ["--", "-D", "warnings"];
    let native = ["clippy", "--quiet", "--workspace", "--exclude", "dossier", "--all-targets"];
    let mut wasm = vec!["clippy", "--quiet", "--target", WASM_TARGET];
    wasm.extend(FOR_WASM.iter().flat_map(|package| ["-p", package]));
    counts.note("set-up", ensure(FOR_THE_APP));
    counts.note("format", step("format", || cargo(&["fmt", "--all", "--check"])));
    counts.note("lints", step("lints", || cargo(&[&native[..], &lints].concat())));
    counts.note("lints for wasm32", step("lints for wasm32", || cargo(&[&wasm[..], &lints].concat())));
}

fn native(name: Option<&str>, counts: &mut Counts) -> Result<()> {
    let mut command = program("cargo");
    command.args(["test", "--workspace", "--exclude", "dossier", "--no-fail-fast"]).args(name);
    suite("native tests", &mut command, counts)
}

fn in_browser(name: Option<&str>, counts: &mut Counts) -> Result<()> {
    ensure(FOR_THE_APP)?;
    ensure_browsers()?;
    let settings = target().join("webdriver.json");
    fs::write(&settings, chromium_settings()).with_context(|| settings.display().to_string())?;
    for package in WASM_TESTED {
        let mut command = program("cargo");
        command.args(["test", "--target", WASM_TARGET, "-p", package, "--test", "browser"]).args(name);
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        command.env("CHROMEDRIVER", "chromedriver").env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &settings);
        suite(&format!("{package} in the browser"), &mut command, counts)?;
    }
    Ok(())
}

/// Root's Chromium has no sandbox, and a closed network makes its background requests wait.
fn chromium_settings() -> String {
    let arguments = [
        "headless",
        "no-sandbox",
        "disable-gpu",
        "disable-dev-shm-usage",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "no-first-run",
    ];
    format!("{{\"goog:chromeOptions\": {{\"args\": {arguments:?}}}}}")
}

fn end_to_end(name: Option<&str>, counts: &mut Counts) -> Result<()> {
    ensure(FOR_THE_APP)?;
    if !on_path("geckodriver") {
        ensure(&[&GECKODRIVER])?;
    }
    ensure_browsers()?;
    let needs_lighthouse =
        name.is_none_or(|name| "chromium::lighthouse::on_a_desktop on_a_phone".contains(name));
    let lighthouse = needs_lighthouse.then(ensure_lighthouse);
    build::site()?;
    build::dist()?;
    let mut command = program("cargo");
    command.args(["run", "--quiet", "-p", "dossier-e2e", "--"]).args(name);
    command.env("DOSSIER_BIN", target().join("release/dossier"));
    // Its tests fail without it, saying this again; the others run.
    match lighthouse {
        Some(Ok(lighthouse)) => _ = command.env("DOSSIER_LIGHTHOUSE", lighthouse),
        Some(Err(error)) => eprintln!("error: {error:#}"),
        None => {}
    }
    suite("end-to-end tests", &mut command, counts)
}

/// Runs a suite, shows what it prints, and counts what it says of its results.
fn suite(name: &str, command: &mut Command, counts: &mut Counts) -> Result<()> {
    say(&format!("== {name}"));
    let started = Instant::now();
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("{name}: cannot be started"))?;
    let mut failed = 0;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some((passed, failures)) = result_of(&line) {
                counts.passed += passed;
                failed += failures;
            }
            let is_noise = line.ends_with("... ok") || line.is_empty() || line.starts_with("running ");
            if !is_noise {
                println!("{line}");
            }
        }
    }
    let status = child.wait()?;
    counts.failed += failed;
    if !status.success() && failed == 0 {
        counts.broken += 1;
        println!("{name}: broke off ({status})");
    }
    say(&format!("== {name}: {} s", started.elapsed().as_secs()));
    Ok(())
}

/// The counts of a line like `test result: ok. 12 passed; 0 failed; ...`.
fn result_of(line: &str) -> Option<(usize, usize)> {
    let counts = line.trim_start().strip_prefix("test result: ")?;
    let count = |what: &str| {
        let part = counts.split([';', '.']).find(|part| part.trim().ends_with(what))?;
        part.split_whitespace().next()?.parse().ok()
    };
    Some((count("passed")?, count("failed")?))
}

fn step(name: &str, run: impl FnOnce() -> Result<()>) -> Result<()> {
    say(&format!("== {name}"));
    let started = Instant::now();
    run()?;
    say(&format!("== {name}: {} s", started.elapsed().as_secs()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_read_from_what_a_suite_prints() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s";
        assert_eq!(result_of(line), Some((12, 3)));
        assert_eq!(result_of("test a ... ok"), None);
    }
}
