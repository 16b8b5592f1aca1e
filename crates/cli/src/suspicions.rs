//! Names that are more likely a slip of the extractor, or two names of one thing, than what they seem.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dossier_model::{Corpus, Entity, EntityKind};
use dossier_text::fold;
use strsim::osa_distance;

/// Names of fewer letters are too short to be told from their like by one of them.
const SHORTEST: usize = 6;
/// Longer ones are sentences rather, and no slip of the pen is looked for in them.
const LONGEST: usize = 60;
/// So many names with the same letters but one are looked at, to keep the time in bounds.
const MOST_ALIKE: usize = 50;

/// A name that may be none, or of something else.
#[derive(Debug)]
pub struct Suspicion {
    /// The entity as `dossier extract` and corpus.toml call it, `person/a`.
    pub entity: String,
    /// What it is shown as.
    pub label: String,
    /// How often it is mentioned.
    pub mentions: usize,
    /// What is strange about it.
    pub why: String,
}

/// Whatever is strange about the entities, each once, with the first thing that is.
pub fn of(corpus: &Corpus) -> Vec<Suspicion> {
    let names = Names::of(corpus);
    let mut mentions = vec![0; corpus.entities.len()];
    for mention in corpus.annotations.iter().flat_map(|annotations| &annotations.mentions) {
        mentions[mention.entity.0 as usize] += 1;
    }
    let alike = alike(&corpus.entities, &names.folded, &mentions);
    let suspicion = |(at, entity): (usize, &Entity)| {
        let why = strange_letters(&entity.label)
            .map(String::from)
            .or_else(|| names.of_another_kind(entity, &names.folded[at]))
            .or_else(|| names.any_of_several(entity, &names.folded[at]))
            .or_else(|| {
                let other = &corpus.entities[*alike.get(&at)?];
                Some(format!("nearly as {} “{}”; merge them if they are the same", id(other), other.label))
            })?;
        Some(Suspicion { entity: id(entity), label: entity.label.clone(), mentions: mentions[at], why })
    };
    corpus.entities.iter().enumerate().filter_map(suspicion).collect()
}

fn id(entity: &Entity) -> String {
    format!("{}/{}", entity.kind.key(), entity.id)
}

/// The entities by what they are called.
struct Names {
    /// The folded label of each.
    folded: Vec<String>,
    kinds: HashMap<String, BTreeSet<&'static str>>,
    /// How many people of several names end in this one.
    surnames: HashMap<String, usize>,
}

impl Names {
    fn of(corpus: &Corpus) -> Self {
        let folded: Vec<String> = corpus.entities.iter().map(|entity| fold(&entity.label)).collect();
        let (mut kinds, mut surnames) = (HashMap::<_, BTreeSet<_>>::new(), HashMap::new());
        for (entity, name) in corpus.entities.iter().zip(&folded) {
            kinds.entry(name.clone()).or_default().insert(one_of(entity.kind));
            let last = name.rsplit_once(' ').filter(|_| entity.kind == EntityKind::Person);
            last.into_iter().for_each(|(_, last)| *surnames.entry(last.to_owned()).or_default() += 1);
        }
        Self { folded, kinds, surnames }
    }

    fn of_another_kind(&self, entity: &Entity, name: &str) -> Option<String> {
        let own = one_of(entity.kind);
        let others: Vec<_> = self.kinds.get(name)?.iter().copied().filter(|kind| *kind != own).collect();
        (!others.is_empty()).then(|| format!("there is also {} of this name", others.join(" and ")))
    }

    /// A surname alone is merged with nobody where several bear it.
    fn any_of_several(&self, entity: &Entity, name: &str) -> Option<String> {
        let bearers = self.surnames.get(name).filter(|_| entity.kind == EntityKind::Person)?;
        (*bearers > 1).then(|| format!("may be any of {bearers} people whose names end so"))
    }
}

