//! Files of every format with some bytes changed, cut off or put in twice: they are read or refused.

#![allow(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::{fs, path::Path};

use dossier_read::{Format, read_file};
use proptest::prelude::*;

#[path = "formats/read.rs"]
#[allow(dead_code, reason = "the tests of formats need more of it")]
mod read;

/// Every fixture whose format is read, and a zip of them all.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if Format::of(&name).is_some() {
                found.push((name, fs::read(path).unwrap()));
            }
        }
    }
    // In different folders there may be files of one name.
    let names: Vec<String> = found.iter().zip(0..).map(|((name, _), at)| format!("{at}/{name}")).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&found).map(|(name, (_, bytes))| (name.as_str(), bytes.as_slice())).collect();
    let zip = read::zip(&files);
    found.push(("all.zip".into(), zip));
    found.sort();
    found
}

#[derive(Clone, Debug)]
enum Damage {
    Byte(u8),
    Cut,
    Twice(usize),
    Words(&'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let words = prop::sample::select(vec![
        "<div>",
        "\"",
        "---\n",
        "\0",
        "]]>",
        "&#x0;",
        "\u{FEFF}",
        "/",
        "obj",
        "99999999999",
    ]);
    prop_oneof![
        any::<u8>().prop_map(Damage::Byte),
        Just(Damage::Cut),
        (0usize..300).prop_map(Damage::Twice),
        words.prop_map(Damage::Words),
    ]
}

fn damaged(bytes: &[u8], at: usize, damage: &Damage) -> Vec<u8> {
    let at = at % bytes.len();
    let mut out = bytes[..at].to_vec();
    match damage {
        Damage::Byte(byte) => {
            out.push(*byte);
            out.extend_from_slice(&bytes[at + 1..]);
        }
        Damage::Cut => {}
        Damage::Twice(length) => {
            out.extend_from_slice(&bytes[at..(at + length).min(bytes.len())]);
            out.extend_from_slice(&bytes[at..]);
        }
        Damage::Words(words) => {
            out.extend_from_slice(words.as_bytes());
            out.extend_from_slice(&bytes[at..]);
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_read_or_refused(places in prop::collection::vec((any::<usize>(), damage()), 1..4)) {
        for (name, bytes) in fixtures() {
            let mut bytes = bytes;
            for (at, damage) in &places {
                bytes = damaged(&bytes, *at, damage);
                if bytes.is_empty() {
                    break;
                }
            }
            for read in read_file(&name, &bytes) {
                match read {
                    Ok(document) => prop_assert!(!document.key.is_empty() && !document.title.text.is_empty()),
                    Err(error) => prop_assert!(error.to_string().starts_with(&name), "{error}"),
                }
            }
        }
    }
}
