//! The page in what a server answered (HTTP/1.1, RFC 9112).

use std::{borrow::Cow, io::Read};

use flate2::read::{DeflateDecoder, GzDecoder, ZlibDecoder};

use super::records::Record;

/// The most that a page may unpack to, in bytes.
const LONGEST: u64 = 32 * 1024 * 1024;
/// How many fields the head of an answer may have.
const MOST_FIELDS: usize = 200;

/// A page of HTML.
pub(super) struct Page<'r> {
    pub(super) html: Cow<'r, [u8]>,
    /// The encoding that the server said it has.
    pub(super) encoding: Option<String>,
}

/// The page that a record holds; `None` where it holds none.
///
/// # Errors
/// In words, where it holds one that can't be read.
pub(super) fn page(record: &Record) -> Result<Option<Page<'_>>, String> {
    match record.field("WARC-Type") {
        Some("response") => answered(&record.content),
        // Captured without what a server said beside it.
        Some("resource") => {
            let kind = record.field("Content-Type").unwrap_or_default();
            let page = || Page { html: Cow::Borrowed(&record.content), encoding: charset(kind) };
            Ok((is_html(kind) && !record.content.is_empty()).then(page))
        }
        _ => Ok(None),
    }
}

fn answered(answer: &[u8]) -> Result<Option<Page<'_>>, String> {
    let mut fields = [httparse::EMPTY_HEADER; MOST_FIELDS];
    let mut head = httparse::Response::new(&mut fields);
    // What isn't HTTP at all, such as an answer of the name service, is no page.
    let Ok(httparse::Status::Complete(start)) = head.parse(answer) else { return Ok(None) };
    let field = |name: &str| {
        let field = head.headers.iter().find(|field| field.name.eq_ignore_ascii_case(name));
        field.map(|field| String::from_utf8_lossy(field.value).trim().to_ascii_lowercase())
    };
    let kind = field("Content-Type").unwrap_or_default();
    if head.code != Some(200) || !is_html(&kind) {
        return Ok(None);
    }
    let mut html = Cow::Borrowed(answer.get(start..).unwrap_or_default());
    if field("Transfer-Encoding").is_some_and(|how| how.contains("chunked")) {
        // Some crawlers join the chunks, and leave the field as it was.
        if let Some(whole) = joined(&html) {
            html = Cow::Owned(whole);
        }
    }
    if let Some(how) = field("Content-Encoding") {
        html = unpacked(html, &how)?;
    }
    Ok((!html.is_empty()).then(|| Page { html, encoding: charset(&kind) }))
}

fn is_html(kind: &str) -> bool {
    let name = kind.split(';').next().unwrap_or_default().trim();
    name.eq_ignore_ascii_case("text/html") || name.eq_ignore_ascii_case("application/xhtml+xml")
}

/// `text/html; charset=utf-8`.
fn charset(kind: &str) -> Option<String> {
    let (_, charset) = kind.split_once("charset=")?;
    charset.split(';').next().map(|name| name.trim_matches(['"', '\'', ' ']).to_owned())
}

/// The chunks of a body, one after the other; `None` where it isn't in chunks.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(body.len());
    loop {
        let end = body.iter().take(100).position(|byte| *byte == b'\n')?;
        let line = core::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        if length == 0 {
            return Some(whole);
        }
        let rest = &body[end + 1..];
        whole.extend_from_slice(rest.get(..length)?);
        body = rest[length..].strip_prefix(b"\r\n").unwrap_or(&rest[length..]);
    }
}

/// What was packed to be sent. Some crawlers unpack it, and leave the field as it was.
fn unpacked<'b>(body: Cow<'b, [u8]>, how: &str) -> Result<Cow<'b, [u8]>, String> {
    let reader: Box<dyn Read + '_> = match (how, body.first()) {
        ("gzip" | "x-gzip", Some(0x1F)) => Box::new(GzDecoder::new(&*body)),
        ("deflate", Some(0x78)) => Box::new(ZlibDecoder::new(&*body)),
        ("deflate", Some(byte)) if *byte != b'<' => Box::new(DeflateDecoder::new(&*body)),
        #[cfg(feature = "brotli")]
        ("br", Some(byte)) if !matches!(byte, b'<' | b'\n' | b'\r' | b' ' | 0xEF) => {
            Box::new(brotli_decompressor::Decompressor::new(&*body, 4096))
        }
        ("gzip" | "x-gzip" | "deflate" | "identity" | "", _) => return Ok(body),
        (_, Some(b'<' | b'\n' | b'\r' | b' ' | 0xEF)) => return Ok(body),
        _ => return Err(format!("its page is packed as “{how}”, which is not read")),
    };
    let mut page = Vec::new();
    let read = reader.take(LONGEST + 1).read_to_end(&mut page);
    if page.len() as u64 > LONGEST {
        return Err(format!("its page unpacks to more than {} MB; it is not read", LONGEST >> 20));
    }
    read.map_err(|error| format!("its page can't be unpacked: {error}"))?;
    Ok(Cow::Owned(page))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(answer: &str) -> Option<String> {
        let page = answered(answer.as_bytes()).unwrap()?;
        Some(String::from_utf8_lossy(&page.html).into_owned())
    }

    #[test]
    fn chunks_are_joined_also_where_they_are_already() {
        let head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(
            html(&format!("{head}3\r\n<p>\r\n4;x=y\r\nText\r\n0\r\n\r\n")).as_deref(),
            Some("<p>Text")
        );
        assert_eq!(html(&format!("{head}<p>Text")).as_deref(), Some("<p>Text"));
        assert_eq!(html(&format!("{head}ffffffffffffffff\r\nx")).as_deref(), Some("ffffffffffffffff\r\nx"));
    }

    #[test]
    fn only_a_page_that_was_found_is_one() {
        assert_eq!(html("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No"), None);
        assert_eq!(html("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx"), None);
        assert_eq!(html("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), None);
        assert_eq!(html("20260121\r\nexample.org. 300 IN A 1.2.3.4"), None);
    }
}
