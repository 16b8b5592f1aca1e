//! The words of a calendar expression.

use dossier_model::{Day, PartialDate, Precision};

use super::Scan;

/// What an expression says, before it is placed in the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// Years, months or days that are wholly given, from one to another.
    Given(PartialDate, PartialDate, Precision),
    /// From a time on; `after` it, or from its beginning.
    Since(PartialDate, Precision),
    /// Up to a time.
    Until(PartialDate, Precision),
    /// A day of a month without its year.
    DayOfMonth(u8, u8, Way),
    /// A feast without its year.
    Feast(Feast, Way),
    /// A month without its year, and whether it is the last or the next one.
    MonthOnly(u8, Way),
    /// A day of the week, 0 for Monday.
    Weekday(u8, Way),
    /// So many days from the article's own.
    Days(i32),
    /// So many units from the article's own.
    Shift(i32, Precision),
    /// A time near the article's, which no rule can place: 'in recent days'.
    Recent,
}

/// A feast of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// A day of a month.
    Fixed(u8, u8),
    /// The nth day of the week (0 for Monday) in a month.
    Nth(u8, u8, u8),
}

impl Feast {
    pub(super) fn day(self, year: i16) -> Option<Day> {
        match self {
            Self::Fixed(day, month) => Day::from_ymd(year, month, day),
            Self::Nth(nth, weekday, month) => {
                let first = Day::from_ymd(year, month, 1)?;
                let wait = i32::from((7 + weekday - first.weekday()) % 7);
                Some(first.plus_days(wait + 7 * (i32::from(nth) - 1)))
            }
        }
    }
}

/// Which of several alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Nearest,
    Last,
    Next,
}

