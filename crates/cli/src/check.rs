//! `dossier check`: what a person may want to look at before an archive is published.
//!
//! What could not be read, articles without a date, names that are more likely a slip of the extractor, and duplicates;
//! for people as lines under headings, for machines as one object of JSON.

use std::{
    io::{self, ErrorKind, Write},
    path::PathBuf,
};

use anyhow::{Context, Result};
use dossier_model::{Certainty, Corpus};
use dossier_read::ReadOptions;
use dossier_view::date_words;
use serde_json::{Value, json};

use crate::{
    cache::Cache,
    corpus,
    duplicates::{self, Duplicates, Pair, percent},
    inputs::{self, Gathered, count},
    report::Report,
    suspicions::{self, Suspicion},
};

/// What was found wanting.
#[derive(Debug)]
pub struct Check {
    /// How many articles could be read.
    pub articles: usize,
    /// Each with its reason.
    pub unread: Vec<String>,
    /// Files whose format is not read.
    pub passed_over: Vec<String>,
    /// What else is to be told of files: what was left out with good reason, what had to be guessed.
    pub notices: Vec<String>,
    /// The origins of articles of which no date is stated, and what is known instead.
    pub undated: Vec<(String, String)>,
    /// Names that may be none.
    pub suspicious: Vec<Suspicion>,
    /// Origins of two articles, and the hundredths that they share.
    pub same: Vec<Alike>,
    /// As `same`, of those that are not quite the same.
    pub nearly_same: Vec<Alike>,
}

/// Two articles that are alike.
#[derive(Debug)]
pub struct Alike {
    /// The origin of the later one.
    pub article: String,
    /// The origin of the earlier one.
    pub like: String,
    /// How much they share, of a hundred.
    pub percent: u32,
}

/// Checks the articles and prints what was found.
///
/// # Errors
/// Where a path is not there, corpus.toml can't be understood, or standard output can't be written.
pub fn run(paths: &[PathBuf], options: &ReadOptions, as_json: bool, report: &Report) -> Result<()> {
    let Gathered { mut inputs, unread, passed_over, notices } = inputs::gather(paths, options)?;
    let duplicates = duplicates::find(&mut inputs.documents, &mut Cache::default())?;
    let corpus = corpus::annotate(inputs.site, inputs.documents, &inputs.edits, report)?;
    let passed_over = passed_over.iter().map(|path| path.display().to_string()).collect();
    let check = Check { unread, passed_over, notices, ..Check::of(&corpus, &duplicates) };
    let text = if as_json { format!("{}\n", check.json()) } else { check.words() };
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output cannot be written"),
    }
}

impl Check {
    /// What is wanting of articles that were read.
    fn of(corpus: &Corpus, duplicates: &Duplicates) -> Self {
        let is_dated = |certainty| matches!(certainty, Certainty::Stated | Certainty::Inferred);
        let undated = corpus
            .documents
            .iter()
            .filter(|document| !is_dated(document.published.span.certainty))
            .map(|document| (document.origin.clone(), date_words(&document.published.span)))
            .collect();
        let alike = |pair: &Pair| Alike {
            article: corpus.documents[pair.document].origin.clone(),
            like: corpus.documents[pair.like].origin.clone(),
            percent: percent(pair.share),
        };
        Self {
            articles: corpus.documents.len(),
            unread: Vec::new(),
            passed_over: Vec::new(),
            notices: Vec::new(),
            undated,
            suspicious: suspicions::of(corpus),
            same: duplicates.exact.iter().map(alike).collect(),
            nearly_same: duplicates.near.iter().map(alike).collect(),
        }
    }

    fn json(&self) -> Value {
        let undated = self.undated.iter().map(|(id, known)| json!({"id": id, "known": known}));
        let suspicious = self.suspicious.iter().map(|suspicion| {
            let Suspicion { entity, label, mentions, why } = suspicion;
            json!({"entity": entity, "label": label, "mentions": mentions, "why": why})
        });
        let alike = |pairs: &[Alike]| -> Value {
            let one = |pair: &Alike| json!({"id": pair.article, "like": pair.like, "percent": pair.percent});
            pairs.iter().map(one).collect()
        };
        json!({
            "articles": self.articles,
            "unread": self.unread,
            "passed_over": self.passed_over,
            "notices": self.notices,
            "undated": undated.collect::<Value>(),
            "suspicious": suspicious.collect::<Value>(),
            "same": alike(&self.same),
            "nearly_same": alike(&self.nearly_same),
        })
    }

    fn words(&self) -> String {
        let undated = self.undated.iter().map(|(id, known)| format!("{id}: {known}"));
        let suspicious = self.suspicious.iter().map(|suspicion| {
            let Suspicion { entity, label, mentions, why } = suspicion;
            format!("{entity} “{label}”, {}: {why}", count(*mentions, "mention"))
        });
        let same = self.same.iter().map(|pair| format!("{}: as {}", pair.article, pair.like));
        let nearly =
            self.nearly_same.iter().map(|pair| format!("{}: {} % {}", pair.article, pair.percent, pair.like));
        let parts: [(&str, Vec<String>); 7] = [
            ("could not be read", self.unread.clone()),
            ("passed over, for their format is not read", self.passed_over.clone()),
            ("to be told of files", self.notices.clone()),
            ("without a stated date", undated.collect()),
            ("names to look at; corpus.toml mends them", suspicious.collect()),
            ("the same as another", same.collect()),
            ("nearly the same as another", nearly.collect()),
        ];
        let mut words = format!("{} read\n", count(self.articles, "article"));
        for (heading, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            words += &format!("\n{} {heading}:\n", lines.len());
            for line in lines {
                words += &format!("  {}\n", crate::report::harmless(&line));
            }
        }
        words
    }
}
