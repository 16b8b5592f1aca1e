//! Texts in other languages than English, for which neither the rules nor the tagger were made.
//!
//! What they take for a name there is often none: in German each noun has a capital. So of such a text only those names are kept for
//! which more speaks than their capitals: a given name, a known place, the letters or the head noun of a body. A text is of
//! another language where small words of others are many and those of English few.

use dossier_model::{ByteRange, EntityKind};
use dossier_text::fold;

use crate::{
    corpus::FoundName,
    lexicon::{FOREIGN_CALENDAR, FOREIGN_SMALL, GIVEN_NAMES, ORG_NOUNS, ORGS, PLACES, is_of_calendar},
    names::one_line,
    places::Gazetteer,
    tagger::known::{GIVEN, lists},
    typing::Sureness,
    words::Word,
};

/// English has these as every fourth word; they are no words of the others.
const ENGLISH: [&str; 12] =
    ["the", "of", "and", "to", "that", "for", "with", "by", "from", "said", "was", "is"];
/// German has these.
const GERMAN: [&str; 8] = ["der", "die", "und", "das", "nicht", "ist", "mit", "den"];

/// How many words are looked at, and how few say nothing.
const MOST: usize = 400;
const FEWEST: usize = 25;
/// One in so many words at most is a small one of English, and one in so many at least of another language.
const ENGLISH_AT_MOST: usize = 25;
const OTHERS_AT_LEAST: usize = 10;

/// What a text is written in, as far as that matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Language {
    /// English, or too little to tell.
    English,
    /// One in which all nouns have capitals.
    German,
    /// Another.
    Other,
}