/// Of each entity that is nearly called as another of its kind that is mentioned more often, that one: a letter is another,
/// missing, or has changed places, or an initial is missing. Each name is compared only to those with which it shares all
/// letters but one of each, found by a table of names that lack one (SymSpell's idea).
fn alike(entities: &[Entity], folded: &[String], mentions: &[usize]) -> BTreeMap<usize, usize> {
    let mut by_key: HashMap<(EntityKind, String), Vec<usize>> = HashMap::new();
    for (at, (entity, name)) in entities.iter().zip(folded).enumerate() {
        let length = name.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) || name.contains(|sign: char| sign.is_ascii_digit()) {
            continue;
        }
        let without = |place: usize| {
            name.chars().enumerate().filter(|(other, _)| *other != place).map(|(_, sign)| sign).collect()
        };
        let words: Vec<&str> = name.split(' ').filter(|word| word.trim_end_matches('.').len() > 1).collect();
        let mut keys: BTreeSet<String> = (0..length).map(without).collect();
        keys.insert(name.clone());
        if words.len() > 1 {
            keys.insert(words.join(" "));
        }
        for key in keys {
            let others = by_key.entry((entity.kind, key)).or_default();
            if others.len() < MOST_ALIKE {
                others.push(at);
            }
        }
    }
    let mut alike = BTreeMap::new();
    for (at, other) in by_key.values().flat_map(|group| pairs(group)) {
        if is_nearly(&folded[at], &folded[other]) {
            let (rarer, other) = if mentions[at] <= mentions[other] { (at, other) } else { (other, at) };
            alike.entry(rarer).and_modify(|best: &mut usize| *best = (*best).min(other)).or_insert(other);
        }
    }
    alike
}

fn pairs(group: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    group.iter().enumerate().flat_map(move |(at, one)| group[at + 1..].iter().map(|other| (*other, *one)))
}

fn is_nearly(one: &str, other: &str) -> bool {
    let without_initials = |name: &str| -> Vec<String> {
        name.split(' ').filter(|word| word.trim_end_matches('.').len() > 1).map(String::from).collect()
    };
    let has_initial = without_initials(one).join(" ") != one || without_initials(other).join(" ") != other;
    let is_plural = |one: &str, other: &str| one.strip_suffix('s') == Some(other);
    if is_plural(one, other) || is_plural(other, one) {
        return false;
    }
    one != other
        && (osa_distance(one, other) <= 1 || has_initial && without_initials(one) == without_initials(other))
}

fn one_of(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "a person",
        EntityKind::Organisation => "an organisation",
        EntityKind::Place => "a place",
    }
}

fn strange_letters(label: &str) -> Option<&'static str> {
    let letters = || label.chars().filter(|sign| sign.is_alphabetic());
    let words: Vec<&str> = label.split_whitespace().collect();
    match label.chars().filter(|sign| sign.is_alphanumeric()).count() {
        0 => Some("no letter"),
        1 => Some("one letter"),
        _ if label.contains("://") || label.contains('@') => Some("an address"),
        _ if label.chars().count() > LONGEST => Some("very long"),
        // Scripts without capitals have none to lack.
        _ if label.chars().any(char::is_lowercase) && !label.chars().any(char::is_uppercase) => {
            Some("no capital")
        }
        // Initials and acronyms are short; words that shout are a headline's.
        _ if letters().all(char::is_uppercase)
            && words
                .iter()
                .filter(|word| word.chars().filter(|sign| sign.is_uppercase()).count() > 4)
                .count()
                > usize::from(words.len() == 1 && letters().count() <= 7) =>
        {
            Some("all in capitals")
        }
        count
            if count <= 4
                && words.len() > 1
                && words.iter().all(|word| word.trim_end_matches('.').chars().count() == 1) =>
        {
            Some("only initials")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_strange_where_they_are_too_few_or_all_alike() {
        assert_eq!(strange_letters("B."), Some("one letter"));
        assert_eq!(strange_letters("the harbour"), Some("no capital"));
        assert_eq!(strange_letters("J. D."), Some("only initials"));
        assert_eq!(strange_letters("HARBOUR STRIKE"), Some("all in capitals"));
        assert_eq!(strange_letters("info@example.org"), Some("an address"));
        for fine in ["al-Sadr", "بغداد", "UNESCO", "U.N.", "US Navy", "J. D. Vance", "BBC", "北京"] {
            assert_eq!(strange_letters(fine), None, "{fine}");
        }
    }

    #[test]
    fn names_are_nearly_the_same_by_one_letter_or_an_initial() {
        for (one, other) in [
            ("jane holloway", "jane hollowey"),
            ("jane holloway", "jane hollowya"),
            ("jane q. holloway", "jane holloway"),
        ] {
            assert!(is_nearly(one, other) && is_nearly(other, one), "{one}");
        }
        for (one, other) in
            [("jane holloway", "john holloway"), ("jane doe", "jane doe"), ("greens", "green")]
        {
            assert!(!is_nearly(one, other), "{one}");
        }
    }
}
