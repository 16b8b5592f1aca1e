//! The trained numbers, as a file.
//!
//! The file: `DTAG`, format version (1), logarithm of the table's size (1), quantisation is none (the numbers are whole);
//! the pairs of labels, (LABELS + 1) × LABELS numbers of 32 bits; how many features have numbers (32 bits), the steps
//! between their places (base 128), then label after label their numbers, a byte each; a checksum of all before
//! (64 bits). All little-endian.

use std::sync::LazyLock;

use super::{FNV_START, LABELS, features::Features, fnv};

const MAGIC: &[u8; 4] = b"DTAG";
const VERSION: u8 = 1;
/// The largest table that is read: 2^22 features.
const MOST_BITS: u8 = 22;

static BYTES: &[u8] = include_bytes!("names.model");

static BUILT_IN: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(BYTES));

/// Numbers for features and for pairs of labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Model {
    pub(crate) bits: u8,
    /// A row for each place of the table.
    pub(crate) weights: Vec<[i8; LABELS]>,
    /// What label follows what; the last row is a sentence's first.
    pub(crate) pairs: [[i32; LABELS]; LABELS + 1],
}

impl Model {
    /// The model that comes with the extractor.
    pub(crate) fn built_in() -> Option<&'static Self> {
        BUILT_IN.as_ref()
    }

    /// Reads a file; `None` where it is not as it was written.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (body, written) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
        if checksum(body).to_le_bytes() != written {
            return None;
        }
        let mut input = body.strip_prefix(MAGIC)?;
        let mut take = |count: usize| {
            let (taken, rest) = input.split_at_checked(count)?;
            input = rest;
            Some(taken)
        };
        let &[version, bits] = take(2)? else { return None };
        if version != VERSION || bits > MOST_BITS {
            return None;
        }
        let mut pairs = [[0; LABELS]; LABELS + 1];
        for pair in pairs.iter_mut().flatten() {
            *pair = i32::from_le_bytes(take(4)?.try_into().ok()?);
        }
        let count = u32::from_le_bytes(take(4)?.try_into().ok()?) as usize;
        let size = 1_usize << bits;
        if count > size {
            return None;
        }
        let mut places = Vec::with_capacity(count);
        let mut next = 0_usize;
        for _ in 0..count {
            let (mut step, mut shift) = (0_usize, 0);
            loop {
                let &[byte] = take(1)? else { return None };
                step |= usize::from(byte & 0x7F) << shift;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
                if shift > 28 {
                    return None;
                }
            }
            next = next.checked_add(step).filter(|place| *place < size)?;
            places.push(next);
            next += 1;
        }
        let mut weights = vec![[0; LABELS]; size];
        let columns = take(count.checked_mul(LABELS)?)?;
        for (number, weight) in columns.iter().enumerate() {
            weights[places[number % count]][number / count] = *weight as i8;
        }
        input.is_empty().then_some(Self { bits, weights, pairs })
    }

    /// Writes the file.
    #[cfg(any(test, feature = "training"))]
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::from(MAGIC);
        out.extend([VERSION, self.bits]);
        out.extend(self.pairs.iter().flatten().flat_map(|pair| pair.to_le_bytes()));
        let used: Vec<usize> =
            (0..self.weights.len()).filter(|place| self.weights[*place] != [0; LABELS]).collect();
        out.extend((used.len() as u32).to_le_bytes());
        let mut next = 0;
        for place in &used {
            let mut step = place - next;
            while step >= 0x80 {
                out.push((step & 0x7F) as u8 | 0x80);
                step >>= 7;
            }
            out.push(step as u8);
            next = place + 1;
        }
        for label in 0..LABELS {
            out.extend(used.iter().map(|place| self.weights[*place][label] as u8));
        }
        let sum = checksum(&out);
        out.extend(sum.to_le_bytes());
        out
    }

    /// How well each label fits a word.
    pub(crate) fn scores(&self, features: &Features) -> [i32; LABELS] {
        let mut scores = [0; LABELS];
        for feature in features {
            let row = &self.weights[*feature as usize & (self.weights.len() - 1)];
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i32::from(*weight);
            }
        }
        scores
    }

    /// The best labels of a sentence.
    pub(crate) fn labels(&self, sentence: &[Features]) -> Vec<usize> {
        let scores: Vec<_> = sentence.iter().map(|features| self.scores(features)).collect();
        super::decode(&scores, &self.pairs)
    }
}

/// Against accidents, not against forgers.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(FNV_START, |sum, byte| fnv(sum, *byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn small() -> Model {
        let mut weights = vec![[0; LABELS]; 512];
        weights[3] = [1, -2, 3, -4, 5, -6, 7];
        weights[511] = [-128, 127, 0, 0, 0, 0, 1];
        Model { bits: 9, weights, pairs: [[-3; LABELS]; LABELS + 1] }
    }

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(Model::read(&small().write()), Some(small()));
    }

    #[test]
    fn the_built_in_model_is_whole() {
        assert!(Model::built_in().is_some());
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let bytes = small().write();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 4;
            assert_eq!(Model::read(&changed), None, "byte {at}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_refused_or_read(mut bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Some(head) = bytes.get_mut(..6) {
                head.copy_from_slice(b"DTAG\x01\x04");
            }
            let sum = checksum(&bytes);
            bytes.extend(sum.to_le_bytes());
            let _ = Model::read(&bytes);
        }
    }
}
