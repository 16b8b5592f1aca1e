use dossier_model::Document;

use crate::{ReadError, Settings, apply, assemble, key_from_file_name, read_text, settings_from_toml};

/// Reads the files of one folder, all or none: each `.txt` is an article, `corpus.toml` says what the site is called
/// and what of the articles was set by a person, other files are passed over. `files` are names below the folder and what they hold, in any order; `folder` is its
/// name in messages.
///
/// # Errors
/// All that is wrong, by file: whatever [`read_text`], [`settings_from_toml`] and [`apply`] refuse. [`ReadError::NoArticles`] where
/// there is no `.txt`.
///
/// ```
/// let files = [("one.txt".to_owned(), b"Some text.".to_vec())];
/// let (_, documents) = dossier_read::read_folder("seeds", files).unwrap();
/// assert_eq!(documents[0].key, "one");
/// ```
pub fn read_folder(
    folder: &str,
    files: impl IntoIterator<Item = (String, Vec<u8>)>,
) -> Result<(Settings, Vec<Document>), Vec<ReadError>> {
    let (mut settings, mut documents, mut errors) = (Settings::default(), Vec::new(), Vec::new());
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort();
    for (name, bytes) in files {
        let origin = format!("{folder}/{name}");
        if name == "corpus.toml" {
            match read_settings(&origin, &bytes) {
                Ok(read) => settings = read,
                Err(wrong) => errors.extend(wrong),
            }
        } else if is_article(&name) {
            let file_name = name.rsplit_once('/').map_or(name.as_str(), |(_, file_name)| file_name);
            match read_text(&key_from_file_name(file_name), &origin, &bytes) {
                Ok(document) => documents.push(document),
                Err(error) => errors.push(error),
            }
        }
    }
    if documents.is_empty() && errors.is_empty() {
        errors.push(ReadError::NoArticles { origin: folder.to_owned() });
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut documents = assemble(documents);
    apply(&settings.documents, &mut documents)?;
    Ok((settings, documents))
}

fn is_article(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("txt"))
}

fn read_settings(origin: &str, bytes: &[u8]) -> Result<Settings, Vec<ReadError>> {
    let text = core::str::from_utf8(bytes)
        .map_err(|error| vec![ReadError::NotUtf8 { origin: origin.to_owned(), byte: error.valid_up_to() }])?;
    settings_from_toml(origin, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(files: &[(&str, &[u8])]) -> Result<(Settings, Vec<Document>), Vec<String>> {
        let files = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
        read_folder("seeds", files)
            .map_err(|errors| errors.into_iter().map(|error| error.to_string()).collect())
    }

    #[test]
    fn texts_are_articles_and_corpus_toml_names_the_site() {
        let toml = "[site]\ntitle = \"T\"".as_bytes();
        let files: &[(&str, &[u8])] =
            &[("b.txt", b"Two."), ("corpus.toml", toml), ("sub/a.TXT", b"One."), ("notes.md", b"\xFF")];
        let (settings, documents) = read(files).unwrap();
        assert_eq!(settings.site.title, "T");
        let keys: Vec<_> = documents.iter().map(|document| document.key.as_str()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(documents[0].origin, "seeds/sub/a.TXT");
    }

    #[test]
    fn every_file_that_can_t_be_read_is_named_with_the_reason() {
        let files: &[(&str, &[u8])] = &[
            ("good.txt", b"Some text."),
            ("bad.txt", b"Caf\xE9 au lait"),
            ("blank.txt", b" \n\n"),
            ("corpus.toml", b"titel = 1"),
        ];
        let errors = read(files).unwrap_err();
        assert_eq!(errors.len(), 3);
        assert!(errors[0].starts_with("seeds/bad.txt: byte 3 is not UTF-8"), "{}", errors[0]);
        assert!(errors[1].starts_with("seeds/blank.txt: the file is empty"), "{}", errors[1]);
        assert!(errors[2].starts_with("seeds/corpus.toml:1: "), "{}", errors[2]);
    }

    #[test]
    fn a_folder_without_articles_is_an_error() {
        assert_eq!(
            read(&[("notes.md", b"x")]).unwrap_err(),
            ["seeds: holds no .txt file; put the articles there"]
        );
    }

    #[test]
    fn the_order_of_the_files_makes_no_difference() {
        let mut files: [(&str, &[u8]); 2] = [("x/a.txt", b"One."), ("y/a.txt", b"Two.")];
        let forward = read(&files);
        files.reverse();
        assert_eq!(read(&files), forward);
    }
}
