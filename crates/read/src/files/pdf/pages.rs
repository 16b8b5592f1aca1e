//! Lines of pages, made paragraphs again.

use std::collections::{HashMap, HashSet};

/// How many lines at the head and the foot of a page may be the same on each.
const RUNNING: usize = 3;

/// All pages one after the other, without the lines at their heads and feet that stand on most of them but for their numbers:
/// the name of the text, the day it was printed. One that begins the first page may be the headline, and stays.
pub(crate) fn without_running_lines(pages: &[String]) -> String {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for page in pages {
        let lines: Vec<&str> = page.lines().filter(|line| !line.trim().is_empty()).collect();
        let feet = lines.len().saturating_sub(RUNNING).max(RUNNING);
        let ends = lines.iter().take(RUNNING).chain(lines.iter().skip(feet));
        ends.map(|line| letters(line))
            .collect::<HashSet<_>>()
            .into_iter()
            .for_each(|line| *counts.entry(line).or_default() += 1);
    }
    counts.retain(|line, count| !line.is_empty() && *count > 1 && *count * 2 > pages.len());
    let mut text = String::new();
    for (number, page) in pages.iter().enumerate() {
        let is_blank = |line: &&str| line.trim().is_empty();
        let full = page.lines().filter(|line| !is_blank(line)).count();
        let mut at = 0;
        for line in page.lines() {
            let place = at;
            at += usize::from(!is_blank(&line));
            let is_end = place < RUNNING || place + RUNNING >= full;
            let is_first = number == 0 && place == 0;
            let is_running = is_end && !is_first && !is_blank(&line) && counts.contains_key(&letters(line));
            if !is_running {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

fn letters(line: &str) -> String {
    line.chars().filter(|sign| sign.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

/// The paragraphs of a text layer, a blank line between them. A line goes on in the next unless a blank one follows, and
/// over a blank one or the end of a page where it breaks off within a sentence. Numbers of pages are left out.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_apart = true;
    for line in text.lines().map(str::trim) {
        if line.is_empty() || is_page_number(line) {
            is_apart = true;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if !is_apart || goes_on(last, line) => join(last, line),
            _ => paragraphs.push(one_line(line)),
        }
        is_apart = false;
    }
    paragraphs.join("\n\n")
}

/// Whether a sentence that this ends in the middle of goes on there.
fn goes_on(before: &str, after: &str) -> bool {
    let is_open =
        before.ends_with(|sign: char| sign.is_alphanumeric() || matches!(sign, ',' | '-' | '\u{AD}'));
    is_open && after.starts_with(char::is_lowercase)
}

/// A word divided at the end of a line becomes one again.
fn join(paragraph: &mut String, line: &str) {
    let divided = paragraph
        .strip_suffix(['-', '\u{AD}'])
        .filter(|before| before.ends_with(char::is_lowercase) && line.starts_with(char::is_lowercase));
    match divided.map(str::len) {
        Some(length) => paragraph.truncate(length),
        None => paragraph.push(' '),
    }
    paragraph.push_str(&one_line(line));
}

/// `7`, `- 7 -`, `Page 7 of 12`.
fn is_page_number(line: &str) -> bool {
    let mut words = line.split([' ', '-', '–', '/', '|']).filter(|word| !word.is_empty()).peekable();
    let is_part = |word: &str| {
        let word = word.to_lowercase();
        matches!(word.as_str(), "page" | "of" | "p.")
            || (word.len() < 5 && word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    words.peek().is_some() && words.all(is_part) && line.bytes().any(|byte| byte.is_ascii_digit())
}

fn one_line(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_each_page_is_read_on_none_unless_it_is_the_headline() {
        let page = |number: usize, text: &str| {
            format!(
                "Strike report\n\n{text}\n21/1/26, 11:1{number} PM The harbour file\nfile:///a.html {number}/3\n"
            )
        };
        let pages = [page(1, "One day, and"), page(2, "one night.\n\nTwo."), page(3, "The end.")];
        assert_eq!(
            paragraphs(&without_running_lines(&pages)),
            "Strike report\n\nOne day, and one night.\n\nTwo.\n\nThe end."
        );
        assert_eq!(without_running_lines(&["A.\nA.".into()]), "A.\nA.\n");
        assert_eq!(without_running_lines(&[]), "");
        let verse = ["One.\nRefrain.".to_owned(), "Two.".into(), "Three.".into()];
        assert!(without_running_lines(&verse).contains("Refrain."));
    }

    #[test]
    fn lines_and_pages_are_joined_and_numbers_of_pages_left_out() {
        let text = "Harbour Strike\n\nThe strike in the har-\nbour of Varna went  into\nits sixth day,\n\n- 1 -\n\nand nobody\nleft.\nPage 2 of 9\n\nIn 2014\n";
        assert_eq!(
            paragraphs(text),
            "Harbour Strike\n\nThe strike in the harbour of Varna went into its sixth day, and nobody left.\n\nIn 2014"
        );
    }
}
