//! Writes the two tables that `fold` and `token` look characters up in.
//!
//! The crates that know Unicode (`unicode-normalization`, `unicode-segmentation`) would add 63 kB with Brotli to the page.
//! They are asked here, once for every character, and their answers are written as runs of varints: words and folding
//! are 13 kB so, half of it these tables.

use std::{env, error::Error, fs, iter, path::PathBuf};

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("fold.bin"), fold_table())?;
    fs::write(out.join("class.bin"), class_table())?;
    Ok(())
}

/// The characters worth asking about: none is assigned past the variation selectors of plane 14.
fn characters() -> impl Iterator<Item = char> {
    ('\u{80}'..='\u{323AF}').chain('\u{E0000}'..='\u{E01EF}')
}

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

// ---- folding

/// Marks that are dropped: those of Latin, Greek, Cyrillic, Hebrew and Arabic, and the ones for symbols. Those of the
/// scripts of India and South-East Asia are vowels, and stay.
const DROPPED_MARKS: [(char, char); 12] = [
    ('\u{300}', '\u{36F}'),
    ('\u{483}', '\u{489}'),
    ('\u{591}', '\u{5BD}'),
    ('\u{5BF}', '\u{5C7}'),
    ('\u{610}', '\u{61A}'),
    ('\u{64B}', '\u{65F}'),
    ('\u{6D6}', '\u{6ED}'),
    ('\u{8D3}', '\u{8FF}'),
    ('\u{1AB0}', '\u{1AFF}'),
    ('\u{1DC0}', '\u{1DFF}'),
    ('\u{20D0}', '\u{20FF}'),
    ('\u{FE20}', '\u{FE2F}'),
];

/// What is no letter and shown as nothing: soft hyphen, joiners, direction marks, variation selectors.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_dropped(c: char) -> bool {
    // The dagger alif; the tatweel, which only stretches a word.
    matches!(c, '\u{670}' | '\u{640}')
        || is_invisible(c)
        || DROPPED_MARKS.iter().any(|&(first, last)| (first..=last).contains(&c))
}

/// Spellings that no decomposition makes one.
fn respelling(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ς' => "σ",
        '‘'
        | '’'
        | '‛'
        | '′'
        | '´'
        | '`'
        | '＇'
        | '\u{2B9}'..='\u{2BF}'
        | '\u{2C8}'
        | '\u{55A}'
        | '\u{A78C}' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{5BE}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => "-",
        '“' | '”' | '„' | '‟' | '«' | '»' | '״' => "\"",
        '\u{200B}' => " ",
        _ => return None,
    })
}

/// Digits of Arabic, Persian and Hindi texts as 0 to 9.
fn digit(c: char) -> Option<char> {
    ['\u{660}', '\u{6F0}', '\u{966}'].iter().find_map(|&zero| {
        let value = u32::from(c).checked_sub(u32::from(zero))?;
        char::from_digit(value, 10)
    })
}

/// A character folded until folding changes nothing more.
fn folded(c: char) -> String {
    // Hangul syllables decompose by arithmetic and are left whole; ideographs for compatibility would take up more of
    // the table than all else; of symbols and punctuation only what `respelling` names makes a difference to words.
    let is_left = matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}');
    let is_word_or_space = c.is_alphanumeric() || c.is_whitespace();
    if is_left || !(is_word_or_space || is_dropped(c) || respelling(c).is_some()) {
        return c.into();
    }
    let mut text = String::from(c);
    loop {
        let respelt = text.chars().map(|c| match (respelling(c), digit(c)) {
            (Some(respelt), _) => respelt.to_owned(),
            (None, Some(digit)) => digit.to_string(),
            (None, None) => c.to_lowercase().flat_map(|c| iter::once(c).nfkd()).collect(),
        });
        let next: String = respelt.collect::<String>().chars().filter(|&c| !is_dropped(c)).collect();
        if next == text {
            return text;
        }
        text = next;
    }
}

/// A run of characters that fold alike.
struct Run {
    start: u32,
    count: u32,
    /// Distance from one character of the run to the next, 1 or 2.
    stride: u32,
    target: Target,
}

