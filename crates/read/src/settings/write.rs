use core::fmt::Write;

use dossier_model::{DocumentField, EntityEdit, Named, Site};

use super::{DocumentEdit, Settings};

impl Settings {
    /// The text of a corpus.toml that says this.
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        let Site { title, description } = &self.site;
        let site = [("title", title), ("description", description), ("base_url", &self.base_url)];
        if site.iter().any(|(_, text)| !text.is_empty()) {
            out.push_str("[site]\n");
            site.into_iter()
                .filter(|(_, text)| !text.is_empty())
                .for_each(|(key, text)| line(&mut out, key, text));
        }
        self.documents.iter().for_each(|edit| document(&mut out, edit));
        self.entities.iter().for_each(|edit| entity(&mut out, edit));
        out
    }
}

fn document(out: &mut String, edit: &DocumentEdit) {
    head(out, "document", &edit.key);
    for field in DocumentField::ALL {
        if let Some(text) = edit.field(field) {
            line(out, field.key(), text);
        }
    }
    list(out, "tags", edit.tags.iter().map(String::as_str));
}

fn entity(out: &mut String, edit: &EntityEdit) {
    head(out, "entity", &key(&edit.entity));
    if let Some(name) = &edit.name {
        line(out, "name", name);
    }
    let merged: Vec<_> = edit.merge.iter().map(key).collect();
    list(out, "merge", merged.iter().map(String::as_str));
    list(out, "split", edit.split.iter().map(|(name, _)| name.as_str()));
    if edit.hide {
        out.push_str("hide = true\n");
    }
    if let Some(kind) = edit.kind {
        line(out, "kind", kind.key());
    }
    if let Some(note) = &edit.note {
        line(out, "note", note);
    }
    if let Some((at, _)) = &edit.at {
        let _ = writeln!(out, "at = [{}, {}]", at.latitude(), at.longitude());
    }
}

fn key(named: &Named) -> String {
    format!("{}/{}", named.kind.key(), named.id)
}

fn head(out: &mut String, table: &str, key: &str) {
    let blank = if out.is_empty() { "" } else { "\n" };
    let _ = writeln!(out, "{blank}[{table}.{}]", quoted(key));
}

fn line(out: &mut String, key: &str, text: &str) {
    let _ = writeln!(out, "{key} = {}", quoted(text));
}

fn list<'t>(out: &mut String, key: &str, texts: impl Iterator<Item = &'t str>) {
    let texts: Vec<_> = texts.map(quoted).collect();
    if !texts.is_empty() {
        let _ = writeln!(out, "{key} = [{}]", texts.join(", "));
    }
}

/// A basic string of TOML: control characters, quotation marks and backslashes are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for sign in text.chars() {
        match sign {
            '"' | '\\' => out.extend(['\\', sign]),
            '\n' => out.push_str("\\n"),
            sign if sign.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(sign));
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}
