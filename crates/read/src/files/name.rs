//! What the name of a file says: a key, a title, a day.

use dossier_model::{DateSpan, Day, Evidence, Published};
use dossier_text::slug;

use crate::key_from_file_name;

/// The longest key that a title gives, in bytes.
const LONGEST_KEY: usize = 60;

/// Whether a folder of this name holds what a blog or its tools are made of, or made, and no articles: layouts, packages, the
/// pages that Jekyll builds.
///
/// ```
/// assert!(dossier_read::is_machinery("node_modules") && !dossier_read::is_machinery("_posts"));
/// ```
pub fn is_machinery(folder: &str) -> bool {
    matches!(folder, "node_modules" | "_layouts" | "_includes" | "_sass" | "_site" | "__MACOSX")
}

/// The last part of a path.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The key of a path's article: from its name, but for `index.md`, which Hugo keeps in a folder named for the article.
pub(crate) fn key(path: &str) -> String {
    match folder_of_index(path) {
        Some(folder) => key_from_file_name(&format!("{folder}{}.md", language(path))),
        None => key_from_file_name(file_name(path)),
    }
}

/// The folder that names a path which ends in `index.md`.
fn folder_of_index(path: &str) -> Option<&str> {
    let name = file_name(path);
    let (stem, _) = name.rsplit_once('.')?;
    let stem = stem.strip_suffix(language(path)).unwrap_or(stem);
    let is_index = stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("_index");
    let folder = file_name(path[..path.len() - name.len()].trim_end_matches(['/', '\\']));
    Some(folder).filter(|folder| is_index && !matches!(*folder, "" | "." | ".."))
}

/// The language in the name of an article that a blog has in several: `.de` of `index.de.md`.
fn language(path: &str) -> &str {
    let name = file_name(path);
    let Some((stem, _)) = name.rsplit_once('.') else { return "" };
    let is_language =
        |code: &str| matches!(code.len(), 2 | 5) && code[..2].bytes().all(|byte| byte.is_ascii_lowercase());
    stem.rfind('.')
        .map(|dot| &stem[dot..])
        .filter(|code| code.is_ascii() && is_language(&code[1..]))
        .unwrap_or("")
}

/// The key of one of many articles that a file holds: from its title, and where that has no letters from its number.
pub(crate) fn key_of_item(title: &str, origin: &str) -> String {
    let key = slug(title);
    let end = key.len().min(LONGEST_KEY);
    let end = if end == key.len() { end } else { key[..end].rfind('-').unwrap_or(end) };
    if end == 0 { slug(file_name(origin)) } else { key[..end].to_owned() }
}

/// The day that a name begins with, as Jekyll's posts and Obsidian's daily notes do: `2026-01-21-harbour.md`.
pub(crate) fn day(path: &str) -> Option<Day> {
    split(stem(path)).0
}

/// That it was published on that day.
pub(crate) fn published(path: &str) -> Option<Published> {
    let evidence = vec![Evidence { reason: "its file name says so".into(), passage: None }];
    day(path).map(|day| Published { span: DateSpan::day(day), evidence })
}

/// The title that a name gives: Jekyll's after the day, `2026-01-21-harbour-strike.md`, and a name of words, as
/// Obsidian's are. Else `None`, for `000_c389c2ee` is nobody's title.
pub(crate) fn title(path: &str) -> Option<String> {
    let (day, rest) = split(stem(path));
    let has_letters = |word: &str| word.chars().filter(|sign| sign.is_alphabetic()).count() > 1;
    if rest.split_whitespace().filter(|word| has_letters(word)).count() > 1 {
        return Some(rest.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    let words: Vec<&str> = rest.split(['-', '_']).filter(|word| !word.is_empty()).collect();
    if day.is_none() || !words.iter().any(|word| has_letters(word)) {
        return None;
    }
    let words = words.join(" ");
    let mut signs = words.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect())
}

/// What names the article: its file's name without the ending, or that of the folder.
fn stem(path: &str) -> &str {
    if let Some(folder) = folder_of_index(path) {
        return folder;
    }
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn split(stem: &str) -> (Option<Day>, &str) {
    let Some((date, rest)) = stem.split_at_checked(10) else { return (None, stem) };
    let is_apart = rest.is_empty() || rest.starts_with(['-', '_', ' ', '.']);
    match date.parse() {
        Ok(dossier_model::PartialDate::Day(day)) if is_apart => {
            (Some(day), rest.trim_start_matches(['-', '_', ' ', '.']))
        }
        _ => (None, stem),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jekyll_name_gives_a_day_and_a_title() {
        let name = "_posts/2026-01-21-harbour-strike-ends.md";
        assert_eq!(day(name).map(|day| day.to_string()).as_deref(), Some("2026-01-21"));
        assert_eq!(title(name).as_deref(), Some("Harbour strike ends"));
        assert_eq!(key(name), "2026-01-21-harbour-strike-ends");
    }

    #[test]
    fn a_name_of_words_is_a_title_and_a_number_is_none() {
        assert_eq!(title("vault/Harbour strike ends.md").as_deref(), Some("Harbour strike ends"));
        for name in ["000_c389c2ee.md", "2026-01-21.md", "README.md", "2026-13-41-x.md", "é2026.md", ""] {
            assert_eq!(title(name), None, "{name}");
        }
        assert_eq!(day("2026-01-211.md"), None);
    }

    #[test]
    fn the_folder_names_an_index() {
        assert_eq!(key("content/posts/harbour-strike/index.md"), "harbour-strike");
        assert_eq!(key("posts/harbour-strike/index.de.md"), "harbour-strike-de");
        assert_eq!((key("posts/a/about.md"), key("posts/a/v1.10.md")), ("about".into(), "v1-10".into()));
        assert_eq!(key("index.md"), "index");
        assert_eq!(key("/index.md"), "index");
        let dated = "posts/2026-01-21-harbour-strike/index.md";
        assert_eq!(day(dated).map(|day| day.to_string()).as_deref(), Some("2026-01-21"));
        assert_eq!(title(dated).as_deref(), Some("Harbour strike"));
    }
}
