//! What was found against what people marked: the measures of `score.py`'s kind, exact spans and B-cubed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::Result;
use dossier_extract::{Extractor, finish};
use dossier_model::{Annotations, ByteRange, Corpus, DateSpan, Day, Document, EntityIndex, EntityKind, Site};
use dossier_read::assemble;

use crate::labelled::{Ends, Labelled};

/// Right ones among those found and those marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    right: usize,
    found: usize,
    marked: usize,
}

impl Tally {
    /// The harmonic mean of precision and recall; `None` where nothing was to be found.
    pub fn f1(self) -> Option<f64> {
        (self.marked > 0).then(|| 2.0 * self.right as f64 / (self.found + self.marked).max(1) as f64)
    }
}

/// The scores of a set, each from 0 to 1; `None` where the set does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// F1 of names with their exact spans and kinds.
    pub entities: Option<f64>,
    /// B-cubed F1 of what was merged, over the names that were found exactly.
    pub merging: Option<f64>,
    /// F1 of calendar expressions that overlap a marked one.
    pub dates: Option<f64>,
    /// F1 of those whose first and last day are right.
    pub date_values: Option<f64>,
    /// F1 of quotations that overlap a marked one.
    pub quotations: Option<f64>,
    /// The share of quotations whose speaker is right.
    pub speakers: Option<f64>,
    /// The share of documents whose day or bounds of publication are right.
    pub published: Option<f64>,
}

/// Extracts from the documents of a set, as one corpus, and compares.
///
/// # Errors
/// Where a document has no text.
pub fn score(extractor: Extractor, set: &[Labelled]) -> Result<Score> {
    let corpus = annotated(extractor, set)?;
    let mut sums = Sums::default();
    for (labelled, document, annotations) in compared(set, &corpus) {
        sums.add(labelled, document, annotations, &corpus);
    }
    Ok(sums.score())
}

/// What is wrong, a line each: what was marked and not found, what was found and not marked, and dates and days that mean
/// something else.
///
/// # Errors
/// Where a document has no text.
pub fn errors(extractor: Extractor, set: &[Labelled]) -> Result<Vec<String>> {
    let corpus = annotated(extractor, set)?;
    Ok(compared(set, &corpus).flat_map(|compared| errors_of(compared, &corpus)).collect())
}

/// A labelled document, itself and what was found in it.
type Compared<'c> = (&'c Labelled, &'c Document, &'c Annotations);

fn compared<'c>(set: &'c [Labelled], corpus: &'c Corpus) -> impl Iterator<Item = Compared<'c>> {
    let both = corpus.documents.iter().zip(&corpus.annotations);
    both.filter_map(|(document, annotations)| {
        Some((set.get(document.key.parse::<usize>().ok()?)?, document, annotations))
    })
}

fn errors_of((labelled, document, found): Compared<'_>, corpus: &Corpus) -> Vec<String> {
    let id = &labelled.id;
    let near = |range: ByteRange| {
        let text = &labelled.body;
        let (start, end) = (range.start as usize, range.end as usize);
        let before = text[..start].char_indices().rev().nth(30).map_or(0, |(at, _)| at);
        let behind = text[end..].char_indices().nth(20).map_or(text.len(), |(at, _)| end + at);
        format!("{}[{}]{}", &text[before..start], range.of(text), &text[end..behind]).replace('\n', " ")
    };
    let mut lines = Vec::new();
    if let Some(mentions) = &labelled.mentions {
        let marked: BTreeMap<_, _> = mentions.iter().map(|mention| (mention.range, mention.kind)).collect();
        let kind = |entity: EntityIndex| corpus.entities[entity.0 as usize].kind;
        let names: BTreeMap<_, _> =
            found.mentions.iter().map(|mention| (mention.range, kind(mention.entity))).collect();
        let key = |kind: Option<&EntityKind>| kind.map_or("nothing", |kind| kind.key());
        for range in marked.keys().chain(names.keys()).collect::<BTreeSet<_>>() {
            let (marked, found) = (marked.get(range), names.get(range));
            if marked != found {
                lines.push(format!("{id}\tname\t{} for {}\t{}", key(found), key(marked), near(*range)));
            }
        }
    }
    let day = |day: Option<Day>| day.map_or("..".into(), |day| day.to_string());
    let text = |ends: Ends| format!("{}/{}", day(ends.0), day(ends.1));
    if let Some(dates) = &labelled.dates {
        let spans: Vec<_> =
            found.dates.iter().map(|date| (date.range, (date.span.from, date.span.to))).collect();
        for (range, ends) in dates {
            let over: Vec<_> = spans.iter().filter(|(other, _)| other.overlaps(*range)).collect();
            if !over.iter().any(|(_, found)| found == ends) {
                let found = over.first().map_or("nothing".into(), |(_, found)| text(*found));
                lines.push(format!("{id}\tdate\t{found} for {}\t{}", text(*ends), near(*range)));
            }
        }
        for (range, ends) in
            spans.iter().filter(|(range, _)| !dates.iter().any(|(other, _)| other.overlaps(*range)))
        {
            lines.push(format!("{id}\tdate\t{} for nothing\t{}", text(*ends), near(*range)));
        }
    }
    if let Some(quotes) = &labelled.quotes {
        let spans: Vec<_> = found.quotations.iter().map(|quotation| quotation.range).collect();
        let is_in = |range: ByteRange, others: &[ByteRange]| others.iter().any(|other| other.overlaps(range));
        let marked: Vec<_> = quotes.iter().map(|(range, _)| *range).collect();
        let missed = marked.iter().filter(|range| !is_in(**range, &spans)).map(|range| ("missed", range));
        let wrong = spans.iter().filter(|range| !is_in(**range, &marked)).map(|range| ("none", range));
        lines.extend(
            missed.chain(wrong).map(|(how, range)| format!("{id}\tquotation\t{how}\t{}", near(*range))),
        );
    }
    let span = document.published.span;
    if let Some(ends) = labelled.published.filter(|ends| (span.from, span.to) != *ends) {
        lines.push(format!("{id}\tpublished\t{} for {}", text((span.from, span.to)), text(ends)));
    }
    lines
}

