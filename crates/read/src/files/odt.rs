//! Texts of LibreOffice and of the programs that write its format (OpenDocument, ISO/IEC 26300), packed or as one flat file.

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

/// What has words that are none of the text's own: what was deleted, what somebody remarked, the number of a note, lists of what
/// the text holds anyway, what a picture is called, and bytes.
const PASSED_OVER: &[&str] = &[
    "tracked-changes",
    "annotation",
    "note-citation",
    "table-of-content",
    "illustration-index",
    "table-index",
    "object-index",
    "alphabetical-index",
    "user-index",
    "index-title",
    "ruby-text",
    "title",
    "desc",
    "binary-data",
    "object",
    "forms",
    "event-listeners",
];
/// How many styles may be made of one another.
const DEEPEST: usize = 32;

/// Reads a packed text (.odt). Its title and author are those it begins with, else its properties'. When it was made is not when
/// it was published.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let wrong = |problem: &str| ReadError::Malformed { origin: path.to_owned(), problem: problem.into() };
    let mut container = Container::open(path, bytes)?;
    let is_locked = container
        .file("META-INF/manifest.xml")
        .is_some_and(|list| list.windows(ENCRYPTED.len()).any(|words| words == ENCRYPTED));
    if is_locked {
        return Err(wrong("locked with a password; save it without one"));
    }
    let body = container
        .file("content.xml")
        .ok_or_else(|| wrong("holds no text of LibreOffice that can be unpacked; save it as .odt again"))?;
    let mut styles = Styles::default();
    if let Some(file) = container.file("styles.xml")
        && let Ok(file) = decode(path, &file, None)
    {
        // Without its styles a text is still a text.
        let _ = xml::walk(&file, |step| styles.step(&step));
    }
    let mut properties = Properties::default();
    if let Some(file) = container.file("meta.xml")
        && let Ok(file) = decode(path, &file, None)
    {
        let _ = xml::walk(&file, |step| properties.step(&step));
    }
    document(path, &decode(path, &body, None)?, styles, properties)
}

const ENCRYPTED: &[u8] = b"encryption-data";

/// Reads a text that is one file (.fodt).
pub(crate) fn read_flat(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    document(path, &decode(path, bytes, None)?, Styles::default(), Properties::default())
}

fn document(path: &str, body: &str, styles: Styles, properties: Properties) -> Result<Document, ReadError> {
    let mut writer = Writer { styles, properties, ..Writer::default() };
    xml::walk(body, |step| writer.step(&step)).map_err(|error| ReadError::Malformed {
        origin: path.to_owned(),
        problem: format!("its text is broken, {error}; save it again"),
    })?;
    writer.end();
    for note in core::mem::take(&mut writer.notes) {
        writer.parts.paragraph(&note);
    }
    writer.parts.document_of_office(path, writer.properties.title(), writer.properties.author())
}

/// What styles are made of, by their names.
#[derive(Default)]
struct Styles {
    parents: HashMap<String, String>,
    hidden: Vec<String>,
    /// The style whose properties come now.
    name: String,
}

impl Styles {
    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Open("style", tag) => {
                self.name = xml::attribute(tag, "name").unwrap_or_default();
                if let Some(parent) = xml::attribute(tag, "parent-style-name") {
                    self.parents.insert(self.name.clone(), parent);
                }
            }
            Step::Open("text-properties", tag)
                if xml::attribute(tag, "display").is_some_and(|is| is == "none") =>
            {
                self.hidden.push(self.name.clone());
            }
            _ => {}
        }
    }

    /// Whether it is the style of titles, or made of it.
    fn is_title(&self, name: &str) -> bool {
        let mut styles =
            core::iter::successors(Some(name), |name| self.parents.get(*name).map(String::as_str));
        styles.by_ref().take(DEEPEST).any(|name| name == "Title")
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.hidden.iter().any(|hidden| hidden == name)
    }
}

/// What a file says of itself.
#[derive(Default)]
struct Properties {
    title: String,
    /// Who began the text, and who changed it last.
    authors: [String; 2],
    element: String,
}