#[derive(PartialEq)]
enum Target {
    /// The same character for all.
    One(char),
    /// The character this far away.
    Shift(i32),
    /// Any other number of characters.
    Text(String),
}

/// Runs as varints: start (from the last run's start), count with stride and kind of target in its low bits, target.
fn fold_table() -> Vec<u8> {
    let mut runs: Vec<Run> = Vec::new();
    for c in characters() {
        let text = folded(c);
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(only), None) if only == c => {}
            (Some(only), None) => add(&mut runs, c, only),
            _ => add_text(&mut runs, c, text),
        }
    }
    let (mut out, mut last) = (Vec::new(), 0);
    for run in runs {
        varint(&mut out, run.start - last);
        last = run.start;
        let kind = match run.target {
            Target::One(_) => 0,
            Target::Shift(_) => 1,
            Target::Text(_) => 2,
        };
        varint(&mut out, run.count << 3 | (run.stride - 1) << 2 | kind);
        match run.target {
            Target::One(c) => varint(&mut out, c.into()),
            Target::Shift(shift) => varint(&mut out, (shift << 1 ^ shift >> 31) as u32),
            Target::Text(text) => {
                varint(&mut out, text.len() as u32);
                out.extend(text.bytes());
            }
        }
    }
    out
}

/// Lengthens the last run, by every second character where capitals and small letters take turns, or opens a new one.
fn add(runs: &mut Vec<Run>, c: char, to: char) {
    let (code, shift) = (u32::from(c), to as i32 - c as i32);
    if let Some(run) = runs.last_mut() {
        let stride = if run.count == 1 { code - run.start } else { run.stride };
        let continues = matches!(stride, 1 | 2) && code == run.start + run.count * stride;
        let target = match run.target {
            Target::One(one) if one == to => Some(Target::One(to)),
            Target::One(one) if run.count == 1 && one as i32 - run.start as i32 == shift => {
                Some(Target::Shift(shift))
            }
            Target::Shift(by) if by == shift => Some(Target::Shift(shift)),
            _ => None,
        };
        if let (true, Some(target)) = (continues, target) {
            *run = Run { start: run.start, count: run.count + 1, stride, target };
            return;
        }
    }
    runs.push(Run { start: code, count: 1, stride: 1, target: Target::One(to) });
}

fn add_text(runs: &mut Vec<Run>, c: char, text: String) {
    let code = u32::from(c);
    match runs.last_mut() {
        Some(run)
            if run.stride == 1
                && code == run.start + run.count
                && run.target == Target::Text(text.clone()) =>
        {
            run.count += 1;
        }
        _ => runs.push(Run { start: code, count: 1, stride: 1, target: Target::Text(text) }),
    }
}

// ---- classes of characters in words

const LETTER: u32 = 1;
const DIGIT: u32 = 2;
const MARK: u32 = 3;
const KATAKANA: u32 = 4;
const SINGLE: u32 = 5;

/// Runs as varints: start (from the last run's end), then count with the class in its low bits.
fn class_table() -> Vec<u8> {
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for c in characters() {
        let Some(class) = class(c) else { continue };
        let code = u32::from(c);
        match runs.last_mut() {
            Some((start, count, of)) if *of == class && *start + *count == code => *count += 1,
            _ => runs.push((code, 1, class)),
        }
    }
    let (mut out, mut last) = (Vec::new(), 0);
    for (start, count, class) in runs {
        varint(&mut out, start - last);
        varint(&mut out, count << 3 | class);
        last = start + count;
    }
    out
}

/// How the segmenter treats a character beside others; it has no door to its property table.
fn class(c: char) -> Option<u32> {
    let is_one = |text: &str| text.split_word_bounds().nth(1).is_none();
    if c.is_alphanumeric() && c >= '\u{20000}' {
        return Some(SINGLE);
    }
    if is_one(&format!("!{c}")) {
        return Some(MARK);
    }
    // Fractions fold to several numbers that must not run into one.
    if !c.is_alphanumeric() || folded(c).contains('\u{2044}') {
        return None;
    }
    Some(if is_one(&format!("{c},1")) {
        DIGIT
    } else if is_one(&format!("a{c}")) {
        LETTER
    } else if is_one(&format!("ア{c}")) {
        KATAKANA
    } else {
        SINGLE
    })
}
