//! How long a site takes from a folder of articles, all that is done included, and how long the next one after a change.
//!
//! `cargo bench -p dossier-cli` builds 10,000 generated articles, as files and as one file of records. With
//! `DOSSIER_CORPORA=FOLDER` it also builds every `.jsonl` in that folder. Times are those of a clock; on a machine that others use,
//! too, the processors' time tells more, which Linux counts.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// The places that the command fills in, as the app's page has them.
const PAGE: &str = r#"<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"><title>Dossier</title>
<meta name="description" content=""><meta name="generator" content="Dossier"><meta name="dossier-pack" content="">
<script type="module">start();</script></head>
<body><main id="without-app"><h1 id="without-app-title"></h1><ul id="without-app-articles"></ul></main></body></html>"#;

fn main() {
    // Under `cargo test` a bench only shows that it runs.
    let articles = if env::args().any(|argument| argument == "--bench") { 10_000 } else { 10 };
    let place = TempDir::new().expect("there is a folder for what is temporary");
    let files = place.path().join("files");
    fs::create_dir(&files).expect("a folder is made");
    let mut records = String::new();
    for number in 0..articles {
        let (title, body) = generated(number);
        fs::write(files.join(format!("a{number}.txt")), format!("{title}\n\n{body}"))
            .expect("a file is written");
        let record = serde_json::json!({"id": format!("a{number}"), "title": title, "body": body});
        let _ = writeln!(records, "{record}");
    }
    measure("files", &files, &files.join("a7.txt"), articles);
    let all = place.path().join("records.jsonl");
    fs::write(&all, records).expect("a file is written");
    measure("records", &all, &all, articles);
    let Some(folder) = env::var_os("DOSSIER_CORPORA") else {
        return println!("skipped: corpora of news; set DOSSIER_CORPORA to their folder to measure them");
    };
    let entries = fs::read_dir(folder).expect("DOSSIER_CORPORA names a folder").filter_map(Result::ok);
    for path in
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "jsonl"))
    {
        let copy = place.path().join("copy.jsonl");
        let text = fs::read_to_string(&path).expect("a corpus is text");
        fs::write(&copy, &text).expect("a file is written");
        measure(&path.display().to_string(), &copy, &copy, text.lines().count());
    }
}

/// Builds a site, and again after the first 'the' of a file became another word.
fn measure(name: &str, articles: &Path, changed: &Path, count: usize) {
    let place = TempDir::new().expect("there is a folder for what is temporary");
    fs::create_dir(place.path().join("app")).expect("a folder is made");
    fs::write(place.path().join("app/index.html"), PAGE).expect("a file is written");
    let first = build(place.path(), articles);
    let text = fs::read_to_string(changed).expect("an article is text");
    fs::write(changed, text.replacen(" the ", " this ", 1)).expect("a file is written");
    let next = build(place.path(), articles);
    let rate = count as f64 / first.0.as_secs_f64();
    println!("{name}: {count} articles, {rate:.0} a second");
    for (which, (clock, processors)) in [("first", first), ("after a change", next)] {
        println!("  {which}: {clock:.2?}, of the processors {processors:.2?}");
    }
    println!(
        "  {:.1} times sooner, of the processors' time {:.1}",
        first.0.as_secs_f64() / next.0.as_secs_f64(),
        first.1.as_secs_f64() / next.1.as_secs_f64(),
    );
}

fn build(place: &Path, articles: &Path) -> (Duration, Duration) {
    let (start, before) = (Instant::now(), processors());
    let built = Command::new(env!("CARGO_BIN_EXE_dossier"))
        .current_dir(place)
        .args(["--quiet", "build", "--app", "app", "--out", "site", "--cache", "cache"])
        .arg(PathBuf::from(articles))
        .output()
        .expect("the command runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    (start.elapsed(), processors().saturating_sub(before))
}

/// What the processors did for the programs that were started here; nothing where the system doesn't say.
fn processors() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    // The children's time in the program and in the system, in hundredths of a second (proc(5)).
    let hundredths: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(hundredths * 10)
}

/// An article of about 1,100 bytes, with names, dates, quotations and words of its own.
fn generated(number: usize) -> (String, String) {
    const GIVEN: [&str; 6] = ["Anna", "John", "Maria", "Ahmed", "Petra", "Daniel"];
    const ENDINGS: [&str; 6] = ["son", "berg", "ova", "ez", "idi", "ton"];
    const PLACES: [&str; 5] = ["Rotterdam", "Basra", "Nairobi", "Lima", "Hamburg"];
    const MONTHS: [&str; 4] = ["March", "June", "October", "December"];
    let mut random = 0x2545_F491_4F6C_DD1D_u64 ^ (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut body = String::new();
    while body.len() < 1_000 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let pick = |shift: u32, of: usize| (random >> shift) as usize % of;
        let start = ["Kar", "Bel", "Mon", "Tar"][pick(3, 4)];
        let surname = format!("{start}{}{}", ["l", "d", "n"][pick(7, 3)], ENDINGS[pick(11, 6)]);
        let (given, place) = (GIVEN[pick(17, 6)], PLACES[pick(23, 5)]);
        let (day, month, year) = (1 + pick(29, 28), MONTHS[pick(37, 4)], 1990 + pick(41, 35));
        let words: String = (0..12).map(|at| format!("word{} ", pick(at * 4, 8_000 >> (at % 5)))).collect();
        let _ = write!(
            body,
            "On {day} {month} {year} the Ministry of Transport in {place} told reporters that {} ships were late. “We \
             have waited for weeks, and nobody has paid us,” said {given} {surname}, a union leader. {surname} added that \
             talks of {words}would resume next week.\n\n",
            10 + pick(47, 900)
        );
    }
    (format!("Dockers walk out at port {number}"), body)
}