impl Properties {
    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Open(name, _) => (*name).clone_into(&mut self.element),
            Step::Close(_) => self.element.clear(),
            Step::Words(words) => match self.element.as_str() {
                "title" => self.title.push_str(words),
                "initial-creator" => self.authors[0].push_str(words),
                "creator" => self.authors[1].push_str(words),
                _ => {}
            },
        }
    }

    fn title(&self) -> Option<String> {
        said(&self.title)
    }

    fn author(&self) -> Option<String> {
        self.authors.iter().find_map(|author| said(author))
    }
}

/// Gathers the words of one paragraph, or row of a table, after the other.
#[derive(Default)]
struct Writer {
    parts: Parts,
    styles: Styles,
    properties: Properties,
    words: String,
    is_heading: bool,
    /// Notes so far, which follow the text, and the words around the one that we are in.
    notes: Vec<String>,
    around_note: Option<(String, bool)>,
    /// How many paragraphs, cells and elements that are passed over we are inside of.
    paragraphs: usize,
    cells: usize,
    passed_over: usize,
    /// For each span whether it is hidden.
    spans: Vec<bool>,
    /// Whether we are in the text, or in what a flat file says of itself before it.
    is_body: bool,
}

impl Writer {
    fn step(&mut self, step: &Step<'_>) {
        if !self.is_body {
            self.is_body = matches!(step, Step::Open("body", _));
            self.styles.step(step);
            self.properties.step(step);
            return;
        }
        match step {
            Step::Open(name, _) if PASSED_OVER.contains(name) => self.passed_over += 1,
            Step::Close(name) if PASSED_OVER.contains(name) => {
                self.passed_over = self.passed_over.saturating_sub(1);
            }
            _ if self.passed_over > 0 => {}
            Step::Open(name @ ("p" | "h"), tag) => {
                self.paragraphs += 1;
                let is_alone = self.cells == 0 && self.around_note.is_none();
                if is_alone {
                    self.end();
                    let style = || xml::attribute(tag, "style-name").unwrap_or_default();
                    self.is_heading = *name == "h" || self.styles.is_title(&style());
                }
            }
            Step::Close("p" | "h") => {
                self.paragraphs = self.paragraphs.saturating_sub(1);
                if self.cells > 0 || self.around_note.is_some() {
                    self.words.push(' ');
                } else {
                    self.end();
                }
            }
            Step::Open("span", tag) => {
                let style = xml::attribute(tag, "style-name").unwrap_or_default();
                self.spans.push(self.styles.is_hidden(&style));
            }
            Step::Close("span") => drop(self.spans.pop()),
            Step::Open("note", _) if self.around_note.is_none() => {
                self.around_note = Some((core::mem::take(&mut self.words), self.is_heading));
            }
            Step::Close("note") => {
                if let Some((words, is_heading)) = self.around_note.take() {
                    self.notes.push(core::mem::replace(&mut self.words, words));
                    self.is_heading = is_heading;
                }
            }
            Step::Open("table-row", _) if self.cells == 0 => self.end(),
            Step::Open("table-cell", _) => self.cells += 1,
            Step::Close("table-cell") => {
                self.cells = self.cells.saturating_sub(1);
                self.words.push_str(" | ");
            }
            Step::Close("table-row") if self.cells == 0 => self.end(),
            Step::Open("s" | "tab", _) => self.words.push(' '),
            Step::Open("line-break", _) => self.words.push('\n'),
            Step::Words(words) if self.paragraphs > 0 && !self.spans.contains(&true) => {
                let signs =
                    words.chars().map(|sign| if matches!(sign, '\n' | '\r' | '\t') { ' ' } else { sign });
                self.words.extend(signs);
            }
            _ => {}
        }
    }

    fn end(&mut self) {
        let (words, is_heading) = (core::mem::take(&mut self.words), core::mem::take(&mut self.is_heading));
        self.parts.heading_or_paragraph(&words, is_heading);
    }
}
