//! How many slips lie between two words.

use super::letters::Letters;

/// Counts the slips between a word and others: the least number of letters put in, left out, exchanged or swapped with
/// their neighbour that makes one of the other, no letter touched twice (optimal string alignment).
///
/// Words in order share their beginnings, and with them the rows of the table; a beginning with too many slips ends
/// all words that begin so.
pub(crate) struct Slips {
    word: Vec<char>,
    letters: Letters,
    /// How many slips lie between the letters so far and each beginning of the word, for each number of letters.
    rows: Vec<Vec<u8>>,
}

impl Slips {
    pub(crate) fn new(word: &str) -> Self {
        let word: Vec<char> = word.chars().collect();
        let first = (0..=word.len()).map(|slips| slips.min(u8::MAX.into()) as u8).collect();
        Self { word, letters: Letters::default(), rows: vec![first] }
    }

    /// How many slips lie between the word and this one; `None` if more than `most`, which is not to grow from one call
    /// to the next.
    pub(crate) fn to(&mut self, term: &str, most: u8) -> Option<u8> {
        let mut kept = self.letters.turn_to(term);
        loop {
            // A swap reaches over one row, so two must be past the most.
            if kept > 0 && self.rows[kept - 1..=kept].iter().flatten().all(|&slips| slips > most) {
                return None;
            }
            let Some(letter) = self.letters.step() else { break };
            kept += 1;
            self.walk(kept, letter);
        }
        self.rows[kept].last().copied().filter(|&slips| slips <= most)
    }

    /// Fills the row of the letter with this number, from 1.
    fn walk(&mut self, at: usize, letter: char) {
        if self.rows.len() == at {
            self.rows.push(vec![0; self.word.len() + 1]);
        }
        let before = self.letters.before();
        let (done, rest) = self.rows.split_at_mut(at);
        let (previous, row) = (&done[at - 1], &mut rest[0]);
        row[0] = at.min(u8::MAX.into()) as u8;
        for (place, &own) in self.word.iter().enumerate() {
            let changed = previous[place].saturating_add(u8::from(own != letter));
            let mut least = changed.min(previous[place + 1].min(row[place]).saturating_add(1));
            if place > 0 && at > 1 && before == Some(own) && self.word[place - 1] == letter {
                least = least.min(done[at - 2][place - 1].saturating_add(1));
            }
            row[place + 1] = least;
        }
    }
}

/// How many slips lie between two words; `None` if more than `most`.
pub(crate) fn distance(word: &str, other: &str, most: u8) -> Option<u8> {
    let is_near = word.chars().count().abs_diff(other.chars().count()) <= usize::from(most);
    if is_near { Slips::new(word).to(other, most) } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_in_any_order_are_as_far_as_each_by_itself(word in "[abé]{0,5}", others in prop::collection::vec("[abé]{0,6}", 0..9)) {
            let mut slips = Slips::new(&word);
            for other in others {
                prop_assert_eq!(slips.to(&other, 2), distance(&word, &other, 2));
            }
        }
    }

    #[test]
    fn slips_are_counted() {
        for (word, other, edits) in [
            ("", "", Some(0)),
            ("prison", "prison", Some(0)),
            ("prison", "prsion", Some(1)),
            ("prison", "prisn", Some(1)),
            ("prison", "prisoon", Some(1)),
            ("prison", "prixon", Some(1)),
            ("abcd", "badc", Some(2)),
            ("prison", "poison", Some(1)),
            ("prison", "person", Some(2)),
            ("été", "ete", Some(2)),
            ("a", "", Some(1)),
            ("prison", "parson's", None),
            ("prison", "pr", None),
        ] {
            assert_eq!(distance(word, other, 2), edits, "{word} {other}");
        }
        assert_eq!(distance("prison", "person", 1), None);
    }
}
