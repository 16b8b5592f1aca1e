//! Articles that come twice, in the same words or in nearly the same.
//!
//! Alike to the letter are articles whose titles, outlets, dates and words are the same. Nearly alike are those that share
//! most of their shingles, runs of four words. Their share (Jaccard's index) is estimated by MinHash of one permutation
//! (Li, Owen, Zhang 2012): of each article a signature of [`BINS`] numbers, cut into bands; who shares a band is compared.
//! Each article is compared to a bounded number of earlier ones, so the time grows with the articles and not with their
//! pairs; of the few that are left the share is counted exactly.

use std::collections::{BTreeMap, HashMap, HashSet, hash_map::Entry};

use anyhow::Result;
use dossier_model::{BlockKind, Document, DocumentIndex};
use dossier_text::for_each_token;
use rayon::prelude::*;

use crate::{
    cache::{Cache, Kind},
    known,
    report::Report,
    shelf::Shelf,
};

/// How many words a shingle has.
const SHINGLE: usize = 4;
/// Articles of fewer shingles are too short to be told apart by them.
const SHORTEST: usize = 20;
const BANDS: usize = 21;
const ROWS: usize = 6;
const BINS: usize = BANDS * ROWS;
/// How many articles with the same band are remembered.
const REMEMBERED: usize = 8;
/// From which share on two articles are nearly alike.
const NEAR: f64 = 0.8;
/// An estimate may be this much too low.
const ERROR: f64 = 0.12;
/// How many pairs are named before the others are only counted.
const NAMED: usize = 10;

/// Two articles that are alike, by their places among the documents.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The later one.
    pub document: usize,
    /// The earlier one that it is like.
    pub like: usize,
    /// The share of their shingles that both have, from 0 to 1.
    pub share: f64,
}

/// All articles that are like an earlier one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duplicates {
    /// Those that are the same.
    pub exact: Vec<Pair>,
    /// Those that are nearly the same.
    pub near: Vec<Pair>,
}

impl Duplicates {
    /// The documents that are kept and like an earlier one that is kept too, each with that one, by their places among
    /// those of `count` that are kept: all where `keeps_exact`, else all but those that are the same as others.
    pub(crate) fn kept(&self, count: usize, keeps_exact: bool) -> Vec<(DocumentIndex, DocumentIndex)> {
        let exact: &[Pair] = if keeps_exact { &self.exact } else { &[] };
        let left_out: HashSet<usize> =
            if keeps_exact { HashSet::new() } else { self.exact.iter().map(|pair| pair.document).collect() };
        let is_kept = |at: &usize| !left_out.contains(at);
        let places: HashMap<usize, u32> = (0..count).filter(is_kept).zip(0..).collect();
        let place = |at: &usize| places.get(at).copied().map(DocumentIndex);
        let pairs = self.near.iter().chain(exact);
        let mut kept: Vec<_> =
            pairs.filter_map(|pair| Some((place(&pair.document)?, place(&pair.like)?))).collect();
        kept.sort_unstable();
        kept
    }
}

/// Looks for duplicates; each is named once, with the earlier article that it is most like. The shelf has
/// the prints of the articles then, where something of them may be kept.
///
/// # Errors
/// Where an article can't be read again.
pub(crate) fn find(shelf: &mut Shelf, cache: &mut Cache) -> Result<Duplicates> {
    let mut likenesses = Vec::new();
    for some in shelf.some_at_a_time() {
        let likeness = |at: usize| {
            let print = match shelf.print(at) {
                None if cache.is_of_use() => Some(known::print(&shelf.whole(at)?)),
                print => print,
            };
            let known = cache.get(Kind::Likeness, print.as_ref()).and_then(|bytes| Likeness::read(&bytes));
            let is_known = known.is_some();
            let likeness = known.map_or_else(|| shelf.whole(at).map(|whole| Likeness::of(&whole)), Ok)?;
            Ok((likeness, print, is_known))
        };
        let found: Result<Vec<_>> = some.clone().into_par_iter().map(likeness).collect();
        for (at, (likeness, print, is_known)) in some.zip(found?) {
            shelf.set_print(at, print);
            if let Some(print) = print {
                cache.keep(Kind::Likeness, print, (!is_known).then(|| likeness.bytes()).as_deref());
            }
            likenesses.push(likeness);
        }
    }
    let (mut exact, mut firsts, mut by_words) = (Vec::new(), Vec::new(), HashMap::new());
    for (document, print) in likenesses.iter().enumerate() {
        match by_words.entry(print.whole) {
            Entry::Occupied(first) => exact.push(Pair { document, like: *first.get(), share: 1.0 }),
            Entry::Vacant(place) => {
                place.insert(document);
                firsts.push(document);
            }
        }
    }
    let near = candidates(&likenesses, &firsts)
        .into_par_iter()
        .filter_map(|(document, like)| {
            let shingles = |at| Ok(shingles(&words(&shelf.whole(at)?)));
            let both = shingles(document).and_then(|own| Ok((own, shingles(like)?)));
            let pair = both.map(|(own, other)| Pair { document, like, share: share(&own, &other) });
            Some(pair).filter(|pair| pair.as_ref().map_or(true, |pair| pair.share >= NEAR))
        })
        .collect::<Result<_>>()?;
    Ok(Duplicates { exact, near })
}

