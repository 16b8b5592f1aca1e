//! The head of a mail, with the signs of its fields mended where they are in no encoding, or in one that is not as it says.

use std::borrow::Cow;

use encoding_rs::Encoding;

use super::{
    super::{encoding::seven_bits, mime},
    charset::{Guess, decoded},
};

/// The head with all its signs as UTF-8; `None` where nothing is to be mended. `hint` is the encoding of the mail's words.
pub(super) fn mended(mail: &[u8], hint: Option<&'static Encoding>) -> Option<(Vec<u8>, Option<Guess>)> {
    let head = &mail[..length(mail)];
    let mut guessed = None;
    let text: Cow<'_, str> = match core::str::from_utf8(head) {
        Ok(text) => seven_bits(head, None).map_or(Cow::Borrowed(text), |(text, _)| Cow::Owned(text)),
        Err(_) => {
            let words = decoded(Cow::Borrowed(head), None, hint)?;
            guessed = words.guess;
            words.text
        }
    };
    let (words, guess_of_words) = with_mended_words(&text, hint);
    let is_mended = matches!(text, Cow::Owned(_)) || words.is_some();
    let head = words.unwrap_or_else(|| text.into_owned());
    is_mended.then(|| (format!("{head}\n").into_bytes(), guessed.or(guess_of_words)))
}

/// How long the head is: to the first blank line.
fn length(mail: &[u8]) -> usize {
    let mut at = 0;
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        if line.trim_ascii().is_empty() {
            break;
        }
        at += line.len();
    }
    at
}

/// An encoded word (RFC 2047): `=?utf-8?Q?Caf=C3=A9?=`.
struct Word<'t> {
    label: &'t str,
    bytes: Vec<u8>,
    /// Where it begins and ends in the text.
    start: usize,
    end: usize,
}

/// The text with those encoded words as UTF-8 that the library would not read right; `None` where there are none.
/// Words that follow each other in one encoding are read as one: some programs part them within a sign.
fn with_mended_words(text: &str, hint: Option<&'static Encoding>) -> (Option<String>, Option<Guess>) {
    let (mut out, mut copied, mut guessed) = (String::new(), 0, None);
    let mut words = core::iter::successors(next(text, 0), |word| next(text, word.end)).peekable();
    while let Some(mut word) = words.next() {
        let mut is_wrong = is_wrong(&word, hint);
        while let Some(follower) = words.next_if(|next| {
            text[word.end..next.start].trim().is_empty() && next.label.eq_ignore_ascii_case(word.label)
        }) {
            is_wrong |= self::is_wrong(&follower, hint);
            word.bytes.extend_from_slice(&follower.bytes);
            word.end = follower.end;
        }
        let label = word.label.split('*').next();
        let Some(read) = decoded(Cow::Owned(word.bytes), label, hint).filter(|_| is_wrong) else { continue };
        guessed = guessed.or(read.guess);
        out.push_str(&text[copied..word.start]);
        out.push_str(&encoded(&read.text));
        copied = word.end;
    }
    out.push_str(&text[copied..]);
    ((copied > 0).then_some(out), guessed)
}

/// Whether the library, which believes the label, would read other signs.
fn is_wrong(word: &Word<'_>, hint: Option<&'static Encoding>) -> bool {
    let label = word.label.split('*').next().unwrap_or_default();
    let said = super::charset::known(label).map(|encoding| encoding.decode_without_bom_handling(&word.bytes));
    match (said, decoded(Cow::Borrowed(&word.bytes), Some(label), hint)) {
        (Some((said, has_errors)), Some(read)) => has_errors || said != read.text,
        (None, Some(_)) => !word.bytes.is_ascii(),
        (_, None) => false,
    }
}

fn next(text: &str, from: usize) -> Option<Word<'_>> {
    let mut from = from;
    loop {
        let start = from + text.get(from..)?.find("=?")?;
        if let Some(word) = word(text, start) {
            return Some(word);
        }
        from = start + 2;
    }
}

fn word(text: &str, start: usize) -> Option<Word<'_>> {
    let mut parts = text[start + 2..].splitn(4, '?');
    let (label, kind, data, rest) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let is_label = !label.is_empty() && label.len() < 60 && !label.contains(char::is_whitespace);
    if !rest.starts_with('=') || !is_label || data.contains('\n') {
        return None;
    }
    let bytes = match kind {
        "B" | "b" => mime::base64(data.as_bytes()),
        "Q" | "q" => mime::quoted_printable(data.replace('_', " ").as_bytes()),
        _ => return None,
    };
    let end = start + 2 + label.len() + 1 + kind.len() + 1 + data.len() + 2;
    Some(Word { label, bytes, start, end })
}

/// Words of UTF-8, none of which is so long that a reader of mails may refuse it, or parted within a sign.
fn encoded(text: &str) -> String {
    let mut out = String::new();
    let signs: Vec<char> = text.chars().filter(|sign| !sign.is_control()).collect();
    for (place, some) in signs.chunks(10).enumerate() {
        let some: String = some.iter().collect();
        out.push_str(if place == 0 { "=?utf-8?Q?" } else { " =?utf-8?Q?" });
        some.bytes().for_each(|byte| out.push_str(&format!("={byte:02X}")));
        out.push_str("?=");
    }
    out
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1256;
    use mail_parser::MessageParser;

    use super::*;

    fn head(mail: &[u8], hint: Option<&'static Encoding>) -> Option<(String, String)> {
        let (head, _) = mended(mail, hint)?;
        let mail = MessageParser::default().parse_headers(&head)?;
        let name = mail.from()?.first()?.name().unwrap_or_default().to_owned();
        Some((mail.subject()?.to_owned(), name))
    }

    #[test]
    fn a_head_that_is_right_is_left_alone() {
        assert_eq!(
            head(
                b"Subject: =?utf-8?Q?Caf=C3=A9?= =?iso-8859-1?q?=E9?=\nFrom: a@b.example\n\nText =?x?Q?=E9?=",
                None
            ),
            None
        );
        assert_eq!(head("Subject: Café\n\n".as_bytes(), None), None);
        assert_eq!(head(b"Subject: =?a?Q?=?= =? =?= ?=", None), None);
    }

    #[test]
    fn fields_are_read_in_the_encoding_of_the_mail() {
        let (subject, ..) = WINDOWS_1256.encode("إضراب");
        let (name, ..) = WINDOWS_1256.encode("جين");
        let q: String = subject.iter().map(|byte| format!("={byte:02X}")).collect();
        let wanted = Some(("إضراب".to_owned(), "جين".to_owned()));
        for label in ["unknown-8bit", "iso-8859-1", "x-user-defined"] {
            let mail =
                [format!("Subject: =?{label}?Q?{q}?=\nFrom: ").as_bytes(), &name, b" <a@b.example>\n\n"]
                    .concat();
            assert_eq!(head(&mail, Some(WINDOWS_1256)), wanted, "{label}");
        }
    }

    #[test]
    fn a_sign_parted_over_two_words_is_one() {
        let mail = b"Subject: =?utf-8?Q?Caf=C3?=\n =?UTF-8?Q?=A9 =3D, ok?=\nFrom: A <a@b.example>\n\n";
        assert_eq!(head(mail, None).unwrap().0, "Café =, ok");
    }

    #[test]
    fn a_japanese_subject_without_a_label_is_read() {
        let mail = b"Subject: \x1B$B9A\x1B(B 1\nFrom: A <a@b.example>\n\n";
        assert_eq!(head(mail, None).unwrap().0, "港 1");
    }
}
