//! What a candidate names, if it names anything: rules from the surest to the weakest, then the document's own evidence.

use std::collections::HashMap;

use dossier_model::EntityKind::{self, Organisation, Person, Place};
use dossier_text::fold;
use serde::{Deserialize, Serialize};

use crate::{
    candidates::{Candidate, PARTNERS},
    lexicon::{DEMONYMS, GIVEN_NAMES, ORG_NOUNS, ORGS, PLACE_NOUNS, PLACES},
    tagger::known,
    words::is_particle,
};

/// How sure a kind is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Sureness {
    /// Only the shape of the name speaks for it.
    Weak,
    /// Its surroundings speak for it.
    Fair,
    /// A list or a head noun says it.
    Strong,
}

/// A candidate with its kind.
#[derive(Clone, Debug)]
pub(crate) struct Named<'t> {
    pub(crate) candidate: Candidate<'t>,
    pub(crate) kind: EntityKind,
    pub(crate) sureness: Sureness,
}

/// The candidates of a document that name something, each with its kind.
pub(crate) fn name_all<'t>(candidates: Vec<Candidate<'t>>) -> Vec<Named<'t>> {
    let first: Vec<_> = candidates.iter().map(guess).collect();
    let evidence = Evidence::gather(&candidates, &first);
    candidates
        .into_iter()
        .zip(first)
        .filter_map(|(candidate, guess)| {
            let (kind, sureness) = evidence.judge(&candidate, guess)?;
            Some(Named { candidate, kind, sureness })
        })
        .collect()
}

fn guess(candidate: &Candidate<'_>) -> Option<(EntityKind, Sureness)> {
    let name = fold(candidate.text);
    let words: Vec<&str> = name.split([' ', '\n']).filter(|word| !word.is_empty()).collect();
    let last = *words.last()?;
    let follows_place_word = matches!(
        candidate.before.as_deref(),
        Some("in" | "at" | "near" | "across" | "inside" | "around" | "outside")
    );
    if DEMONYMS.contains(&name) {
        return None;
    }
    if PLACES.contains(&name) {
        return Some((Place, Sureness::Strong));
    }
    if ORGS.contains(&name) {
        return Some((Organisation, Sureness::Strong));
    }
    if candidate.is_state {
        return Some((Place, Sureness::Strong));
    }
    if candidate.is_dateline && may_be_place(&words, candidate.is_acronym) {
        return Some((Place, Sureness::Strong));
    }
    let head = head_noun(&words);
    if words.len() > 1 && PLACE_NOUNS.contains(last) && !ORG_NOUNS.contains(last) {
        return Some((Place, Sureness::Strong));
    }
    if words.len() > 1 && (ORG_NOUNS.contains(head) || ORG_NOUNS.contains(last)) {
        return Some((Organisation, Sureness::Strong));
    }
    if words.len() > 1 && BODIES_FIRST.contains(&words[0]) {
        return Some((Organisation, Sureness::Strong));
    }
    if words.len() > 2 && words[words.len() - 2] == "and" && PARTNERS.contains(&last) {
        return Some((Organisation, Sureness::Strong));
    }
    // 'Ernst & Young', but not 'Q & A'.
    if words.contains(&"&") && words.iter().any(|word| word.chars().count() > 2) {
        return Some((Organisation, Sureness::Strong));
    }
    if words.len() > 1 && PLACE_NOUNS.contains(words[0]) && !candidate.after_title {
        return Some((Place, Sureness::Fair));
    }
    if candidate.after_title && !candidate.is_acronym {
        return Some((Person, if words.len() > 1 { Sureness::Strong } else { Sureness::Fair }));
    }
    if words.len() > 1 && GIVEN_NAMES.contains(words[0]) {
        return Some((Person, Sureness::Strong));
    }
    if candidate.is_acronym {
        return Some((Organisation, Sureness::Fair));
    }
    // 'Told Reuters': whom a newspaper names by one name that is no surname, is another one.
    let is_told = candidate.before.as_deref() == Some("told");
    if is_told && known::lists(last, false) & (known::GIVEN | known::SURNAME) == 0 {
        return Some((Organisation, Sureness::Fair));
    }
    let speaks = matches!(
        candidate.after.as_deref(),
        Some(
            "said"
                | "says"
                | "told"
                | "added"
                | "argued"
                | "warned"
                | "stressed"
                | "insisted"
                | "noted"
                | "agreed"
                | "believes"
                | "wrote"
                | "emphasised"
                | "emphasized"
                | "stated"
        )
    );
    if speaks && words.len() > 1 {
        return Some((Person, Sureness::Fair));
    }
    let has_particle = words
        .iter()
        .any(|word| is_particle(word) || word.split_once('-').is_some_and(|(head, _)| is_particle(head)));
    if words.len() > 1 && has_particle && !follows_place_word {
        return Some((Person, Sureness::Fair));
    }
    if follows_place_word {
        return Some((Place, Sureness::Fair));
    }
    if ORG_NOUNS.contains(last) && !candidate.is_doubtful && words.len() == 1 {
        return Some((Organisation, Sureness::Weak));
    }
    match words.len() {
        2 | 3 => Some((Person, Sureness::Weak)),
        1 if matches!(candidate.before.as_deref(), Some("from" | "to" | "towards" | "of")) => {
            Some((Place, Sureness::Weak))
        }
        _ => Some((Organisation, Sureness::Weak)),
    }
}

