use dossier_model::{Block, BlockKind, ByteRange, Document, Published, Title, TitleOrigin};
use dossier_text::sentences;

use crate::{
    ReadError,
    labels::{on_one_line, shortened},
    layout, origin,
};

/// The longest stand-in for a title, in characters.
const LONGEST_TITLE: usize = 200;

/// Reads a plain text file. `key` names the document in links, `origin` names the file in messages.
///
/// # Errors
/// [`ReadError::NotUtf8`], [`ReadError::Empty`], [`ReadError::TooLarge`].
pub fn read_text(key: &str, origin: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let text = core::str::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8 { origin: origin.to_owned(), byte: error.valid_up_to() })?;
    document_from_body(key, origin, text.to_owned(), None)
}

/// Reads a body, whose title may be known from elsewhere.
///
/// # Errors
/// [`ReadError::Empty`] and [`ReadError::TooLarge`].
pub fn document_from_body(
    key: &str,
    origin: &str,
    text: String,
    title: Option<String>,
) -> Result<Document, ReadError> {
    if u32::try_from(text.len()).is_err() {
        return Err(ReadError::TooLarge { origin: origin.to_owned() });
    }
    if text.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{FEFF}').is_empty() {
        return Err(ReadError::Empty { origin: origin.to_owned() });
    }
    let given = title.map(|text| Title { text: on_one_line(&text), origin: TitleOrigin::Given, range: None });
    let blocks = layout::blocks(&text, given.is_none());
    Ok(document_of(key, origin, text, blocks, given))
}

/// The document of a text whose parts are known.
pub(crate) fn document_of(
    key: &str,
    origin: &str,
    text: String,
    blocks: Vec<Block>,
    given: Option<Title>,
) -> Document {
    let title = given.unwrap_or_else(|| title_of(&text, &blocks, key));
    let stated = origin::stated(&text, &blocks);
    Document {
        key: key.to_owned(),
        origin: origin.to_owned(),
        title,
        source: stated.source,
        byline: stated.byline,
        url: None,
        published: stated.published.unwrap_or(Published::UNKNOWN),
        tags: Vec::new(),
        edited: Vec::new(),
        given: None,
        blocks,
        text,
    }
}

/// The headline, else the first sentence, else the key.
fn title_of(text: &str, blocks: &[Block], key: &str) -> Title {
    let of = |kind: BlockKind| blocks.iter().find(|block| block.kind == kind).map(|block| block.range);
    if let Some(range) = of(BlockKind::Headline) {
        return Title {
            text: on_one_line(range.of(text)),
            origin: TitleOrigin::Headline,
            range: Some(range),
        };
    }
    let Some(paragraph) = of(BlockKind::Paragraph).or_else(|| blocks.first().map(|block| block.range)) else {
        return Title { text: key.to_owned(), origin: TitleOrigin::FileName, range: None };
    };
    let first = sentences(paragraph.of(text)).into_iter().next().unwrap_or(0..paragraph.len());
    let start = paragraph.start as usize;
    let range = ByteRange::new(start + first.start, start + first.end);
    Title {
        text: shortened(&on_one_line(range.of(text)), LONGEST_TITLE),
        origin: TitleOrigin::FirstSentence,
        range: Some(range),
    }
}
