//! Lines that say when a text was published, and how dates are written there, in the languages of many newspapers.

use dossier_model::Day;
use dossier_text::MONTHS;

use crate::origin::{is_byline, is_head_line};

/// What stands beside each other in a line: `By Jane Doe | 21 January 2026 | 3 min read`.
pub(crate) fn segments(line: &str) -> impl Iterator<Item = &str> + Clone {
    line.split(['|', '·', '•']).map(str::trim).filter(|segment| !segment.is_empty())
}

/// The day of a line that says nothing else: `2026-01-21`, `21 January 2026`, `Published: Jan. 21, 2026 10:30 GMT`; a
/// byline and how long it takes to read may stand beside it.
pub(crate) fn date_line(line: &str) -> Option<Day> {
    if line.len() > LONGEST_LINE || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut segments = segments(line);
    if segments.clone().nth(1).is_none() {
        return day_alone(line);
    }
    let is_part = |segment: &str| {
        let is_length = || segment.ends_with("min read") || segment.ends_with("minute read");
        day_alone(segment).is_some()
            || is_byline(segment)
            || is_head_line(segment)
            || is_length()
            || is_clock(segment)
    };
    segments.clone().all(is_part).then(|| segments.find_map(day_alone)).flatten()
}

/// No line of a date is longer, nor one with what may stand beside it, in bytes.
const LONGEST_DATE: usize = 60;
const LONGEST_LINE: usize = 160;

/// What may stand before a date.
const PUBLISHED: &[&str] = &[
    "published:",
    "published on",
    "published",
    "posted on",
    "posted:",
    "date:",
    "updated:",
    "updated on",
    "updated",
    "last updated",
    "veröffentlicht am",
    "stand:",
    "publié le",
    "publicado el",
];

fn day_alone(line: &str) -> Option<Day> {
    if line.len() > LONGEST_DATE {
        return None;
    }
    let lower = line.to_lowercase();
    let rest = PUBLISHED.iter().find_map(|start| lower.strip_prefix(start)).unwrap_or(&lower);
    let words = date_words(rest.trim_start_matches([':', ' ']));
    let (first, used) = first_date(&words)?;
    words[used..].iter().all(|word| is_clock(word)).then_some(first)
}

/// A word of a time of day.
fn is_clock(word: &str) -> bool {
    const CLOCK: &[&str] = &[
        "am", "pm", "a.m", "p.m", "a.m.", "p.m.", "gmt", "utc", "est", "edt", "bst", "cet", "cest", "|", "-",
        "–", "at", "uhr", "um", "à", "a", "las", "г.", "г", "года", "в", "мск", "h",
    ];
    let begins = word.starts_with(|sign: char| sign.is_ascii_digit());
    let is_hour = || word.contains(':') || word.contains(['h', '.', '時', '点', '시']) && word.len() < 16;
    word.contains(':') || CLOCK.contains(&word) || begins && is_hour()
}

/// The words of a date without those that only join them: `the 21st of January`, `21 de enero de 2026`, `le 21 janvier`.
pub(crate) fn date_words(text: &str) -> Vec<&str> {
    let words = text.split(|sign: char| sign.is_whitespace() || sign == ',');
    let joins = |word: &str| matches!(word, "" | "of" | "the" | "de" | "del" | "le" | "el" | "il" | "den");
    words.filter(|word| !joins(word)).collect()
}

/// Weekdays in other languages, and short ones in English.
#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "mon", "tue", "tues", "wed", "thu", "thurs", "fri", "sat", "sun", "montag", "dienstag", "mittwoch", "donnerstag", "freitag",
    "samstag", "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "lunes", "martes",
    "miércoles", "jueves", "viernes", "sábado", "domingo", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
    "воскресенье",
];

/// `2026年1月21日`, `2026년 1월 21일`: how many words it takes.
fn east_asian(words: &[&str]) -> Option<(Day, usize)> {
    let is_sign = |sign: char| matches!(sign, '年' | '月' | '日' | '号' | '년' | '월' | '일');
    let (mut numbers, mut used) = (Vec::new(), 0);
    for word in words.iter().take_while(|word| word.contains(is_sign)).take(3) {
        // A time of day may follow without a space.
        numbers.extend(word.split(is_sign).filter(|part| !part.is_empty()).take(3 - numbers.len()));
        used += 1;
    }
    let [year, month, day] = numbers[..] else { return None };
    Some((Day::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?, used))
}

