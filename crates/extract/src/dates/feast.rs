//! Feasts of a day, which are on another one each year.

use dossier_model::Day;

use super::Scan;

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

/// A feast of a day, by its name.
pub(super) fn feast(scan: &Scan<'_, '_>, at: usize) -> Option<(Feast, usize)> {
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
