//! The browsers and their drivers, each a process of its own on a free port.

use std::{
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whether the browser that runs, of which there is one at a time, is WebKitGTK.
static IS_WEBKIT: AtomicBool = AtomicBool::new(false);

/// Whether the browser that runs is WebKitGTK.
pub(crate) fn is_webkit() -> bool {
    IS_WEBKIT.load(Ordering::Relaxed)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
    WebKit,
}

impl Engine {
    pub(crate) const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];

    /// Debian's packages of the browser and its driver.
    fn packages(self) -> &'static str {
        match self {
            Self::Chromium => "chromium chromium-driver",
            Self::Firefox => "firefox-esr (the driver: cargo install geckodriver)",
            Self::WebKit => "webkit2gtk-driver xvfb",
        }
    }
}

/// A process that ends with this value.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A driver with one session.
pub(crate) struct Browser {
    pub(crate) session: WebDriver,
    /// The driver, then the screen it draws on, which end in this order.
    _processes: Vec<Process>,
}

impl Browser {
    pub(crate) async fn start(engine: Engine) -> Result<Self> {
        IS_WEBKIT.store(engine == Engine::WebKit, Ordering::Relaxed);
        let missing = || format!("{engine:?} is missing; on Debian: apt-get install {}", engine.packages());
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = driver(engine, port);
        let mut processes = Vec::new();
        if engine == Engine::WebKit {
            let (screen, display) = screen().with_context(missing)?;
            command.env("DISPLAY", display);
            processes.push(screen);
        }
        let driver = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(missing)?;
        processes.insert(0, Process(driver));
        wait_for(port).with_context(|| format!("{engine:?}'s driver"))?;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities(engine)?).await;
        Ok(Self { session: session.with_context(missing)?, _processes: processes })
    }

    pub(crate) async fn stop(self) {
        // A browser that crashed can't be asked to quit; its driver is ended all the same.
        let _ = self.session.quit().await;
    }
}

fn driver(engine: Engine, port: u16) -> Command {
    let port = port.to_string();
    match engine {
        Engine::Chromium => program("chromedriver", &[&format!("--port={port}")]),
        Engine::Firefox => program("geckodriver", &["--port", &port]),
        Engine::WebKit => {
            let mut command = program("WebKitWebDriver", &[&format!("--port={port}")]);
            command
                .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
            command
        }
    }
}

fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments);
    command
}

/// A screen for a browser that can't do without one, and its name.
fn screen() -> Result<(Process, String)> {
    let mut command =
        program("Xvfb", &["-displayfd", "1", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]);
    let mut process = Process(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?);
    let output = process.0.stdout.take().context("Xvfb has no output")?;
    let mut number = String::new();
    BufReader::new(output).read_line(&mut number)?;
    Ok((process, format!(":{}", number.trim())))
}

fn wait_for(port: u16) -> Result<()> {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if started.elapsed() > PATIENCE {
            bail!("did not listen within {} s", PATIENCE.as_secs());
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn capabilities(engine: Engine) -> Result<Capabilities> {
    let wanted = match engine {
        Engine::Chromium => json!({
            "browserName": "chrome",
            "goog:chromeOptions": {"args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--window-size=1280,900",
            ]},
            "goog:loggingPrefs": {"browser": "ALL"},
        }),
        Engine::Firefox => json!({
            "browserName": "firefox",
            "moz:firefoxOptions": {"args": ["-headless", "--width=1280", "--height=900"], "binary": "/usr/bin/firefox-esr"},
        }),
        Engine::WebKit => json!({
            "browserName": "MiniBrowser",
            "webkitgtk:browserOptions": {"binary": mini_browser()?, "args": ["--automation"]},
        }),
    };
    let mut wanted: Capabilities = serde_json::from_value(wanted)?;
    // The tests wait for the app themselves; what else a browser loads at its first start is not theirs to wait for.
    wanted.set("pageLoadStrategy", "eager")?;
    Ok(wanted)
}

/// Debian keeps it in a folder of the machine's architecture.
fn mini_browser() -> Result<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib")?.filter_map(Result::ok).map(|entry| entry.path());
    let places = folders.flat_map(|folder| {
        ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"]
            .map(|version| folder.join(version).join("MiniBrowser"))
    });
    places
        .into_iter()
        .find(|place| place.is_file())
        .context("no MiniBrowser; apt-get install webkit2gtk-driver")
}
