//! Which signs the bytes of a mail stand for. Many programs call their encoding by a name that nobody knows, by none, or by
//! that of another.

use std::borrow::Cow;

use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_15, MACINTOSH, REPLACEMENT, UTF_8, WINDOWS_1250, WINDOWS_1252,
    WINDOWS_1254, WINDOWS_1257, WINDOWS_1258, X_USER_DEFINED,
};
use mail_parser::{Message, MessagePart, MimeHeaders, PartType, decoders::charsets::map::charset_decoder};

use super::super::{
    encoding::{guess, is_flawed_utf8, seven_bits},
    html, mime,
};

/// So many signs that stand for no byte, of a hundred, and the text is in another encoding than it says.
const MOST_ERRORS: usize = 5;
/// Fewer signs than this say nothing of their encoding against what the mail says.
const LEAST: usize = 4;
/// How often words must be odd in the encoding that the mail says, and how many times more often than in another.
const LEAST_ODD: usize = 3;
const TIMES_ODD: usize = 4;
/// More letters than this, of a hundred, are capitals only where all are.
const MOST_CAPITALS: usize = 70;
/// How many signs tell Turkish from Icelandic.
const LEAST_TURKISH: usize = 8;
/// How many tell a language of Central Europe from one of the West. (Of 97 texts of the West with ten or more none was guessed
/// to be of Central Europe.)
const LEAST_CENTRAL: usize = 15;

/// An encoding that was believed in place of what a mail says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// What it says, if anything.
    said: Option<String>,
    pub(super) encoding: &'static Encoding,
}

impl Guess {
    /// What is to be told of it.
    pub(super) fn problem(&self) -> String {
        let why = match &self.said {
            None => "it does not say its encoding".to_owned(),
            Some(said) if known(said).is_none() => format!("its encoding, “{said}”, is none that is known"),
            Some(said) => format!("it says that its encoding is {said}, which makes no words of it"),
        };
        format!("{why}; it was read as {}. Where words look wrong, save it as UTF-8", self.encoding.name())
    }
}

/// The words of a part, the encoding they are in, where that is not UTF-8, and what had to be guessed.
pub(super) struct Words<'m> {
    pub(super) text: Cow<'m, str>,
    pub(super) encoding: Option<&'static Encoding>,
    pub(super) guess: Option<Guess>,
}

pub(super) fn words<'m>(message: &'m Message<'_>, part: &'m MessagePart<'_>) -> Words<'m> {
    let bytes = mime::bytes(message, part);
    let label = part.content_type().and_then(|kind| kind.attribute("charset")).map(ToOwned::to_owned);
    let label =
        label.or_else(|| matches!(part.body, PartType::Html(_)).then(|| html::declared_encoding(&bytes))?);
    let by_library = || Words {
        text: Cow::Borrowed(match &part.body {
            PartType::Text(text) | PartType::Html(text) => text,
            _ => "",
        }),
        encoding: None,
        guess: None,
    };
    decoded(bytes, label.as_deref(), None).unwrap_or_else(by_library)
}

/// The encoding of that name. One that only replaces signs, or has none of its own, is none.
pub(super) fn known(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    (encoding != REPLACEMENT && encoding != X_USER_DEFINED).then_some(encoding)
}

