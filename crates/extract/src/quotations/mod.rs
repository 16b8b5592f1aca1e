//! Direct quotations and who said them.

mod marks;
mod sentence;
mod speaker;
mod verbs;

use std::collections::BTreeMap;

use dossier_model::{Block, BlockKind, ByteRange, Document};

use serde::{Deserialize, Serialize};

use self::{
    sentence::Item,
    speaker::{Roles, Story},
};
use crate::corpus::{FoundName, is_own};

/// A quotation, its speaker named by its place among the document's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FoundQuotation {
    pub(crate) range: ByteRange,
    pub(crate) speaker: Option<usize>,
}

/// The quotations of a document. `names` are its names by start.
pub(crate) fn find(document: &Document, names: &[FoundName]) -> Vec<FoundQuotation> {
    let text = document.text.as_str();
    let (mut ranges, mut sentences, mut found) = (Vec::new(), Vec::new(), Vec::new());
    let roles = Roles::new(text, names);
    let is_paragraph = |block: &&Block| is_own(block.kind) && block.kind == BlockKind::Paragraph;
    let mut goes_over = Vec::new();
    let mut paragraphs = document.blocks.iter().filter(is_paragraph).peekable();
    while let Some(block) = paragraphs.next() {
        let (first, paragraph) = (ranges.len(), sentences.len());
        let next = paragraphs.peek().map_or("", |next| next.range.of(text));
        for quoted in marks::quoted(block.range, text, next) {
            ranges.push(quoted.range);
            goes_over.push(quoted.goes_over);
        }
        for sentence in sentence::sentences(text, block.range, names, &ranges, first) {
            sentences.push(sentence);
            let story = Story { roles: &roles, sentences: &sentences, paragraph };
            for (at, item) in sentences[sentences.len() - 1].iter().enumerate() {
                let Item::Quotation(number) = item else { continue };
                let speaker = story.speaker(at, goes_on(text, ranges[*number]));
                found.push(FoundQuotation { range: ranges[*number], speaker });
            }
        }
    }
    carry(&mut found, &ranges, &goes_over);
    repeat(text, &mut found);
    found
}

/// A quotation of several paragraphs has one speaker, who is told in any of them.
fn carry(quotations: &mut [FoundQuotation], ranges: &[ByteRange], goes_over: &[bool]) {
    let over = |range: ByteRange| ranges.binary_search(&range).is_ok_and(|at| goes_over[at]);
    for whole in quotations.chunk_by_mut(|quotation, _| over(quotation.range)) {
        let speaker = whole.iter().find_map(|quotation| quotation.speaker);
        if whole.len() > 1 {
            whole.iter_mut().for_each(|quotation| quotation.speaker = speaker);
        }
    }
}

/// Whether the signs at a quotation's end say that the sentence around it goes on to tell who said it.
fn goes_on(text: &str, quotation: ByteRange) -> bool {
    let inside = quotation.of(text).trim_end_matches(['”', '"', '»', '\'', '’']);
    let behind = text.get(quotation.end as usize..).unwrap_or_default();
    inside.ends_with([',', '?', '!', '–', '—', '…'])
        || behind.starts_with([',', '–', '—'])
        || behind.starts_with(" —")
}