impl Expression {
    /// Whether it needs no article to be placed.
    pub(super) fn is_absolute(&self) -> bool {
        matches!(
            self,
            Self::Given(..)
                | Self::Since(..)
                | Self::Until(..)
                | Self::DayOfMonth(_, _, Way::Nearest)
                | Self::MonthOnly(_, Way::Nearest)
        )
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const PARTS: &[&str] = &["early", "late", "mid", "the"];
/// Words behind a bare number that make it a count and no year.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "troops",
    "fighters",
    "soldiers",
    "kilometres",
    "kilometers",
    "km",
    "miles",
    "metres",
    "meters",
    "feet",
    "dollars",
    "euros",
    "pounds",
    "percent",
    "per",
    "tonnes",
    "tons",
    "units",
    "shares",
    "years",
    "days",
    "homes",
    "jobs",
    "workers",
    "members",
    "votes",
    "points",
    "copies",
    "square",
    "words",
    "students",
    "cases",
    "million",
    "billion",
    "bags",
    "others",
    "more",
];
/// Words before a bare number that let it be a year.
const BEFORE_YEAR: &[&str] = &[
    "in", "since", "of", "by", "until", "during", "from", "to", "before", "after", "early", "late", "mid",
    "and", "the", "around", "for", "till", "through", "circa", "year", "s", "its", "their", "his", "her",
    "a", "on", "between", "fiscal", "spring", "summer", "autumn", "fall", "winter", "than",
];

/// The expression that begins at a word, and how many words it takes.
pub(super) fn parse_at(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    interval(scan, at)
        .or_else(|| bounded(scan, at))
        .or_else(|| with_part(scan, at))
        .or_else(|| given(scan, at))
        .or_else(|| relative(scan, at))
}

/// 'between 2014 and 2017', 'from May 2014 to June 2015', '2014–2017'.
fn interval(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let lead = usize::from(matches!(scan.word(at), "between" | "from"));
    let (first, first_words, precision) = partial(scan, at + lead)?;
    let link = at + lead + first_words;
    let dash = ["–", "-", "—"].contains(&scan.gap(link).trim());
    let word = lead == 1 && matches!(scan.word(link), "and" | "to" | "until" | "through");
    let second_at = if dash {
        link
    } else if word {
        link + 1
    } else {
        return None;
    };
    let (last, last_words, _) = partial(scan, second_at)?;
    let is_forward = first.first() <= last.last();
    is_forward.then(|| (Expression::Given(first, last, precision), second_at + last_words - at))
}

/// 'since 2019', 'after 2015', 'before May 2014'.
fn bounded(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let word = scan.word(at);
    if !matches!(word, "since" | "after" | "before") {
        return None;
    }
    let part = usize::from(PARTS.contains(&scan.word(at + 1)));
    let (date, words, precision) = partial(scan, at + 1 + part)?;
    let expression = match word {
        "since" => Expression::Since(date, precision),
        "after" => Expression::Since(PartialDate::Day(date.last().plus_days(1)), precision),
        _ => Expression::Until(PartialDate::Day(date.first().plus_days(-1)), precision),
    };
    Some((expression, 1 + part + words))
}

/// 'early 2024', 'mid-January', 'late Sunday': the part belongs to the words, the whole is what is certain.
fn with_part(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    if !PARTS.contains(&scan.word(at)) {
        return None;
    }
    if scan.word(at) == "the" {
        return decade(scan, at + 1).map(|(expression, words)| (expression, words + 1));
    }
    let (expression, words) = given(scan, at + 1).or_else(|| relative(scan, at + 1))?;
    Some((expression, words + 1))
}

fn given(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    if let Some((date, words, precision)) = partial(scan, at) {
        return Some((Expression::Given(date, date, precision), words));
    }
    decade(scan, at)
        .or_else(|| quarter(scan, at))
        .or_else(|| day_of_month(scan, at))
        .or_else(|| month_only(scan, at))
}

/// A day, month or year that is wholly given.
fn partial(scan: &Scan<'_, '_>, at: usize) -> Option<(PartialDate, usize, Precision)> {
    if let Some(date) = iso(scan.word(at)) {
        let precision = if matches!(date, PartialDate::Day(_)) { Precision::Day } else { Precision::Month };
        return Some((date, 1, precision));
    }
    if let Some((day, month, words)) = day_and_month(scan, at) {
        if let Some(year) = year(scan, at + words).filter(|_| scan.goes_on(at + words)) {
            return Some((
                PartialDate::Day(dossier_model::Day::from_ymd(year, month, day)?),
                words + 1,
                Precision::Day,
            ));
        }
        return None;
    }
    if let Some(month) = month(scan, at) {
        let of = usize::from(scan.word(at + 1) == "of");
        let year = year(scan, at + 1 + of).filter(|_| scan.goes_on(at + 1 + of));
        return year.map(|year| (PartialDate::Month(year, month), 2 + of, Precision::Month));
    }
    let year = year(scan, at).filter(|year| is_year_here(scan, at, *year))?;
    Some((PartialDate::Year(year), 1, Precision::Year))
}

fn iso(word: &str) -> Option<PartialDate> {
    word.parse().ok().filter(|date| !matches!(date, PartialDate::Year(_)))
}

/// Four digits that may be a year.
fn year(scan: &Scan<'_, '_>, at: usize) -> Option<i16> {
    let word = scan.word(at);
    let is_number = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| word.parse().ok()).flatten().filter(|year| (1000..2100).contains(year))
}

/// Whether a bare number is a year by what stands around it.
fn is_year_here(scan: &Scan<'_, '_>, at: usize, year: i16) -> bool {
    let gap = scan.gap(at);
    let is_money = gap.ends_with(['$', '€', '£', '#', '№']);
    let is_count = COUNTED.contains(&scan.word(at + 1));
    let before = at.checked_sub(1).map_or("", |before| scan.word(before));
    let is_recent = (1900..2060).contains(&year);
    let after_name = at > 0 && scan.is_large(at - 1) && !BEFORE_YEAR.contains(&before);
    let in_brackets = gap.ends_with('(') || gap.contains(['–', '-', '—']);
    let fits = BEFORE_YEAR.contains(&before) || in_brackets || gap.contains(',') || at == 0;
    let follows_possessive = gap.contains(['\'', '’']);
    // 'about 2000 people' is caught by what is counted; 'Flight 1987' by the name before it.
    !is_money
        && !is_count
        && (fits || follows_possessive || (is_recent && !after_name && before != "about" && before != "some"))
        && (is_recent || fits)
}

