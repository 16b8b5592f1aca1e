//! Several texts side by side: [`Comparison`] of each two of them, joined into rows of passages that belong together.

use dossier_model::{Block, ByteRange};

use crate::Comparison;

/// A sentence of one of several texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlignedPassage {
    /// Where it stands.
    pub range: ByteRange,
    /// The words that passages of its row have too; sorted, not overlapping.
    pub shared: Vec<ByteRange>,
    /// The row that it is in; `None` where only its text says it.
    pub row: Option<usize>,
}

/// What at least two of the texts say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Whether its passages have nearly the same wording, and not only the same subject.
    pub same_wording: bool,
    /// For each text the numbers of its passages that are in the row; empty where it does not say it.
    pub cells: Vec<Vec<usize>>,
}

/// The passages of several texts, in their order, and what belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// For each text its passages.
    pub passages: Vec<Vec<AlignedPassage>>,
    /// First those of the same wording, then those of the same subject; each kind by where the first text that has it says it.
    pub rows: Vec<Row>,
}

/// A passage: the number of its text, and its own in it.
type Place = (usize, usize);

impl Alignment {
    /// Compares texts by their blocks, each with each: of n texts n (n - 1) / 2 comparisons, so they should be few.
    ///
    /// What has the same wording is joined first, also over a third text. Of the same subject are then only passages that
    /// stand alone so far, and each with those that it is the twin of, not with theirs: 'the same subject' of 'the same
    /// subject' soon is another.
    pub fn of(texts: &[(&str, &[Block])]) -> Self {
        let mut alignment = Self { passages: vec![Vec::new(); texts.len()], rows: Vec::new() };
        let mut links: Vec<(bool, Place, Place)> = Vec::new();
        for one in 0..texts.len() {
            for other in one + 1..texts.len() {
                let comparison = Comparison::of(texts[one], texts[other]);
                for wording in [true, false] {
                    let pairs = comparison.pairs(wording);
                    links.extend(pairs.map(|(a, b)| (!wording, (one, a), (other, b))));
                }
                for (text, passages) in [(one, comparison.left), (other, comparison.right)] {
                    let all = &mut alignment.passages[text];
                    all.resize_with(passages.len(), || AlignedPassage {
                        range: ByteRange { start: 0, end: 0 },
                        shared: Vec::new(),
                        row: None,
                    });
                    for (passage, found) in all.iter_mut().zip(passages) {
                        passage.range = found.range;
                        passage.shared.extend(found.shared);
                    }
                }
            }
        }
        links.sort_unstable();
        for (is_subject, one, other) in links {
            alignment.join(!is_subject, one, other);
        }
        alignment.put_in_order();
        for passage in alignment.passages.iter_mut().flatten() {
            passage.shared = joined(core::mem::take(&mut passage.shared));
        }
        alignment
    }

    /// Puts two passages into one row.
    fn join(&mut self, same_wording: bool, one: Place, other: Place) {
        let rows = [one, other].map(|(text, number)| self.passages[text][number].row);
        let row = match rows {
            [None, None] => {
                self.rows.push(Row { same_wording, cells: vec![Vec::new(); self.passages.len()] });
                self.rows.len() - 1
            }
            [Some(row), Some(same)] if row == same => return,
            [Some(row), Some(emptied)] => {
                if !same_wording {
                    return;
                }
                let cells = core::mem::take(&mut self.rows[emptied].cells);
                for (text, numbers) in cells.into_iter().enumerate() {
                    for number in numbers {
                        self.put((text, number), row);
                    }
                }
                row
            }
            [Some(row), None] | [None, Some(row)] => {
                // A subject is that of a row's first passage, which is the one that finds the others.
                let first = self.rows[row].cells.iter().enumerate().find(|(_, cell)| !cell.is_empty());
                let first = first.and_then(|(text, cell)| Some((text, *cell.first()?)));
                if !same_wording && (self.rows[row].same_wording || first != Some(one)) {
                    return;
                }
                row
            }
        };
        self.put(one, row);
        self.put(other, row);
    }

