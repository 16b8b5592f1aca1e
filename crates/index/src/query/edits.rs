//! How many slips lie between two words.

/// The least number of letters put in, left out, exchanged or swapped with their neighbour that makes one word of the
/// other, no letter touched twice (optimal string alignment); `None` if that is more than `most`.
pub(crate) fn distance(word: &str, other: &str, most: usize) -> Option<usize> {
    let (word, other): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
    if word.len().abs_diff(other.len()) > most {
        return None;
    }
    // The table's last rows: that before the previous one, the previous one, the one at work.
    let mut rows = [Vec::new(), Vec::new(), (0..=other.len()).collect::<Vec<usize>>()];
    for (at, &letter) in word.iter().enumerate() {
        rows.rotate_left(1);
        let [earlier, previous, row] = &mut rows;
        row.clear();
        row.push(at + 1);
        for (place, &facing) in other.iter().enumerate() {
            let changed = previous[place] + usize::from(letter != facing);
            let mut least = changed.min(previous[place + 1] + 1).min(row[place] + 1);
            let is_swap = at > 0 && place > 0 && letter == other[place - 1] && word[at - 1] == facing;
            if is_swap {
                least = least.min(earlier[place - 1] + 1);
            }
            row.push(least);
        }
        // A swap reaches over one row, so both must be past it.
        if row.iter().chain(previous.iter()).all(|&edits| edits > most) {
            return None;
        }
    }
    rows[2].last().copied().filter(|&edits| edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

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
