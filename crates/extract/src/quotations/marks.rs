//! Quotation marks: where quotations begin and end, also inside of each other and over several paragraphs.
//!
//! A quotation of several paragraphs has a mark at the beginning of each and one at the end of the last only. Each of its
//! paragraphs is a quotation of its own here, but for its speaker.

use core::ops::Range;

use dossier_model::ByteRange;

/// The shortest quotation, in words; shorter ones are names or scare quotes.
const SHORTEST: usize = 2;

/// What stands between quotation marks, these included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    pub(super) range: ByteRange,
    /// It has no end in its paragraph, for the next one goes on with it.
    pub(super) goes_over: bool,
}

/// A kind of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Curly,
    Straight,
    Angle,
    /// ``As wires write them''.
    Ticks,
    /// ‘As the British write them.’
    Single,
}

impl Mark {
    const ALL: [Self; 5] = [Self::Curly, Self::Straight, Self::Angle, Self::Ticks, Self::Single];

    fn signs(self) -> (&'static str, &'static str) {
        match self {
            Self::Curly => ("“", "”"),
            Self::Straight => ("\"", "\""),
            Self::Angle => ("«", "»"),
            Self::Ticks => ("``", "''"),
            Self::Single => ("‘", "’"),
        }
    }

    fn opens(self, body: &str, at: usize) -> bool {
        let is_apart = || body[..at].chars().next_back().is_none_or(|sign| !sign.is_alphanumeric());
        body[at..].starts_with(self.signs().0) && (self != Self::Single || is_apart())
    }

    fn closes(self, body: &str, at: usize) -> bool {
        // An apostrophe looks like a closing single mark, so that one counts behind the end of a clause only.
        let ends_clause = || body[..at].ends_with([',', '.', '?', '!', '”', '—', '–']);
        body[at..].starts_with(self.signs().1) && (self != Self::Single || ends_clause())
    }

    /// Whether one may stand inside of another of its kind.
    fn nests(self) -> bool {
        matches!(self, Self::Curly | Self::Angle)
    }
}

/// The quotations of a paragraph of at least two words; `next` is the paragraph behind it, which may go on with the last.
pub(super) fn quoted(paragraph: ByteRange, text: &str, next: &str) -> Vec<Quoted> {
    let body = paragraph.of(text);
    let mut marks = scan(body, true);
    let goes_over = |mark: Mark| mark != Mark::Single && next.starts_with(mark.signs().0);
    if marks.open.is_some_and(|(_, mark)| !goes_over(mark)) {
        // A mark too many: without nesting, each ends where the first closing mark stands.
        marks = scan(body, false);
    }
    let whole = |stretch: Range<usize>, goes_over| {
        let is_long = body[stretch.clone()].split_whitespace().take(SHORTEST).count() >= SHORTEST;
        let range =
            ByteRange::new(paragraph.start as usize + stretch.start, paragraph.start as usize + stretch.end);
        is_long.then_some(Quoted { range, goes_over })
    };
    let last = marks.open.filter(|(_, mark)| goes_over(*mark));
    let last = last.and_then(|(from, _)| whole(from..body.trim_end().len(), true));
    marks.ranges.into_iter().filter_map(|range| whole(range, false)).chain(last).collect()
}

/// Where marks stand in a paragraph.
#[derive(Default)]
struct Scanned {
    /// The stretches between marks.
    ranges: Vec<Range<usize>>,
    /// Where the last one was opened, if it was not closed.
    open: Option<(usize, Mark)>,
}

fn scan(body: &str, nesting: bool) -> Scanned {
    let Scanned { mut ranges, mut open } = Scanned::default();
    let mut depth = 0_usize;
    let mut next = 0;
    for (at, sign) in body.char_indices() {
        if at < next || sign.is_alphanumeric() || sign.is_whitespace() {
            continue;
        }
        let Some((from, mark)) = open else {
            if let Some(mark) = Mark::ALL.into_iter().find(|mark| mark.opens(body, at)) {
                open = Some((at, mark));
                next = at + mark.signs().0.len();
            }
            continue;
        };
        if nesting && mark.nests() && mark.opens(body, at) {
            depth += 1;
        } else if mark.closes(body, at) {
            if depth > 0 {
                depth -= 1;
                continue;
            }
            next = at + mark.signs().1.len();
            ranges.push(from..next);
            open = None;
        }
    }
    Scanned { ranges, open }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, next: &str) -> Vec<String> {
        let found = quoted(ByteRange::new(0, text.len()), text, next);
        found.iter().map(|quoted| quoted.range.of(text).to_owned()).collect()
    }

    #[test]
    fn quotations_may_stand_in_others() {
        assert_eq!(
            read("He said: “She told me “go now” twice.” So it was.", ""),
            ["“She told me “go now” twice.”"]
        );
        assert_eq!(read("“She said ‘go now’ to us,” he said.", ""), ["“She said ‘go now’ to us,”"]);
        assert_eq!(read("‘She said “go now” to us,’ he said.", ""), ["‘She said “go now” to us,’"]);
        assert_eq!(
            read("‘It’s the workers’ hall, isn’t it?’ he said.", ""),
            ["‘It’s the workers’ hall, isn’t it?’"]
        );
        assert_eq!(read("``It's all ours,'' he said.", ""), ["``It's all ours,''"]);
    }

    #[test]
    fn a_mark_too_many_hurts_one_quotation_only() {
        assert_eq!(
            read("A “big one “was here,” he said, “or there.”", ""),
            ["“big one “was here,”", "“or there.”"]
        );
        assert_eq!(read("A board of 5\" by 9 was “cut in two.”", ""), Vec::<String>::new());
    }

    #[test]
    fn a_quotation_goes_over_to_a_paragraph_that_opens_with_a_mark() {
        assert_eq!(
            read("“We waited,” she said. “It was cold.", "“Then it rained.”"),
            ["“We waited,”", "“It was cold."]
        );
        assert_eq!(read("She said: \"It was cold.", "\"Then it rained.\""), ["\"It was cold."]);
        assert_eq!(read("She said: “It was cold.", "Then it rained."), Vec::<String>::new());
    }
}
