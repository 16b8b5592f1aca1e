//! Electronic books (EPUB 2 and 3): one article, whose chapters begin with headings.

use std::collections::HashMap;

use dossier_model::{Document, Published};

use super::{
    container::Container,
    dates,
    details::Details,
    encoding::decode,
    html,
    parts::Parts,
    xml::{self, Step},
};
use crate::ReadError;

/// Reads a book, its chapters in their order.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let wrong = |problem: &str| ReadError::Malformed { origin: path.to_owned(), problem: problem.into() };
    let mut container = Container::open(path, bytes)?;
    let broken = || wrong("not a book: it has no list of its chapters that can be read; save it again");
    let index = container.file("META-INF/container.xml").ok_or_else(broken)?;
    let package = package_of(&decode(path, &index, None)?).ok_or_else(broken)?;
    let listed = container.file(&package).ok_or_else(broken)?;
    let book = Package::read(&decode(path, &listed, None)?).map_err(|_| broken())?;
    let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts = Parts::default();
    for chapter in book.chapters() {
        if let Some(bytes) = container.file(&joined(folder, chapter)) {
            html::write(path, &decode(path, &bytes, None)?, &mut parts)?;
        }
    }
    parts.document(path, book.details())
}

/// Where the book says that its package is.
fn package_of(index: &str) -> Option<String> {
    let mut path = None;
    xml::walk(index, |step| {
        if let Step::Open("rootfile", tag) = step {
            path = path.take().or_else(|| xml::attribute(tag, "full-path"));
        }
    })
    .ok()?;
    path
}

/// What a book says of itself.
#[derive(Default)]
struct Package {
    /// Files by their ids; the table of contents is none of them.
    files: HashMap<String, String>,
    /// Ids of chapters, in order.
    spine: Vec<String>,
    title: String,
    authors: Vec<String>,
    publisher: String,
    date: String,
}

impl Package {
    fn read(xml: &str) -> Result<Self, String> {
        let mut package = Self::default();
        let mut element = String::new();
        let mut wanted = true;
        xml::walk(xml, |step| match step {
            Step::Open("item", tag) => {
                let is_contents = xml::attribute(tag, "properties").is_some_and(|is| is.contains("nav"));
                if let (false, Some(id), Some(file)) =
                    (is_contents, xml::attribute(tag, "id"), xml::attribute(tag, "href"))
                {
                    package.files.insert(id, file);
                }
            }
            Step::Open("itemref", tag) => package.spine.extend(xml::attribute(tag, "idref")),
            Step::Open(name, tag) => {
                name.clone_into(&mut element);
                // A title or author after the first is a subtitle or a second author.
                wanted = match name {
                    "title" => package.title.is_empty(),
                    "publisher" => package.publisher.is_empty(),
                    "date" => {
                        package.date.is_empty()
                            && xml::attribute(tag, "event").is_none_or(|is| is == "publication")
                    }
                    _ => true,
                };
                if name == "creator" {
                    package.authors.push(String::new());
                }
            }
            Step::Close(_) => element.clear(),
            Step::Words(words) if wanted => match element.as_str() {
                "title" => package.title.push_str(words),
                "publisher" => package.publisher.push_str(words),
                "date" => package.date.push_str(words),
                "creator" => {
                    package.authors.iter_mut().last().into_iter().for_each(|author| author.push_str(words))
                }
                _ => {}
            },
            Step::Words(_) => {}
        })?;
        Ok(package)
    }

    fn chapters(&self) -> impl Iterator<Item = &str> {
        self.spine.iter().filter_map(|id| self.files.get(id)).map(String::as_str)
    }

    fn details(&self) -> Details {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let authors: Vec<_> = self.authors.iter().filter_map(|author| said(author)).collect();
        // A year before printing is a program's way to say that it knows none.
        let is_likely = |date: &Published| date.span.from.is_some_and(|day| day.ymd().0 > 1400);
        Details {
            title: said(&self.title),
            source: said(&self.publisher),
            byline: said(&authors.join(", ")),
            url: None,
            published: dates::published(&self.date, None, "its metadata says so").filter(is_likely),
            ..Details::default()
        }
    }
}

/// A path beside the package, without the signs that an address needs.
fn joined(folder: &str, file: &str) -> String {
    let file = file.split('#').next().unwrap_or(file);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in file.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    unescaped(&parts.join("/"))
}

/// `%20` is a space.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits =
            after.get(..2).filter(|_| *first == b'%').and_then(|digits| core::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
