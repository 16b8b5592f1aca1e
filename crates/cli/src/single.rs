//! A site as one HTML file, which opens from a disk or a mail without any server.
//!
//! A page that was opened from a disk may load neither modules nor wasm beside it. So the stylesheet and the scripts stand
//! in the page, and the wasm and the pack, compressed, as Base64 in elements of a type that no browser executes. wasm-bindgen's script
//! and the one that brings the cut-off part of the app (ARCHITECTURE.md, 'Decisions') import each other; here they become
//! one module. The page's policy allows these scripts and styles by their hashes and no connection at all.

use std::{
    cell::RefCell,
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use base64::{Engine, engine::general_purpose::STANDARD};
use dossier_index::pack;
use dossier_model::{Corpus, Site};
use dossier_out::page::{PLACES, fill, is_made};
use flate2::{Compression, write::ZlibEncoder};
use lol_html::{RewriteStrSettings, element, html_content::ContentType, rewrite_str};

use crate::{
    app::{Files, PAGE, content_hash},
    page::{self, PackPlace, Page},
    trouble::Written,
};

const PACK: &str = "dossier-pack-bytes";
const WASM: &str = "dossier-wasm-bytes";
/// With the number of the part.
const LATER: &str = "dossier-later-bytes-";

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

/// How the name of the shell begins that lies beside each page, for saving a reader's own articles in it (src/own/alone.rs of the
/// app). No browser is to show it, so it is called a text.
pub(crate) const SHELL: &str = "single-";

/// The whole site as one page. The same corpus and app always give the same bytes.
///
/// # Errors
/// Where the app's files are not as this command knows them.
pub fn page(app: &Files, corpus: &Corpus, base_url: &str) -> Result<Vec<u8>> {
    let shell = shell(app, base_url)?;
    let articles = page::articles(&corpus.documents);
    let page = fill(&shell, &corpus.site, &articles, &packed(&pack(corpus))?);
    Ok(page.context("the app's page has lost the places of its articles")?.into_bytes())
}

/// The page with everything in it but a site and its articles.
fn shell(app: &Files, base_url: &str) -> Result<String> {
    let html = text(app, PAGE)?;
    let parts = Parts::of(app)?;
    let site = Site { title: PLACES.title.into(), description: PLACES.description.into() };
    let page =
        Page { site: &site, articles: PLACES.articles, pack: PackPlace::Page, base_url, is_kept: false };
    let mut html = page::finish(&inlined(html, app, &parts.module()?)?, page)?;
    let end = html.rfind("</body>").unwrap_or(html.len());
    let mut data = data_element(WASM, &packed(parts.wasm)?);
    for (at, (_, wasm)) in parts.later.iter().flat_map(|later| &later.parts).enumerate() {
        data += &data_element(&format!("{LATER}{at}"), &packed(wasm)?);
    }
    data += &data_element(PACK, PLACES.pack);
    html.insert_str(end, &data);
    Ok(html)
}

/// Puts the shell beside the page, in place of a former one, and its name into the page, which offers it to readers with
/// articles of their own; nothing where the page can't read those.
///
/// # Errors
/// As [`page`].
pub(crate) fn renew_shell(app: &mut Files) -> Result<()> {
    app.retain(|name, _| !name.starts_with(SHELL));
    if !app.keys().any(|name| name.starts_with("worker-")) {
        return Ok(());
    }
    let shell = shell(app, "")?.into_bytes();
    let name = format!("{SHELL}{}.txt", content_hash(&shell));
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("meta[name=dossier-single]", |meta| {
            Ok(meta.set_attribute("content", &name)?)
        })],
        ..RewriteStrSettings::default()
    };
    let html = rewrite_str(text(app, PAGE)?, settings)?;
    app.insert(PAGE.into(), html.into_bytes());
    app.insert(name, shell);
    Ok(())
}

/// A file that can be written: none yet, or a former one of ours.
#[derive(Debug)]
pub struct Target(PathBuf);

impl Target {
    /// Looks whether a page can be written there, before any work is done.
    ///
    /// # Errors
    /// Where it is a folder, or a file of anything but a former page of ours.
    pub fn new(file: &Path) -> Result<Self> {
        let name = file.display();
        match fs::read(file) {
            Ok(bytes) if bytes.is_empty() || is_made(&bytes) => (),
            Ok(_) => bail!("{name}: is no page that Dossier made; name another file, or move it away"),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (),
            Err(error) if error.kind() == io::ErrorKind::IsADirectory => {
                bail!("{name}: is a folder; name a file for the page, such as {name}/site.html")
            }
            Err(error) => return Err(error).with_context(|| format!("{name}: cannot be opened")),
        }
        Ok(Self(file.to_owned()))
    }

