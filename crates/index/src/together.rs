//! Who is mentioned with whom: entities that share an article, a paragraph or a sentence.

use std::collections::BTreeMap;

use dossier_model::{BlockKind, DocumentIndex, EntityIndex, EntityKind};

use crate::Pack;

/// How near two entities must stand to count as mentioned together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nearness {
    /// In one article; also entities that its record names and its text does not.
    #[default]
    Article,
    /// In one paragraph or heading.
    Paragraph,
    /// In one sentence.
    Sentence,
}

/// An entity of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkNode {
    /// Who or what it is.
    pub entity: EntityIndex,
    /// How often the documents mention it.
    pub mentions: u32,
}

/// Two entities of a network that are mentioned together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkPair {
    /// Their places in [`Network::nodes`], the smaller first.
    pub nodes: [usize; 2],
    /// In how many articles, paragraphs or sentences they are.
    pub count: u32,
}

/// The entities most mentioned, and how often any two of them are mentioned together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Network {
    /// The most mentioned first.
    pub nodes: Vec<NetworkNode>,
    /// The most frequent first, then in the order of their nodes.
    pub pairs: Vec<NetworkPair>,
    /// How many entities of the documents are not among the nodes.
    pub left_out: usize,
}

impl Pack {
    /// The network of the `most` entities that some documents mention most. Costs time linear in the documents, and
    /// quadratic in how many of the nodes stand together in one of them.
    ///
    /// [`Nearness::Article`] needs nothing but what every pack has at opening; the others read the documents' chunks.
    pub fn network(&self, documents: &[DocumentIndex], nearness: Nearness, most: usize) -> Network {
        let (nodes, left_out) = self.most_mentioned(documents, most);
        let places = nodes.iter().zip(0..).map(|(node, place)| (node.entity, place)).collect();
        let mut counts: BTreeMap<[usize; 2], u32> = BTreeMap::new();
        for document in documents {
            for together in self.groups(*document, nearness, &places) {
                for (at, one) in together.iter().enumerate() {
                    for other in &together[at + 1..] {
                        *counts.entry([*one, *other]).or_default() += 1;
                    }
                }
            }
        }
        let mut pairs: Vec<NetworkPair> =
            counts.into_iter().map(|(nodes, count)| NetworkPair { nodes, count }).collect();
        pairs.sort_by_key(|pair| core::cmp::Reverse(pair.count));
        Network { nodes, pairs, left_out }
    }

    fn most_mentioned(&self, documents: &[DocumentIndex], most: usize) -> (Vec<NetworkNode>, usize) {
        let mut mentions: BTreeMap<EntityIndex, u32> = BTreeMap::new();
        for document in documents {
            for (entity, times) in self.entities_of(*document) {
                *mentions.entry(entity).or_default() += times;
            }
        }
        let all = mentions.into_iter().map(|(entity, mentions)| NetworkNode { entity, mentions });
        let mut nodes: Vec<NetworkNode> = all.collect();
        nodes.sort_by_key(|node| core::cmp::Reverse(node.mentions));
        let left_out = nodes.len().saturating_sub(most);
        nodes.truncate(most);
        (nodes, left_out)
    }

    /// The entities of a document with how often it mentions each.
    fn entities_of(&self, document: DocumentIndex) -> impl Iterator<Item = (EntityIndex, u32)> {
        EntityKind::ALL.into_iter().flat_map(move |kind| {
            let values = self.document_values(document, kind.into()).into_iter();
            values.filter_map(move |(value, times)| Some((self.value_entity(kind.into(), value)?, times)))
        })
    }

    /// The nodes of each article, paragraph or sentence of a document, each once, ascending.
    fn groups(
        &self,
        document: DocumentIndex,
        nearness: Nearness,
        places: &BTreeMap<EntityIndex, usize>,
    ) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        if nearness == Nearness::Article {
            let of_document = self.entities_of(document).filter_map(|(entity, _)| places.get(&entity));
            groups.insert(0, of_document.copied().collect());
        } else {
            let starts = self.starts(document, nearness);
            for mention in self.annotations(document).mentions {
                let before = starts.partition_point(|(start, _)| *start <= mention.range.start);
                let Some(group) = before.checked_sub(1) else { continue };
                // Between two blocks stands nothing that is anybody's words.
                if mention.range.start < starts[group].1
                    && let Some(place) = places.get(&mention.entity)
                {
                    groups.entry(group).or_default().push(*place);
                }
            }
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        for group in &mut groups {
            group.sort_unstable();
            group.dedup();
        }
        groups
    }

    /// Where the paragraphs or sentences of a document begin and end, ascending.
    fn starts(&self, document: DocumentIndex, nearness: Nearness) -> Vec<(u32, u32)> {
        let text = self.text(document);
        let own = self.blocks(document).into_iter().filter(|block| block.kind != BlockKind::SetAside);
        let mut starts: Vec<(u32, u32)> = match nearness {
            Nearness::Sentence => own
                .flat_map(|block| {
                    let sentences = dossier_text::sentences(block.range.of(text)).into_iter();
                    let at = move |byte: usize| block.range.start.saturating_add(byte as u32);
                    sentences.map(move |sentence| (at(sentence.start), at(sentence.end)))
                })
                .collect(),
            _ => own.map(|block| (block.range.start, block.range.end)).collect(),
        };
        // Those of a false pack may be in any order.
        starts.sort_unstable();
        starts
    }
}
