//! Training: pure, so that the same examples always give the same model. `cargo xtask train` feeds it.

use dossier_model::{Document, EntityKind};
use dossier_text::fold;

use super::{LABELS, Label, Model, decode, features::Features, known};
use crate::{candidates::is_title, dates, names};

/// The mark of given names in what [`write_words`] writes.
pub const GIVEN: u32 = known::GIVEN;
/// That of surnames.
pub const SURNAME: u32 = known::SURNAME;
/// That of words that are no names.
pub const WORD: u32 = known::WORD;

/// Writes what the tagger knows of words: folded words with the sum of their marks.
pub fn write_words<'w>(words: impl IntoIterator<Item = (&'w str, u32)>) -> Vec<u8> {
    known::write(words)
}

/// A document's sentences with the label of each word.
#[derive(Clone, Debug, Default)]
pub struct Example {
    sentences: Vec<(Vec<Features>, Vec<usize>)>,
}

impl Example {
    /// An example of a document and the names that people marked in its text, as ranges of bytes.
    pub fn new(document: &Document, marked: &[(core::ops::Range<usize>, EntityKind)]) -> Self {
        let read = names::read(document, &dates::find(document).found);
        let mut sentences = Vec::new();
        for (words, features) in read.sentences.iter().zip(read.features) {
            let mut labels = vec![0; words.len()];
            let mut last = None;
            for (label, word) in labels.iter_mut().zip(words) {
                let place = marked
                    .iter()
                    .position(|(range, _)| range.start < word.range.end && word.range.start < range.end);
                let Some(place) = place else {
                    last = None;
                    continue;
                };
                let kind = marked[place].1;
                // Titles are no part of a name here; some sets have them inside.
                let goes_on = word.range.end < marked[place].0.end;
                if kind == EntityKind::Person && last != Some(place) && goes_on && is_title(&fold(word.text))
                {
                    continue;
                }
                *label = if last == Some(place) { Label::Inside(kind) } else { Label::Begin(kind) }.index();
                last = Some(place);
            }
            sentences.push((features, labels));
        }
        Self { sentences }
    }
}

/// What training needs to know.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The logarithm of the number of features that are told apart.
    pub bits: u8,
    /// How often all examples are gone through.
    pub rounds: usize,
    /// How many times all of this is done, from nothing and in other orders, for the mean of what is learned: one order
    /// finds this or that name by chance.
    pub runs: u32,
    /// A feature counts if it was of use so often in each run.
    pub least: u32,
    /// The greatest number of the model, before it is cut to a byte, as a share of the greatest there is.
    pub scale: f64,
}

/// Trains a model and writes it.
pub fn train(examples: &[Example], settings: Settings) -> Vec<u8> {
    let size = 1_usize << settings.bits;
    // What is learned in all runs, and its sums over their steps.
    let mut all = vec![[0_i32; LABELS]; size];
    let mut sums = vec![[0_i64; LABELS]; size];
    let mut uses = vec![0_u32; size];
    let (mut all_pairs, mut pair_sums) = ([[0_i32; LABELS]; LABELS + 1], [[0_i64; LABELS]; LABELS + 1]);
    let sentences: Vec<_> = examples.iter().flat_map(|example| &example.sentences).collect();
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut steps = 1_i64;
    for _ in 0..settings.runs {
        let mut now = vec![[0_i32; LABELS]; size];
        let mut pairs = [[0_i32; LABELS]; LABELS + 1];
        let mut step = 1_i64;
        for _ in 0..settings.rounds {
            for at in (1..order.len()).rev() {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                order.swap(at, (random % (at as u64 + 1)) as usize);
            }
            for &at in &order {
                let (features, gold) = sentences[at];
                let scores: Vec<[i32; LABELS]> = features
                    .iter()
                    .map(|features| {
                        let mut scores = [0; LABELS];
                        for feature in features {
                            let row = &now[*feature as usize & (size - 1)];
                            scores.iter_mut().zip(row).for_each(|(score, weight)| *score += weight);
                        }
                        scores
                    })
                    .collect();
                let found = decode(&scores, &pairs);
                step += 1;
                if found == *gold {
                    continue;
                }
                for (place, (wrong, right)) in found.iter().zip(gold).enumerate() {
                    let before =
                        |labels: &[usize]| place.checked_sub(1).map_or(LABELS, |before| labels[before]);
                    let (wrong_pair, right_pair) = ((before(&found), *wrong), (before(gold), *right));
                    if wrong_pair != right_pair {
                        for ((from, to), by) in [(wrong_pair, -1), (right_pair, 1)] {
                            pairs[from][to] += by;
                            pair_sums[from][to] += step * i64::from(by);
                        }
                    }
                    if wrong != right {
                        for feature in &features[place] {
                            let row = *feature as usize & (size - 1);
                            uses[row] += 1;
                            now[row][*wrong] -= 1;
                            now[row][*right] += 1;
                            sums[row][*wrong] -= step;
                            sums[row][*right] += step;
                        }
                    }
                }
            }
        }
        for (all, now) in all.iter_mut().zip(&now).chain(all_pairs.iter_mut().zip(&pairs)) {
            all.iter_mut().zip(now).for_each(|(all, now)| *all += now);
        }
        steps = step;
    }
    let mean = |weight: i32, sum: i64| f64::from(weight) - sum as f64 / steps as f64;
    let scale = 127.0 * settings.scale;
    let most = all
        .iter()
        .zip(&sums)
        .flat_map(|(row, sums)| row.iter().zip(sums).map(|(weight, sum)| mean(*weight, *sum).abs()))
        .fold(0.0, f64::max)
        .max(1.0);
    let number = |mean: f64| mean * scale / most;
    let mut weights = vec![[0_i8; LABELS]; size];
    for row in (0..size).filter(|row| uses[*row] >= settings.least * settings.runs) {
        for label in 0..LABELS {
            weights[row][label] =
                number(mean(all[row][label], sums[row][label])).round().clamp(-127.0, 127.0) as i8;
        }
    }
    let mut whole = [[0; LABELS]; LABELS + 1];
    for (from, row) in whole.iter_mut().enumerate() {
        for (to, pair) in row.iter_mut().enumerate() {
            *pair = number(mean(all_pairs[from][to], pair_sums[from][to])).round() as i32;
        }
    }
    Model { bits: settings.bits, weights, pairs: whole }.write()
}
