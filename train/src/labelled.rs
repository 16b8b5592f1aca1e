//! Labelled documents, as sets of `.jsonl` and as gold.json hold them.
//!
//! A line of a `.jsonl` is `{id, title?, date?, body, mentions?, dates?, quotes?, published?}`; gold.json is `{documents: [...]}`
//! of the same with `file`, a text beside, in place of `body`. Mentions are `{start, end, type, cluster?}`, dates
//! `{start, end, from, to}`, quotes `{start, end, speaker}`, `published` is `{from, to}`. Offsets count code points, ends are
//! exclusive; days are ISO, `null` where open.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use dossier_model::{ByteRange, Certainty, DateSpan, Day, Document, EntityKind, PartialDate, Precision};
use dossier_read::document_from_body;
use serde_json::Value;

/// First and last day, either of them open.
pub type Ends = (Option<Day>, Option<Day>);

/// A document with what people marked in it; `None` where nobody looked for that.
#[derive(Clone, Debug, Default)]
pub struct Labelled {
    /// Its name in its set.
    pub id: String,
    /// Its headline, if that is not in its text.
    pub title: Option<String>,
    /// The day it was published, if extraction may know it.
    pub date: Option<String>,
    /// Its text.
    pub body: String,
    /// Names of people, organisations and places.
    pub mentions: Option<Vec<LabelledMention>>,
    /// Calendar expressions and what they mean.
    pub dates: Option<Vec<(ByteRange, Ends)>>,
    /// Quotations and the cluster of who says them.
    pub quotes: Option<Vec<(ByteRange, Option<String>)>>,
    /// When it was published, for extraction to find out.
    pub published: Option<Ends>,
}

/// A name.
#[derive(Clone, Debug)]
pub struct LabelledMention {
    /// Where it stands.
    pub range: ByteRange,
    /// What it names.
    pub kind: EntityKind,
    /// The one that it names, if the set says so.
    pub cluster: Option<String>,
}

impl Labelled {
    /// The document as extraction is given it. `key` is to be its key.
    ///
    /// # Errors
    /// Where it has no text, or its date is none.
    pub fn document(&self, key: &str) -> Result<Document> {
        let mut document = document_from_body(key, &self.id, self.body.clone(), self.title.clone())?;
        if let Some(date) = &self.date {
            let date: PartialDate = date.parse().with_context(|| format!("“date” is “{date}”"))?;
            let precision = match date {
                PartialDate::Year(_) => Precision::Year,
                PartialDate::Month(..) => Precision::Month,
                PartialDate::Day(_) => Precision::Day,
            };
            let (from, to) = (Some(date.first()), Some(date.last()));
            document.published.span = DateSpan { from, to, precision, certainty: Certainty::Stated };
        }
        Ok(document)
    }
}

/// Reads a set, a document a line.
///
/// # Errors
/// Where the file can't be read, or a line is no labelled document.
pub fn read_jsonl(path: &Path) -> Result<Vec<Labelled>> {
    let name = path.display();
    let text = fs::read_to_string(path)
        .with_context(|| format!("{name}: the set is missing; see docs/extraction.md"))?;
    let read = text.lines().enumerate().map(|(number, line)| {
        let value: Value = serde_json::from_str(line)?;
        let body = value["body"].as_str().context("no “body”")?.to_owned();
        labelled(&value, body).with_context(|| format!("{name}, line {}", number + 1))
    });
    read.collect()
}

/// Reads gold.json, whose texts are files of `texts`.
///
/// # Errors
/// Where a file can't be read or is not as this module says.
pub fn read_gold(path: &Path, texts: &Path) -> Result<Vec<Labelled>> {
    let name = path.display();
    let value: Value = serde_json::from_str(&fs::read_to_string(path).with_context(|| name.to_string())?)?;
    let documents = value["documents"].as_array().with_context(|| format!("{name}: no “documents”"))?;
    let read = documents.iter().map(|value| {
        let file = texts.join(value["file"].as_str().with_context(|| format!("{name}: no “file”"))?);
        let body = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        // Its headline is in its text, and its day is what is to be found out.
        let mut labelled = labelled(value, body)?;
        (labelled.title, labelled.date) = (None, None);
        Ok(labelled)
    });
    read.collect()
}

fn labelled(value: &Value, body: String) -> Result<Labelled> {
    let starts: Vec<usize> = body.char_indices().map(|(at, _)| at).chain([body.len()]).collect();
    let range = |value: &Value| {
        let end = |key: &str| starts.get(usize::try_from(value[key].as_u64()?).ok()?).copied();
        let (start, end) = (end("start")?, end("end")?);
        (start <= end).then(|| ByteRange::new(start, end))
    };
    let ranged = |value: &Value| range(value).context("a “start” or “end” is not in the text");
    let text = |value: &Value| value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned);
    let list = |key: &str| value[key].as_array();
    let mention = |value: &Value| {
        let kind = EntityKind::ALL.into_iter().find(|kind| Some(kind.key()) == value["type"].as_str());
        kind.map(|kind| {
            anyhow::Ok(LabelledMention { range: ranged(value)?, kind, cluster: text(&value["cluster"]) })
        })
    };
    let date = |value: &Value| Ok((ranged(value)?, ends(value)?));
    let quote = |value: &Value| Ok((ranged(value)?, text(&value["speaker"])));
    Ok(Labelled {
        id: text(&value["id"]).or_else(|| text(&value["file"])).unwrap_or_default(),
        title: text(&value["title"]),
        date: text(&value["date"]),
        mentions: list("mentions").map(|all| all.iter().filter_map(mention).collect()).transpose()?,
        dates: list("dates").map(|all| all.iter().map(date).collect::<Result<_>>()).transpose()?,
        quotes: list("quotes").map(|all| all.iter().map(quote).collect::<Result<_>>()).transpose()?,
        published: value["published"].is_object().then(|| ends(&value["published"])).transpose()?,
        body,
    })
}

fn ends(value: &Value) -> Result<Ends> {
    let day = |key: &str| {
        let date = value[key].as_str().map(str::parse::<PartialDate>).transpose();
        date.with_context(|| format!("“{key}”: {}", value[key]))
    };
    Ok((day("from")?.map(PartialDate::first), day("to")?.map(PartialDate::last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_code_points() {
        let value = serde_json::json!({
            "id": "a", "mentions": [{"start": 3, "end": 7, "type": "place"}, {"start": 0, "end": 2, "type": "other"}],
            "dates": [{"start": 0, "end": 1, "from": "2026-01", "to": null}]
        });
        let read = labelled(&value, "Ça Rome".into()).unwrap();
        let mentions = read.mentions.unwrap();
        assert_eq!(mentions.len(), 1, "kinds that are not asked for are left out");
        assert_eq!(mentions[0].range.of(&read.body), "Rome");
        assert_eq!(read.dates.unwrap()[0].1.0.unwrap().to_string(), "2026-01-01");
        assert!(read.quotes.is_none());
    }
}
