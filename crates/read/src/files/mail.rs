//! Mails: what their senders wrote. What they quote and how they sign is set aside.

mod charset;
mod dates;
mod head;
mod words;

use dossier_model::{DateSpan, Document};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{caught::caught, details::Details, html, name, parts::Parts};
use crate::ReadError;

/// Reads one mail. Where its encoding had to be guessed, that is told behind it.
pub(crate) fn read(path: &str, bytes: &[u8]) -> Vec<Result<Document, ReadError>> {
    match read_one(path, bytes) {
        Ok((document, notice)) => core::iter::once(Ok(document)).chain(notice.map(Err)).collect(),
        Err(error) => vec![Err(error)],
    }
}

fn read_one(path: &str, bytes: &[u8]) -> Result<(Document, Option<ReadError>), ReadError> {
    let wrong = |problem: &str| ReadError::Malformed { origin: path.to_owned(), problem: problem.into() };
    let mail = MessageParser::default()
        .parse(bytes)
        .filter(|mail| mail.from().is_some() || mail.date().is_some() || mail.subject().is_some())
        .ok_or_else(|| wrong("not a mail: it has neither From nor Date nor Subject; remove it"))?;
    let mut parts = Parts::default();
    let (mut encoding, mut guess) = (None, None);
    let is_forwarded = mail.subject().is_some_and(words::says_forwarded);
    // Some programs leave the plain version of a mail empty.
    let bodies: [Vec<&MessagePart<'_>>; 2] = [mail.text_bodies().collect(), mail.html_bodies().collect()];
    for body in bodies {
        if parts.len() > 0 {
            break;
        }
        for part in body {
            let read = charset::words(&mail, part);
            match &part.body {
                PartType::Text(_) => words::write(&read.text, is_forwarded, is_flowed(part), &mut parts),
                PartType::Html(_) => html::write(path, &read.text, &mut parts)?,
                _ => continue,
            }
            encoding = encoding.or(read.encoding);
            guess = guess.or(read.guess);
        }
    }
    let details = match head::mended(bytes, encoding) {
        Some((head, guess_of_head)) => {
            guess = guess.or(guess_of_head);
            MessageParser::default().parse_headers(&head).map(|head| details(&head)).unwrap_or_default()
        }
        None => details(&mail),
    };
    let document = parts.document(path, details).map_err(|error| match error {
        ReadError::Empty { .. } => wrong("the mail has no text; remove it, or give what is attached to it"),
        other => other,
    })?;
    let notice =
        guess.map(|guess| ReadError::GuessedEncoding { origin: path.to_owned(), problem: guess.problem() });
    Ok((document, notice))
}

/// Reads a mailbox, a mail after the other. Mails are counted from 1 in messages; their subjects give them their keys.
pub(crate) fn read_mailbox(path: &str, bytes: &[u8]) -> Vec<Result<Document, ReadError>> {
    let mails = mails(bytes);
    if mails.is_empty() {
        let problem = "not a mailbox: no line begins with “From ”; name a single mail .eml";
        return vec![Err(ReadError::Malformed { origin: path.to_owned(), problem: problem.into() })];
    }
    let mail = |(Mail { came, bytes }, number): (Mail, usize)| {
        let path = format!("{path}:{number}");
        let mut mail = caught(&path, || Ok(read(&path, &bytes))).unwrap_or_else(|error| vec![Err(error)]);
        for document in mail.iter_mut().flatten() {
            if document.published.span == DateSpan::UNKNOWN {
                document.published = dates::until(&came).unwrap_or_else(|| document.published.clone());
            }
            document.key = name::key_of_item(&document.title.text, &document.origin);
        }
        mail
    };
    mails.into_iter().zip(1..).flat_map(mail).collect()
}

fn details(mail: &Message<'_>) -> Details {
    let sender = mail.from().and_then(|from| from.first());
    let byline = sender.and_then(|sender| sender.name().or(sender.address()));
    let published = mail.header_raw("Date").and_then(dates::published);
    Details {
        title: mail.subject().map(str::trim).filter(|subject| !subject.is_empty()).map(ToOwned::to_owned),
        byline: byline.map(|name| in_order(name.trim_matches(['"', ' ']))).filter(|name| !name.is_empty()),
        published,
        ..Details::default()
    }
}

/// `Doe, Jane`, as address books of offices have it, is `Jane Doe`.
fn in_order(name: &str) -> String {
    const ENDS: &[&str] = &["inc", "ltd", "llc", "co", "jr", "sr", "phd", "md", "esq", "mp", "gmbh"];
    let is_name = |part: &str| {
        let mut words = part.split_whitespace().peekable();
        words.peek().is_some()
            && words.clone().count() <= 2
            && words.all(|word| word.starts_with(char::is_uppercase) && !word.contains(['(', '@', '/']))
    };
    match name.split_once(", ") {
        Some((last, first)) if is_name(last) && is_name(first) => {
            let is_end = ENDS.contains(&first.replace('.', "").to_lowercase().as_str());
            if is_end { name.to_owned() } else { format!("{} {}", first.trim(), last.trim()) }
        }
        _ => name.to_owned(),
    }
}

/// A mail of a mailbox.
struct Mail {
    /// What the line above it says, in which stands when it came.
    came: String,
    bytes: Vec<u8>,
}

/// The mails of a mailbox (RFC 4155). A line that begins with `From ` parts them if it follows a blank one and ends with a
/// year; `>From ` is such a line of a text.
fn mails(bytes: &[u8]) -> Vec<Mail> {
    let mut mails: Vec<Mail> = Vec::new();
    let mut was_blank = true;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let bare = line.trim_ascii_end();
        if was_blank && is_postmark(bare) {
            mails.push(Mail { came: String::from_utf8_lossy(bare).into_owned(), bytes: Vec::new() });
        } else if let Some(mail) = mails.last_mut() {
            let quotes = line.iter().take_while(|byte| **byte == b'>').count();
            let is_escaped = quotes > 0 && line[quotes..].starts_with(b"From ");
            mail.bytes.extend_from_slice(if is_escaped { &line[1..] } else { line });
        }
        was_blank = bare.is_empty();
    }
    mails
}

/// Whether a line that ends with a space goes on in the next (RFC 3676).
fn is_flowed(part: &MessagePart<'_>) -> bool {
    let format = part.content_type().and_then(|kind| kind.attribute("format"));
    format.is_some_and(|format| format.eq_ignore_ascii_case("flowed"))
}

/// `From jane@hill.example Wed Jan 21 10:00:00 2026`, some with a time zone at the end.
fn is_postmark(line: &[u8]) -> bool {
    let has_time = line
        .windows(3)
        .any(|signs| signs[0].is_ascii_digit() && signs[1] == b':' && signs[2].is_ascii_digit());
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let has_year = line.rsplit(|byte| *byte == b' ').take(3).any(is_year);
    line.starts_with(b"From ") && has_time && has_year
}
