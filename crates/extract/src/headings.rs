//! Names in headings of which most words are large: there a capital says little, so the article's own text decides.

use std::collections::HashSet;

use dossier_text::fold;

use crate::{
    corpus::FoundName,
    lexicon::{DEMONYMS, ORGS, PLACES},
    words::Word,
};

/// Whether most words of a headline or heading are large.
pub(crate) fn says_little(words: &[Word<'_>]) -> bool {
    let large = words.iter().filter(|word| word.is_large()).count();
    words.first().is_some_and(|word| word.in_heading) && large * 2 > words.len()
}

/// Takes out what the text does not bear out: 'Iraqi Divides', and 'Northern Ports' where the text writes 'ports'.
pub(crate) fn prune(names: &mut Vec<FoundName>, sentences: &[Vec<Word<'_>>]) {
    let headings: Vec<_> = sentences.iter().filter(|words| says_little(words)).collect();
    if headings.is_empty() {
        return;
    }
    let ranges: Vec<_> = headings
        .iter()
        .filter_map(|words| Some(words.first()?.range.start as u32..words.last()?.range.end as u32))
        .collect();
    let in_heading = |name: &FoundName| {
        let place = ranges.partition_point(|range| range.end <= name.range.start);
        ranges.get(place).is_some_and(|range| range.start <= name.range.start)
    };
    let mut known = HashSet::new();
    for name in names.iter().filter(|name| !in_heading(name)) {
        known.insert(fold(&name.text));
    }
    let (mut small, mut large) = (HashSet::new(), HashSet::new());
    for word in sentences.iter().filter(|words| !says_little(words)).flatten() {
        let folded = fold(word.text);
        if !word.is_large() {
            small.insert(folded);
        } else if !word.is_first {
            large.insert(folded);
        }
    }
    names.retain(|name| {
        let folded = fold(&name.text);
        if !in_heading(name) || known.contains(&folded) || PLACES.contains(&folded) || ORGS.contains(&folded)
        {
            return true;
        }
        let words: Vec<&str> = folded.split([' ', '-']).collect();
        let is_common = |word: &&str| word.len() > 3 && small.contains(*word) && !large.contains(*word);
        let is_whose = words.len() > 1
            && DEMONYMS.contains(words[0])
            && !words[1..].iter().any(|word| large.contains(*word));
        !is_whose && !words.iter().any(is_common)
    });
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    fn names(text: &str) -> Vec<String> {
        let document = dossier_read::document_from_body("a", "a", text.into(), None).unwrap();
        Extractor::new().find(&document).names.iter().map(|name| name.text.clone()).collect()
    }

    #[test]
    fn a_heading_in_title_case_names_what_the_text_names() {
        let text = "Dockers Walk Out at Northern Ports\n\nDockers in Hamburg walked out on Monday, and the ports stood still.";
        assert_eq!(names(text), ["Hamburg"]);
        let text = "Syria Sparks Security Fears\n\nTroops came from Syria on Monday, and fears grew.";
        assert_eq!(names(text), ["Syria", "Syria"]);
    }

    #[test]
    fn mountains_and_camps_are_no_people() {
        let document =
            |text: &str| dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        for text in [
            "They hid in caves of Kelmar’s rugged mountain ranges for years.",
            "They were held in the Dalmar refugee camp for years.",
        ] {
            let found = Extractor::new().find(&document(text)).names;
            assert!(found.iter().all(|name| name.kind == dossier_model::EntityKind::Place), "{found:?}");
        }
    }
}
