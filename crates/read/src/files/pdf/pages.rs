//! Lines of pages, made paragraphs again.

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
    fn lines_and_pages_are_joined_and_numbers_of_pages_left_out() {
        let text = "Harbour Strike\n\nThe strike in the har-\nbour of Varna went  into\nits sixth day,\n\n- 1 -\n\nand nobody\nleft.\nPage 2 of 9\n\nIn 2014\n";
        assert_eq!(
            paragraphs(text),
            "Harbour Strike\n\nThe strike in the harbour of Varna went into its sixth day, and nobody left.\n\nIn 2014"
        );
    }
}