/// What the names of bodies begin with where other languages put the head noun first.
const BODIES_FIRST: &[&str] = &[
    "academia",
    "academie",
    "agence",
    "agencia",
    "agenzia",
    "asociacion",
    "associacao",
    "associazione",
    "banca",
    "banco",
    "banque",
    "comite",
    "compagnie",
    "companhia",
    "conseil",
    "consejo",
    "consiglio",
    "credit",
    "deutsche",
    "deutscher",
    "empresa",
    "fondation",
    "fondazione",
    "fundacao",
    "fundacion",
    "groupe",
    "grupo",
    "gruppo",
    "institut",
    "instituto",
    "istituto",
    "ministere",
    "ministerio",
    "ministero",
    "mouvement",
    "movimento",
    "movimiento",
    "parti",
    "partido",
    "partito",
    "sociedad",
    "sociedade",
    "societa",
    "societe",
    "universidad",
    "universidade",
    "universita",
    "universitat",
    "universite",
];

/// Whether capitals in front of a dash may name a place: 'BREAKING NEWS —' and 'NASA —' don't.
fn may_be_place(words: &[&str], is_acronym: bool) -> bool {
    if is_acronym {
        return words.iter().all(|word| known::lists(word, true) & known::PLACE != 0);
    }
    words.iter().any(|word| known::lists(word, false) & known::WORD == 0)
}

/// The word that says what a name is: the one before 'of' or 'for', else the last.
fn head_noun<'w>(words: &[&'w str]) -> &'w str {
    let of = words.iter().position(|word| matches!(*word, "of" | "for"));
    of.and_then(|of| of.checked_sub(1)).map_or(words[words.len() - 1], |at| words[at])
}

/// What a document says of its own names elsewhere.
struct Evidence {
    /// The best guess of each name, folded.
    kinds: HashMap<String, (EntityKind, Sureness)>,
    /// Surnames of people who are named in full.
    surnames: HashMap<String, Sureness>,
}

impl Evidence {
    fn gather(candidates: &[Candidate<'_>], guesses: &[Option<(EntityKind, Sureness)>]) -> Self {
        let mut evidence = Self { kinds: HashMap::new(), surnames: HashMap::new() };
        for (candidate, guess) in candidates.iter().zip(guesses) {
            let Some((kind, sureness)) = *guess else { continue };
            if candidate.is_doubtful && sureness < Sureness::Strong {
                continue;
            }
            let best = evidence.kinds.entry(fold(candidate.text)).or_insert((kind, sureness));
            if sureness > best.1 {
                *best = (kind, sureness);
            }
            if kind == Person && candidate.words > 1 {
                let known = evidence.surnames.entry(surname(candidate.text)).or_insert(sureness);
                *known = sureness.max(*known);
            }
        }
        evidence
    }

    fn judge(
        &self,
        candidate: &Candidate<'_>,
        guess: Option<(EntityKind, Sureness)>,
    ) -> Option<(EntityKind, Sureness)> {
        let (kind, sureness) = guess?;
        let name = fold(candidate.text);
        let known = self.kinds.get(&name).copied();
        if candidate.words == 1 && sureness < Sureness::Strong {
            let is_surname =
                self.surnames.get(&bare(&name)).is_some_and(|sureness| *sureness >= Sureness::Fair);
            if is_surname && known.is_none_or(|(_, sureness)| sureness < Sureness::Strong) {
                return Some((Person, Sureness::Fair));
            }
        }
        if candidate.is_doubtful && sureness < Sureness::Strong && known.is_none() {
            return None;
        }
        known.filter(|(_, better)| *better > sureness).or(Some((kind, sureness)))
    }
}

/// The last name of a full one, folded and without its particle: `khafaji` of `Tahsin al-Khafaji`.
pub(crate) fn surname(name: &str) -> String {
    bare(&fold(name.split_whitespace().last().unwrap_or_default()))
}

/// Without `al-` and the like, and without apostrophes.
pub(crate) fn bare(folded: &str) -> String {
    let name = folded.split_once('-').filter(|(head, _)| is_particle(head)).map_or(folded, |(_, tail)| tail);
    name.replace('\'', "")
}

#[cfg(test)]
mod tests {
    use dossier_model::EntityKind::{self, Organisation, Person, Place};

