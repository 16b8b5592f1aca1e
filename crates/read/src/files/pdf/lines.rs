//! The lines of pages whose words run from right to left. Such pages have their signs as they are seen, from left to right, or
//! in whatever order a program drew them; where each stands says which follow each other.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};

use super::direction::{is_mark, plain};

/// What is farther from the sign before, in sizes of the font, is apart from it by a space.
const SPACE: f64 = 0.15;
/// What is so much lower or higher is on another line, or in another paragraph, if lines are not farther apart anyway.
const LINE: f64 = 0.5;
const LEAST_APART: f64 = 1.5;
const MOST_APART: f64 = 2.2;
/// How much farther apart paragraphs are than lines.
const FARTHER: f64 = 1.25;

/// A sign, or several that one drawing stands for, with the marks above and below it, in the order in which they are read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glyph {
    pub(super) text: String,
    start: f64,
    end: f64,
    size: f64,
}

/// A line as it is seen, from left to right.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
    /// Whether there is room above it.
    pub(super) is_apart: bool,
    /// How far below the line before it stands, in sizes of its font.
    below: f64,
}

/// Takes the signs of pages as they are drawn.
#[derive(Debug, Default)]
pub(super) struct Lines {
    lines: Vec<Line>,
    /// The line that is drawn now, as it is drawn, and how high it stands.
    line: Line,
    height: f64,
    /// Marks that stand before the sign that they may belong to.
    marks: Vec<Glyph>,
}

impl Lines {
    /// All lines. What is drawn in several goes is joined from left to right.
    pub(super) fn finish(mut self) -> Vec<Line> {
        self.end_line(0.0);
        let mut steps: Vec<f64> =
            self.lines.iter().map(|line| line.below).filter(|below| below.is_finite()).collect();
        steps.sort_by(f64::total_cmp);
        let usual = steps.get(steps.len() / 4).copied().unwrap_or_default();
        let most = (usual * FARTHER).clamp(LEAST_APART, MOST_APART);
        self.lines.iter_mut().for_each(|line| line.is_apart = line.below > most);
        self.lines
    }

    /// Ends the line that is drawn; the next stands so far below it.
    fn end_line(&mut self, below: f64) {
        for mark in self.marks.drain(..) {
            match self.line.glyphs.last_mut() {
                Some(last) => last.text.push_str(&mark.text),
                None => self.line.glyphs.push(mark),
            }
        }
        let line = core::mem::replace(&mut self.line, Line { below, ..Line::default() });
        if line.glyphs.is_empty() {
            self.line.below = self.line.below.max(line.below);
        } else {
            self.lines.push(Line { glyphs: from_left_to_right(line.glyphs), ..line });
        }
    }

    fn add(&mut self, mut glyph: Glyph) {
        // A mark belongs to the sign that it is nearer to; as they are seen, it is drawn before that.
        for mark in self.marks.drain(..) {
            match self.line.glyphs.last_mut() {
                Some(last) if last.distance(&mark) < glyph.distance(&mark) => last.text.push_str(&mark.text),
                _ => glyph.text.push_str(&mark.text),
            }
        }
        self.line.glyphs.push(glyph);
    }
}

impl Glyph {
    /// How far a mark is from this sign. There is none on a space.
    fn distance(&self, mark: &Self) -> f64 {
        if self.text.trim().is_empty() {
            return f64::INFINITY;
        }
        let at = f64::midpoint(mark.start, mark.end);
        (self.start - at).max(at - self.end).max(0.0)
    }
}

impl OutputDev for Lines {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.end_line(f64::INFINITY);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        place: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let (across, up) = (font_size * (place.m11 + place.m21), font_size * (place.m12 + place.m22));
        let size = (across * up).abs().sqrt();
        let (start, height) = (place.m31, place.m32);
        let text = plain(text);
        if text.is_empty() || !start.is_finite() {
            return Ok(());
        }
        let moved = (height - self.height).abs();
        let is_blank = text.trim().is_empty();
        if is_mark(&text) {
            self.marks.push(Glyph { text, start, end: start + width * size, size });
            return Ok(());
        }
        if !is_blank || moved < size * LINE {
            if moved > size * LINE {
                self.end_line(moved / size);
            }
            self.height = height;
            self.add(Glyph { text, start, end: start + width * size, size });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// A line's signs by their places, with spaces where there is room. Signs that were drawn one beside the other stay so.
fn from_left_to_right(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut pieces: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let is_beside = |last: &Glyph| {
            let room = (glyph.start - last.end) / glyph.size.max(f64::MIN_POSITIVE);
            glyph.start >= last.start && room < SPACE
        };
        match pieces.last_mut() {
            Some(piece) if piece.last().is_some_and(is_beside) => piece.push(glyph),
            _ => pieces.push(vec![glyph]),
        }
    }
    pieces.sort_by(|one, other| one[0].start.total_cmp(&other[0].start));
    let mut line: Vec<Glyph> = Vec::new();
    for piece in pieces {
        if let Some(last) = line.last()
            && piece[0].start - last.end > piece[0].size * SPACE
        {
            let (start, end, size) = (last.end, piece[0].start, last.size);
            line.push(Glyph { text: " ".into(), start, end, size });
        }
        line.extend(piece);
    }
    line
}
