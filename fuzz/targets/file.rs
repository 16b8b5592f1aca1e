//! A file of any format that holds any bytes is read or refused, and what is read can be searched for names. The first byte
//! says which format. PDFs are left out: what their reader does with broken ones is caught, and not ours to mend.
#![no_main]

use dossier_extract::Extractor;
use libfuzzer_sys::fuzz_target;

const ENDINGS: [&str; 19] = [
    "txt", "md", "html", "csv", "tsv", "json", "jsonl", "eml", "mbox", "docx", "epub", "zip", "xhtml", "none", "mhtml", "odt",
    "fodt", "xml", "rtf",
];

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = format!("a.{}", ENDINGS[usize::from(*first) % ENDINGS.len()]);
    for document in dossier_read::read_file(&name, bytes).into_iter().flatten().take(3) {
        assert!(document.blocks.iter().all(|block| document.text.get(block.range.range()).is_some()));
        assert!(Extractor::new().find(&document).fits(&document));
    }
});
