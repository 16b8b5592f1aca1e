use dossier_model::{Document, DocumentField, EditPlace, EditedField, Published, Title, TitleOrigin};
use dossier_text::nearest;

use super::table::Value;
use crate::{ReadError, published::published_from_text};

const KEYS: &[&str] = &["title", "source", "author", "url", "published", "tags"];
/// The evidence of a date that a person set.
const SAYS_SO: &str = "corpus.toml says so";

/// What a person set of one document: a `[document."key"]` table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentEdit {
    /// The document's key.
    pub key: String,
    /// Where the table stands.
    pub place: EditPlace,
    /// What is set of each field, in the order of [`DocumentField::ALL`]: texts as they stand in corpus.toml.
    fields: [Option<String>; DocumentField::ALL.len()],
    /// When it was published, as the text says.
    published: Option<Published>,
    /// What it is marked with.
    pub tags: Vec<String>,
}

impl DocumentEdit {
    /// An edit that sets nothing yet.
    pub fn of(key: &str) -> Self {
        Self { key: key.to_owned(), ..Self::default() }
    }

    /// What is set of a field.
    pub fn field(&self, field: DocumentField) -> Option<&str> {
        self.fields[field as usize].as_deref()
    }

    /// Sets a field.
    ///
    /// # Errors
    /// Why a text is no date, in words.
    pub fn set(&mut self, field: DocumentField, text: &str) -> Result<(), String> {
        if field == DocumentField::Published {
            self.published = Some(published_from_text(text, SAYS_SO).map_err(|why| why.to_string())?);
        }
        self.fields[field as usize] = Some(text.to_owned());
        Ok(())
    }
}

/// The tables of all documents.
pub(super) fn read(tables: &Value<'_>) -> Result<Vec<DocumentEdit>, Vec<ReadError>> {
    tables.each(read_one)
}

fn read_one(table: &Value<'_>) -> Result<DocumentEdit, Vec<ReadError>> {
    let mut edit = DocumentEdit { place: table.key.place(), ..DocumentEdit::of(table.key.text) };
    let mut errors = Vec::new();
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        let field = DocumentField::ALL.into_iter().find(|field| field.key() == key.text);
        let read = match field {
            Some(field) => read_field(&mut edit, field, &value),
            None if key.text == "tags" => value
                .texts()
                .map(|tags| edit.tags = tags.iter().map(|(tag, _)| tag.trim().to_owned()).collect()),
            None => Err(key.unknown("a document has no key", KEYS)),
        };
        errors.extend(read.err());
    }
    if errors.is_empty() { Ok(edit) } else { Err(errors) }
}

fn read_field(edit: &mut DocumentEdit, field: DocumentField, value: &Value<'_>) -> Result<(), ReadError> {
    let is_date = field == DocumentField::Published;
    let text = if is_date { value.date_text()? } else { value.text()?.trim().to_owned() };
    edit.set(field, &text).map_err(|why| value.error(format!("“{}” is “{text}”: {why}", field.key())))
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
    let text = |field: DocumentField| edit.field(field).map(str::to_owned);
    if let Some(text) = text(DocumentField::Title) {
        document.title = Title { text, origin: TitleOrigin::Given, range: document.title.range };
        edited.push(EditedField::Title);
    }
    for (field, value, set) in [
        (EditedField::Source, text(DocumentField::Source), &mut document.source),
        (EditedField::Author, text(DocumentField::Author), &mut document.byline),
        (EditedField::Url, text(DocumentField::Url), &mut document.url),
    ] {
        if value.is_some() {
            *set = value;
            edited.push(field);
        }
    }
    if let Some(published) = edit.published.clone() {
        document.published = published;
        edited.push(EditedField::Published);
    }
    for field in edited {
        if !document.edited.contains(&field) {
            document.edited.push(field);
        }
    }
    document.tags.extend(edit.tags.iter().cloned());
    document.tags.sort_unstable();
    document.tags.dedup();
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
        let toml = "[document.border]\nsource = \"Hill News\"\npublished = 2026-01-21\nauthor = \"Jane Doe\"\ntags = [\"war\", \"starred\", \"war\"]";
        let settings = settings_from_toml("corpus.toml", toml).unwrap();
        let mut documents = documents();
        apply(&settings.documents, &mut documents).unwrap();
        let border = &documents[1];
        assert_eq!(border.source.as_deref(), Some("Hill News"));
        assert_eq!(border.published.span.edtf(), "2026-01-21");
        assert_eq!(border.published.evidence[0].reason, "corpus.toml says so");
        assert_eq!(border.edited, [EditedField::Source, EditedField::Author, EditedField::Published]);
        assert_eq!(border.tags, ["starred", "war"]);
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