fn month(scan: &Scan<'_, '_>, at: usize) -> Option<u8> {
    let word = scan.word(at);
    let word = word.strip_prefix("mid-").unwrap_or(word).trim_end_matches('.');
    let is_short = word.len() >= 3 && word.len() <= 4;
    let place = MONTHS.iter().position(|name| {
        *name == word || (is_short && (name.starts_with(word) || word == "sept" && *name == "september"))
    })?;
    (scan.is_large(at) || scan.word(at).starts_with("mid-")).then_some(place as u8 + 1)
}

fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

/// '21 January', '3rd of March', 'Jan. 21'.
fn day_and_month(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, u8, usize)> {
    if let Some(day) = day(scan.word(at)) {
        let of = usize::from(scan.word(at + 1) == "of");
        let month = month(scan, at + 1 + of).filter(|_| scan.goes_on(at + 1))?;
        return Some((day, month, 2 + of));
    }
    let month = month(scan, at)?;
    let the = usize::from(scan.word(at + 1) == "the");
    let day = day(scan.word(at + 1 + the)).filter(|_| scan.goes_on(at + 1))?;
    Some((day, month, 2 + the))
}

fn day_of_month(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (day, month, words) = day_and_month(scan, at)?;
    Some((Expression::DayOfMonth(day, month, Way::Nearest), words))
}

/// A month by its name alone; 'May' and 'March' only where a small word before them asks for a time.
fn month_only(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let month = month(scan, at)?;
    let name = scan.word(at).trim_end_matches('.');
    let before = at.checked_sub(1).map_or("", |before| scan.word(before));
    let is_asked = matches!(
        before,
        "in" | "of"
            | "since"
            | "by"
            | "until"
            | "during"
            | "early"
            | "late"
            | "mid"
            | "from"
            | "to"
            | "for"
            | "through"
    );
    // June may be a woman's name, March and May are verbs.
    let is_june = name == "june" && !(scan.goes_on(at + 1) && scan.is_large(at + 1));
    let is_plain = name == "july" || is_june || name.len() > 4 && name != "march";
    (is_asked || is_plain || name.starts_with("mid-"))
        .then_some((Expression::MonthOnly(month, Way::Nearest), 1))
}

fn decade(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let digits = scan.word(at).strip_suffix('s')?;
    let digits = digits.trim_end_matches('\'');
    let start: i16 = digits
        .parse()
        .ok()
        .filter(|start| digits.len() == 4 && start % 10 == 0 && (1000..2100).contains(start))?;
    let (first, last) = (PartialDate::Year(start), PartialDate::Year(start + 9));
    Some((Expression::Given(first, last, Precision::Decade), 1))
}

fn quarter(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (number, words) = match (scan.word(at), scan.word(at + 1)) {
        ("q1", _) => (1, 1),
        ("q2", _) => (2, 1),
        ("q3", _) => (3, 1),
        ("q4", _) => (4, 1),
        ("first", "quarter") => (1, 2),
        ("second", "quarter") => (2, 2),
        ("third", "quarter") => (3, 2),
        ("fourth", "quarter") => (4, 2),
        _ => return None,
    };
    let of = usize::from(scan.word(at + words) == "of");
    let year = year(scan, at + words + of)?;
    let (first, last) = (PartialDate::Month(year, number * 3 - 2), PartialDate::Month(year, number * 3));
    Some((Expression::Given(first, last, Precision::Quarter), words + of + 1))
}

