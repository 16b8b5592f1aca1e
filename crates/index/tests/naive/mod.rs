//! Random corpora, and searching them without an index: every document is read word by word for every question.

#![allow(dead_code, reason = "each test uses its part")]

use dossier_model::{
    Alias, Annotations, Block, BlockKind, ByteRange, Certainty, Corpus, DateMention, DateSpan, Day, Document,
    Entity, EntityIndex, EntityKind, Evidence, Facet, Mention, Precision, Published, Quotation, Site, Title,
    TitleOrigin,
};
use dossier_text::tokens;
use proptest::prelude::*;

pub(crate) const WORDS: [&str; 14] = [
    "al-Sudani",
    "Sudani",
    "al",
    "prison",
    "prisons",
    "Break",
    "break,",
    "Shi’a",
    "shia",
    "été",
    "U.S.",
    "us",
    "1,000",
    "x",
];

/// One thing a query asks for, as it is typed and as the words it stands for.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) typed: String,
    pub(crate) words: Vec<String>,
    pub(crate) is_prefix: bool,
    pub(crate) excluded: bool,
}

impl Item {
    /// Whether the phrase stands anywhere in a title or block.
    fn stands_in(&self, text: &str) -> bool {
        let terms: Vec<_> = tokens(text).map(|token| token.term).collect();
        terms.windows(self.words.len()).any(|window| {
            window.iter().zip(&self.words).enumerate().all(|(at, (term, word))| {
                if self.is_prefix && at + 1 == self.words.len() {
                    term.starts_with(word)
                } else {
                    term == word
                }
            })
        })
    }

    pub(crate) fn matches(&self, document: &Document) -> bool {
        let blocks = document.blocks.iter().filter(|block| block.kind != BlockKind::SetAside);
        let found = self.stands_in(&document.title.text)
            || blocks.into_iter().any(|block| self.stands_in(block.range.of(&document.text)));
        found != self.excluded
    }
}

pub(crate) fn items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item(), 0..4)
}

fn item() -> impl Strategy<Value = Item> {
    let words = prop::collection::vec(prop::sample::select(&WORDS[..]), 1..4);
    (words, any::<bool>(), 0..8_usize, prop::bool::weighted(0.25)).prop_map(
        |(words, quoted, cut, excluded)| {
            let mut typed = if quoted { words.join(" ") } else { words[0].to_owned() };
            let is_prefix = cut < 3 && typed.is_ascii();
            if is_prefix {
                typed.truncate(typed.trim_end_matches(|c: char| !c.is_alphanumeric()).len());
                let last_word = typed.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
                typed.truncate(typed.len().saturating_sub(cut).max(last_word + 1));
            }
            let terms = tokens(&typed).map(|token| token.term).collect();
            typed = format!("{typed}{}", if is_prefix { "*" } else { "" });
            typed = if quoted { format!("“{typed}”") } else { typed };
            Item {
                typed: format!("{}{typed}", if excluded { "-" } else { "" }),
                words: terms,
                is_prefix,
                excluded,
            }
        },
    )
}

pub(crate) fn typed(items: &[Item]) -> String {
    items.iter().map(|item| item.typed.as_str()).collect::<Vec<_>>().join(" ")
}

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![
        8 => 20_000..20_400_i32,
        1 => 10_000..30_000_i32,
        1 => any::<i32>(),
    ]
    .prop_map(Day::from_number)
}

pub(crate) fn span() -> impl Strategy<Value = DateSpan> {
    let days = (day(), 0..60_i32, 0..8_u8);
    days.prop_map(|(from, length, kind)| {
        let (from, to) = (Some(from), Some(from.plus_days(length)));
        let span = |from, to, certainty| DateSpan { from, to, precision: Precision::Day, certainty };
        match kind {
            0 => DateSpan::UNKNOWN,
            1 => span(from, None, Certainty::Bounded),
            2 => span(None, to, Certainty::Bounded),
            3 => span(from, to, Certainty::Inferred),
            _ => span(from, from, Certainty::Stated),
        }
    })
}

fn paragraph() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&WORDS[..]), 0..8).prop_map(|words| words.join(" "))
}

#[derive(Clone, Debug)]
struct Draft {
    title: String,
    blocks: Vec<(BlockKind, String)>,
    source: Option<&'static str>,
    published: DateSpan,
    mentions: Vec<u32>,
    unplaced: Vec<u32>,
    dates: Vec<DateSpan>,
}

