//! Lines as they are seen, from left to right, made lines as they are read: the bidirectional algorithm (UAX 9) the other way.

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};
use unicode_normalization::UnicodeNormalization;

use super::lines::Line;

/// What is drawn turned about where words run from right to left.
const PAIRS: &[(char, char)] =
    &[('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›'), ('<', '>'), ('⟨', '⟩'), ('﴿', '﴾')];

/// Whether words of a script that runs from right to left are there.
pub(super) fn has_right_to_left(text: &str) -> bool {
    text.chars().any(is_right_to_left)
}

fn is_right_to_left(sign: char) -> bool {
    sign > '\u{590}' && matches!(bidi_class(sign), BidiClass::R | BidiClass::AL)
}

/// Whether a text is nothing but marks above or below the sign before it.
pub(super) fn is_mark(text: &str) -> bool {
    text.chars().all(|sign| bidi_class(sign) == BidiClass::NSM)
}

/// The letters that a drawing stands for: the forms that Arabic letters have within words are the letters themselves.
pub(super) fn plain(text: &str) -> String {
    let is_form = |sign: char| matches!(sign, '\u{FB1D}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}');
    if !text.contains(is_form) {
        return text.chars().filter(|sign| !is_control(*sign)).collect();
    }
    let mut out = String::with_capacity(text.len());
    for sign in text.chars().filter(|sign| !is_control(*sign)) {
        // A mark by itself is drawn, and so decomposed, with a space below it.
        let is_word = matches!(sign, '\u{FDFA}' | '\u{FDFB}');
        let letters = core::iter::once(sign).filter(|_| is_form(sign)).nfkc();
        out.extend(letters.filter(|letter| is_word || *letter != ' '));
        out.extend(core::iter::once(sign).filter(|_| !is_form(sign)));
    }
    out
}

/// Signs that say which way words run are for those who draw them.
fn is_control(sign: char) -> bool {
    matches!(sign, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || sign == '\0'
}

/// The text of lines, as it is read, a blank line before each that has room above it.
pub(super) fn text_of(lines: &[Line], is_turned: bool) -> String {
    let mut text = String::new();
    for paragraph in lines.chunk_by(|_, next| !next.is_apart) {
        if !text.is_empty() {
            text.push('\n');
        }
        let is_right_to_left = runs_right_to_left(paragraph);
        for line in paragraph {
            for sign in in_reading_order(line, is_right_to_left) {
                text.push_str(&if is_turned { sign.turned() } else { sign.text.to_owned() });
            }
            text.push('\n');
        }
    }
    text
}

/// Whether pairs of brackets are to be turned about: programs note which letter was meant, or which sign is drawn. What leaves
/// fewer of them open is right.
pub(super) fn are_pairs_turned<'l>(lines: impl Iterator<Item = &'l [Line]>) -> bool {
    let (mut as_they_are, mut turned) = (0_usize, 0_usize);
    for paragraph in lines.flat_map(|lines| lines.chunk_by(|_, next| !next.is_apart)) {
        let is_right_to_left = runs_right_to_left(paragraph);
        let signs: Vec<Sign<'_>> =
            paragraph.iter().flat_map(|line| in_reading_order(line, is_right_to_left)).collect();
        as_they_are += unpaired(signs.iter().flat_map(|sign| sign.text.chars()));
        turned += unpaired(signs.iter().map(Sign::turned).collect::<String>().chars());
    }
    turned <= as_they_are
}

fn unpaired(signs: impl Iterator<Item = char>) -> usize {
    let (mut open, mut unpaired) = (vec![0_usize; PAIRS.len()], 0);
    for sign in signs {
        for ((opening, closing), open) in PAIRS.iter().zip(&mut open) {
            if sign == *opening {
                *open += 1;
            } else if sign == *closing {
                unpaired += usize::from(*open == 0);
                *open = open.saturating_sub(1);
            }
        }
    }
    unpaired + open.iter().sum::<usize>()
}

/// Whether more letters of a paragraph run from right to left than from left to right.
fn runs_right_to_left(paragraph: &[Line]) -> bool {
    let signs =
        || paragraph.iter().flat_map(|line| &line.glyphs).filter_map(|glyph| glyph.text.chars().next());
    let from_right = signs().filter(|sign| is_right_to_left(*sign)).count();
    from_right > 0 && from_right >= signs().filter(|sign| bidi_class(*sign) == BidiClass::L).count()
}

/// What one drawing stands for, and whether it stands where words run from right to left.
struct Sign<'l> {
    text: &'l str,
    is_right_to_left: bool,
}

impl Sign<'_> {
    /// Its other half, where it is one of a pair that is drawn the other way about.
    fn turned(&self) -> String {
        let turn = |sign: char| {
            let pair = PAIRS.iter().find(|pair| pair.0 == sign || pair.1 == sign);
            pair.filter(|_| self.is_right_to_left)
                .map_or(sign, |pair| if pair.0 == sign { pair.1 } else { pair.0 })
        };
        self.text.chars().map(turn).collect()
    }
}

/// A line's signs in the order in which they are read. Each counts as a whole, for what is noted of it is in that order already.
fn in_reading_order(line: &Line, is_right_to_left: bool) -> Vec<Sign<'_>> {
    let texts = line.glyphs.iter().map(|glyph| glyph.text.as_str());
    let mut texts: Vec<&str> = if is_right_to_left { texts.rev().collect() } else { texts.collect() };
    let first: String = texts.iter().filter_map(|text| text.chars().next()).collect();
    let base = if is_right_to_left { Level::rtl() } else { Level::ltr() };
    let levels = BidiInfo::new(&first, Some(base)).levels;
    // A level for each byte; of each sign the first counts.
    let mut levels: Vec<u8> = first.char_indices().map(|(at, _)| levels[at].number()).collect();
    if levels.len() != texts.len() {
        return texts.into_iter().map(|text| Sign { text, is_right_to_left: false }).collect();
    }
    // Spaces at the end of a line are of no direction, and change nothing.
    let highest = levels.iter().copied().max().unwrap_or(0);
    for level in (base.number() + 1..=highest).rev() {
        turn_runs(&mut texts, &mut levels, level);
    }
    let signs = texts.into_iter().zip(levels);
    signs.map(|(text, level)| Sign { text, is_right_to_left: level % 2 == 1 }).collect()
}

/// Turns about all runs of this level or a higher one (UAX 9, L2).
fn turn_runs(texts: &mut [&str], levels: &mut [u8], least: u8) {
    let mut start = 0;
    while start < levels.len() {
        let end = start + levels[start..].iter().take_while(|level| **level >= least).count();
        texts[start..end].reverse();
        levels[start..end].reverse();
        start = end + 1;
    }
}
