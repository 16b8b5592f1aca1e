//! When a mail was sent, as its header says, and when it came, as its mailbox does.

use dossier_model::Published;

use super::super::dates;
use crate::date_line::{date_words, month};

/// The header's day. A year of two or three digits is one of RFC 5322's obsolete forms.
pub(super) fn published(header: &str) -> Option<Published> {
    let header = header.split('(').next().unwrap_or(header);
    let lower = header.to_lowercase();
    let mut words: Vec<String> = date_words(&lower).into_iter().map(ToOwned::to_owned).collect();
    if let Some(at) = words.iter().position(|word| month(word).is_some())
        && let Some(year) = words.get_mut(at + 1)
        && let Ok(number) = year.parse::<u16>()
    {
        match year.len() {
            2 => *year = (number + if number < 50 { 2000 } else { 1900 }).to_string(),
            3 => *year = (number + 1900).to_string(),
            _ => {}
        }
    }
    let reason = "its Date header says so";
    dates::published(&words.join(" "), None, reason).or_else(|| dates::published(header, None, reason))
}

/// The day on which it came, or before: `From jane@hill.example Wed Jan 21 10:00:00 2026`.
pub(super) fn until(postmark: &str) -> Option<Published> {
    let date = postmark.splitn(3, ' ').nth(2)?;
    dates::until(date.trim(), "its mailbox says that it came then")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_usual_header_is_a_day() {
        for header in [
            "Wed, 21 Jan 2026 23:30:00 -0500",
            " 21 Jan 26 10:00 GMT",
            "Wednesday, January 21, 2026 10:00 AM",
            "Wed, 21 Jan 126 10:00:00 GMT",
            "Wed, 21 Jan 2026 10:00:00 +0000 (UTC)",
            "Wed Jan 21 10:00:00 2026",
            "2026-01-21 10:00:00",
        ] {
            let read = published(header).map(|published| published.span.edtf());
            assert_eq!(read.as_deref(), Some("2026-01-21"), "{header}");
        }
        assert_eq!(published("21 Jan 98").unwrap().span.edtf(), "1998-01-21");
        assert_eq!((published("sometime"), published("")), (None, None));
        let came = until("From jane@hill.example Wed Jan 21 10:00:00 2026").unwrap();
        assert_eq!(came.span.edtf(), "[..2026-01-21]");
        assert_eq!(until("From "), None);
    }
}
