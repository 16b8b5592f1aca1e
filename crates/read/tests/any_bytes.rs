//! Reading never panics and never loses a byte.

use dossier_model::BlockKind;
use dossier_read::{Format, read_file, read_records, read_text, settings_from_toml};
use proptest::prelude::*;

fn is_blank(text: &str) -> bool {
    text.chars().all(|sign| sign.is_whitespace() || sign == '\u{FEFF}')
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_are_ordered_and_hold_all_that_is_not_white_space(text in "(\\PC|\n|\r\n| |\\.|Photo: |By ){0,200}") {
        if let Ok(document) = read_text("key", "file.txt", text.as_bytes()) {
            prop_assert_eq!(&document.text, &text);
            let mut at = 0;
            for block in &document.blocks {
                prop_assert!(is_blank(&text[at..block.range.start as usize]));
                at = block.range.end as usize;
            }
            prop_assert!(is_blank(&text[at..]));
            prop_assert!(document.blocks.iter().any(|block| block.kind != BlockKind::SetAside));
            prop_assert!(!document.title.text.is_empty());
        }
    }

    #[test]
    fn any_bytes_of_any_format_are_read_or_refused(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        text in "(\\PC|\n|---\n|a: |\\[|<p>|<|>|,|\"|\\{\"|\"body\":|From |Subject: ){0,120}",
    ) {
        for ending in Format::endings().split(", ") {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                for document in read_file(&format!("a{ending}"), bytes).into_iter().flatten() {
                    let mut at = 0;
                    for block in &document.blocks {
                        prop_assert!(is_blank(&document.text[at..block.range.start as usize]));
                        at = block.range.end as usize;
                    }
                    prop_assert!(is_blank(&document.text[at..]));
                    prop_assert!(!document.title.text.is_empty() && !document.key.is_empty());
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_text("key", "file.txt", &bytes);
        let _ = read_records("file.jsonl", &bytes).count();
        let _ = settings_from_toml("corpus.toml", &String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn what_cannot_be_read_says_where_and_what_to_do() {
    let error = read_text("key", "a.txt", b"ab\xFFc").unwrap_err().to_string();
    assert_eq!(error, "a.txt: byte 2 is not UTF-8 text; convert the file to UTF-8, or remove it");
    assert_eq!(
        read_text("key", "a.txt", " \n\u{feff}".as_bytes()).unwrap_err().to_string(),
        "a.txt: the file is empty; remove it, or give it a text"
    );
}
