//! The words of a calendar expression.

use dossier_model::{Day, PartialDate, Precision};

use super::{Scan, beside, parts};

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
    /// A day of a month, or all of it, in a year so many from the article's own: 'February this year'.
    InYear(Option<u8>, u8, i32),
    /// Months, first to last, of a year so many from the article's own.
    MonthsOf(u8, u8, i32),
    /// Three months from this one on, of a year that is not said.
    Season(u8, Way),
    /// Saturday and Sunday.
    Weekend(Way),
    /// So many units from the time that was named before.
    Told(i32, Precision),
    /// So many days from another day.
    Beside(i32, Box<Expression>),
    /// The week around a day.
    WeekOf(Box<Expression>),
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
    /// So many days from Easter Sunday of the western churches.
    Easter(i8),
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
            Self::Easter(days) => Some(easter(year)?.plus_days(days.into())),
        }
    }
}

/// Easter Sunday by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Day> {
    let year = i32::from(year);
    let (golden, century, of_century) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let shift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - shift + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4))
            .rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let number = epact + weekday - 7 * late + 114;
    Day::from_ymd(year as i16, (number / 31) as u8, (number % 31) as u8 + 1)
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
        if let Self::Beside(_, other) | Self::WeekOf(other) = self {
            return other.is_absolute();
        }
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
const PARTS: &[&str] = &["early", "late", "mid"];
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
        .or_else(|| beside::parse(scan, at))
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

/// 'since 2019', 'after 2015', 'before May 2014'. 'After the January 2020 killing' and 'since early 2024' speak of the time
/// itself, and leave nothing open.
fn bounded(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let word = scan.word(at);
    if !matches!(word, "since" | "after" | "before") {
        return None;
    }
    let (date, words, precision) = partial(scan, at + 1)?;
    let expression = match word {
        "since" => Expression::Since(date, precision),
        "after" => Expression::Since(PartialDate::Day(date.last().plus_days(1)), precision),
        _ => Expression::Until(PartialDate::Day(date.first().plus_days(-1)), precision),
    };
    Some((expression, 1 + words))
}

/// 'early 2024', 'late Sunday', 'the 1990s': the part belongs to the words, the whole is what is certain.
fn with_part(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    if scan.word(at) == "the" {
        return parts::parse(scan, at + 1).map(|(expression, words)| (expression, words + 1));
    }
    if !PARTS.contains(&scan.word(at)) {
        return None;
    }
    let (expression, words) = given(scan, at + 1).or_else(|| relative(scan, at + 1))?;
    Some((expression, words + 1))
}

fn given(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    if let Some((date, words, precision)) = partial(scan, at) {
        return Some((Expression::Given(date, date, precision), words));
    }
    in_year(scan, at)
        .or_else(|| parts::parse(scan, at))
        .or_else(|| day_of_month(scan, at))
        .or_else(|| month_only(scan, at))
}

/// 'February this year', 'Oct. 3 last year'.
fn in_year(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let dated = day_and_month(scan, at).map(|(day, month, words)| (Some(day), month, words));
    let (day, month, words) = dated.or_else(|| Some((None, month(scan, at)?, 1)))?;
    let of = usize::from(scan.word(at + words) == "of");
    let years = parts::year_from_now(scan, at + words + of)?;
    Some((Expression::InYear(day, month, years), words + of + 2))
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

/// '1945 Oak Street': a number, and large words up to one of a way.
fn is_house(scan: &Scan<'_, '_>, at: usize) -> bool {
    const WAYS: &[&str] =
        &["street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd", "lane", "drive", "highway"];
    let behind = (at + 1..at + 5).take_while(|place| scan.is_large(*place) && scan.goes_on(*place));
    behind.skip(1).any(|place| WAYS.contains(&scan.word(place).trim_end_matches('.')))
}

/// Without the first half of 'mid-January', 'late-November', 'post-1959'.
pub(super) fn without_part(word: &str) -> &str {
    let part =
        word.split_once('-').filter(|(part, _)| matches!(*part, "early" | "mid" | "late" | "post" | "pre"));
    part.map_or(word, |(_, rest)| rest)
}

/// Four digits that may be a year.
pub(super) fn year(scan: &Scan<'_, '_>, at: usize) -> Option<i16> {
    let word = without_part(scan.word(at));
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
    let has_part = without_part(scan.word(at)).len() < scan.word(at).len();
    if has_part && is_recent {
        return true;
    }
    !is_money
        && !is_count
        && !is_house(scan, at)
        && (fits || follows_possessive || (is_recent && !after_name && before != "about" && before != "some"))
        && (is_recent || fits)
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

fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day) && digits.len() <= 2)
}

