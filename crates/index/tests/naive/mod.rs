//! Random corpora, and searching them without an index: every document is read word by word for every question.

#![allow(dead_code, reason = "each test uses its part")]

use dossier_model::{
    Alias, Annotations, Block, BlockKind, ByteRange, Certainty, Corpus, DateMention, DateSpan, Day, Document,
    Entity, EntityIndex, EntityKind, Evidence, Facet, Mention, PartialDate, Precision, Published, Quotation,
    Site, Title, TitleOrigin, Track,
};
use dossier_text::tokens;
use proptest::prelude::*;

pub(crate) const WORDS: [&str; 15] = [
    "al-Sudani",
    "Sudani",
    "al",
    "prison",
    "prisons",
    "Break",
    "break,",
    "breaking",
    "Shi’a",
    "shia",
    "été",
    "U.S.",
    "us",
    "1,000",
    "x",
];

/// Words that are forms of one.
const FORMS: [&[&str]; 2] = [&["prison", "prisons"], &["break", "breaking"]];

/// What a typed word stands for.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Plain,
    Prefix,
    Fuzzy(usize),
    Wild,
}

/// Words and patterns as they are typed.
const PIECES: [(&str, Kind); 24] = [
    ("prison", Kind::Plain),
    ("Prisons", Kind::Plain),
    ("break", Kind::Plain),
    ("breaking", Kind::Plain),
    ("Sudani", Kind::Plain),
    ("al", Kind::Plain),
    ("Shi’a", Kind::Plain),
    ("été", Kind::Plain),
    ("U.S.", Kind::Plain),
    ("1,000", Kind::Plain),
    ("x", Kind::Plain),
    ("pris*", Kind::Prefix),
    ("b*", Kind::Prefix),
    ("ÉT*", Kind::Prefix),
    ("10*", Kind::Prefix),
    ("prsion~", Kind::Fuzzy(1)),
    ("x~", Kind::Fuzzy(1)),
    ("sudanese~", Kind::Fuzzy(2)),
    ("brke~2", Kind::Fuzzy(2)),
    ("pr*n", Kind::Wild),
    ("*s", Kind::Wild),
    ("?reak", Kind::Wild),
    ("s*?i", Kind::Wild),
    ("*ea*", Kind::Wild),
];

/// Regular expressions, and the terms that they match.
const REGEXES: [(&str, &[&str]); 4] = [
    ("/Pris.n/", &["prison"]),
    ("/[a-e]+[^x]*k|x+/", &["break", "x"]),
    (r"/\d{2,}/", &["1000"]),
    ("/(al|s(ud)?(hi)?a(ni)?)/", &["al", "sudani", "shia"]),
];

/// A word that is asked for: what was typed, and whether only the word itself is meant.
#[derive(Clone, Debug)]
struct Wanted {
    typed: &'static str,
    kind: Kind,
    is_exact: bool,
}

impl Wanted {
    fn takes(&self, term: &str) -> bool {
        let plain = self.typed.trim_end_matches(['*', '~', '2']);
        let own = tokens(plain).next().map(|token| token.term).unwrap_or_default();
        match self.kind {
            Kind::Plain if self.is_exact => term == own,
            Kind::Plain => {
                term == own
                    || FORMS.iter().any(|forms| forms.contains(&term) && forms.contains(&own.as_str()))
            }
            Kind::Prefix => term.starts_with(&own),
            Kind::Fuzzy(most) => {
                let (a, b): (Vec<char>, Vec<char>) = (own.chars().collect(), term.chars().collect());
                slips(&a, &b) <= most
            }
            Kind::Wild => fits(self.typed.as_bytes(), term.as_bytes()),
        }
    }
}

/// By the definition of the distance, without a table.
fn slips(a: &[char], b: &[char]) -> usize {
    match (a, b) {
        ([], rest) | (rest, []) => rest.len(),
        ([x, a_rest @ ..], [y, b_rest @ ..]) => {
            let mut least = slips(a_rest, b_rest) + usize::from(x != y);
            if least > 0 {
                least = least.min(slips(a_rest, b) + 1).min(slips(a, b_rest) + 1);
            }
            if let ([x, z, a_rest @ ..], [y, w, b_rest @ ..]) = (a, b)
                && x == w
                && z == y
            {
                least = least.min(slips(a_rest, b_rest) + 1);
            }
            least
        }
    }
}

fn fits(pattern: &[u8], term: &[u8]) -> bool {
    match (pattern, term) {
        ([], term) => term.is_empty(),
        ([b'*', rest @ ..], term) => (0..=term.len()).any(|at| fits(rest, &term[at..])),
        ([sign, rest @ ..], [letter, others @ ..]) => (*sign == b'?' || sign == letter) && fits(rest, others),
        (_, []) => false,
    }
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Anywhere,
    Title,
    Body,
}

