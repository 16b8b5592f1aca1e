//! White space in a text that is to be shown on one line.

use crate::eight::Eight;

/// How many bytes of a text that begins with a word have no white space but single spaces between words: mostly all of it.
pub fn single_spaced(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut is_after_space) = (0, false);
    while at < bytes.len() {
        if let Some(eight) = Eight::of(bytes, at) {
            let spaces = eight.are(b' ');
            let after_spaces = spaces << 8 | u64::from(is_after_space) << 7;
            if eight.are_below(b' ') | eight.are_beyond_ascii() | (spaces & after_spaces) == 0 {
                is_after_space = spaces >> 63 != 0;
                at += Eight::LENGTH;
                continue;
            }
        }
        let end = bytes.len().min(at + Eight::LENGTH);
        for (at, byte) in (at..end).zip(&bytes[at..end]) {
            let is_space = match byte {
                b' ' => true,
                b'\t'..=b'\r' => return at - usize::from(is_after_space),
                // What white space beyond ASCII begins with.
                0xC2 | 0xE1..=0xE3 if text[at..].starts_with(char::is_whitespace) => {
                    return at - usize::from(is_after_space);
                }
                _ => false,
            };
            if is_space && is_after_space {
                return at - 1;
            }
            is_after_space = is_space;
        }
        at = end;
    }
    bytes.len() - usize::from(is_after_space)
}
