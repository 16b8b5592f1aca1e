//! Texts in the format that every word processor of the nineties wrote (RTF 1.9).
//!
//! `tokens` parts the bytes into groups, words of control and words of the text; this module knows which of them are text, and in
//! which signs.

mod tokens;

use std::collections::HashMap;

use dossier_model::Document;
use encoding_rs::{Encoding, WINDOWS_1252};

use self::tokens::{Token, Tokens};
use super::{details::said, parts::Parts};
use crate::ReadError;

/// Groups that hold no words of the text. What begins with `\*` is none either, but for notes.
const PASSED_OVER: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "ftnsep",
    "ftnsepc",
    "aftnsep",
    "aftnsepc",
    "fldinst",
    "xe",
    "tc",
    "annotation",
    "atnid",
    "atnauthor",
    "themedata",
    "colorschememapping",
    "latentstyles",
    "datastore",
    "xmlnstbl",
    "userprops",
    "template",
    "operator",
    "pntext",
    "listtext",
    "bkmkstart",
    "bkmkend",
    "nonshppict",
    "filetbl",
    "creatim",
    "revtim",
    "printim",
];
/// More groups are inside of each other in no text.
const DEEPEST: usize = 10_000;

/// Reads a text. Its title and author are those it begins with, else its properties'. When it was made is not when it was
/// published.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Result<Document, ReadError> {
    let wrong = |problem: &str| ReadError::Malformed { origin: path.to_owned(), problem: problem.into() };
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    if !start.starts_with(b"{\\rtf") {
        return Err(wrong("not what its ending says; save it again as .rtf, or its text as .txt"));
    }
    let mut writer = Writer::default();
    for token in Tokens::new(start) {
        if writer.step(token).is_none() {
            return Err(wrong("too many groups are inside of each other; save it again"));
        }
    }
    writer.end();
    for note in core::mem::take(&mut writer.notes) {
        writer.parts.paragraph(&note);
    }
    writer.parts.document_of_office(path, said(&writer.title), said(&writer.author))
}

/// Where words go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Text,
    Nowhere,
    /// The list of fonts, and of which encoding each is.
    Fonts,
    Title,
    Author,
    Note,
}

/// What holds until the end of a group.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    place: Place,
    font: i32,
    is_hidden: bool,
    /// How many signs follow one that is written by its number, for programs that don't know it.
    stand_ins: Option<usize>,
    /// Whether the group may be one that only some programs know.
    is_optional: bool,
}

#[derive(Default)]
struct Writer {
    parts: Parts,
    title: String,
    author: String,
    notes: Vec<String>,
    words: String,
    is_heading: bool,
    is_cell: bool,
    state: State,
    around: Vec<State>,
    /// Which encoding fonts are of, by their numbers, and which all others are of.
    fonts: HashMap<i32, &'static Encoding>,
    encoding: Option<&'static Encoding>,
    /// Bytes whose signs are not known before the next sign that is none of them.
    bytes: Vec<u8>,
    /// Half of a sign that is written as two numbers.
    half: Option<u16>,
    /// How many signs are left that stand in for the one before.
    left: usize,
}

impl Writer {
    /// `None` where too many groups are open.
    fn step(&mut self, token: Token<'_>) -> Option<()> {
        if !matches!(token, Token::Byte(_) | Token::Words(_)) {
            self.end_bytes();
        }
        match token {
            Token::Open => {
                self.left = 0;
                self.around.push(self.state);
                return (self.around.len() < DEEPEST).then_some(());
            }
            Token::Close => {
                self.left = 0;
                if let Some(state) = self.around.pop() {
                    self.state = state;
                }
            }
            Token::Words(mut bytes) => {
                // The second half of a sign may be a letter of ASCII, which stands for itself.
                if let (true, Some((first, rest))) = (self.is_within_sign(), bytes.split_first()) {
                    self.bytes.push(*first);
                    bytes = rest;
                }
                self.end_bytes();
                let skipped = self.left.min(bytes.len());
                self.left -= skipped;
                if let Some(rest) = bytes.get(skipped..).filter(|rest| !rest.is_empty()) {
                    // A program that writes bytes as they are means those of the text's encoding.
                    let text = match core::str::from_utf8(rest) {
                        Ok(text) => text.to_owned(),
                        Err(_) => self.encoding().decode_without_bom_handling(rest).0.into_owned(),
                    };
                    self.put(&text);
                }
            }
            Token::Byte(_) if self.left > 0 => self.left -= 1,
            Token::Byte(byte) => self.bytes.push(byte),
            Token::Optional => self.state.is_optional = true,
            Token::Control(name, number) => self.control(name, number),
        }
        Some(())
    }

