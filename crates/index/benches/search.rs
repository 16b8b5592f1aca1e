//! How fast a pack is written, opened and searched, with facet counts, histogram and a range of dates in every search.
//!
//! `cargo bench -p dossier-index` measures a generated corpus. With `DOSSIER_CORPORA=FOLDER` it also measures every
//! `.jsonl` and `.jsonl.gz` (by the `gzip` command) in that folder: records with id, title, date, body, people, orgs
//! and places.

mod cold;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs, hint,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use criterion::{BenchmarkId, Criterion};
use dossier_index::{DateFilter, Pack, Query, Search, Undated, pack, pack_in_chunks};
use dossier_model::{
    Alias, Annotations, Block, BlockKind, ByteRange, Corpus, DateMention, DateSpan, Day, Document, Entity,
    EntityIndex, EntityKind, PartialDate, Published, Site, Title, TitleOrigin, Track,
};

/// One record of a corpus, before its names are entities.
#[derive(Default)]
struct Record {
    key: String,
    title: String,
    body: String,
    day: Option<Day>,
    /// People, organisations, places.
    names: [Vec<String>; 3],
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    for documents in [1_000, 10_000] {
        measure(&mut criterion, &format!("generated-{documents}"), generated(documents));
    }
    match env::var_os("DOSSIER_CORPORA") {
        None => println!("skipped: corpora of news; set DOSSIER_CORPORA to their folder to measure them"),
        Some(folder) => {
            for (name, records) in read_folder(Path::new(&folder)) {
                measure(&mut criterion, &name, records);
            }
        }
    }
    criterion.final_summary();
}

fn measure(criterion: &mut Criterion, name: &str, records: Vec<Record>) {
    let corpus = corpus(records);
    let bytes = pack(&corpus);
    let pack_of = Pack::open(bytes.clone()).expect("what was packed opens");
    println!("{name}: {} documents, pack of {} bytes", pack_of.len(), bytes.len());
    let queries = queries(&corpus);
    let dates = middle_half(&corpus);
    print_percentiles(&pack_of, &queries, dates);
    let parts = pack_in_chunks(&corpus);
    cold::print(&parts, &queries);

    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    group.bench_function("pack", |bencher| bencher.iter(|| pack(&corpus)));
    group.bench_function("open", |bencher| bencher.iter(|| Pack::open(bytes.clone())));
    group.bench_function("open-root", |bencher| bencher.iter(|| Pack::open(parts.root.clone())));
    for (kind, queries) in &queries {
        group.bench_with_input(BenchmarkId::new("search", kind), queries, |bencher, queries| {
            let mut queries = queries.iter().cycle();
            bencher.iter(|| queries.next().map(|query| search(&pack_of, query, dates)));
        });
    }
    group.bench_function("snippets", |bencher| {
        let query = Query::parse("the");
        bencher.iter(|| pack_of.documents().take(20).map(|at| pack_of.snippet(at, &query, 200)).last());
    });
    group.bench_function("suggest", |bencher| bencher.iter(|| pack_of.suggest("the co", 8)));
}

fn search(pack: &Pack, query: &str, dates: Option<DateFilter>) -> usize {
    let query = Query::parse(query);
    pack.search(&Search { dates, ..Search::new(&query) }).total
}

/// Best of three runs of each query, as the table of peers has it.
fn print_percentiles(pack: &Pack, queries: &BTreeMap<&str, Vec<String>>, dates: Option<DateFilter>) {
    let mut all = Vec::new();
    for (kind, queries) in queries {
        let mut times: Vec<_> = queries.iter().map(|query| best_of_three(pack, query, dates)).collect();
        times.sort_unstable();
        println!("  {kind}: median {:?}, p95 {:?}", percentile(&times, 50), percentile(&times, 95));
        all.extend(times);
    }
    all.sort_unstable();
    println!("  all: median {:?}, p95 {:?}", percentile(&all, 50), percentile(&all, 95));
}

fn best_of_three(pack: &Pack, query: &str, dates: Option<DateFilter>) -> Duration {
    let run = |_| {
        let start = Instant::now();
        hint::black_box(search(pack, query, dates));
        start.elapsed()
    };
    (0..3).map(run).min().unwrap_or_default()
}

fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}

/// Words that are rare, medium and common here, two at a time, in each operator, beginnings, and phrases from the texts.
fn queries(corpus: &Corpus) -> BTreeMap<&'static str, Vec<String>> {
    let mut frequencies: BTreeMap<String, usize> = BTreeMap::new();
    for document in &corpus.documents {
        let words: BTreeSet<_> = dossier_text::tokens(&document.text).map(|token| token.term).collect();
        let words = words
            .into_iter()
            .filter(|word| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
        words.for_each(|word| *frequencies.entry(word).or_default() += 1);
    }
    let count = corpus.documents.len();
    let pick = |wanted: usize, fits: &dyn Fn(usize) -> bool| -> Vec<String> {
        let words: Vec<_> = frequencies.iter().filter(|(_, frequency)| fits(**frequency)).collect();
        let step = (words.len() / wanted).max(1);
        words.iter().step_by(step).take(wanted).map(|(word, _)| (*word).clone()).collect()
    };
    let medium = pick(40, &|frequency| (count / 200..=count * 3 / 100).contains(&frequency));
    let two = |at: usize| format!("{} {}", medium[at], medium[(at * 7 + 3) % medium.len()]);
    let beginnings = medium
        .iter()
        .take(10)
        .flat_map(|word| (2..=word.len().min(6)).map(move |end| format!("{}*", &word[..end])));
    let phrases = corpus.documents.iter().step_by((count / 20).max(1)).filter_map(|document| {
        let words: Vec<_> = document.text.split_whitespace().skip(3).take(3).collect();
        (words.len() == 3).then(|| format!("\"{}\"", words.join(" ").replace('"', "")))
    });
    let each = |typed: &dyn Fn(&str) -> String| medium.iter().map(|word| typed(word)).collect::<Vec<_>>();
    let of_two = |typed: &dyn Fn(&str, &str) -> String| {
        medium.iter().zip(medium.iter().skip(1)).map(|(one, other)| typed(one, other)).collect::<Vec<_>>()
    };
    BTreeMap::from([
        ("empty", vec![String::new()]),
        ("or", of_two(&|one, other| format!("{one} OR {other}"))),
        ("near", of_two(&|one, other| format!("\"{one} {other}\"~5"))),
        ("group", of_two(&|one, other| format!("({one} OR ={other}) -title:{one}"))),
        ("fuzzy", each(&|word| format!("{word}~"))),
        ("wildcard", each(&|word| format!("{}*{}", &word[..1], &word[word.len() - 1..]))),
        ("regex", each(&|word| format!("/.*{}+.?/", &word[1..]))),
        ("name", each(&|word| format!("person:{word}"))),
        ("rare", pick(40, &|frequency| frequency <= 3)),
        ("common", pick(20, &|frequency| frequency >= count / 10)),
        ("and", (0..medium.len()).map(two).collect()),
        ("prefix", beginnings.collect()),
        ("phrase", phrases.collect()),
        ("medium", medium.clone()),
    ])
}

/// The middle half of the days of publication.
fn middle_half(corpus: &Corpus) -> Option<DateFilter> {
    let mut days: Vec<_> =
        corpus.documents.iter().filter_map(|document| document.published.span.from).collect();
    days.sort_unstable();
    let day = |quarters: usize| days.get(days.len() * quarters / 4).copied();
    Some(DateFilter {
        track: Track::Published,
        from: Some(day(1)?),
        to: Some(day(3)?),
        undated: Undated::Keep,
    })
}

