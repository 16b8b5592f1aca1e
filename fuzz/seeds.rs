//! Writes what the targets begin with into a folder of each, below the folder that is given.

use std::{env, fs, path::Path};

use dossier_fuzz::{corpus, seal};
use dossier_index::{pack, pack_in_chunks, pack_without_words};
use libfuzzer_sys::fuzz_target;

// All is built with calls into libFuzzer, which is only linked where there is a target.
fuzz_target!(|_bytes: &[u8]| {});

const QUERIES: [&str; 6] = [
    "“fully secured” -tank* OR (border~2 near)",
    "\"rain mosul\"~5 mar*z faith?l =word",
    "/se.+d/ title:rain person:\"Jane Holloway\" published:2025-11..2026-01",
    "NOT (a OR -b) said-by:sadr mentioned:2014..",
    "al-Sadr's body:(x y) undated",
    "((( \"open",
];
const LINKS: [&str; 3] = [
    "#q=%22fully+secured%22&person=muqtada-al-sadr,-x&from=2025-11&to=2026&on=mentioned&panel=quotes",
    "?embed#doc=a1&at=12-40&sort=oldest&said-by=a&undated=no",
    "#about=person/jane-holloway&q=%F0%9F%A6%80&place=a&place=b",
];
const SETTINGS: [&str; 2] = [
    "[site]\ntitle = \"T\"\nbase_url = \"https://example.org/\"\n[document.a]\npublished = 2026-01-21\nsource = \"S\"\n",
    "[entity.\"person/jane-holloway\"]\nname = \"J\"\nmerge = [\"person/ali-al-sadr\"]\nsplit = [\"Holloway\"]\nkind = \"org\"\nnote = \"N\"\n[entity.\"place/mosul\"]\nhide = true\n",
];
const FILES: [&str; 9] = [
    "\0Headline\n\nBy Jane Doe\n\nBAGHDAD, Jan. 21, 2026 (AP) — “We wait,” said Ali al-Sadr.",
    "\u{1}---\ntitle: T\ndate: 2026-01-21\n---\n# A\n\nText [[link|b]].",
    "\u{2}<html><head><meta property=og:title content=T></head><body><article><h1>T</h1><p>Words of a text that is long.</article>",
    "\u{3}title,date,body\nT,2026-01-21,\"Some, text\"\n",
    "\u{5}[{\"title\":\"T\",\"body\":\"Text.\"}]",
    "\u{6}{\"id\":1,\"body\":\"Text.\",\"people\":[\"A B\"]}\n",
    "\u{7}From: A <a@example.org>\r\nDate: Wed, 21 Jan 2026 10:30:00 GMT\r\nSubject: =?utf-8?q?S?=\r\n\r\nText\r\n> q\r\n",
    "\u{8}From a@example.org Wed Jan 21 10:30:00 2026\nSubject: S\n\nText\n",
    "\u{b}PK",
];

fn main() -> std::io::Result<()> {
    let folder = env::args().nth(1).expect("the folder to write to");
    let write = |target: &str, seeds: Vec<Vec<u8>>| {
        let folder = Path::new(&folder).join(target);
        fs::create_dir_all(&folder)?;
        seeds.iter().enumerate().try_for_each(|(at, seed)| fs::write(folder.join(format!("seed-{at}")), seed))
    };
    let texts = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect();
    write("query", texts(&QUERIES))?;
    write("link", texts(&LINKS))?;
    write("settings", texts(&SETTINGS))?;
    write("file", texts(&FILES))?;
    let corpus = corpus();
    let mut packs = vec![pack(&corpus), pack_without_words(&corpus), pack_in_chunks(&corpus).root];
    packs.iter_mut().for_each(|pack| seal(pack));
    write("pack", packs)
}