/// Of each article that may be nearly like an earlier one, the earlier one that it is most like.
fn candidates(likenesses: &[Likeness], firsts: &[usize]) -> Vec<(usize, usize)> {
    let signature = |document: usize| likenesses[document].signature.as_deref();
    let signed: Vec<(usize, &[u32])> =
        firsts.iter().filter_map(|document| Some((*document, signature(*document)?))).collect();
    // Who shares a band, band by band: each with the first few who have it.
    let shared = |band: usize| {
        let rows = |signature: &[u32]| {
            let rows = &signature[band * ROWS..(band + 1) * ROWS];
            rows.iter().fold(0, |sum, row| mixed(sum ^ u64::from(*row)))
        };
        let mut all: Vec<(u64, usize)> =
            signed.iter().enumerate().map(|(at, (_, signature))| (rows(signature), at)).collect();
        all.sort_unstable();
        let mut pairs = Vec::new();
        for group in all.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1) {
            for (place, (_, at)) in group.iter().enumerate() {
                for (_, other) in &group[..place.min(REMEMBERED)] {
                    pairs.push((*at, *other, agreement(signed[*at].1, signed[*other].1)));
                }
            }
        }
        pairs
    };
    let bands: Vec<_> = (0..BANDS).into_par_iter().map(shared).collect();
    let mut best: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (at, other, same) in bands.into_iter().flatten() {
        let best = best.entry(at).or_insert((other, same));
        if same > best.1 {
            *best = (other, same);
        }
    }
    let is_near = |same: usize| same as f64 / BINS as f64 >= NEAR - ERROR;
    let near = best.into_iter().filter(|(_, (_, same))| is_near(*same));
    near.map(|(at, (other, _))| (signed[at].0, signed[other].0)).collect()
}

/// Leaves out what is the same as an earlier article, and says so; what is nearly the same is only named. As [`find`].
pub(crate) fn leave_out(
    shelf: &mut Shelf,
    cache: &mut Cache,
    keep: bool,
    report: &Report,
) -> Result<Duplicates> {
    let found = find(shelf, cache)?;
    let documents = &shelf.documents;
    let (end, all) = if keep { ("both are kept", "kept") } else { ("left out", "left out") };
    name(&found.exact, report, "in all are the same as others", all, |pair| {
        format!("{}: the same as {}; {end}", documents[pair.document].origin, documents[pair.like].origin)
    });
    name(&found.near, report, "in all are nearly the same as others", "kept", |pair| {
        let (document, like) = (&documents[pair.document], &documents[pair.like]);
        format!("{}: {} % the same as {}; both are kept", document.origin, percent(pair.share), like.origin)
    });
    if !keep {
        let left_out: HashSet<usize> = found.exact.iter().map(|pair| pair.document).collect();
        shelf.retain(|at| !left_out.contains(&at));
    }
    Ok(found)
}

/// A share as whole hundredths, of which only the same has a hundred.
pub(crate) fn percent(share: f64) -> u32 {
    (share * 100.0) as u32
}

fn name(pairs: &[Pair], report: &Report, which: &str, end: &str, words: impl Fn(&Pair) -> String) {
    pairs.iter().take(NAMED).for_each(|pair| report.warn(&words(pair)));
    if pairs.len() > NAMED {
        report.warn(&format!("{} articles {which}, and {end}", pairs.len()));
    }
}

/// What of an article its like is found by.
struct Likeness {
    /// Of all that says that it is the same.
    whole: u64,
    /// None where it is short.
    signature: Option<Vec<u32>>,
}

impl Likeness {
    fn of(document: &Document) -> Self {
        let said = (
            &document.title.text,
            &document.source,
            document.published.span,
            &document.byline,
            &document.url,
        );
        let said = postcard::to_allocvec(&said).expect("documents hold nothing that postcard can't write");
        let words = words(document);
        let whole = words.iter().fold(mixed(hash(&said)), |sum, word| mixed(sum ^ word));
        let shingles = shingles(&words);
        Self { whole, signature: (shingles.len() >= SHORTEST).then(|| signature(&shingles)) }
    }