fn corpus(mut records: Vec<Record>) -> Corpus {
    records.sort_by(|a, b| a.key.cmp(&b.key));
    let mut names: BTreeSet<(EntityKind, &str)> = BTreeSet::new();
    for record in &records {
        for (kind, list) in EntityKind::ALL.into_iter().zip(&record.names) {
            names.extend(list.iter().map(|name| (kind, name.as_str())));
        }
    }
    let index: BTreeMap<_, _> = names.iter().copied().zip(0..).collect();
    let entity = |&(kind, name): &(EntityKind, &str)| {
        let aliases = vec![Alias { text: name.into(), count: 1, reason: String::new() }];
        Entity { kind, id: name.into(), label: name.into(), aliases, edits: Vec::new(), note: None, at: None }
    };
    let entities = names.iter().map(entity).collect();
    let annotations = records.iter().map(|record| {
        let named = EntityKind::ALL.into_iter().zip(&record.names);
        let named = named.flat_map(|(kind, list)| list.iter().map(move |name| (kind, name.as_str())));
        let unplaced: BTreeSet<_> = named.map(|name| EntityIndex(index[&name])).collect();
        let dates =
            record.day.map(|day| DateMention { range: ByteRange::default(), span: DateSpan::day(day) });
        Annotations {
            unplaced: unplaced.into_iter().collect(),
            dates: dates.into_iter().collect(),
            ..Annotations::default()
        }
    });
    let annotations = annotations.collect();
    Corpus {
        site: Site::default(),
        annotations,
        entities,
        alike: Vec::new(),
        documents: records.into_iter().map(document).collect(),
    }
}

fn document(record: Record) -> Document {
    let (mut blocks, mut start) = (Vec::new(), 0);
    for paragraph in record.body.split("\n\n") {
        blocks.push(Block {
            kind: BlockKind::Paragraph,
            range: ByteRange::new(start, start + paragraph.len()),
        });
        start += paragraph.len() + 2;
    }
    Document {
        origin: record.key.clone(),
        key: record.key,
        title: Title { text: record.title, origin: TitleOrigin::Given, range: None },
        text: record.body,
        blocks,
        source: None,
        byline: None,
        url: None,
        published: Published {
            span: record.day.map_or(DateSpan::UNKNOWN, DateSpan::day),
            evidence: Vec::new(),
        },
        tags: Vec::new(),
        edited: Vec::new(),
        given: None,
    }
}

/// Texts whose words are as common as those of a language: the n-th word about one n-th as common as the first.
fn generated(documents: usize) -> Vec<Record> {
    let mut state = 1_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize) % below
    };
    let syllables = ["ka", "lo", "mi", "ter", "san", "vo", "ri", "den"];
    let mut zipf = move |below: usize| {
        let exponent = random(1_000_000) as f64 / 1e6;
        ((below as f64).powf(exponent) as usize).min(below - 1)
    };
    let word = move |mut number: usize| {
        let mut word = String::new();
        loop {
            word.push_str(syllables[number % 8]);
            number /= 8;
            if number == 0 {
                return word;
            }
        }
    };
    (0..documents)
        .map(|number| {
            let mut words =
                |count: usize| (0..count).map(|_| word(zipf(20_000))).collect::<Vec<_>>().join(" ");
            let (title, body) = (words(7), words(130));
            let mut names = || (0..3).map(|_| format!("name-{}", zipf(documents))).collect();
            Record {
                key: format!("{number:06}"),
                title,
                body,
                day: Some(Day::from_number(20_000 + (number * 7 % 600) as i32)),
                names: [names(), names(), names()],
            }
        })
        .collect()
}

fn read_folder(folder: &Path) -> BTreeMap<String, Vec<Record>> {
    let files = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut corpora = BTreeMap::new();
    for path in files.flatten().map(|file| file.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = match name.rsplit_once(".jsonl") {
            Some((_, "")) => fs::read(&path).ok(),
            Some((_, ".gz")) => {
                Command::new("gzip").arg("-dc").arg(&path).output().ok().map(|output| output.stdout)
            }
            _ => continue,
        };
        let text = text.unwrap_or_else(|| panic!("{} can't be read", path.display()));
        corpora.insert(name, text.split(|&byte| byte == b'\n').filter_map(record).collect());
    }
    corpora
}

fn record(line: &[u8]) -> Option<Record> {
    let value: serde_json::Value = serde_json::from_slice(line).ok()?;
    let text = |field: &str| value[field].as_str().unwrap_or_default().to_owned();
    let list = |field: &str| -> Vec<String> {
        let names = value[field].as_array().into_iter().flatten();
        names.filter_map(|name| name.as_str()).map(str::to_owned).collect()
    };
    let day = text("date").parse::<PartialDate>().ok().map(PartialDate::first);
    let names = [list("people"), list("orgs"), list("places")];
    Some(Record { key: format!("{:0>8}", text("id")), title: text("title"), body: text("body"), day, names })
}
