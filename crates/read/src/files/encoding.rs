//! Which signs the bytes of a text stand for.

mod seven_bits;
mod utf_16;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;
pub(crate) use seven_bits::seven_bits;

use self::utf_16::utf_16;
use crate::ReadError;

/// A text is UTF-8 with a flaw, and in no other encoding, if it has so many good signs of several bytes to each bad one.
const GOOD_TO_BAD: usize = 4;

/// The text without a byte order mark. Believed are, in this order: that mark, UTF-16 where zeros give it away, UTF-8 if
/// the bytes are valid, unless they are an encoding of seven bits, `declared` (a page's `charset`), UTF-8 with a flaw (U+FFFD
/// then stands for it), and what the bytes look like.
///
/// # Errors
/// [`ReadError::NotText`] where there are bytes that no text has.
pub(crate) fn decode<'b>(
    origin: &str,
    bytes: &'b [u8],
    declared: Option<&str>,
) -> Result<Cow<'b, str>, ReadError> {
    let not_text = |byte| ReadError::NotText { origin: origin.to_owned(), byte };
    let text = if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        encoding.decode_without_bom_handling(&bytes[length..]).0
    } else if let Some(text) = utf_16(bytes) {
        Cow::Owned(text)
    } else if let Ok(text) = core::str::from_utf8(bytes) {
        seven_bits(bytes, declared).map_or(Cow::Borrowed(text), |(text, _)| Cow::Owned(text))
    } else if let Some(encoding) = declared.and_then(|label| Encoding::for_label(label.as_bytes())) {
        encoding.decode_without_bom_handling(bytes).0
    } else if is_flawed_utf8(bytes) {
        String::from_utf8_lossy(bytes)
    } else {
        if let Some(byte) = bytes.iter().position(|byte| *byte == 0) {
            return Err(not_text(byte));
        }
        guess(bytes).decode_without_bom_handling(bytes).0
    };
    match text.find('\0') {
        Some(byte) => Err(not_text(byte)),
        None => Ok(text),
    }
}

/// The encoding that bytes look like.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether a text is UTF-8 but for a few bytes.
pub(crate) fn is_flawed_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad, mut is_surrogate) = (0, 0, false);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|sign| !sign.is_ascii()).count();
        // Half a surrogate pair, as bad programs write it, is three bad bytes and one flaw.
        let is_rest = is_surrogate && chunk.valid().is_empty() && matches!(chunk.invalid(), [0x80..=0xBF]);
        is_surrogate = is_rest || chunk.invalid() == [0xED];
        bad += usize::from(!chunk.invalid().is_empty() && !is_rest);
    }
    good >= bad * GOOD_TO_BAD
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        decode("a.txt", bytes, None).unwrap().into_owned()
    }

    #[test]
    fn old_encodings_are_told_by_their_bytes() {
        assert_eq!(
            read(b"Caf\xE9 au lait co\xFBte plus cher \xE0 Marseille."),
            "Café au lait coûte plus cher à Marseille."
        );
        let (russian, ..) =
            encoding_rs::WINDOWS_1251.encode("Забастовка в порту закончилась в среду вечером.");
        assert_eq!(read(&russian), "Забастовка в порту закончилась в среду вечером.");
        let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("港のストライキは水曜日の夜に終わりました。");
        assert_eq!(read(&japanese), "港のストライキは水曜日の夜に終わりました。");
    }

    #[test]
    fn a_mark_decides_and_is_no_part_of_the_text() {
        assert_eq!(read(b"\xEF\xBB\xBFText"), "Text");
        assert_eq!(read(b"\xFF\xFET\0e\0x\0t\0"), "Text");
        assert_eq!(read(b"\xFE\xFF\0T\0e\0x\0t"), "Text");
    }

    #[test]
    fn a_text_cut_off_in_a_sign_stays_utf_8() {
        let text = "Łódź, Kraków i Gdańsk są miastami.";
        assert_eq!(read(&[text.as_bytes(), b"\xC5"].concat()), format!("{text}\u{FFFD}"));
    }

    #[test]
    fn a_declared_encoding_is_believed_unless_the_bytes_are_utf_8() {
        assert_eq!(decode("a", b"\xE9", Some("iso-8859-2")).unwrap(), "é");
        assert_eq!(decode("a", "é".as_bytes(), Some("iso-8859-2")).unwrap(), "é");
    }

    #[test]
    fn japanese_in_seven_bits_is_told_from_ascii() {
        let (bytes, ..) = encoding_rs::ISO_2022_JP.encode("港のストライキは終わりました。");
        assert!(bytes.is_ascii());
        assert_eq!(read(&bytes), "港のストライキは終わりました。");
        assert_eq!(read(b"A \x1B[31mred\x1B[0m line"), "A \x1B[31mred\x1B[0m line");
    }

    #[test]
    fn a_picture_is_no_text() {
        let error = decode("a.txt", b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR", None).unwrap_err().to_string();
        assert!(error.starts_with("a.txt: byte 8 is of no text in any encoding"), "{error}");
    }
}
