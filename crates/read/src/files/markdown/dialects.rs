//! What Hugo, Jekyll, Zola and Obsidian write beside Markdown, none of which a reader sees.

use std::borrow::Cow;

/// Marks of templates, comments and embedded files, with what is inside of them.
const HIDDEN: &[(&str, &str)] = &[
    ("{{", "}}"),
    ("{%", "%}"),
    ("{#", "#}"),
    ("{: ", "}"),
    ("{:.", "}"),
    ("{:#", "}"),
    ("%%", "%%"),
    ("![[", "]]"),
];

/// What an author hides from readers, which may be of several paragraphs.
const COMMENTS: &[(&str, &str)] = &[
    ("{% comment %}", "{% endcomment %}"),
    ("{{% comment %}}", "{{% /comment %}}"),
    ("{{< comment >}}", "{{< /comment >}}"),
];

/// The text without templates (`{{< figure >}}`, `{% include %}`, `{: .class}`), comments (`%%...%%`), embedded files
/// (`![[picture.png]]`) and the marks of `==highlights==`.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if text.contains("%%") {
        text = Cow::Owned(without_comment_blocks(&text));
    }
    for (open, close) in COMMENTS {
        if text.contains(open) {
            text = Cow::Owned(without(&text, open, close));
        }
    }
    for contents in ["* TOC\n{:toc}", "- TOC\n{:toc}", "1. TOC\n{:toc}"] {
        if text.contains(contents) {
            text = Cow::Owned(text.replace(contents, ""));
        }
    }
    if !text.contains("```") && !text.contains("~~~") {
        return unmarked_prose(text);
    }
    // What is in a block of code is meant as it stands.
    let pieces = pieces(&text)
        .map(|(piece, is_code)| if is_code { piece.into() } else { unmarked_prose(piece.into()) });
    Cow::Owned(pieces.collect())
}

/// A text cut at its fences: prose and code in turn, and whether it is code.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let (mut fence, mut rest) = (None, text);
    core::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let is_code = fence.is_some();
        let mut length = 0;
        for line in rest.split_inclusive('\n') {
            let mark = line.trim_start();
            let is_open = fence.is_none() && (mark.starts_with("```") || mark.starts_with("~~~"));
            length += line.len();
            if is_open {
                fence = mark.get(..3);
                length -= line.len();
                break;
            }
            // The line that opens it is the first of the code.
            let is_first = length == line.len();
            if is_code && !is_first && fence.is_some_and(|fence| mark.starts_with(fence)) {
                fence = None;
                break;
            }
        }
        let (piece, after) = rest.split_at(length);
        rest = after;
        Some((piece, is_code))
    })
}

/// Prose without templates, embedded files, names of blocks and marks of highlights.
fn unmarked_prose(mut text: Cow<'_, str>) -> Cow<'_, str> {
    for (open, close) in HIDDEN {
        if text.contains(open) {
            text = Cow::Owned(without(&text, open, close));
        }
    }
    if text.contains(" ^") {
        text = Cow::Owned(without_block_names(&text));
    }
    if text.contains("==") {
        text = Cow::Owned(unmarked(&text));
    }
    text
}

/// Without what stands between these marks, in one paragraph unless it is a comment, and the marks. One that is not closed stays.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let end = if COMMENTS.contains(&(open, close)) { "\0" } else { "\n\n" };
    for paragraph in text.split_inclusive(end) {
        let mut rest = paragraph;
        while let Some((before, after)) = rest.split_once(open)
            && let Some((inside, after)) = after.split_once(close)
        {
            out.push_str(before);
            if let Some(words) = caption(inside) {
                out.push_str(&format!("\n\n{CAPTION}{}</figcaption>\n\n", words.replace(['*', '_'], "")));
            }
            rest = after;
        }
        out.push_str(rest);
    }
    out
}

/// How the words below a picture begin.
pub(crate) const CAPTION: &str = "<figcaption>";

/// What a template shows below a picture: `{{< figure src="a.jpg" caption="The Aurora" >}}`.
fn caption(template: &str) -> Option<&str> {
    let (_, value) = template.split_once("caption=")?;
    let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\'' | '`'))?;
    Some(value[1..].split_once(quote)?.0)
}

