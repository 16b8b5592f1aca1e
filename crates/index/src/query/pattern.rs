//! Patterns of words: wildcards, and regular expressions of the plain kind.
//!
//! A pattern is a list of steps that is walked in all ways at once (Thompson's construction), so no pattern takes
//! longer than its length times the word's. Our own rather than the crate `regex-lite`: 1.7 kB of wasm with Brotli in place of
//! 20 (measured alone, each in a library that compiles a pattern and matches one word).

use super::letters::Letters;

/// Where a step leads besides the next one is said as a distance, so that pieces can be put together and repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// This character.
    Char(char),
    /// A character that is in one of the ranges, or in none of them.
    Class { ranges: Vec<(char, char)>, negated: bool },
    /// On to either of two steps.
    Either(isize, isize),
}

/// The most steps; each is a bit of [`States`], and so is the end.
const MOST_STEPS: usize = 255;
const MOST_DEPTH: usize = 20;

type States = [u64; (MOST_STEPS + 1) / 64];

/// Any character.
const ANY: Step = Step::Class { ranges: Vec::new(), negated: true };

/// A word with wildcards: `*` for any letters, `?` for one. `None` if it is too long.
pub(crate) fn from_wildcards(word: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    for c in word.chars() {
        match c {
            '*' => steps.extend(repeated(&[ANY], 0, None)),
            '?' => steps.push(ANY),
            c => steps.push(Step::Char(c)),
        }
    }
    (steps.len() <= MOST_STEPS).then_some(steps)
}

/// Reads a regular expression. Its letters are folded as those of words are.
///
/// # Errors
/// Says at which byte it can't be read, and why.
pub(crate) fn from_regex(text: &str) -> Result<Vec<Step>, (usize, &'static str)> {
    let mut reader = Reader { text, at: 0, depth: 0 };
    let read = reader.alternatives();
    match read {
        Ok(steps) if reader.at == text.len() => Ok(steps),
        Ok(_) => Err((reader.at, "this bracket closes none")),
        Err(why) => Err((reader.at.min(text.len()), why)),
    }
}

/// The characters that every match begins with.
pub(crate) fn beginning(steps: &[Step]) -> String {
    let chars = steps.iter().map_while(|step| if let Step::Char(c) = step { Some(*c) } else { None });
    chars.collect()
}

/// Says which words are, whole, as a pattern says. Words in order share their beginnings, and what may follow them.
pub(crate) struct Walk<'s> {
    steps: &'s [Step],
    letters: Letters,
    /// Which steps may be next after each number of letters.
    states: Vec<States>,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(steps: &'s [Step]) -> Self {
        let mut first = States::default();
        enter(steps, 0, &mut first);
        Self { steps, letters: Letters::default(), states: vec![first] }
    }

    pub(crate) fn matches(&mut self, word: &str) -> bool {
        let kept = self.letters.turn_to(word);
        self.states.truncate(kept + 1);
        let mut states = self.states[kept];
        while states != States::default() {
            let Some(letter) = self.letters.step() else {
                let end = self.steps.len();
                return states[end / 64] >> (end % 64) & 1 == 1;
            };
            states = self.after(states, letter);
            self.states.push(states);
        }
        false
    }

    fn after(&self, states: States, letter: char) -> States {
        let mut next = States::default();
        for (index, mut bits) in states.into_iter().enumerate() {
            while bits != 0 {
                let at = index * 64 + bits.trailing_zeros() as usize;
                bits &= bits - 1;
                if self.steps.get(at).is_some_and(|step| step.takes(letter)) {
                    enter(self.steps, at + 1, &mut next);
                }
            }
        }
        next
    }
}

/// Whether a whole word is as the pattern says.
pub(crate) fn matches(steps: &[Step], word: &str) -> bool {
    Walk::new(steps).matches(word)
}

/// Notes that a step may be next, and those that it leads to without a character.
fn enter(steps: &[Step], at: usize, states: &mut States) {
    let bit = 1 << (at % 64);
    if at > steps.len() || states[at / 64] & bit != 0 {
        return;
    }
    states[at / 64] |= bit;
    if let Some(&Step::Either(one, other)) = steps.get(at) {
        enter(steps, at.wrapping_add_signed(one), states);
        enter(steps, at.wrapping_add_signed(other), states);
    }
}

impl Step {
    fn takes(&self, c: char) -> bool {
        match self {
            Self::Char(own) => *own == c,
            Self::Class { ranges, negated } => {
                ranges.iter().any(|&(first, last)| first <= c && c <= last) != *negated
            }
            Self::Either(..) => false,
        }
    }
}