fn annotated(extractor: Extractor, set: &[Labelled]) -> Result<Corpus> {
    let keyed = set.iter().enumerate();
    let documents: Vec<Document> = keyed
        .filter(|(_, labelled)| !labelled.body.trim().is_empty())
        .map(|(at, labelled)| labelled.document(&format!("{at:06}")))
        .collect::<Result<_>>()?;
    let documents = assemble(documents);
    let found = documents.iter().map(|document| extractor.find(document)).collect();
    Ok(finish(Site::default(), documents, found))
}

/// What is counted over a set. Clusters that people made are text, entities are numbers.
#[derive(Default)]
struct Sums<'s> {
    entities: Tally,
    dates: Tally,
    date_values: Tally,
    quotations: Tally,
    published: Tally,
    /// Of names found exactly.
    pairs: BTreeMap<(&'s str, u32), usize>,
    /// Of quotations found: who is marked and who was found.
    spoken: Vec<(Option<&'s str>, Option<u32>)>,
}

impl<'s> Sums<'s> {
    fn add(&mut self, labelled: &'s Labelled, document: &Document, found: &Annotations, corpus: &Corpus) {
        if let Some(mentions) = &labelled.mentions {
            let kind = |entity: EntityIndex| corpus.entities[entity.0 as usize].kind;
            let marked: HashMap<_, _> = mentions
                .iter()
                .map(|mention| ((mention.range, mention.kind), mention.cluster.as_deref()))
                .collect();
            let found: HashMap<_, _> = found
                .mentions
                .iter()
                .map(|mention| ((mention.range, kind(mention.entity)), mention.entity))
                .collect();
            self.entities.marked += marked.len();
            self.entities.found += found.len();
            for (name, cluster) in marked {
                let Some(entity) = found.get(&name) else { continue };
                self.entities.right += 1;
                if let Some(cluster) = cluster {
                    *self.pairs.entry((cluster, entity.0)).or_default() += 1;
                }
            }
        }
        if let Some(dates) = &labelled.dates {
            let spans: Vec<(ByteRange, DateSpan)> =
                found.dates.iter().map(|date| (date.range, date.span)).collect();
            let same = |span: &DateSpan, ends: &Ends| (span.from, span.to) == *ends;
            let matched = matched(dates, &spans);
            self.dates.count(dates.len(), spans.len(), matched.iter().flatten().count());
            let right = matched.iter().zip(dates).filter(|(matched, (range, ends))| {
                let of_it = spans.iter().filter(|(other, _)| other.overlaps(*range));
                matched.is_some() && of_it.into_iter().any(|(_, span)| same(span, ends))
            });
            self.date_values.count(dates.len(), spans.len(), right.count());
        }
        if let Some(quotes) = &labelled.quotes {
            let spans: Vec<(ByteRange, Option<u32>)> = found
                .quotations
                .iter()
                .map(|quotation| (quotation.range, quotation.speaker.map(|entity| entity.0)))
                .collect();
            let matched = matched(quotes, &spans);
            self.quotations.count(quotes.len(), spans.len(), matched.iter().flatten().count());
            let both = matched.iter().zip(quotes);
            self.spoken.extend(
                both.filter_map(|(matched, (_, speaker))| Some((speaker.as_deref(), spans[(*matched)?].1))),
            );
        }
        if let Some(ends) = labelled.published {
            let span = document.published.span;
            self.published.count(1, 1, usize::from((span.from, span.to) == ends));
        }
    }

    fn score(&self) -> Score {
        // An entity stands for the cluster that most of its names have.
        let mut best: BTreeMap<u32, (usize, &str)> = BTreeMap::new();
        for ((cluster, entity), count) in &self.pairs {
            let best = best.entry(*entity).or_default();
            if *count > best.0 {
                *best = (*count, cluster);
            }
        }
        let is_right = |(marked, found): &&(Option<&str>, Option<u32>)| match (marked, found) {
            (None, None) => true,
            (Some(marked), Some(found)) => best.get(found).is_some_and(|(_, cluster)| cluster == marked),
            _ => false,
        };
        let right = self.spoken.iter().filter(is_right).count();
        let share = |right: usize, of: usize| (of > 0).then(|| right as f64 / of as f64);
        Score {
            entities: self.entities.f1(),
            merging: b_cubed(&self.pairs),
            dates: self.dates.f1(),
            date_values: self.date_values.f1(),
            quotations: self.quotations.f1(),
            speakers: share(right, self.quotations.marked),
            published: share(self.published.right, self.published.marked),
        }
    }
}

impl Tally {
    fn count(&mut self, marked: usize, found: usize, right: usize) {
        self.marked += marked;
        self.found += found;
        self.right += right;
    }
}

/// For each marked one the place of the first that was found over it and is not another's.
fn matched<M, F>(marked: &[(ByteRange, M)], found: &[(ByteRange, F)]) -> Vec<Option<usize>> {
    let mut taken = BTreeSet::new();
    let mut place = |range: ByteRange| {
        let at = (0..found.len()).find(|at| !taken.contains(at) && found[*at].0.overlaps(range))?;
        taken.insert(at);
        Some(at)
    };
    marked.iter().map(|(range, _)| place(*range)).collect()
}

/// B-cubed F1 (Bagga and Baldwin 1998) of how often each cluster met each entity.
fn b_cubed(pairs: &BTreeMap<(&str, u32), usize>) -> Option<f64> {
    let (mut clusters, mut entities) = (BTreeMap::new(), BTreeMap::new());
    for ((cluster, entity), count) in pairs {
        *clusters.entry(*cluster).or_insert(0_usize) += count;
        *entities.entry(*entity).or_insert(0_usize) += count;
    }
    let all: usize = pairs.values().sum();
    let mean = |size: &dyn Fn(&(&str, u32)) -> usize| {
        pairs.iter().map(|(pair, count)| (count * count) as f64 / size(pair) as f64).sum::<f64>() / all as f64
    };
    let precision = mean(&|(_, entity)| entities[entity]);
    let recall = mean(&|(cluster, _)| clusters[cluster]);
    (all > 0).then(|| 2.0 * precision * recall / (precision + recall))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marked::read;

    #[test]
    fn one_who_was_split_in_two_costs_recall() {
        let pairs = BTreeMap::from([(("a", 1), 2), (("a", 2), 2), (("b", 3), 1)]);
        // Precision 1; recall of a's four names a half each.
        let f1 = b_cubed(&pairs).unwrap();
        assert!((f1 - 2.0 * 0.6 / 1.6).abs() < 1e-9, "{f1}");
        assert_eq!(b_cubed(&BTreeMap::new()), None);
    }

    #[test]
    fn what_is_found_rightly_has_the_highest_score() {
        let set = [read("a", "published: unknown\n---\nThe Harbour\n\nMayor [[Anna Berg|person anna-berg]] came in [[2017|date 2017]]. [[“It is late,”|said person/anna-berg]] she said.").unwrap()];
        let score = score(Extractor::new(), &set).unwrap();
        assert_eq!((score.entities, score.merging, score.date_values), (Some(1.0), Some(1.0), Some(1.0)));
        assert_eq!((score.quotations, score.speakers, score.published), (Some(1.0), Some(1.0), Some(0.0)));
    }
}