    fn bytes(&self) -> Box<[u8]> {
        let rows = self.signature.iter().flatten().flat_map(|row| row.to_le_bytes());
        self.whole.to_le_bytes().into_iter().chain(rows).collect()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (whole, rest) = bytes.split_first_chunk()?;
        let (rows, rest) = rest.as_chunks();
        let signature: Vec<u32> = rows.iter().map(|row| u32::from_le_bytes(*row)).collect();
        let is_one = rest.is_empty() && (signature.is_empty() || signature.len() == BINS);
        let signature = (!signature.is_empty()).then_some(signature);
        is_one.then_some(Self { whole: u64::from_le_bytes(*whole), signature })
    }
}

/// FNV-1a, which is the same in every build, as what is kept must be.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

/// Each bin's least number; an empty one has that of the next one that isn't, and how far away it is.
fn signature(shingles: &[u64]) -> Vec<u32> {
    const EMPTY: u32 = u32::MAX;
    let mut bins = vec![EMPTY; BINS];
    for shingle in shingles {
        let bin = &mut bins[(shingle % BINS as u64) as usize];
        *bin = (*bin).min((shingle >> 34) as u32);
    }
    let full = bins.clone();
    for at in 0..BINS {
        let next = (0..BINS).find(|away| full[(at + away) % BINS] != EMPTY).unwrap_or_default();
        bins[at] = full[(at + next) % BINS].wrapping_add((next as u32).wrapping_mul(0x9e37_79b9));
    }
    bins
}

fn agreement(one: &[u32], other: &[u32]) -> usize {
    one.iter().zip(other).filter(|(one, other)| one == other).count()
}

/// Hashes of the shingles, sorted, each once.
fn shingles(words: &[u64]) -> Vec<u64> {
    let hash = |words: &[u64]| words.iter().fold(0, |sum, word| mixed(sum ^ word));
    let mut shingles: Vec<u64> = words.windows(SHINGLE).map(hash).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// The last steps of splitmix64 (Steele, Lea, Flood 2014), after which all bits depend on each.
fn mixed(word: u64) -> u64 {
    let word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let word = (word ^ word >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ word >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ word >> 31
}

/// The share of two sorted lists that is in both.
fn share(one: &[u64], other: &[u64]) -> f64 {
    let both = one.iter().filter(|shingle| other.binary_search(shingle).is_ok()).count();
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

/// Hashes of the article's own words.
fn words(document: &Document) -> Vec<u64> {
    let mut words = Vec::new();
    for block in document.blocks.iter().filter(|block| block.kind != BlockKind::SetAside) {
        for_each_token(block.range.of(&document.text), |_, term, _| {
            words.push(mixed(hash(term.as_bytes())));
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(key: usize, body: &str) -> Document {
        dossier_read::document_from_body(&key.to_string(), "a", body.into(), Some("T".into())).unwrap()
    }

    fn body(number: usize, words: usize) -> String {
        (0..words).map(|word| format!("w{number}x{word} ")).collect::<String>() + "."
    }

    #[test]
    fn the_same_and_nearly_the_same_are_told_from_others() {
        let near = body(1, 200).replace("w1x100 ", "changed ");
        let documents = [
            document(0, &body(0, 200)),
            document(1, &body(1, 200)),
            document(2, &body(0, 200)),
            document(3, &near),
            document(4, &body(4, 200)),
        ];
        let found = found(documents);
        assert_eq!(found.exact, [Pair { document: 2, like: 0, share: 1.0 }]);
        assert_eq!(found.kept(5, false), [(DocumentIndex(2), DocumentIndex(1))]);
        let of = |later, earlier| (DocumentIndex(later), DocumentIndex(earlier));
        assert_eq!(found.kept(5, true), [of(2, 0), of(3, 1)]);
        let [pair] = found.near.as_slice() else { panic!("{found:?}") };
        assert_eq!((pair.document, pair.like), (3, 1));
        assert!((0.9..1.0).contains(&pair.share), "{pair:?}");
    }

    fn found(documents: impl IntoIterator<Item = Document>) -> Duplicates {
        find(&mut Shelf::of(documents).unwrap(), &mut Cache::default()).unwrap()
    }

    #[test]
    fn what_another_outlet_prints_in_the_same_words_is_only_nearly_the_same() {
        let documents = [
            document(0, &body(0, 100)),
            Document { source: Some("Wire".into()), ..document(1, &body(0, 100)) },
        ];
        let found = found(documents);
        assert_eq!(found.exact, []);
        assert_eq!(found.near, [Pair { document: 1, like: 0, share: 1.0 }]);
    }

    #[test]
    fn short_articles_are_nearly_like_none() {
        assert_eq!(found([document(0, "A b c d e."), document(1, "A b c d f.")]), Duplicates::default());
    }
}
