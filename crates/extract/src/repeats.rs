//! A second look at a document: what names something in one place names it in others, by its whole name, by a surname, or
//! by a company's name without its 'Corp'.

use std::collections::{HashMap, HashSet};

use dossier_model::EntityKind::{self, Organisation, Person};
use dossier_text::fold;

use crate::{
    candidates::{end_of, ends_company, is_title},
    corpus::FoundName,
    headings::says_little,
    lexicon::{COMMON_WORDS, DEMONYMS, GIVEN_NAMES, ORG_NOUNS, PLACE_NOUNS, PLACES, is_of_calendar},
    names::one_line,
    typing::Sureness,
    words::Word,
};

/// The longest name that is looked for again, in words.
const LONGEST: usize = 5;

/// What else than the [ends of companies' names](ends_company) says that a name is a company's, and is left out when it is
/// spoken of again.
const COMPANY: &[&str] =
    &["ag", "sa", "spa", "nv", "corporation", "company", "companies", "limited", "group", "holdings"];

/// The names of companies without what says that they are some; and their first words, where these are no words of another
/// kind: 'goodyear' of 'Goodyear Tire and Rubber Co'.
pub(crate) fn company_stems<'n>(names: impl Iterator<Item = &'n FoundName>) -> HashSet<String> {
    let mut stems = HashSet::new();
    for name in names.filter(|name| name.kind == Organisation) {
        let folded = fold(&name.text);
        let words: Vec<&str> = folded.split(' ').collect();
        let is_company = |word: &&str| ends_company(word) || COMPANY.contains(&word.trim_end_matches('.'));
        let suffixes = words.iter().rev().take_while(|word| is_company(word)).count();
        let stem = &words[..words.len() - suffixes];
        let Some(first) = stem.first().filter(|_| suffixes > 0) else { continue };
        let stands_alone = |word: &str| {
            word.len() > 2
                && !is_general(word)
                && !PLACES.contains(word)
                && !ORG_NOUNS.contains(word)
                && !PLACE_NOUNS.contains(word)
                && !GIVEN_NAMES.contains(word)
        };
        if stem.len() > 1 {
            stems.insert(stem.join(" "));
        }
        if stands_alone(first) {
            stems.insert((*first).to_owned());
        }
    }
    stems
}

/// Whether a word names nothing by itself.
fn is_general(folded: &str) -> bool {
    COMMON_WORDS.contains(folded) || DEMONYMS.contains(folded) || is_of_calendar(folded) || is_title(folded)
}

/// Adds the places where a document repeats its names and they were not seen. `names` are by start, and stay so.
pub(crate) fn add(text: &str, names: &mut Vec<FoundName>, sentences: &[Vec<Word<'_>>]) {
    let mut known: HashMap<String, EntityKind> =
        company_stems(names.iter()).into_iter().map(|stem| (stem, Organisation)).collect();
    for name in names.iter() {
        let folded = fold(&name.text);
        if name.kind == Person
            && let Some((_, surname)) = folded.rsplit_once(' ')
            && surname.len() > 2
            && !is_general(surname)
            && !PLACES.contains(surname)
            && !ORG_NOUNS.contains(surname)
        {
            known.insert(surname.to_owned(), Person);
        }
    }
    known.extend(names.iter().map(|name| (fold(&name.text), name.kind)));
    let firsts: HashSet<&str> = known.keys().filter_map(|name| Some(name.split_once(' ')?.0)).collect();
    let mut small = HashSet::new();
    for word in sentences.iter().flatten().filter(|word| !word.is_large()) {
        small.insert(word.text);
    }
    let taken = names.len();
    for words in sentences {
        let is_loud = says_little(words);
        let mut at = 0;
        while at < words.len() {
            let found = again(words, at, &known, &firsts, &small, is_loud);
            if let Some((length, kind)) = found {
                let range = words[at].range.start..end_of(&words[at + length - 1]);
                let place = names[..taken].partition_point(|name| name.range.end as usize <= range.start);
                let is_free =
                    names[..taken].get(place).is_none_or(|name| name.range.start as usize >= range.end);
                if is_free {
                    names.push(FoundName {
                        text: one_line(&text[range.clone()]),
                        range: range.into(),
                        kind,
                        sureness: Sureness::Fair,
                        in_bracket: words[at].in_bracket,
                    });
                    at += length;
                    continue;
                }
            }
            at += 1;
        }
    }
    names.sort_by_key(|name| name.range);
}

/// How many words from a place on name what is known, and what it is.
fn again(
    words: &[Word<'_>],
    at: usize,
    known: &HashMap<String, EntityKind>,
    firsts: &HashSet<&str>,
    small: &HashSet<&str>,
    is_loud: bool,
) -> Option<(usize, EntityKind)> {
    let first = &words[at];
    if !first.is_large() {
        return None;
    }
    let folded = fold(first.text);
    let goes_on = |at: usize| words.get(at).is_some_and(|word| word.follows && word.is_large());
    let is_led = first.follows
        && at.checked_sub(1).is_some_and(|before| {
            let before = &words[before];
            let folded = fold(before.text);
            before.is_large() && !is_title(&folded) && !is_general(&folded)
        });
    if is_led && !is_loud {
        return None;
    }
    if firsts.contains(folded.as_str()) {
        for length in (2..=LONGEST.min(words.len() - at)).rev() {
            let run = &words[at..at + length];
            if !run[1..].iter().all(|word| word.follows) || goes_on(at + length) && !is_loud {
                continue;
            }
            let name: Vec<String> = run.iter().map(|word| fold(word.text)).collect();
            if let Some(kind) = known.get(&name.join(" ")) {
                return Some((length, *kind));
            }
        }
    }
    let kind = known.get(&folded)?;
    let is_doubtful = (first.is_first || is_loud) && small.contains(folded.as_str());
    (!is_doubtful && !is_general(&folded) && (is_loud || !goes_on(at + 1))).then_some((1, *kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Extractor, words::words_of};

    fn names(text: &str) -> Vec<(String, EntityKind)> {
        let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        Extractor::new().find(&document).names.into_iter().map(|name| (name.text, name.kind)).collect()
    }

    #[test]
    fn a_company_is_known_by_its_name_without_what_says_that_it_is_one() {
        let found = names(
            "Telvarin Corp reported a loss on Monday. Telvarin sold three plants, and the board of Telvarin met.",
        );
        let wanted = ["Telvarin Corp", "Telvarin", "Telvarin"].map(|name| (name.to_owned(), Organisation));
        assert_eq!(found, wanted);
    }

    #[test]
    fn a_surname_is_its_bearer_s_where_nothing_else_says_so() {
        let found = names("Anna Korvath spoke on Monday. Korvath left at noon. Nobody saw Korvath again.");
        let wanted = ["Anna Korvath", "Korvath", "Korvath"].map(|name| (name.to_owned(), Person));
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_the_document_writes_small_is_no_name_where_a_sentence_begins() {
        let text = "Anna Stone spoke on Monday. Stone is dear, and she bought stone and saw Stone again.";
        let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        let full = FoundName {
            range: (0..10).into(),
            text: "Anna Stone".into(),
            kind: Person,
            sureness: Sureness::Fair,
            in_bracket: false,
        };
        let mut found = vec![full];
        add(&document.text, &mut found, &words_of(&document.text, &document.blocks));
        let starts: Vec<u32> = found.iter().map(|name| name.range.start).collect();
        assert_eq!(starts, [0, text.rfind("Stone").unwrap() as u32], "{found:?}");
    }
}