/// A piece at least `least` times and at most `most` times, if there is a most.
fn repeated(piece: &[Step], least: usize, most: Option<usize>) -> Vec<Step> {
    let (length, mut steps) = (piece.len() as isize, Vec::new());
    for _ in 0..least {
        steps.extend_from_slice(piece);
    }
    match most {
        None => {
            steps.push(Step::Either(1, length + 2));
            steps.extend_from_slice(piece);
            steps.push(Step::Either(-length - 1, -length - 1));
        }
        Some(most) => {
            for _ in least..most {
                steps.push(Step::Either(1, length + 1));
                steps.extend_from_slice(piece);
            }
        }
    }
    steps
}

/// Reads a regular expression.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

type Read<T> = Result<T, &'static str>;

const TOO_LONG: &str = "this pattern is too long";
const NO_CLASS: &str = "this [ is never closed";

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, c: char) -> bool {
        let is_next = self.peek() == Some(c);
        self.at += if is_next { c.len_utf8() } else { 0 };
        is_next
    }

    fn alternatives(&mut self) -> Read<Vec<Step>> {
        let mut steps = self.sequence()?;
        while self.take('|') {
            let other = self.sequence()?;
            let (first, second) = (steps.len() as isize, other.len() as isize);
            steps.insert(0, Step::Either(1, first + 2));
            steps.push(Step::Either(second + 1, second + 1));
            steps.extend(other);
            if steps.len() > MOST_STEPS {
                return Err(TOO_LONG);
            }
        }
        Ok(steps)
    }

    fn sequence(&mut self) -> Read<Vec<Step>> {
        let mut steps = Vec::new();
        while self.peek().is_some_and(|c| c != '|' && c != ')') {
            let piece = self.piece()?;
            let (least, most) = self.repeat()?;
            // Bounds come first: a piece of a hundred steps is not to be repeated a hundred times before it is refused.
            if steps.len() + (piece.len() + 2) * most.unwrap_or(least + 1).max(1) > MOST_STEPS {
                return Err(TOO_LONG);
            }
            match (least, most) {
                (1, Some(1)) => steps.extend(piece),
                _ => steps.extend(repeated(&piece, least, most)),
            }
        }
        Ok(steps)
    }

    fn piece(&mut self) -> Read<Vec<Step>> {
        let start = self.at;
        match self.next() {
            Some('(') => {
                if self.text[self.at..].starts_with("?:") {
                    self.at += 2;
                }
                self.depth += 1;
                if self.depth > MOST_DEPTH {
                    return Err(TOO_LONG);
                }
                let steps = self.alternatives()?;
                self.depth -= 1;
                if self.take(')') {
                    return Ok(steps);
                }
                self.at = start;
                Err("this ( is never closed")
            }
            Some('[') => self.class(),
            Some('.') => Ok(vec![ANY]),
            // A word is matched as a whole.
            Some('^') if start == 0 => Ok(Vec::new()),
            Some('$') if self.at == self.text.len() => Ok(Vec::new()),
            Some('*' | '+' | '?' | '{') => {
                self.at = start;
                Err("nothing stands here to be repeated")
            }
            Some('\\') => {
                let c = self.next().ok_or("a character is to follow")?;
                match escaped(c) {
                    Some((ranges, negated)) => Ok(vec![Step::Class { ranges: ranges.to_vec(), negated }]),
                    None => Ok(literal(c)),
                }
            }
            Some(c) => Ok(literal(c)),
            None => Ok(Vec::new()),
        }
    }

    /// How often the piece before is to stand.
    fn repeat(&mut self) -> Read<(usize, Option<usize>)> {
        let start = self.at;
        match self.peek() {
            Some('*') => self.at += 1,
            Some('+') => {
                self.at += 1;
                return Ok((1, None));
            }
            Some('?') => {
                self.at += 1;
                return Ok((0, Some(1)));
            }
            Some('{') => {
                self.at += 1;
                let least = self.number();
                let most = if self.take(',') { self.number() } else { least };
                let is_right = self.take('}') && (least.is_some() || most.is_some());
                let least = least.unwrap_or(0);
                if !is_right || most.is_some_and(|most| most < least) {
                    self.at = start;
                    return Err("write {2}, {2,} or {2,4}");
                }
                return Ok((least, most));
            }
            _ => return Ok((1, Some(1))),
        }
        Ok((0, None))
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = None;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            self.at += 1;
            number = Some((number.unwrap_or(0) * 10 + digit as usize).min(MOST_STEPS));
        }
        number
    }

    fn class(&mut self) -> Read<Vec<Step>> {
        let start = self.at - 1;
        let negated = self.take('^');
        let mut ranges: Vec<(char, char)> = Vec::new();
        let first = self.at;
        loop {
            let is_first = self.at == first;
            let mut c = match self.next() {
                Some(']') if !is_first => return Ok(vec![Step::Class { ranges, negated }]),
                Some(c) => c,
                None => {
                    self.at = start;
                    return Err(NO_CLASS);
                }
            };
            if c == '\\' {
                c = self.next().ok_or(NO_CLASS)?;
                if let Some((known, false)) = escaped(c) {
                    ranges.extend_from_slice(known);
                    continue;
                }
            }
            let is_range = self.peek() == Some('-')
                && !self.text[self.at + 1..].starts_with(']')
                && self.text.len() > self.at + 1;
            let last = if is_range {
                self.at += 1;
                self.next().unwrap_or(c)
            } else {
                c
            };
            ranges.push((folded(c), folded(last)));
        }
    }
}

