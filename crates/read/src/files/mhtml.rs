//! Web pages that a browser saved as one file (MHTML, RFC 2557): packed as a mail whose parts are the page and all that it shows.

use dossier_model::Document;
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders};

use super::{dates, html, mime};
use crate::ReadError;

/// Reads the page. What it does not say itself its file does: its address, its title, and that it was published on the day when
/// it was saved, or before.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let no_page = || ReadError::Malformed {
        origin: path.to_owned(),
        problem: "holds no web page; save it again from its browser".into(),
    };
    let file = MessageParser::default().parse(bytes).ok_or_else(no_page)?;
    let page = page(&file).ok_or_else(no_page)?;
    let kind = page.content_type();
    let encoding = kind.and_then(|kind| kind.attribute("charset"));
    let mut document = html::read_declared(path, &mime::bytes(&file, page), encoding)?;
    let is_of_the_web = |address: &String| address.starts_with("http");
    let address = snapshot_address(&file).or_else(|| address(page));
    document.url = document.url.take().or(address.filter(is_of_the_web));
    if document.published.span.is_unknown() {
        let saved = file.header_raw("Date").and_then(|date| {
            dates::until(date.split('(').next().unwrap_or(date), "its browser saved it on that day")
        });
        document.published = saved.unwrap_or_else(|| document.published.clone());
    }
    Ok(document)
}

/// The part that is the page: the one whose address is that of the file, else the first. Others are frames in it.
fn page<'m>(file: &'m Message<'_>) -> Option<&'m MessagePart<'m>> {
    let is_page = |part: &&MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            let subtype = kind.subtype().unwrap_or_default().to_ascii_lowercase();
            let is_html = kind.ctype().eq_ignore_ascii_case("text") && subtype == "html";
            is_html || subtype == "xhtml+xml"
        })
    };
    let wanted = snapshot_address(file);
    let is_wanted = |part: &&MessagePart<'_>| wanted.is_some() && address(part) == wanted;
    let pages = || file.parts.iter().filter(is_page);
    pages().find(is_wanted).or_else(|| pages().next())
}

fn snapshot_address(file: &Message<'_>) -> Option<String> {
    file.header_raw("Snapshot-Content-Location").map(joined)
}

fn address(part: &MessagePart<'_>) -> Option<String> {
    part.content_location().map(joined)
}

/// A long address goes on in the next line.
fn joined(address: &str) -> String {
    address.split_whitespace().collect()
}
