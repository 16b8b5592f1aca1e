use dossier_model::Site;

use super::table::Value;
use crate::ReadError;

const KEYS: &[&str] = &["title", "description"];

/// The `[site]` table.
pub(super) fn read(table: &Value<'_>) -> Result<Site, Vec<ReadError>> {
    let (mut site, mut errors) = (Site::default(), Vec::new());
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        let field = match key.text {
            "title" => &mut site.title,
            "description" => &mut site.description,
            _ => {
                errors.push(key.unknown("[site] has no key", KEYS));
                continue;
            }
        };
        match value.text() {
            Ok(text) => text.clone_into(field),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(site) } else { Err(errors) }
}
