//! A sequence tagger: which words of a sentence are names, and of what.
//!
//! A linear-chain model over labelled words, trained as an averaged structured perceptron (Collins 2002) by
//! `cargo xtask train`: each word has features (`features`: itself, its shape, its neighbours, the word lists, what the
//! rules make of it, how the article writes it elsewhere), each feature a small whole number for each label (`model`),
//! and the best labels of a sentence are found exactly (Viterbi). Sums of whole numbers are the same on all machines.
//! docs/extraction.md says what it was trained on and how good it is.

pub(crate) mod features;
pub(crate) mod known;
pub(crate) mod model;
#[cfg(feature = "training")]
pub mod training;

use dossier_model::EntityKind;

pub(crate) use features::{RuleTag, Usage, sentence_features};
pub(crate) use model::Model;

/// What a word is: no name, or the beginning or inside of one of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Out,
    Begin(EntityKind),
    Inside(EntityKind),
}

/// FNV-1a in 64 bits (Fowler, Noll, Vo), a byte at a time from [`FNV_START`].
pub(crate) fn fnv(sum: u64, byte: u8) -> u64 {
    (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
}

pub(crate) const FNV_START: u64 = 0xCBF2_9CE4_8422_2325;

/// How many labels there are.
pub(crate) const LABELS: usize = 1 + 2 * EntityKind::ALL.len();

impl Label {
    pub(crate) fn index(self) -> usize {
        match self {
            Self::Out => 0,
            Self::Begin(kind) => 1 + 2 * kind as usize,
            Self::Inside(kind) => 2 + 2 * kind as usize,
        }
    }

    pub(crate) fn of(index: usize) -> Self {
        let kind = || EntityKind::ALL[(index - 1) / 2];
        match index {
            0 => Self::Out,
            index if index % 2 == 1 => Self::Begin(kind()),
            _ => Self::Inside(kind()),
        }
    }

    /// Whether this may follow `before`: only a name that began can go on.
    pub(crate) fn may_follow(self, before: Option<Self>) -> bool {
        match self {
            Self::Inside(kind) => {
                matches!(before, Some(Self::Begin(other) | Self::Inside(other)) if other == kind)
            }
            _ => true,
        }
    }
}

/// The best labels of a sentence, given the scores of each word and of each pair of labels. The last row of `pairs` is
/// that of a sentence's first label.
pub(crate) fn decode(scores: &[[i32; LABELS]], pairs: &[[i32; LABELS]; LABELS + 1]) -> Vec<usize> {
    const NEVER: i32 = i32::MIN / 2;
    let mut best: Vec<[i32; LABELS]> = Vec::with_capacity(scores.len());
    let mut from: Vec<[usize; LABELS]> = Vec::with_capacity(scores.len());
    for (place, word) in scores.iter().enumerate() {
        let (mut now, mut back) = ([NEVER; LABELS], [0; LABELS]);
        for (label, score) in word.iter().enumerate() {
            if place == 0 {
                if Label::of(label).may_follow(None) {
                    now[label] = score.saturating_add(pairs[LABELS][label]);
                }
                continue;
            }
            for (before, sum) in best[place - 1].iter().enumerate() {
                if *sum <= NEVER || !Label::of(label).may_follow(Some(Label::of(before))) {
                    continue;
                }
                let sum = sum.saturating_add(pairs[before][label]).saturating_add(*score);
                if sum > now[label] {
                    (now[label], back[label]) = (sum, before);
                }
            }
        }
        best.push(now);
        from.push(back);
    }
    let mut labels = vec![0; scores.len()];
    let Some(last) = best.last() else { return labels };
    let mut label = (0..LABELS).max_by_key(|&label| (last[label], LABELS - label)).unwrap_or(0);
    for place in (0..scores.len()).rev() {
        labels[place] = label;
        label = from[place][label];
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_their_numbers_are_one_to_one() {
        for index in 0..LABELS {
            assert_eq!(Label::of(index).index(), index);
        }
    }

    #[test]
    fn a_name_goes_on_only_where_one_began() {
        let mut pairs = [[0; LABELS]; LABELS + 1];
        let person = Label::Begin(EntityKind::Person).index();
        let mut scores = vec![[0; LABELS]; 3];
        scores[0][person + 1] = 9;
        scores[1][person] = 5;
        scores[2][person + 1] = 4;
        assert_eq!(decode(&scores, &pairs), [0, person, person + 1]);
        pairs[person][person + 1] = -20;
        assert_eq!(decode(&scores, &pairs), [0, person, 0]);
        assert_eq!(decode(&[], &pairs), Vec::<usize>::new());
    }
}