    fn put(&mut self, (text, number): Place, row: usize) {
        self.passages[text][number].row = Some(row);
        let cell = &mut self.rows[row].cells[text];
        if let Err(at) = cell.binary_search(&number) {
            cell.insert(at, number);
        }
    }

    fn put_in_order(&mut self) {
        self.rows.retain(|row| !row.cells.is_empty());
        self.rows.sort_by_key(|row| {
            let first = row.cells.iter().enumerate().find_map(|(text, cell)| Some((text, *cell.first()?)));
            (!row.same_wording, first)
        });
        for (number, row) in self.rows.iter().enumerate() {
            for (text, cell) in row.cells.iter().enumerate() {
                for passage in cell {
                    self.passages[text][*passage].row = Some(number);
                }
            }
        }
        for passage in self.passages.iter_mut().flatten().filter(|passage| passage.row.is_none()) {
            passage.shared.clear();
        }
    }
}

/// Ranges in order, those that touch made one.
fn joined(mut ranges: Vec<ByteRange>) -> Vec<ByteRange> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut all: Vec<ByteRange> = Vec::new();
    for range in ranges {
        match all.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => all.push(range),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use dossier_model::BlockKind;

    use super::*;

    fn align(texts: &[&str]) -> Alignment {
        let block =
            |text: &&str| [Block { kind: BlockKind::Paragraph, range: ByteRange::new(0, text.len()) }];
        let blocks: Vec<_> = texts.iter().map(block).collect();
        let all: Vec<(&str, &[Block])> =
            texts.iter().zip(&blocks).map(|(text, blocks)| (*text, &blocks[..])).collect();
        Alignment::of(&all)
    }

    const A: &str = "The border is fully secured since last week. Rain fell in Mosul all day long.";
    const B: &str = "Rain fell in Mosul all day long, they say. Nobody knows more than that.";
    const C: &str = "He said that the border is fully secured since last week. Rain fell in Mosul all day.";

    #[test]
    fn what_several_say_is_one_row_and_what_one_says_is_in_none() {
        let alignment = align(&[A, B, C]);
        let cells: Vec<_> = alignment.rows.iter().map(|row| row.cells.clone()).collect();
        assert_eq!(cells, [vec![vec![0], vec![], vec![0]], vec![vec![1], vec![0], vec![1]]]);
        assert!(alignment.rows.iter().all(|row| row.same_wording));
        assert_eq!(alignment.passages[1][1].row, None);
        assert_eq!(alignment.passages[1][1].shared, []);
        let words: Vec<&str> = alignment.passages[1][0].shared.iter().map(|range| range.of(B)).collect();
        assert_eq!(words, ["Rain fell in Mosul all day long"]);
    }

    #[test]
    fn of_two_texts_the_rows_are_the_pairs_of_their_comparison() {
        let alignment = align(&[A, C]);
        assert_eq!(alignment.rows.len(), 2);
        assert!(alignment.rows.iter().all(|row| row.cells.iter().all(|cell| cell.len() == 1)));
        assert_eq!(align(&[A]).rows, []);
        assert_eq!(align(&[]), Alignment::default());
    }

    #[test]
    fn a_text_said_twice_shares_a_cell() {
        let twice = format!("{A} The border is fully secured since last week, he repeated.");
        let alignment = align(&[&twice, A, C]);
        let row = &alignment.rows[0];
        assert_eq!(row.cells[1], [0]);
        assert!(row.cells.iter().all(|cell| !cell.is_empty()));
        let listed: usize = alignment.rows.iter().flat_map(|row| &row.cells).map(Vec::len).sum();
        let in_rows = alignment.passages.iter().flatten().filter(|passage| passage.row.is_some()).count();
        assert_eq!(listed, in_rows);
    }
}
