//! Pages to print (PDF) that have a text layer: its lines, made paragraphs again.

mod pages;
mod soundness;

use dossier_model::Document;
use pdf_extract::{
    Dictionary, Document as Pages, OutputError, PlainTextOutput, decode_text_string, output_doc,
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
    let text = text_of(&pages).map_err(|error| broken(&error))?;
    let info = pages.trailer.get(b"Info").and_then(|info| pages.dereference(info)).ok();
    let info = info.and_then(|(_, info)| info.as_dict().ok());
    let property = |name: &[u8]| info.and_then(|info| property(info, name));
    Ok(Found { text, title: property(b"Title"), author: property(b"Author") })
}

/// The text layer without the lines that stand on most of its pages.
fn text_of(pages: &Pages) -> Result<String, OutputError> {
    let numbers: Vec<u32> = pages.get_pages().into_keys().collect();
    if numbers.len() > MOST_APART {
        let mut text = String::new();
        output_doc(pages, &mut PlainTextOutput::new(&mut text))?;
        return Ok(text);
    }
    let mut texts = Vec::with_capacity(numbers.len());
    for number in numbers {
        let mut text = String::new();
        output_doc_page(pages, &mut PlainTextOutput::new(&mut text), number)?;
        texts.push(text);
    }
    Ok(pages::without_running_lines(&texts))
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
