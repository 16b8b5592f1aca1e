//! Where the places of a corpus are.
//!
//! A name stands for the place of that name where most people live, unless the corpus says otherwise: it writes 'Paris,
//! Texas', or the articles that mention the name speak of the country of another place that is not much smaller and not
//! of the first one's. A place that the gazetteer does not know is nowhere; nobody but places is anywhere.

mod gazetteer;

use std::collections::BTreeMap;

use dossier_model::{Annotations, ByteRange, Document, Entity, EntityIndex, EntityKind};

pub(crate) use self::gazetteer::{Candidate, Gazetteer};
pub use self::gazetteer::{bare_place_key, place_key};

/// How much lighter than the heaviest a place may be that the corpus speaks for: a twentieth of its people.
const MUCH_LIGHTER: u8 = 17;

/// Where nothing but a comma stands between two names of a text: all of the texts that is wanted here.
#[derive(Debug, Default)]
pub struct Commas {
    documents: u32,
    /// The document, and the range between the names, sorted.
    between: Vec<(u32, ByteRange)>,
}

impl Commas {
    /// Looks for them in the next document, whose names stand there.
    pub(crate) fn add(&mut self, text: &str, names: impl Iterator<Item = ByteRange>) {
        let mut last = None;
        for range in names {
            if let Some(end) = last.replace(range.end)
                && let Some(between) = text.get(end as usize..range.start as usize)
                && between.trim() == ","
            {
                self.between.push((self.documents, ByteRange { start: end, end: range.start }));
            }
        }
        self.documents += 1;
    }

    /// Those of documents that are at hand.
    pub(crate) fn of(documents: &[Document], annotations: &[Annotations]) -> Self {
        let mut commas = Self::default();
        for (document, found) in documents.iter().zip(annotations) {
            commas.add(&document.text, found.mentions.iter().map(|mention| mention.range));
        }
        commas
    }

    fn has(&self, document: u32, start: u32, end: u32) -> bool {
        self.between.binary_search(&(document, ByteRange { start, end })).is_ok()
    }
}

/// Makes ready what says where places are, which the first who asks for one has to wait for else.
pub fn load_gazetteer() {
    Gazetteer::built_in();
}

/// Sets where each place is that has no coordinates yet.
pub(crate) fn locate(commas: &Commas, annotations: &[Annotations], entities: &mut [Entity]) {
    let gazetteer = Gazetteer::built_in();
    let known: Vec<&[Candidate]> = entities.iter().map(|entity| candidates(gazetteer, entity)).collect();
    let around = Around::gather(commas, annotations, &known);
    for (at, entity) in entities.iter_mut().enumerate() {
        if entity.at.is_none() {
            entity.at = choose(known[at], around.get(at), &known).map(|candidate| candidate.at);
        }
    }
}

/// What its label may stand for, else the most used of its other names that is known.
fn candidates(gazetteer: &'static Gazetteer, entity: &Entity) -> &'static [Candidate] {
    if entity.kind != EntityKind::Place {
        return &[];
    }
    let names = [&entity.label].into_iter().chain(entity.aliases.iter().map(|alias| &alias.text));
    names.map(|name| gazetteer.find(name)).find(|found| !found.is_empty()).unwrap_or_default()
}

fn choose<'c>(own: &'c [Candidate], around: &Neighbours, known: &[&[Candidate]]) -> Option<&'c Candidate> {
    let heaviest = own.first()?;
    // 'Paris, Texas': what is said most often counts.
    let mut said: Vec<(&usize, &u32)> = around.followed_by.iter().collect();
    said.sort_by_key(|(_, times)| core::cmp::Reverse(**times));
    for (after, _) in said {
        let inside = own.iter().find(|one| known[*after].iter().any(|other| one.is_in(other)));
        if inside.is_some() {
            return inside;
        }
    }
    if heaviest.is_country() || around.countries.contains_key(&heaviest.country) {
        return Some(heaviest);
    }
    let near = own.iter().filter(|other| heaviest.weight - other.weight <= MUCH_LIGHTER);
    let spoken_of = near.into_iter().find(|other| around.countries.contains_key(&other.country));
    spoken_of.or(Some(heaviest))
}