/// Bytes that are said to be in an encoding, or in none. `hint` is the encoding of the rest of the mail. `None` where the library
/// knows better.
pub(super) fn decoded<'b>(
    bytes: Cow<'b, [u8]>,
    label: Option<&str>,
    hint: Option<&'static Encoding>,
) -> Option<Words<'b>> {
    let sure = |text: Cow<'b, str>, encoding| Some(Words { text, encoding, guess: None });
    let lower = label.unwrap_or_default().trim().to_ascii_lowercase();
    if lower.starts_with("utf-7") || lower.starts_with("utf-16") || lower.starts_with("ucs-2") {
        return None;
    }
    if let Some((text, _)) = seven_bits(&bytes, label) {
        return sure(Cow::Owned(text), None);
    }
    if core::str::from_utf8(&bytes).is_ok() {
        return sure(utf_8(bytes), None);
    }
    let encoding = label.and_then(known);
    if let Some(encoding) = encoding {
        let (text, has_errors) = encoding.decode_without_bom_handling(&bytes);
        let errors = text.matches('\u{FFFD}').count();
        let is_read = !has_errors || errors * 100 < text.chars().count() * MOST_ERRORS;
        if is_read && encoding != UTF_8 && other(&bytes, encoding, &text, hint).is_none() {
            return sure(Cow::Owned(text.into_owned()), Some(encoding));
        }
    } else if label.and_then(|label| charset_decoder(label.as_bytes())).is_some() && !is_replaced(&lower) {
        return None;
    }
    if is_flawed_utf8(&bytes) {
        return sure(Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()), None);
    }
    let fits = |hint: &&'static Encoding| {
        hint.decode_without_bom_handling_and_without_replacement(&bytes).is_some()
            && (encoding != Some(*hint) || is_plausible(&bytes, hint))
    };
    let guessed = hint.filter(fits).unwrap_or_else(|| guess(&bytes));
    let text = guessed.decode_without_bom_handling(&bytes).0.into_owned();
    let said = label.map(|label| label.chars().filter(|sign| !sign.is_control()).take(40).collect());
    let guess = (hint != Some(guessed)).then_some(Guess { said, encoding: guessed });
    Some(Words { text: Cow::Owned(text), encoding: Some(guessed), guess })
}

fn utf_8(bytes: Cow<'_, [u8]>) -> Cow<'_, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)),
        Cow::Owned(bytes) => {
            let text = String::from_utf8(bytes).unwrap_or_default();
            Cow::Owned(text.strip_prefix('\u{FEFF}').map(ToOwned::to_owned).unwrap_or(text))
        }
    }
}

/// Names by which the library puts one sign in place of all, or signs that stand for nothing.
fn is_replaced(label: &str) -> bool {
    label.contains("user") && label.contains("defined")
        || label.starts_with("iso-2022")
        || label.starts_with("hz")
        || label == "replacement"
}

fn is_plausible(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let text = encoding.decode_without_bom_handling(bytes).0;
    other(bytes, encoding, &text, None).is_none()
}

/// The encoding that bytes are in if not in the one that they are said to be in: where that makes no words of them, and another
/// does.
fn other(
    bytes: &[u8],
    said: &'static Encoding,
    text: &str,
    hint: Option<&'static Encoding>,
) -> Option<&'static Encoding> {
    const LATIN: &[&Encoding] =
        &[WINDOWS_1252, ISO_8859_15, MACINTOSH, WINDOWS_1250, WINDOWS_1254, WINDOWS_1257, WINDOWS_1258];
    let is_western = said == WINDOWS_1252 || said == ISO_8859_15 || said == MACINTOSH;
    let guessed = hint.filter(|hint| *hint != said).unwrap_or_else(|| guess(bytes));
    let foreign = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if guessed == said || !said.is_single_byte() || foreign < LEAST {
        return None;
    }
    let by_guess = guessed.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_of_another_script = is_western && !is_latin(guessed, LATIN) && is_mostly_foreign(text);
    // The letters that Turkish has where Icelandic has others.
    let turkish =
        || bytes.iter().filter(|byte| matches!(byte, 0xD0 | 0xDD | 0xDE | 0xF0 | 0xFD | 0xFE)).count();
    let is_turkish = is_western && guessed == WINDOWS_1254 && turkish() >= LEAST_TURKISH;
    let odd = oddities(text);
    // The letters of Central Europe stand where those of the West do; only how they follow each other tells.
    let is_central = is_western
        && (guessed == WINDOWS_1250 || guessed == ISO_8859_2)
        && (foreign >= LEAST_CENTRAL || odd > 0 && oddities(&by_guess) == 0);
    let is_odd = odd >= LEAST_ODD && oddities(&by_guess) * TIMES_ODD <= odd;
    // In the Cyrillic encodings of Unix capitals are where those of Windows have small letters.
    let is_turned = capitals(text) > MOST_CAPITALS && capitals(&by_guess) < 100 - MOST_CAPITALS;
    (is_of_another_script || is_turkish || is_central || is_odd || is_turned).then_some(guessed)
}

