//! The parts of a plain text: which lines make a paragraph, and what each paragraph is.

use dossier_model::{Block, BlockKind, ByteRange};

use crate::{date_line, origin};

/// The most words of a headline, of a heading, and of a line that only signs the text.
const HEADLINE_WORDS: usize = 30;
const HEADING_WORDS: usize = 14;
const SIGNATURE_WORDS: usize = 6;
/// A credit longer than this is a caption, whose words are worth finding.
const CREDIT_WORDS: usize = 8;
/// No line of furniture and no beginning below is this long, in bytes and whatever its capitals: most lines need not be read
/// to their ends.
const LONGEST: usize = 128;
/// Lines of a wrapped text are at most this long, in bytes.
const WRAPPED_AT: usize = 100;

/// Lines that are furniture of a web page, folded to lower case.
const FURNITURE: &[&str] = &[
    "skip to main content",
    "skip to content",
    "skip to navigation",
    "advertisement",
    "advertising",
    "share",
    "menu",
    "search",
    "share this article",
    "share this",
    "subscribe",
    "subscribe now",
    "sign up",
    "sign in",
    "log in",
    "read more",
    "related",
    "related articles",
    "related stories",
    "related topics",
    "more on this story",
    "follow us",
    "print",
    "email",
    "comments",
    "leave a comment",
    "back to top",
    "most read",
    "trending",
    "newsletter",
    "cookie policy",
    "privacy policy",
    "listen",
    "story continues below",
    "article continues below",
    "recommended",
    "tweet",
    "copy link",
    "photo gallery",
    "watch video",
];
const CREDIT_STARTS: &[&str] = &[
    "photo:",
    "photos:",
    "photo by",
    "photograph by",
    "photograph:",
    "image:",
    "images:",
    "image by",
    "picture:",
    "picture by",
    "credit:",
    "photo credit",
    "file photo",
    "video:",
    "illustration:",
    "illustration by",
    "source:",
    "©",
    "copyright",
    "(c) ",
];
const SIGNING_STARTS: &[&str] = &[
    "written by",
    "written and edited by",
    "edited by",
    "reporting by",
    "additional reporting",
    "compiled by",
    "translated by",
    "editing by",
    "this article was originally",
    "this story was originally",
    "this article first appeared",
    "all rights reserved",
];

/// The blocks of a text, in order. With `find_headline` the first fitting line becomes the headline.
pub(crate) fn blocks(text: &str, find_headline: bool) -> Vec<Block> {
    let paragraphs = paragraphs(text);
    let kinds = kinds(text, &paragraphs, find_headline);
    paragraphs.into_iter().zip(kinds).map(|(range, kind)| Block { kind, range }).collect()
}

/// Lines, or where the text is wrapped at a column, groups of lines between blank ones.
fn paragraphs(text: &str) -> Vec<ByteRange> {
    let lines = lines(text);
    let is_wrapped = is_wrapped(text, &lines);
    let mut paragraphs: Vec<ByteRange> = Vec::new();
    let mut is_apart = true;
    for line in lines {
        let Some(line) = line else {
            is_apart = true;
            continue;
        };
        match paragraphs.last_mut() {
            Some(last) if is_wrapped && !is_apart => last.end = line.end,
            _ => paragraphs.push(line),
        }
        is_apart = false;
    }
    paragraphs
}

/// Every line without surrounding white space; `None` for a blank one.
fn lines(text: &str) -> Vec<Option<ByteRange>> {
    let mut start = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let at = start;
            start += line.len();
            let is_space = |sign: char| sign.is_whitespace() || sign == '\u{FEFF}';
            let trimmed = line.trim_start_matches(is_space);
            let from = at + line.len() - trimmed.len();
            let length = trimmed.trim_end_matches(is_space).len();
            (length > 0).then(|| ByteRange::new(from, from + length))
        })
        .collect()
}

/// Whether most lines that go on in the next line break off in the middle of a sentence, all at some column.
fn is_wrapped(text: &str, lines: &[Option<ByteRange>]) -> bool {
    let going_on: Vec<&str> = lines
        .windows(2)
        .filter_map(|pair| pair[0].filter(|_| pair[1].is_some()))
        .map(|line| line.of(text))
        .collect();
    let broken = going_on
        .iter()
        .filter(|line| line.len() <= WRAPPED_AT && line.len() > 40 && !ends_closed(line))
        .count();
    going_on.len() >= 3 && broken * 3 > going_on.len() * 2
}

fn kinds(text: &str, paragraphs: &[ByteRange], find_headline: bool) -> Vec<BlockKind> {
    let mut kinds = vec![BlockKind::Paragraph; paragraphs.len()];
    let signature = signature_start(text, paragraphs);
    let mut has_begun = !find_headline;
    for (place, range) in paragraphs.iter().enumerate() {
        let line = range.of(text);
        let next = paragraphs.get(place + 1).map_or("", |next| next.of(text));
        let is_aside = is_furniture(line)
            || place >= signature
            || origin::is_byline(line)
            || (!has_begun && origin::is_head_line(line))
            || (place < 5 && date_line::date_line(line).is_some());
        kinds[place] = if is_aside {
            BlockKind::SetAside
        } else if !has_begun && is_headline(line, next) {
            has_begun = true;
            BlockKind::Headline
        } else if has_begun && is_heading(line, next) {
            BlockKind::Heading
        } else {
            has_begun = true;
            BlockKind::Paragraph
        };
    }
    keep_something(&mut kinds);
    kinds
}

