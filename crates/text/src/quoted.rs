//! Text between quotation marks, as JSON has it.

use crate::eight::{Eight, first};

/// How many bytes of a text stand in JSON as they are: those before the first quotation mark, backslash or control
/// character, which need a sign of their own.
pub fn unescaped(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(eight) = Eight::of(bytes, at) {
        let escaped = eight.are(b'"') | eight.are(b'\\') | eight.are_below(b' ');
        if escaped != 0 {
            return at + first(escaped);
        }
        at += Eight::LENGTH;
    }
    let is_escaped = |byte: &u8| matches!(byte, b'"' | b'\\' | ..b' ');
    bytes[at..].iter().position(is_escaped).map_or(bytes.len(), |escaped| at + escaped)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::unescaped;

    proptest! {
        #[test]
        fn what_is_before_the_first_sign_that_needs_another_is_as_it_is(text in "[a-zé漢\" \\\\\n\u{1f}\u{7f}]{0,40}") {
            let is_escaped = |c: char| c < ' ' || c == '"' || c == '\\';
            prop_assert_eq!(unescaped(&text), text.find(is_escaped).unwrap_or(text.len()));
        }
    }
}
