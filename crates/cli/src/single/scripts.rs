//! The app's scripts as one module that imports nothing and fetches nothing.

use anyhow::{Context, Result, bail};

use super::{BARE, LATER, PACK, Reads, WASM, text};
use crate::app::Files;

/// What stands before the scripts of the app: the bytes of an element, which then is of no more use. `src/boot.rs` of the app
/// looks for the pack under `dossierPack`.
const BYTES: &str = r#"async function dossierBytes(id) {
    const element = document.getElementById(id);
    const text = element.textContent;
    element.remove();
    const packed = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(bytes).arrayBuffer());
}
"#;

/// More of it where a page reads its readers' files: all but the pack stays, for another worker and for a page like this one.
/// `src/held.rs` of the app asks for it by the names that it would fetch from beside a page. The last element of the bare page
/// is the place of the pack.
const STAYS: &str = r#"window.dossierHeld = async (id) => {
    const bytes = await dossierBytes(id);
    if (id !== "BARE") return bytes.buffer;
    const bare = new TextDecoder().decode(bytes);
    const end = bare.lastIndexOf("<script");
    const held = Array.from(document.querySelectorAll("script[type='application/octet-stream']"), (element) => element.outerHTML);
    return new TextEncoder().encode(bare.slice(0, end) + held.join("") + bare.slice(end)).buffer;
};
"#;

/// A file's name and what is in it.
type Named<'a, T> = (&'a str, &'a T);

/// What a page loads of the app when it is first asked for.
pub(super) struct CutOff<'a> {
    /// What brings the parts.
    script: Named<'a, str>,
    pub(super) parts: Vec<Named<'a, [u8]>>,
}

/// The parts of the app that a page loads after its styles.
pub(super) struct Parts<'a> {
    /// The name and text of wasm-bindgen's script.
    script: Named<'a, str>,
    pub(super) wasm: &'a [u8],
    /// What is cut off of the app, where anything is.
    pub(super) later: Option<CutOff<'a>>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(app: &'a Files) -> Result<Self> {
        let named = |start: &str, end: &str| -> Option<(&'a String, &'a Vec<u8>)> {
            app.iter().find(|(name, _)| name.starts_with(start) && name.ends_with(end))
        };
        let script_named = |start: &str| -> Result<Option<(&'a str, &'a str)>> {
            match named(start, ".js") {
                Some((name, _)) => Ok(Some((name.as_str(), text(app, name)?))),
                None => Ok(None),
            }
        };
        let Some((script, (_, wasm))) = script_named("dossier-app")?.zip(named("dossier-app", ".wasm"))
        else {
            bail!(
                "the app has no dossier-app.js or .wasm; the app and this command are of different versions"
            )
        };
        let cut_off = app.iter().filter(|(name, _)| name.starts_with("later-") && name.ends_with(".wasm"));
        let parts = cut_off.map(|(name, wasm)| (name.as_str(), wasm.as_slice())).collect();
        let later = script_named("later-")?.map(|script| CutOff { script, parts });
        Ok(Self { script, wasm, later })
    }

    /// The scripts as one module that imports nothing and fetches nothing.
    pub(super) fn module(&self, reads: Reads) -> Result<String> {
        let (app_name, app) = self.script;
        let mut module = match reads {
            Reads::ItsArticles => BYTES.to_owned(),
            Reads::ReadersFiles => {
                let only_the_pack = format!("if (id === \"{PACK}\") element.remove();");
                BYTES.replace("element.remove();", &only_the_pack) + &STAYS.replace("BARE", BARE)
            }
        };
        let mut imported = Vec::new();
        for line in app.lines() {
            if let Some(import) = line.strip_prefix("import ") {
                let later = self.later.as_ref().map(|later| later.script.0);
                imported.push(imported_as(import, later).with_context(|| unknown(line))?);
            } else if let Some(exported) = line.strip_prefix("export ") {
                if exported.starts_with('{') {
                    if exported.trim_end() != "{ initSync, __wbg_init as default };" {
                        bail!(unknown(line));
                    }
                } else {
                    module += exported;
                }
            } else {
                module += line;
            }
            module.push('\n');
        }
        if let Some(CutOff { script: (_, later), parts }) = &self.later {
            // Once for each part, all of them the same.
            let [first, others @ ..] = imported.as_slice() else {
                bail!("the app's script doesn't import the parts that are cut off");
            };
            module += &format!("const {first} = (() => {{\n");
            module += &later_parts(later, parts, app_name)?;
            module += "})();\n";
            others.iter().for_each(|other| module += &format!("const {other} = {first};\n"));
        }
        module += &format!("window.dossierPack = await dossierBytes(\"{PACK}\");\n");
        module += &format!("await __wbg_init({{ module_or_path: await dossierBytes(\"{WASM}\") }});\n");
        if ["</script", "<!--"].iter().any(|end| module.contains(end)) {
            bail!("the app's script holds what would end it in a page");
        }
        Ok(module)
    }
}

