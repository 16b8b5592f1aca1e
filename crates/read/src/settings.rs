//! corpus.toml: what the texts don't say themselves, and what a person corrects.
//!
//! `[site]` names the site, `[fields]` those of tables, `[document."key"]` sets what is known of one article, `[entity."person/id"]` mends what the
//! extractor made of a name. `table` finds keys with their lines; `site`, `fields`, `document` and `entity` read one kind of
//! table each; `write` writes them, `edits` makes them of single edits, and back. docs/corpus.md is the description for people.

mod document;
mod edits;
mod entity;
mod fields;
mod site;
mod table;
mod write;

use core::mem;

use dossier_model::{EntityEdit, Site};

pub use document::{DocumentEdit, apply};
pub use site::{BASE_URL, PAGE_SIZE, PAGE_SIZES, is_base_url};

use self::table::Source;
use crate::{Accent, FieldNames, ReadError};

/// What a corpus.toml says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the site is called.
    pub site: Site,
    /// The address that the site will have; empty where it isn't said.
    pub base_url: String,
    /// The site's own colour, if it has one.
    pub accent: Option<Accent>,
    /// How many results the page shows at first, where that is said.
    pub page_size: Option<u16>,
    /// What fields of tables and records are called.
    pub fields: FieldNames,
    /// What is set of single documents; for [`apply`].
    pub documents: Vec<DocumentEdit>,
    /// What is mended of entities; for the extractor, once it has made them.
    pub entities: Vec<EntityEdit>,
}

impl Settings {
    /// Adds what another corpus.toml says; of the site, what was not said before.
    pub fn add(&mut self, other: Self) {
        for (field, value) in [
            (&mut self.site.title, other.site.title),
            (&mut self.site.description, other.site.description),
            (&mut self.base_url, other.base_url),
        ] {
            if field.is_empty() {
                *field = value;
            }
        }
        self.accent = self.accent.or(other.accent);
        self.page_size = self.page_size.or(other.page_size);
        self.fields.extend(other.fields);
        self.documents.extend(other.documents);
        self.entities.extend(other.entities);
    }
}

/// Reads a corpus.toml.
///
/// # Errors
/// All that is wrong with it: a [`ReadError::Config`] with the line for each key that is not known, each value of the
/// wrong kind, or where the text is no TOML at all.
pub fn settings_from_toml(origin: &str, text: &str) -> Result<Settings, Vec<ReadError>> {
    let source = Source { origin, text };
    let root = source.root().map_err(|error| vec![error])?;
    let (mut settings, mut errors) = (Settings::default(), Vec::new());
    for (name, value) in root.entries() {
        let read = match name.text {
            "site" => site::read(&value).map(|said| {
                let site::Said { site, base_url, accent, page_size } = said;
                settings = Settings { site, base_url, accent, page_size, ..mem::take(&mut settings) };
            }),
            "fields" => fields::read(&value).map(|fields| settings.fields = fields),
            "document" => document::read(&value).map(|edits| settings.documents = edits),
            "entity" => entity::read(&value).map(|edits| settings.entities = edits),
            _ => Err(vec![name.unknown("there is no table", &["site", "fields", "document", "entity"])]),
        };
        errors.extend(read.err().into_iter().flatten());
    }
    if errors.is_empty() { Ok(settings) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn errors(text: &str) -> Vec<String> {
        let errors = settings_from_toml("corpus.toml", text).unwrap_err();
        errors.into_iter().map(|error| error.to_string()).collect()
    }

    #[test]
    fn the_site_s_title_and_description_are_read() {
        let text = "[site]\ntitle = \"T\"\ndescription = \"D\"";
        let site = settings_from_toml("corpus.toml", text).unwrap().site;
        assert_eq!((site.title.as_str(), site.description.as_str()), ("T", "D"));
        assert_eq!(settings_from_toml("corpus.toml", "").unwrap(), Settings::default());
    }

    #[test]
    fn the_site_s_address_is_one_of_the_web() {
        let of = |url: &str| settings_from_toml("corpus.toml", &format!("[site]\nbase_url = '{url}'"));
        assert_eq!(of("https://example.org/a/").unwrap().base_url, "https://example.org/a/");
        for wrong in
            ["example.org", "https://", "javascript:alert(1)", "https://example.org/#q=a", "https://a b/"]
        {
            let errors = of(wrong).unwrap_err();
            assert!(errors[0].to_string().starts_with("corpus.toml:2: “base_url” is “"), "{wrong}");
        }
    }

    #[test]
    fn the_site_s_colour_must_be_readable() {
        let accent = |text: &str| settings_from_toml("corpus.toml", &format!("[site]\naccent = '{text}'"));
        assert_eq!(accent("#1f4e8c").unwrap().accent, Accent::parse("#1f4e8c").ok());
        let why = accent("#ffcc00").unwrap_err()[0].to_string();
        assert!(why.starts_with("corpus.toml:2: “accent” is “#ffcc00”: too pale"), "{why}");
    }

    #[test]
    fn how_many_results_are_shown_at_first_is_a_number_in_bounds() {
        let of = |number: &str| {
            settings_from_toml("corpus.toml", &format!("[site]\n\npage_size = {number}"))
                .map(|settings| settings.page_size)
                .map_err(|errors| errors.iter().map(ToString::to_string).collect::<String>())
        };
        for good in ["10", "0x32", "200"] {
            assert!(of(good).unwrap().is_some(), "{good}");
        }
        for wrong in ["9", "201", "-30", "99999999999999999999"] {
            let why = of(wrong).unwrap_err();
            assert!(why.starts_with("corpus.toml:3: “page_size” is ") && why.ends_with(PAGE_SIZE), "{why}");
        }
        for wrong in ["'50'", "50.0", "true"] {
            let why = of(wrong).unwrap_err();
            assert!(why.starts_with("corpus.toml:3: “page_size” must be a whole number, not "), "{why}");
        }
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        assert_eq!(
            errors("[site]\ntitel = \"T\""),
            ["corpus.toml:2: [site] has no key “titel”; did you mean “title”?"]
        );
        assert_eq!(
            errors("\n[sites]\ntitle = \"T\""),
            ["corpus.toml:2: there is no table “sites”; did you mean “site”?"]
        );
        assert_eq!(
            errors("[site]\ntitle = 3"),
            ["corpus.toml:2: “title” must be a text in quotation marks, not integer"]
        );
        assert!(errors("[site\n")[0].starts_with("corpus.toml:1: "));
        assert_eq!(
            errors("[zebra]"),
            ["corpus.toml:1: there is no table “zebra”; it can be “site”, “fields”, “document”, “entity”"]
        );
        assert_eq!(errors("site = 1"), ["corpus.toml:1: “site” must be a table, not integer"]);
    }

    #[test]
    fn all_that_is_wrong_is_named_at_once() {
        let text = "[site]\ntitel = 1\n[document.a]\npublished = \"May\"\n[entity.\"abdi\"]\nhide = true\n";
        assert_eq!(errors(text).len(), 3);
    }
}
