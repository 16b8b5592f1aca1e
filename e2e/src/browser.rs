//! The browsers and their drivers, each a process of its own on a free port.

use std::{
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

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
            Self::WebKit => "webkit2gtk-driver xvfb xauth",
        }
    }
}

/// A driver with one session.
pub(crate) struct Browser {
    driver: Child,
    pub(crate) session: WebDriver,
}

impl Browser {
    pub(crate) async fn start(engine: Engine) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = driver(engine, port);
        let driver = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(|| {
            format!("{engine:?} is missing; on Debian: apt-get install {}", engine.packages())
        })?;
        wait_for(port).with_context(|| format!("{engine:?}'s driver"))?;
        let session = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities(engine)?).await;
        let session =
            session.with_context(|| format!("{engine:?}: apt-get install {}", engine.packages()))?;
        Ok(Self { driver, session })
    }

    pub(crate) async fn stop(mut self) {
        let _ = self.session.quit().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn driver(engine: Engine, port: u16) -> Command {
    let program = |name: &str, arguments: &[&str]| {
        let mut command = Command::new(name);
        command.args(arguments).arg(format!("--port={port}"));
        command
    };
    match engine {
        Engine::Chromium => program("chromedriver", &[]),
        Engine::Firefox => {
            let mut command = Command::new("geckodriver");
            command.args(["--port", &port.to_string()]);
            command
        }
        Engine::WebKit => {
            let mut command = program("xvfb-run", &["-a", "-s", "-screen 0 1400x1000x24", "WebKitWebDriver"]);
            command
                .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
                .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
            command
        }
    }
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
    Ok(serde_json::from_value(wanted)?)
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
