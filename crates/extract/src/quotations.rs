//! Direct quotations and who said them.

use dossier_model::{BlockKind, ByteRange, Document, EntityKind};

use crate::{corpus::FoundName, corpus::is_own};

/// Verbs that bring a quotation, by how they begin.
const VERBS: &[&str] = &[
    "said",
    "say",
    "told",
    "tell",
    "add",
    "argu",
    "warn",
    "stress",
    "insist",
    "not",
    "agree",
    "believ",
    "wrote",
    "writ",
    "emphasi",
    "stat",
    "declar",
    "announc",
    "claim",
    "describ",
    "call",
    "confirm",
    "explain",
    "report",
    "urg",
    "voic",
    "underscor",
    "affirm",
    "conclud",
    "continu",
    "repl",
    "respon",
    "ask",
    "post",
    "tweet",
    "assert",
    "caution",
    "reiterat",
    "point",
    "vow",
    "deni",
];
/// The shortest quotation, in words; shorter ones are names or scare quotes.
const SHORTEST: usize = 2;

/// A quotation, its speaker named by its place among the document's names.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundQuotation {
    pub(crate) range: ByteRange,
    pub(crate) speaker: Option<usize>,
}

/// The quotations of a document. `names` are its names by start.
pub(crate) fn find(document: &Document, names: &[FoundName]) -> Vec<FoundQuotation> {
    let mut found = Vec::new();
    let mut last_speaker = None;
    for block in
        document.blocks.iter().filter(|block| is_own(block.kind) && block.kind == BlockKind::Paragraph)
    {
        let ranges = quoted(block.range, &document.text);
        for (place, range) in ranges.iter().enumerate() {
            let before = ranges.get(place.wrapping_sub(1)).map_or(block.range.start, |before| before.end);
            let after = ranges.get(place + 1).map_or(block.range.end, |after| after.start);
            let speaker = speaker(&document.text, names, *range, before, after, last_speaker);
            if let Some(said) = speaker {
                last_speaker = Some(said);
            }
            found.push(FoundQuotation { range: *range, speaker });
        }
    }
    found
}

/// The stretches between quotation marks of at least two words.
fn quoted(block: ByteRange, text: &str) -> Vec<ByteRange> {
    let body = block.of(text);
    let mut ranges = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut signs = body.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match (open, sign) {
            (None, '“' | '"' | '«') => {
                open = Some((
                    at,
                    if sign == '"' {
                        '"'
                    } else if sign == '“' {
                        '”'
                    } else {
                        '»'
                    },
                ))
            }
            (None, '`') if signs.next_if(|(_, next)| *next == '`').is_some() => open = Some((at, '\'')),
            (Some((from, close)), sign) if sign == close => {
                let end = match (sign, signs.peek()) {
                    ('\'', Some((next, '\''))) => next + 1,
                    ('\'', _) => continue,
                    _ => at + sign.len_utf8(),
                };
                open = None;
                if body[from..end].split_whitespace().take(SHORTEST).count() >= SHORTEST {
                    ranges.push(ByteRange::new(block.start as usize + from, block.start as usize + end));
                }
            }
            _ => {}
        }
    }
    ranges
}

/// The speaker: the name beside a verb of saying behind the quotation, else before it, else the one who spoke last
/// where the text goes on with 'he said'.
fn speaker(
    text: &str,
    names: &[FoundName],
    quotation: ByteRange,
    before: u32,
    after: u32,
    last: Option<usize>,
) -> Option<usize> {
    let behind = clause_behind(text, quotation.end, after);
    let ahead = clause_ahead(text, before, quotation.start);
    let says = |range: ByteRange| range.of(text).split_whitespace().any(is_verb);
    let can_speak = |name: &FoundName| name.kind != EntityKind::Place;
    let within = |range: ByteRange| {
        let first = names.partition_point(|name| name.range.start < range.start);
        names[first..]
            .iter()
            .enumerate()
            .map(move |(offset, name)| (first + offset, name))
            .take_while(move |(_, name)| name.range.end <= range.end)
    };
    let pick = |range: ByteRange| {
        let person =
            within(range).filter(|(_, name)| name.kind == EntityKind::Person).map(|(at, _)| at).next();
        person.or_else(|| within(range).filter(|(_, name)| can_speak(name)).map(|(at, _)| at).next())
    };
    if says(behind) {
        return pick(behind).or_else(|| is_pronoun(behind.of(text)).then_some(last).flatten());
    }
    if says(ahead) {
        return pick(ahead).or_else(|| is_pronoun(ahead.of(text)).then_some(last).flatten());
    }
    pick(ahead).or_else(|| is_pronoun(ahead.of(text)).then_some(last).flatten())
}

fn is_verb(word: &str) -> bool {
    let word = word.trim_matches(|sign: char| !sign.is_alphabetic()).to_lowercase();
    word.len() > 2 && VERBS.iter().any(|verb| word.starts_with(verb))
}

fn is_pronoun(clause: &str) -> bool {
    clause
        .split(|sign: char| !sign.is_alphabetic())
        .any(|word| matches!(word, "he" | "she" | "He" | "She" | "they" | "his" | "her" | "His" | "Her"))
}

/// From the quotation to the end of the sentence that goes on behind it.
fn clause_behind(text: &str, from: u32, to: u32) -> ByteRange {
    let range = ByteRange { start: from, end: to };
    let rest = range.of(text);
    // A quotation that closed its sentence is followed by another one, which is not about it.
    let goes_on = rest.trim_start_matches([',', ' ']).chars().next().is_some_and(|sign| sign.is_alphabetic());
    let closed = text.get(..from as usize).is_some_and(|text| {
        let inside = text.trim_end_matches(['”', '"', '»', '\'']);
        inside.ends_with(['.', '!', '?']) && rest.trim_start().chars().next().is_some_and(char::is_uppercase)
    });
    if !goes_on || closed {
        return ByteRange { start: from, end: from };
    }
    let length = rest.find(['.', '!', '?', ';', '\n']).unwrap_or(rest.len());
    ByteRange { start: from, end: from + length as u32 }
}

/// From the start of the quotation's sentence, or of the one before where that ends with a colon, to the quotation.
fn clause_ahead(text: &str, from: u32, to: u32) -> ByteRange {
    let range = ByteRange { start: from, end: to };
    let rest = range.of(text);
    let end = rest.trim_end_matches([' ', ':', ',', '\n']).len();
    let start = rest[..end].rfind(". ").map_or(0, |stop| stop + 2);
    ByteRange { start: from + start as u32, end: to }
}
