//! The names of countries, regions and towns with where they are; `crates/extract/src/places/gazetteer.rs` says the format.

use std::collections::{BTreeMap, HashMap};

use anyhow::{Context, Result};
use dossier_extract::{bare_place_key, place_key};
use serde_json::Value;

use super::outlines::Topology;

/// A town must have this many people to be known by its name, and by its names elsewhere.
const PEOPLE: f64 = 21_000.0;
const PEOPLE_FOR_OTHER_NAMES: f64 = 300_000.0;
/// The most places of one name.
const NAMESAKES: usize = 8;
const COUNTRY: u8 = 0x7F;
const IS_REGION: u8 = 0x80;

/// What countries are called beside the names that both sets give.
const OTHER_NAMES: &[(&str, &[&str])] = &[
    ("US", &["US", "U.S.", "USA", "U.S.A.", "America", "United States of America"]),
    ("GB", &["UK", "U.K.", "Britain", "Great Britain"]),
    ("AE", &["UAE", "U.A.E.", "Emirates"]),
    ("TR", &["Turkey", "Türkiye"]),
    ("CZ", &["Czech Republic", "Czechia"]),
    ("CD", &["Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "DRC"]),
    ("CG", &["Congo-Brazzaville", "Republic of the Congo"]),
    ("CI", &["Ivory Coast"]),
    ("KP", &["North Korea"]),
    ("KR", &["South Korea"]),
    ("MM", &["Burma"]),
    ("MK", &["Macedonia"]),
    ("NL", &["Holland"]),
    ("PS", &["Palestine"]),
    ("RU", &["Russian Federation"]),
    ("SZ", &["Swaziland"]),
    ("TL", &["East Timor"]),
    ("VA", &["Vatican City", "Holy See"]),
];

struct Named {
    weight: u8,
    region: u16,
    at: [i16; 2],
}

/// Four times the binary logarithm.
fn weight(people: f64) -> u8 {
    (4.0 * people.max(1.0).log2()).round().clamp(0.0, f64::from(COUNTRY - 1)) as u8
}

fn hundredths(at: [f64; 2]) -> [i16; 2] {
    at.map(|degrees| (degrees * 100.0).round() as i16)
}

struct Town {
    names: Vec<String>,
    country: String,
    /// GeoNames' code of its region.
    region: String,
    people: f64,
    at: [f64; 2],
}

/// # Errors
/// What of the sets is not as it is described.
pub fn make(towns: &Value, countries: &Value, regions: &str, world: &Topology) -> Result<Vec<u8>> {
    let towns = read_towns(towns)?;
    let mut out = Gathered::default();
    for (code, country) in countries.as_object().context("countries.json is a table")? {
        let name = text(country, "name")?;
        let number = format!("{:03}", country["isonumeric"].as_i64().unwrap_or_default());
        let capital = text(country, "capital")?;
        let of_capital = towns.iter().filter(|town| town.country == *code && town.names[0] == capital);
        let drawn = world.country(&number);
        let Some(at) = drawn.as_ref().map(|(_, at)| *at).or_else(|| of_capital.map(|town| town.at).next())
        else {
            continue;
        };
        let region = out.region(code);
        let others = OTHER_NAMES
            .iter()
            .filter(|(other, _)| other == code)
            .flat_map(|(_, names)| names.iter().copied());
        for name in [name].into_iter().chain(drawn.as_ref().map(|(name, _)| name.as_str())).chain(others) {
            out.add(place_key(name), Named { weight: COUNTRY, region, at: hundredths(at) });
        }
    }
    let names = region_names(&towns, regions);
    let mut numbers: HashMap<(&str, &str), u16> = HashMap::new();
    for ((country, code), name) in &names {
        let own: Vec<&Town> =
            towns.iter().filter(|town| town.country == *country && town.region == *code).collect();
        let people: f64 = own.iter().map(|town| town.people).sum();
        let mean = |axis: usize| own.iter().map(|town| town.at[axis] * town.people).sum::<f64>() / people;
        let region = out.region(country);
        numbers.insert((country, code), region);
        let weight = weight(people / 10.0) | IS_REGION;
        for key in [place_key(name), bare_place_key(name)] {
            out.add(key, Named { weight, region, at: hundredths([mean(0), mean(1)]) });
        }
    }
    for town in &towns {
        let region = match numbers.get(&(town.country.as_str(), town.region.as_str())) {
            Some(region) => *region,
            None => out.country(&town.country),
        };
        for (number, name) in town.names.iter().enumerate() {
            let people = if number == 0 { town.people } else { town.people / 10.0 };
            out.add(place_key(name), Named { weight: weight(people), region, at: hundredths(town.at) });
        }
    }
    Ok(out.write())
}

fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str> {
    value[key].as_str().with_context(|| format!("no {key} in {value}"))
}

fn read_towns(towns: &Value) -> Result<Vec<Town>> {
    let all = towns.as_object().context("cities15000.json is a table")?.values();
    let mut read = Vec::new();
    for town in all {
        let people = town["population"].as_f64().unwrap_or_default();
        if people < PEOPLE {
            continue;
        }
        let mut names = vec![text(town, "name")?.to_owned()];
        if people >= PEOPLE_FOR_OTHER_NAMES {
            let others = town["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
            names.extend(others.filter(|name| is_a_name(name)).map(str::to_owned));
        }
        read.push(Town {
            names,
            country: text(town, "countrycode")?.to_owned(),
            region: town["admin1code"].as_str().unwrap_or_default().to_owned(),
            people,
            at: [
                town["latitude"].as_f64().unwrap_or_default(),
                town["longitude"].as_f64().unwrap_or_default(),
            ],
        });
    }
    read.sort_by(|a, b| b.people.total_cmp(&a.people).then_with(|| a.names[0].cmp(&b.names[0])));
    Ok(read)
}

/// Other names are in many scripts; those in small letters are transliterations, those in capitals codes of airports.
fn is_a_name(name: &str) -> bool {
    let key = place_key(name);
    name.starts_with(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
        && key.len() > 3
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        && key.matches('-').count() < 3
}

/// The name of each region of a country by its code: what most of its towns say, which are found by where they are.
fn region_names<'t>(towns: &'t [Town], rows: &str) -> BTreeMap<(&'t str, &'t str), String> {
    let place = |latitude: f64, longitude: f64| {
        ((latitude * 100.0).round() as i32, (longitude * 100.0).round() as i32)
    };
    let mut said: HashMap<(i32, i32, String), String> = HashMap::new();
    for row in rows.lines().skip(1) {
        let cells: Vec<&str> = row.split(',').collect();
        if let ([latitude, longitude, _, region, .., country], 6) = (cells.as_slice(), cells.len())
            && let (Ok(latitude), Ok(longitude)) = (latitude.parse(), longitude.parse())
        {
            let (y, x) = place(latitude, longitude);
            said.insert((y, x, (*country).to_owned()), (*region).to_owned());
        }
    }
    let mut votes: BTreeMap<(&str, &str), BTreeMap<String, u32>> = BTreeMap::new();
    for town in towns {
        let (y, x) = place(town.at[0], town.at[1]);
        if let Some(name) = said.get(&(y, x, town.country.clone())).filter(|name| !name.is_empty()) {
            *votes.entry((&town.country, &town.region)).or_default().entry(name.clone()).or_default() += 1;
        }
    }
    let best = |votes: BTreeMap<String, u32>| {
        votes.into_iter().max_by_key(|(_, votes)| *votes).map(|(name, _)| name)
    };
    votes.into_iter().filter_map(|(region, votes)| Some((region, best(votes)?))).collect()
}

#[derive(Default)]
struct Gathered {
    /// The country of each region by its number.
    regions: Vec<u8>,
    countries: Vec<String>,
    names: BTreeMap<String, Vec<Named>>,
}

impl Gathered {
    /// A new region of a country.
    fn region(&mut self, country: &str) -> u16 {
        let known = self.countries.iter().position(|other| other == country);
        let number = known.unwrap_or_else(|| {
            self.countries.push(country.to_owned());
            self.countries.len() - 1
        });
        self.regions.push(number as u8);
        self.regions.len() as u16 - 1
    }

    /// The first region of a country, which stands for the whole.
    fn country(&mut self, country: &str) -> u16 {
        let number = self.countries.iter().position(|other| other == country);
        let first = number.and_then(|number| self.regions.iter().position(|of| usize::from(*of) == number));
        first.map_or_else(|| self.region(country), |first| first as u16)
    }

    fn add(&mut self, key: String, named: Named) {
        if key.is_empty() || key.len() > 60 {
            return;
        }
        let same = self.names.entry(key).or_default();
        let is_far = |other: &Named| (0..2).any(|axis| other.at[axis].abs_diff(named.at[axis]) > 5);
        if same.iter().all(|other| is_far(other) || (other.weight ^ named.weight) & IS_REGION != 0) {
            same.push(named);
        }
    }

    fn write(self) -> Vec<u8> {
        let mut out = (self.regions.len() as u16).to_le_bytes().to_vec();
        out.extend(self.regions);
        let mut last = String::new();
        for (key, mut places) in self.names {
            places.sort_by_key(|place| core::cmp::Reverse(place.weight & !IS_REGION));
            for place in places.into_iter().take(NAMESAKES) {
                let shared = key.bytes().zip(last.bytes()).take_while(|(a, b)| a == b).count();
                out.extend([shared as u8, (key.len() - shared) as u8]);
                out.extend(&key.as_bytes()[shared..]);
                out.push(place.weight);
                out.extend(place.region.to_le_bytes());
                place.at.iter().for_each(|degrees| out.extend(degrees.to_le_bytes()));
                last.clone_from(&key);
            }
        }
        out
    }
}
