//! What a page is loaded with, made smaller after trunk built it: two stylesheets in place of many, and names of imports
//! that compress.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use lol_html::{RewriteStrSettings, element, rewrite_str};

use crate::app::content_hash;

/// How wasm-bindgen names what the wasm imports: this, a readable name, and a hash of so many hexadecimal digits.
const IMPORT: &[u8] = b"__wbg_";
const HASH_LENGTH: usize = 16;

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

/// Numbers the imports of a wasm and of the script that answers them, in place of their hashes, which no compressor makes
/// smaller. All names keep their lengths, so nothing else in the files changes.
///
/// # Errors
/// Where a file can't be read or written.
pub fn number_imports(folder: &Path) -> Result<()> {
    let mut numbers = BTreeMap::new();
    for ending in ["wasm", "js"] {
        for path in files_with(folder, ending)? {
            let mut bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            number_names(&mut bytes, &mut numbers);
            fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        }
    }
    Ok(())
}

fn files_with(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.retain(|path| path.extension().is_some_and(|other| other == ending));
    paths.sort();
    Ok(paths)
}

fn number_names(bytes: &mut [u8], numbers: &mut BTreeMap<Vec<u8>, usize>) {
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(IMPORT.len()).position(|window| window == IMPORT) {
        let start = at + found;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
        let length = bytes[start..].iter().position(|byte| !is_part(byte)).unwrap_or(bytes.len() - start);
        at = start + length;
        let name = &mut bytes[start..at];
        let Some(hash) = name.len().checked_sub(HASH_LENGTH).map(|from| &mut name[from..]) else { continue };
        if hash.iter().all(u8::is_ascii_hexdigit) {
            let next = numbers.len();
            let number = *numbers.entry(hash.to_vec()).or_insert(next);
            hash.copy_from_slice(format!("{number:0HASH_LENGTH$}").as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn imports_are_numbered_alike_in_all_files_and_keep_their_lengths() {
        let mut numbers = BTreeMap::new();
        let mut wasm = *b"\x1f__wbg_append_0123456789abcdef\x00__wbg_x_fedcba9876543210";
        number_names(&mut wasm, &mut numbers);
        assert_eq!(wasm, *b"\x1f__wbg_append_0000000000000000\x00__wbg_x_0000000000000001");
        let mut script = *b"f.__wbg_x_fedcba9876543210 = 1; __wbg_get_imports(); __wbg_";
        number_names(&mut script, &mut numbers);
        assert_eq!(script, *b"f.__wbg_x_0000000000000001 = 1; __wbg_get_imports(); __wbg_");
    }
}
