//! Which passages of two texts say nearly the same, found by the runs of words that they share.
//!
//! A sentence is the set of its shingles: each three words that follow one another, folded. Two sentences say nearly the
//! same where the shorter one has most of its shingles from the other (Broder, 'On the resemblance and containment of
//! documents', 1997). That finds what one outlet took from another or both from an agency, quotes among it.
//!
//! What is told anew in other words shares no runs, but its rarer words: of the sentences that are left, two speak of the
//! same where they have many of the words in common that few sentences of the two texts have.

use std::collections::BTreeMap;

use dossier_model::{Block, BlockKind, ByteRange};
use dossier_text::{sentences, tokens};

/// Words in a shingle.
const WORDS: usize = 3;
/// A sentence with fewer shingles says too little to be the same as any other.
const LEAST: usize = 3;
/// How many telling words two sentences of one subject have in common, and which share of what both tell they are: on
/// the articles of seeds/ less brings in what only sounds alike.
const LEAST_WORDS: usize = 4;
const LEAST_PERCENT: usize = 9;

/// A sentence of one of two texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComparedPassage {
    /// Where it stands.
    pub range: ByteRange,
    /// The number of the passage of the other text that says nearly the same; of no two passages the same.
    pub twin: Option<usize>,
    /// Whether the twin has nearly the same wording, and not only the same subject.
    pub same_wording: bool,
    /// The words that the twin has too: runs of at least three, or the rarer ones where only the subject is the same.
    pub shared: Vec<ByteRange>,
}

/// The passages of two texts, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Those of the one.
    pub left: Vec<ComparedPassage>,
    /// Those of the other.
    pub right: Vec<ComparedPassage>,
}

impl Comparison {
    /// Compares two texts by their blocks; the headline and what is set aside are passed over.
    pub fn of(left: (&str, &[Block]), right: (&str, &[Block])) -> Self {
        let mut words = BTreeMap::new();
        let (left, right) = (cut(left.0, left.1, &mut words), cut(right.0, right.1, &mut words));
        let mut comparison = Self { left: passages(&left), right: passages(&right) };
        for (a, b) in pairs(&left, &right) {
            comparison.join((a, b), true, [shared(&left[a], &right[b]), shared(&right[b], &left[a])]);
        }
        let weights = Weights::of(words.len(), left.iter().chain(&right));
        let is_free = |passage: &ComparedPassage| passage.twin.is_none();
        let free =
            [&comparison.left, &comparison.right].map(|side| side.iter().map(is_free).collect::<Vec<_>>());
        for (a, b) in weights.pairs((&left, &free[0]), (&right, &free[1])) {
            let shared = [weights.shared(&left[a], &right[b]), weights.shared(&right[b], &left[a])];
            comparison.join((a, b), false, shared);
        }
        comparison
    }

    fn join(&mut self, (a, b): (usize, usize), same_wording: bool, [left, right]: [Vec<ByteRange>; 2]) {
        let passages = [(&mut self.left[a], b, left), (&mut self.right[b], a, right)];
        for (passage, twin, shared) in passages {
            passage.twin = Some(twin);
            passage.same_wording = same_wording;
            passage.shared = shared;
        }
    }

    /// The numbers of the passages that belong together, in the order of the left text: those of nearly the same wording,
    /// or those that only speak of the same.
    pub fn pairs(&self, same_wording: bool) -> impl Iterator<Item = (usize, usize)> {
        let passages =
            self.left.iter().enumerate().filter(move |(_, passage)| passage.same_wording == same_wording);
        passages.filter_map(|(number, passage)| Some((number, passage.twin?)))
    }
}

type Shingle = [u32; WORDS];

/// A sentence, its words by their numbers, and its shingles, sorted.
struct Sentence {
    range: ByteRange,
    words: Vec<(u32, ByteRange)>,
    shingles: Vec<Shingle>,
}

fn cut(text: &str, blocks: &[Block], known: &mut BTreeMap<String, u32>) -> Vec<Sentence> {
    let blocks =
        blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading | BlockKind::Paragraph));
    let mut all = Vec::new();
    for block in blocks {
        let start = block.range.start as usize;
        let inside = block.range.of(text);
        for sentence in sentences(inside) {
            let at = start + sentence.start;
            let words: Vec<(u32, ByteRange)> = tokens(&inside[sentence.clone()])
                .map(|token| {
                    let number = known.len() as u32;
                    let number = *known.entry(token.term).or_insert(number);
                    (number, ByteRange::new(at + token.range.start, at + token.range.end))
                })
                .collect();
            if words.is_empty() {
                continue;
            }
            let mut shingles: Vec<Shingle> = words.windows(WORDS).map(shingle).collect();
            shingles.sort_unstable();
            shingles.dedup();
            let range = ByteRange::new(at, start + sentence.end);
            all.push(Sentence { range, words, shingles });
        }
    }
    all
}

