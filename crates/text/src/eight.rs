//! Eight bytes of a text, looked at together as one number.
//!
//! In a browser that takes hardly longer than to look at one. What is found is told by the top bits of the bytes: of each
//! byte its own, so that shifting by eight asks about the next byte, and the lowest bit is of the first byte in the text.

/// Eight bytes, the first of them lowest.
#[derive(Clone, Copy)]
pub(crate) struct Eight(u64);

const EACH: u64 = 0x0101_0101_0101_0101;
const TOPS: u64 = 0x80 * EACH;
const OTHERS: u64 = 0x7F * EACH;

impl Eight {
    pub(crate) const LENGTH: usize = 8;

    /// Those from `at` on; nothing where there are fewer.
    pub(crate) fn of(bytes: &[u8], at: usize) -> Option<Self> {
        let eight = bytes.get(at..)?.first_chunk::<{ Self::LENGTH }>()?;
        Some(Self(u64::from_le_bytes(*eight)))
    }

    /// Each that is this byte.
    pub(crate) fn are(self, byte: u8) -> u64 {
        let differ = self.0 ^ (EACH * u64::from(byte));
        // No sum of two numbers of seven bits reaches into the next byte.
        !(((differ & OTHERS) + OTHERS) | differ) & TOPS
    }

    /// Each that is below this one of ASCII.
    pub(crate) fn are_below(self, byte: u8) -> u64 {
        !((self.0 & OTHERS) + EACH * u64::from(0x80 - byte)) & !self.0 & TOPS
    }

    /// Each that is not ASCII.
    pub(crate) fn are_beyond_ascii(self) -> u64 {
        self.0 & TOPS
    }

    /// Each that is a letter of ASCII.
    pub(crate) fn are_letters(self) -> u64 {
        let lower = self.lower();
        !lower.are_below(b'a') & lower.are_below(b'z' + 1) & TOPS
    }

    /// How many are no more than the rest of a sign in UTF-8.
    pub(crate) fn continued(self) -> usize {
        (self.0 & !(self.0 << 1) & TOPS).count_ones() as usize
    }

    /// With small letters for capital ones; what is no letter may be another sign.
    pub(crate) fn lower(self) -> Self {
        Self(self.0 | (0x20 * EACH))
    }
}

/// Which byte is the first that was found, of those that were.
pub(crate) fn first(found: u64) -> usize {
    found.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tops(bytes: [u8; 8], is_found: impl Fn(u8) -> bool) -> u64 {
        let places = bytes.iter().enumerate().filter(|(_, byte)| is_found(**byte));
        places.map(|(at, _)| 0x80 << (8 * at)).sum()
    }

    proptest! {
        #[test]
        fn each_byte_is_told_as_if_it_were_alone(bytes in any::<[u8; 8]>(), byte in any::<u8>(), near in -1_i8..=1) {
            let mut bytes = bytes;
            bytes[3] = byte.wrapping_add_signed(near);
            let eight = Eight::of(&bytes, 0).unwrap();
            prop_assert_eq!(eight.are(byte), tops(bytes, |other| other == byte));
            let below = byte % 0x80;
            prop_assert_eq!(eight.are_below(below), tops(bytes, |other| other < below));
            prop_assert_eq!(eight.are_beyond_ascii(), tops(bytes, |other| other >= 0x80));
            prop_assert_eq!(eight.are_letters(), tops(bytes, |other| other.is_ascii_alphabetic()));
            let continued = bytes.iter().filter(|other| **other & 0xC0 == 0x80).count();
            prop_assert_eq!(eight.continued(), continued);
            let found = eight.are_below(below);
            prop_assert_eq!((found != 0).then(|| first(found)), bytes.iter().position(|other| *other < below));
        }
    }
}
