//! The bytes of a part of a mail, or of what is packed as one is: before anyone says which signs they stand for.

use std::borrow::Cow;

use mail_parser::{Message, MessagePart, MimeHeaders, decoders::base64::base64_decode};

/// The bytes of a part. What breaks off, or holds signs that its packing has not, is unpacked as far as it goes.
pub(crate) fn bytes<'m>(message: &'m Message<'_>, part: &MessagePart<'_>) -> Cow<'m, [u8]> {
    let place = part.offset_body as usize..part.offset_end as usize;
    let raw = message.raw_message.get(place).unwrap_or_default();
    let packing = part.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
    match packing.as_str() {
        "base64" => Cow::Owned(base64(raw)),
        "quoted-printable" => Cow::Owned(quoted_printable(raw)),
        _ => Cow::Borrowed(raw),
    }
}

pub(crate) fn base64(raw: &[u8]) -> Vec<u8> {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    base64_decode(raw).unwrap_or_else(|| {
        let signs: Vec<u8> = raw.iter().copied().filter(is_sign).collect();
        // One sign alone stands for no byte.
        let whole = signs.len() - usize::from(signs.len() % 4 == 1);
        base64_decode(&signs[..whole]).unwrap_or_default()
    })
}

/// Quoted-printable (RFC 2045, 6.7). What follows no rule stays as it is.
pub(crate) fn quoted_printable(raw: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            bytes.push(*first);
            continue;
        }
        let blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let digits = after.get(..2).and_then(|digits| core::str::from_utf8(digits).ok());
        let byte = digits
            .filter(|digits| !digits.starts_with('+'))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (byte, after.get(blanks)) {
            (Some(byte), _) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            (None, Some(b'\n')) => rest = &after[blanks + 1..],
            (None, None) => rest = &[],
            (None, Some(_)) => bytes.push(b'='),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_no_rule_is_kept() {
        assert_eq!(
            quoted_printable(b"caf=C3=A9 =3D =\r\nand= \nso = on=Zx=+1="),
            "café = andso = on=Zx=+1".as_bytes()
        );
        assert_eq!(base64(b"Y2Fm\r\nw6k="), "café".as_bytes());
        assert_eq!(base64(b"Y2Fmw6k-!"), "café".as_bytes());
        assert_eq!(base64(b"Y"), b"");
    }
}
