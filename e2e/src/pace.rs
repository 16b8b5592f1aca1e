//! How soon the page answers keys and how smoothly it scrolls, on 10,000 articles with a processor a quarter as fast:
//! `cargo xtask bench`, with bench/README.md.
//!
//! The articles are made here, or are those of the file that DOSSIER_BENCH_ARTICLES names (.jsonl).

use std::{env, fmt::Write as _, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::WebDriver;

use crate::{beside::search_from, page::Page, server::Site};

const ARTICLES: usize = 10_000;
/// The most that a key should take to its painted results at the 95th percentile, and a task while scrolling, in milliseconds.
const GOAL: f64 = 50.0;
const SLOWER: u32 = 4;

/// Types each word key by key and takes the time of each to the end of the next frame, to the end of the frame that first
/// changes the count or the list, where one does, and how long the tasks are that keep the page from the next key.
const TYPING: &str = r#"
    const field = document.querySelector('#search');
    const tasks = [];
    const observer = new PerformanceObserver((seen) => tasks.push(...seen.getEntries().map((task) => task.duration)));
    observer.observe({entryTypes: ['longtask']});
    const wait = (ms) => new Promise((done) => setTimeout(done, ms));
    const painted = (done) => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = done;
        painted.port2.postMessage(0);
    });
    const found = [];
    let begun, is_shown;
    const changes = new MutationObserver(() => {
        if (is_shown) return;
        is_shown = true;
        const since = begun;
        painted(() => found.push(performance.now() - since));
    });
    for (const place of ['.hits', '[data-testid=count]']) {
        changes.observe(document.querySelector(place), {subtree: true, childList: true, characterData: true});
    }
    const key = (text) => new Promise((done) => {
        field.focus();
        begun = performance.now();
        is_shown = text === '';
        field.value = text;
        field.dispatchEvent(new Event('input', {bubbles: true}));
        const since = begun;
        painted(() => done(performance.now() - since));
    });
    window.times = null;
    (async () => {
        const times = [];
        for (const word of WORDS) {
            await key('');
            await wait(300);
            for (let end = 1; end <= word.length; end += 1) {
                times.push(await key(word.slice(0, end)));
                await wait(120);
            }
        }
        await key('');
        observer.disconnect();
        changes.disconnect();
        const sorted = (times) => times.sort((a, b) => a - b);
        window.times = [sorted(times), sorted(found), sorted(tasks)];
    })();
"#;

/// Scrolls down the list a tenth of a screen a frame, asks for more at its end, and takes how long each long task is.
const SCROLLING: &str = r#"
    const list = document.querySelector('#results');
    const long = [];
    const observer = new PerformanceObserver((seen) => long.push(...seen.getEntries().map((task) => task.duration)));
    observer.observe({entryTypes: ['longtask']});
    const frame = () => new Promise(requestAnimationFrame);
    window.scrolled = null;
    (async () => {
        let frames = 0;
        while (document.querySelectorAll('.hit').length < 300 && frames < 6000) {
            for (;;) {
                const before = list.scrollTop;
                list.scrollTop += list.clientHeight / 10;
                await frame();
                frames += 1;
                if (list.scrollTop === before) break;
            }
            const count = document.querySelectorAll('.hit').length;
            document.querySelector('#more').click();
            while (document.querySelectorAll('.hit').length === count && frames < 6000) {
                await frame();
                frames += 1;
            }
        }
        await new Promise((done) => setTimeout(done, 500));
        observer.disconnect();
        window.scrolled = [frames, document.querySelectorAll('.hit').length, long.length, Math.max(0, ...long)];
    })();
"#;

