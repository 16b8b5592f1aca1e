//! Makes what the tagger knows of words: `cargo xtask words FOLDER`.
//!
//! FOLDER holds
//!
//! - `dist.male.first`, `dist.female.first` and `dist.all.last`: names of the census of the United States of 1990, the most
//!   frequent first (public domain; the Python package names 0.3.0 has them);
//! - `person/`: the folder `faker/providers/person` of the Python package Faker 40.54.0 (MIT), names of many countries;
//! - `scowl/`: the folder `usr/share/dict/scowl` of the Debian package scowl 2020.12.07-2, words of English by how usual they
//!   are (made of lists in the public domain; docs/extraction.md has its notice).

use std::{collections::BTreeMap, env, fs, path::Path};

use anyhow::{Context, Result};
use dossier_extract::training::{GIVEN, SURNAME, WORD, write_words};
use dossier_text::fold;

const OUT: &str = "crates/extract/src/tagger/known.bin";
/// So many surnames of the census.
const SURNAMES: usize = 15_000;
/// The lists of words: both spellings, in the sizes of the most usual words.
const LANGUAGES: [&str; 3] = ["english", "american", "british"];
const SIZES: [u8; 3] = [10, 20, 35];

fn main() -> Result<()> {
    let folder =
        env::args().nth(1).context("name the folder of the lists; train/src/bin/words.rs says which")?;
    let folder = Path::new(&folder);
    let mut lists: BTreeMap<String, u32> = BTreeMap::new();
    let mut add = |word: &str, list: u32| {
        let word = fold(word);
        if word.len() > 1 && word.is_ascii() {
            *lists.entry(word).or_default() |= list;
        }
    };
    for (name, list, most) in [
        ("dist.male.first", GIVEN, usize::MAX),
        ("dist.female.first", GIVEN, usize::MAX),
        ("dist.all.last", SURNAME, SURNAMES),
    ] {
        let text = read(&folder.join(name))?;
        text.lines()
            .filter_map(|line| line.split_whitespace().next())
            .take(most)
            .for_each(|name| add(name, list));
    }
    let mut languages: Vec<_> = fs::read_dir(folder.join("person"))
        .context("person/")?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    languages.sort();
    for file in languages.iter().map(|folder| folder.join("__init__.py")).filter(|file| file.is_file()) {
        names_in(&read(&file)?, &mut add);
    }
    for (language, size) in LANGUAGES.iter().flat_map(|language| SIZES.map(|size| (language, size))) {
        let file = folder.join(format!("scowl/{language}-words.{size}"));
        // Some of the words are in ISO 8859-1: these are no ASCII, and are left out.
        let words = fs::read(&file).with_context(|| file.display().to_string())?;
        let words = words.split(|byte| *byte == b'\n').filter_map(|word| str::from_utf8(word).ok());
        words
            .filter(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))
            .for_each(|word| add(word, WORD));
    }
    let made = write_words(lists.iter().map(|(word, lists)| (word.as_str(), *lists)));
    fs::write(OUT, &made).context(OUT)?;
    eprintln!("{OUT}: {} words, {} bytes", lists.len(), made.len());
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| file.display().to_string())
}

/// The names of a module of Faker: what is quoted in its lists `first_names…` and `last_names…`.
fn names_in(module: &str, add: &mut impl FnMut(&str, u32)) {
    let mut list = None;
    for line in module.lines() {
        let is_list = line.starts_with("    ") && !line.starts_with("     ");
        if is_list && line.contains('=') {
            let name = line.trim_start();
            list = [("first_name", GIVEN), ("last_name", SURNAME), ("romanized", SURNAME)]
                .into_iter()
                .find_map(|(start, list)| name.starts_with(start).then_some(list));
        }
        let Some(list) = list else { continue };
        let quoted = line.split('"').skip(1).step_by(2);
        let is_name =
            |word: &&str| word.chars().all(|sign| sign.is_alphabetic() || matches!(sign, '\'' | '’' | '-'));
        quoted.flat_map(str::split_whitespace).filter(is_name).for_each(|name| add(name, list));
    }
}
