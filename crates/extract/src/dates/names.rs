//! What months, days and units of time are called.

use dossier_model::Precision;
use dossier_text::MONTHS;

use super::Scan;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Without the first half of 'mid-January', 'late-November', 'post-1959'.
pub(super) fn without_part(word: &str) -> &str {
    let part =
        word.split_once('-').filter(|(part, _)| matches!(*part, "early" | "mid" | "late" | "post" | "pre"));
    part.map_or(word, |(_, rest)| rest)
}

pub(super) fn month(scan: &Scan<'_, '_>, at: usize) -> Option<u8> {
    let word = scan.word(at);
    let has_part = without_part(word).len() < word.len();
    let word = without_part(word).trim_end_matches('.');
    let is_short = word.len() >= 3 && word.len() <= 4;
    let place = MONTHS.iter().position(|name| {
        *name == word || (is_short && (name.starts_with(word) || word == "sept" && *name == "september"))
    })?;
    (scan.is_large(at) || has_part).then_some(place as u8 + 1)
}

pub(super) fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

pub(super) fn unit(word: &str) -> Option<Precision> {
    match word {
        "day" => Some(Precision::Day),
        "week" => Some(Precision::Week),
        "month" => Some(Precision::Month),
        "quarter" => Some(Precision::Quarter),
        "year" => Some(Precision::Year),
        "decade" => Some(Precision::Decade),
        "century" | "centurie" => Some(Precision::Century),
        _ => None,
    }
}

pub(super) fn weekday(word: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|day| *day == word).map(|day| day as u8)
}
