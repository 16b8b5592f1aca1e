//! The names of a document: the tagger proposes, the rules confirm, correct and add.

use std::collections::{HashMap, HashSet};

use dossier_model::{ByteRange, Document, EntityKind};
use dossier_text::fold;

use crate::{
    candidates::{candidates, end_of, ends_company, is_compound, is_party, is_title, says_whose},
    corpus::FoundName,
    dates::FoundDate,
    headings, languages,
    lexicon::{PLACES, is_demonym},
    repeats,
    tagger::{Label, Model, RuleTag, Usage, features::Features, sentence_features},
    typing::{Named, Sureness, bare, name_all, surname},
    words::{Word, words_of},
};

/// How many bytes three words never have.
const FEW_WORDS: usize = 400;

/// A document as the tagger sees it.
pub(crate) struct Read<'t> {
    pub(crate) sentences: Vec<Vec<Word<'t>>>,
    /// For each word of each sentence.
    pub(crate) features: Vec<Vec<Features>>,
    /// What the rules find, by start.
    rules: Vec<Named<'t>>,
}

/// Reads a document's words, and what the rules make of them.
pub(crate) fn read<'t>(document: &'t Document, dates: &[FoundDate]) -> Read<'t> {
    let sentences = words_of(&document.text, &document.blocks);
    let candidates = sentences.iter().flat_map(|sentence| candidates(&document.text, sentence));
    let candidates = candidates.filter(|candidate| !is_date(dates, &candidate.range)).collect();
    let mut rules = name_all(candidates);
    rules.sort_by_key(|named| named.candidate.range.start);
    let tag = |word: &Word<'_>| {
        let place = rules.partition_point(|named| named.candidate.range.end <= word.range.start);
        let named = rules.get(place).filter(|named| named.candidate.range.start < word.range.end)?;
        let begins = named.candidate.range.start == word.range.start;
        Some(RuleTag { kind: named.kind, sureness: named.sureness, begins })
    };
    let usage = Usage::of(&sentences);
    let features = sentences.iter().map(|words| {
        let rules: Vec<_> = words.iter().map(tag).collect();
        sentence_features(words, &rules, &usage)
    });
    let features = features.collect();
    Read { sentences, features, rules }
}

/// Whether the tagger would rather have what the rules found to be no name. Who is told something is somebody.
fn is_denied(read: &Read<'_>, named: &Named<'_>, model: &Model) -> bool {
    if named.candidate.before.as_deref() == Some("told") {
        return false;
    }
    let range = &named.candidate.range;
    let place =
        read.sentences.partition_point(|words| words.last().is_none_or(|word| word.range.end <= range.start));
    let Some((words, features)) = read.sentences.get(place).zip(read.features.get(place)) else {
        return false;
    };
    let first = words.partition_point(|word| word.range.end <= range.start);
    let inside = words[first..].iter().take_while(|word| word.range.start < range.end);
    // Of 'SDF-run' the tagger sees the whole.
    if words.get(first).is_some_and(is_compound) {
        return false;
    }
    let against = inside.zip(&features[first..]).enumerate().map(|(at, (_, features))| {
        let scores = model.scores(features);
        let label = if at == 0 { Label::Begin(named.kind) } else { Label::Inside(named.kind) };
        scores[Label::Out.index()].saturating_sub(scores[label.index()])
    });
    against.fold(0, i32::saturating_add) > 0
}

fn is_date(dates: &[FoundDate], range: &core::ops::Range<usize>) -> bool {
    let place = dates.partition_point(|date| date.range.end as usize <= range.start);
    dates.get(place).is_some_and(|date| (date.range.start as usize) < range.end)
}

/// The names of a document, by start. `dates` are its dates, which are no names.
pub(crate) fn find(document: &Document, dates: &[FoundDate], model: Option<&Model>) -> Vec<FoundName> {
    let read = read(document, dates);
    let sure = read.rules.iter().filter(|named| match named.sureness {
        Sureness::Weak => false,
        Sureness::Fair => !model.is_some_and(|model| is_denied(&read, named, model)),
        Sureness::Strong => true,
    });
    let mut names: Vec<FoundName> = sure
        .map(|named| FoundName {
            range: named.candidate.range.clone().into(),
            text: one_line(named.candidate.text),
            kind: named.kind,
            sureness: named.sureness,
            in_bracket: named.candidate.in_bracket,
        })
        .collect();
    let is_free = |range: ByteRange| {
        let place = names.partition_point(|name| name.range.end <= range.start);
        !names.get(place).is_some_and(|name| name.range.overlaps(range))
    };
    let mut tagged = tagged(document, &read, dates, model);
    tagged.retain(|name| is_free(name.range));
    names.extend(tagged);
    names.sort_by_key(|name| name.range);
    names.dedup_by(|later, earlier| earlier.range.overlaps(later.range));
    headings::prune(&mut names, &read.sentences);
    for name in names.iter_mut().filter(|name| name.kind == EntityKind::Person) {
        let behind = document.text.get(name.range.end as usize..).unwrap_or_default();
        // A text without an end of a clause is not looked through for each of its names.
        let behind = &behind[..behind.floor_char_boundary(FEW_WORDS)];
        if name.sureness < Sureness::Strong && names_ground(behind) {
            name.kind = EntityKind::Place;
        }
    }
    languages::hold_back(&document.text, &mut names, &read.sentences);
    agree(&mut names);
    repeats::add(&document.text, &mut names, &read.sentences);
    names
}

