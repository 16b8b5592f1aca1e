use dom_query::NodeRef;

use super::Parts;

/// What is passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Skip {
    /// What nobody sees.
    Invisible,
    /// That, and the furniture around an article.
    Furniture,
}

const INVISIBLE: &[&str] = &[
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "math",
    "object",
    "audio",
    "video",
    "canvas",
    "button",
    "select",
    "textarea",
    "input",
    "form",
    "dialog",
    "rp",
    "rt",
    "amp-ad",
    "amp-sticky-ad",
    "amp-embed",
    "amp-sidebar",
    "amp-consent",
    "amp-user-notification",
];
const FURNITURE: &[&str] = &["nav", "header", "footer", "aside", "menu"];
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr", "img", "ruby", "acronym", "strike",
];

/// Writes the words below a node, a part for each block of them.
pub(crate) fn write(node: &NodeRef<'_>, parts: &mut Parts, skip: Skip) {
    let mut writer = Writer { parts, words: String::new(), kind: Kind::Paragraph, skip };
    writer.children(node);
    writer.end();
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Heading,
    Paragraph,
    Caption,
}

struct Writer<'p> {
    parts: &'p mut Parts,
    words: String,
    kind: Kind,
    skip: Skip,
}

impl Writer<'_> {
    fn children(&mut self, node: &NodeRef<'_>) {
        node.children_it(false).for_each(|child| self.node(&child));
    }

    fn node(&mut self, node: &NodeRef<'_>) {
        if node.is_text() {
            let is_kept = node.ancestors_it(Some(2)).any(|above| above.has_name("pre"));
            let text = node.text();
            if is_kept {
                self.words.push_str(&text);
            } else {
                self.words
                    .extend(text.chars().map(|sign| if sign == '\n' || sign == '\r' { ' ' } else { sign }));
            }
            return;
        }
        let Some(name) = node.node_name() else { return };
        let is = |names: &[&str]| names.contains(&&*name);
        let is_hidden =
            || node.has_attr("hidden") || node.attr("aria-hidden").is_some_and(|is| &*is == "true");
        if is(INVISIBLE) || (self.skip == Skip::Furniture && is(FURNITURE)) || is_hidden() {
            return;
        }
        match &*name {
            "br" => self.words.push('\n'),
            "td" | "th" if !has_blocks(node) => {
                self.children(node);
                self.words.push_str(" | ");
            }
            _ if is(INLINE) => self.children(node),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.block(node, Kind::Heading),
            "figcaption" | "caption" => self.block(node, Kind::Caption),
            // What a mail quotes.
            "blockquote" if node.attr("type").is_some_and(|kind| &*kind == "cite") => {
                self.block(node, Kind::Caption);
            }
            "div" if node.attr("class").is_some_and(|class| class.starts_with("gmail_quote")) => {
                self.block(node, Kind::Caption);
            }
            _ => self.block(node, self.kind),
        }
    }

    fn block(&mut self, node: &NodeRef<'_>, kind: Kind) {
        self.end();
        let outer = core::mem::replace(&mut self.kind, kind);
        self.children(node);
        self.end();
        self.kind = outer;
    }

    fn end(&mut self) {
        let words = core::mem::take(&mut self.words);
        // Two line breaks are how old pages part their paragraphs.
        for words in words.trim_end_matches(" | ").split("\n\n") {
            match self.kind {
                Kind::Heading => self.parts.heading(words),
                Kind::Paragraph => self.parts.paragraph(words),
                Kind::Caption => self.parts.aside(words),
            }
        }
    }
}

/// Whether a cell is not one of a table but a place in a layout that is made of one.
fn has_blocks(cell: &NodeRef<'_>) -> bool {
    cell.children_it(false).filter_map(|child| child.node_name()).any(|name| {
        let is_inline = INLINE.contains(&&*name) || INVISIBLE.contains(&&*name) || &*name == "br";
        !is_inline && !name.starts_with('#')
    })
}
