//! XML as a walk over its tags and words. Entities are not expanded, so no document can grow.

use quick_xml::{
    Reader, escape,
    events::{BytesStart, Event, attributes::Attribute},
};

/// A step of a walk. Names are without their namespace.
pub(crate) enum Step<'x> {
    Open(&'x str, &'x BytesStart<'x>),
    Close(&'x str),
    Words(&'x str),
}

/// Walks over the document. An empty element is opened and closed.
///
/// # Errors
/// In words, where it is not well-formed.
pub(crate) fn walk(xml: &str, mut visit: impl FnMut(Step<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event().map_err(|error| format!("byte {}: {error}", reader.error_position()))? {
            Event::Start(tag) => visit(Step::Open(tag.local_name().into_inner(), &tag)),
            Event::End(tag) => visit(Step::Close(tag.local_name().into_inner())),
            Event::Empty(tag) => {
                visit(Step::Open(tag.local_name().into_inner(), &tag));
                visit(Step::Close(tag.local_name().into_inner()));
            }
            Event::Text(words) => visit(Step::Words(&words)),
            Event::CData(words) => visit(Step::Words(&words)),
            Event::GeneralRef(name) => {
                if let Ok(Some(sign)) = name.resolve_char_ref() {
                    visit(Step::Words(sign.encode_utf8(&mut [0; 4])));
                } else if let Some(sign) = escape::resolve_predefined_entity(&name) {
                    visit(Step::Words(sign));
                }
            }
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

/// The value of an attribute, whatever its namespace.
pub(crate) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let fits = |attribute: &Attribute<'_>| attribute.key.local_name().into_inner() == name;
    let value = attributes.with_checks(false).flatten().find(fits)?.value;
    Some(escape::unescape(&value).map_or_else(|_| value.to_string(), |value| value.into_owned()))
}
