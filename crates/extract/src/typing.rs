//! What a candidate names, if it names anything: rules from the surest to the weakest, then the document's own evidence.

use std::collections::HashMap;

use dossier_model::EntityKind::{self, Organisation, Person, Place};
use dossier_text::fold;
use serde::{Deserialize, Serialize};

use crate::{
    candidates::Candidate,
    lexicon::{DEMONYMS, GIVEN_NAMES, ORG_NOUNS, ORGS, PLACE_NOUNS, PLACES},
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
    let head = head_noun(&words);
    if words.len() > 1 && PLACE_NOUNS.contains(last) && !ORG_NOUNS.contains(last) {
        return Some((Place, Sureness::Strong));
    }
    if words.len() > 1 && (ORG_NOUNS.contains(head) || ORG_NOUNS.contains(last)) {
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