    fn control(&mut self, name: &str, number: Option<i32>) {
        let is_optional = core::mem::take(&mut self.state.is_optional);
        let is_on = number != Some(0);
        let value = number.unwrap_or(0);
        match name {
            "u" => self.sign(value),
            "uc" => self.state.stand_ins = usize::try_from(value).ok(),
            "ansicpg" => self.encoding = code_page(value).or(self.encoding),
            "mac" => self.encoding = self.encoding.or(Encoding::for_label(b"macintosh")),
            "fonttbl" => self.state.place = Place::Fonts,
            "f" => self.state.font = value,
            "deff" => self.state.font = value,
            "fcharset" if self.state.place == Place::Fonts => {
                if let Some(encoding) = character_set(value) {
                    self.fonts.insert(self.state.font, encoding);
                }
            }
            "info" => self.state.place = Place::Nowhere,
            "title" => self.state.place = Place::Title,
            "author" => self.state.place = Place::Author,
            "footnote" => {
                self.state.place = Place::Note;
                self.notes.push(String::new());
            }
            _ if PASSED_OVER.contains(&name) => self.state.place = Place::Nowhere,
            "bin" => {}
            _ if is_optional => self.state.place = Place::Nowhere,
            "v" => self.state.is_hidden = is_on,
            "deleted" => self.state.is_hidden = is_on,
            "plain" => self.state.is_hidden = false,
            "par" | "sect" | "page" if self.state.place == Place::Text && !self.is_cell => self.end(),
            "par" | "sect" => self.put(" "),
            "pard" if self.state.place == Place::Text => {
                self.is_cell = false;
                self.is_heading = false;
            }
            "intbl" if self.state.place == Place::Text => self.is_cell = true,
            "outlinelevel" if self.state.place == Place::Text => self.is_heading = value < 9,
            "cell" => self.put(" | "),
            "row" if self.state.place == Place::Text => {
                self.is_cell = false;
                self.end();
            }
            "line" => self.put("\n"),
            "tab" | "~" => self.put(" "),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "_" => self.put("\u{2011}"),
            "endash" => self.put("–"),
            "emdash" => self.put("—"),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "zwj" => self.put("\u{200D}"),
            "zwnj" => self.put("\u{200C}"),
            _ => {}
        }
    }

    /// A sign by its number, as UTF-16 has it; those above 32767 are written as negative.
    fn sign(&mut self, number: i32) {
        self.left = self.state.stand_ins.unwrap_or(1);
        let Ok(unit) = u16::try_from(number.rem_euclid(0x1_0000)) else { return };
        let half = self.half.take();
        let units = half.into_iter().chain([unit]);
        let signs: Vec<_> = char::decode_utf16(units).collect();
        match signs.last() {
            Some(Ok(sign)) => {
                let sign = *sign;
                self.put(sign.encode_utf8(&mut [0; 4]));
            }
            _ if (0xD800..0xDC00).contains(&unit) => self.half = Some(unit),
            _ => {}
        }
    }

    fn encoding(&self) -> &'static Encoding {
        self.fonts.get(&self.state.font).copied().or(self.encoding).unwrap_or(WINDOWS_1252)
    }

    /// Whether the bytes so far end within a sign of several.
    fn is_within_sign(&self) -> bool {
        let encoding = self.encoding();
        let is_cut = || encoding.decode_without_bom_handling_and_without_replacement(&self.bytes).is_none();
        !self.bytes.is_empty() && !encoding.is_single_byte() && is_cut()
    }

    fn end_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let bytes = core::mem::take(&mut self.bytes);
            let text = self.encoding().decode_without_bom_handling(&bytes).0;
            self.put(&text);
        }
    }

    fn put(&mut self, words: &str) {
        let place = match self.state.place {
            _ if self.state.is_hidden => return,
            Place::Text => &mut self.words,
            Place::Title => &mut self.title,
            Place::Author => &mut self.author,
            Place::Note => match self.notes.last_mut() {
                Some(note) => note,
                None => return,
            },
            Place::Nowhere | Place::Fonts => return,
        };
        place.push_str(words);
    }

    fn end(&mut self) {
        self.end_bytes();
        let words = core::mem::take(&mut self.words);
        self.parts.heading_or_paragraph(&words, self.is_heading);
    }
}

/// The encoding of a code page of Windows or of the Macintosh.
fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        874 => "windows-874".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        866 => "ibm866".to_owned(),
        1250..=1258 => format!("windows-{number}"),
        10000 => "macintosh".to_owned(),
        10007 => "x-mac-cyrillic".to_owned(),
        65001 => "utf-8".to_owned(),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes())
}

/// The encoding of a font, by the number that Windows has for it; that of no encoding in particular is 0.
fn character_set(number: i32) -> Option<&'static Encoding> {
    code_page(match number {
        77 => 10000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}