/// '21 January', '3rd of March', 'Jan. 21'.
pub(super) fn day_and_month(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, u8, usize)> {
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
    let name = without_part(scan.word(at)).trim_end_matches('.');
    let has_part = name.len() + 1 < scan.word(at).len();
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
    // 'the March accession'
    let is_whose =
        before == "the" && scan.word(at + 1) != "of" && scan.goes_on(at + 1) && !scan.is_large(at + 1);
    // June may be a woman's name, March and May are verbs.
    let is_june = name == "june" && !(scan.goes_on(at + 1) && scan.is_large(at + 1));
    let is_plain = name == "july" || is_june || name.len() > 4 && name != "march";
    (is_asked || is_whose || is_plain || has_part).then_some((Expression::MonthOnly(month, Way::Nearest), 1))
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
            if let Some((day, month, words)) = day_and_month(scan, at + 1) {
                return Some((Expression::DayOfMonth(day, month, way), 1 + words));
            }
            if let Some(month) = month(scan, at + 1) {
                return Some((Expression::MonthOnly(month, way), 2));
            }
            if next == "weekend" {
                return Some((Expression::Weekend(way), 2));
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
        "the" if scan.word(at + 1) == "weekend" => return Some((Expression::Weekend(Way::Nearest), 2)),
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
        let expression = Expression::Feast(feast, Way::Nearest);
        if scan.word(at + words) == "week" {
            return Some((Expression::WeekOf(Box::new(expression)), words + 1));
        }
        // 'Easter Island'
        if scan.word(at) == "easter" && scan.goes_on(at + 1) && scan.is_large(at + 1) && words == 1 {
            return None;
        }
        return Some((expression, words));
    }
    ago(scan, at)
}

/// A feast of a day, by its name.
fn feast(scan: &Scan<'_, '_>, at: usize) -> Option<(Feast, usize)> {
    const FEASTS: [(&str, Feast); 12] = [
        ("good friday", Feast::Easter(-2)),
        ("easter sunday", Feast::Easter(0)),
        ("easter monday", Feast::Easter(1)),
        ("easter", Feast::Easter(0)),
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

/// 'two weeks ago', 'a couple of years ago', 'a decade ago', 'a year from now'; 'several weeks ago' can't be placed.
fn ago(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (count, words) = counted(scan, at)?;
    let unit_word = scan.word(at + words);
    let unit = unit(unit_word.strip_suffix('s').unwrap_or(unit_word))?;
    let end = at + words + 1;
    let (sign, tail) = match (scan.word(end), scan.word(end + 1)) {
        ("ago", _) => (-1, 1),
        ("earlier", _) if scan.words.len() == end + 1 => (-1, 1),
        ("from", "now" | "today") => (1, 2),
        _ => return None,
    };
    let expression = count.map_or(Expression::Recent, |count| Expression::Shift(sign * count, unit));
    Some((expression, words + 1 + tail))
}

/// How many, and by how many words that is said; no number where it is left open: 'several'.
fn counted(scan: &Scan<'_, '_>, at: usize) -> Option<(Option<i32>, usize)> {
    match (scan.word(at), scan.word(at + 1), scan.word(at + 2)) {
        ("a", "couple", "of") => Some((Some(2), 3)),
        ("a", "couple", _) => Some((Some(2), 2)),
        ("a", "few", _) => Some((None, 2)),
        ("several" | "many" | "some", _, _) => Some((None, 1)),
        (word, _, _) => count(word).map(|count| (Some(count), 1)),
    }
}

fn count(word: &str) -> Option<i32> {
    const WORDS: [&str; 21] = [
        "",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    const TENS: [&str; 5] = ["thirty", "forty", "fifty", "sixty", "seventy"];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let spelt = WORDS.iter().position(|other| *other == word && !word.is_empty()).map(|count| count as i32);
    let tens = TENS.iter().position(|other| *other == word).map(|tens| (tens as i32 + 3) * 10);
    spelt.or(tens).or_else(|| word.parse().ok()).filter(|count| (1..=1000).contains(count))
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

fn weekday(word: &str) -> Option<u8> {
    WEEKDAYS.iter().position(|day| *day == word).map(|day| day as u8)
}
