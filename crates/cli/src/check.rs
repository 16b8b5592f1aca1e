//! `dossier check`: what a person may want to look at before an archive is published.
//!
//! What could not be read, articles without a date, names that are more likely a slip of the extractor, and duplicates;
//! for people as lines under headings, for machines as one object of JSON.

use std::{
    collections::BTreeMap,
    io::{self, ErrorKind, Write},
    path::PathBuf,
};

use anyhow::{Context, Result};
use dossier_model::{Certainty, Corpus, Entity, EntityKind};
use dossier_text::fold;
use dossier_view::date_words;
use serde_json::{Value, json};

use crate::{
    corpus,
    duplicates::{self, Duplicates, Pair, percent},
    inputs::{self, Gathered, count},
    known::Known,
    report::Report,
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

/// A name that may be none, or of something else.
#[derive(Debug)]
pub struct Suspicion {
    /// The entity as `dossier extract` and corpus.toml call it, `person/a`.
    pub entity: String,
    /// What it is shown as.
    pub label: String,
    /// How often it is mentioned.
    pub mentions: usize,
    /// What is strange about it.
    pub why: String,
}

/// Checks the articles and prints what was found.
///
/// # Errors
/// Where a path is not there, corpus.toml can't be understood, or standard output can't be written.
pub fn run(paths: &[PathBuf], as_json: bool, report: &Report) -> Result<()> {
    let Gathered { inputs, unread, passed_over } = inputs::gather(paths)?;
    let duplicates = duplicates::find(&inputs.documents);
    let corpus = corpus::annotate(inputs.site, inputs.documents, &inputs.edits, &Known::default(), report)?;
    let check = Check::of(&corpus, &duplicates, unread, passed_over);
    let text = if as_json { format!("{}\n", check.json()) } else { check.words() };
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output cannot be written"),
    }
}

impl Check {
    fn of(corpus: &Corpus, duplicates: &Duplicates, unread: Vec<String>, passed_over: Vec<PathBuf>) -> Self {
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
            unread,
            passed_over: passed_over.iter().map(|path| path.display().to_string()).collect(),
            undated,
            suspicious: suspicious(corpus),
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
        let parts: [(&str, Vec<String>); 6] = [
            ("could not be read", self.unread.clone()),
            ("passed over, for their format is not read", self.passed_over.clone()),
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

/// Entities of one letter, without a capital, or with the name of one of another kind.
fn suspicious(corpus: &Corpus) -> Vec<Suspicion> {
    let mut by_name: BTreeMap<String, Vec<&Entity>> = BTreeMap::new();
    let mut mentions = vec![0; corpus.entities.len()];
    for entity in &corpus.entities {
        by_name.entry(fold(&entity.label)).or_default().push(entity);
    }
    for mention in corpus.annotations.iter().flat_map(|annotations| &annotations.mentions) {
        mentions[mention.entity.0 as usize] += 1;
    }
    let counted = corpus.entities.iter().zip(mentions);
    counted
        .filter_map(|(entity, mentions)| {
            let others = by_name.get(&fold(&entity.label)).into_iter().flatten();
            let others: Vec<&str> =
                others.filter(|other| other.kind != entity.kind).map(|other| one_of(other.kind)).collect();
            let why = strange_letters(&entity.label).map(String::from).or_else(|| {
                (!others.is_empty()).then(|| format!("there is also {} of this name", others.join(" and ")))
            })?;
            let entity_id = format!("{}/{}", entity.kind.key(), entity.id);
            Some(Suspicion { entity: entity_id, label: entity.label.clone(), mentions, why })
        })
        .collect()
}

fn one_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "a person",
        EntityKind::Organisation => "an organisation",
        EntityKind::Place => "a place",
    }
}

fn strange_letters(label: &str) -> Option<&'static str> {
    match label.chars().filter(|sign| sign.is_alphanumeric()).count() {
        0 => Some("no letter"),
        1 => Some("one letter"),
        // Scripts without capitals have none to lack.
        _ if label.chars().any(char::is_lowercase) && !label.chars().any(char::is_uppercase) => {
            Some("no capital")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_strange_where_they_are_too_few_or_all_small() {
        assert_eq!(strange_letters("B."), Some("one letter"));
        assert_eq!(strange_letters("the harbour"), Some("no capital"));
        assert_eq!((strange_letters("al-Sadr"), strange_letters("بغداد")), (None, None));
    }
}
