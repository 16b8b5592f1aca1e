use core::ops::RangeInclusive;

use dossier_model::Site;

use super::table::Value;
use crate::{Accent, ReadError};

const KEYS: &[&str] = &["title", "description", "base_url", "accent", "page_size"];

/// What the `[site]` table says.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) site: Site,
    pub(super) base_url: String,
    pub(super) accent: Option<Accent>,
    pub(super) page_size: Option<u16>,
}

/// The `[site]` table.
pub(super) fn read(table: &Value<'_>) -> Result<Said, Vec<ReadError>> {
    let (mut said, mut errors) = (Said::default(), Vec::new());
    for (key, value) in table.entries().map_err(|error| vec![error])? {
        let read = match key.text {
            "title" => value.text().map(|text| text.clone_into(&mut said.site.title)),
            "description" => value.text().map(|text| text.clone_into(&mut said.site.description)),
            "base_url" => base_url(&value).map(|url| url.clone_into(&mut said.base_url)),
            "accent" => accent(&value).map(|accent| said.accent = Some(accent)),
            "page_size" => page_size(&value).map(|size| said.page_size = Some(size)),
            _ => Err(key.unknown("[site] has no key", KEYS)),
        };
        errors.extend(read.err());
    }
    if errors.is_empty() { Ok(said) } else { Err(errors) }
}

fn base_url<'t>(value: &Value<'t>) -> Result<&'t str, ReadError> {
    let url = value.text()?;
    if is_base_url(url) {
        Ok(url)
    } else {
        Err(value.error(format!("“base_url” is “{url}”: {BASE_URL}")))
    }
}

fn accent(value: &Value<'_>) -> Result<Accent, ReadError> {
    let text = value.text()?;
    Accent::parse(text).map_err(|why| value.error(format!("“accent” is “{text}”: {why}")))
}

fn page_size(value: &Value<'_>) -> Result<u16, ReadError> {
    let size = value.whole_number()?;
    u16::try_from(size)
        .ok()
        .filter(|size| PAGE_SIZES.contains(size))
        .ok_or_else(|| value.error(format!("“page_size” is {size}: {PAGE_SIZE}")))
}

/// How many results a page may show at first.
pub const PAGE_SIZES: RangeInclusive<u16> = 10..=200;

/// What the number of results that a page shows at first must be.
pub const PAGE_SIZE: &str = "give a whole number from 10 to 200";

/// What an address of a site must be.
pub const BASE_URL: &str = "give the whole address of the site, such as https://example.org/articles/";

/// Whether a text can be the address of a site: on the web, and of no part of a page.
pub fn is_base_url(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let is_sign = |sign: char| !sign.is_whitespace() && !sign.is_control() && !"#?\"<>\\".contains(sign);
    host.is_some_and(|host| {
        host.starts_with(|sign: char| sign.is_alphanumeric() || sign == '[') && host.chars().all(is_sign)
    })
}
