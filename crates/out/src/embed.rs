//! A view in the page of somebody else.

/// What is pasted into a page to show the view of a link, which should ask for the compact one, under a title.
pub fn embed(link: &str, title: &str) -> String {
    format!(
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"600\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>",
        escape(link),
        escape(title)
    )
}

/// Text for HTML, in an attribute or between tags.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_link_nor_title_leave_their_attribute() {
        let code = embed("https://x/#q=a&embed=1", "\"><script>'");
        assert!(
            code.contains("src=\"https://x/#q=a&amp;embed=1\" title=\"&quot;&gt;&lt;script&gt;&#39;\""),
            "{code}"
        );
    }
}
