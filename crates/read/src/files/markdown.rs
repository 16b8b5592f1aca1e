//! Markdown as its readers see it: the words, without the signs that shape them.

mod dialects;

use dossier_model::{DateSpan, Document, Evidence, Published};
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{encoding::decode, front_matter, name, parts::Parts};
use crate::ReadError;

/// Reads a Markdown file with or without front matter. Without a date there, its name may give one.
pub(crate) fn read(path: &str, bytes: &[u8], drafts: bool) -> Result<Document, ReadError> {
    // Jekyll's folder of them.
    if !drafts && path.split(['/', '\\']).any(|part| part == "_drafts") {
        let problem = "it is in a folder of drafts; --drafts takes it all the same".into();
        return Err(ReadError::PassedOver { origin: path.to_owned(), problem });
    }
    let text = decode(path, bytes, None)?;
    let (mut details, body) = front_matter::read(path, &text, drafts)?;
    let named_on = || {
        let evidence = vec![Evidence { reason: "its file name says so".into(), passage: None }];
        name::day(path).map(|day| Published { span: DateSpan::day(day), evidence })
    };
    details.published = details.published.or_else(named_on);
    let parts = parts(&dialects::plain(body));
    if details.title.is_none() && !parts.begins_with_heading() {
        details.title = name::title(path);
    }
    parts.document(path, details)
}

fn parts(markdown: &str) -> Parts {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS;
    let mut writer = Writer::default();
    Parser::new_ext(markdown, options).for_each(|event| writer.write(event));
    writer.end();
    writer.parts
}

/// Gathers the words of one block after the other.
#[derive(Default)]
struct Writer {
    parts: Parts,
    words: String,
    is_heading: bool,
    /// How many pictures we are inside of: their words stand in for what isn't there.
    pictures: usize,
    is_html: bool,
    /// Whether we are inside of a link whose words are the name of what it leads to.
    is_name: bool,
}

impl Writer {
    fn write(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) => {
                self.is_name = true;
            }
            Event::End(TagEnd::Link) => self.is_name = false,
            // `[[Note#Heading]]`, as Obsidian shows it.
            Event::Text(words) if self.is_name && words.contains('#') => {
                self.words.push_str(words.trim_start_matches('#').replace('#', " > ").trim());
            }
            Event::Text(words) | Event::Code(words) if self.pictures == 0 && !self.is_html => {
                self.words.push_str(&words);
            }
            Event::Html(html) => self.words.push_str(&html),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.words.push('\n'),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.words.push('\n'),
            Event::End(TagEnd::TableCell) => self.words.push_str(" | "),
            Event::Start(Tag::HtmlBlock) => {
                self.end();
                self.is_html = true;
            }
            Event::End(TagEnd::HtmlBlock) => {
                self.words = dialects::without_tags(&self.words);
                self.is_html = false;
                self.end();
            }
            Event::Start(Tag::Heading { .. }) => {
                self.end();
                self.is_heading = true;
            }
            Event::Start(tag) if is_block(&tag) => self.end(),
            Event::End(end) if is_block_end(&end) => self.end(),
            _ => {}
        }
    }

    /// Ends the block that was begun.
    fn end(&mut self) {
        let words = core::mem::take(&mut self.words);
        let words = words.trim_end_matches(" | ");
        if core::mem::take(&mut self.is_heading) {
            self.parts.heading(words);
        } else {
            self.parts.paragraph(dialects::without_callout(words));
        }
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::TableCell
    )
}

fn is_block_end(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::TableCell
    )
}