/// The characters of an escape like `\d`, and whether all others are meant. Words hold no white space.
fn escaped(c: char) -> Option<(&'static [(char, char)], bool)> {
    const DIGITS: &[(char, char)] = &[('0', '9')];
    match c {
        'd' => Some((DIGITS, false)),
        'D' => Some((DIGITS, true)),
        'w' | 'S' => Some((&[], true)),
        'W' | 's' => Some((&[], false)),
        _ => None,
    }
}

fn literal(c: char) -> Vec<Step> {
    dossier_text::fold(c.encode_utf8(&mut [0; 4])).chars().map(Step::Char).collect()
}

/// The folded character, where it is one.
fn folded(c: char) -> char {
    let text = dossier_text::fold(c.encode_utf8(&mut [0; 4]));
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none()).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_pattern_takes_what_it_says() {
        for (pattern, taken, refused) in [
            ("", "", "a"),
            ("abc", "abc", "ab abcd xabc"),
            ("Mar[iy]a?", "maria mary mari", "mara mar"),
            ("a|bc|d", "a bc d", "b c ad"),
            ("(?:ab)+c", "abc ababc", "c ac"),
            ("x(a|b)*y", "xy xabbay", "x xcy"),
            ("a{2,3}", "aa aaa", "a aaaa"),
            ("a{2}b{1,}", "aab aabbb", "ab aa"),
            ("a{,2}b", "b ab aab", "aaab"),
            (r"\d+", "1 1990", "a1 x"),
            (r"[^0-9]\d", "a1", "11"),
            ("[A-C-]x", "ax bx cx -x", "dx"),
            ("[]x]", "] x", "a"),
            (r"a\.b", "a.b", "axb"),
            ("^été$", "ete", "été etes"),
            ("a.c", "abc aéc", "ac abbc"),
            ("(a*)*b", "b aaab", "aaac"),
        ] {
            let steps = from_regex(pattern).unwrap();
            for word in taken.split(' ') {
                assert!(matches(&steps, word), "{pattern} {word}");
                assert!(word.starts_with(&beginning(&steps)), "{pattern} {word}");
            }
            for word in refused.split(' ') {
                assert!(!matches(&steps, word), "{pattern} {word}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_where_it_is() {
        for (pattern, at) in
            [("a(b", 1), ("ab)c", 2), ("x[ab", 1), ("a**", 2), ("+a", 0), ("a{3,2}", 1), ("a{99}{99}", 5)]
        {
            assert_eq!(from_regex(pattern).unwrap_err().0, at, "{pattern}");
        }
        assert!(from_regex(&"(".repeat(10_000)).is_err());
        assert!(from_regex(&"a|".repeat(10_000)).is_err());
    }

    #[test]
    fn wildcards_stand_for_letters() {
        let steps = from_wildcards("mar*z?").unwrap();
        assert!(matches(&steps, "marzo") && matches(&steps, "marquezy"));
        assert!(!matches(&steps, "marz") && !matches(&steps, "amarzo"));
        assert_eq!(beginning(&steps), "mar");
    }

    proptest! {
        #[test]
        fn words_in_any_order_match_as_each_by_itself(text in "[ab.*+|()]{0,8}", words in prop::collection::vec("[ab]{0,6}", 0..9)) {
            let Ok(steps) = from_regex(&text) else { return Ok(()) };
            let mut walk = Walk::new(&steps);
            for word in words {
                prop_assert_eq!(walk.matches(&word), matches(&steps, &word));
            }
        }

        #[test]
        fn every_string_is_read_or_refused(text in "[ab().*+?{}\\[\\]|\\\\^$0-9-]{0,16}|\\PC{0,12}", word in "[ab]{0,6}") {
            match from_regex(&text) {
                Ok(steps) => { matches(&steps, &word); }
                Err((at, _)) => prop_assert!(text.is_char_boundary(at)),
            }
        }
    }
}
