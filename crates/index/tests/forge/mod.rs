//! Packs whose checksums are right though what they hold is not.

use proptest::prelude::*;

/// Length of magic, version and number of sections; of an entry in the table of sections; of a checksum.
const HEAD: usize = 12;
const ENTRY: usize = 20;
const CHECKSUM: usize = 8;

/// Changes bytes of the sections and writes the checksums anew.
pub(crate) fn forged(mut bytes: Vec<u8>, changes: &[(prop::sample::Index, u8)]) -> Vec<u8> {
    let sections = usize::from(u16::from_le_bytes([bytes[10], bytes[11]]));
    let table_end = HEAD + sections * ENTRY;
    let mut start = table_end + CHECKSUM;
    for (at, byte) in changes {
        let data = &mut bytes[start..];
        let at = at.index(data.len());
        data[at] = *byte;
    }
    for entry in 0..sections {
        let entry = HEAD + entry * ENTRY;
        let length = u64::from_le_bytes(bytes[entry + 4..entry + 12].try_into().expect("eight bytes"));
        let end = start + length as usize;
        let sum = checksum(&bytes[start..end]);
        bytes[entry + 12..entry + ENTRY].copy_from_slice(&sum.to_le_bytes());
        start = end;
    }
    let sum = checksum(&bytes[..table_end]);
    bytes[table_end..table_end + CHECKSUM].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// As docs/pack.md describes it.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    let whole = bytes.len() / 8 * 8;
    let mut padded = bytes.to_vec();
    padded.resize(whole + 8, 0);
    for word in padded.chunks(8) {
        sum ^= u64::from_le_bytes(word.try_into().expect("eight bytes"));
        sum = sum.wrapping_mul(0xBF58_476D_1CE4_E5B9);
        sum ^= sum >> 32;
    }
    sum
}
