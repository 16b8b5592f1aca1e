//! White space in a text that is to be shown on one line.

/// How many bytes of a text that begins with a word have no white space but single spaces between words: mostly all of it.
pub fn single_spaced(text: &str) -> usize {
    let mut is_after_space = false;
    for (at, byte) in text.bytes().enumerate() {
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
    text.len() - usize::from(is_after_space)
}
