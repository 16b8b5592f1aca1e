use dossier_model::Site;

use crate::ReadError;

const KEYS: [&str; 2] = ["title", "description"];

/// The `[site]` table of a corpus.toml.
///
/// # Errors
/// [`ReadError::Config`], with the line, where the text is no TOML or says what is not understood.
pub fn site_from_toml(origin: &str, text: &str) -> Result<Site, ReadError> {
    let config = |line: Option<usize>, problem: String| ReadError::Config {
        origin: line.map_or_else(|| origin.to_owned(), |line| format!("{origin}:{line}")),
        problem,
    };
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map(|span| line_of(text, span.start));
        config(line, error.message().to_owned())
    })?;
    let mut site = Site::default();
    for (name, value) in &table {
        let toml::Value::Table(values) = value else {
            return Err(config(
                find_line(text, name),
                format!("“{name}” is no table; write [site] and its keys below"),
            ));
        };
        if name != "site" {
            return Err(config(
                find_line(text, name),
                format!("there is no table [{name}]; did you mean [site]?"),
            ));
        }
        for (key, value) in values {
            let Some(value) = value.as_str() else {
                return Err(config(
                    find_line(text, key),
                    format!("“{key}” must be a text in quotation marks"),
                ));
            };
            match key.as_str() {
                "title" => value.clone_into(&mut site.title),
                "description" => value.clone_into(&mut site.description),
                _ => {
                    let nearest =
                        nearest(key).map(|key| format!("; did you mean “{key}”?")).unwrap_or_default();
                    return Err(config(find_line(text, key), format!("[site] has no key “{key}”{nearest}")));
                }
            }
        }
    }
    Ok(site)
}

fn nearest(key: &str) -> Option<&'static str> {
    let shared = |other: &str| other.chars().zip(key.chars()).take_while(|(a, b)| a == b).count();
    KEYS.into_iter().max_by_key(|other| shared(other))
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
}

/// The line that names a key or a table.
fn find_line(text: &str, name: &str) -> Option<usize> {
    let names = |line: &str| line.trim_start().trim_start_matches(['[', '"']).starts_with(name);
    text.lines().position(names).map(|line| line + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_site_s_title_and_description_are_read() {
        let site = site_from_toml("corpus.toml", "[site]\ntitle = \"T\"\ndescription = \"D\"").unwrap();
        assert_eq!((site.title.as_str(), site.description.as_str()), ("T", "D"));
        assert_eq!(site_from_toml("corpus.toml", "").unwrap(), Site::default());
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        let error = |text: &str| site_from_toml("corpus.toml", text).unwrap_err().to_string();
        assert_eq!(
            error("[site]\ntitel = \"T\""),
            "corpus.toml:2: [site] has no key “titel”; did you mean “title”?"
        );
        assert_eq!(
            error("\n[page]\ntitle = \"T\""),
            "corpus.toml:2: there is no table [page]; did you mean [site]?"
        );
        assert_eq!(error("[site]\ntitle = 3"), "corpus.toml:2: “title” must be a text in quotation marks");
        assert!(error("[site\n").starts_with("corpus.toml:1: "));
    }
}
