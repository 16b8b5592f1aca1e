//! Labelled documents as people write them: the text, with marks.
//!
//! ```text
//! day: 2026-01-21
//! ---
//! The Harbour Falls In
//!
//! [[Anna Berg|person anna-berg]] came on [[Monday|date 2026-01-19]]. [[“It is late,”|said person/anna-berg]] she said.
//! ```
//!
//! Before `---`: `day`, the day that the article is of, or `published`, the day that is to be found out, as EDTF. A mark is
//! `person`, `org` or `place` with the name of who is named, `date` with what it means (`2026-01`, `2014/2017`, `2019/..`,
//! or `unknown`), or `said` with who said it, or `nobody`. Marks may stand inside of others.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use dossier_model::{ByteRange, EntityKind, PartialDate};

use crate::labelled::{Ends, Labelled, LabelledMention};

/// The project's own marked documents, below its folder.
pub const FIXTURES: &str = "crates/extract/tests/fixtures";

/// Reads the `.marked` files of a folder, by name.
///
/// # Errors
/// As [`read`], and where a file can't be read.
pub fn read_folder(folder: &Path) -> Result<Vec<Labelled>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "marked"))
        .collect();
    paths.sort();
    let read = paths.iter().map(|path| {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        read(&path.file_stem().unwrap_or_default().to_string_lossy(), &text)
    });
    read.collect()
}

/// Reads one document.
///
/// # Errors
/// Where a mark is not as this module says.
pub fn read(id: &str, text: &str) -> Result<Labelled> {
    let (head, body) = text.split_once("---\n").with_context(|| format!("{id}: no line `---`"))?;
    let mut labelled = Labelled {
        id: id.to_owned(),
        mentions: Some(Vec::new()),
        dates: Some(Vec::new()),
        quotes: Some(Vec::new()),
        ..Labelled::default()
    };
    for line in head.lines() {
        match line.split_once(": ").with_context(|| format!("{id}: {line}"))? {
            ("day", day) => labelled.date = Some(day.to_owned()),
            ("published", edtf) => labelled.published = Some(ends(edtf)?),
            (key, _) => bail!("{id}: there is no `{key}`; write day or published"),
        }
    }
    read_marks(body, &mut labelled).with_context(|| id.to_owned())?;
    Ok(labelled)
}

fn read_marks(marked: &str, labelled: &mut Labelled) -> Result<()> {
    let (mut body, mut open, mut rest) = (String::new(), Vec::new(), marked);
    while let Some(at) = rest.find(['[', '|']) {
        body.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(behind) = rest.strip_prefix("[[") {
            open.push(body.len());
            rest = behind;
        } else if rest.starts_with('|') && !open.is_empty() {
            let (label, behind) = rest[1..].split_once("]]").context("a mark without its end")?;
            let start = open.pop().context("a mark without its beginning")?;
            label_range(ByteRange::new(start, body.len()), label, labelled)?;
            rest = behind;
        } else {
            body.push_str(&rest[..1]);
            rest = &rest[1..];
        }
    }
    if !open.is_empty() {
        bail!("a mark without its end");
    }
    body.push_str(rest);
    labelled.body = body;
    labelled.mentions.iter_mut().for_each(|all| all.sort_by_key(|mention| mention.range));
    Ok(())
}

fn label_range(range: ByteRange, label: &str, labelled: &mut Labelled) -> Result<()> {
    let (what, which) =
        label.split_once(' ').with_context(|| format!("“{label}” says what but not which"))?;
    match what {
        "date" => labelled.dates.get_or_insert_default().push((range, ends(which)?)),
        "said" => {
            let speaker = (which != "nobody").then(|| which.to_owned());
            labelled.quotes.get_or_insert_default().push((range, speaker));
        }
        _ => {
            let kind = EntityKind::ALL.into_iter().find(|kind| kind.key() == what);
            let kind = kind.with_context(|| format!("there is no mark `{what}`"))?;
            let cluster = Some(format!("{what}/{which}"));
            labelled.mentions.get_or_insert_default().push(LabelledMention { range, kind, cluster });
        }
    }
    Ok(())
}

fn ends(edtf: &str) -> Result<Ends> {
    let date = |text: &str| match text {
        ".." | "" | "unknown" => Ok(None),
        text => text.parse::<PartialDate>().map(Some).with_context(|| format!("“{text}”")),
    };
    let edtf = edtf.trim_start_matches('[').trim_end_matches(']');
    if let Some((from, to)) = edtf.split_once('/').or_else(|| edtf.split_once("..")) {
        return Ok((date(from)?.map(PartialDate::first), date(to)?.map(PartialDate::last)));
    }
    let date = date(edtf)?;
    Ok((date.map(PartialDate::first), date.map(PartialDate::last)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_of_the_text() {
        let read = read(
            "a",
            "published: [2025-11..]\n---\nA [[Rome|place rome]] [1] [[“b [[Bo|person bo]]”|said person/bo]] [[May|date 2014/..]].\n",
        )
        .unwrap();
        assert_eq!(read.body, "A Rome [1] “b Bo” May.\n");
        let of = |range: &ByteRange| range.of(&read.body).to_owned();
        let mentions: Vec<_> = read.mentions.iter().flatten().map(|mention| of(&mention.range)).collect();
        assert_eq!(mentions, ["Rome", "Bo"]);
        assert_eq!(of(&read.quotes.as_ref().unwrap()[0].0), "“b Bo”");
        assert!(matches!(read.published, Some((Some(_), None))));
        assert!(super::read("a", "---\n[[x|rome]]").is_err());
    }
}
