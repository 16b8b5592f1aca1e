/// How alike two names must be for one to be offered in place of the other, from 0 to 1.
const ALIKE: f64 = 0.5;

/// The name that a person who wrote `wrong` most likely meant; `None` where none is like it.
///
/// Alike by Damerau and Levenshtein's distance: letters put in, left out, changed or swapped.
///
/// ```
/// assert_eq!(dossier_text::nearest("titel", ["title", "description"]), Some("title"));
/// assert_eq!(dossier_text::nearest("x", ["title"]), None);
/// ```
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |name: &str| {
        let by_distance = strsim::normalized_damerau_levenshtein(wrong, name);
        // Who writes 'abdi' for 'mazloum-abdi' left out much, but nothing is wrong with what there is.
        let is_part = wrong.len() > 2 && name.split('-').any(|part| part == wrong);
        if is_part { by_distance.max(ALIKE) } else { by_distance }
    };
    let alike = names.into_iter().map(|name| (likeness(name), name)).filter(|(how, _)| *how >= ALIKE);
    alike.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, name)| name)
}
