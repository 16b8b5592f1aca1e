use dossier_model::Document;

use super::{encoding::decode, front_matter, name};
use crate::{ReadError, document_from_body, read_text};

/// Reads a plain text. One in UTF-8 without front matter is kept byte for byte, as [`read_text`] does.
pub(crate) fn read(path: &str, bytes: &[u8], drafts: bool) -> Result<Document, ReadError> {
    let key = name::key(path);
    let text = decode(path, bytes, None)?;
    // What stands between two rules in a plain text may be anything.
    match front_matter::read(path, &text, drafts) {
        Err(error) if error.is_notice() => Err(error),
        Ok((details, body)) if body.len() < text.len() => {
            let mut document = document_from_body(&key, path, body.to_owned(), details.title.clone())?;
            details.apply(&mut document);
            Ok(document)
        }
        // A text may be valid UTF-8 and yet in an encoding whose bytes only look so.
        _ if core::str::from_utf8(bytes).is_ok_and(|whole| whole.ends_with(&*text)) => {
            read_text(&key, path, bytes)
        }
        _ => document_from_body(&key, path, text.into_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_and_is_no_part_of_the_text() {
        let document = read("a.txt", b"---\ntitle: T\ndate: 2026-01\n---\nThe text.\n", false).unwrap();
        assert_eq!((document.title.text.as_str(), document.text.as_str()), ("T", "The text.\n"));
        assert_eq!(document.published.span.edtf(), "2026-01");
    }

    #[test]
    fn rules_around_something_else_are_kept() {
        let text = "---\nA letter: from: the front\n---\nThe text.";
        assert_eq!(read("a.txt", text.as_bytes(), false).unwrap().text, text);
    }
}