/// How many letters beyond ASCII are capitals, of a hundred.
fn capitals(text: &str) -> usize {
    let letters =
        text.chars().filter(|sign| !sign.is_ascii() && (sign.is_uppercase() || sign.is_lowercase()));
    let (all, capitals) =
        letters.fold((0, 0), |(all, capitals), sign| (all + 1, capitals + usize::from(sign.is_uppercase())));
    if all < 2 * LEAST { 50 } else { capitals * 100 / all }
}

fn is_latin(encoding: &'static Encoding, latin: &[&Encoding]) -> bool {
    let is_iso = [
        "ISO-8859-2",
        "ISO-8859-3",
        "ISO-8859-4",
        "ISO-8859-10",
        "ISO-8859-13",
        "ISO-8859-14",
        "ISO-8859-16",
    ];
    latin.contains(&encoding) || is_iso.contains(&encoding.name())
}

/// Whether most signs beyond ASCII stand beside two others, as in no language with Latin letters.
fn is_mostly_foreign(text: &str) -> bool {
    let (mut all, mut together, mut run) = (0, 0, 0);
    for sign in text.chars().chain(core::iter::once(' ')) {
        if !sign.is_ascii() && sign != '\u{A0}' {
            run += 1;
            continue;
        }
        all += run;
        together += if run >= 3 { run } else { 0 };
        run = 0;
    }
    all >= LEAST && together * 2 > all
}

