//! What an editor wrote, as the page that a blog would show of it.

/// What parts paragraphs already, and what is a block of its own between them.
const PARAGRAPHS: &[&str] = &["<p>", "<p ", "<P>"];
const BLOCKS: &[&str] =
    &["<div", "<h", "<ul", "<ol", "<li", "<table", "<blockquote", "<pre", "<figure", "<!--", "</"];
/// How long a shortcode is at most, in bytes.
const LONGEST: usize = 1000;
/// Shortcodes that stand for a picture, a film or a list of them.
const PICTURES: &[&str] = &[
    "gallery",
    "audio",
    "video",
    "playlist",
    "embed",
    "youtube",
    "vimeo",
    "twitter",
    "instagram",
    "soundcloud",
    "contact-form-7",
    "wp_caption",
];

/// The page. Shortcodes are left out, but for the words below a picture. In a text without paragraphs blank lines part them, and
/// `is_exported` says whether the end of a line is one.
pub(super) fn page(text: &str, is_exported: bool) -> String {
    let text = without_shortcodes(text);
    if PARAGRAPHS.iter().any(|tag| text.contains(tag)) {
        return text;
    }
    let text = text.replace("\r\n", "\n");
    let mut page = String::with_capacity(text.len() + 100);
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        let paragraph = if is_exported { paragraph.replace('\n', "<br>") } else { paragraph.to_owned() };
        if BLOCKS.iter().any(|tag| paragraph.starts_with(tag)) {
            page.push_str(&paragraph);
        } else {
            page.push_str("<p>");
            page.push_str(&paragraph);
            page.push_str("</p>");
        }
    }
    page
}

/// `[gallery ids="1,2"]`, `[caption id="a"]<img> The words.[/caption]`.
fn without_shortcodes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, code) = rest.split_at(at);
        out.push_str(before);
        let name = code[1..].trim_start_matches('/');
        let length = name
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
            .count();
        let name = &name[..length];
        let end = code.bytes().take(LONGEST).position(|byte| byte == b']');
        match end {
            Some(end) if name == "caption" => {
                out.push_str(if code.starts_with("[/") {
                    "</figcaption></figure>"
                } else {
                    "<figure><figcaption>"
                });
                rest = &code[end + 1..];
            }
            Some(end) if PICTURES.contains(&name) => rest = &code[end + 1..],
            _ => {
                out.push('[');
                rest = &code[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_paragraphs_where_no_tag_does() {
        assert_eq!(
            page("One.\r\n\r\nTwo <b>now</b>,\nthen.", true),
            "<p>One.</p><p>Two <b>now</b>,<br>then.</p>"
        );
        assert_eq!(page("<p>One.</p>\n\n<p>Two.</p>", true), "<p>One.</p>\n\n<p>Two.</p>");
    }

    #[test]
    fn a_block_between_paragraphs_stays_one() {
        assert_eq!(page("One\ntwo.\n\n<h2>Three</h2>", false), "<p>One\ntwo.</p><h2>Three</h2>");
    }

    #[test]
    fn shortcodes_are_no_words() {
        assert_eq!(
            without_shortcodes(
                "A [1] [gallery ids=\"1\"]b[embed]c[/embed] [caption id=\"x\"]<img> Words[/caption]."
            ),
            "A [1] bc <figure><figcaption><img> Words</figcaption></figure>."
        );
        assert_eq!(without_shortcodes("[[[gallery"), "[[[gallery");
    }
}
