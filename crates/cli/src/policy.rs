//! What a page may do: its Content-Security-Policy.

use std::cell::RefCell;

use lol_html::{
    RewriteStrSettings, element, errors::RewritingError, html_content::TextChunk, rewrite_str, text,
};

use crate::offline::integrity;

/// The policy of a page with these scripts and styles in it; a page alone has no files beside it.
///
/// # Errors
/// Where the page can't be read as HTML.
pub(crate) fn of(html: &str, is_alone: bool) -> Result<String, RewritingError> {
    let (scripts, styles) = (inline(html, "script:not([src])")?, inline(html, "style")?);
    let has_worker = names_worker(html)?;
    Ok(policy(&scripts, &styles, is_alone, has_worker))
}

/// Whether a page names the worker that reads a reader's files.
fn names_worker(html: &str) -> Result<bool, RewritingError> {
    let names_one = RefCell::new(false);
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("meta[name=dossier-worker]", |meta| {
            *names_one.borrow_mut() = meta.get_attribute("content").is_some_and(|name| !name.is_empty());
            Ok(())
        })],
        ..RewriteStrSettings::default()
    };
    rewrite_str(html, settings)?;
    Ok(names_one.into_inner())
}

/// The texts of the scripts or styles that stand in the page itself.
fn inline(html: &str, selector: &str) -> Result<Vec<String>, RewritingError> {
    let found = RefCell::new(vec![String::new()]);
    let collect = |chunk: &mut TextChunk<'_>| {
        let mut found = found.borrow_mut();
        if let Some(last) = found.last_mut() {
            last.push_str(chunk.as_str());
        }
        if chunk.last_in_text_node() {
            found.push(String::new());
        }
        Ok(())
    };
    let settings = RewriteStrSettings {
        element_content_handlers: vec![text!(selector, collect)],
        ..RewriteStrSettings::default()
    };
    rewrite_str(html, settings)?;
    Ok(found.into_inner().into_iter().filter(|text| !text.is_empty()).collect())
}

/// No text becomes code but by the policy in assets/boot.js, where browsers know Trusted Types.
const TRUSTED: &str = "require-trusted-types-for 'script'; trusted-types default";

/// The policy of a page that only lists articles: no script at all.
pub(crate) fn of_list() -> String {
    format!(
        "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; {TRUSTED}"
    )
}

/// Nothing but the page's own files, or where it has none nothing at all: no other host can be reached, whatever runs. A
/// worker of a file of its own would have no policy but its own; one of a blob has the page's, so that is what the page
/// starts (src/worker.rs). A page alone may start one only if it holds one.
fn policy(scripts: &[String], styles: &[String], is_alone: bool, has_worker: bool) -> String {
    let hash = |text: &String| format!(" '{}'", integrity(text.as_bytes()));
    let scripts: String = scripts.iter().map(hash).collect();
    let styles: String = styles.iter().map(hash).collect();
    if is_alone {
        let workers = if has_worker { "worker-src blob:; " } else { "" };
        return format!(
            "default-src 'none'; script-src 'wasm-unsafe-eval'{scripts}; style-src{styles}; img-src data:; \
             connect-src 'none'; {workers}base-uri 'none'; form-action 'none'; {TRUSTED}"
        );
    }
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; img-src 'self' data:; \
         connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; base-uri 'none'; form-action 'none'; {TRUSTED}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_allows_the_page_s_own_scripts_by_their_hashes_and_nothing_else() {
        let html = r#"<script src="a.js"></script><script type="module">let a = "<b>";</script>"#;
        let policy = of(html, false).unwrap();
        let hash = integrity(b"let a = \"<b>\";");
        assert!(policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' '{hash}';")), "{policy}");
        assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self';"));
        assert!(!policy.contains("unsafe-inline"));
        let alone = of("<style>p {}</style>", true).unwrap();
        assert!(alone.contains(&format!("style-src '{}';", integrity(b"p {}"))) && !alone.contains("'self'"));
        assert!(alone.ends_with("require-trusted-types-for 'script'; trusted-types default"), "{alone}");
        assert!(!alone.contains("worker-src") && !alone.contains("blob:"), "{alone}");
    }

    #[test]
    fn a_page_alone_may_start_a_worker_only_if_it_holds_one() {
        let alone =
            |worker: &str| of(&format!("<meta name=\"dossier-worker\" content=\"{worker}\">"), true).unwrap();
        assert!(alone("worker-1").contains("connect-src 'none'; worker-src blob:; base-uri"));
        assert!(!alone("").contains("worker-src"));
    }
}
