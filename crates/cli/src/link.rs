//! `dossier link`: the link of a view, for those who write mails and posts by program.
//!
//! The options are the keys of a link (docs/links.md) and mean the same; what the page could not understand is an error
//! here.

use std::{
    fmt::Write as _,
    io::{self, ErrorKind, Write as _},
};

use anyhow::{Context, Result, bail};
use clap::Args;

/// The parts of a view.
#[derive(Args, Clone, Debug, Default)]
pub struct Options {
    /// The search, as in the search box
    #[arg(long, allow_hyphen_values = true)]
    pub q: Option<String>,
    /// People: an id, several apart by commas for any of them, a leading - for none; again for all of them
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub person: Vec<String>,
    /// Organisations, as people
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub org: Vec<String>,
    /// Places, as people
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub place: Vec<String>,
    /// Outlets, as people
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub source: Vec<String>,
    /// Who is quoted, as people
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub said_by: Vec<String>,
    /// Tags, as people
    #[arg(long, value_name = "ID", allow_hyphen_values = true)]
    pub tag: Vec<String>,
    /// The first day, month or year: 2026-01-21, 2026-01, 2026
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The last day, month or year
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// The dates that these speak of: published or mentioned
    #[arg(long)]
    pub on: Option<String>,
    /// Articles without such a date: keep, out or only
    #[arg(long)]
    pub undated: Option<String>,
    /// relevance, newest or oldest
    #[arg(long)]
    pub sort: Option<String>,
    /// articles, quotes, entities, contexts, timeline, network, map or compare
    #[arg(long)]
    pub panel: Option<String>,
    /// The entity whose page is open: person:jane-holloway
    #[arg(long, value_name = "KIND:ID")]
    pub about: Option<String>,
    /// The id of the open article
    #[arg(long, value_name = "ID")]
    pub doc: Option<String>,
    /// A passage of it: 120-185, bytes of its text
    #[arg(long, value_name = "START-END")]
    pub at: Option<String>,
    /// The address of the site [default: none, only the part behind it]
    #[arg(long, value_name = "URL")]
    pub base: Option<String>,
}

/// Prints the link.
///
/// # Errors
/// As [`link`], and where standard output can't be written.
pub fn run(options: &Options) -> Result<()> {
    match writeln!(io::stdout().lock(), "{}", link(options)?) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output cannot be written"),
    }
}

/// The link of a view, as the page itself would write it.
///
/// # Errors
/// Names each part that the page would not understand.
pub fn link(options: &Options) -> Result<String> {
    let one = |key, value: &Option<String>| value.clone().map(|value| (key, value));
    let many =
        |key, values: &[String]| -> Vec<_> { values.iter().map(|value| (key, value.clone())).collect() };
    let Options { person, org, place, source, said_by, tag, .. } = options;
    let mut parts: Vec<(&str, String)> = one("q", &options.q).into_iter().collect();
    for (key, values) in [
        ("person", person),
        ("org", org),
        ("place", place),
        ("source", source),
        ("said-by", said_by),
        ("tag", tag),
    ] {
        parts.extend(many(key, values));
    }
    for (key, value) in [
        ("from", &options.from),
        ("to", &options.to),
        ("on", &options.on),
        ("undated", &options.undated),
        ("sort", &options.sort),
        ("panel", &options.panel),
        ("about", &options.about),
        ("doc", &options.doc),
        ("at", &options.at),
    ] {
        parts.extend(one(key, value));
    }
    let parts: Vec<_> = parts.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
    let state = dossier_view::parse(&parts.join("&"));
    let wrong: Vec<_> = state
        .unread
        .iter()
        .map(|part| format!("--{} “{}”: {}", part.key(), part.value(), part.reason()))
        .collect();
    if !wrong.is_empty() {
        bail!(wrong.join("\n"));
    }
    let base = options.base.as_deref().unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default();
    Ok(format!("{base}#{}", dossier_view::format(&state)))
}

/// Leaves the signs that mean something in the values of a link.
fn encode(value: &str) -> String {
    value.bytes().fold(String::with_capacity(value.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~:,".contains(&byte) {
            encoded.push(byte as char);
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_as_the_page_writes_it() {
        let options = Options {
            q: Some("\"fully secured\" a,b".into()),
            person: vec!["muqtada-al-sadr".into()],
            place: vec!["mosul,raqqa".into(), "-iraq".into()],
            from: Some("2025-11".into()),
            base: Some("https://example.org/site/#old".into()),
            ..Options::default()
        };
        assert_eq!(
            link(&options).unwrap(),
            "https://example.org/site/#q=%22fully+secured%22+a%2Cb&person=muqtada-al-sadr&place=mosul,raqqa&place=-iraq&from=2025-11"
        );
    }

    #[test]
    fn what_the_page_would_not_understand_is_named() {
        let options = Options { from: Some("2025-13".into()), ..Options::default() };
        let why = link(&options).unwrap_err().to_string();
        assert!(why.starts_with("--from “2025-13”: "), "{why}");
    }
}
