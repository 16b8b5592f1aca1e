//! From edits to a pack that has them.

use crate::messages;
use dossier_extract::mend_placed;
use dossier_index::{DocumentCard, Pack};
use dossier_model::{Document, Edit};
use dossier_read::{DocumentEdit, Settings, apply};

/// A pack with all edits that can be done.
pub(crate) struct Made {
    pub(super) pack: Pack,
    /// The others, and why they can't.
    pub(super) refused: Vec<(Edit, String)>,
}

/// Carries out edits on a pack as it was opened. What can't be done is left out.
pub(super) fn make(pristine: &Pack, edits: &[Edit]) -> Option<Made> {
    if let Ok(pack) = try_all(pristine, edits) {
        return Some(Made { pack, refused: Vec::new() });
    }
    let (mut done, mut refused) = (Vec::new(), Vec::new());
    for edit in edits {
        done.push(edit.clone());
        if let Err(why) = try_all(pristine, &done) {
            done.pop();
            refused.push((edit.clone(), why));
        }
    }
    Some(Made { pack: try_all(pristine, &done).ok()?, refused })
}

fn try_all(pristine: &Pack, edits: &[Edit]) -> Result<Pack, String> {
    for edit in edits {
        if let Edit::Set(key, field, text) = edit {
            DocumentEdit::of(key).set(*field, text).map_err(|why| format!("“{text}”: {why}"))?;
        }
    }
    let settings = Settings::of_edits(edits);
    let mut cards = Vec::new();
    for edit in &settings.documents {
        let Some(document) = pristine.document_by_key(&edit.key) else {
            return Err(messages::edit_of_no_article(&edit.key));
        };
        cards.push((document, edited(pristine.document(document), edit)));
    }
    pristine.mend(cards, &settings.entities, mend_placed).map_err(|errors| {
        let errors: Vec<_> = errors.iter().map(ToString::to_string).collect();
        // They say no place, for these edits stand in no file.
        errors.iter().map(|error| error.trim_start_matches(": ")).collect::<Vec<_>>().join("; ")
    })
}

/// A card with what is set of its document.
fn edited(card: DocumentCard, edit: &DocumentEdit) -> DocumentCard {
    let DocumentCard { key, title, source, byline, url, published, origin, tags, edited } = card;
    let mut document = Document {
        key,
        origin,
        title,
        text: String::new(),
        blocks: Vec::new(),
        source,
        byline,
        url,
        published,
        tags,
        edited,
        given: None,
    };
    // Of a document that is there.
    let _ = apply(core::slice::from_ref(edit), core::slice::from_mut(&mut document));
    let Document { key, title, source, byline, url, published, origin, tags, edited, .. } = document;
    DocumentCard { key, title, source, byline, url, published, origin, tags, edited }
}
