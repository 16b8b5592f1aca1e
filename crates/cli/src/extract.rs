//! `dossier extract`: what was found, as lines of JSON.
//!
//! A line is `{id, title, source, published, mentions, dates, quotes}`; offsets count the code points of the text, ends
//! are exclusive; days are ISO, both ends included, `null` where open.

use std::{
    io::{self, BufWriter, ErrorKind, Write},
    path::PathBuf,
};

use anyhow::{Context, Result};
use dossier_model::{Annotations, ByteRange, Certainty, Corpus, DateSpan, Document, EntityIndex};
use dossier_read::ReadOptions;
use dossier_text::CharOffsets;
use serde_json::{Value, json};

use crate::{
    corpus,
    inputs::{self, Inputs},
    report::Report,
};

/// Reads the articles and prints a line for each.
///
/// # Errors
/// As [`inputs::read`], and where standard output can't be written; a closed one is no error.
pub fn run(paths: &[PathBuf], options: &ReadOptions, strict: bool, report: &Report) -> Result<()> {
    let Inputs { documents, site, edits, unread, .. } = inputs::read(paths, options, strict, report)?;
    let corpus = corpus::annotate(site, documents, &edits, report)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let printed = lines(&corpus).try_for_each(|line| writeln!(out, "{line}")).and_then(|()| out.flush());
    Inputs::missing(unread, report);
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output cannot be written"),
    }
}

/// A line of JSON for each document.
pub fn lines(corpus: &Corpus) -> impl Iterator<Item = Value> {
    let both = corpus.documents.iter().zip(&corpus.annotations);
    both.map(|(document, annotations)| line(corpus, document, annotations))
}

fn line(corpus: &Corpus, document: &Document, annotations: &Annotations) -> Value {
    let offsets = CharOffsets::new(&document.text);
    let place = |range: ByteRange| (offsets.of(range.start as usize), offsets.of(range.end as usize));
    let id = |entity: EntityIndex| {
        let entity = &corpus.entities[entity.0 as usize];
        format!("{}/{}", entity.kind.key(), entity.id)
    };
    let mentions = annotations.mentions.iter().map(|mention| {
        let (start, end) = place(mention.range);
        let kind = corpus.entities[mention.entity.0 as usize].kind.key();
        json!({"start": start, "end": end, "type": kind, "entity": id(mention.entity)})
    });
    let dates = annotations.dates.iter().map(|date| {
        let ((start, end), (from, to)) = (place(date.range), ends(date.span));
        json!({"start": start, "end": end, "from": from, "to": to, "edtf": date.span.edtf()})
    });
    let quotes = annotations.quotations.iter().map(|quotation| {
        let (start, end) = place(quotation.range);
        json!({"start": start, "end": end, "speaker": quotation.speaker.map(id)})
    });
    json!({
        "id": document.origin,
        "title": document.title.text,
        "source": document.source,
        "published": published(document),
        "mentions": mentions.collect::<Vec<_>>(),
        "entities": annotations.unplaced.iter().map(|entity| id(*entity)).collect::<Vec<_>>(),
        "dates": dates.collect::<Vec<_>>(),
        "quotes": quotes.collect::<Vec<_>>(),
    })
}

fn published(document: &Document) -> Value {
    let span = document.published.span;
    let (from, to) = ends(span);
    let certainty = match span.certainty {
        Certainty::Stated => "stated",
        Certainty::Inferred => "inferred",
        Certainty::Bounded => "bounded",
        Certainty::Unknown => "unknown",
    };
    let evidence: Vec<_> = document.published.evidence.iter().map(|evidence| &evidence.reason).collect();
    json!({"from": from, "to": to, "edtf": span.edtf(), "certainty": certainty, "evidence": evidence})
}

fn ends(span: DateSpan) -> (Option<String>, Option<String>) {
    (span.from.map(|day| day.to_string()), span.to.map(|day| day.to_string()))
}
