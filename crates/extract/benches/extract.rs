//! How fast names, dates and quotations are found, and whether the time grows with the text and no faster.
//!
//! `cargo bench -p dossier-extract` measures generated news. With `DOSSIER_CORPORA=FOLDER` it also measures every
//! `.jsonl` and `.jsonl.gz` (by the `gzip` command) in that folder, of which it reads the bodies.

use std::{
    env, fs, hint,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use criterion::{Criterion, Throughput};
use dossier_extract::Extractor;
use dossier_model::Document;
use dossier_read::document_from_body;
use serde_json::Value;

/// How much of a corpus is measured, in bytes.
const MOST: usize = 1_000_000;
/// The lengths over which the time's growth is measured, in bytes.
const LENGTHS: [usize; 4] = [10_000, 100_000, 1_000_000, 10_000_000];

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let article = generated(5_000, "\n\n");
    measure(&mut criterion, "generated news", &vec![article; 40]);
    match env::var_os("DOSSIER_CORPORA") {
        None => println!("skipped: corpora of news; set DOSSIER_CORPORA to their folder to measure them"),
        Some(folder) => {
            for (name, bodies) in read_folder(Path::new(&folder)) {
                measure(&mut criterion, &name, &bodies);
            }
        }
    }
    criterion.final_summary();
    // Under `cargo test` a bench only shows that it runs.
    if !env::args().any(|argument| argument == "--test") {
        print_growth();
    }
}

/// Extraction of each document by itself, one after the other.
fn measure(criterion: &mut Criterion, name: &str, bodies: &[String]) {
    let documents: Vec<Document> = bodies.iter().filter_map(|body| document(body)).collect();
    let bytes = documents.iter().map(|document| document.text.len() as u64).sum();
    let extractor = Extractor::new();
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function(name, |bencher| {
        bencher
            .iter(|| documents.iter().for_each(|document| drop(hint::black_box(extractor.find(document)))));
    });
    group.finish();
}

/// Makes a text of about a length.
type Shape = fn(usize) -> String;

/// The speed over one document of each length and shape, from many paragraphs to a single word.
fn print_growth() {
    let extractor = Extractor::new();
    let shapes: [(&str, Shape); 6] = [
        ("in paragraphs", |length| generated(length, "\n\n")),
        ("in one line", |length| generated(length, " ")),
        ("of one word", |length| "a".repeat(length)),
        ("of names without a stop", |length| "Anna Karson ".repeat(length / 12)),
        ("of different names", names),
        ("from right to left", |length| "قال محمد إن الإضراب انتهى يوم الاثنين. ".repeat(length / 70)),
    ];
    for (how, text) in shapes {
        for length in LENGTHS {
            let Some(document) = document(&text(length)) else { continue };
            let runs = if length < 1_000_000 { 5 } else { 2 };
            let time = |_| {
                let start = Instant::now();
                drop(hint::black_box(extractor.find(&document)));
                start.elapsed()
            };
            let best = (0..runs).map(time).min().unwrap_or_default();
            let speed = document.text.len() as f64 / 1e6 / best.as_secs_f64();
            println!("{:>9} kB {how}: {best:>10.1?}, {speed:.2} MB/s", document.text.len() / 1000);
        }
    }
}

fn document(body: &str) -> Option<Document> {
    document_from_body("a", "a", body.to_owned(), None).ok()
}

/// A name a sentence, each another one.
fn names(length: usize) -> String {
    let letters = |mut number: usize| {
        let mut word = String::new();
        while number > 0 {
            word.push(char::from(b'a' + (number % 26) as u8));
            number /= 26;
        }
        word
    };
    (1..=length / 30).map(|number| format!("Anna Kar{}son spoke in Varna. ", letters(number))).collect()
}

/// News of about a length, whose names, days and quotations differ from sentence to sentence.
fn generated(length: usize, between: &str) -> String {
    const GIVEN: [&str; 6] = ["Anna", "John", "Maria", "Ahmed", "Petra", "Daniel"];
    const ENDINGS: [&str; 6] = ["son", "berg", "ova", "ez", "idi", "ton"];
    const PLACES: [&str; 5] = ["Rotterdam", "Basra", "Nairobi", "Lima", "Hamburg"];
    const MONTHS: [&str; 4] = ["March", "June", "October", "December"];
    let mut text = String::from("Dockers walk out at northern ports");
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    while text.len() < length {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let pick = |shift: u32, of: usize| (random >> shift) as usize % of;
        let surname = format!(
            "{}{}{}",
            ["K", "B", "M", "T"][pick(3, 4)],
            ["ar", "el", "on"][pick(7, 3)],
            ENDINGS[pick(11, 6)]
        );
        let (given, place) = (GIVEN[pick(17, 6)], PLACES[pick(23, 5)]);
        let (day, month, year) = (1 + pick(29, 28), MONTHS[pick(37, 4)], 1990 + pick(41, 35));
        text.push_str(between);
        text.push_str(&format!(
            "On {day} {month} {year} the Ministry of Transport in {place} told reporters that {} ships were late. “We have \
             waited for weeks, and nobody has paid us,” said {given} {surname}, a union leader. {surname} added that talks \
             would resume next week.",
            10 + pick(47, 900)
        ));
    }
    text
}

/// The bodies of each set of a folder, by its name.
fn read_folder(folder: &Path) -> Vec<(String, Vec<String>)> {
    let paths = fs::read_dir(folder).expect("DOSSIER_CORPORA names a folder").filter_map(Result::ok);
    let mut sets: Vec<_> = paths
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let text = if name.ends_with(".jsonl.gz") {
                let output = Command::new("gzip").arg("-dc").arg(entry.path()).output().expect("gzip runs");
                String::from_utf8_lossy(&output.stdout).into_owned()
            } else if name.ends_with(".jsonl") {
                fs::read_to_string(entry.path()).expect("a corpus is text")
            } else {
                return None;
            };
            let (mut bodies, mut length) = (Vec::new(), 0);
            for line in text.lines() {
                let record: Value = serde_json::from_str(line).expect("each line is a record");
                let Some(body) = record["body"].as_str() else { continue };
                length += body.len();
                bodies.push(body.to_owned());
                if length > MOST {
                    break;
                }
            }
            Some((name, bodies))
        })
        .collect();
    sets.sort();
    sets
}