fn shingle(words: &[(u32, ByteRange)]) -> Shingle {
    core::array::from_fn(|place| words[place].0)
}

fn passages(sentences: &[Sentence]) -> Vec<ComparedPassage> {
    let passage = |sentence: &Sentence| ComparedPassage {
        range: sentence.range,
        twin: None,
        same_wording: false,
        shared: Vec::new(),
    };
    sentences.iter().map(passage).collect()
}

/// Which sentences belong together: those that share most first, each sentence once.
fn pairs(left: &[Sentence], right: &[Sentence]) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<Shingle, Vec<usize>> = BTreeMap::new();
    for (number, sentence) in right.iter().enumerate() {
        for shingle in &sentence.shingles {
            places.entry(*shingle).or_default().push(number);
        }
    }
    let mut alike = Vec::new();
    for (a, sentence) in left.iter().enumerate() {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for b in sentence.shingles.iter().filter_map(|shingle| places.get(shingle)).flatten() {
            *common.entry(*b).or_default() += 1;
        }
        for (b, common) in common {
            let shorter = sentence.shingles.len().min(right[b].shingles.len());
            // At least two in five, for each word that differs breaks three shingles.
            if shorter >= LEAST && common >= LEAST && common * 5 >= shorter * 2 {
                alike.push((common * 1000 / shorter, common, a, b));
            }
        }
    }
    most_alike_first(alike, left.len(), right.len())
}

/// Of sentences that are alike, by how much, those that are most; each sentence once.
fn most_alike_first(
    mut alike: Vec<(usize, usize, usize, usize)>,
    left: usize,
    right: usize,
) -> Vec<(usize, usize)> {
    alike.sort_unstable_by_key(|(share, common, a, b)| (usize::MAX - share, usize::MAX - common, *a, *b));
    let (mut has_left, mut has_right) = (vec![false; left], vec![false; right]);
    alike.retain(|(.., a, b)| {
        let is_free = !has_left[*a] && !has_right[*b];
        if is_free {
            has_left[*a] = true;
            has_right[*b] = true;
        }
        is_free
    });
    alike.into_iter().map(|(.., a, b)| (a, b)).collect()
}

/// The runs of a sentence's words that are in shingles of the other.
fn shared(sentence: &Sentence, other: &Sentence) -> Vec<ByteRange> {
    let mut is_shared = vec![false; sentence.words.len()];
    for (at, words) in sentence.words.windows(WORDS).enumerate() {
        if other.shingles.binary_search(&shingle(words)).is_ok() {
            is_shared[at..at + WORDS].fill(true);
        }
    }
    let mut runs: Vec<ByteRange> = Vec::new();
    let mut goes_on = false;
    for ((_, range), is_shared) in sentence.words.iter().zip(is_shared) {
        match runs.last_mut().filter(|_| is_shared && goes_on) {
            Some(run) => run.end = range.end,
            None if is_shared => runs.push(*range),
            None => {}
        }
        goes_on = is_shared;
    }
    runs
}

/// What each word says of a sentence's subject: the fewer sentences have it, the more; nothing where many do.
struct Weights(Vec<usize>);

impl Weights {
    fn of<'s>(words: usize, sentences: impl Iterator<Item = &'s Sentence> + Clone) -> Self {
        let count = sentences.clone().count();
        let mut having = vec![0usize; words];
        for word in sentences.flat_map(Sentence::vocabulary) {
            having[word as usize] += 1;
        }
        // Twice the binary logarithm of the share, in whole numbers; a word that one sentence in three has tells nothing.
        let weight = |having: usize| {
            let share = (count * count) / (having * having).max(1);
            share.checked_ilog2().unwrap_or(0).saturating_sub(3) as usize
        };
        Self(having.into_iter().map(weight).collect())
    }

    fn weight(&self, word: u32) -> usize {
        self.0.get(word as usize).copied().unwrap_or(0)
    }

    fn pairs(
        &self,
        (left, left_free): (&[Sentence], &[bool]),
        (right, right_free): (&[Sentence], &[bool]),
    ) -> Vec<(usize, usize)> {
        let of = |sentences: &[Sentence]| sentences.iter().map(Sentence::vocabulary).collect::<Vec<_>>();
        let (left, right) = (of(left), of(right));
        let sum = |words: &[u32]| words.iter().map(|word| self.weight(*word)).sum::<usize>();
        let mut places: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, words) in right.iter().enumerate().filter(|(number, _)| right_free[*number]) {
            for word in words.iter().filter(|word| self.weight(**word) > 0) {
                places.entry(*word).or_default().push(number);
            }
        }
        let mut alike = Vec::new();
        for (a, words) in left.iter().enumerate().filter(|(number, _)| left_free[*number]) {
            let mut common: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
            for word in words {
                for b in places.get(word).into_iter().flatten() {
                    let (weight, count) = common.entry(*b).or_default();
                    *weight += self.weight(*word);
                    *count += 1;
                }
            }
            for (b, (weight, count)) in common {
                let all = sum(words) + sum(&right[b]) - weight;
                if count >= LEAST_WORDS && weight * 100 >= all * LEAST_PERCENT {
                    alike.push((weight * 1000 / all.max(1), weight, a, b));
                }
            }
        }
        most_alike_first(alike, left.len(), right.len())
    }

    /// The telling words of a sentence that the other has too.
    fn shared(&self, sentence: &Sentence, other: &Sentence) -> Vec<ByteRange> {
        let others = other.vocabulary();
        let is_shared = |word: &u32| self.weight(*word) > 0 && others.binary_search(word).is_ok();
        sentence.words.iter().filter(|(word, _)| is_shared(word)).map(|(_, range)| *range).collect()
    }
}

