//! The words of a calendar expression.

use dossier_model::{PartialDate, Precision};

use super::{
    Scan, beside,
    feast::{Feast, feast},
    names::{day, month, weekday, without_part},
    numeric, parts,
    relative::relative,
    year::{is_year_here, year},
};

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
    /// Days of a month, first to last, without their year.
    DaysOfMonth(u8, u8, u8),
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
    /// The decade or century so many from the article's own: 'last century'.
    Aligned(i32, Precision),
    /// So many units from the time that was named before.
    Told(i32, Precision),
    /// So many days from another day.
    Beside(i32, Box<Expression>),
    /// The week around a day.
    WeekOf(Box<Expression>),
    /// A time near the article's, which no rule can place: 'in recent days'.
    Recent,
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

const PARTS: &[&str] = &["early", "late", "mid"];
/// The expression that begins at a word, and how many words it takes.
pub(super) fn parse_at(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    // 'Every Friday' is no day.
    if at > 0 && matches!(scan.word(at - 1), "every" | "each") {
        return None;
    }
    with_weekday(scan, at)
        .or_else(|| numeric::parse(scan, at))
        .or_else(|| interval(scan, at))
        .or_else(|| bounded(scan, at))
        .or_else(|| beside::parse(scan, at))
        .or_else(|| with_part(scan, at))
        .or_else(|| given(scan, at))
        .or_else(|| relative(scan, at))
}

/// 'Sunday, October 5, 1997', 'Monday 3 May': one day, said twice.
fn with_weekday(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    weekday(scan.word(at)).filter(|_| scan.is_large(at) && scan.goes_on(at + 1))?;
    day_and_month(scan, at + 1)?;
    let (expression, words) = given(scan, at + 1)?;
    Some((expression, words + 1))
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
    feast_of_year(scan, at)
        .or_else(|| in_year(scan, at))
        .or_else(|| parts::parse(scan, at))
        .or_else(|| day_of_month(scan, at))
        .or_else(|| month_only(scan, at))
}

/// 'Easter 1916', 'Christmas Day 1999'.
fn feast_of_year(scan: &Scan<'_, '_>, at: usize) -> Option<(Expression, usize)> {
    let (feast, words) = feast(scan, at)?;
    let year = year(scan, at + words).filter(|_| scan.goes_on(at + words))?;
    let day = PartialDate::Day(feast.day(year)?);
    Some((Expression::Given(day, day, Precision::Day), words + 1))
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
    // A feast.
    if name == "may" && scan.word(at + 1) == "day" {
        return None;
    }
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
