use std::{cmp::Ordering, collections::HashSet};

use dossier_model::{Document, GivenEntities};
use dossier_text::slug;

/// A document's key from the name of its file: a slug of the name without its ending; `article` where nothing is left.
///
/// ```
/// assert_eq!(dossier_read::key_from_file_name("000_c389c2ee.txt"), "000-c389c2ee");
/// ```
pub fn key_from_file_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let key = slug(stem);
    if key.is_empty() { "article".into() } else { key }
}

/// The documents of one corpus, sorted by key, then origin, then what they say, so that the order in which they came
/// makes no difference; a key that is taken gets `-2`, `-3`, ...
pub fn assemble(documents: Vec<Document>) -> Vec<Document> {
    let mut pairs: Vec<(Document, ())> = documents.into_iter().map(|document| (document, ())).collect();
    assemble_by(&mut pairs, |(a, ()), (b, ())| content_order(a, b));
    pairs.into_iter().map(|(document, ())| document).collect()
}

/// As [`assemble`], of documents that are without what is large in them. `content` compares what two of them say, as
/// [`content_order`] does; it is asked only of those that have both their key and their origin in common.
pub fn assemble_by<T>(
    documents: &mut [(Document, T)],
    mut content: impl FnMut(&(Document, T), &(Document, T)) -> Ordering,
) {
    documents.sort_by(|one, other| {
        let (a, b) = (&one.0, &other.0);
        (&a.key, &a.origin).cmp(&(&b.key, &b.origin)).then_with(|| content(one, other))
    });
    // They are sorted: two of the same key are side by side.
    if documents.is_sorted_by(|(a, _), (b, _)| a.key < b.key) {
        return;
    }
    let given: HashSet<String> = documents.iter().map(|(document, _)| document.key.clone()).collect();
    let mut taken = HashSet::with_capacity(documents.len());
    let mut next = std::collections::HashMap::<String, usize>::new();
    for (document, _) in &mut *documents {
        if !taken.insert(document.key.clone()) {
            let number = next.entry(document.key.clone()).or_insert(2);
            loop {
                let key = format!("{}-{number}", document.key);
                *number += 1;
                if !given.contains(&key) && taken.insert(key.clone()) {
                    document.key = key;
                    break;
                }
            }
        }
    }
    documents.sort_by(|(a, _), (b, _)| a.key.cmp(&b.key));
}

/// The order of what two documents say, where their keys and origins are the same.
pub fn content_order(a: &Document, b: &Document) -> Ordering {
    let names = |given: &GivenEntities| [&given.people, &given.orgs, &given.places].map(Clone::clone);
    let fields = |document: &Document| {
        let span = document.published.span;
        let given = document.given.as_ref().map(names);
        (document.url.clone(), span.from, span.to, span.precision, span.certainty, given)
    };
    let texts = |document: &Document| [document.source.clone(), document.byline.clone()];
    (&a.text, &a.title.text)
        .cmp(&(&b.text, &b.title.text))
        .then_with(|| (texts(a), fields(a)).cmp(&(texts(b), fields(b))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;

    #[test]
    fn keys_come_from_file_names() {
        assert_eq!(key_from_file_name("Straße nach Łódź.v2.txt"), "strasse-nach-lodz-v2");
        assert_eq!(key_from_file_name("….txt"), "article");
        assert_eq!(key_from_file_name(".txt"), "txt");
    }

    #[test]
    fn equal_keys_are_told_apart_and_none_is_given_twice() {
        let make = |key: &str, origin: &str| read_text(key, origin, b"Some text.").unwrap();
        let documents = assemble(vec![make("a", "z"), make("a-2", "y"), make("a", "x"), make("a", "w")]);
        let keys: Vec<_> =
            documents.iter().map(|document| (document.key.as_str(), document.origin.as_str())).collect();
        assert_eq!(keys, [("a", "w"), ("a-2", "y"), ("a-3", "x"), ("a-4", "z")]);
    }

    #[test]
    fn the_order_in_which_documents_come_makes_no_difference() {
        let make = |text: &str| read_text("a", "a.txt", text.as_bytes()).unwrap();
        let dated = Document { source: Some("S".into()), ..make("One.") };
        let forward = assemble(vec![make("Two."), dated.clone(), make("One.")]);
        assert_eq!(assemble(vec![make("One."), make("Two."), dated]), forward);
        assert_eq!(forward[2].text, "Two.");
    }
}