/// How often a sign that is no letter stands within a word, a capital follows a small letter, or a sign is a control.
fn oddities(text: &str) -> usize {
    let signs: Vec<char> = text.chars().collect();
    let is_letter = |sign: char| sign.is_alphabetic() && !matches!(sign, 'ª' | 'º');
    let within = signs.windows(3).filter(|signs| {
        let is_sign = !signs[1].is_ascii() && !is_letter(signs[1]) && !matches!(signs[1], '’' | '‘' | '·' | '\u{AD}' | '–' | '—' | '‑' | '\u{200C}' | '\u{200D}' | 'ـ' | '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '״' | '׳' | '\u{A0}');
        is_sign && is_letter(signs[0]) && is_letter(signs[2])
    });
    let turned = signs.windows(2).filter(|signs| {
        signs[0].is_lowercase() && signs[1].is_uppercase() && !(signs[0].is_ascii() && signs[1].is_ascii())
    });
    let controls = signs.iter().filter(|sign| matches!(sign, '\u{80}'..='\u{9F}'));
    within.count() + turned.count() + controls.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What text of this encoding is read as if it is said to be in that, and what is guessed.
    fn read(text: &str, is: &str, said: Option<&str>) -> (String, Option<&'static str>) {
        let (bytes, _, has_errors) = Encoding::for_label(is.as_bytes()).unwrap().encode(text);
        assert!(!has_errors, "{is} {text}");
        let words = decoded(bytes, said, None).unwrap();
        (words.text.into_owned(), words.guess.map(|guess| guess.encoding.name()))
    }

    const TEXTS: &[(&str, &str)] = &[
        ("windows-1256", "انتهى الإضراب في ميناء فارنا ليلاً بعد محادثات طويلة بين الطواقم وإدارة الميناء."),
        ("windows-1251", "Забастовка в порту закончилась в среду вечером, сказал мэр Варны."),
        ("koi8-r", "Забастовка в порту закончилась в среду вечером, сказал мэр Варны."),
        ("windows-1255", "השביתה בנמל ורנה הסתיימה בלילה לאחר שיחות ארוכות בין הצוותים."),
        ("windows-1253", "Η απεργία στο λιμάνι της Βάρνας τελείωσε τη νύχτα, είπε ο δήμαρχος."),
        ("gb18030", "港口罢工周三晚上结束。市长说：“我们很高兴。”工人们回到了工作岗位。"),
        ("shift_jis", "港のストライキは水曜日の夜に終わりました。市長は喜んでいます。"),
        ("euc-kr", "항구 파업이 수요일 밤에 끝났다. 시장은 매우 기뻐했다."),
        ("big5", "港口罷工週三晚上結束。市長說：「我們很高興。」工人們回到了工作崗位。"),
        (
            "windows-1250",
            "Strajk w porcie się skończył. Było źle, ale załogi były zadowolone, a później żółte dźwigi ruszyły.",
        ),
        (
            "windows-1254",
            "Varna limanındaki grev gece sona erdi; işçiler işlerine döndü, dedi belediye başkanı, çünkü ağır görüşmeler başarılı oldu, ğ.",
        ),
    ];

    const CZECH: &str = "Stávka v přístavu skončila v noci na čtvrtek. „Jsme rádi,“ řekl starosta, který strávil v místnosti celý den, \
                         a jeřáby se znovu rozjely; posádky se vrátily do práce.";

    #[test]
    fn a_text_of_central_europe_that_is_called_western_is_told_by_its_letters() {
        for is in ["windows-1250", "iso-8859-2"] {
            let text = CZECH.replace(['„', '“'], "\"");
            assert_eq!(read(&text, is, Some("iso-8859-1")).0, text, "{is}");
        }
    }

    #[test]
    fn a_text_whose_encoding_is_not_said_is_never_mojibake() {
        for said in [
            None,
            Some("unknown-8bit"),
            Some("x-user-defined"),
            Some("utf8mb4"),
            Some("hz-gb-2312"),
            Some("utf-8"),
            Some("x-unknown"),
        ] {
            for (is, text) in TEXTS {
                let (words, guess) = read(text, is, said);
                assert_eq!((words.as_str(), guess.is_some()), (*text, true), "{is} as {said:?}");
            }
        }
    }

    #[test]
    fn a_text_that_is_called_western_and_is_not_is_read_as_what_it_is() {
        for said in ["iso-8859-1", "us-ascii", "windows-1252", "iso-8859-15"] {
            for (is, text) in TEXTS {
                let (words, guess) = read(text, is, Some(said));
                assert_eq!((words.as_str(), guess.is_some()), (*text, true), "{is} as {said}");
            }
        }
        let russian = TEXTS[1].1;
        assert_eq!(read(russian, "koi8-r", Some("windows-1251")).0, russian);
        assert_eq!(read(russian, "windows-1251", Some("koi8-r")).0, russian);
    }

    #[test]
    fn a_text_that_is_what_it_says_stays_so() {
        for (is, text) in TEXTS {
            assert_eq!(read(text, is, Some(is)), ((*text).to_owned(), None), "{is}");
        }
        for text in [
            "Café au lait coûte plus cher à Marseille, où l’été dure.",
            "50 °C, £5, §12, ½ l, “so” – naïve façade.",
            "Þjóðverjar og Íslendingar ræddu það í gær; bæjarstjórinn sagði að það væri gott, en ýmislegt þyrfti að bíða, því það væri ekki auðvelt.",
            "ÄÖÜ äöü ß. Straße, Größe, Ärger über Öl.",
            "Åh! Æøå ÆØÅ.",
            "El niño comió ñoquis; ¿qué más? ¡Olé!",
            "ANO NOVO: AÇÃO, EMOÇÕES.",
            "© 2026 The Hill Herald® – all rights… ™",
        ] {
            for said in ["iso-8859-1", "windows-1252"] {
                assert_eq!(read(text, "windows-1252", Some(said)), (text.to_owned(), None), "{text}");
            }
        }
        assert_eq!(read("Łódź", "utf-8", Some("iso-8859-1")), ("Łódź".into(), None));
    }

    #[test]
    fn what_is_guessed_is_told() {
        let problem =
            |said: Option<&str>| Guess { said: said.map(Into::into), encoding: WINDOWS_1252 }.problem();
        assert!(problem(None).starts_with("it does not say its encoding; it was read as windows-1252."));
        assert!(problem(Some("utf8mb4")).starts_with("its encoding, “utf8mb4”, is none that is known; "));
        assert!(
            problem(Some("koi8-r"))
                .starts_with("it says that its encoding is koi8-r, which makes no words of it; ")
        );
    }
}