/// The name under which the script that brings the cut-off part is imported, of the line's rest `* as NAME from "./later-….js"`.
fn imported_as<'a>(import: &'a str, later: Option<&str>) -> Option<&'a str> {
    let (name, from) = import.strip_prefix("* as ")?.split_once(" from ")?;
    let file = from.trim().trim_end_matches(';').trim_matches(['"', '\'']).strip_prefix("./")?;
    (Some(file) == later).then_some(name)
}

/// The script that brings the cut-off parts as the body of a function that returns what it exports.
fn later_parts(script: &str, parts: &[(&str, &[u8])], app: &str) -> Result<String> {
    const EXPORT: &str = "export const ";
    let import = format!("import {{ initSync }} from \"./{app}\";");
    let mut changes = vec![(import, String::new())];
    for (at, (wasm, _)) in parts.iter().enumerate() {
        let fetch = format!("fetch(new URL(\"./{wasm}\", import.meta.url))");
        let held = format!("dossierBytes(\"{LATER}{at}\").then((bytes) => new Response(bytes))");
        changes.push((fetch, held));
    }
    let mut script = script.to_owned();
    for (from, to) in changes {
        if !script.contains(&from) {
            bail!(unknown(&from));
        }
        script = script.replace(&from, &to);
    }
    let mut exported = Vec::new();
    let mut body = String::new();
    for line in script.lines() {
        let line = match line.strip_prefix(EXPORT) {
            Some(rest) => {
                exported.extend(rest.split_whitespace().next());
                &line["export ".len()..]
            }
            None => line,
        };
        if line.starts_with("import ") || line.starts_with("export ") {
            bail!(unknown(line));
        }
        body += line;
        body.push('\n');
    }
    Ok(format!("{body}return {{ {} }};\n", exported.join(", ")))
}

fn unknown(what: &str) -> String {
    format!("the app's scripts are not as this command knows them; see what became of: {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "import * as import1 from \"./later-1.js\"\nimport * as import2 from \"./later-1.js\"\nexport class A {}\nfunction f() { return { \"./later-1.js\": import1 }; }\nexport { initSync, __wbg_init as default };\n";
    const LATER_SCRIPT: &str = "import { initSync } from \"./dossier-app-1.js\";\nlet wasm = 1;\nexport const load = () => {\n    const src = fetch(new URL(\"./later-1-panels.wasm\", import.meta.url));\n};\n";

    fn module(app: &str, later: &str) -> Result<String> {
        let parts = vec![("later-1-panels.wasm", &b""[..])];
        let later = Some(CutOff { script: ("later-1.js", later), parts });
        Parts { script: ("dossier-app-1.js", app), wasm: b"", later }.module(Reads::ItsArticles)
    }

    #[test]
    fn scripts_that_import_each_other_become_one_that_imports_and_fetches_nothing() {
        let module = module(APP, LATER_SCRIPT).unwrap();
        let lines: Vec<&str> = module.lines().filter(|line| !line.is_empty()).collect();
        assert!(
            !lines.iter().any(|line| line.starts_with("import ") || line.starts_with("export ")),
            "{module}"
        );
        assert!(!module.contains("fetch(") && !module.contains("import.meta"), "{module}");
        assert!(module.contains("\nclass A {}\n"));
        assert!(
            module.contains("const import1 = (() => {\n")
                && module.contains("return { load };\n})();\nconst import2 = import1;\n")
        );
    }

    #[test]
    fn a_script_of_another_shape_is_refused_by_name() {
        let why = module(&APP.replace("later-1.js\"\n", "other.js\"\n"), LATER_SCRIPT).unwrap_err();
        assert!(why.to_string().contains("import * as import1 from \"./other.js\""), "{why}");
        let why = module(APP, &LATER_SCRIPT.replace("fetch(", "load(")).unwrap_err();
        assert!(why.to_string().contains("fetch(new URL("), "{why}");
        assert!(module(&format!("{APP}// </script>\n"), LATER_SCRIPT).is_err());
    }
}
