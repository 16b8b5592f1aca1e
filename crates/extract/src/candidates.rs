//! Runs of capitalised words that may be names.

use core::ops::Range;

use dossier_text::fold;

use crate::{
    headings::says_little,
    lexicon::{
        COMMON_WORDS, DEMONYMS, GIVEN_NAMES, ORG_NOUNS, ORGS, PERSON_TITLES, PLACE_NOUNS, PLACES, STATES,
        is_demonym, is_of_calendar,
    },
    tagger::known,
    words::{Word, is_particle},
};

/// The longest name, in words.
const LONGEST: usize = 9;

/// A name's place in a text and what its surroundings say of it.
#[derive(Clone, Debug)]
pub(crate) struct Candidate<'t> {
    pub(crate) text: &'t str,
    pub(crate) range: Range<usize>,
    pub(crate) words: usize,
    /// A title or role of people stands right before it.
    pub(crate) after_title: bool,
    /// The small word before it: 'in', 'from', ...
    pub(crate) before: Option<String>,
    /// The word behind it, folded, where nothing but white space is between.
    pub(crate) after: Option<String>,
    /// It stands in brackets behind another name.
    pub(crate) in_bracket: bool,
    /// Its capital may only be that of a sentence or of a headline.
    pub(crate) is_doubtful: bool,
    pub(crate) is_acronym: bool,
    /// It is a state of the United States, shortened behind a town: 'Lansing, Mich.'.
    pub(crate) is_state: bool,
    /// It is the place of a dateline: 'RAVENNA —', 'CAIRO (Reuters) -'.
    pub(crate) is_dateline: bool,
}

