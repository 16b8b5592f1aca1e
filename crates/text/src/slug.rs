use crate::fold;

/// A name as a readable part of a link: folded, everything but letters and digits as single hyphens; empty where the
/// name has neither.
///
/// ```
/// assert_eq!(dossier_text::slug("Mohammed Shi’a al-Sudani"), "mohammed-shia-al-sudani");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    let mut is_apart = false;
    for sign in fold(name).chars() {
        if sign.is_alphanumeric() {
            if is_apart && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(sign);
            is_apart = false;
        } else if sign != '\'' {
            is_apart = true;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_neither_leading_nor_double_hyphens() {
        assert_eq!(slug("  --U.S. – Łódź's  100% "), "u-s-lodzs-100");
        assert_eq!(slug("“…”"), "");
    }
}
