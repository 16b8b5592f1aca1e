//! What wasm-bindgen writes, made smaller: short names for what a wasm and its script call each other by, and a script
//! without what only its readers need.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result, anyhow};

/// How the names begin that wasm-bindgen gives, and nobody else asks for.
const GIVEN: [&str; 4] = ["__wbg_", "__wbindgen_", "__externref_", "wasm_bindgen__"];

/// Numbers of the sections that have names in them.
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const HEADER: usize = 8;

/// Makes each wasm of a folder that has a script of its own, and that script, smaller.
///
/// # Errors
/// Where a file can't be read or written, or is no wasm.
pub fn shorten_all(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let script = entry?.path();
        let Some(stem) = script.file_name().and_then(|name| name.to_str()?.strip_suffix(".js")) else {
            continue;
        };
        let wasm = [format!("{stem}_bg.wasm"), format!("{stem}.wasm")].map(|name| folder.join(name));
        let Some(wasm) = wasm.iter().find(|wasm| wasm.exists()) else { continue };
        let text = fs::read_to_string(&script).with_context(|| script.display().to_string())?;
        let bytes = fs::read(wasm).with_context(|| wasm.display().to_string())?;
        let shortened = shorten(&bytes, &text).ok_or_else(|| anyhow!("{} is no wasm", wasm.display()));
        let (bytes, text) = shortened?;
        fs::write(&script, text).with_context(|| script.display().to_string())?;
        fs::write(wasm, bytes).with_context(|| wasm.display().to_string())?;
    }
    Ok(())
}

/// A wasm and its script; `None` where it is no wasm.
fn shorten(wasm: &[u8], script: &str) -> Option<(Vec<u8>, String)> {
    let script = without_notes(script);
    let written: BTreeSet<&str> =
        words(&script).filter(|(_, is_name)| *is_name).map(|(word, _)| word).collect();
    let mut names = BTreeMap::new();
    each_name(wasm, &mut |name| {
        let is_given = GIVEN.iter().any(|start| name.starts_with(start)) && written.contains(name);
        if is_given && !names.contains_key(name) {
            names.insert(name.to_owned(), String::new());
        }
        // In the order of the wasm, past all that is a name already.
        let mut count = names.len();
        while is_given && names[name].is_empty() {
            let short = short(count);
            if !written.contains(short.as_str()) && names.values().all(|other| *other != short) {
                names.insert(name.to_owned(), short);
            }
            count += 1;
        }
        None
    })?;
    let wasm = each_name(wasm, &mut |name| names.get(name).cloned())?;
    let script = words(&script)
        .map(|(word, is_name)| names.get(word).filter(|_| is_name).map_or(word, String::as_str))
        .collect();
    Some((wasm, script))
}

/// The so-manieth short name: letters alone.
fn short(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        let letter = (number % 52) as u8;
        name.push(char::from(if letter < 26 { b'a' + letter } else { b'A' + letter - 26 }));
        number /= 52;
        if number == 0 {
            return name;
        }
    }
}

/// The names in a script and what stands between them.
fn words(script: &str) -> impl Iterator<Item = (&str, bool)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$');
    let mut rest = script;
    core::iter::from_fn(move || {
        let is_name = rest.chars().next()?.is_ascii_alphanumeric() || rest.starts_with(['_', '$']);
        let end = rest.find(|c| is_part(c) != is_name).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some((word, is_name))
    })
}

/// A script without comments of whole lines and indentation, and without names for what is returned at once. wasm-bindgen
/// writes no text that goes over lines.
fn without_notes(script: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut is_comment = false;
    for line in script.lines().map(str::trim) {
        let begins = line.starts_with("/*");
        if !is_comment && !begins && !line.is_empty() && !line.starts_with("//") {
            lines.push(line);
        }
        is_comment = (is_comment || begins) && !line.ends_with("*/");
    }
    let mut out = String::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        let returned = line.strip_prefix("const ret = ").filter(|_| lines.peek() == Some(&"return ret;"));
        if let Some(returned) = returned.filter(|returned| returned.ends_with(';')) {
            out += "return ";
            out += returned;
            lines.next();
        } else {
            out += line;
        }
        out.push('\n');
    }
    out
}

/// The wasm with other names of imports and exports where `rename` gives any; `None` where it is no wasm.
fn each_name(wasm: &[u8], rename: &mut dyn FnMut(&str) -> Option<String>) -> Option<Vec<u8>> {
    let (header, rest) = wasm.split_at_checked(HEADER)?;
    let mut out = header.to_vec();
    let mut input = Input(rest);
    while !input.0.is_empty() {
        let section = input.take(1)?[0];
        let length = input.number()?;
        let content = input.take(length)?;
        let renamed = match section {
            IMPORTS | EXPORTS => names_of(&mut Input(content), section == IMPORTS, rename)?,
            _ => content.to_vec(),
        };
        out.push(section);
        put(&mut out, renamed.len());
        out.extend(renamed);
    }
    Some(out)
}

