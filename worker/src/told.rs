use dossier_read::ReadError;

/// How many files that were passed over are named.
const NAMED: usize = 5;

/// Why something could not be read, without what only the command offers.
pub(crate) fn told(why: &ReadError) -> String {
    let why = why.to_string();
    let why = why.replace("; --drafts takes it all the same", "");
    let why = why.replace("; --drafts takes them all the same", "");
    why.replace("--field text=NAME says where", "[fields] in corpus.toml says where")
}

/// That files were passed over; a folder may have hundreds of pictures.
pub(crate) fn passed_over(files: &[String]) -> Option<String> {
    let named = files.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let is_pdf = |file: &String| {
        file.len() > 4 && file.get(file.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".pdf"))
    };
    let advice =
        if files.iter().any(is_pdf) { "; PDFs are read by the command “dossier build” only" } else { "" };
    match files.len() {
        0 => None,
        1 => Some(format!("1 file was passed over, for its format is not read: {named}{advice}")),
        count => Some(format!(
            "{count} files were passed over, for their formats are not read: {named}{more}{advice}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use dossier_read::read_file;

    use super::*;

    #[test]
    fn many_files_are_one_line() {
        let files: Vec<String> = (0..8).map(|number| format!("{number}.png")).collect();
        assert_eq!(
            passed_over(&files).unwrap(),
            "8 files were passed over, for their formats are not read: 0.png, 1.png, 2.png, 3.png, 4.png and 3 more"
        );
        assert!(
            passed_over(&["é.PDF".into()])
                .unwrap()
                .ends_with("; PDFs are read by the command “dossier build” only")
        );
        assert_eq!(passed_over(&[]), None);
    }

    #[test]
    fn nothing_told_speaks_of_options_of_the_command() {
        for (name, text) in [
            ("a.md", "---\ndraft: true\n---\nText."),
            ("_drafts/a.md", "Text."),
            ("a.csv", "a,b\n1,2\n"),
            (
                "a.xml",
                "<rss xmlns:wp='w'><item><title>T</title><description>A.</description><wp:status>draft</wp:status></item></rss>",
            ),
            ("a.json", "{\"a\": 1}"),
            ("a.jsonl", "{\"a\": 1}"),
        ] {
            let told = read_file(name, text.as_bytes())
                .into_iter()
                .find_map(Result::err)
                .map(|why| told(&why))
                .unwrap();
            assert!(!told.contains("--"), "{told}");
        }
    }
}
