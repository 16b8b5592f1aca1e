use dossier_model::{Block, BlockKind, ByteRange, Document, Title, TitleOrigin};

use super::{details::Details, name};
use crate::{ReadError, layout, text};

/// The text of an article as it is put together from the parts of a file: paragraphs and headings with a blank line
/// between them.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    text: String,
    blocks: Vec<Block>,
}

impl Parts {
    /// A heading, on one line. The first part that is no aside becomes the headline, if it is one.
    pub(crate) fn heading(&mut self, words: &str) {
        self.push(BlockKind::Heading, &one_line(words));
    }

    /// A paragraph, with its line breaks, but single spaces.
    pub(crate) fn paragraph(&mut self, words: &str) {
        let lines: Vec<_> = words.trim().lines().map(one_line).collect();
        self.push(BlockKind::Paragraph, &lines.join("\n"));
    }

    /// What an office program ends: a heading, a paragraph, or the row of a table, whose cells have bars behind them.
    #[cfg(any(feature = "docx", feature = "odt", feature = "rtf"))]
    pub(crate) fn heading_or_paragraph(&mut self, words: &str, is_heading: bool) {
        let words = words.trim_end_matches([' ', '|']);
        if is_heading {
            self.heading(words);
        } else {
            self.paragraph(words);
        }
    }

    /// A caption or another line that is none of the article's own words.
    pub(crate) fn aside(&mut self, words: &str) {
        self.push(BlockKind::SetAside, &one_line(words));
    }

    /// The text, as far as it got.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// How long the text is so far, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether a heading comes before all paragraphs.
    pub(crate) fn begins_with_heading(&self) -> bool {
        self.blocks.first().is_some_and(|block| block.kind == BlockKind::Heading)
    }

    fn push(&mut self, kind: BlockKind, words: &str) {
        if words.chars().all(|sign| sign.is_whitespace() || sign == '\u{FEFF}') {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(words);
        if u32::try_from(self.text.len()).is_ok() {
            self.blocks.push(Block { kind, range: ByteRange::new(start, self.text.len()) });
        }
    }

    /// The document of these parts and of what an office program noted of its file: the title counts where the text does not begin
    /// with one, and who made the file is who wrote the text, unless the text says otherwise.
    ///
    /// # Errors
    /// As [`document`](Self::document).
    #[cfg(any(feature = "docx", feature = "odt", feature = "rtf"))]
    pub(crate) fn document_of_office(
        self,
        path: &str,
        title: Option<String>,
        author: Option<String>,
    ) -> Result<Document, ReadError> {
        let title = title.filter(|_| !self.begins_with_heading());
        let mut document = self.document(path, Details { title, ..Details::default() })?;
        document.byline = document.byline.or(author);
        Ok(document)
    }

    /// The document of these parts and what the file's fields say.
    ///
    /// # Errors
    /// [`ReadError::Empty`] and [`ReadError::TooLarge`].
    pub(crate) fn document(mut self, path: &str, details: Details) -> Result<Document, ReadError> {
        let origin = path.to_owned();
        if u32::try_from(self.text.len()).is_err() {
            return Err(ReadError::TooLarge { origin });
        }
        if self.blocks.is_empty() {
            return Err(ReadError::Empty { origin });
        }
        self.set_aside();
        let title = self.find_headline(&details);
        let title = title.or_else(|| {
            let given = details.title.as_deref().map(one_line);
            given.map(|text| Title { text, origin: TitleOrigin::Given, range: None })
        });
        let mut document = text::document_of(&name::key(path), path, self.text, self.blocks, title);
        details.apply(&mut document);
        Ok(document)
    }

    fn set_aside(&mut self) {
        let mut kinds: Vec<_> = self.blocks.iter().map(|block| block.kind).collect();
        for (place, (kind, block)) in kinds.iter_mut().zip(&self.blocks).enumerate() {
            if *kind == BlockKind::Paragraph && layout::is_aside(block.range.of(&self.text), place) {
                *kind = BlockKind::SetAside;
            }
        }
        layout::keep_something(&mut kinds);
        self.blocks.iter_mut().zip(kinds).for_each(|(block, kind)| block.kind = kind);
    }

    /// Makes a heading that comes before all paragraphs the headline, where no other title is given.
    fn find_headline(&mut self, details: &Details) -> Option<Title> {
        let first = self.blocks.iter_mut().find(|block| block.kind != BlockKind::SetAside)?;
        let words = first.range.of(&self.text);
        let fits = |title: &String| dossier_text::fold(&one_line(title)) == dossier_text::fold(words);
        if first.kind != BlockKind::Heading || !details.title.as_ref().is_none_or(fits) {
            return None;
        }
        let has_more = self.blocks.len() > 1;
        let first = self.blocks.iter_mut().find(|block| block.kind != BlockKind::SetAside)?;
        first.kind = if has_more { BlockKind::Headline } else { BlockKind::Paragraph };
        has_more.then(|| Title {
            text: first.range.of(&self.text).to_owned(),
            origin: TitleOrigin::Headline,
            range: Some(first.range),
        })
    }
}

/// With single spaces; unlike a label it keeps signs that nobody sees, for they are the text's own.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
