//! What a query costs in the browser, over the articles of seeds/, and then typing and scrolling (`pace`): `cargo xtask bench`.
//!
//! Timed inside the page through its own API, answers as JavaScript values included. A browser's clock is coarse (0.1 ms
//! and more), so a sample is a round of queries of which the mean counts.

use anyhow::{Result, ensure};

use crate::{pace, page::Page};

/// The most that a query with its facets may take at the 95th percentile, in milliseconds.
const MOST: f64 = 1.0;

/// Each is asked as `dossier.search({...})`, with facets and histogram.
const QUESTIONS: &[(&str, &str)] = &[
    ("nothing asked", "{}"),
    ("a word", "{q: 'border'}"),
    ("two words", "{q: 'border prison'}"),
    ("a phrase", "{q: '\"fully secured\"'}"),
    ("a prefix", "{q: 's*'}"),
    ("a word excluded", "{q: 'border -prison'}"),
    ("a place", "{place: 'baghdad'}"),
    ("any of two places", "{place: [['mosul', 'raqqa']]}"),
    ("a range of dates", "{from: '2025-11', to: '2026-01'}"),
    ("all of it", "{q: 'border', place: '-kirkuk', from: '2017', on: 'mentioned', sort: 'oldest'}"),
];

/// Prints what each question costs; fails where one costs too much.
pub(crate) async fn run(page: &Page<'_>) -> Result<()> {
    page.open_whole("").await?;
    println!("{:<20} {:>9} {:>9} {:>9}", "ms in the browser", "median", "95 %", "most");
    let mut worst: f64 = 0.0;
    for (name, question) in QUESTIONS {
        let script = format!(
            "const round = () => {{
                const begun = performance.now();
                for (let n = 0; n < 20; n += 1) dossier.search({question});
                return (performance.now() - begun) / 20;
            }};
            for (let n = 0; n < 20; n += 1) round();
            const times = Array.from({{length: 100}}, round).sort((a, b) => a - b);
            return [times[50], times[95], times[99]];"
        );
        let times = page.run(&script).await?;
        let time = |at: usize| times[at].as_f64().unwrap_or(f64::INFINITY);
        println!("{name:<20} {:>9.3} {:>9.3} {:>9.3}", time(0), time(1), time(2));
        worst = worst.max(time(1));
    }
    pace::run(page.browser).await?;
    ensure!(worst <= MOST, "a query takes {worst:.3} ms, more than the {MOST} ms it may");
    Ok(())
}