/// Whether a block of code is one that a plugin of Obsidian runs.
pub(crate) fn is_query(kind: &str) -> bool {
    let kind = kind.split_whitespace().next().unwrap_or_default();
    matches!(kind, "dataview" | "dataviewjs" | "tasks" | "query" | "button" | "meta-bind" | "base")
}

/// The tags of a line that holds nothing else: `#strike #port/varna`.
pub(crate) fn tags(words: &str) -> Option<impl Iterator<Item = &str>> {
    let is_tag = |word: &str| {
        let name = word.strip_prefix('#').unwrap_or_default();
        let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '-' | '_' | '/');
        name.contains(char::is_alphabetic) && name.chars().all(is_sign)
    };
    let mut all = words.split_whitespace().peekable();
    let is_line = all.peek().is_some() && all.all(is_tag);
    is_line.then(|| words.split_whitespace().map(|word| word.trim_start_matches('#')))
}

/// Without Obsidian's comments of several lines: the first begins with `%%`, the last ends so.
fn without_comment_blocks(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let has_one = |line: &str| line.matches("%%").count() == 1;
    let opens = |line: &&str| line.trim_start().starts_with("%%") && has_one(line);
    let closes = |line: &&str| line.trim_end().ends_with("%%") && has_one(line);
    let mut out = String::with_capacity(text.len());
    let mut rest = lines.as_slice();
    while let Some(open) = rest.iter().position(opens)
        && let Some(length) = rest[open + 1..].iter().position(closes)
    {
        out.extend(rest[..open].iter().copied());
        out.push('\n');
        rest = &rest[open + length + 2..];
    }
    out.extend(rest.iter().copied());
    out
}

/// Obsidian names a block for links to it at its end: `The strike ended. ^b7c2`.
fn without_block_names(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '-')
        };
        match bare.rsplit_once(" ^").filter(|(_, name)| is_name(name)) {
            Some((before, _)) => {
                out.push_str(before);
                out.push_str(&line[bare.len()..]);
            }
            None => out.push_str(line),
        }
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
        assert_eq!(
            plain("A.\n\n{% comment %}\nB.\n\nC.\n{% endcomment %}\n\n* TOC\n{:toc}\nD."),
            "A.\n\n\n\n\nD."
        );
        assert_eq!(plain("%%\nA.\n\nB.\n%%\nC.\r\n%%\r\nD.\r\n%%\r\nE.\n%%\nF."), "\nC.\r\n\nE.\n%%\nF.");
        assert_eq!(plain("It ended. ^b7-c2\n2 ^ 3 is 8"), "It ended.\n2 ^ 3 is 8");
    }

    #[test]
    fn code_stays_and_captions_do() {
        let code = "{{ a }}b\n```go\nx == {{ .Title }}\n```\nc{# d #} ![[e]]\n~~~\n{{ f }}";
        assert_eq!(plain(code), "b\n```go\nx == {{ .Title }}\n```\nc \n~~~\n{{ f }}");
        assert_eq!(
            plain("{{< figure src=\"a\" caption=\"At *dawn*\" >}}"),
            "\n\n<figcaption>At dawn</figcaption>\n\n"
        );
        assert_eq!(caption("caption=\u{e9}"), None);
    }

    #[test]
    fn a_comment_of_several_lines_may_hold_code() {
        assert_eq!(plain("A.\n\n%% settings\n```\n{}\n```\n%%\nB %%c%% d.\n%% e\nf %%"), "A.\n\n\nB  d.\n\n");
    }

    #[test]
    fn a_line_of_tags_is_no_sentence() {
        assert_eq!(tags("#strike #port/varna").unwrap().collect::<Vec<_>>(), ["strike", "port/varna"]);
        assert!(tags("#strike ends").is_none() && tags("#42").is_none() && tags("").is_none());
    }

    #[test]
    fn marks_that_are_never_closed_take_no_time() {
        for marks in ["{{", "{%", "{#", "```\n", "%%\n\n", "![[", "==", " ^", "{% comment %}"] {
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
