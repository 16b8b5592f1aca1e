//! Pages to print (PDF) that have a text layer: its lines, made paragraphs again.
//!
//! The library gives signs in the order in which they are drawn, which is that of reading but where words run from right to left:
//! there `lines` finds which stand beside each other, and `direction` in which order they are read.

mod direction;
mod lines;
mod pages;
mod soundness;
mod widths;

use dossier_model::Document;
use lines::Lines;
use pdf_extract::{
    Dictionary, Document as Pages, OutputDev, OutputError, PlainTextOutput, decode_text_string, output_doc,
    output_doc_page,
};

use super::name;
use crate::{ReadError, document_from_body};

/// The library looks for one page among all: of more than so many the time would grow with the square.
const MOST_APART: usize = 2000;

/// What was found in a file.
struct Found {
    text: String,
    title: Option<String>,
    author: Option<String>,
}

/// Reads a file's text layer. Its title and author are the text's own, else its properties' where they are likely. When it
/// was made is not when it was published.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let wrong = |problem: &str| ReadError::Malformed { origin: path.to_owned(), problem: problem.into() };
    let found = find(bytes).map_err(|problem| wrong(&problem))?;
    if found.text.trim().is_empty() {
        return Err(wrong(
            "its pages are pictures without text; have a program for text recognition (OCR) add it",
        ));
    }
    let body = pages::paragraphs(&found.text);
    let mut document = document_from_body(&name::key(path), path, body, found.title)?;
    document.byline = document.byline.or(found.author);
    Ok(document)
}

/// # Errors
/// In words.
fn find(bytes: &[u8]) -> Result<Found, String> {
    let broken = |error: &dyn core::fmt::Display| format!("broken or no PDF: {error}; save it again");
    let mut pages = Pages::load_mem(bytes).map_err(|error| broken(&error))?;
    if pages.is_encrypted() {
        pages.decrypt("").map_err(|_| "locked with a password; save it without one".to_owned())?;
    }
    if !soundness::is_sound(&pages) {
        return Err("its pages are inside of themselves; print it to a new PDF".into());
    }
    widths::list_each(&mut pages);
    let text = text_of(&pages).map_err(|error| broken(&error))?;
    let info = pages.trailer.get(b"Info").and_then(|info| pages.dereference(info)).ok();
    let info = info.and_then(|(_, info)| info.as_dict().ok());
    let property = |name: &[u8]| info.and_then(|info| property(info, name));
    Ok(Found { text, title: property(b"Title"), author: property(b"Author") })
}

/// The text layer without the lines that stand on most of its pages.
fn text_of(pages: &Pages) -> Result<String, OutputError> {
    let mut texts = Vec::new();
    for part in parts_of(pages) {
        let mut text = String::new();
        draw(pages, part, &mut PlainTextOutput::new(&mut text))?;
        texts.push(text);
    }
    if texts.iter().any(|text| direction::has_right_to_left(text)) {
        texts = right_to_left(pages)?;
    }
    Ok(pages::without_running_lines(&texts))
}

/// The text of each page whose words run from right to left.
fn right_to_left(pages: &Pages) -> Result<Vec<String>, OutputError> {
    let mut parts = Vec::new();
    for part in parts_of(pages) {
        let mut lines = Lines::default();
        draw(pages, part, &mut lines)?;
        parts.push(lines.finish());
    }
    let is_turned = direction::are_pairs_turned(parts.iter().map(Vec::as_slice));
    Ok(parts.iter().map(|lines| direction::text_of(lines, is_turned)).collect())
}

/// The numbers of all pages, or nothing but that there are too many of them.
fn parts_of(pages: &Pages) -> Vec<Option<u32>> {
    let numbers: Vec<u32> = pages.get_pages().into_keys().collect();
    if numbers.len() > MOST_APART { vec![None] } else { numbers.into_iter().map(Some).collect() }
}

fn draw(pages: &Pages, part: Option<u32>, output: &mut dyn OutputDev) -> Result<(), OutputError> {
    match part {
        Some(number) => output_doc_page(pages, output, number),
        None => output_doc(pages, output),
    }
}

/// A property of some words. One word is a program's, and so is a file's name: `Microsoft Word - draft3.doc`.
fn property(info: &Dictionary, name: &[u8]) -> Option<String> {
    let words = decode_text_string(info.get(name).ok()?).ok()?;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends_as_file =
        words.rsplit_once('.').is_some_and(|(_, end)| (2..=5).contains(&end.len()) && !end.contains(' '));
    let is_file = ends_as_file || words.starts_with("Microsoft ");
    (words.contains(' ') && !is_file && !words.contains(char::is_control)).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_t_be_read_is_said() {
        let error = |bytes: &[u8]| read("a.pdf", bytes).unwrap_err().to_string();
        assert!(error(b"%PDF").starts_with("a.pdf: broken or no PDF: "));
        assert!(error(b"").starts_with("a.pdf: broken or no PDF: "));
    }
}
