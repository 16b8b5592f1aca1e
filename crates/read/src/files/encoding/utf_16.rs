//! UTF-16 without the mark that says so. No text in another encoding has bytes that are zero, and one in UTF-16 has some: in its
//! spaces and the ends of its lines, if nowhere else.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The share of signs, of a hundred, that must be of few kinds.
const MOST: usize = 90;
/// Where more bytes than this, of a hundred, are ASCII, no text in Chinese, Japanese or Korean is likely.
const MOST_ASCII: usize = 85;

/// The text, in whichever of both orders of bytes it makes one; `None` where it makes none.
pub(super) fn utf_16(bytes: &[u8]) -> Option<String> {
    if bytes.len() < 4 || !bytes.contains(&0) || !bytes.is_ascii() && core::str::from_utf8(bytes).is_ok() {
        return None;
    }
    // A text that was cut off may end within a sign.
    let whole = &bytes[..bytes.len() & !1];
    let read = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(whole)?;
        let is_text = is_text(&text) && (is_of_few_pages(&text) || is_east_asian(&text, whole));
        is_text.then(|| text.into_owned())
    };
    let ascii = |text: &String| text.bytes().filter(u8::is_ascii).count();
    [UTF_16LE, UTF_16BE].into_iter().filter_map(read).filter(|text| ascii(text) > 0).max_by_key(ascii)
}

/// Whether all signs may stand in a text. A space or an end of a line whose bytes are in the other order may not.
fn is_text(text: &str) -> bool {
    let is_wrong = |sign: char| {
        let is_control = sign.is_control() && !matches!(sign, '\t' | '\n' | '\r' | '\u{C}');
        let is_private = matches!(sign, '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}' | '\u{F0000}'..);
        is_control || is_private || matches!(sign, '\u{A00}' | '\u{D00}' | '\u{2000}')
    };
    !text.contains(is_wrong)
}

/// Whether it is nearly all Latin, or Latin and one other script, as their pages of 256 signs have them.
fn is_of_few_pages(text: &str) -> bool {
    let mut pages = [0_usize; 256];
    text.chars().filter(|sign| u32::from(*sign) < 0x1_0000).for_each(|sign| {
        pages[(u32::from(sign) >> 8) as usize & 0xFF] += 1;
    });
    // Accents and punctuation have pages of their own.
    let latin = pages[0] + pages[1] + pages[0x1E] + pages[0x20];
    let other = (2..0x1E).map(|page| pages[page]).max().unwrap_or(0);
    pages[0] > 0 && (latin + other) * 100 >= text.chars().count() * MOST
}

fn is_east_asian(text: &str, bytes: &[u8]) -> bool {
    let is_one = |sign: &char| matches!(sign, '\0'..='\u{FF}' | '\u{2010}'..='\u{206F}' | '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{FF00}'..='\u{FFEF}');
    let all = text.chars().count();
    let ascii = bytes.iter().filter(|byte| byte.is_ascii()).count();
    // One zero may have got into any text.
    let has_proof = text.bytes().filter(u8::is_ascii).count() > 1;
    has_proof
        && text.chars().filter(is_one).count() * 100 >= all * MOST
        && ascii * 100 < bytes.len() * MOST_ASCII
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: &[&str] = &[
        "Text",
        "The strike in the harbour of Varna ended at night.\r\n“We are glad,” said the mayor.\r\n",
        "Łódź, Kraków i Gdańsk są miastami. Zażółć gęślą jaźń.",
        "Забастовка в порту закончилась в среду вечером.\nКраны стоят.",
        "انتهى الإضراب في ميناء فارنا ليلاً.\nوعاد العمال (Aurora) إلى العمل.",
        "השביתה בנמל ורנה הסתיימה בלילה.",
        "Η απεργία στο λιμάνι τελείωσε.",
        "हड़ताल खत्म हो गई।\nसब खुश हैं।",
        "一港口罢工周三晚上一结束。\n工人们一回到工作岗位,市长说:“我们很高兴。”\n",
        "港のストライキは水曜日の夜に終わりました。\n市長は喜んでいます。\n",
        "항구 파업이 수요일 밤에 끝났다. 시장은 기뻐했다.",
    ];

    fn bytes(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn a_text_of_either_order_is_told_in_any_script() {
        for text in TEXTS {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(utf_16(&bytes(text, order)).as_deref(), Some(*text));
            }
        }
        assert_eq!(utf_16(b"T\0e\0x\0t\0.").as_deref(), Some("Text"));
    }

    #[test]
    fn no_text_in_another_encoding_is_one_even_with_zeros_in_it() {
        let labels = [
            "utf-8",
            "windows-1252",
            "windows-1251",
            "windows-1256",
            "windows-1255",
            "windows-1253",
            "gbk",
            "shift_jis",
            "euc-kr",
            "big5",
            "euc-jp",
        ];
        for text in TEXTS {
            for label in labels {
                let encoding = Encoding::for_label(label.as_bytes()).unwrap();
                let (written, ..) = encoding.encode(text);
                assert_eq!(utf_16(&written), None, "{label} {text}");
                for at in 0..=written.len() {
                    let (before, after) = written.split_at(at);
                    let with = [before, b"\0", after].concat();
                    assert!(written.len() < 8 || utf_16(&with).is_none(), "{label} {at} {text}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_text_is_none() {
        assert_eq!(utf_16(b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR"), None);
        assert_eq!(utf_16(b"\0\0\0\0\0\0"), None);
        assert_eq!(utf_16(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0"), None);
        assert_eq!(utf_16(b"\0a"), None);
    }
}
