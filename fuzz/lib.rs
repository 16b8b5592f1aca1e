//! What the fuzz targets share: a small corpus, and a pack's checksums put right.

use dossier_model::{Corpus, Site};
use dossier_read::read_text;

const TEXTS: [&str; 3] = [
    "The border is secured\n\n“The border is fully secured,” Prime Minister Ali al-Sadr said in Baghdad on 21 January 2026.",
    "Harbour strike\n\nJane Holloway of the Port Workers Council (PWC) left Rotterdam in June 2021. The border was open.",
    "Rain\n\nIt rained in Mosul.",
];

/// Three articles, with what is found in them.
pub fn corpus() -> Corpus {
    let read = |(number, text): (usize, &&str)| {
        read_text(&format!("a{number}"), "a.txt", text.as_bytes()).expect("a text can be read")
    };
    let documents = TEXTS.iter().enumerate().map(read).collect();
    dossier_extract::annotate(Site { title: "T".into(), description: String::new() }, documents)
}

const SECTIONS: usize = 14;
const HEAD: usize = 12;
const ENTRY: usize = 20;

/// Puts the checksums of a pack right (docs/pack.md), where it is long enough to have any; the last section takes what is
/// left of the bytes.
pub fn seal(pack: &mut [u8]) {
    let table = HEAD + SECTIONS * ENTRY;
    let Some(mut start) = table.checked_add(8).filter(|start| *start <= pack.len()) else { return };
    for section in 0..SECTIONS {
        let entry = HEAD + section * ENTRY;
        let length = u64::from_le_bytes(pack[entry + 4..entry + 12].try_into().expect("8 bytes"));
        let left = pack.len() - start;
        let length =
            if section + 1 == SECTIONS { left } else { usize::try_from(length).unwrap_or(left).min(left) };
        pack[entry + 4..entry + 12].copy_from_slice(&(length as u64).to_le_bytes());
        let sum = checksum(&pack[start..start + length]);
        pack[entry + 12..entry + ENTRY].copy_from_slice(&sum.to_le_bytes());
        start += length;
    }
    let sum = checksum(&pack[..table]);
    pack[table..table + 8].copy_from_slice(&sum.to_le_bytes());
}

fn checksum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| {
        let product = (sum ^ word).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        product ^ product >> 32
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, &word| step(sum, u64::from_le_bytes(word)));
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    step(sum, u64::from_le_bytes(last))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_sealed_pack_opens() {
        let mut pack = dossier_index::pack(&super::corpus());
        let whole = pack.clone();
        super::seal(&mut pack);
        assert_eq!(pack, whole);
    }
}