    use crate::Extractor;

    fn names(text: &str) -> Vec<(String, EntityKind)> {
        let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        Extractor::new().find(&document).names.into_iter().map(|name| (name.text, name.kind)).collect()
    }

    fn has(text: &str, name: &str, kind: EntityKind) -> bool {
        names(text).contains(&(name.to_owned(), kind))
    }

    #[test]
    fn whom_somebody_told_is_a_newspaper_unless_it_is_somebody_s_surname() {
        assert!(has("They had left at dawn, he told Zarvela on Monday.", "Zarvela", Organisation));
        let text = "Anna Zarvela came on Monday. They had left at dawn, he told Zarvela.";
        assert!(has(text, "Zarvela", Person), "{:?}", names(text));
    }

    #[test]
    fn one_body_has_an_and_in_its_name_and_two_bodies_have_one_between_them() {
        for name in [
            "Fisheries and Exchange Commission",
            "Harbour Savings and Loan Association",
            "House Roads and Bridges Committee",
            "Ministry of Ferries and Canals",
            "Brandauer & Quill",
            "Brandauer and Sons",
            "Banque Nationale de Veldro",
        ] {
            let text = format!("On Monday she went to the {name} in a hurry.");
            assert_eq!(names(&text), [(name.to_owned(), Organisation)]);
        }
        let text = "On Monday the Harbour Police and the Foreign Ministry met the Trade Council and Health Ministry.";
        let bodies = ["Harbour Police", "Foreign Ministry", "Trade Council", "Health Ministry"];
        assert_eq!(names(text), bodies.map(|name| (name.to_owned(), Organisation)));
        let text = "On Monday they flew from Trinidad and Tobago to Bosnia and Herzegovina.";
        let countries = ["Trinidad and Tobago", "Bosnia and Herzegovina"];
        assert_eq!(names(text), countries.map(|name| (name.to_owned(), Place)));
    }

    #[test]
    fn demonyms_of_two_words_parties_and_ends_of_companies_are_no_names() {
        let text = "On Monday South Korean, Sri Lankan and West German envoys met the Corp and J, who left.";
        assert_eq!(names(text), []);
        let text = "On Monday Rep. John Quill (D-Calif.) and Senator Ann Veldro, R-Iowa, spoke.";
        assert_eq!(names(text), ["John Quill", "Ann Veldro"].map(|name| (name.to_owned(), Person)));
    }

    #[test]
    fn short_names_of_states_behind_a_town_are_places() {
        let text = "She moved from Lansing, Mich., to Newark, N.J., and then to Salem, Ore., on Monday.";
        let places = ["Lansing", "Mich", "Newark", "N.J.", "Salem", "Ore"];
        assert_eq!(names(text), places.map(|name| (name.to_owned(), Place)));
        assert!(!has("He asked Conn. about it.", "Conn", Place));
    }

    #[test]
    fn capitals_before_a_dash_are_the_place_of_a_dateline() {
        for text in [
            "VELDROSKA — The river rose again.",
            "VELDROSKA (XNA) - The river rose again.",
            "CAIRO — The river rose again.",
        ] {
            assert!(has(text, text.split(' ').next().unwrap(), Place), "{:?}", names(text));
        }
        for text in ["BREAKING NEWS — The river rose.", "QZXV — The river rose."] {
            assert!(names(text).iter().all(|(_, kind)| *kind != Place), "{:?}", names(text));
        }
    }

    #[test]
    fn who_leads_something_is_no_part_of_its_name() {
        let text = "He thanked the US-led Global Coalition and the Kurdish-led Northern Council on Monday.";
        assert_eq!(
            names(text),
            ["Global Coalition", "Northern Council"].map(|name| (name.into(), Organisation))
        );
    }

    #[test]
    fn a_title_with_of_is_no_part_of_what_its_bearer_leads() {
        let text = "He met the Deputy Commander of Harbour Command on Monday.";
        assert_eq!(names(text), [("Harbour Command".to_owned(), Organisation)]);
    }
}
