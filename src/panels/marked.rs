use crate::erase::prelude::*;
use std::ops::Range;

/// Text with parts of it marked; `marks` are byte ranges, by start, not overlapping.
pub(crate) fn marked(text: &str, marks: &[Range<usize>]) -> AnyView {
    let mut parts = Vec::with_capacity(marks.len() * 2 + 1);
    let mut at = 0;
    for mark in marks {
        parts.push(text.get(at..mark.start).unwrap_or_default().to_owned().into_any());
        let hit = text.get(mark.clone()).unwrap_or_default().to_owned();
        parts.push(view! { <mark>{hit}</mark> }.into_any());
        at = mark.end;
    }
    parts.push(text.get(at..).unwrap_or_default().to_owned().into_any());
    parts.into_any()
}
