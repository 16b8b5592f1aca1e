//! What Hugo, Jekyll, Zola and Obsidian write beside Markdown, none of which a reader sees.

use std::borrow::Cow;

/// Marks of templates, comments and embedded files, with what is inside of them.
const HIDDEN: &[(&str, &str)] =
    &[("{{", "}}"), ("{%", "%}"), ("{: ", "}"), ("{:.", "}"), ("{:#", "}"), ("%%", "%%"), ("![[", "]]")];

/// The text without templates (`{{< figure >}}`, `{% include %}`, `{: .class}`), comments (`%%...%%`), embedded files
/// (`![[picture.png]]`) and the marks of `==highlights==`.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (open, close) in HIDDEN {
        if text.contains(open) {
            text = Cow::Owned(without(&text, open, close));
        }
    }
    if text.contains("==") {
        text = Cow::Owned(unmarked(&text));
    }
    text
}

/// Without what stands between these marks, in one paragraph, and the marks. One that is not closed stays.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for paragraph in text.split_inclusive("\n\n") {
        let mut rest = paragraph;
        while let Some((before, after)) = rest.split_once(open)
            && let Some((_, after)) = after.split_once(close)
        {
            out.push_str(before);
            rest = after;
        }
        out.push_str(rest);
    }
    out
}

/// `==words==` in a line is `words`; a line of only `=` underlines a heading and stays.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let marks = line.matches("==").count();
        let is_rule = line.trim().bytes().all(|byte| byte == b'=');
        let is_code = line.contains('`') || line.starts_with("    ");
        if marks == 0 || marks % 2 == 1 || is_rule || is_code {
            out.push_str(line);
        } else {
            out.push_str(&line.replace("==", ""));
        }
    }
    out
}

/// Obsidian's callouts are quotations that begin with their kind: `[!info]- Title`.
pub(crate) fn without_callout(words: &str) -> &str {
    let Some((kind, rest)) = words.strip_prefix("[!").and_then(|words| words.split_once(']')) else {
        return words;
    };
    let is_kind = kind.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '-' | '_' | ' ' | '|'));
    if is_kind { rest.trim_start_matches(['-', '+']).trim_start() } else { words }
}

/// The words of a piece of HTML inside Markdown, without its scripts and styles.
pub(crate) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let begins = |name: &str| after.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
        let end = if begins("!--") {
            "-->"
        } else if begins("script") {
            "</script>"
        } else if begins("style") {
            "</style>"
        } else if after.starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '/' || sign == '!') {
            ">"
        } else {
            out.push('<');
            rest = after;
            continue;
        };
        out.push(' ');
        rest = after.split_once(end).map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    let signs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = signs.iter().fold(out, |text, (name, sign)| text.replace(name, sign));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_comments_and_marks_are_not_read() {
        let text =
            "A {{< figure src=\"a.png\" >}}b {% include c.html %}d%%not this%% ==e== ![[f.png]]\n{: .lead}";
        assert_eq!(plain(text), "A b d e \n");
        assert_eq!(plain("Title\n=====\n{{ open"), "Title\n=====\n{{ open");
        assert_eq!(plain("format!(\"{:?}\", a)"), "format!(\"{:?}\", a)");
        assert_eq!(plain("`a == b` and c == d"), "`a == b` and c == d");
    }

    #[test]
    fn marks_that_are_never_closed_take_no_time() {
        for marks in ["{{", "{%", "%%\n\n", "![[", "=="] {
            let text = marks.repeat(200_000) + "!";
            assert!(plain(&text).ends_with('!'));
        }
    }

    #[test]
    fn callouts_and_tags_leave_their_words() {
        assert_eq!(without_callout("[!info]- What we know"), "What we know");
        assert_eq!(without_callout("[!"), "[!");
        assert_eq!(
            without_tags("<p class=a>a &amp; b<script>c</script></p><!-- d --> 1 < 2 <b"),
            "a & b 1 < 2"
        );
    }
}
