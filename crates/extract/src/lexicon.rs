//! General word lists: nothing of any one corpus.

use std::{collections::HashSet, sync::LazyLock};

use dossier_text::{MONTHS, fold};

/// A set of folded words or names.
pub(crate) type Words = LazyLock<HashSet<String>>;

fn words(text: &str) -> HashSet<String> {
    text.split_whitespace().map(fold).collect()
}

fn names(text: &str) -> HashSet<String> {
    text.trim().split(';').map(fold).collect()
}

pub(crate) static PERSON_TITLES: Words = LazyLock::new(|| words(include_str!("lexicon/person_titles.txt")));
pub(crate) static GIVEN_NAMES: Words = LazyLock::new(|| words(include_str!("lexicon/given_names.txt")));
pub(crate) static ORG_NOUNS: Words = LazyLock::new(|| words(include_str!("lexicon/org_nouns.txt")));
pub(crate) static PLACE_NOUNS: Words = LazyLock::new(|| words(include_str!("lexicon/place_nouns.txt")));
pub(crate) static COMMON_WORDS: Words = LazyLock::new(|| words(include_str!("lexicon/common_words.txt")));
pub(crate) static DEMONYMS: Words = LazyLock::new(|| words(include_str!("lexicon/demonyms.txt")));
/// Small words of other languages, which English does not have, and words of their calendars.
pub(crate) static FOREIGN_SMALL: Words = LazyLock::new(|| words(include_str!("lexicon/foreign_small.txt")));
pub(crate) static FOREIGN_CALENDAR: Words =
    LazyLock::new(|| words(include_str!("lexicon/foreign_calendar.txt")));
pub(crate) static PLACES: Words = LazyLock::new(|| names(include_str!("lexicon/places.txt")));
pub(crate) static ORGS: Words = LazyLock::new(|| names(include_str!("lexicon/orgs.txt")));

/// Small words that stand inside a person's name.
pub(crate) const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ibn", "abu", "abd", "bint", "ben", "de", "del", "della", "di", "da", "dos", "du",
    "van", "von", "der", "den", "la", "le", "ul", "ur",
];

/// Whether a folded word is of the calendar, which has capitals and names nobody: months, days of the week and feasts.
pub(crate) fn is_of_calendar(folded: &str) -> bool {
    MONTHS.contains(&folded) || CALENDAR.contains(&folded)
}

/// Beside the months.
const CALENDAR: &[&str] = &[
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sept",
    "sep",
    "oct",
    "nov",
    "dec",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "ramadan",
    "christmas",
    "easter",
    "god",
];

/// Whether a folded word says, by itself or with the next one, of which people something is: 'Kurdish', 'South Korean', 'Sri
/// Lankan'.
pub(crate) fn is_demonym(folded: &str, next: Option<&str>) -> bool {
    DEMONYMS.contains(folded)
        || DEMONYM_STARTS.contains(&folded) && next.is_some_and(|next| DEMONYMS.contains(next))
}

/// What a demonym of two words begins with.
const DEMONYM_STARTS: &[&str] =
    &["north", "south", "east", "west", "central", "saudi", "sri", "costa", "puerto", "new", "cape", "papua"];

/// How the states of the United States are shortened where a town stands before them (Associated Press).
pub(crate) const STATES: &[(&str, &str)] = &[
    ("ala", "alabama"),
    ("ariz", "arizona"),
    ("ark", "arkansas"),
    ("calif", "california"),
    ("colo", "colorado"),
    ("conn", "connecticut"),
    ("del", "delaware"),
    ("fla", "florida"),
    ("ga", "georgia"),
    ("ill", "illinois"),
    ("ind", "indiana"),
    ("kan", "kansas"),
    ("ky", "kentucky"),
    ("la", "louisiana"),
    ("md", "maryland"),
    ("mass", "massachusetts"),
    ("mich", "michigan"),
    ("minn", "minnesota"),
    ("miss", "mississippi"),
    ("mo", "missouri"),
    ("mont", "montana"),
    ("neb", "nebraska"),
    ("nev", "nevada"),
    ("n.h.", "new hampshire"),
    ("n.j.", "new jersey"),
    ("n.m.", "new mexico"),
    ("n.y.", "new york"),
    ("n.c.", "north carolina"),
    ("n.d.", "north dakota"),
    ("okla", "oklahoma"),
    ("ore", "oregon"),
    ("pa", "pennsylvania"),
    ("r.i.", "rhode island"),
    ("s.c.", "south carolina"),
    ("s.d.", "south dakota"),
    ("tenn", "tennessee"),
    ("tex", "texas"),
    ("vt", "vermont"),
    ("va", "virginia"),
    ("wash", "washington"),
    ("w.va.", "west virginia"),
    ("wis", "wisconsin"),
    ("wyo", "wyoming"),
];

/// Names of one country that share no word.
pub(crate) const SAME_PLACE: &[(&str, &str)] = &[
    ("us", "united states"),
    ("u.s.", "united states"),
    ("u.s", "united states"),
    ("usa", "united states"),
    ("u.s.a.", "united states"),
    ("united states of america", "united states"),
    ("uk", "united kingdom"),
    ("u.k.", "united kingdom"),
    ("u.k", "united kingdom"),
    ("uae", "united arab emirates"),
    ("turkiye", "turkey"),
];
