use crate::eight::Eight;

/// Byte offsets of a text as counts of code points, which is how most outside formats give them.
///
/// Takes one walk over the text to build and memory of a 64th of it; a look-up then walks at most 256 bytes.
#[derive(Clone, Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    /// The number of code points before every 256th byte.
    before: Vec<u32>,
}

const STEP: usize = 256;

impl<'t> CharOffsets<'t> {
    /// The offsets of a text.
    pub fn new(text: &'t str) -> Self {
        let starts_char = |byte: &u8| (*byte as i8) >= -0x40;
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let here = count;
                count += chunk.iter().filter(|byte| starts_char(byte)).count() as u32;
                here
            })
            .collect();
        Self { text, before }
    }

    /// How many code points begin before this byte; all of them, where it lies behind the end.
    pub fn of(&self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let byte = byte.min(bytes.len());
        let chunk = byte / STEP;
        let Some(before) = self.before.get(chunk).copied().or(self.before.last().copied()) else { return 0 };
        let start = chunk.min(self.before.len() - 1) * STEP;
        before as usize + bytes[start..byte].iter().filter(|byte| (**byte as i8) >= -0x40).count()
    }
}

/// Where a text's character of this number begins, counted from 0; its end where it has no more. What
/// `char_indices().nth()` finds, sooner.
pub fn nth_char(text: &str, number: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut left) = (0, number);
    while let Some(eight) = Eight::of(bytes, at) {
        let begun = Eight::LENGTH - eight.continued();
        if begun > left {
            break;
        }
        left -= begun;
        at += Eight::LENGTH;
    }
    while at < bytes.len() {
        if text.is_char_boundary(at) {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_byte_offset_becomes_the_code_points_before_it() {
        let text = "“Shi’a” 😀 x".repeat(100);
        let offsets = CharOffsets::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.of(byte), count);
        }
        assert_eq!(offsets.of(text.len() + 9), text.chars().count());
        assert_eq!(CharOffsets::new("").of(3), 0);
    }

    proptest! {
        #[test]
        fn a_character_is_found_by_its_number(text in "[a-zé漢\u{10348}]{0,40}", number in 0_usize..45) {
            let nth = text.char_indices().nth(number).map_or(text.len(), |(at, _)| at);
            prop_assert_eq!(nth_char(&text, number), nth);
        }
    }
}