/// Whether the words right behind a name, up to three small ones, say that it is one of a piece of ground: 'Hamrin’s rugged
/// mountain range', 'the Kalma refugee camp'. Houses and parties are left out, which people have.
fn names_ground(behind: &str) -> bool {
    const GROUND: &[&str] = &[
        "mountain",
        "mountains",
        "hills",
        "valley",
        "river",
        "desert",
        "plateau",
        "peninsula",
        "district",
        "province",
        "peaks",
        "slopes",
        "prison",
        "airport",
        "airbase",
        "village",
        "suburb",
        "coastline",
        "strait",
    ];
    const CAMPS: &[&str] = &["refugee camp", "training camp", "military base", "air base", "detention camp"];
    let rest = ["'s ", "’s ", " "].iter().find_map(|start| behind.strip_prefix(start)).unwrap_or_default();
    let clause = rest.split(['.', ',', ';', ':', '\n', '(', '“', '"']).next().unwrap_or_default();
    let is_small = |word: &&str| word.chars().all(char::is_lowercase);
    let is_link = |word: &str| {
        matches!(word, "in" | "to" | "at" | "and" | "of" | "the" | "a" | "from" | "on" | "by" | "for")
    };
    let words: Vec<&str> =
        clause.split(' ').take(3).take_while(|word| is_small(word) && !is_link(word)).collect();
    let is_possessive = !behind.starts_with(' ');
    let near = if is_possessive { words.len() } else { words.len().min(1) };
    words[..near].iter().any(|word| GROUND.contains(word))
        || words.windows(2).take(1).any(|pair| CAMPS.contains(&pair.join(" ").as_str()))
}

/// One name names one thing in one document, what it names most surely most often; and what is the surname of somebody
/// named in full is that person, of a company that company.
fn agree(names: &mut [FoundName]) {
    let mut votes: HashMap<String, [u32; EntityKind::ALL.len()]> = HashMap::new();
    let mut surnames = HashSet::new();
    for name in names.iter() {
        let weight = if name.sureness == Sureness::Strong { 3 } else { 1 };
        votes.entry(fold(&name.text)).or_default()[name.kind as usize] += weight;
        if name.kind == EntityKind::Person && name.text.contains(' ') {
            surnames.insert(surname(&name.text));
        }
    }
    let companies = repeats::company_stems(names.iter());
    for name in names.iter_mut() {
        let folded = fold(&name.text);
        let votes = votes.get(&folded).copied().unwrap_or_default();
        let best = EntityKind::ALL.into_iter().max_by_key(|kind| votes[*kind as usize]);
        if let Some(best) = best.filter(|best| votes[*best as usize] > votes[name.kind as usize]) {
            name.kind = best;
        }
        if name.sureness < Sureness::Strong && !name.text.contains(' ') && surnames.contains(&bare(&folded)) {
            name.kind = EntityKind::Person;
        } else if name.sureness < Sureness::Strong && companies.contains(&folded) {
            name.kind = EntityKind::Organisation;
        }
    }
}

pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a word by itself names nothing: a letter, the end of a company's name.
fn says_nothing(word: &str) -> bool {
    let is_letter = word.len() == 1;
    is_letter || ends_company(&fold(word))
}

/// The names that the tagger finds.
fn tagged(
    document: &Document,
    read: &Read<'_>,
    dates: &[FoundDate],
    model: Option<&Model>,
) -> Vec<FoundName> {
    let mut names = Vec::new();
    let Some(model) = model else { return names };
    for (words, features) in read.sentences.iter().zip(&read.features) {
        let labels = model.labels(features);
        let mut at = 0;
        while at < words.len() {
            let Label::Begin(kind) = Label::of(labels[at]) else {
                at += 1;
                continue;
            };
            let inside = Label::Inside(kind).index();
            let behind = at + 1 + labels[at + 1..].iter().take_while(|label| **label == inside).count();
            // Nobody's name begins with a country's letters: 'U.S. Firms' is about the country.
            let is_country = kind == EntityKind::Person
                && words[at].is_acronym()
                && PLACES.contains(&fold(words[at].text));
            let (kind, end) = if is_country { (EntityKind::Place, at + 1) } else { (kind, behind) };
            let mut first = at;
            let is_outside = |word: &Word<'_>| {
                // 'US-led Global Coalition' is the Global Coalition.
                is_compound(word) || kind == EntityKind::Person && is_title(&fold(word.text))
            };
            while first + 1 < end && is_outside(&words[first]) {
                first += 1;
            }
            let range = words[first].range.start..end_of(&words[end - 1]);
            // A title by itself, or behind something, is nobody: 'Minister', 'Gazette Columnist'.
            let is_role = kind == EntityKind::Person && is_title(&fold(words[end - 1].text));
            // 'Iraqi', 'Sunni' say what somebody is.
            let is_whose = end - first == 1 && says_whose(&words[first]);
            let is_people = |at: usize| {
                let next = words.get(at + 1).map(|next| fold(next.text));
                is_demonym(&fold(words[at].text), next.as_deref())
            };
            let is_demonym = is_whose || (first..end).all(is_people);
            let names_nobody =
                end - first == 1 && (says_nothing(words[first].text) || is_party(&words[first]));
            if !is_role && !is_demonym && !names_nobody && !is_date(dates, &range) {
                names.push(FoundName {
                    text: one_line(&document.text[range.clone()]),
                    range: range.into(),
                    kind,
                    sureness: Sureness::Fair,
                    in_bracket: words[first].in_bracket,
                });
            }
            at = behind;
        }
    }
    names
}