/// All candidates of a sentence.
pub(crate) fn candidates<'t>(text: &'t str, words: &[Word<'t>]) -> Vec<Candidate<'t>> {
    let folded: Vec<String> = words.iter().map(|word| fold(word.text)).collect();
    let says_little = says_little(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !may_begin(&words[at], &folded[at]) {
            at += 1;
            continue;
        }
        let end = run_end(words, &folded, at);
        let run = if says_little { place_at_front(&folded, at..end) } else { at..end };
        split_run(words, &folded, run, says_little, &mut |run, after_title| {
            found.push(candidate(text, words, &folded, run, after_title, says_little));
        });
        at = end;
    }
    found
}

/// In 'US Warnings Grow' and 'Syria Sparks Fears' the place at the front is the name.
fn place_at_front(folded: &[String], run: Range<usize>) -> Range<usize> {
    let is_name = folded[run.clone()].iter().any(|word| is_head(word) || is_title(word))
        || GIVEN_NAMES.contains(&folded[run.start])
        || is_known(&folded[run.clone()].join(" "));
    if is_name {
        return run;
    }
    let place =
        (run.start + 1..run.end).rev().find(|end| PLACES.contains(&folded[run.start..*end].join(" ")));
    run.start..place.unwrap_or(run.end)
}

fn may_begin(word: &Word<'_>, folded: &str) -> bool {
    let names_nothing = word.is_first && COMMON_WORDS.contains(folded)
        || is_adjective(folded)
        || says_whose(word)
        || is_party(word);
    word.is_large() && !names_nothing
}

/// 'Iraqi-Syrian' and 'Iraqi-US' say whose something is and name nobody.
fn is_adjective(folded: &str) -> bool {
    folded.split_once('-').is_some_and(|(head, _)| DEMONYMS.contains(head))
}

/// Whether a word says what stands in some relation to what it names: 'SDF-run', 'US-led'.
pub(crate) fn is_compound(word: &Word<'_>) -> bool {
    end_of(word) < word.range.end
}

/// Whether a word only says whose, or led by whom, something is: 'US-led', 'Kurdish-led'.
pub(crate) fn says_whose(word: &Word<'_>) -> bool {
    is_compound(word)
        && word.text.rsplit_once('-').is_some_and(|(head, _)| {
            let head = fold(head);
            PLACES.contains(&head) || DEMONYMS.contains(&head)
        })
}

fn is_known(name: &str) -> bool {
    PLACES.contains(name) || ORGS.contains(name)
}

/// How far the run of capitals goes, over the small words that names have inside.
fn run_end(words: &[Word<'_>], folded: &[String], start: usize) -> usize {
    let mut end = start + 1;
    if is_compound(&words[start]) {
        return end;
    }
    while end < words.len() && end - start < LONGEST {
        let word = &words[end];
        if !word.follows {
            break;
        }
        let next_large = words.get(end + 1).is_some_and(|next| next.follows && next.is_large());
        let joins = match folded[end].as_str() {
            "of" | "for" => next_large && folded[start..end].iter().any(|word| is_head(word)),
            "and" | "&" => next_large && joins_by_and(words, folded, start, end),
            particle => !word.is_large() && next_large && is_particle(particle),
        };
        if !word.is_large() && !joins {
            break;
        }
        end += 1;
    }
    end
}

fn is_head(folded: &str) -> bool {
    ORG_NOUNS.contains(folded) || PLACE_NOUNS.contains(folded)
}

/// What a body deals with, where it stands alone before 'and': no body by itself.
const SUBJECTS: &[&str] = &[
    "airline",
    "aviation",
    "broadcasting",
    "chemical",
    "communications",
    "defence",
    "defense",
    "foreign",
    "interior",
    "justice",
    "military",
    "security",
    "electric",
    "electronics",
    "energy",
    "engineering",
    "finance",
    "financial",
    "health-care",
    "industrial",
    "industries",
    "industry",
    "insurance",
    "investment",
    "manufacturing",
    "media",
    "medical",
    "minerals",
    "mining",
    "petroleum",
    "radio",
    "railroad",
    "savings",
    "securities",
    "telecommunications",
    "telegraph",
    "telephone",
    "television",
    "transport",
    "transportation",
];

/// What follows the partners in the name of a company.
pub(crate) const PARTNERS: &[&str] = &["co", "company", "sons", "brothers", "bros", "associates", "partners"];

/// 'Security and Defense Committee', 'Johnson & Johnson', 'Trinidad and Tobago', but neither 'Kurdish and Iraqi' nor 'Chrysler and
/// Ford Motor Co': they are known together, or two usual words stand beside the 'and', a head noun ends the run behind, and
/// none the one before.
fn joins_by_and(words: &[Word<'_>], folded: &[String], start: usize, and: usize) -> bool {
    let rest = words[and + 1..].iter().take_while(|word| word.follows && word.is_large()).count();
    let known = |from: usize| (and + 1..=and + rest).any(|last| is_known(&folded[from..=last].join(" ")));
    let (before, behind) = (folded[and - 1].as_str(), folded[and + 1].as_str());
    if folded[and] == "&" || (start..and).any(known) || PARTNERS.contains(&behind.trim_end_matches('.')) {
        return true;
    }
    let ends_with_body = (1..=3).contains(&rest) && ORG_NOUNS.contains(&folded[and + rest]);
    let is_whose = |word: &str| DEMONYMS.contains(word) || PLACES.contains(word);
    let is_usual = |word: &str| known::lists(word, false) & known::WORD != 0 && !is_whose(word);
    let is_body = (is_head(before) || is_title(before)) && !SUBJECTS.contains(&before);
    // 'Bush and Congress' are two, 'Cable and Wireless Plc' is one.
    let is_somebody = known::lists(before, false) & (known::GIVEN | known::SURNAME) != 0
        && !ends_company(&folded[and + rest]);
    if ends_with_body && is_usual(before) && is_usual(behind) && !is_body && !is_somebody {
        return true;
    }
    folded[start..and].iter().any(|word| word == "of" || word == "for")
        && !is_head(before)
        && folded[start..and].iter().any(|word| is_head(word) || is_whose(word))
}

/// Whether a folded word stands at the end of companies' names and says nothing else.
pub(crate) fn ends_company(folded: &str) -> bool {
    matches!(
        folded.trim_end_matches('.'),
        "co" | "corp" | "cos" | "inc" | "ltd" | "plc" | "llc" | "llp" | "gmbh"
    )
}

/// Titles and common words before a name are no part of it; two names side by side are two.
fn split_run(
    words: &[Word<'_>],
    folded: &[String],
    run: Range<usize>,
    says_little: bool,
    found: &mut impl FnMut(Range<usize>, bool),
) {
    if is_known(&folded[run.clone()].join(" ")) {
        return found(run, false);
    }
    let mut start = run.start;
    let mut after_title = false;
    let is_org = run.clone().any(|at| ORG_NOUNS.contains(&folded[at]));
    // A title is no part of the name behind it: 'Prime Minister X', 'Iraqi cleric X'.
    if let Some(last_title) = run.clone().rev().find(|at| is_title(&folded[*at])) {
        let behind = last_title + 1..run.end;
        let names_person = !behind.is_empty()
            && !behind.clone().any(|at| is_head(&folded[at]) || matches!(folded[at].as_str(), "of" | "for"));
        if names_person {
            start = last_title + 1;
            after_title = true;
        } else if behind.len() > 1 && matches!(folded[behind.start].as_str(), "of" | "for") {
            // 'Deputy Commander of Joint Operations' leads them.
            start = last_title + 2;
        } else if behind.is_empty()
            && run.clone().all(|at| is_title(&folded[at]) || DEMONYMS.contains(&folded[at]))
        {
            return;
        }
    }
    // 'US' is a place, 'us' is not.
    let is_place = |at: usize| words[at].is_acronym() && PLACES.contains(&folded[at]);
    let is_loose =
        |at: usize| (COMMON_WORDS.contains(&folded[at]) && !is_place(at)) || is_of_calendar(&folded[at]);
    let demonym = |at: usize| is_demonym(&folded[at], folded.get(at + 1).map(String::as_str));
    // A capital inside a sentence is the name's own: 'First Boston Corp'.
    let is_own = |at: usize| is_org && !says_little && !words[at].is_first && !is_article(&folded[at]);
    while start < run.end && (is_loose(start) && !is_own(start) || (!is_org && demonym(start))) {
        start += 1;
    }
    let mut end = run.end;
    let trails = |at: usize| {
        is_loose(at)
            || (!is_org && DEMONYMS.contains(&folded[at]))
            || MONEY.contains(&folded[at].as_str())
            || matches!(folded[at].as_str(), "of" | "for" | "and" | "&")
    };
    while end > start && trails(end - 1) {
        end -= 1;
    }
    if start >= end || (start..end).all(|at| DEMONYMS.contains(&folded[at]) || is_title(&folded[at])) {
        return;
    }
    // 'US Embassy' is one name, 'US Washington' would be two; a known place before a person's given name is apart.
    let known_pair = end - start > 1
        && PLACES.contains(&folded[start])
        && (GIVEN_NAMES.contains(&folded[start + 1]) || words[start + 1].is_acronym());
    if known_pair {
        found(start..start + 1, after_title);
        start += 1;
    }
    found(start..end, after_title);
}

fn is_article(folded: &str) -> bool {
    matches!(folded, "the" | "a" | "an")
}

/// Currencies, which have capitals in headlines.
const MONEY: &[&str] = &[
    "dollar", "dollars", "dlr", "dlrs", "pound", "pounds", "yen", "euro", "euros", "franc", "francs", "peso",
    "pesos", "rupee", "rupees", "yuan", "rouble", "roubles", "ruble", "rubles",
];

/// Whether a folded word is a title or role of people, perhaps with the stop of an abbreviation.
pub(crate) fn is_title(folded: &str) -> bool {
    PERSON_TITLES.contains(folded.trim_end_matches('.'))
}

fn candidate<'t>(
    text: &'t str,
    words: &[Word<'t>],
    folded: &[String],
    run: Range<usize>,
    after_title: bool,
    says_little: bool,
) -> Candidate<'t> {
    let (first, last) = (&words[run.start], &words[run.end - 1]);
    let range = first.range.start..end_of(last);
    let previous = run.start.checked_sub(1).filter(|_| first.follows);
    let name = &folded[run.start..run.end].join(" ");
    Candidate {
        text: &text[range.clone()],
        range,
        words: run.len(),
        after_title: after_title || previous.is_some_and(|at| is_title(&folded[at]) && !is_head(&folded[at])),
        before: previous.map(|at| folded[at].clone()),
        after: words.get(run.end).filter(|word| word.follows).map(|_| folded[run.end].clone()),
        in_bracket: first.in_bracket,
        is_doubtful: !is_known(name) && ((first.is_first && run.len() == 1) || says_little),
        is_acronym: run.len() == 1 && first.is_acronym(),
        is_state: run.len() == 1 && is_state(text, &first.range),
        is_dateline: run.start == 0 && is_dateline(text, &(first.range.start..last.range.end)),
    }
}

/// Whether a word is the short name of a state, between a comma and a stop.
fn is_state(text: &str, range: &Range<usize>) -> bool {
    let (word, behind) = (fold(&text[range.clone()]), &text[range.end..]);
    (word.ends_with('.') || behind.starts_with('.'))
        && text[..range.start].trim_end().ends_with(',')
        && STATES.iter().any(|(short, _)| *short == word)
}

/// Whether a word says of which party and state somebody is: 'D-Calif', 'R-Iowa'.
pub(crate) fn is_party(word: &Word<'_>) -> bool {
    let state = ["D-", "R-", "I-"].iter().find_map(|party| word.text.strip_prefix(party));
    state.is_some_and(|state| state.starts_with(|sign: char| sign.is_ascii_uppercase()))
}

/// Whether capitals at the beginning of a line go before a dash, with brackets or a comma between at most.
fn is_dateline(text: &str, range: &Range<usize>) -> bool {
    /// The bytes of the longest 'Norway, Oct. 4, 2023 (NTB)'.
    const LONGEST: usize = 60;
    let (before, name, behind) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let begins_line = before.trim_end_matches(' ').chars().next_back().is_none_or(|sign| sign == '\n');
    let behind = behind[..behind.floor_char_boundary(LONGEST)].lines().next().unwrap_or_default();
    let dash = ["—", "–", " - ", "--"].iter().filter_map(|dash| behind.find(dash)).min();
    begins_line
        && name.chars().filter(|sign| sign.is_alphabetic()).count() > 3
        && !name.chars().any(char::is_lowercase)
        && dash.is_some_and(|dash| {
            let between = behind[..dash].trim();
            between.is_empty()
                || between.starts_with(',')
                || between.starts_with('(') && between.ends_with(')')
        })
}

/// `US-led` and `Kurdish-led` name what stands before the hyphen.
pub(crate) fn end_of(word: &Word<'_>) -> usize {
    let compound = word.text.rsplit_once('-').filter(|(head, tail)| {
        !is_particle(head) && tail.chars().next().is_some_and(char::is_lowercase) && !head.is_empty()
    });
    compound.map_or(word.range.end, |(head, _)| word.range.start + head.len())
}
