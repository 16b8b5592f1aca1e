//! What a served page does when the site was made anew: it loads itself again, and shows the same view.
//!
//! Only `dossier serve` adds this, which answers this machine alone; no site that is written has it. The page's policy
//! allows its own scripts and its own host, so it stays as it is.

use crate::app::{Files, PAGE, content_hash};

const SCRIPT: &str = include_str!("../assets/live.js");
/// Tells which edition of the site is served.
const EDITION: &str = "dossier-edition";

/// Adds the script to a site's page, and what it asks for.
pub fn add(files: &mut Files) {
    let Some(page) = files.get(PAGE) else { return };
    let edition = content_hash(page);
    let html = String::from_utf8_lossy(page);
    let name = format!("live-{edition}.js");
    let script = format!("<script src=\"{name}\" defer></script></body>");
    let html = match html.rsplit_once("</body>") {
        Some((before, after)) => format!("{before}{script}{after}"),
        None => format!("{html}{script}"),
    };
    files.insert(PAGE.into(), html.into_bytes());
    files.insert(
        name,
        SCRIPT.replace("const shown = \"\"", &format!("const shown = \"{edition}\"")).into_bytes(),
    );
    files.insert(EDITION.into(), edition.into_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_served_page_knows_its_edition() {
        let mut files = Files::from([(PAGE.to_owned(), b"<body><p></body></html>".to_vec())]);
        add(&mut files);
        let edition = String::from_utf8(files[EDITION].clone()).unwrap();
        let page = String::from_utf8(files[PAGE].clone()).unwrap();
        assert_eq!(page, format!("<body><p><script src=\"live-{edition}.js\" defer></script></body></html>"));
        let script = String::from_utf8(files[&format!("live-{edition}.js")].clone()).unwrap();
        assert!(script.contains(&format!("shown = \"{edition}\"")), "{script}");
    }
}