/// What stands near the mentions of a place.
#[derive(Default)]
struct Neighbours {
    /// The places that follow it behind a comma, and how often.
    followed_by: BTreeMap<usize, u32>,
    /// The countries that its articles name.
    countries: BTreeMap<u8, u32>,
}

/// The neighbours of each entity that may be more than one place.
struct Around(BTreeMap<usize, Neighbours>);

impl Around {
    fn gather(commas: &Commas, annotations: &[Annotations], known: &[&[Candidate]]) -> Self {
        let mut around = BTreeMap::new();
        let is_ambiguous = |at: &usize| known.get(*at).is_some_and(|candidates| candidates.len() > 1);
        for (document, found) in (0..).zip(annotations) {
            let index = |entity: EntityIndex| entity.0 as usize;
            let named =
                found.mentions.iter().map(|mention| mention.entity).chain(found.unplaced.iter().copied());
            let named: Vec<usize> = named.map(index).collect();
            let mut countries: BTreeMap<u8, u32> = BTreeMap::new();
            for at in &named {
                let country = known.get(*at).and_then(|own| own.first()).filter(|first| first.is_country());
                country.into_iter().for_each(|first| *countries.entry(first.country).or_default() += 1);
            }
            for at in named.iter().copied().filter(is_ambiguous) {
                let own: &mut Neighbours = around.entry(at).or_default();
                for country in countries.keys() {
                    *own.countries.entry(*country).or_default() += 1;
                }
            }
            for pair in found.mentions.windows(2) {
                let [one, other] = [index(pair[0].entity), index(pair[1].entity)];
                let is_behind = || commas.has(document, pair[0].range.end, pair[1].range.start);
                if is_ambiguous(&one) && other < known.len() && is_behind() {
                    let own: &mut Neighbours = around.entry(one).or_default();
                    *own.followed_by.entry(other).or_default() += 1;
                }
            }
        }
        Self(around)
    }

    fn get(&self, at: usize) -> &Neighbours {
        static NONE: Neighbours = Neighbours { followed_by: BTreeMap::new(), countries: BTreeMap::new() };
        self.0.get(&at).unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use dossier_model::Site;

    /// The latitude and longitude of a place of a corpus of these articles, in whole degrees.
    fn place(articles: &[&str], id: &str) -> Option<(i32, i32)> {
        let document = |(at, text): (usize, &&str)| {
            let key = format!("a{at}");
            dossier_read::document_from_body(&key, &key, (*text).into(), Some("T".into())).unwrap()
        };
        let corpus = crate::annotate(Site::default(), articles.iter().enumerate().map(document).collect());
        let entity = corpus.entities.iter().find(|entity| entity.id == id);
        let at = entity.unwrap_or_else(|| panic!("no {id} in {:?}", corpus.entities)).at?;
        Some((at.latitude().round() as i32, at.longitude().round() as i32))
    }

    #[test]
    fn a_name_is_the_place_where_most_people_live() {
        assert_eq!(place(&["The mayor of Berlin went to Paris."], "paris"), Some((49, 2)));
        assert_eq!(place(&["He lives in the United States, and spoke in Paris."], "paris"), Some((49, 2)));
    }

    #[test]
    fn a_region_behind_a_comma_says_which() {
        let at = place(&["The fire broke out in Paris, Texas, on Monday."], "paris");
        assert!(at.is_some_and(|(_, longitude)| longitude < -90), "{at:?}");
    }

    #[test]
    fn a_country_of_the_same_article_says_which() {
        let lebanon = place(&["Clashes in Tripoli spread over the north of Lebanon."], "tripoli");
        assert_eq!(lebanon, Some((34, 36)));
        assert_eq!(place(&["Clashes in Tripoli spread. Libya is calm."], "tripoli"), Some((33, 13)));
        let other_article = ["Clashes in Tripoli spread.", "He went to Lebanon."];
        assert_eq!(place(&other_article, "tripoli"), Some((33, 13)));
    }

    #[test]
    fn nobody_but_places_is_anywhere() {
        assert_eq!(place(&["Mr. Paris Hill said so in Berlin."], "paris-hill"), None);
    }
}
