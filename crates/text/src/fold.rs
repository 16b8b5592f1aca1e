//! When two spellings are the same word.
//!
//! Folding is by character, from a table that `build.rs` takes from Unicode: lower case, compatibility decomposition
//! (NFKD), then without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic. Letters that Unicode does not
//! decompose are respelt (ß as ss, ø as o, ı as i); all apostrophes become `'`, all hyphens and dashes `-`; what shows
//! as nothing (soft hyphens, joiners, tatweel) is dropped. Each character of the outcome folds to itself, which makes
//! folding idempotent.

use std::sync::OnceLock;

use crate::varint::Varints;

/// The text with case, diacritics, compatibility forms, apostrophes and hyphens made one. Idempotent.
///
/// ```
/// assert_eq!(dossier_text::fold("Łódź, Shi’a – STRAẞE"), "lodz, shi'a - strasse");
/// ```
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, &mut out);
    }
    out
}

/// Appends one character, folded.
pub(crate) fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
        return;
    }
    match Table::get().find(c) {
        None => out.push(c),
        Some(Target::Char(c)) => out.push(c),
        Some(Target::Text(text)) => out.push_str(text),
    }
}

enum Target {
    Char(char),
    Text(&'static str),
}

/// A run of characters that fold alike; see `build.rs`.
struct Run {
    start: u32,
    count: u32,
    stride: u32,
    kind: u32,
    /// The target's code point, the zigzag shift to it, or where its text stands in the table.
    value: u32,
}

struct Table(Vec<Run>);

const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/fold.bin"));

impl Table {
    fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(Self::decode)
    }

    fn decode() -> Self {
        let mut input = Varints(BYTES);
        let (mut runs, mut start) = (Vec::new(), 0);
        while let (Some(step), Some(shape), Some(mut value)) = (input.next(), input.next(), input.next()) {
            start += step;
            let kind = shape & 3;
            if kind == 2 {
                let length = value as usize;
                value = (BYTES.len() - input.0.len()) as u32 | value << 16;
                input.0 = input.0.get(length..).unwrap_or_default();
            }
            runs.push(Run { start, count: shape >> 3, stride: 1 + (shape >> 2 & 1), kind, value });
        }
        Self(runs)
    }

    fn find(&self, c: char) -> Option<Target> {
        let code = u32::from(c);
        let end = self.0.partition_point(|run| run.start <= code);
        let run = self.0.get(end.checked_sub(1)?)?;
        let offset = code - run.start;
        if offset >= run.count * run.stride || !offset.is_multiple_of(run.stride) {
            return None;
        }
        Some(match run.kind {
            0 => Target::Char(char::from_u32(run.value)?),
            1 => Target::Char(char::from_u32(
                code.wrapping_add(run.value >> 1 ^ (run.value & 1).wrapping_neg()),
            )?),
            _ => {
                let at = (run.value & 0xFFFF) as usize;
                let bytes = BYTES.get(at..at + (run.value >> 16) as usize)?;
                Target::Text(core::str::from_utf8(bytes).ok()?)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_word_fold_alike() {
        for (text, folded) in [
            ("", ""),
            ("Al-Sudani", "al-sudani"),
            ("al‑Sudani", "al-sudani"),
            ("Shi’a Shiʿa Shi`a", "shi'a shi'a shi'a"),
            ("Erdoğan İstanbul ISTANBUL ılık", "erdogan istanbul istanbul ilik"),
            ("Straße STRASSE STRAẞE", "strasse strasse strasse"),
            ("Ærø Łódź Đà Þór Œuvre", "aero lodz da thor oeuvre"),
            ("e\u{301}te\u{301} été", "ete ete"),
            ("ﬁnal ＦＵＬＬ ①", "final full 1"),
            ("Όδος ΟΔΟΣ", "οδοσ οδοσ"),
            ("Ёлка Йод", "елка иод"),
            ("شـــهيد شَهيد أحمد ٢٠٢٦", "شهيد شهيد احمد 2026"),
            ("שָׁלוֹם", "שלום"),
            ("हिन्दी", "हिन्दी"),
            ("한국 漢字", "한국 漢字"),
            ("soft\u{AD}hyphen", "softhyphen"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn every_character_folds_to_what_folds_to_itself() {
        for c in '\0'..=char::MAX {
            let once = fold(c.encode_utf8(&mut [0; 4]));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
