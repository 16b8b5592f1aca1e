//! Whether a file's pages can be read in a finite time: what refers to itself is followed without end by the library.

use std::collections::{HashMap, HashSet};

use pdf_extract::{Dictionary, Document as Pages, Object, ObjectId, Stream};

/// How deep pages may be inside of each other, and drawings in drawings.
const DEEPEST: usize = 64;

/// Whether no page is its own ancestor and no drawing a part of itself.
pub(crate) fn is_sound(pages: &Pages) -> bool {
    pages.objects.values().all(|object| has_first_parent(pages, object)) && !draws_itself(pages)
}

fn has_first_parent(pages: &Pages, object: &Object) -> bool {
    let mut above = object.as_dict().ok();
    for _ in 0..DEEPEST {
        let Some(dictionary) = above else { return true };
        let Ok(parent) = dictionary.get(b"Parent").and_then(Object::as_reference) else { return true };
        above = pages.get_dictionary(parent).ok();
    }
    false
}

fn draws_itself(pages: &Pages) -> bool {
    let drawings = pages.objects.iter().filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)));
    let drawings: HashMap<ObjectId, &Stream> =
        drawings.filter(|(_, stream)| is_drawing(&stream.dict)).collect();
    let mut finished = HashSet::new();
    drawings.keys().any(|id| is_in_circle(pages, &drawings, *id, &mut Vec::new(), &mut finished))
}

fn is_in_circle(
    pages: &Pages,
    drawings: &HashMap<ObjectId, &Stream>,
    id: ObjectId,
    above: &mut Vec<ObjectId>,
    finished: &mut HashSet<ObjectId>,
) -> bool {
    if above.contains(&id) || above.len() >= DEEPEST {
        return true;
    }
    if finished.contains(&id) {
        return false;
    }
    above.push(id);
    let parts = drawings.get(&id).map(|stream| parts(pages, drawings, stream)).unwrap_or_default();
    let is_circle = parts.into_iter().any(|part| is_in_circle(pages, drawings, part, above, finished));
    above.pop();
    finished.insert(id);
    is_circle
}

/// A drawing without resources of its own has those of whatever it is a part of, which may be any.
fn parts(pages: &Pages, drawings: &HashMap<ObjectId, &Stream>, stream: &Stream) -> Vec<ObjectId> {
    let content = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
    if !content.windows(2).any(|signs| signs == b"Do") {
        return Vec::new();
    }
    let Ok((_, resources)) = stream.dict.get(b"Resources").and_then(|resources| pages.dereference(resources))
    else {
        return drawings.keys().copied().collect();
    };
    let named = resources.as_dict().and_then(|resources| resources.get(b"XObject"));
    let named = named.and_then(|named| pages.dereference(named)).and_then(|(_, named)| named.as_dict());
    let Ok(named) = named else { return Vec::new() };
    named.iter().filter_map(|(_, object)| object.as_reference().ok()).collect()
}

/// Pictures are none, but the library takes them for such.
fn is_drawing(dictionary: &Dictionary) -> bool {
    dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Form")
}
