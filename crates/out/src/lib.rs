//! What a reader takes along from a view: its articles, quotes and names in the formats of other programs.
//!
//! Plain values in, a text out. Each format is a module that escapes what is special to it: a title is whatever a file
//! said, and must not become a formula of a spreadsheet, a command of LaTeX, a field of RIS or a link of Markdown.
//! Dates are written as far as they are known and no further.
//!
//! ```
//! use dossier_out::{Article, Format, Listing};
//!
//! let article = Article { title: "One, \"two\"".into(), ..Article::default() };
//! let listing = Listing { title: "All 1 articles".into(), link: "https://example.org/#".into(), articles: vec![article] };
//! assert!(listing.write(Format::Csv).contains("\"One, \"\"two\"\"\""));
//! ```

mod bibtex;
mod citation;
mod csl;
mod csv;
mod dates;
mod embed;
mod json;
mod map;
mod markdown;
mod network;
pub mod page;
mod qr;
mod ris;
mod timeline;

use dossier_model::DateSpan;

pub use csv::{names, quotes};
pub use embed::embed;
pub use map::{MapPicture, PlaceSign, map};
pub use network::{NetworkPicture, Sign, network};
pub use qr::Qr;
pub use timeline::{Track, timeline};

/// An article, as far as other programs need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its stable name, unique in the corpus.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The outlet.
    pub source: Option<String>,
    /// Who wrote it, as the article says it.
    pub byline: Option<String>,
    /// When it was published.
    pub published: DateSpan,
    /// Where it was published, if that is an address of the web.
    pub url: Option<String>,
    /// Its link in the page.
    pub link: String,
}

impl Default for Article {
    fn default() -> Self {
        Self {
            key: String::new(),
            title: String::new(),
            source: None,
            byline: None,
            published: DateSpan::UNKNOWN,
            url: None,
            link: String::new(),
        }
    }
}

impl Article {
    /// Where somebody else finds it: where it was published, else the page.
    fn address(&self) -> &str {
        self.url.as_deref().unwrap_or(&self.link)
    }
}

/// Words quoted from somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Who said them; `None` where that can't be known.
    pub speaker: Option<String>,
    /// The words, with their quotation marks.
    pub words: String,
    /// The article they stand in; its link is that of the passage.
    pub article: Article,
}

/// A name and how often it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it is called.
    pub label: String,
    /// What it is: `person`, `org` or `place`.
    pub kind: &'static str,
    /// How many of the articles mention it.
    pub articles: u32,
    /// How often they do.
    pub mentions: u32,
    /// The link of its page.
    pub link: String,
}

/// The articles of a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// The view in words.
    pub title: String,
    /// The link of the view.
    pub link: String,
    /// Its articles, in its order.
    pub articles: Vec<Article>,
}

/// A format of other programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table for spreadsheets.
    Csv,
    /// For programs.
    Json,
    /// A list of links for notes.
    Markdown,
    /// Citations as Zotero and pandoc read them.
    CslJson,
    /// Citations for LaTeX.
    Bibtex,
    /// Citations for EndNote, Zotero, Mendeley.
    Ris,
}

impl Format {
    /// All formats, in the order they are offered.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Json, Self::Markdown, Self::CslJson, Self::Bibtex, Self::Ris];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Markdown => "Markdown",
            Self::CslJson => "CSL-JSON",
            Self::Bibtex => "BibTeX",
            Self::Ris => "RIS",
        }
    }

    /// How its files end, behind the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Markdown => "md",
            Self::CslJson => "csl.json",
            Self::Bibtex => "bib",
            Self::Ris => "ris",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Json => "application/json",
            Self::Markdown => "text/markdown",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::Bibtex => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
        }
    }
}

impl Listing {
    /// The articles in a format.
    pub fn write(&self, format: Format) -> String {
        match format {
            Format::Csv => csv::articles(&self.articles),
            Format::Json => json::listing(self),
            Format::Markdown => markdown::listing(self),
            Format::CslJson => csl::articles(&self.articles),
            Format::Bibtex => bibtex::articles(&self.articles),
            Format::Ris => ris::articles(&self.articles),
        }
    }
}

/// A text on one line: white space of any kind is one space, and control signs are gone.
fn one_line(text: &str) -> String {
    let shown: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(crate) mod examples {
    use dossier_model::{Certainty, DateSpan, Day, Precision};

    use crate::Article;

    pub(crate) fn day(year: i16, month: u8, day: u8) -> Day {
        Day::from_ymd(year, month, day).unwrap()
    }

    /// An article by an enemy of all formats.
    pub(crate) fn hostile() -> Article {
        Article {
            key: "00_é {x}".into(),
            title: "=HYPERLINK(\"x\"), }%$ \\input{x}\r\nER  - \u{1}[a](b) <b>&amp; 50% _so_".into(),
            source: Some("A, B & \"C\"".into()),
            byline: Some("Jane {Doe and\nJohn".into()),
            published: DateSpan {
                from: Some(day(2025, 11, 1)),
                to: None,
                precision: Precision::Month,
                certainty: Certainty::Bounded,
            },
            url: None,
            link: "https://example.org/a(b)/#doc=x&at=1-2".into(),
        }
    }

    /// An article of which all is known.
    pub(crate) fn plain() -> Article {
        Article {
            key: "plain".into(),
            title: "Border secured".into(),
            source: Some("The Times".into()),
            byline: Some("Jane Doe".into()),
            published: DateSpan::day(day(2026, 1, 21)),
            url: Some("https://times.example/1".into()),
            link: "https://example.org/#doc=plain".into(),
        }
    }
}