fn relative(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let word = scan.word(at);
    let way = match word {
        "last" | "past" | "previous" => Way::Last,
        "next" => Way::Next,
        _ => Way::Nearest,
    };
    match word {
        "today" | "tonight" => return Some((Expression::Days(0), 1)),
        "yesterday" => return Some((Expression::Days(-1), 1)),
        "tomorrow" => return Some((Expression::Days(1), 1)),
        "last" | "past" | "previous" | "next" | "this" => {
            let next = scan.word(at + 1);
            if let Some(day) = weekday(next) {
                return Some((Expression::Weekday(day, way), 2));
            }
            if let Some(month) = month(scan, at + 1) {
                let day = scan
                    .word(at + 2)
                    .parse()
                    .ok()
                    .filter(|day| (1..=31).contains(day) && scan.goes_on(at + 2));
                return Some(match day {
                    Some(day) => (Expression::DayOfMonth(day, month, way), 3),
                    None => (Expression::MonthOnly(month, way), 2),
                });
            }
            if let Some((feast, words)) = feast(scan, at + 1) {
                return Some((Expression::Feast(feast, way), 1 + words));
            }
            let shift = match way {
                Way::Last => -1,
                Way::Next => 1,
                Way::Nearest => 0,
            };
            if matches!(next, "morning" | "afternoon" | "evening" | "night") {
                return Some((Expression::Days(shift.min(0)), 2));
            }
            return unit(next).filter(|_| word != "past").map(|unit| (Expression::Shift(shift, unit), 2));
        }
        "recent" if matches!(scan.word(at + 1), "days" | "weeks" | "months" | "years") => {
            return Some((Expression::Recent, 2));
        }
        _ => {}
    }
    if scan.is_large(at)
        && let Some(day) = weekday(word)
    {
        return Some((Expression::Weekday(day, Way::Nearest), 1));
    }
    if let Some((feast, words)) = feast(scan, at) {
        return Some((Expression::Feast(feast, Way::Nearest), words));
    }
    ago(scan, at)
}

/// A feast of a day, by its name.
fn feast(scan: &Scan<'_, '_>, at: usize) -> Option<(Feast, usize)> {
    const FEASTS: [(&str, Feast); 8] = [
        ("thanksgiving day", Feast::Nth(4, 3, 11)),
        ("thanksgiving", Feast::Nth(4, 3, 11)),
        ("christmas day", Feast::Fixed(25, 12)),
        ("christmas eve", Feast::Fixed(24, 12)),
        ("new year's day", Feast::Fixed(1, 1)),
        ("new year's eve", Feast::Fixed(31, 12)),
        ("may day", Feast::Fixed(1, 5)),
        ("labor day", Feast::Nth(1, 0, 9)),
    ];
    if !scan.is_large(at) {
        return None;
    }
    FEASTS.iter().find_map(|(name, feast)| {
        let mut words = name.split(' ');
        let count = words.clone().count();
        let fits = words.by_ref().enumerate().all(|(place, word)| {
            let is_next =
                place == 0 || scan.goes_on(at + place) || scan.gap(at + place).contains(['\'', '’']);
            is_next && scan.word(at + place) == word.trim_end_matches("'s")
        });
        fits.then_some((*feast, count))
    })
}

/// 'two weeks ago', 'a decade ago'.
fn ago(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let count = count(scan.word(at))?;
    let unit_word = scan.word(at + 1);
    let unit = unit(unit_word.strip_suffix('s').unwrap_or(unit_word))?;
    (scan.word(at + 2) == "ago" || scan.word(at + 2) == "earlier" && scan.words.len() == at + 3)
        .then_some((Expression::Shift(-count, unit), 3))
}

fn count(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] = [
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelt = WORDS.iter().position(|other| *other == word && !word.is_empty());
    spelt.map(|count| count as i32).or_else(|| word.parse().ok()).filter(|count| (1..=1000).contains(count))
}

fn unit(word: &str) -> Option<Precision> {
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

fn weekday(word: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|day| *day == word).map(|day| day as u8)
}