const ENTITIES: u32 = 7;

fn draft() -> impl Strategy<Value = Draft> {
    let kind = prop::sample::select(vec![
        BlockKind::Paragraph,
        BlockKind::Paragraph,
        BlockKind::Heading,
        BlockKind::SetAside,
    ]);
    let blocks = prop::collection::vec((kind, paragraph()), 0..4);
    let source = prop::sample::select(vec![None, Some("The Post"), Some("the post"), Some("خبر"), Some("—")]);
    let mentions = prop::collection::vec(0..ENTITIES, 0..6);
    let unplaced = prop::collection::btree_set(0..ENTITIES, 0..3);
    let dates = prop::collection::vec(span(), 0..4);
    (paragraph(), blocks, source, span(), mentions, unplaced, dates).prop_map(
        |(title, blocks, source, published, mentions, unplaced, dates)| {
            let unplaced = unplaced.into_iter().filter(|entity| !mentions.contains(entity)).collect();
            Draft { title, blocks, source, published, mentions, unplaced, dates }
        },
    )
}

impl Draft {
    fn finish(self, number: usize) -> (Document, Annotations) {
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (kind, block) in &self.blocks {
            let start = text.len();
            text.push_str(block);
            blocks.push(Block { kind: *kind, range: ByteRange::new(start, text.len()) });
            text.push_str("\n\n");
        }
        let nowhere = ByteRange::default();
        let evidence = vec![Evidence { reason: "it says so".into(), passage: Some(nowhere) }];
        let document = Document {
            key: format!("document-{number:03}"),
            origin: format!("{number}.txt"),
            title: Title { text: self.title, origin: TitleOrigin::Given, range: None },
            text,
            blocks,
            source: self.source.map(str::to_owned),
            byline: None,
            url: None,
            published: Published { span: self.published, evidence },
            edited: Vec::new(),
            given: None,
        };
        let entity = |entity: u32| EntityIndex(entity);
        let quote = |speaker| Quotation { range: nowhere, speaker };
        let unattributed = (self.dates.len() > 1).then(|| quote(None));
        let quoted = self.mentions.iter().step_by(2).map(|at| quote(Some(entity(*at))));
        let quotations = quoted.chain(unattributed).collect();
        let annotations = Annotations {
            mentions: self
                .mentions
                .into_iter()
                .map(|at| Mention { range: nowhere, entity: entity(at) })
                .collect(),
            unplaced: self.unplaced.into_iter().map(entity).collect(),
            dates: self.dates.into_iter().map(|span| DateMention { range: nowhere, span }).collect(),
            quotations,
        };
        (document, annotations)
    }
}

pub(crate) fn corpus() -> impl Strategy<Value = Corpus> {
    prop::collection::vec(draft(), 0..12).prop_map(|drafts| {
        let (documents, annotations) =
            drafts.into_iter().enumerate().map(|(number, draft)| draft.finish(number)).unzip();
        let entity = |number: u32| {
            let kind = EntityKind::ALL[number as usize * EntityKind::ALL.len() / ENTITIES as usize];
            let label = format!("Name {number}");
            let alias = Alias { text: label.clone(), count: 1, reason: String::new() };
            Entity {
                kind,
                // Entities of different kinds have the same ids.
                id: format!("name-{}", [0, 1, 2, 0, 1, 0, 1][number as usize]),
                label,
                aliases: vec![alias],
                edits: Vec::new(),
                note: None,
            }
        };
        Corpus {
            site: Site { title: "A site".into(), description: String::new() },
            documents,
            annotations,
            entities: (0..ENTITIES).map(entity).collect(),
        }
    })
}

/// The ids of a document's values of a facet with their mentions.
pub(crate) fn values(corpus: &Corpus, document: usize, facet: Facet) -> Vec<(String, u32)> {
    let annotations = &corpus.annotations[document];
    let of_facet = corpus.entities.iter().enumerate().filter(|(_, entity)| Facet::from(entity.kind) == facet);
    of_facet
        .filter_map(|(at, entity)| {
            let entity_index = EntityIndex(at as u32);
            let mentions =
                annotations.mentions.iter().filter(|mention| mention.entity == entity_index).count();
            let is_there = mentions > 0 || annotations.unplaced.contains(&entity_index);
            is_there.then(|| (entity.id.clone(), mentions as u32))
        })
        .collect()
}
