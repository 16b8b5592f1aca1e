//! Texts of Word and of the programs that write its format (ISO/IEC 29500).

use std::collections::HashMap;

use dossier_model::Document;

use super::{
    container::Container,
    details::said,
    encoding::decode,
    parts::Parts,
    xml::{self, Step},
};
use crate::ReadError;

/// Reads a text. Its title and author are those it begins with, else its properties'. When it was made is not when it was
/// published.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let wrong = |problem: String| ReadError::Malformed { origin: path.to_owned(), problem };
    let mut container = Container::open(path, bytes)?;
    let body = container
        .file("word/document.xml")
        .ok_or_else(|| wrong("holds no text of Word that can be unpacked; save it as .docx again".into()))?;
    let headings =
        container.file("word/styles.xml").map(|styles| headings(path, &styles)).unwrap_or_default();
    let mut writer = Writer { headings, ..Writer::default() };
    xml::walk(&decode(path, &body, None)?, |step| writer.step(step))
        .map_err(|error| wrong(format!("its text is broken, {error}; save it again")))?;
    writer.end();
    for notes in ["word/footnotes.xml", "word/endnotes.xml"] {
        if let Some(notes) = container.file(notes)
            && let Ok(notes) = decode(path, &notes, None)
        {
            // Without its notes a text is still a text.
            let _ = xml::walk(&notes, |step| writer.step(step));
            writer.end();
        }
    }
    let core = container.file("docProps/core.xml");
    let (title, creator) = core.map(|core| title_and_creator(path, &core)).unwrap_or_default();
    writer.parts.document_of_office(path, title, creator)
}

/// Gathers the words of one paragraph, or row of a table, after the other.
#[derive(Default)]
struct Writer {
    parts: Parts,
    /// Which styles are headings, by their ids.
    headings: HashMap<String, bool>,
    words: String,
    is_heading: bool,
    /// Whether what comes now is the words of a run.
    is_text: bool,
    /// How many cells we are inside of.
    cells: usize,
    /// How many second versions, for old programs, or places that something was moved away from, we are inside of.
    fallbacks: usize,
    /// Whether the words of this run are not to be seen.
    is_hidden: bool,
    /// Whether we are in what only stands above notes.
    is_rule: bool,
}

impl Writer {
    fn step(&mut self, step: Step<'_>) {
        match step {
            // What was moved stands where it is now as well.
            Step::Open("Fallback" | "moveFrom", _) => self.fallbacks += 1,
            Step::Close("Fallback" | "moveFrom") => self.fallbacks = self.fallbacks.saturating_sub(1),
            _ if self.fallbacks > 0 => {}
            Step::Open("p", _) if self.cells == 0 => self.end(),
            Step::Open("pStyle", tag) => {
                let style = xml::attribute(tag, "val").unwrap_or_default();
                self.is_heading = self.cells == 0 && self.headings.get(&style).copied().unwrap_or(false);
            }
            Step::Open("t", _) => self.is_text = true,
            Step::Close("t") => self.is_text = false,
            Step::Open("r", _) => self.is_hidden = false,
            Step::Open("vanish", tag) => {
                self.is_hidden =
                    !xml::attribute(tag, "val").is_some_and(|is| matches!(is.as_str(), "0" | "false"));
            }
            // What parts notes from the text is none.
            Step::Open("footnote" | "endnote", tag) => {
                self.is_rule = xml::attribute(tag, "type").is_some_and(|is| is != "normal")
            }
            Step::Close("footnote" | "endnote") => self.is_rule = false,
            Step::Words(_) if self.is_hidden || self.is_rule => {}
            Step::Words(words) if self.is_text => self.words.push_str(words),
            Step::Open("tab", _) => self.words.push(' '),
            Step::Open("br" | "cr", _) => self.words.push('\n'),
            Step::Open("noBreakHyphen", _) => self.words.push('\u{2011}'),
            Step::Open("tr", _) if self.cells == 0 => self.end(),
            Step::Open("tc", _) => self.cells += 1,
            Step::Close("tc") => {
                self.cells = self.cells.saturating_sub(1);
                self.words.push_str(" | ");
            }
            Step::Close("p") if self.cells > 0 => self.words.push(' '),
            Step::Close("p" | "tr") if self.cells == 0 => self.end(),
            _ => {}
        }
    }

    fn end(&mut self) {
        let (words, is_heading) = (core::mem::take(&mut self.words), core::mem::take(&mut self.is_heading));
        self.parts.heading_or_paragraph(&words, is_heading);
    }
}

/// The ids of styles, which are in the language of the program, and whether their names, which are not, are a heading's.
fn headings(path: &str, styles: &[u8]) -> HashMap<String, bool> {
    let mut headings = HashMap::new();
    let mut id = String::new();
    let Ok(styles) = decode(path, styles, None) else { return headings };
    let read = xml::walk(&styles, |step| match step {
        Step::Open("style", tag) => id = xml::attribute(tag, "styleId").unwrap_or_default(),
        Step::Open("name", tag) => {
            let name = xml::attribute(tag, "val").unwrap_or_default().to_lowercase();
            headings.insert(id.clone(), name == "title" || name.starts_with("heading "));
        }
        _ => {}
    });
    // Without its styles a text is still a text.
    read.map(|()| headings).unwrap_or_default()
}

/// What the file says of itself.
fn title_and_creator(path: &str, core: &[u8]) -> (Option<String>, Option<String>) {
    let (mut title, mut creator, mut element) = (String::new(), String::new(), String::new());
    let Ok(core) = decode(path, core, None) else { return (None, None) };
    let _ = xml::walk(&core, |step| match step {
        Step::Open(name, _) => name.clone_into(&mut element),
        Step::Close(_) => element.clear(),
        Step::Words(words) if element == "title" => title.push_str(words),
        Step::Words(words) if element == "creator" => creator.push_str(words),
        Step::Words(_) => {}
    });
    (said(&title), said(&creator))
}
