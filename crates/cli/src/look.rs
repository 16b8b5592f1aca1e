//! A site's own colour, at the end of the app's stylesheet: the page needs no style in itself for it.

use anyhow::{Context, Result};
use dossier_read::Accent;

use crate::{
    app::{Files, PAGE, content_hash},
    offline::integrity,
};

/// Gives the app's stylesheet the colour, if one is chosen, a new name, and the page both.
///
/// # Errors
/// Where the app's page is not UTF-8.
pub fn colour(app: &mut Files, accent: Option<Accent>) -> Result<()> {
    let former = app.keys().find(|name| name.starts_with("style-") && name.ends_with(".css")).cloned();
    let Some((accent, former)) = accent.zip(former) else { return Ok(()) };
    let mut style = app.remove(&former).unwrap_or_default();
    let was = integrity(&style);
    style.extend(accent.css().bytes());
    let name = format!("style-{}.css", content_hash(&style));
    let page = String::from_utf8(app.remove(PAGE).unwrap_or_default());
    let page = page.with_context(|| format!("the app's {PAGE} is not UTF-8"))?;
    let page = page.replace(&former, &name).replace(&was, &integrity(&style));
    app.insert(PAGE.into(), page.into_bytes());
    app.insert(name, style);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_stylesheet_with_the_colour_and_its_digest() {
        let page = format!("<link href=style-1.css integrity=\"{}\">", integrity(b"p{}"));
        let app = Files::from([(PAGE.into(), page.into_bytes()), ("style-1.css".into(), b"p{}".to_vec())]);
        let mut same = app.clone();
        colour(&mut same, None).unwrap();
        assert_eq!(same, app);
        let mut coloured = app;
        colour(&mut coloured, Some(Accent::parse("#1f4e8c").unwrap())).unwrap();
        let (name, style) = coloured.iter().find(|(name, _)| name.ends_with(".css")).unwrap();
        assert!(style.starts_with(b"p{}:root{--accent:light-dark(#1f4e8c,"));
        let page = str::from_utf8(&coloured[PAGE]).unwrap();
        assert_eq!(page, format!("<link href={name} integrity=\"{}\">", integrity(style)));
    }
}