    /// Writes the page all at once: until it is whole, a former one stays.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn write(&self, page: &[u8]) -> Result<()> {
        let folder = self.0.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let write = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut file = tempfile::Builder::new().prefix(".dossier-").tempfile_in(folder)?;
            file.write_all(page)?;
            open_to_all(file.as_file())?;
            file.persist(&self.0)?;
            Ok(())
        };
        write().written(&self.0, "cannot be written")
    }
}

/// Temporary files are closed to others.
#[cfg(unix)]
fn open_to_all(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn open_to_all(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// A file's name and what is in it.
type Named<'a, T> = (&'a str, &'a T);

/// What a page loads of the app when it is first asked for.
struct CutOff<'a> {
    /// What brings the parts.
    script: Named<'a, str>,
    parts: Vec<Named<'a, [u8]>>,
}

/// The parts of the app that a page loads after its styles.
struct Parts<'a> {
    /// The name and text of wasm-bindgen's script.
    script: Named<'a, str>,
    wasm: &'a [u8],
    /// What is cut off of the app, where anything is.
    later: Option<CutOff<'a>>,
}

impl<'a> Parts<'a> {
    fn of(app: &'a Files) -> Result<Self> {
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
    fn module(&self) -> Result<String> {
        let (app_name, app) = self.script;
        let mut module = BYTES.to_owned();
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

/// The page with its styles and scripts in it, and without what would be loaded.
fn inlined(html: &str, app: &Files, module: &str) -> Result<String> {
    let has_module = RefCell::new(false);
    let settings = RewriteStrSettings {
        element_content_handlers: vec![
            element!("link[rel=stylesheet]", |link| {
                let style = text(app, &link.get_attribute("href").unwrap_or_default())?;
                link.replace(&format!("<style>{style}</style>"), ContentType::Html);
                Ok(())
            }),
            // What reads the reader's own articles, or searches many, is a program of its own, which no file of one page
            // can start.
            element!(
                "meta[name=dossier-worker], meta[name=dossier-searcher], meta[name=dossier-single]",
                |meta| { Ok(meta.set_attribute("content", "")?) }
            ),
            element!("link[rel=modulepreload], link[rel=preload]", |link| {
                link.remove();
                Ok(())
            }),
            element!("script[type=module][src], #dossier-wasm", |script| {
                script.remove();
                Ok(())
            }),
            element!("script[src]:not([type=module])", |script| {
                let text = text(app, &script.get_attribute("src").unwrap_or_default())?;
                script.remove_attribute("src");
                script.set_inner_content(text, ContentType::Html);
                Ok(())
            }),
            element!("script[type=module]:not([src])", |script| {
                *has_module.borrow_mut() = true;
                script.set_inner_content(module, ContentType::Html);
                Ok(())
            }),
        ],
        ..RewriteStrSettings::default()
    };
    let html = rewrite_str(html, settings)?;
    if !has_module.into_inner() {
        bail!("the app's page starts no app; the app and this command are of different versions");
    }
    Ok(html)
}

fn data_element(id: &str, packed: &str) -> String {
    format!("<script type=\"application/octet-stream\" id=\"{id}\">{packed}</script>")
}

fn packed(bytes: &[u8]) -> Result<String> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    Ok(STANDARD.encode(packed.finish()?))
}

fn text<'a>(app: &'a Files, name: &str) -> Result<&'a str> {
    let name = name.trim_start_matches("./");
    let bytes = app.get(name).with_context(|| format!("the app lacks its file {name}"))?;
    str::from_utf8(bytes).with_context(|| format!("the app's {name} is not UTF-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const APP: &str = "import * as import1 from \"./later-1.js\"\nimport * as import2 from \"./later-1.js\"\nexport class A {}\nfunction f() { return { \"./later-1.js\": import1 }; }\nexport { initSync, __wbg_init as default };\n";
    const LATER_SCRIPT: &str = "import { initSync } from \"./dossier-app-1.js\";\nlet wasm = 1;\nexport const load = () => {\n    const src = fetch(new URL(\"./later-1-panels.wasm\", import.meta.url));\n};\n";

    fn module(app: &str, later: &str) -> Result<String> {
        let parts = vec![("later-1-panels.wasm", &b""[..])];
        let later = Some(CutOff { script: ("later-1.js", later), parts });
        Parts { script: ("dossier-app-1.js", app), wasm: b"", later }.module()
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