/// Whether a paragraph that stands at this place is none of the article's own words: page furniture, a byline, or near
/// the head a line that is only a date.
#[cfg(feature = "files")]
pub(crate) fn is_aside(line: &str, place: usize) -> bool {
    is_furniture(line) || origin::is_byline(line) || (place < 5 && date_line::date_line(line).is_some())
}

/// A text of nothing but furniture is its own text after all.
pub(crate) fn keep_something(kinds: &mut [BlockKind]) {
    if kinds.iter().all(|kind| *kind == BlockKind::SetAside) {
        kinds.fill(BlockKind::Paragraph);
    }
}

/// Where the short lines begin that only sign the text at its end.
fn signature_start(text: &str, paragraphs: &[ByteRange]) -> usize {
    let signs = |range: &ByteRange| {
        let line = range.of(text);
        is_furniture(line)
            || (!ends_closed(line) && begins_large(line) && word_count(line) <= SIGNATURE_WORDS)
    };
    let signing = paragraphs.iter().rev().take_while(|range| signs(range)).count();
    if signing == paragraphs.len() { paragraphs.len() } else { paragraphs.len() - signing }
}

fn is_furniture(line: &str) -> bool {
    let start = line[..line.floor_char_boundary(LONGEST)].to_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|other| start.starts_with(other));
    let bare = line.trim_end_matches([':', '.']);
    (bare.len() <= LONGEST && FURNITURE.contains(&bare.to_lowercase().as_str()))
        || (begins(CREDIT_STARTS) && word_count(line) <= CREDIT_WORDS)
        || (begins(SIGNING_STARTS) && word_count(line) <= 25)
        || ends_with_credit(line)
}

/// `... [Getty]`: a caption that ends with its agency in brackets.
fn ends_with_credit(line: &str) -> bool {
    let Some(credit) = line.strip_suffix(']').and_then(|line| line.rsplit_once('[')) else { return false };
    let credit = credit.1;
    word_count(credit) <= 5 && begins_large(credit) && word_count(line) <= 60
}

fn is_headline(line: &str, next: &str) -> bool {
    !next.is_empty() && !ends_sentence(line) && begins_large(line) && word_count(line) <= HEADLINE_WORDS
}

fn is_heading(line: &str, next: &str) -> bool {
    !ends_closed(line)
        && !line.ends_with([',', ';', ':', '-', '–', '—'])
        && begins_large(line)
        && word_count(line) <= HEADING_WORDS
        && word_count(next) > HEADING_WORDS
}

fn begins_large(line: &str) -> bool {
    let first = line.chars().find(|sign| sign.is_alphanumeric());
    // Scripts without capitals have no small letters either.
    first.is_some_and(|sign| !sign.is_lowercase())
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with(['.', '!', ';', ':', ',', '…', '。']) || line.ends_with(".”") || line.ends_with(".\"")
}

/// Ends as a sentence or a quotation does.
fn ends_closed(line: &str) -> bool {
    line.ends_with(['.', '!', '?', '…', '”', '"', '。', '؟']) && !line.ends_with(" Jr.")
}

fn word_count(line: &str) -> usize {
    line.split_whitespace().take(HEADLINE_WORDS * 3).count()
}

#[cfg(test)]
mod tests {
    use super::{BlockKind::*, *};

    fn read(text: &str) -> Vec<(BlockKind, &str)> {
        blocks(text, true).into_iter().map(|block| (block.kind, block.range.of(text))).collect()
    }

    const PARAGRAPH: &str = "The council met on the hill to speak of the harvest, and of the wolves that had come down in the night.";

    #[test]
    fn a_saved_page_has_a_headline_headings_and_furniture() {
        let text = format!(
            "Skip to main content\r\n\r\nCouncil Meets Again\r\n\r\n{PARAGRAPH}\r\n\r\nAfter the harvest\r\n\r\n{PARAGRAPH}\r\n\r\nPhoto: The Guardian"
        );
        assert_eq!(
            read(&text),
            [
                (SetAside, "Skip to main content"),
                (Headline, "Council Meets Again"),
                (Paragraph, PARAGRAPH),
                (Heading, "After the harvest"),
                (Paragraph, PARAGRAPH),
                (SetAside, "Photo: The Guardian"),
            ]
        );
    }

    #[test]
    fn a_text_that_begins_with_a_sentence_has_no_headline() {
        assert_eq!(
            read(&format!("{PARAGRAPH}\n{PARAGRAPH}")),
            [(Paragraph, PARAGRAPH), (Paragraph, PARAGRAPH)]
        );
        assert_eq!(read("One line"), [(Paragraph, "One line")]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The council met on the hill to speak of the harvest,\nand of the wolves that had come down in the\nnight. Nobody had an answer to that, and the mayor\nleft before the end.\n\nThe end.";
        assert_eq!(read(text).len(), 2);
    }

    #[test]
    fn signatures_at_the_end_and_captions_with_a_credit_are_set_aside() {
        let text = format!(
            "A view of the hill at dawn. [Getty]\n\n{PARAGRAPH}\n\nThe Hill Herald\nHerald Columnist"
        );
        let kinds: Vec<_> = read(&text).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [SetAside, Paragraph, SetAside, SetAside]);
    }

    #[test]
    fn what_is_nothing_but_furniture_stays_readable() {
        assert_eq!(read("Share\nPrint"), [(Paragraph, "Share"), (Paragraph, "Print")]);
        assert_eq!(read("\u{FEFF} \n"), []);
    }
}
