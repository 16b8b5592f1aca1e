//! Any text is a corpus.toml or is refused with the file's name.
#![no_main]

use dossier_read::{apply, read_text, settings_from_toml};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match settings_from_toml("corpus.toml", text) {
        Ok(settings) => {
            let mut corpus = dossier_fuzz::corpus();
            let mut documents = vec![read_text("a", "a.txt", b"Some text.").expect("a text")];
            let _ = apply(&settings.documents, &mut documents);
            let _ = dossier_extract::mend(&mut corpus, &settings.entities);
        }
        Err(errors) => assert!(errors.iter().all(|error| error.to_string().starts_with("corpus.toml"))),
    }
});
