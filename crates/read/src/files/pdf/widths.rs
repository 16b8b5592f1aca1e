//! How wide the signs of fonts are, written so that the library reads it: it takes one of the two ways in which a font may list
//! them for the other (ISO 32000-1, 9.7.4.3), and would set signs apart, or upon each other, that are not.

use pdf_extract::{Dictionary, Document as Pages, Object};

/// A font has at most so many signs, and all fonts of a file have at most so many that are listed by ranges: what is beyond is as
/// wide as most.
const MOST: i64 = 0x1_0000;
const MOST_OF_ALL: i64 = 500_000;

/// Writes `first last width` as `first [width width ...]` in all fonts.
pub(super) fn list_each(pages: &mut Pages) {
    let mut left = MOST_OF_ALL;
    let fonts = pages.objects.iter().filter_map(|(id, object)| {
        let font = object.as_dict().ok()?;
        let listed = listed(pages, font, &mut left);
        let default = font.get(b"DW").ok().and_then(|width| width.as_float().ok());
        (listed.is_some() || default.is_some()).then_some((*id, listed, default))
    });
    for (id, listed, default) in fonts.collect::<Vec<_>>() {
        let Some(font) = pages.objects.get_mut(&id).and_then(|font| font.as_dict_mut().ok()) else {
            continue;
        };
        if let Some(widths) = listed {
            font.set("W", widths);
        }
        if let Some(width) = default {
            #[allow(clippy::cast_possible_truncation, reason = "a width is a few thousand at most")]
            font.set("DW", Object::Integer(width as i64));
        }
    }
}

/// The widths of a font of many signs; `None` of other dictionaries.
fn listed(pages: &Pages, font: &Dictionary, left_of_all: &mut i64) -> Option<Object> {
    let kind = font.get(b"Subtype").and_then(Object::as_name).ok()?;
    if !kind.starts_with(b"CIDFontType") {
        return None;
    }
    let at = |object: &Object| pages.dereference(object).ok().map(|(_, object)| object.clone());
    let widths = at(font.get(b"W").ok()?)?;
    let mut widths = widths.as_array().ok()?.iter().filter_map(at);
    let (mut out, mut left) = (Vec::new(), MOST.min(*left_of_all));
    // What is not understood ends the list, and the signs after it are as wide as most.
    while let (Some(first), Some(next)) = (widths.next(), widths.next()) {
        let Ok(first) = first.as_i64() else { break };
        let some: Vec<Object> = match next.as_array() {
            Ok(some) => some.iter().filter_map(at).filter(|width| width.as_float().is_ok()).collect(),
            Err(_) => {
                let (Ok(last), Some(width)) = (next.as_i64(), widths.next()) else { break };
                let count = last.saturating_sub(first).saturating_add(1).clamp(0, left);
                left -= count;
                *left_of_all -= count;
                if width.as_float().is_err() {
                    break;
                }
                vec![width; usize::try_from(count).unwrap_or(0)]
            }
        };
        out.extend([Object::Integer(first), Object::Array(some)]);
    }
    Some(Object::Array(out))
}
