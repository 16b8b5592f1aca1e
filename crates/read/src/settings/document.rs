use dossier_model::{Document, EditPlace, EditedField, Published, Title, TitleOrigin};
use dossier_text::nearest;

use super::table::Value;
use crate::{ReadError, published::published_from_text};

const KEYS: &[&str] = &["title", "source", "author", "url", "published"];
/// The evidence of a date that a person set.
const SAYS_SO: &str = "corpus.toml says so";

/// What a person set of one document: a `[document."key"]` table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEdit {
    /// The document's key.
    pub key: String,
    /// Where the table stands.
    pub place: EditPlace,
    title: Option<String>,
    source: Option<String>,
    author: Option<String>,
    url: Option<String>,
    published: Option<Published>,
}

/// The tables of all documents.
pub(super) fn read(tables: &Value<'_>) -> Result<Vec<DocumentEdit>, Vec<ReadError>> {
    tables.each(read_one)
}

fn read_one(table: &Value<'_>) -> Result<DocumentEdit, Vec<ReadError>> {
    let mut edit = DocumentEdit {
        key: table.key.text.to_owned(),
        place: table.key.place(),
        title: None,
        source: None,
        author: None,
        url: None,
        published: None,
    };
    let mut errors = Vec::new();
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        let text = || value.text().map(|text| Some(text.trim().to_owned()));
        let read = match key.text {
            "title" => text().map(|title| edit.title = title),
            "source" => text().map(|source| edit.source = source),
            "author" => text().map(|author| edit.author = author),
            "url" => text().map(|url| edit.url = url),
            "published" => date(&value).map(|published| edit.published = Some(published)),
            _ => Err(key.unknown("a document has no key", KEYS)),
        };
        errors.extend(read.err());
    }
    if errors.is_empty() { Ok(edit) } else { Err(errors) }
}

fn date(value: &Value<'_>) -> Result<Published, ReadError> {
    let text = value.date_text()?;
    published_from_text(&text, SAYS_SO).map_err(|why| value.error(format!("“published” is “{text}”: {why}")))
}

/// Sets what was edited, in documents that were assembled; the field is noted in [`Document::edited`].
///
/// # Errors
/// [`ReadError::Config`] for each edit of a document that is not there, with the nearest key.
pub fn apply(edits: &[DocumentEdit], documents: &mut [Document]) -> Result<(), Vec<ReadError>> {
    let mut errors = Vec::new();
    for edit in edits {
        match documents.binary_search_by(|document| document.key.as_str().cmp(&edit.key)) {
            Ok(at) => apply_one(edit, &mut documents[at]),
            Err(_) => errors.push(no_such_document(edit, documents)),
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

fn no_such_document(edit: &DocumentEdit, documents: &[Document]) -> ReadError {
    let near = nearest(&edit.key, documents.iter().map(|document| document.key.as_str()));
    let advice = near.map_or_else(
        || "a document's key is its file's name without the ending".to_owned(),
        |key| format!("did you mean “{key}”?"),
    );
    let problem = format!("there is no document “{}”; {advice}", edit.key);
    ReadError::Config { origin: edit.place.clone(), problem }
}

fn apply_one(edit: &DocumentEdit, document: &mut Document) {
    let mut edited = Vec::new();
    if let Some(text) = edit.title.clone() {
        document.title = Title { text, origin: TitleOrigin::Given, range: document.title.range };
        edited.push(EditedField::Title);
    }
    for (field, value, set) in [
        (EditedField::Source, &edit.source, &mut document.source),
        (EditedField::Author, &edit.author, &mut document.byline),
        (EditedField::Url, &edit.url, &mut document.url),
    ] {
        if value.is_some() {
            set.clone_from(value);
            edited.push(field);
        }
    }
    if let Some(published) = edit.published.clone() {
        document.published = published;
        edited.push(EditedField::Published);
    }
    document.edited = edited;
}

#[cfg(test)]
mod tests {
    use super::{super::settings_from_toml, *};
    use crate::read_text;

    fn documents() -> Vec<Document> {
        ["atlas", "border"]
            .map(|key| read_text(key, key, b"A Headline\n\nSome text stands here.").unwrap())
            .into()
    }

    #[test]
    fn what_a_person_knows_of_a_document_is_set_and_marked() {
        let toml = "[document.border]\nsource = \"Hill News\"\npublished = 2026-01-21\nauthor = \"Jane Doe\"";
        let settings = settings_from_toml("corpus.toml", toml).unwrap();
        let mut documents = documents();
        apply(&settings.documents, &mut documents).unwrap();
        let border = &documents[1];
        assert_eq!(border.source.as_deref(), Some("Hill News"));
        assert_eq!(border.published.span.edtf(), "2026-01-21");
        assert_eq!(border.published.evidence[0].reason, "corpus.toml says so");
        assert_eq!(border.edited, [EditedField::Source, EditedField::Author, EditedField::Published]);
        assert_eq!(documents[0].edited, []);
    }

    #[test]
    fn a_date_can_be_a_range_and_a_wrong_one_is_named_with_its_line() {
        let edtf = |date: &str| {
            let toml = format!("[document.atlas]\npublished = {date}");
            let settings =
                settings_from_toml("corpus.toml", &toml).map_err(|errors| errors[0].to_string())?;
            Ok::<_, String>(settings.documents[0].published.as_ref().unwrap().span.edtf())
        };
        assert_eq!(edtf("\"2025-11..2026-01\"").unwrap(), "[2025-11..2026-01]");
        assert_eq!(edtf("\"2025-11..\"").unwrap(), "[2025-11..]");
        assert_eq!(edtf("2025").unwrap(), "2025");
        assert_eq!(
            edtf("\"May\"").unwrap_err(),
            "corpus.toml:2: “published” is “May”: not a date; write 2026, 2026-01 or 2026-01-21"
        );
        assert!(edtf("\"2026-01..2025\"").unwrap_err().ends_with("ends before it begins"));
    }

    #[test]
    fn an_edit_of_no_document_names_the_nearest() {
        let settings = settings_from_toml("corpus.toml", "\n[document.bordr]\ntitle = \"T\"").unwrap();
        let errors = apply(&settings.documents, &mut documents()).unwrap_err();
        assert_eq!(
            errors[0].to_string(),
            "corpus.toml:2: there is no document “bordr”; did you mean “border”?"
        );
    }
}
