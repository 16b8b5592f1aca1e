//! Web archives.

use std::io::{Cursor, Read, Write, repeat};

use dossier_model::Document;
use dossier_read::{read_file, read_warc};
use flate2::{Compression, write::GzEncoder};

use crate::read::{head, lines, published};

fn record(kind: &str, address: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nwarc-type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2026-01-22T09:00:00Z\r\nContent-Type: \
         application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    [b"HTTP/1.1 200 OK\r\nContent-Type: text/html", head.as_bytes(), b"\r\n\r\n", body].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

const DATED: &str = r#"<html><head><title>Harbour strike ends | The Hill Herald</title>
<meta property="og:site_name" content="The Hill Herald"><meta property="article:published_time" content="2026-01-21T22:00:00Z">
</head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Harbour strike ends</h1>
<p>The strike in the harbour of Varna ended at night, after eleven hours of talks between the crews and the port.</p>
<p>“We are glad,” said the mayor, who had been in the room from the first hour to the last one.</p></article>
<footer>All rights reserved</footer></body></html>"#;
const UNDATED: &str = "<html><head><title>Caf\u{e9} on the quay</title></head><body><article><p>The caf\u{e9} on the quay opened \
    again, and nobody was late. Its owner had waited for this day since 3 March 2025, she said, and so had all the crews.</p>\
    </article></body></html>";

/// The records of a small crawl, each by itself.
fn crawl() -> Vec<Vec<u8>> {
    let latin: Vec<u8> = UNDATED.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect();
    let chunked = format!("{:x}\r\n{DATED}\r\n0\r\n\r\n", DATED.len());
    vec![
        record("warcinfo", "", b"software: a crawler"),
        record("request", "https://hill.example/strike", b"GET /strike HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "<https://hill.example/strike>",
            &answer("; charset=utf-8\r\nTransfer-Encoding: chunked", chunked.as_bytes()),
        ),
        record(
            "response",
            "https://hill.example/logo.png",
            b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG",
        ),
        record(
            "response",
            "https://hill.example/old",
            b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<p>Moved",
        ),
        record(
            "response",
            "https://hill.example/quay",
            &answer("; charset=ISO-8859-1\r\nContent-Encoding: gzip", &gzip(&latin)),
        ),
    ]
}

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Document, String>> {
    read_file(name, bytes).into_iter().map(|read| read.map_err(|error| error.to_string())).collect()
}

fn assert_is_the_crawl(name: &str, bytes: &[u8]) {
    let read = read(name, bytes);
    let first = read[0].as_ref().unwrap();
    assert_eq!(first.key, "harbour-strike-ends");
    assert_eq!(first.origin, format!("{name}:3"));
    assert_eq!(head(first), ["Harbour strike ends", "-", "The Hill Herald", "https://hill.example/strike"]);
    assert_eq!(published(first).0, "2026-01-21");
    assert_eq!(
        lines(first)[lines(first).len() - 2..],
        [
            "The strike in the harbour of Varna ended at night, after eleven hours of talks between the crews and the port.",
            "“We are glad,” said the mayor, who had been in the room from the first hour to the last one.",
        ]
    );
    assert!(!first.text.contains("Sport") && !first.text.contains("rights"));
    let second = read[1].as_ref().unwrap();
    assert_eq!(head(second), ["Café on the quay", "-", "-", "https://hill.example/quay"]);
    let captured = "its web archive captured it on that day".to_owned();
    assert_eq!(published(second), ("[..2026-01-22]".into(), captured));
    let end = format!("{name}: passed over; 4 of 6 records hold no page of HTML");
    assert_eq!(read[2..], [Err(end)]);
}

#[test]
fn the_pages_of_a_web_archive_are_articles_and_the_rest_is_counted() {
    assert_is_the_crawl("crawl.warc", &crawl().concat());
}

#[test]
fn a_packed_archive_is_read_whether_its_records_are_packed_each_or_all() {
    let each: Vec<_> = crawl().iter().map(|record| gzip(record)).collect();
    assert_is_the_crawl("crawl.warc.gz", &each.concat());
    assert_is_the_crawl("crawl.WARC.GZ", &gzip(&crawl().concat()));
}

#[test]
fn what_was_read_before_an_archive_breaks_off_is_kept() {
    let whole = crawl().concat();
    let cut = read("a.warc", &whole[..whole.len() - 100]);
    assert!(cut[0].is_ok());
    assert_eq!(cut[1], Err("a.warc:6: the file ends within this record; fetch it again".into()));
    let packed = gzip(&whole);
    let cut = read("a.warc.gz", &packed[..packed.len() - 20]);
    assert!(cut.last().unwrap().as_ref().unwrap_err().contains("can't be unpacked"), "{cut:?}");
    let other = read("a.warc", b"<html>");
    assert!(other[0].as_ref().unwrap_err().starts_with("a.warc:1: no record of a web archive begins here"));
    assert_eq!(read("a.warc", b"").len(), 1);
}

#[test]
fn a_record_of_a_film_is_never_in_memory() {
    // Nearly ten times what is looked into.
    let length = 300_000_000_u64;
    let head = format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n");
    let film = Cursor::new(head.into_bytes()).chain(repeat(b'x').take(length));
    let end = Cursor::new([b"\r\n\r\n".to_vec(), crawl().remove(2)].concat());
    let stream = std::io::BufReader::with_capacity(1 << 20, film.chain(end));
    let read: Vec<_> = read_warc("film.warc", stream).collect();
    assert_eq!(read[0].as_ref().unwrap().origin, "film.warc:2");
}

#[test]
fn a_bomb_does_not_go_off() {
    let length = 100_000_000;
    let head = format!("WARC/1.0\r\nWARC-Type: request\r\nContent-Length: {length}\r\n\r\n");
    let bomb = gzip(&[head.into_bytes(), vec![b' '; length]].concat());
    let error = read("a.warc.gz", &bomb).remove(0).unwrap_err();
    assert!(error.contains("far more than its size"), "{error}");
    let inside = record(
        "response",
        "https://a.example",
        &answer("\r\nContent-Encoding: gzip", &gzip(&vec![b' '; length])),
    );
    let error = read("a.warc", &inside).remove(0).unwrap_err();
    assert!(error.starts_with("a.warc:1: its page unpacks to more than 32 MB"), "{error}");
}
