//! A block of text cut where its annotations begin and end, for a reader that shows them.

use dossier_model::{ByteRange, DateMention, EntityIndex, Mention};

/// A stretch of text under one annotation or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Its parts, in order: cut where a search hit or the linked passage begins or ends.
    pub pieces: Vec<Piece>,
}

/// What a [`Segment`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// Plain words.
    Plain,
    /// A mention of an entity.
    Entity(EntityIndex),
    /// A calendar expression: its place in the document's list of dates.
    Date(usize),
}

/// A stretch of text that is inside a hit, inside the linked passage, both or neither, as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the document's text.
    pub range: ByteRange,
    /// The number, from 0, of the hit it is part of.
    pub hit: Option<usize>,
    /// Whether the linked passage covers it.
    pub in_passage: bool,
}

/// Cuts `block` at every mention, date, hit and end of the passage.
///
/// Each list is sorted by start and does not overlap itself; a date that overlaps a mention gives way. The pieces
/// together cover the block, once, in order.
pub fn segments(
    block: ByteRange,
    mentions: &[Mention],
    dates: &[DateMention],
    hits: &[ByteRange],
    passage: Option<ByteRange>,
) -> Vec<Segment> {
    let cut = |kind, start, end| {
        let range = ByteRange { start, end };
        Segment { kind, pieces: pieces(range, hits, passage) }
    };
    let mut segments = Vec::new();
    let mut at = block.start;
    for (kind, range) in annotated(block, mentions, dates) {
        if range.start < at {
            continue;
        }
        if at < range.start {
            segments.push(cut(SegmentKind::Plain, at, range.start));
        }
        segments.push(cut(kind, range.start, range.end));
        at = range.end;
    }
    if at < block.end {
        segments.push(cut(SegmentKind::Plain, at, block.end));
    }
    segments
}

/// The mentions and dates that lie inside the block, by start, mentions first where both start together.
fn annotated(block: ByteRange, mentions: &[Mention], dates: &[DateMention]) -> Vec<(SegmentKind, ByteRange)> {
    let mentions = within(block, mentions, |mention| mention.range)
        .map(|(_, mention)| (SegmentKind::Entity(mention.entity), mention.range));
    let dates =
        within(block, dates, |date| date.range).map(|(number, date)| (SegmentKind::Date(number), date.range));
    let (mut mentions, mut dates) = (mentions.peekable(), dates.peekable());
    let mut all = Vec::new();
    loop {
        let next = match (mentions.peek(), dates.peek()) {
            (Some((_, mention)), Some((_, date))) if mention.overlaps(*date) => {
                dates.next();
                continue;
            }
            (Some((_, mention)), Some((_, date))) if date.start < mention.start => dates.next(),
            (Some(_), _) => mentions.next(),
            (None, _) => dates.next(),
        };
        let Some(next) = next else { return all };
        all.push(next);
    }
}

/// The items, with their places in the list, that lie whole inside the block.
fn within<T>(
    block: ByteRange,
    items: &[T],
    range_of: impl Fn(&T) -> ByteRange + Copy,
) -> impl Iterator<Item = (usize, &T)> {
    let first = items.partition_point(|item| range_of(item).start < block.start);
    items[first..]
        .iter()
        .enumerate()
        .map(move |(offset, item)| (first + offset, item))
        .take_while(move |(_, item)| range_of(item).start < block.end)
        .filter(move |(_, item)| block.contains(range_of(item)) && !range_of(item).is_empty())
}

fn pieces(range: ByteRange, hits: &[ByteRange], passage: Option<ByteRange>) -> Vec<Piece> {
    let first = hits.partition_point(|hit| hit.end <= range.start);
    let touching = hits[first..].iter().take_while(|hit| hit.start < range.end);
    let cuts = touching.chain(passage.iter()).chain([&range]).flat_map(|cut| [cut.start, cut.end]);
    let inside = cuts.filter(|cut| (range.start..=range.end).contains(cut));
    // As 64 bits, for which the page has a sort anyway.
    let mut cuts: Vec<u64> = inside.map(u64::from).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2)
        .map(|ends| {
            let range = ByteRange { start: ends[0] as u32, end: ends[1] as u32 };
            let hit = hits[first..]
                .iter()
                .take_while(|hit| hit.start < range.end)
                .position(|hit| hit.overlaps(range));
            Piece {
                range,
                hit: hit.map(|number| first + number),
                in_passage: passage.is_some_and(|passage| passage.overlaps(range)),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use dossier_model::DateSpan;

    fn range(start: u32, end: u32) -> ByteRange {
        ByteRange { start, end }
    }

    #[test]
    fn the_pieces_cover_the_block_once_whatever_overlaps() {
        let mentions = [Mention { range: range(5, 10), entity: EntityIndex(3) }];
        let dates = [
            DateMention { range: range(8, 14), span: DateSpan::UNKNOWN },
            DateMention { range: range(20, 24), span: DateSpan::UNKNOWN },
        ];
        let hits = [range(0, 2), range(7, 12), range(30, 50)];
        let cut = segments(range(1, 40), &mentions, &dates, &hits, Some(range(9, 22)));
        let mut at = 1;
        for piece in cut.iter().flat_map(|segment| &segment.pieces) {
            assert_eq!(piece.range.start, at);
            at = piece.range.end;
        }
        assert_eq!(at, 40);
        let kinds: Vec<_> = cut.iter().map(|segment| segment.kind).collect();
        assert_eq!(
            kinds,
            [
                SegmentKind::Plain,
                SegmentKind::Entity(EntityIndex(3)),
                SegmentKind::Plain,
                SegmentKind::Date(1),
                SegmentKind::Plain
            ]
        );
    }

    #[test]
    fn a_hit_across_a_mention_keeps_its_number_on_both_sides() {
        let mentions = [Mention { range: range(4, 8), entity: EntityIndex(0) }];
        let cut = segments(range(0, 12), &mentions, &[], &[range(2, 6)], None);
        let hits: Vec<_> = cut.iter().flat_map(|segment| &segment.pieces).map(|piece| piece.hit).collect();
        assert_eq!(hits, [None, Some(0), Some(0), None, None]);
    }
}