/// A quotation that stands in the article twice, as those set apart from the text do, has one speaker.
fn repeat(text: &str, quotations: &mut [FoundQuotation]) {
    let words = |quotation: &FoundQuotation| {
        quotation.range.of(text).trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned()
    };
    let known: BTreeMap<String, usize> =
        quotations.iter().filter_map(|quotation| Some((words(quotation), quotation.speaker?))).collect();
    for quotation in quotations.iter_mut().filter(|quotation| quotation.speaker.is_none()) {
        quotation.speaker = known.get(&words(quotation)).copied();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::Extractor;

    /// Each quotation's first word with who says it; a question mark where nobody is named.
    fn said(text: &str) -> Vec<String> {
        let document = dossier_read::document_from_body("a", "a", text.into(), Some("T".into())).unwrap();
        let found = Extractor::new().find(&document);
        let of = |quotation: &super::FoundQuotation| {
            let words = quotation.range.of(text);
            let first =
                words.trim_start_matches(|sign: char| !sign.is_alphanumeric()).split_whitespace().next();
            let speaker = quotation.speaker.map_or("?", |at| found.names[at].text.as_str());
            format!("{}: {speaker}", first.unwrap_or_default())
        };
        found.quotations.iter().map(of).collect()
    }

    #[test]
    fn the_speaker_stands_before_or_behind() {
        let text = "“We will rebuild the port,” said Mayor Anna Berg. John Okafor told reporters that he was “very pleased.” \
                    “It is late,” Maria Lopez, a retired engineer, said on Monday.";
        assert_eq!(said(text), ["We: Anna Berg", "very: John Okafor", "It: Maria Lopez"]);
    }

    #[test]
    fn he_is_who_the_story_is_about() {
        let text = "John Okafor met Maria Lopez in the harbour.\n\nHe added that the “long winter” was over. \
                    “Nobody slept well,” he said.";
        assert_eq!(said(text), ["long: John Okafor", "Nobody: John Okafor"]);
    }

    #[test]
    fn a_title_stands_for_its_bearer() {
        let text = "Prime Minister Anna Berg arrived on Monday. John Okafor slept.\n\nThe prime minister said the bridge was \
                    “a national task.”";
        assert_eq!(said(text), ["a: Anna Berg"]);
    }

    #[test]
    fn who_is_not_named_is_nobody() {
        let text = "John Okafor travelled north. One official said the road was “in bad repair.” Security sources told Maria Lopez \
                    that there was “no hope.” The so-called “red line” was crossed.";
        assert_eq!(said(text), ["in: ?", "no: ?", "red: ?"]);
    }

    #[test]
    fn a_participle_has_the_sentence_s_subject() {
        let text = "Anna Berg praised the crews, saying they had “saved the town.”";
        assert_eq!(said(text), ["saved: Anna Berg"]);
        let text = "According to John Okafor, the dam was “about to break.”";
        assert_eq!(said(text), ["about: John Okafor"]);
    }

    #[test]
    fn a_name_inside_the_quotation_is_not_its_speaker() {
        let text = "“Maria Lopez knows the way,” John Okafor said.";
        assert_eq!(said(text), ["Maria: John Okafor"]);
    }

    #[test]
    fn a_quotation_of_several_paragraphs_has_one_speaker() {
        let text = "“The water came at night,” said Anna Berg. “Nobody slept.\n\n“We took what we could.\n\n“Then we left the town.”\n\n\
                    John Okafor stayed.";
        assert_eq!(said(text), ["The: Anna Berg", "Nobody: Anna Berg", "We: Anna Berg", "Then: Anna Berg"]);
        let text = "“The water came at night.\n\n“We took what we could,” Anna Berg said.";
        assert_eq!(said(text), ["The: Anna Berg", "We: Anna Berg"]);
        let text = "\"The water came at night.\n\n\"We took what we could,\" Anna Berg said.";
        assert_eq!(said(text), ["The: Anna Berg", "We: Anna Berg"]);
    }

    #[test]
    fn who_is_quoted_inside_is_not_who_speaks() {
        let text = "“John Okafor told us “stay here” and left,” Maria Lopez said.";
        assert_eq!(said(text), ["John: Maria Lopez"]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([A-Z][a-z]{1,5}|said|he|“|”|‘|’|«|»|``|''|\n\n“|\"|,|\\.|according to|the| |\n){1,60}") {
            if let Ok(document) = dossier_read::document_from_body("a", "a", text, Some("T".into())) {
                let _ = Extractor::new().find(&document);
            }
        }
    }
}
