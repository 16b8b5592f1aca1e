use dossier_model::Site;

use super::table::Value;
use crate::{Accent, ReadError};

const KEYS: &[&str] = &["title", "description", "base_url", "accent"];

/// The `[site]` table, and the address and the colour in it.
pub(super) fn read(table: &Value<'_>) -> Result<(Site, String, Option<Accent>), Vec<ReadError>> {
    let (mut site, mut base_url, mut errors) = (Site::default(), String::new(), Vec::new());
    let mut accent = None;
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        let field = match key.text {
            "title" => &mut site.title,
            "description" => &mut site.description,
            "base_url" => &mut base_url,
            "accent" => {
                let read = value.text().and_then(|text| {
                    Accent::parse(text).map_err(|why| value.error(format!("“accent” is “{text}”: {why}")))
                });
                match read {
                    Ok(chosen) => accent = Some(chosen),
                    Err(error) => errors.push(error),
                }
                continue;
            }
            _ => {
                errors.push(key.unknown("[site] has no key", KEYS));
                continue;
            }
        };
        match value.text() {
            Ok(text) if key.text == "base_url" && !is_base_url(text) => {
                errors.push(value.error(format!("“base_url” is “{text}”: {BASE_URL}")));
            }
            Ok(text) => text.clone_into(field),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok((site, base_url, accent)) } else { Err(errors) }
}

/// What an address of a site must be.
pub const BASE_URL: &str = "give the whole address of the site, such as https://example.org/articles/";

/// Whether a text can be the address of a site: on the web, and of no part of a page.
pub fn is_base_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_sign = |sign: char| !sign.is_whitespace() && !sign.is_control() && !"#?\"<>\\".contains(sign);
    host.is_some_and(|host| {
        host.starts_with(|sign: char| sign.is_alphanumeric() || sign == '[') && host.chars().all(is_sign)
    })
}