/// Prints both, as fast as the machine is and four times slower, with the search in the page and in a worker. A browser slows
/// down only the page, not its workers.
pub(crate) async fn run(browser: &WebDriver) -> Result<()> {
    let (_folder, folder, words) = site()?;
    for (place, least) in [("in the page", u32::MAX), ("in a worker", 1)] {
        search_from(&folder, None, least)?;
        let site = Site::serve(&folder, "/")?;
        let page = Page { browser, address: site.address.clone() };
        page.open_whole("").await?;
        if least == 1 {
            page.find("html.app-searcher").await?;
        }
        let typing = TYPING.replace("WORDS", &json!(words).to_string());
        println!("\n{}", page.get("document.querySelector('[data-testid=count]').textContent").await?);
        println!(
            "searched {place:<18} keys: median  95 %  most   found: median  95 %  most   tasks over {GOAL} ms, together"
        );
        // The first round fetches what the others find here.
        for (round, slower) in [("keys, at first", 1), ("keys", 1), ("keys, 4x slower", SLOWER)] {
            slow_down(browser, slower).await?;
            let timed = result(&page, &typing, "window.times").await?;
            let of = |which: usize| -> Vec<f64> {
                timed[which].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
            };
            let (times, found, tasks) = (of(0), of(1), of(2));
            ensure!(!times.is_empty() && !found.is_empty(), "no key was timed");
            let at = |times: &[f64], share: f64| times[((times.len() - 1) as f64 * share) as usize];
            print!("{round:<27}");
            for times in [&times, &found] {
                print!("       {:>6.1} {:>6.1} {:>6.1}", at(times, 0.5), at(times, 0.95), at(times, 1.0));
            }
            println!("  {:>6} {:>8.0} ms", tasks.len(), tasks.iter().sum::<f64>());
        }
        let scrolled = result(&page, SCROLLING, "window.scrolled").await?;
        println!(
            "scrolling, 4x slower: {} frames, {} articles, {} tasks over {GOAL} ms, the longest {} ms",
            scrolled[0], scrolled[1], scrolled[2], scrolled[3]
        );
        slow_down(browser, 1).await?;
    }
    println!("The goal is {GOAL} ms for keys at 95 %, 4x slower, and no task over it while scrolling.");
    Ok(())
}

async fn slow_down(browser: &WebDriver, times: u32) -> Result<()> {
    browser.cdp().send_raw("Emulation.setCPUThrottlingRate", json!({"rate": times})).await?;
    Ok(())
}

/// What a script sets when it is done.
async fn result(page: &Page<'_>, script: &str, name: &str) -> Result<Value> {
    page.run(script).await?;
    for _ in 0..1200 {
        let value = page.get(name).await?;
        if !value.is_null() {
            return Ok(value);
        }
        tokio::time::sleep(std::time::Duration::from_millis(250)).await;
    }
    anyhow::bail!("{name} is never set")
}

/// A site of many articles, the folder it is in as long as that is kept, and what to type there.
fn site() -> Result<(TempDir, PathBuf, Vec<String>)> {
    let command = env::var("DOSSIER_BIN").context("DOSSIER_BIN names no command; run `cargo xtask bench`")?;
    let folder = tempfile::tempdir()?;
    let site = folder.path().join("site");
    let (articles, words) = match env::var_os("DOSSIER_BENCH_ARTICLES") {
        Some(file) => (
            file.into(),
            ["bank", "trade deficit", "oil price", "japan", "grain"].map(str::to_owned).to_vec(),
        ),
        None => {
            let file = folder.path().join("articles.jsonl");
            fs::write(&file, made_up()?)?;
            (file, [0, 3, 20, 150, 900].map(word).to_vec())
        }
    };
    let built =
        Command::new(command).args(["build", "--quiet"]).arg(&articles).arg("--out").arg(&site).status()?;
    ensure!(built.success(), "the command failed: {built}");
    Ok((folder, site, words))
}

/// Articles of words, people and places of which a few are frequent and most are rare, as in any language.
fn made_up() -> Result<String> {
    let mut state = 1_u64;
    let mut rare = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let chance = (state >> 40) as f64 / (1_u64 << 24) as f64;
        ((most as f64).powf(chance) - 1.0) as usize
    };
    let mut lines = String::new();
    for number in 0..ARTICLES {
        let body: Vec<String> = (0..130).map(|_| word(rare(20_000))).collect();
        let title: Vec<String> = (0..7).map(|_| word(rare(20_000))).collect();
        let people: Vec<String> =
            (0..2).map(|_| rare(800)).map(|at| format!("{} {}", name(at), name(at + 7))).collect();
        let (org, place) = (format!("{} Council", name(rare(200) + 900)), name(rare(150) + 1200));
        let date = format!("1987-{:02}-{:02}", number % 12 + 1, number % 28 + 1);
        let body = format!("{} said {} of {org} in {place}. {}.", people[0], people[1], body.join(" "));
        let article = json!({"id": number.to_string(), "title": title.join(" "), "date": date, "body": body,
            "people": people, "orgs": [org], "places": [place]});
        writeln!(lines, "{article}")?;
    }
    Ok(lines)
}

/// A word for a number, two or more syllables.
fn word(number: usize) -> String {
    let mut rest = number + 80;
    let mut word = String::new();
    while rest > 0 {
        word.push(['b', 'd', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't'][rest % 11]);
        word.push(['a', 'e', 'i', 'o', 'u'][rest / 11 % 5]);
        rest /= 55;
    }
    word
}

fn name(number: usize) -> String {
    let word = word(number);
    word[..1].to_uppercase() + &word[1..]
}
