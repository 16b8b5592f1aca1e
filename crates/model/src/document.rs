use serde::{Deserialize, Serialize};

use crate::{ByteRange, DateSpan, EditedField};

/// A document's place in its corpus, from 0, in the corpus's own order (by key).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct DocumentIndex(pub u32);

/// What one file says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its stable name in links, from the file's name or the record's id; unique in the corpus, never empty.
    pub key: String,
    /// The file or record it came from, as given to the reader: `articles/000.txt`, `reuters.jsonl:17`.
    pub origin: String,
    /// Its title.
    pub title: Title,
    /// The whole text exactly as it came. For a record with fields, its body.
    pub text: String,
    /// The parts of the text in order, not overlapping. What no block covers is white space.
    pub blocks: Vec<Block>,
    /// The outlet, where the text or its record says it.
    pub source: Option<String>,
    /// Who wrote it, where the text or its record says it.
    pub byline: Option<String>,
    /// Where it was published, as given; shown as text, linked to only if it is http or https.
    pub url: Option<String>,
    /// When it was published, as far as the file or record itself says; the extractor may bound what is unknown here.
    pub published: Published,
    /// What people marked it with, sorted, each once. A star is the tag [`STARRED`](crate::STARRED).
    pub tags: Vec<String>,
    /// What of this a person set in corpus.toml.
    pub edited: Vec<EditedField>,
    /// Entities named by the record itself, in place of extraction.
    pub given: Option<GivenEntities>,
}

/// A title and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// The words, on one line.
    pub text: String,
    /// Where they come from.
    pub origin: TitleOrigin,
    /// Where they stand in the text, if they do.
    pub range: Option<ByteRange>,
}

/// Where a title comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TitleOrigin {
    /// A headline in the text.
    Headline,
    /// There is no headline: the first sentence stands in for it.
    FirstSentence,
    /// A field of the record, or corpus.toml.
    Given,
    /// The text has no sentence either: the file's name stands in.
    FileName,
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands, without surrounding white space.
    pub range: ByteRange,
}

/// What a part of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// The headline that became the title.
    Headline,
    /// A heading inside the article.
    Heading,
    /// A paragraph of the article.
    Paragraph,
    /// Not the article's own words: navigation, photo credits, captions, 'edited by'. Kept and shown on request,
    /// but not searched, and nothing is extracted from it but the source, the byline and dates that bound it.
    SetAside,
}

/// When a document was published and how that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The date, as far as it is known.
    pub span: DateSpan,
    /// Why, strongest reason first; empty where nothing is known.
    pub evidence: Vec<Evidence>,
}

impl Published {
    /// Nothing is known.
    pub const UNKNOWN: Self = Self { span: DateSpan::UNKNOWN, evidence: Vec::new() };
}

/// A reason that a reader can check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The reason, in words that complete 'because ...': `it mentions “November 2025” as past`.
    pub reason: String,
    /// The passage that says so, if one does.
    pub passage: Option<ByteRange>,
}

/// Entity names that came with a record, each list in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenEntities {
    /// People.
    pub people: Vec<String>,
    /// Organisations.
    pub orgs: Vec<String>,
    /// Places.
    pub places: Vec<String>,
}
