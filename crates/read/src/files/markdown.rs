//! Markdown as its readers see it: the words, without the signs that shape them.

mod dialects;

use dossier_model::Document;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

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
    details.published = details.published.or_else(|| name::published(path));
    let Writer { parts, tags, first_heading, .. } = written(&dialects::plain(body));
    if details.title.is_none() {
        // What begins with a heading of a part is a note without a title: `## Log`, below the day that names it.
        let is_untitled = first_heading.is_some_and(|level| level > HeadingLevel::H1);
        let named =
            name::title(path).or_else(|| name::day(path).filter(|_| is_untitled).map(|day| day.to_string()));
        details.title = named.filter(|_| is_untitled || !parts.begins_with_heading());
    }
    details.tags.extend(tags);
    details.tags.sort_unstable();
    details.tags.dedup();
    parts.document(path, details)
}

fn written(markdown: &str) -> Writer {
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
    writer
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
    /// Whether we are in a block that Obsidian runs: what it asks is no words of the note.
    is_query: bool,
    /// Tags on a line of their own.
    tags: Vec<String>,
    /// The level of a heading that comes before all else.
    first_heading: Option<HeadingLevel>,
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
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                self.end();
                self.is_query = dialects::is_query(&kind);
            }
            Event::End(TagEnd::CodeBlock) => {
                self.is_query = false;
                self.end();
            }
            Event::Text(_) if self.is_query => {}
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
                let is_caption = self.words.starts_with(dialects::CAPTION);
                self.words = dialects::without_tags(&self.words);
                self.is_html = false;
                if is_caption {
                    self.parts.aside(&core::mem::take(&mut self.words));
                }
                self.end();
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.end();
                self.is_heading = true;
                self.first_heading = self.first_heading.or(Some(level).filter(|_| self.parts.len() == 0));
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
        } else if let Some(tags) = dialects::tags(words) {
            self.tags.extend(tags.map(ToOwned::to_owned));
            self.parts.aside(words);
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
