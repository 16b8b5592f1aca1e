//! Feeds (RSS, Atom) and what WordPress exports (WXR, a feed of all that a blog holds): each item is an article.
//!
//! `items` gathers what a feed says of each, `post` makes of what an editor wrote the page that a blog would show.

mod items;
mod post;

use dossier_model::{Document, Published};
use dossier_text::slug;

use self::items::{Feed, Item};
use super::{
    caught::caught,
    dates,
    details::{Details, said},
    encoding::decode,
    fields::{is_address, named},
    html, name,
    parts::Parts,
    xml,
};
use crate::ReadError;

/// How far in a file its encoding is declared, in bytes.
const HEAD: usize = 200;
/// What a blog that files nothing says that all is filed under.
const NO_TAGS: &[&str] = &["uncategorized", "uncategorised", "allgemein"];
const MOST_TAGS: usize = 50;

/// Reads a feed, item after item, each named `feed.xml:3` by its number. Drafts are left out unless `drafts`, and what is no
/// article, such as a picture of a blog; both are counted at the end. XML of other kinds is passed over.
pub(crate) fn read(path: &str, bytes: &[u8], drafts: bool) -> Vec<Result<Document, ReadError>> {
    let passed_over = |problem: String| Err(ReadError::PassedOver { origin: path.to_owned(), problem });
    let text = match decode(path, bytes, declared_encoding(bytes).as_deref()) {
        Ok(text) => text,
        Err(error) => return vec![Err(error)],
    };
    let mut feed = Feed::default();
    let end = xml::walk(&text, |step| feed.step(&step));
    if !feed.is_feed {
        return vec![passed_over("it is XML, but neither a feed nor what a blog exported".into())];
    }
    feed.end_item();
    let (mut drafts_left_out, mut others) = (0_usize, 0_usize);
    let mut read = Vec::new();
    for (item, number) in feed.items.iter().zip(1..) {
        if !item.is_article() {
            others += 1;
        } else if item.is_draft() && !drafts {
            drafts_left_out += 1;
        } else {
            let origin = format!("{path}:{number}");
            match caught(&origin, || document(&origin, &feed, item)) {
                // A feed may tell no more than where an article is.
                Err(ReadError::Empty { .. }) => others += 1,
                outcome => read.push(outcome),
            }
        }
    }
    let all = feed.items.len();
    if let Err(error) = end {
        let problem = format!("its XML is broken, {error}; the {all} items before that are read");
        read.push(Err(ReadError::Malformed { origin: path.to_owned(), problem }));
    }
    if drafts_left_out > 0 {
        read.push(passed_over(format!(
            "{drafts_left_out} of {all} items are drafts or not public; --drafts takes them all the same"
        )));
    }
    if all == 0 && read.is_empty() {
        read.push(passed_over("the feed has no items".into()));
    } else if others > 0 {
        read.push(passed_over(format!("{others} of {all} items are no articles with a text")));
    }
    read
}

fn document(origin: &str, feed: &Feed, item: &Item) -> Result<Document, ReadError> {
    let mut parts = Parts::default();
    for text in [&item.content, &item.summary] {
        if parts.len() == 0 && !text.trim().is_empty() {
            html::write(origin, &post::page(text, item.is_exported()), &mut parts)?;
        }
    }
    let authors: Vec<String> = item.authors.iter().filter_map(|author| author_of(author, feed)).collect();
    let authors =
        if authors.is_empty() { author_of(&feed.author, feed).into_iter().collect() } else { authors };
    let details = Details {
        title: said(&item.title).map(|title| without_tags(&title)),
        source: said(&feed.title).map(html::unescaped),
        byline: said(&authors.join(", ")).map(named),
        url: [&item.link, &item.id]
            .into_iter()
            .find(|link| is_address(link.trim()))
            .map(|link| link.trim().to_owned()),
        published: item.dates.iter().find_map(|date| published(date)),
        otherwise: dates::until(&item.updated, "its feed says that it was changed then"),
        tags: tags(item),
    };
    let mut document = parts.document(origin, details)?;
    let key = if item.slug.contains('%') { String::new() } else { slug(&item.slug) };
    document.key = if key.is_empty() { name::key_of_item(&document.title.text, origin) } else { key };
    Ok(document)
}

/// The day. A blog writes zeros where it knows none.
fn published(date: &str) -> Option<Published> {
    let is_likely = |published: &Published| published.span.from.is_some_and(|day| day.ymd().0 > 1900);
    dates::published(date.trim(), None, "its feed says so").filter(is_likely)
}

/// Names are also written `jane@hill.example (Jane Doe)`, or as what somebody logs in with.
fn author_of(author: &str, feed: &Feed) -> Option<String> {
    let author = author.trim();
    let name = author.split_once('@').and_then(|(_, rest)| rest.split_once('(')?.1.split_once(')'));
    let name = name.map_or(author, |(name, _)| name.trim());
    let shown = feed.names.iter().find(|(login, shown)| login == name && !shown.is_empty());
    said(shown.map_or(name, |(_, shown)| shown)).map(html::unescaped)
}

fn tags(item: &Item) -> Vec<String> {
    let tags = item.tags.iter().filter_map(|tag| said(tag)).map(html::unescaped);
    let mut tags: Vec<String> = tags.filter(|tag| !NO_TAGS.contains(&tag.to_lowercase().as_str())).collect();
    tags.truncate(MOST_TAGS);
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Words that may have tags in them: `The <i>Aurora</i> &amp; its crew`.
fn without_tags(title: &str) -> String {
    let mut parts = Parts::default();
    if title.contains("</") && html::write("", title, &mut parts).is_ok() && parts.len() > 0 {
        return parts.into_text();
    }
    html::unescaped(title.to_owned())
}

/// `<?xml version="1.0" encoding="ISO-8859-1"?>`.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding=")?;
    after.split(['"', '\'']).nth(1).map(ToOwned::to_owned)
}
