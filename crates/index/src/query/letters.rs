//! Walking over words letter by letter, where the next word mostly begins like the last one.

/// The letters of a word that were walked over.
#[derive(Default)]
pub(super) struct Letters {
    word: String,
    /// Where each letter walked over ends.
    ends: Vec<usize>,
}

impl Letters {
    /// Goes on with another word; says how many of the letters walked over it begins with.
    pub(super) fn turn_to(&mut self, word: &str) -> usize {
        let shared = self.word.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
        let kept = self.ends.partition_point(|&end| end <= shared);
        self.ends.truncate(kept);
        self.word.clear();
        self.word.push_str(word);
        kept
    }

    /// Walks over the next letter.
    pub(super) fn step(&mut self) -> Option<char> {
        let start = self.ends.last().copied().unwrap_or(0);
        let letter = self.word.get(start..)?.chars().next()?;
        self.ends.push(start + letter.len_utf8());
        Some(letter)
    }

    /// The letter before the last one.
    pub(super) fn before(&self) -> Option<char> {
        let end = *self.ends.iter().rev().nth(1)?;
        self.word.get(..end)?.chars().next_back()
    }
}
