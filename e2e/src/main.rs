//! Browser tests through WebDriver: `cargo xtask test e2e [NAME]`, which builds dist/ and the command first.
//!
//! `core`, `trusted` and `beside` run in Chromium, Firefox and WebKitGTK, `single` and `offline` in Chromium and Firefox, the others in Chromium alone. A browser that is
//! missing fails its tests and says what to install. Each test opens its view afresh in its browser's one session.

mod access;
mod again;
mod bench;
mod beside;
mod browser;
mod core;
mod explorer;
mod extraction;
mod large;
mod lighthouse;
mod links;
mod made;
mod maps;
mod mending;
mod offline;
mod own;
mod pace;
mod page;
mod panels;
mod pictures;
mod rare;
mod reading;
mod results;
mod scripts;
mod sealed;
mod server;
mod sharing;
mod single;
mod steps;
mod taking;
mod times;
mod trusted;
mod twins;

use std::{env, fs, future::Future, path::Path, pin::Pin, process::ExitCode, time::Instant};

use anyhow::{Context, Result};

use crate::{
    browser::{Browser, Engine},
    page::Page,
    server::Site,
};

/// What a test is given.
pub(crate) struct Stage<'s> {
    pub(crate) page: Page<'s>,
    pub(crate) site: &'s Site,
}

impl<'s> Stage<'s> {
    /// The page of another site.
    pub(crate) fn at(&self, site: &Site) -> Page<'s> {
        Page { browser: self.page.browser, address: site.address.clone() }
    }
}

type Test = for<'s> fn(&'s Stage<'s>) -> Pin<Box<dyn Future<Output = Result<()>> + 's>>;

/// Lists tests by their functions' names.
#[macro_export]
macro_rules! tests {
    ($($name:ident),* $(,)?) => {
        pub(crate) const TESTS: &[(&str, $crate::Test)] =
            &[$((stringify!($name), |stage| Box::pin($name(stage)))),*];
    };
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = env::args().nth(1).unwrap_or_default();
    if ["--bench", "--pace", "--pictures"].contains(&filter.as_str()) {
        return alone(&filter).await;
    }
    let mut counts = (0, 0);
    for engine in Engine::ALL {
        let suites: &[(&str, &[(&str, Test)])] = match engine {
            Engine::Chromium => &[
                ("core", core::TESTS),
                ("explorer", explorer::TESTS),
                ("rare", rare::TESTS),
                ("results", results::TESTS),
                ("reading", reading::TESTS),
                ("panels", panels::TESTS),
                ("maps", maps::TESTS),
                ("steps", steps::TESTS),
                ("times", times::TESTS),
                ("twins", twins::TESTS),
                ("scripts", scripts::TESTS),
                ("sharing", sharing::TESTS),
                ("taking", taking::TESTS),
                ("links", links::TESTS),
                ("again", again::TESTS),
                ("large", large::TESTS),
                ("beside", beside::TESTS),
                ("sealed", sealed::TESTS),
                ("own", own::TESTS),
                ("offline", offline::TESTS),
                ("trusted", trusted::TESTS),
                ("mending", mending::TESTS),
                ("access", access::TESTS),
                ("single", single::TESTS),
                ("lighthouse", lighthouse::TESTS),
            ],
            Engine::Firefox => &[
                ("core", core::TESTS),
                ("single", single::TESTS),
                ("offline", offline::TESTS),
                ("trusted", trusted::TESTS),
                ("beside", beside::TESTS),
                // The first needs no tools of Chromium's.
                ("scripts", &scripts::TESTS[..1]),
            ],
            Engine::WebKit => {
                &[("core", core::TESTS), ("trusted", trusted::TESTS), ("beside", beside::TESTS)]
            }
        };
        let wanted: Vec<_> = suites
            .iter()
            .flat_map(|(suite, tests)| {
                tests.iter().map(move |(name, test)| (format!("{engine:?}::{suite}::{name}"), *test))
            })
            .filter(|(name, _)| name.to_lowercase().contains(&filter.to_lowercase()))
            .collect();
        if !wanted.is_empty() {
            run_in(engine, &wanted, &mut counts).await;
        }
    }
    let (passed, failed) = counts;
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!("test result: {word}. {passed} passed; {failed} failed; 0 ignored");
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is no test: the bench, the part of it that types and scrolls, or the pictures for the README.
async fn alone(what: &str) -> ExitCode {
    let done = async {
        let (site, browser) = start(Engine::Chromium).await?;
        let page = Page { browser: &browser.session, address: site.address.clone() };
        let result = match what {
            "--bench" => extraction::run(&page).await.and(bench::run(&page).await),
            "--pace" => pace::run(page.browser).await,
            _ => pictures::take(&page).await,
        };
        browser.stop().await;
        result
    };
    match done.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// dist/ on a server of its own, and a browser.
async fn start(engine: Engine) -> Result<(Site, Browser)> {
    let site = Site::serve(Path::new("dist"), "/")?;
    let browser = Browser::start(engine).await?;
    browser.session.set_window_rect(0, 0, 1280, 900).await?;
    Ok((site, browser))
}

async fn run_in(engine: Engine, tests: &[(String, Test)], counts: &mut (usize, usize)) {
    let mut running = None;
    for (name, test) in tests {
        for attempt in [Attempt::First, Attempt::Last] {
            let begun = Instant::now();
            let result = match running.take() {
                Some(running) => Ok(running),
                None => start(engine).await,
            };
            let (site, browser) = match result {
                Ok(started) => started,
                Err(error) => {
                    counts.1 += 1;
                    println!("test {name} ... FAILED, {engine:?} could not be started\n    {error:#}");
                    break;
                }
            };
            let page = Page { browser: &browser.session, address: site.address.clone() };
            let Err(error) = test(&Stage { page, site: &site }).await else {
                counts.0 += 1;
                println!("test {name} ... ok");
                running = Some((site, browser));
                break;
            };
            let took = begun.elapsed().as_millis();
            if attempt == Attempt::First && !answers(&browser).await {
                println!(
                    "{name}: the driver of {engine:?} stopped answering after {took} ms; run again\n    {error:#}"
                );
                browser.stop().await;
                continue;
            }
            counts.1 += 1;
            println!("test {name} ... FAILED ({took} ms)\n    {error:#}");
            if let Err(error) = keep_picture(&browser, name).await {
                println!("    no picture: {error:#}");
            }
            // The next test gets a fresh browser: this one may have crashed.
            browser.stop().await;
            break;
        }
    }
    if let Some((_, browser)) = running {
        browser.stop().await;
    }
}

/// WebKitGTK's driver now and then dies in the middle of a navigation (once in some three hundred tests). A test is run again
/// for that alone, and it is said: where the driver still answers, a failure is a failure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    First,
    Last,
}

/// Whether the driver still answers, whatever the page does.
async fn answers(browser: &Browser) -> bool {
    let asked = browser.session.window();
    matches!(tokio::time::timeout(std::time::Duration::from_secs(10), asked).await, Ok(Ok(_)))
}

/// What the browser showed when a test failed.
async fn keep_picture(browser: &Browser, name: &str) -> Result<()> {
    let folder = Path::new("target/e2e-failures");
    fs::create_dir_all(folder)?;
    let file = folder.join(format!("{}.png", name.replace("::", "-")));
    fs::write(&file, browser.session.screenshot_as_png().await?).context("the picture")?;
    println!("    see {}", file.display());
    Ok(())
}
