//! What a page is loaded with, made smaller after trunk built it: two stylesheets in place of many.

use std::{cell::RefCell, fs, path::Path};

use anyhow::{Context, Result};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::app::content_hash;

/// Makes one stylesheet of those that the page names, in their order, and another of those that are marked `data-later`: a
/// browser fetches that one once the app takes its `disabled` away (`src/later.rs`). Returns the page with both.
///
/// # Errors
/// Where a stylesheet can't be read or one can't be written.
pub fn two_stylesheets(html: &str, folder: &Path) -> Result<String> {
    let html = joined(html, "link[rel=stylesheet]:not([data-later])", "style", folder)?;
    joined(&html, "link[rel=stylesheet][data-later]", "panels", folder)
}

fn joined(html: &str, which: &str, name: &str, folder: &Path) -> Result<String> {
    let names = RefCell::new(Vec::new());
    rewrite_str(
        html,
        RewriteStrSettings {
            element_content_handlers: vec![element!(which, |link| {
                names.borrow_mut().extend(link.get_attribute("href"));
                Ok(())
            })],
            ..RewriteStrSettings::default()
        },
    )?;
    let names = names.into_inner();
    if names.is_empty() {
        return Ok(html.to_owned());
    }
    let mut styles = String::new();
    for name in &names {
        let path = folder.join(name);
        styles += &fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    }
    let name = format!("{name}-{}.css", content_hash(styles.as_bytes()));
    let mut is_first = true;
    let html = rewrite_str(
        html,
        RewriteStrSettings {
            element_content_handlers: vec![element!(which, |link| {
                if is_first {
                    link.set_attribute("href", &name)?;
                    link.remove_attribute("integrity");
                    if link.has_attribute("data-later") {
                        link.set_attribute("disabled", "")?;
                    }
                } else {
                    link.remove();
                }
                is_first = false;
                Ok(())
            })],
            ..RewriteStrSettings::default()
        },
    )?;
    for old in names {
        fs::remove_file(folder.join(&old)).with_context(|| old.clone())?;
    }
    fs::write(folder.join(&name), styles).with_context(|| name.clone())?;
    Ok(html)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn files_with(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
        paths.retain(|path| path.extension().is_some_and(|other| other == ending));
        paths.sort();
        Ok(paths)
    }

    #[test]
    fn stylesheets_become_one_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.css"), "a{}").unwrap();
        fs::write(folder.path().join("b.css"), "b{}").unwrap();
        let html = r#"<link rel=stylesheet href=./b.css integrity=x><link rel="stylesheet" href="a.css"><p>"#;
        let html = two_stylesheets(html, folder.path()).unwrap();
        let [file] = files_with(folder.path(), "css").unwrap().try_into().unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "b{}a{}");
        let name = file.file_name().unwrap().to_str().unwrap();
        assert_eq!(html, format!(r#"<link rel=stylesheet href="{name}"><p>"#));
        assert_eq!(two_stylesheets(&html, folder.path()).unwrap(), html);
    }

    #[test]
    fn what_is_marked_for_later_waits_in_a_stylesheet_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a", "b", "c"] {
            fs::write(folder.path().join(format!("{name}.css")), format!("{name}{{}}")).unwrap();
        }
        let html = "<link rel=stylesheet href=a.css><link rel=stylesheet href=b.css data-later><link rel=stylesheet href=c.css data-later>";
        let html = two_stylesheets(html, folder.path()).unwrap();
        let [later, first] = files_with(folder.path(), "css").unwrap().try_into().unwrap();
        assert_eq!(fs::read_to_string(&first).unwrap(), "a{}");
        assert_eq!(fs::read_to_string(&later).unwrap(), "b{}c{}");
        assert!(html.contains(" data-later disabled=\"\">"), "{html}");
        assert_eq!(html.matches("disabled").count(), 1);
    }
}
