use core::ops::Range;

/// Words before a full stop that does not end a sentence, folded to lower case, without the stop. Single letters and
/// words with a stop inside ('u.s', 'p.m') are known by their shape.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "capt", "sgt", "cmdr", "adm", "brig", "rep",
    "sen", "gov", "pres", "st", "jr", "sr", "inc", "ltd", "co", "corp", "no", "vs", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu",
    "thur", "thurs", "fri", "sat", "sun", "approx", "dept", "est", "hon", "messrs", "mt", "rev", "supt",
];

/// The sentences of a text: byte ranges without surrounding white space, in order. A blank line always ends one.
///
/// A full stop, question or exclamation mark ends a sentence when white space follows (after closing quotes and
/// brackets), unless an abbreviation or an initial stands before it, or the next word begins in lower case.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, sign)) = chars.next() {
        let end = match sign {
            '.' | '?' | '!' | '…' | '。' | '؟' => {
                let mut end = at + sign.len_utf8();
                while let Some((next, closing)) = chars.peek().copied().filter(|(_, sign)| is_closing(*sign))
                {
                    end = next + closing.len_utf8();
                    chars.next();
                }
                let ends = sign == '。' || ends_sentence(&text[start..at], sign, &text[end..]);
                ends.then_some(end)
            }
            '\n' => is_blank_line(&text[at + 1..]).then_some(at),
            _ => None,
        };
        if let Some(end) = end {
            push(&mut sentences, text, start..end);
            start = end;
        }
    }
    push(&mut sentences, text, start..text.len());
    sentences
}

fn is_closing(sign: char) -> bool {
    matches!(sign, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '.' | '?' | '!')
}

fn ends_sentence(before: &str, sign: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return true };
    if !next.is_whitespace() {
        return false;
    }
    let begins_lower = after.trim_start().chars().next().is_some_and(char::is_lowercase);
    if begins_lower {
        return false;
    }
    sign != '.' || !is_abbreviation(before)
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|sign: char| !(sign.is_alphabetic() || sign == '.')).next().unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    // 'U.S.' before a capital may end a sentence or not; taking it as going on keeps names whole.
    is_initial || word.contains('.') || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Whether only white space stands before the next line break.
fn is_blank_line(rest: &str) -> bool {
    rest.bytes().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(b'\n')
}

fn push(sentences: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let part = &text[range.clone()];
    let trimmed = part.trim_start();
    let start = range.start + part.len() - trimmed.len();
    let length = trimmed.trim_end().len();
    if length > 0 {
        sentences.push(start..start + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        let text = "Lt. Gen. J. Smith of the U.S. Army spoke on Jan. 21. He left.";
        assert_eq!(split(text), ["Lt. Gen. J. Smith of the U.S. Army spoke on Jan. 21.", "He left."]);
    }

    #[test]
    fn closing_quotes_belong_to_their_sentence() {
        let text = "“We are ready.” He said no more. “Why?” asked she.\n\nNext";
        assert_eq!(split(text), ["“We are ready.”", "He said no more.", "“Why?” asked she.", "Next"]);
    }

    #[test]
    fn a_text_without_an_end_is_one_sentence() {
        assert_eq!(split(" 3.5 per cent of 1,000 "), ["3.5 per cent of 1,000"]);
        assert!(split(" \n ").is_empty());
    }
}
