//! What long word lists and the gazetteer say of a word: `known.bin`, which `train/src/bin/words.rs` makes.
//!
//! The file: the words' hashes of 23 bits by size, as steps (base 128), then for each the lists that it is of, two words a
//! byte. Of a hundred words that are in no list one is taken for one that is; the tagger learns how far to believe it.

use std::sync::LazyLock;

use super::{FNV_START, fnv};
use crate::places::Gazetteer;

/// Given names.
pub(crate) const GIVEN: u32 = 1;
/// Surnames.
pub(crate) const SURNAME: u32 = 1 << 1;
/// Words of the language that are no names.
pub(crate) const WORD: u32 = 1 << 2;
/// Countries, regions and towns, in one word.
pub(crate) const PLACE: u32 = 1 << 3;
const COUNTRY: u32 = 1 << 4;
const REGION: u32 = 1 << 5;
/// A town of a million people and more.
const LARGE_TOWN: u32 = 1 << 6;
/// How many bits there are.
pub(crate) const BITS: u32 = 7;

/// A town's weight from a million people on.
const MILLION: u8 = 80;
const HASH_BITS: u32 = 23;

static BYTES: &[u8] = include_bytes!("known.bin");
static LISTS: LazyLock<Vec<u32>> = LazyLock::new(|| read(BYTES).unwrap_or_default());

/// The number that a folded word has in the file.
pub(crate) fn number(folded: &str) -> u32 {
    let hash = folded.bytes().fold(FNV_START, fnv);
    ((hash ^ hash >> 32) as u32).wrapping_mul(0x9E37_79B1) >> (32 - HASH_BITS)
}

/// The lists that a folded word is of, and what place it names if it is `large`.
pub(crate) fn lists(folded: &str, large: bool) -> u32 {
    let number = number(folded);
    let place = LISTS.partition_point(|entry| entry >> 4 < number);
    let listed = LISTS.get(place).filter(|entry| **entry >> 4 == number).map_or(0, |entry| entry & 0xF);
    listed | if large { of_place(folded) } else { 0 }
}

fn of_place(folded: &str) -> u32 {
    let Some(heaviest) = Gazetteer::built_in().find_whole(folded).first() else { return 0 };
    PLACE
        | match heaviest {
            place if place.is_country() => COUNTRY,
            place if place.is_region => REGION,
            place if place.weight > MILLION => LARGE_TOWN,
            _ => 0,
        }
}

/// Each word's number, and behind it, in four bits, its lists; `None` where the bytes are no such file.
fn read(bytes: &[u8]) -> Option<Vec<u32>> {
    let (count, mut rest) = bytes.split_first_chunk::<4>()?;
    let count = u32::from_le_bytes(*count) as usize;
    let mut entries = Vec::with_capacity(count.min(1 << HASH_BITS));
    let mut number = 0_u32;
    for _ in 0..count {
        let (mut step, mut shift) = (0_u32, 0);
        loop {
            let (byte, behind) = rest.split_first()?;
            rest = behind;
            step |= u32::from(byte & 0x7F) << shift;
            shift += 7;
            if *byte < 0x80 {
                break;
            }
            if shift > 21 {
                return None;
            }
        }
        number = number.checked_add(step).filter(|number| number >> HASH_BITS == 0)?;
        entries.push(number << 4);
    }
    for (at, entry) in entries.iter_mut().enumerate() {
        *entry |= u32::from(*rest.get(at / 2)? >> (at % 2 * 4) & 0xF);
    }
    (rest.len() == count.div_ceil(2)).then_some(entries)
}

/// Writes the file: folded words with the lists that they are of.
#[cfg(any(test, feature = "training"))]
pub(crate) fn write<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Vec<u8> {
    let mut entries = std::collections::BTreeMap::<u32, u8>::new();
    for (word, lists) in words {
        *entries.entry(number(word)).or_default() |= (lists & 0xF) as u8;
    }
    let mut out = Vec::from((entries.len() as u32).to_le_bytes());
    let mut last = 0;
    for number in entries.keys() {
        let mut step = number - last;
        while step >= 0x80 {
            out.push((step & 0x7F) as u8 | 0x80);
            step >>= 7;
        }
        out.push(step as u8);
        last = *number;
    }
    let lists: Vec<u8> = entries.into_values().collect();
    out.extend(lists.chunks(2).map(|pair| pair[0] | pair.get(1).unwrap_or(&0) << 4));
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let read = read(&write([("anna", GIVEN), ("berg", SURNAME | WORD), ("anna", SURNAME)])).unwrap();
        let lists =
            |word: &str| read.iter().find(|entry| **entry >> 4 == number(word)).map(|entry| entry & 0xF);
        assert_eq!(
            (lists("anna"), lists("berg"), lists("oslo")),
            (Some(GIVEN | SURNAME), Some(SURNAME | WORD), None)
        );
    }

    #[test]
    fn the_built_in_lists_are_whole() {
        assert!(LISTS.len() > 30_000);
        assert_eq!(lists("margaret", true) & GIVEN, GIVEN);
        assert_eq!(lists("johnson", true) & SURNAME, SURNAME);
        assert_eq!(lists("although", true) & (GIVEN | SURNAME | WORD), WORD);
        assert_eq!(lists("egypt", true) & (PLACE | COUNTRY), PLACE | COUNTRY);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }
    }
}