impl Language {
    fn of(sentences: &[Vec<Word<'_>>]) -> Self {
        let (mut words, mut english, mut german, mut others) = (0, 0, 0, 0);
        for word in sentences.iter().flatten().filter(|word| !word.in_heading).take(MOST) {
            words += 1;
            let is_of = |list: &[&str]| list.iter().any(|small| word.text.eq_ignore_ascii_case(small));
            if word.text.len() > 7 {
                continue;
            }
            if is_of(&ENGLISH) {
                english += 1;
                continue;
            }
            // Few more than the others, and English soon says what it is.
            if english * ENGLISH_AT_MOST > MOST {
                return Self::English;
            }
            german += usize::from(is_of(&GERMAN));
            others += usize::from(FOREIGN_SMALL.contains(fold(word.text).as_str()));
        }
        let is_other =
            words >= FEWEST && english * ENGLISH_AT_MOST <= words && others * OTHERS_AT_LEAST >= words;
        match (is_other, german * 2 > others) {
            (false, _) => Self::English,
            (true, true) => Self::German,
            (true, false) => Self::Other,
        }
    }
}

/// Leaves out what is hardly a name in a text of another language, and takes its small words off the others.
pub(crate) fn hold_back(text: &str, names: &mut Vec<FoundName>, sentences: &[Vec<Word<'_>>]) {
    let language = Language::of(sentences);
    if language == Language::English {
        return;
    }
    names.retain_mut(|name| {
        shorten(text, name);
        is_likely(name, language)
    });
}

/// Takes off what is no part of a name: small words before it ('Das Treffen'), what somebody is before a given name
/// ('Bundeskanzlerin Angela Merkel'), what follows a place behind a small word ('Berlin den Haushalt').
fn shorten(text: &str, name: &mut FoundName) {
    let whole = name.range.of(text);
    let start = |word: &str| word.as_ptr() as usize - whole.as_ptr() as usize;
    let words: Vec<(&str, String)> = whole.split_whitespace().map(|word| (word, fold(word))).collect();
    let first = words.iter().position(|(_, folded)| !is_small(folded)).unwrap_or_default();
    let given =
        || words.iter().position(|(_, folded)| is_given(folded)).filter(|given| given + 1 < words.len());
    let first = match name.kind {
        EntityKind::Person => given().unwrap_or(first),
        _ => first,
    };
    let behind = || words[first..].iter().position(|(_, folded)| is_small(folded)).map(|at| first + at);
    let end = match name.kind {
        EntityKind::Place if !is_known_place(&name.text) => behind().unwrap_or(words.len()),
        _ => words.len(),
    };
    if let Some((from, to)) = words[first..end].first().zip(words[first..end].last()) {
        let range = start(from.0)..start(to.0) + to.0.len();
        let base = name.range.start;
        name.text = one_line(&whole[range.clone()]);
        name.range = ByteRange { start: base + range.start as u32, end: base + range.end as u32 };
    }
}

fn is_small(folded: &str) -> bool {
    FOREIGN_SMALL.contains(folded)
}

fn is_known_place(name: &str) -> bool {
    PLACES.contains(&fold(name)) || !Gazetteer::built_in().find(name).is_empty()
}

fn is_given(folded: &str) -> bool {
    let first = folded.split('-').next().unwrap_or_default();
    !is_small(folded) && (GIVEN_NAMES.contains(first) || lists(first, false) & GIVEN != 0)
}

fn is_likely(name: &FoundName, language: Language) -> bool {
    let folded = fold(&name.text);
    let words: Vec<&str> = folded.split(' ').collect();
    let says_nothing =
        |word: &&str| is_small(word) || FOREIGN_CALENDAR.contains(*word) || is_of_calendar(word);
    if words.iter().all(says_nothing) {
        return false;
    }
    match name.kind {
        EntityKind::Person => {
            words.len() > 1 && !words.last().is_some_and(says_nothing) && is_given(words[0])
        }
        EntityKind::Place => is_known_place(&name.text),
        EntityKind::Organisation => {
            let letters = name.text.chars().filter(|sign| sign.is_alphabetic());
            let is_acronym =
                words.len() == 1 && letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
            is_acronym
                || ORGS.contains(&folded)
                || words.iter().any(|word| ORG_NOUNS.contains(*word))
                || language == Language::Other && words.len() > 1 && name.sureness > Sureness::Weak
        }
    }
}

#[cfg(test)]
mod tests {
    use dossier_model::{Document, Site};

    use crate::annotate;

    fn names(text: &str) -> Vec<String> {
        let document: Document =
            dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        let corpus = annotate(Site::default(), vec![document]);
        corpus.entities.iter().map(|entity| format!("{}/{}", entity.kind.key(), entity.label)).collect()
    }

    #[test]
    fn german_nouns_are_no_names() {
        let text = "Bundeskanzlerin Angela Merkel hat am Dienstag in Berlin den Haushalt verteidigt. Das Treffen mit den Ministern \
                    dauerte bis in den Abend, und die Opposition war nicht zufrieden. Im März soll der Bundestag über das Gesetz \
                    entscheiden. Merkel sagte, die Regierung werde die Steuern nicht erhöhen. Die SPD will dem Entwurf zustimmen, wenn der \
                    Minister die Zahlen nach dem Sommer noch einmal prüft.";
        assert_eq!(names(text), ["person/Angela Merkel", "org/SPD", "place/Berlin"]);
    }

    #[test]
    fn small_words_of_other_languages_begin_no_names() {
        let spanish = "El presidente Pedro Sánchez viajó el martes a Madrid para reunirse con los ministros del Gobierno. Según la \
                       oposición, las medidas no son suficientes. Los sindicatos pidieron más ayudas para las familias, y Sánchez \
                       respondió que el Gobierno las aprobará en marzo. Las negociaciones seguirán el lunes en la capital.";
        assert_eq!(names(spanish), ["person/Pedro Sánchez", "place/Madrid"]);
        let bank = "El Banco de España advirtió en un informe que los precios seguirán subiendo. El Gobierno dijo que no es así, y que \
                    los precios de las casas y los alquileres no van a subir más en el año que viene, según un portavoz.";
        assert!(names(bank).is_empty(), "{:?}", names(bank));
        let french = "Le président Emmanuel Macron s’est rendu mardi à Marseille avec plusieurs ministres. Selon les syndicats, la réforme ne \
                      passera pas. Les députés en débattront en mars dans une séance publique, et le Premier ministre leur \
                      répondra. Après la séance, une partie des élus est restée pour un vote sur le budget de la ville.";
        assert_eq!(names(french), ["person/Emmanuel Macron", "place/Marseille"]);
    }

    #[test]
    fn english_with_names_of_others_is_english() {
        let text = "The members of the Partido de los Trabajadores said on Monday that the Ministerio de la Mujer and the Casa de las \
                    Madres would be closed. Maria de la Cruz of the Partido told reporters that the decision was taken by Juan \
                    Carlos de los Rios, the head of the Consejo de las Mujeres, and that nobody had asked for it.";
        // A lone word would be held back elsewhere.
        assert!(names(text).contains(&"org/Partido".to_owned()), "{:?}", names(text));
    }
}