/// What a query asks for.
#[derive(Clone, Debug)]
enum Asked {
    /// Words side by side, or within so many of each other.
    Words(Place, Vec<Wanted>, Option<usize>),
    Regex(&'static [&'static str]),
    /// A value of a facet with this word in a name, or this id.
    Named(Facet, &'static str),
    Dated(Track, Option<Day>, Option<Day>),
    Not(Box<Item>),
    All(Vec<Item>),
    Any(Vec<Item>),
}

/// One thing a query asks for, and how it is typed.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) typed: String,
    asked: Asked,
}

/// Whether the words stand together anywhere in a title or block.
fn stand_in(text: &str, words: &[Wanted], near: Option<usize>) -> bool {
    let terms: Vec<_> = tokens(text).map(|token| token.term).collect();
    match near {
        None => terms
            .windows(words.len())
            .any(|window| window.iter().zip(words).all(|(term, word)| word.takes(term))),
        Some(near) => (0..terms.len()).any(|start| {
            let window = &terms[start..terms.len().min(start + words.len() + near)];
            words.iter().all(|word| window.iter().any(|term| word.takes(term)))
        }),
    }
}

fn stands(document: &Document, place: Place, stands_in: &dyn Fn(&str) -> bool) -> bool {
    let mut blocks = document.blocks.iter().filter(|block| block.kind != BlockKind::SetAside);
    let in_title = stands_in(&document.title.text);
    let in_body = blocks.any(|block| stands_in(block.range.of(&document.text)));
    match place {
        Place::Anywhere => in_title || in_body,
        Place::Title => in_title,
        Place::Body => in_body,
    }
}

impl Item {
    pub(crate) fn matches(&self, corpus: &Corpus, at: usize) -> bool {
        let document = &corpus.documents[at];
        match &self.asked {
            Asked::Words(place, words, near) => {
                stands(document, *place, &|text| stand_in(text, words, *near))
            }
            Asked::Regex(terms) => stands(document, Place::Anywhere, &|text| {
                tokens(text).any(|token| terms.contains(&token.term.as_str()))
            }),
            Asked::Named(facet, word) => {
                let ids = values(corpus, at, *facet).into_iter().map(|(id, _)| id);
                let named: Vec<_> = ids
                    .filter(|id| {
                        let of_id = |entity: &&Entity| entity.id == *id && Facet::from(entity.kind) == *facet;
                        let entity = corpus.entities.iter().find(of_id).expect("ids are those of entities");
                        let has_word = |alias: &Alias| tokens(&alias.text).any(|token| token.term == *word);
                        id == word || entity.aliases.iter().any(has_word)
                    })
                    .collect();
                !named.is_empty()
            }
            Asked::Dated(track, from, to) => {
                let mentioned = corpus.annotations[at].dates.iter().map(|date| date.span);
                let spans = match track {
                    Track::Published => vec![document.published.span],
                    Track::Mentioned => mentioned.collect(),
                };
                spans.iter().any(|span| span.may_lie_in(*from, *to))
            }
            Asked::Not(item) => !item.matches(corpus, at),
            Asked::All(items) => items.iter().all(|item| item.matches(corpus, at)),
            Asked::Any(items) => items.iter().any(|item| item.matches(corpus, at)),
        }
    }

    /// Whether some of its words, not left out, stand in the document.
    pub(crate) fn is_marked(&self, corpus: &Corpus, at: usize) -> bool {
        let (item, excluded) = self.without_signs();
        match &item.asked {
            _ if excluded => false,
            Asked::Words(..) | Asked::Regex(_) => item.matches(corpus, at),
            Asked::Named(..) | Asked::Dated(..) | Asked::Not(_) => false,
            Asked::All(items) | Asked::Any(items) => items.iter().any(|item| item.is_marked(corpus, at)),
        }
    }

    /// What is asked for without brackets around one thing and without signs, and whether it is left out.
    fn without_signs(&self) -> (&Self, bool) {
        match &self.asked {
            Asked::Not(item) => {
                let (item, excluded) = item.without_signs();
                (item, !excluded)
            }
            Asked::All(items) | Asked::Any(items) if items.len() == 1 => items[0].without_signs(),
            _ => (self, false),
        }
    }
}

pub(crate) fn items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item(), 0..4)
}

