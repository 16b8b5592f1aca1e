//! Lighthouse on the served build, as on a desktop and on a phone.
//!
//! Accessibility and best practices are the same on any machine and must be whole. Performance is an estimate that a busy
//! machine lowers: the best of a few runs is told, beside what a quiet one gives (95 and more), and fails nothing.

use std::{env, fs, path::Path, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use tokio::{process::Command, time::timeout};

use crate::{Stage, server::Site, tests};

/// What performance is to be on a machine that does nothing else.
const GOOD: f64 = 95.0;
/// How often it is measured while it is not good, or could not be measured.
const RUNS: usize = 3;
const PATIENCE: Duration = Duration::from_secs(90);

const CATEGORIES: [&str; 3] = ["performance", "accessibility", "best-practices"];
const FLAGS: &str = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
                     --disable-background-networking --disable-component-update --disable-sync";

tests!(on_a_desktop, on_a_phone);

async fn on_a_desktop(_: &Stage<'_>) -> Result<()> {
    measure("desktop", &["--preset=desktop"]).await
}

async fn on_a_phone(_: &Stage<'_>) -> Result<()> {
    measure("phone", &[]).await
}

async fn measure(form: &str, options: &[&str]) -> Result<()> {
    let site = Site::serve_packed(Path::new("dist"), "/")?;
    let (mut best, mut problem) = (None::<f64>, None);
    for _ in 0..RUNS {
        let report = match run(&site.address, options).await {
            Ok(report) => report,
            // Chromium did not start in time, or another cause that lies outside the page.
            Err(error) => {
                problem = Some(error);
                continue;
            }
        };
        let scores = CATEGORIES.map(|category| score(&report, category));
        let [performance, accessibility, practices] = scores;
        println!(
            "Lighthouse, {form}: performance {performance}, accessibility {accessibility}, best practices {practices}"
        );
        for category in &CATEGORIES[1..] {
            let lost = lost(&report, category);
            ensure!(score(&report, category) == 100.0, "{category}: {}", lost.join("; "));
        }
        best = Some(best.map_or(performance, |best| best.max(performance)));
        if performance >= GOOD {
            return Ok(());
        }
    }
    match best {
        Some(best) => println!("Lighthouse, {form}: {best} at most; a quiet machine gives {GOOD} and more"),
        None => return Err(problem.context("Lighthouse was not run")?),
    }
    Ok(())
}

/// Lighthouse's report on a page.
async fn run(address: &str, options: &[&str]) -> Result<Value> {
    let program = env::var_os("DOSSIER_LIGHTHOUSE").context(
        "Lighthouse is missing; `cargo xtask test e2e` installs it with npm, and says what it lacks for that",
    )?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("report.json");
    let mut command = Command::new("node");
    command.arg(program).args([address, "--output=json", "--quiet", "--no-enable-error-reporting"]);
    command.arg(format!("--only-categories={}", CATEGORIES.join(",")));
    command.arg(format!("--chrome-flags={FLAGS}")).arg("--output-path").arg(&file).args(options);
    command.env("CHROME_PATH", "/usr/bin/chromium").env("TMPDIR", folder.path()).kill_on_drop(true);
    let done = timeout(PATIENCE, command.output()).await.context("Lighthouse takes too long")?;
    let done = done.context("node could not be started")?;
    if !done.status.success() {
        bail!("Lighthouse failed: {}", String::from_utf8_lossy(&done.stderr).trim());
    }
    let report: Value = serde_json::from_slice(&fs::read(&file)?)?;
    let problem = &report["runtimeError"]["message"];
    ensure!(problem.is_null(), "Lighthouse failed: {problem}");
    Ok(report)
}

/// From 0 to 100; 0 where there is none.
fn score(report: &Value, category: &str) -> f64 {
    report["categories"][category]["score"].as_f64().map_or(0.0, |score| (score * 100.0).round())
}

/// What a category lost its points for.
fn lost(report: &Value, category: &str) -> Vec<String> {
    let audits = report["categories"][category]["auditRefs"].as_array().into_iter().flatten();
    let lost = audits.filter(|audit| audit["weight"].as_f64().unwrap_or(0.0) > 0.0).filter_map(|audit| {
        let audit = &report["audits"][audit["id"].as_str()?];
        let is_lost = audit["score"].as_f64().is_some_and(|score| score < 1.0);
        is_lost.then(|| format!("{}: {}", audit["title"], audit["details"]["items"]))
    });
    lost.collect()
}
