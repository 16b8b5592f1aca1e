//! Names that came with a record: found where the text spells them, kept where it doesn't.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};
use dossier_model::{ByteRange, Document, EntityKind, GivenEntities};

use crate::{corpus::FoundName, typing::Sureness};

/// The mentions of given names in the text, longest first where they overlap, and the names that are not in it.
pub(crate) fn locate(
    document: &Document,
    given: &GivenEntities,
) -> (Vec<FoundName>, Vec<(EntityKind, String)>) {
    let lists = [
        (EntityKind::Person, &given.people),
        (EntityKind::Organisation, &given.orgs),
        (EntityKind::Place, &given.places),
    ];
    let mut seen = HashSet::new();
    let names: Vec<(EntityKind, &str)> = lists
        .into_iter()
        .flat_map(|(kind, names)| names.iter().map(move |name| (kind, name.trim())))
        .filter(|name| !name.1.is_empty() && seen.insert(*name))
        .collect();
    let searcher = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(names.iter().map(|(_, name)| name));
    // Too many or too long names for an automaton: they are still the document's, without a place.
    let Ok(searcher) = searcher else {
        return (Vec::new(), names.into_iter().map(|(kind, name)| (kind, name.to_owned())).collect());
    };
    let mut is_found = vec![false; names.len()];
    let mut mentions = Vec::new();
    for hit in searcher.find_iter(&document.text) {
        if !stands_alone(&document.text, hit.start(), hit.end()) {
            continue;
        }
        let (kind, name) = names[hit.pattern().as_usize()];
        is_found[hit.pattern().as_usize()] = true;
        mentions.push(FoundName {
            range: ByteRange::new(hit.start(), hit.end()),
            text: name.to_owned(),
            kind,
            sureness: Sureness::Strong,
            in_bracket: false,
        });
    }
    let unplaced = names.iter().zip(is_found).filter(|(_, is_found)| !is_found);
    (mentions, unplaced.map(|((kind, name), _)| (*kind, (*name).to_owned())).collect())
}

fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(end..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}
