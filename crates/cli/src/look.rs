//! What a site chooses of its look: a colour of its own, at the end of the app's stylesheet, so that the page needs no style
//! in itself for it; and how many results are shown at first, which the page says in its head.

use anyhow::{Context, Result};
use dossier_read::Accent;
use lol_html::{RewriteStrSettings, element, html_content::ContentType, rewrite_str};

use crate::{
    app::{Files, PAGE, content_hash},
    offline::integrity,
    single,
};

/// Gives the app what a site chose, if anything.
///
/// # Errors
/// Where the app's page is not UTF-8, or can't be rewritten.
pub fn dress(app: &mut Files, accent: Option<Accent>, page_size: Option<u16>) -> Result<()> {
    colour(app, accent)?;
    if let Some(size) = page_size {
        show_at_first(app, size)?;
    }
    // The reader's own articles are saved in a page that looks the same.
    if accent.is_some() || page_size.is_some() { single::renew_shell(app) } else { Ok(()) }
}

/// Says in the page how many results it is to show at first; `src/store.rs` of the app looks for it.
fn show_at_first(app: &mut Files, size: u16) -> Result<()> {
    let page = String::from_utf8(app.remove(PAGE).unwrap_or_default());
    let page = page.with_context(|| format!("the app's {PAGE} is not UTF-8"))?;
    app.insert(PAGE.into(), say(&page, "dossier-page-size", &size.to_string())?.into_bytes());
    Ok(())
}

/// The page with something more in its head that the app asks for by name.
pub(crate) fn say(page: &str, name: &str, what: &str) -> Result<String> {
    let said = format!(r#"<meta name="{name}" content="{what}">"#);
    let settings = RewriteStrSettings {
        element_content_handlers: vec![element!("meta[name=dossier-pack]", |meta| {
            meta.before(&said, ContentType::Html);
            Ok(())
        })],
        ..RewriteStrSettings::default()
    };
    Ok(rewrite_str(page, settings)?)
}

/// Gives the app's stylesheet the colour, if one is chosen, a new name, and the page both.
///
/// # Errors
/// Where the app's page is not UTF-8.
fn colour(app: &mut Files, accent: Option<Accent>) -> Result<()> {
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
    fn the_page_says_how_much_it_shows_at_first_where_that_is_chosen() {
        let page = b"<meta name=\"dossier-pack\" content=\"\">";
        let mut app = Files::from([(PAGE.into(), page.to_vec())]);
        let same = app.clone();
        dress(&mut app, None, None).unwrap();
        assert_eq!(app, same);
        dress(&mut app, None, Some(50)).unwrap();
        let page = str::from_utf8(&app[PAGE]).unwrap();
        assert!(
            page.starts_with("<meta name=\"dossier-page-size\" content=\"50\"><meta name=\"dossier-pack\""),
            "{page}"
        );
    }

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
