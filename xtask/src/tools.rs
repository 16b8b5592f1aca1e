//! The outside tools, each at one version, and how they get here.

use std::{env, fs, path::Path, time::Instant};

use anyhow::{Context, Result, bail};

use crate::run::{output, program, project, run, target};

/// What the app is compiled to.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// A program from the registry of crates.
pub(crate) struct Tool {
    package: &'static str,
    program: &'static str,
    version: &'static str,
    /// Whether to build with the versions that its own lock file names. wasm-bindgen-cli's names one too new for Rust 1.95.
    locked: bool,
    minutes: u32,
}

pub(crate) const TRUNK: Tool =
    Tool { package: "trunk", program: "trunk", version: "0.21.14", locked: true, minutes: 5 };
/// Must be the version of wasm-bindgen in Cargo.lock.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    locked: false,
    minutes: 2,
};
pub(crate) const GECKODRIVER: Tool =
    Tool { package: "geckodriver", program: "geckodriver", version: "0.37.1", locked: true, minutes: 2 };

/// What the app needs to be built.
pub(crate) const FOR_THE_APP: &[&Tool] = &[&TRUNK, &WASM_BINDGEN];

/// A program of the system's packages: its file, and Debian's package of it.
pub(crate) struct SystemTool {
    pub(crate) program: &'static str,
    pub(crate) package: &'static str,
}

pub(crate) const BROWSERS: &[SystemTool] = &[
    SystemTool { program: "chromium", package: "chromium" },
    SystemTool { program: "chromedriver", package: "chromium-driver" },
    SystemTool { program: "firefox-esr", package: "firefox-esr" },
    SystemTool { program: "WebKitWebDriver", package: "webkit2gtk-driver" },
    SystemTool { program: "Xvfb", package: "xvfb" },
];

/// Installs what is missing of the wasm target and of these tools, saying what it does.
pub(crate) fn ensure(tools: &[&Tool]) -> Result<()> {
    check_wasm_bindgen()?;
    ensure_wasm_target()?;
    fetch_crates()?;
    let missing: Vec<_> = tools.iter().filter(|tool| !is_there(tool)).collect();
    for (step, tool) in missing.iter().enumerate() {
        let Tool { package, version, minutes, .. } = tool;
        say(&format!(
            "[{}/{}] installing {package} {version} under target/ (about {minutes} min) ...",
            step + 1,
            missing.len()
        ));
        let started = Instant::now();
        install(tool).with_context(|| {
            format!("install it yourself with `cargo install {package} --version {version}` and try again")
        })?;
        say(&format!("      done in {} s", started.elapsed().as_secs()));
    }
    Ok(())
}

/// Installs the browsers and their drivers.
pub(crate) fn ensure_browsers() -> Result<()> {
    ensure_packages(
        BROWSERS,
        "the tests need Chromium, Firefox and WebKitGTK's MiniBrowser with their drivers",
    )
}

/// Installs what is missing of the system's programs: by apt where this is root on Debian, else says what to do, and why.
pub(crate) fn ensure_packages(tools: &[SystemTool], why: &str) -> Result<()> {
    let missing: Vec<_> =
        tools.iter().filter(|tool| !on_path(tool.program)).map(|tool| tool.package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install -y --no-install-recommends {}", missing.join(" "));
    let is_root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    if !on_path("apt-get") {
        bail!("{why}; on Debian: {install}");
    }
    if !is_root {
        bail!("{why}, which only root can install; run: sudo {install}");
    }
    say(&format!("installing {} (about 2 min) ...", missing.join(", ")));
    let quiet = |arguments: &str| {
        let script = format!("apt-get {arguments} > /dev/null");
        run(program("sh").args(["-c", &script]).env("DEBIAN_FRONTEND", "noninteractive"))
    };
    quiet("update")?;
    quiet(install.trim_start_matches("apt-get ")).with_context(|| format!("run it yourself: {install}"))
}

pub(crate) fn say(what: &str) {
    eprintln!("{what}");
}

/// trunk builds offline, so what the app is made of must be here before.
fn fetch_crates() -> Result<()> {
    let version = output("rustc", &["-vV"]).unwrap_or_default();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let mut cargo = program("cargo");
    cargo.args(["fetch", "--quiet", "--target", WASM_TARGET]);
    if let Some(host) = host {
        cargo.args(["--target", host]);
    }
    run(&mut cargo).context("the crates of Cargo.lock could not be fetched; is there a network?")
}

fn ensure_wasm_target() -> Result<()> {
    let libraries = output("rustc", &["--print", "sysroot"]).unwrap_or_default();
    if Path::new(libraries.trim()).join("lib/rustlib").join(WASM_TARGET).is_dir() {
        return Ok(());
    }
    say(&format!("adding Rust's target {WASM_TARGET} ..."));
    run(program("rustup").args(["target", "add", WASM_TARGET]))
        .with_context(|| format!("install rustup, then run: rustup target add {WASM_TARGET}"))
}

/// wasm-bindgen's two halves must be of one version.
fn check_wasm_bindgen() -> Result<()> {
    let lock = fs::read_to_string(project().join("Cargo.lock")).context("Cargo.lock")?;
    let locked = lock.split("\n\n").find(|package| package.contains("name = \"wasm-bindgen\"\n"));
    let version = locked.and_then(|package| package.lines().find_map(|line| line.strip_prefix("version = ")));
    if version.is_some_and(|version| version.trim_matches('"') != WASM_BINDGEN.version) {
        bail!(
            "Cargo.lock has wasm-bindgen {}, xtask/src/tools.rs has wasm-bindgen-cli {}; make them equal",
            version.unwrap_or_default(),
            WASM_BINDGEN.version
        );
    }
    Ok(())
}

fn is_there(tool: &Tool) -> bool {
    output(tool.program, &["--version"])
        .and_then(|said| said.split_whitespace().nth(1).map(|version| version == tool.version))
        .unwrap_or(false)
}

fn install(tool: &Tool) -> Result<()> {
    let root = target().join("tools");
    let mut cargo = program("cargo");
    cargo.args(["install", "--quiet", "--root"]).arg(&root).args(["--version", tool.version]);
    // A tool that runs for seconds need not be built for minutes.
    cargo.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1").env("CARGO_PROFILE_RELEASE_LTO", "off");
    cargo.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16").env("CARGO_PROFILE_RELEASE_DEBUG", "false");
    cargo.env("CARGO_TARGET_DIR", target().join("tools/build"));
    if tool.locked {
        cargo.arg("--locked");
    }
    run(cargo.arg(tool.package))
}

pub(crate) fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).chain([target().join("tools/bin")]).any(|folder| folder.join(program).is_file())
}
