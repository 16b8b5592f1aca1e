//! The words of a text as names are made of them: with their capitals, hyphens and stops, and what stands between.

use core::ops::Range;

use dossier_model::{Block, BlockKind};
use dossier_text::sentences;

/// A word, or '&' by itself, between white space or dashes, without the punctuation around it and without a possessive 's.
#[derive(Clone, Debug)]
pub(crate) struct Word<'t> {
    pub(crate) text: &'t str,
    pub(crate) range: Range<usize>,
    /// It is the first of its sentence, or follows an opening quotation mark.
    pub(crate) is_first: bool,
    /// Nothing but white space stands between it and the word before.
    pub(crate) follows: bool,
    /// An opening bracket stands before it.
    pub(crate) in_bracket: bool,
    /// It is in a headline or heading, where capitals say little.
    pub(crate) in_heading: bool,
}

impl Word<'_> {
    /// Whether it begins with a capital, or is a particle with one behind its hyphen (`al-Sudani`).
    pub(crate) fn is_large(&self) -> bool {
        let large = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        large(self.text)
            || self.text.split_once('-').is_some_and(|(head, tail)| is_particle(head) && large(tail))
    }

    /// Two to six capitals, perhaps with stops or an ampersand between.
    pub(crate) fn is_acronym(&self) -> bool {
        let letters = self.text.chars().filter(|sign| sign.is_alphabetic()).count();
        (1..=6).contains(&letters)
            && self
                .text
                .chars()
                .all(|sign| sign.is_uppercase() || matches!(sign, '.' | '&') || sign.is_ascii_digit())
            && (letters > 1)
    }
}

/// Whether a word is a small part of a person's name.
pub(crate) fn is_particle(word: &str) -> bool {
    crate::lexicon::PARTICLES.contains(&word.to_lowercase().as_str())
}

/// The words of all blocks, sentence by sentence.
pub(crate) fn words_of<'t>(text: &'t str, blocks: &[Block]) -> Vec<Vec<Word<'t>>> {
    let mut all = Vec::new();
    for block in blocks {
        let in_heading = matches!(block.kind, BlockKind::Headline | BlockKind::Heading);
        let body = block.range.of(text);
        for sentence in sentences(body) {
            let start = block.range.start as usize + sentence.start;
            let words = sentence_words(&body[sentence], start, in_heading);
            if !words.is_empty() {
                all.push(words);
            }
        }
    }
    all
}

fn sentence_words(sentence: &str, start: usize, in_heading: bool) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut between = "";
    let mut last_end = 0;
    let parts_words = |sign: char| sign.is_whitespace() || matches!(sign, '–' | '—' | '/' | '…');
    for chunk in sentence.split(parts_words) {
        let at = chunk.as_ptr() as usize - sentence.as_ptr() as usize;
        // '&' joins names as 'and' does.
        let core = if chunk == "&" { chunk } else { trim(chunk) };
        if core.is_empty() {
            continue;
        }
        let from = core.as_ptr() as usize - sentence.as_ptr() as usize;
        between = sentence.get(last_end..from).unwrap_or(between);
        let opens = between.contains(['“', '"', '«', '`']) && !words.is_empty();
        words.push(Word {
            text: core,
            range: start + from..start + from + core.len(),
            is_first: words.is_empty() || opens,
            follows: !words.is_empty() && between.chars().all(char::is_whitespace),
            in_bracket: between.ends_with('('),
            in_heading,
        });
        last_end = from + core.len();
        debug_assert!(at <= from, "a word begins inside its chunk");
    }
    words
}

/// Without punctuation at both ends and a possessive; a stop stays behind an abbreviation like `U.S.`.
fn trim(chunk: &str) -> &str {
    let core = chunk.trim_start_matches(|sign: char| !sign.is_alphanumeric());
    let end = core.trim_end_matches(|sign: char| !sign.is_alphanumeric());
    let end =
        ["'s", "’s", "'S", "’S"].iter().find_map(|possessive| end.strip_suffix(possessive)).unwrap_or(end);
    let is_abbreviation = end.contains('.') && core[end.len()..].starts_with('.') && end.len() <= 6;
    if is_abbreviation { &core[..=end.len()] } else { end }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_punctuation_and_possessives_but_keep_stops_of_abbreviations() {
        let words = sentence_words("“Iraq’s” U.S.-led (SDF), al-Sudani said—the U.S. left.", 10, false);
        let texts: Vec<_> = words.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["Iraq", "U.S.-led", "SDF", "al-Sudani", "said", "the", "U.S.", "left"]);
        assert!(words[2].in_bracket && words[3].is_large() && !words[3].follows && words[6].follows);
        assert_eq!(words[0].range, 13..17);
    }

    #[test]
    fn an_ampersand_is_a_word() {
        let words = sentence_words("Brandt & Söhne and R&D", 0, false);
        let texts: Vec<_> = words.iter().map(|word| word.text).collect();
        assert_eq!(texts, ["Brandt", "&", "Söhne", "and", "R&D"]);
        assert!(words.iter().skip(1).all(|word| word.follows));
    }
}