impl Sentence {
    /// Its words, sorted, each once.
    fn vocabulary(&self) -> Vec<u32> {
        let mut words: Vec<u32> = self.words.iter().map(|(word, _)| *word).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text: &str) -> Vec<Block> {
        vec![Block { kind: BlockKind::Paragraph, range: ByteRange::new(0, text.len()) }]
    }

    fn compare(left: &str, right: &str) -> Comparison {
        Comparison::of((left, &paragraph(left)), (right, &paragraph(right)))
    }

    const A: &str =
        "The border is fully secured, the prime minister said on Wednesday. Rain fell in Mosul all day long.";
    const B: &str =
        "Nobody knows more than that. On Wednesday the Prime Minister said: “The border is fully secured”.";

    #[test]
    fn what_both_say_is_aligned_and_what_one_says_is_not() {
        let comparison = compare(A, B);
        assert_eq!(comparison.pairs(true).collect::<Vec<_>>(), [(0, 1)]);
        assert_eq!(comparison.right[1].twin, Some(0));
        assert_eq!(comparison.left[1].twin, None);
        let shared: Vec<&str> = comparison.left[0].shared.iter().map(|range| range.of(A)).collect();
        assert!(shared[0].starts_with("The border is fully secured"));
    }

    #[test]
    fn capitals_and_accents_make_no_difference() {
        let comparison =
            compare("The café in Mosul was open all night.", "THE CAFE IN MOSUL WAS OPEN ALL NIGHT!");
        assert_eq!(comparison.pairs(true).count(), 1);
        assert_eq!(comparison.left[0].shared.len(), 1);
    }

    #[test]
    fn a_text_is_its_own_twin_throughout() {
        let comparison = compare(A, A);
        assert!(comparison.left.iter().enumerate().all(|(number, passage)| passage.twin == Some(number)));
    }

    #[test]
    fn short_sentences_and_set_aside_blocks_have_no_twin() {
        assert_eq!(compare("He said so.", "He said so.").pairs(true).count(), 0);
        let aside = [Block { kind: BlockKind::SetAside, range: ByteRange::new(0, A.len()) }];
        assert_eq!(Comparison::of((A, &aside), (A, &paragraph(A))).left, []);
        assert_eq!(compare("", "—"), Comparison::default());
    }

    #[test]
    fn a_sentence_has_one_twin_however_often_it_is_said() {
        let once = "The border is fully secured since last week.";
        let thrice = [once; 3].join(" ");
        let comparison = compare(once, &thrice);
        assert_eq!(comparison.pairs(true).collect::<Vec<_>>(), [(0, 0)]);
        assert_eq!(comparison.right.iter().filter(|passage| passage.twin.is_some()).count(), 1);
    }

    #[test]
    fn what_is_told_anew_is_of_the_same_subject() {
        let others = "Prices of bread rose again. The river is low this year. Farmers wait for rain. \
            Two bridges were repaired. A school opened its doors. The market was full of people. Trains ran late. \
            The museum shows old maps. A singer gave a concert. Wheat was sold abroad. The team won its match.";
        let left = format!(
            "{others} Cleric Muqtada al-Sadr warned that militants escaping from Syria could infiltrate Iraq."
        );
        let right = "Muqtada al-Sadr, a cleric, has warned of an infiltration: militants from Syria are escaping. Nothing else happened there.";
        let comparison = compare(&left, right);
        let pairs: Vec<_> =
            comparison.pairs(false).map(|(a, b)| comparison.left[a].range.of(&left).len() * 10 + b).collect();
        assert_eq!(comparison.pairs(true).count(), 0);
        assert_eq!(pairs.len(), 1);
        let shared: Vec<&str> = comparison.right[0].shared.iter().map(|range| range.of(right)).collect();
        assert!(shared.contains(&"militants") && shared.contains(&"Muqtada"), "{shared:?}");
    }
}
