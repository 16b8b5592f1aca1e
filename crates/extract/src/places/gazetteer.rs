//! Names of countries, regions and towns with where they are: `gazetteer.bin`, which `train/src/bin/places.rs` makes of
//! GeoNames (CC BY 4.0) and Natural Earth (public domain).
//!
//! The file: the number of regions (2 bytes, as all numbers low byte first) and the country of each (1 byte); then, to the
//! end, a name after the other by its bytes: how many bytes it shares with the one before (1), how many it adds (1), these;
//! its weight (1), its region (2), its latitude and longitude (2 each, signed, hundredths of a degree).

use std::{collections::HashMap, sync::LazyLock};

use dossier_model::Coordinates;
use dossier_text::slug;

static BYTES: &[u8] = include_bytes!("gazetteer.bin");
static BUILT_IN: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::read(BYTES).expect("the file that a test has read"));

/// The bit of a weight that says that the name is a region's.
pub(crate) const IS_REGION: u8 = 0x80;
/// The weight of a country.
pub(crate) const COUNTRY: u8 = 0x7F;

/// Arabic articles, which are written or not, and in many ways.
const ARTICLES: &[&str] =
    &["the", "al", "ar", "as", "ash", "at", "ad", "an", "az", "el", "er", "es", "ez", "ul", "ud"];
/// What stands beside the name of a region or a town and is no part of it.
const GENERIC: &[&str] = &[
    "province",
    "governorate",
    "muhafazat",
    "region",
    "state",
    "district",
    "county",
    "city",
    "oblast",
    "prefecture",
    "canton",
    "of",
];

/// What names are compared by: small letters of ASCII where there are any, hyphens, no articles.
pub fn place_key(name: &str) -> String {
    without(&slug(name), ARTICLES)
}

/// A name without 'Province', 'City' and the like, to be looked up where the whole is not known.
pub fn bare_place_key(name: &str) -> String {
    without(&place_key(name), GENERIC)
}

/// The parts that are not among `words`; all, where none would be left.
fn without(key: &str, words: &[&str]) -> String {
    let parts: Vec<&str> = key.split('-').filter(|part| !words.contains(part)).collect();
    if parts.is_empty() { key.to_owned() } else { parts.join("-") }
}

/// What a name may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    /// Four times the binary logarithm of how many people live there; a region's, and a name that the place is known by
    /// elsewhere, as if they were a tenth.
    pub(crate) weight: u8,
    pub(crate) is_region: bool,
    pub(crate) region: u16,
    pub(crate) country: u8,
    pub(crate) at: Coordinates,
}

impl Candidate {
    pub(crate) fn is_country(&self) -> bool {
        self.weight == COUNTRY
    }

    /// Whether it lies in another: a country or region.
    pub(crate) fn is_in(&self, other: &Self) -> bool {
        if other.is_country() {
            self.country == other.country && !self.is_country()
        } else {
            other.is_region && self.region == other.region && !self.is_region
        }
    }
}

pub(crate) struct Gazetteer {
    names: HashMap<String, Vec<Candidate>>,
}

impl Gazetteer {
    pub(crate) fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// `None` where the bytes are no gazetteer.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk::<2>()?;
        let (countries, mut rest) = rest.split_at_checked(usize::from(u16::from_le_bytes(*count)))?;
        // A name has nine bytes of numbers and a few letters of its own.
        let mut names: HashMap<String, Vec<Candidate>> = HashMap::with_capacity(rest.len() / 14);
        let mut name = Vec::new();
        while let Some(([shared, added], tail)) = rest.split_first_chunk::<2>() {
            let (letters, tail) = tail.split_at_checked(usize::from(*added))?;
            let ([weight, numbers @ ..], tail) = tail.split_first_chunk::<7>()?;
            rest = tail;
            name.truncate(usize::from(*shared));
            name.extend_from_slice(letters);
            let number = |at: usize| [numbers[2 * at], numbers[2 * at + 1]];
            let degrees = |at: usize| f64::from(i16::from_le_bytes(number(at))) / 100.0;
            let region = u16::from_le_bytes(number(0));
            let candidate = Candidate {
                weight: weight & !IS_REGION,
                is_region: weight & IS_REGION != 0,
                region,
                country: *countries.get(usize::from(region))?,
                at: Coordinates::from_degrees(degrees(1), degrees(2))?,
            };
            names.entry(String::from_utf8(name.clone()).ok()?).or_default().push(candidate);
        }
        if rest.is_empty() { Some(Self { names }) } else { None }
    }

    /// All that a name of one word may stand for, the heaviest first.
    pub(crate) fn find_whole(&self, word: &str) -> &[Candidate] {
        // Most are written as they are kept.
        let found = self.names.get(word).or_else(|| match word.is_ascii() {
            true if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) => None,
            _ => self.names.get(&place_key(word)),
        });
        found.map(Vec::as_slice).unwrap_or_default()
    }

    /// All that a name may stand for, the heaviest first; nothing where it is not known.
    pub(crate) fn find(&self, name: &str) -> &[Candidate] {
        let of = |key: String| self.names.get(&key).map(Vec::as_slice);
        of(place_key(name)).or_else(|| of(bare_place_key(name))).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn degrees(name: &str) -> Option<(i32, i32)> {
        let at = Gazetteer::built_in().find(name).first()?.at;
        Some((at.latitude().round() as i32, at.longitude().round() as i32))
    }

    #[test]
    fn towns_regions_and_countries_are_found_however_they_are_spelt() {
        assert_eq!(degrees("Paris"), Some((49, 2)));
        assert_eq!(degrees("São Paulo"), degrees("Sao Paulo"));
        assert_eq!(degrees("al-Ramadi"), degrees("Ar Ramādī"));
        assert_eq!(degrees("Texas").map(|(latitude, _)| (28..=34).contains(&latitude)), Some(true));
        assert_eq!(
            degrees("Washington").map(|(_, longitude)| longitude),
            Some(-77),
            "the town, not the state"
        );
        assert_eq!(
            degrees("Ontario").map(|(latitude, _)| latitude > 42),
            Some(true),
            "the province, not the town"
        );
        assert!(Gazetteer::built_in().find("Georgia")[0].is_country());
        assert_eq!(degrees("the United States"), degrees("U.S."));
        assert_eq!(degrees("Nowhereville"), None);
    }

    #[test]
    fn a_town_lies_in_its_country_and_region() {
        let find = |name: &str| Gazetteer::built_in().find(name);
        let texan = find("Paris").iter().find(|paris| paris.is_in(&find("Texas")[0]));
        assert!(
            texan.is_some_and(|paris| paris.at.longitude() < -90.0 && paris.is_in(&find("United States")[0]))
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Gazetteer::read(&bytes);
        }
    }
}