/// The date that a line begins with, after a weekday, and how many words it takes.
pub(crate) fn first_date(words: &[&str]) -> Option<(Day, usize)> {
    let is_weekday = |word: &&&str| {
        word.ends_with("day") && word.len() > 5 || WEEKDAYS.contains(&word.trim_end_matches('.'))
    };
    let skipped = usize::from(words.first().filter(is_weekday).is_some());
    let words = &words[skipped..];
    let day =
        |word: &str| word.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h', 'e', 'º', '.']).parse::<u8>().ok();
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| (1500..2200).contains(year));
    match words {
        [one, ..] if one.len() >= 10 && one.is_char_boundary(10) && one.as_bytes()[4] == b'-' => {
            let dossier_model::PartialDate::Day(date) = one[..10].parse().ok()? else { return None };
            Some((date, skipped + 1))
        }
        [one, ..] if one.contains(['年', '년']) => {
            Some(east_asian(words)).flatten().map(|(date, used)| (date, skipped + used))
        }
        [one, ..] if one.matches('.').count() == 2 && !one.ends_with('.') => {
            let numbers: Vec<&str> = one.split('.').collect();
            let (day, month) = (numbers[0].parse().ok()?, numbers[1].parse().ok()?);
            Some((Day::from_ymd(year(numbers[2])?, month, day)?, skipped + 1))
        }
        [a, b, c, ..] => {
            let date = match (day(a), month(b), month(a), day(b)) {
                (Some(day), Some(month), _, _) | (_, _, Some(month), Some(day)) => {
                    Day::from_ymd(year(c)?, month, day)?
                }
                _ => return None,
            };
            Some((date, skipped + 3))
        }
        _ => None,
    }
}

/// The month of a name or its beginning: `january`, `jan.`, `sept`; in other languages of its name or how it is shortened.
pub(crate) fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    let fits =
        |name: &&str| word.len() >= 3 && (name.starts_with(word) || (*name == "september" && word == "sept"));
    let place =
        MONTHS.iter().position(fits).or_else(|| ELSEWHERE.iter().position(|names| names.contains(&word)));
    place.map(|place| place as u8 + 1)
}

/// What the months are called in other languages than English, as they stand in dates.
#[rustfmt::skip]
const ELSEWHERE: [&[&str]; 12] = [
    &["januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "января", "янв", "січня", "stycznia"],
    &["februar", "feber", "février", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari", "февраля", "фев", "лютого", "lutego"],
    &["märz", "mär", "mrz", "mars", "marzo", "março", "maart", "mrt", "марта", "мар", "березня", "marca"],
    &["avril", "avr", "abril", "abr", "aprile", "апреля", "апр", "квітня", "kwietnia"],
    &["mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "мая", "май", "травня", "maja"],
    &["juni", "juin", "junio", "giugno", "giu", "junho", "июня", "июн", "червня", "czerwca"],
    &["juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "июля", "июл", "липня", "lipca"],
    &["août", "aout", "agosto", "ago", "augustus", "augusti", "августа", "авг", "серпня", "sierpnia"],
    &["septembre", "septiembre", "settembre", "set", "setembro", "сентября", "сен", "сент", "вересня", "września"],
    &["oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "октября", "окт", "жовтня", "października"],
    &["novembre", "noviembre", "novembro", "ноября", "ноя", "листопада", "listopada"],
    &["dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "декабря", "дек", "грудня", "grudnia"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_line_is_a_date_and_nothing_else() {
        for line in [
            "2026-01-21",
            "21 January 2026",
            "Published: Jan. 21, 2026 10:30 GMT",
            "Wednesday, 21st Jan 2026",
            "the 21st of January 2026",
            "Mittwoch, 21. Januar 2026, 10:30 Uhr",
            "21.01.2026, 10.30 Uhr",
            "Publié le 21 janvier 2026 à 10h30",
            "21 de enero de 2026",
            "Le mercredi 21 janvier 2026",
            "El 21 de enero de 2026",
            "21 января 2026, 10:30",
            "2026年1月21日 10時30分",
            "2026년 1월 21일",
            "By JANE DOE | Published 21 January 2026 | Updated 22 January 2026",
            "21 January 2026 · 3 min read",
        ] {
            assert_eq!(date_line(line).map(|day| day.to_string()).as_deref(), Some("2026-01-21"), "{line}");
        }
        for line in [
            "21 January",
            "In 2026 the council met",
            "32 January 2026",
            "",
            "2026-13-01",
            "é2026-01-21",
            "1.2.3",
            "2026年",
            "Ships | 21 January 2026",
        ] {
            assert_eq!(date_line(line), None, "{line}");
        }
    }
}
