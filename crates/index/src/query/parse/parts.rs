//! How a query was read, for the person who typed it.

use super::{
    super::{
        Part, PartKind,
        tree::{Form, Node, Phrase, Place, Word},
    },
    Item,
};

impl Item {
    pub(super) fn part(&self) -> Part {
        let (node, excluded) = match &self.node {
            Node::Not(node) => (&**node, true),
            node => (node, false),
        };
        let kind = match node {
            Node::Phrase(phrase) => kind(phrase),
            _ => PartKind::Condition,
        };
        let mut text = String::new();
        match node {
            Node::Phrase(Phrase { words, .. }) if kind != PartKind::Condition => {
                text = words.iter().map(|word| word.term.as_str()).collect::<Vec<_>>().join(" ");
            }
            node => node.write(&mut text),
        }
        Part { range: self.range.clone(), kind, excluded, text }
    }
}

fn kind(Phrase { words, near, place }: &Phrase) -> PartKind {
    let Some((last, before)) = words.split_last() else { return PartKind::Condition };
    let is_plain = near.is_none() && *place == Place::Anywhere && before.iter().all(Word::is_plain);
    match last.form {
        Form::Prefix if is_plain => PartKind::Prefix,
        Form::Stem(_) if is_plain && before.is_empty() => PartKind::Word,
        Form::Stem(_) | Form::Exact if is_plain => PartKind::Phrase,
        _ => PartKind::Condition,
    }
}