pub(crate) fn some_items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item(), 1..4)
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = prop_oneof![8 => words(), 1 => regex(), 1 => named(), 1 => dated()];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let group = || prop::collection::vec(inner.clone(), 1..4);
        let grouped = |items: &[Item], sign: &str| {
            let typed: Vec<_> = items.iter().map(|item| item.typed.as_str()).collect();
            format!("({})", typed.join(sign))
        };
        let minus = prop::sample::select(vec!["-", "–", "NOT "]);
        prop_oneof![
            (inner.clone(), minus).prop_map(|(item, minus)| Item {
                // Minus signs side by side are one.
                typed: match item.typed.starts_with(['-', '–']) {
                    true => format!("{minus}({})", item.typed),
                    false => format!("{minus}{}", item.typed),
                },
                asked: Asked::Not(Box::new(item)),
            }),
            (group(), prop::sample::select(vec![" ", " AND "])).prop_map(move |(items, sign)| Item {
                typed: grouped(&items, sign),
                asked: Asked::All(items)
            }),
            group().prop_map(move |items| Item { typed: grouped(&items, " OR "), asked: Asked::Any(items) }),
        ]
    })
}

fn words() -> impl Strategy<Value = Item> {
    let place = prop::sample::select(vec![
        ("", Place::Anywhere),
        ("", Place::Anywhere),
        ("title:", Place::Title),
        ("body:", Place::Body),
    ]);
    let words = prop::collection::vec((prop::sample::select(&PIECES[..]), prop::bool::weighted(0.2)), 1..4);
    (place, words, 0..3_u8, 0..9_usize).prop_map(|((field, place), words, style, near)| {
        let words = if style == 0 { &words[..words.len().min(2)] } else { &words[..] };
        // An = has no meaning before a pattern, nor inside quotation marks that ask for the words themselves.
        let wanted = |&((typed, kind), is_exact): &((&'static str, Kind), bool)| Wanted {
            typed,
            kind,
            is_exact: is_exact || style == 1,
        };
        let typed = |&((typed, kind), is_exact): &((&str, Kind), bool)| {
            format!("{}{typed}", if is_exact && matches!(kind, Kind::Plain) { "=" } else { "" })
        };
        let typed: Vec<String> = words.iter().map(typed).collect();
        let (typed, near) = match style {
            0 => (typed.join("-"), None),
            1 => (format!("“{}”", typed.join(" ")), None),
            _ => (format!("\"{}\"~{near}", typed.join(" ")), Some(near)),
        };
        let wanted = words.iter().map(wanted).collect();
        Item { typed: format!("{field}{typed}"), asked: Asked::Words(place, wanted, near) }
    })
}

fn regex() -> impl Strategy<Value = Item> {
    prop::sample::select(&REGEXES[..])
        .prop_map(|(typed, terms)| Item { typed: typed.into(), asked: Asked::Regex(terms) })
}

fn named() -> impl Strategy<Value = Item> {
    let facet = prop::sample::select(&Facet::ALL[..3]);
    let name = prop::sample::select(vec!["name", "sudani", "name-1", "name-4", "6", "x"]);
    (facet, name).prop_map(|(facet, name)| Item {
        typed: format!("{}:{name}", facet.key()),
        asked: Asked::Named(facet, name),
    })
}

fn dated() -> impl Strategy<Value = Item> {
    let track = prop::sample::select(vec![(Track::Published, "published"), (Track::Mentioned, "mentioned")]);
    let date = |text: &str| text.parse::<PartialDate>().ok();
    let dates = prop::sample::select(vec![
        ("2025", "2025"),
        ("2024-11", "2025-02"),
        ("", "2025-03-01"),
        ("2025-06", ""),
    ]);
    (track, dates).prop_map(move |((track, key), (from, to))| {
        let typed = if from == to { from.to_owned() } else { format!("{from}..{to}") };
        Item {
            typed: format!("{key}:{typed}"),
            asked: Asked::Dated(track, date(from).map(PartialDate::first), date(to).map(PartialDate::last)),
        }
    })
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
            tags: Vec::new(),
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
            // Entities of different kinds have the same names and ids.
            let of_kind = [0, 1, 2, 0, 1, 0, 1][number as usize];
            let label = format!("Name {of_kind}");
            let alias = |text: String| Alias { text, count: 1, reason: String::new() };
            let mut aliases = vec![alias(label.clone())];
            aliases.extend((number % 2 == 1).then(|| alias(format!("Al-Sudani {number}"))));
            Entity {
                kind,
                id: format!("name-{of_kind}"),
                label,
                aliases,
                edits: Vec::new(),
                note: None,
                at: None,
            }
        };
        Corpus {
            site: Site { title: "A site".into(), description: String::new() },
            documents,
            annotations,
            entities: (0..ENTITIES).map(entity).collect(),
            alike: Vec::new(),
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
