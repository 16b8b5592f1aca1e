//! Encodings whose bytes are all ASCII, as mails of the nineties had to be: a sign says where other signs begin.

use encoding_rs::{EUC_KR, GBK, ISO_2022_JP};

const SHIFT_OUT: u8 = 0x0E;
const SHIFT_IN: u8 = 0x0F;

/// The text, and what its encoding is called, where the bytes are in one. HZ, which an ordinary text may look like, is
/// believed where it is `declared`.
pub(crate) fn seven_bits(bytes: &[u8], declared: Option<&str>) -> Option<(String, &'static str)> {
    let has = |signs: &[u8]| bytes.windows(signs.len()).any(|window| window == signs);
    if !bytes.is_ascii() {
        return None;
    }
    let is_hz = declared.is_some_and(|label| label.to_ascii_lowercase().starts_with("hz"));
    if is_hz && has(b"~{") {
        return Some((hz(bytes), "HZ-GB-2312"));
    }
    if !bytes.contains(&0x1B) {
        return None;
    }
    if has(b"\x1B$)C") {
        return Some((
            shifted(bytes, b"\x1B$)C", |bytes| EUC_KR.decode_without_bom_handling(bytes).0.into_owned()),
            "ISO-2022-KR",
        ));
    }
    if has(b"\x1B$)A") {
        return Some((
            shifted(bytes, b"\x1B$)A", |bytes| GBK.decode_without_bom_handling(bytes).0.into_owned()),
            "ISO-2022-CN",
        ));
    }
    let is_japanese = has(b"\x1B$B") || has(b"\x1B$@") || has(b"\x1B(I");
    let text = is_japanese.then(|| ISO_2022_JP.decode_without_bom_handling(bytes).0)?;
    Some((text.into_owned(), "ISO-2022-JP"))
}

/// ISO-2022-KR and -CN (RFC 1557, RFC 1922): the bytes between two controls are those of the encoding of eight bits, without
/// the eighth.
fn shifted(bytes: &[u8], escape: &[u8], decode: impl Fn(&[u8]) -> String) -> String {
    let mut eight_bits = Vec::with_capacity(bytes.len());
    let (mut is_shifted, mut rest) = (false, bytes);
    while let Some((first, after)) = rest.split_first() {
        if let Some(after) = rest.strip_prefix(escape) {
            rest = after;
            continue;
        }
        match *first {
            SHIFT_OUT => is_shifted = true,
            SHIFT_IN => is_shifted = false,
            byte if is_shifted && byte > b' ' => eight_bits.push(byte | 0x80),
            byte => eight_bits.push(byte),
        }
        rest = after;
    }
    decode(&eight_bits)
}

/// HZ (RFC 1843): GB 2312 stands between `~{` and `~}`, `~~` is a tilde, and one that ends a line joins it to the next.
fn hz(bytes: &[u8]) -> String {
    let mut eight_bits = Vec::with_capacity(bytes.len());
    let (mut is_shifted, mut rest) = (false, bytes);
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (*first, after.first()) {
            (b'~', Some(b'{')) => (is_shifted, rest) = (true, &after[1..]),
            (b'~', Some(b'}')) => (is_shifted, rest) = (false, &after[1..]),
            (b'~', Some(b'\n')) if !is_shifted => rest = &after[1..],
            (b'~', Some(b'~')) if !is_shifted => {
                eight_bits.push(b'~');
                rest = &after[1..];
            }
            (b'\n', _) => {
                is_shifted = false;
                eight_bits.push(b'\n');
            }
            (byte, _) if is_shifted && byte > b' ' => eight_bits.push(byte | 0x80),
            (byte, _) => eight_bits.push(byte),
        }
    }
    GBK.decode_without_bom_handling(&eight_bits).0.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_the_nineties_are_read() {
        let read = |bytes: &[u8], label| seven_bits(bytes, label).map(|(text, _)| text);
        assert_eq!(read(b"\x1B$)C\x0E>H3g\x0F Aurora", None).as_deref(), Some("안녕 Aurora"));
        assert_eq!(read(b"\x1B$)A\x0EDc:C\x0F.", None).as_deref(), Some("你好."));
        assert_eq!(read(b"~{<:Ky2;S{~} 1~~2\n", Some("HZ-GB-2312")).as_deref(), Some("己所不欲 1~2\n"));
        assert_eq!(read(b"a ~{curly~} text", None), None);
        assert_eq!(read(b"An \x1B[1mescape", Some("us-ascii")), None);
    }
}
