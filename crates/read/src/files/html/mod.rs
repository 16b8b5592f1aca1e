//! Saved web pages: the article's words, and what the page says of it.
//!
//! `json_ld` and `meta` find what the page says, in that order of trust; `article` finds the article among navigation and
//! advertisements; `words` turns its elements into parts.

mod article;
mod json_ld;
mod meta;
mod words;

use dom_query::{Document as Page, NodeRef};
use dossier_model::Document;

use super::{details::Details, encoding::decode, fields::named, front_matter, name, parts::Parts};
use crate::ReadError;

/// So many elements inside each other, and no page needs more, before parsing one takes time that grows with the square.
const DEEPEST: usize = 500;
/// And so many attributes on one of them.
const MOST_ATTRIBUTES: usize = 1000;
/// How far in a page its encoding is declared, in bytes.
const HEAD: usize = 4096;

pub(crate) use json_ld::unescaped;

/// Reads a saved page, or one that a blog is made of, with front matter.
pub(crate) fn read(path: &str, bytes: &[u8], drafts: bool) -> Result<Document, ReadError> {
    if !bytes.trim_ascii_start().starts_with(b"<") {
        let text = decode(path, bytes, declared_encoding(bytes).as_deref())?;
        let (front, body) = front_matter::read(path, &text, drafts)?;
        if body.len() < text.len() {
            return read_page(
                path,
                body,
                Details { published: front.published.or_else(|| name::published(path)), ..front },
            );
        }
    }
    read_declared(path, bytes, None)
}

/// Reads a page whose server said its encoding, which goes before what the page says.
pub(crate) fn read_declared(path: &str, bytes: &[u8], encoding: Option<&str>) -> Result<Document, ReadError> {
    let encoding = encoding.map(ToOwned::to_owned).or_else(|| declared_encoding(bytes));
    let html = decode(path, bytes, encoding.as_deref())?;
    read_page(path, &html, Details::default())
}

fn read_page(path: &str, html: &str, said: Details) -> Result<Document, ReadError> {
    let page = parse(path, html)?;
    let details = said.or(json_ld::details(&page)).or(meta::details(&page));
    let (parts, byline) = article::parts(page);
    let byline = details.byline.or(byline).map(named);
    let details = Details { byline, ..details };
    parts.document(path, details).map_err(|error| match error {
        ReadError::Empty { origin } if !html.trim().is_empty() => {
            let problem = "the page has no text; if its browser shows some, a script wrote it: save the page from there";
            ReadError::Malformed { origin, problem: problem.into() }
        }
        other => other,
    })
}

/// Writes the words of a piece of HTML that is nothing but article.
pub(crate) fn write(path: &str, html: &str, parts: &mut Parts) -> Result<(), ReadError> {
    words::write(&parse(path, html)?.root(), parts, words::Skip::Invisible);
    Ok(())
}

fn parse(path: &str, html: &str) -> Result<Page, ReadError> {
    let too_deep = || ReadError::Malformed {
        origin: path.to_owned(),
        problem: format!(
            "more than {DEEPEST} elements are inside each other; remove the page, or save its text"
        ),
    };
    if open_elements(html) > DEEPEST {
        return Err(too_deep());
    }
    if html.split('<').skip(1).any(|tag| attributes(tag) > MOST_ATTRIBUTES) {
        return Err(ReadError::Malformed {
            origin: path.to_owned(),
            problem: format!(
                "an element has more than {MOST_ATTRIBUTES} attributes; remove the page, or save its text"
            ),
        });
    }
    let page = Page::from(html);
    if depth(&page.root()) > DEEPEST { Err(too_deep()) } else { Ok(page) }
}

/// The most elements that are open at once, as far as their tags say; those that often are never closed don't count.
fn open_elements(html: &str) -> usize {
    const UNCLOSED: &[&str] = &[
        "p", "li", "td", "tr", "th", "dt", "dd", "option", "br", "img", "hr", "meta", "link", "input",
        "source", "area", "base", "col", "wbr", "track", "embed", "param", "path", "rect", "circle", "use",
        "line", "polygon",
    ];
    let (mut open, mut most) = (0usize, 0);
    for tag in html.split('<').skip(1) {
        let is_end = tag.starts_with('/');
        let name = tag.trim_start_matches('/');
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        let name = name.to_ascii_lowercase();
        if name.is_empty() || UNCLOSED.contains(&name.as_str()) {
            continue;
        }
        open = if is_end { open.saturating_sub(1) } else { open + 1 };
        most = most.max(open);
    }
    most
}

/// How many attributes a tag has, about; the words of a value in quotes are none.
fn attributes(tag: &str) -> usize {
    if !tag.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        return 0;
    }
    let (mut count, mut quote, mut last) = (0, None, b' ');
    for byte in tag.bytes() {
        match quote {
            Some(sign) if byte == sign => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'') && last == b'=' => quote = Some(byte),
            None if byte == b'>' => break,
            None if byte.is_ascii_whitespace() || byte == b'/' => {}
            None => count += usize::from(last.is_ascii_whitespace() || last == b'/'),
        }
        last = byte;
    }
    count
}

fn depth(root: &NodeRef<'_>) -> usize {
    let (mut depth, mut level) = (0, vec![*root]);
    while !level.is_empty() {
        depth += 1;
        level = level.iter().flat_map(|node| node.children_it(false)).collect();
    }
    depth
}

/// `<meta charset="...">` and the longer way to say it.
pub(crate) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|sign: char| !sign.is_ascii_alphanumeric() && !matches!(sign, '-' | '_'));
    Some(label[..end.unwrap_or(label.len())].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declared_encoding_is_believed() {
        let page = b"<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1253'></head><body><p>\xC1\xE8\xDE\xED\xE1</p></body></html>";
        assert_eq!(read("a.html", page, false).unwrap().text, "Αθήνα");
    }

    #[test]
    fn a_page_that_is_made_to_take_forever_is_refused() {
        for tag in ["<div>", "<b>", "<table>", "<i x=1>"] {
            let error = read("a.html", tag.repeat(200_000).as_bytes(), false).unwrap_err().to_string();
            assert!(error.starts_with("a.html: more than 500 elements"), "{error}");
        }
        let attributes = format!("<p {}>", "a b=' c ' ".repeat(100_000));
        let error = read("a.html", attributes.as_bytes(), false).unwrap_err().to_string();
        assert!(error.starts_with("a.html: an element has more than 1000 attributes"), "{error}");
        let paragraphs = "<p>Old pages close nothing.".repeat(2_000);
        assert_eq!(read("a.html", paragraphs.as_bytes(), false).unwrap().blocks.len(), 2_000);
    }
}