fn names_of(
    input: &mut Input<'_>,
    is_imports: bool,
    rename: &mut dyn FnMut(&str) -> Option<String>,
) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let count = input.number()?;
    put(&mut out, count);
    for _ in 0..count {
        if is_imports {
            let module = input.name()?;
            put_name(&mut out, module);
        }
        let name = input.name()?;
        put_name(&mut out, rename(name).as_deref().unwrap_or(name));
        let before = input.0;
        if is_imports {
            input.skip_import()?
        } else {
            input.skip_export()?
        }
        out.extend(&before[..before.len() - input.0.len()]);
    }
    input.0.is_empty().then_some(out)
}

/// What is left of some bytes of a wasm.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Base 128, low groups first.
    fn number(&mut self) -> Option<usize> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
    }

    fn name(&mut self) -> Option<&'a str> {
        let length = self.number()?;
        core::str::from_utf8(self.take(length)?).ok()
    }

    /// The kind of an import and its type: a function's, table's, memory's, global's or tag's.
    fn skip_import(&mut self) -> Option<()> {
        match self.take(1)?[0] {
            0 => drop(self.number()?),
            1 => drop((self.take(1)?, self.limits()?)),
            2 => self.limits()?,
            3 => drop(self.take(2)?),
            4 => drop((self.take(1)?, self.number()?)),
            _ => return None,
        }
        Some(())
    }

    fn limits(&mut self) -> Option<()> {
        let has_most = self.take(1)?[0] & 1 == 1;
        self.number()?;
        if has_most {
            self.number()?;
        }
        Some(())
    }

    fn skip_export(&mut self) -> Option<()> {
        self.take(1)?;
        self.number()?;
        Some(())
    }
}

fn put(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn put_name(out: &mut Vec<u8>, name: &str) {
    put(out, name.len());
    out.extend(name.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "\
/**
 * @param {number} a
 */
function __wbg_get_imports() {
    return {
        __wbg_now_0123456789abcdef: function(a) {
            const ret = a.now();
            return ret;
        },
    };
}
// Why.
wasm.__wbindgen_free(1); wasm.memory;
";

    /// Two functions imported, of which the script knows one; two exported things, the second of which the script calls.
    fn wasm() -> Vec<u8> {
        let mut imports = vec![2];
        for name in ["__wbg_now_0123456789abcdef", "__wbg_later"] {
            put_name(&mut imports, "./a.js");
            put_name(&mut imports, name);
            imports.extend([0, 0]);
        }
        let mut exports = vec![2];
        for (name, kind) in [("memory", 2), ("__wbindgen_free", 0)] {
            put_name(&mut exports, name);
            exports.extend([kind, 0]);
        }
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        for (section, content) in [(1, vec![1, 0x60, 0, 0]), (IMPORTS, imports), (EXPORTS, exports)] {
            wasm.push(section);
            put(&mut wasm, content.len());
            wasm.extend(content);
        }
        wasm
    }

    fn names(wasm: &[u8]) -> Vec<String> {
        let mut names = Vec::new();
        each_name(wasm, &mut |name| {
            names.push(name.to_owned());
            None
        })
        .unwrap();
        names
    }

    #[test]
    fn wasm_and_script_call_each_other_by_the_same_short_names() {
        let (short, script) = shorten(&wasm(), SCRIPT).unwrap();
        assert_eq!(names(&short), ["b", "__wbg_later", "memory", "c"]);
        let expected = "function __wbg_get_imports() {\nreturn {\nb: function(a) {\nreturn a.now();\n},\n};\n}\nwasm.c(1); wasm.memory;\n";
        assert_eq!(script, expected);
        let again = shorten(&short, &script).unwrap();
        assert_eq!(again, (short, script));
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        let whole = wasm();
        assert!(each_name(&whole, &mut |_| None).is_some_and(|same| same == whole));
        for end in (0..whole.len()).filter(|end| ![8, 14].contains(end)) {
            let is_whole_section = end >= 8 && names_end(&whole, end);
            assert_eq!(shorten(&whole[..end], SCRIPT).is_some(), is_whole_section, "{end}");
        }
    }

    /// Whether a section ends there.
    fn names_end(wasm: &[u8], end: usize) -> bool {
        let mut input = Input(&wasm[HEADER..]);
        while !input.0.is_empty() {
            input.take(1).unwrap();
            let length = input.number().unwrap();
            input.take(length).unwrap();
            if wasm.len() - input.0.len() == end {
                return true;
            }
        }
        false
    }

    #[test]
    fn short_names_are_all_different() {
        let all: BTreeSet<String> = (0..3000).map(short).collect();
        assert_eq!(all.len(), 3000);
    }
}
