use std::io::Write;

use base64::{Engine, engine::general_purpose::STANDARD};
use dossier_index::Pack;
use dossier_model::DocumentIndex;
use dossier_out::page::{Listed, fill, list};
use flate2::{Compression, write::ZlibEncoder};

/// A page of one file: the app's page with places for a corpus, filled with that of a pack as `dossier build --single-file` fills
/// it; nothing where it is no such page, or the pack none.
pub(crate) fn page(shell: &[u8], pack: Vec<u8>) -> Option<Vec<u8>> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&pack).ok()?;
    let packed = STANDARD.encode(packed.finish().ok()?);
    let pack = Pack::open(pack).ok()?;
    let listed = |number: usize| {
        let card = pack.document(DocumentIndex(number as u32));
        Listed { title: card.title, source: card.source, url: card.url, published: card.published.span }
    };
    let page = fill(str::from_utf8(shell).ok()?, pack.site(), &list((0..pack.len()).map(listed)), &packed)?;
    Some(page.into_bytes())
}

#[cfg(test)]
mod tests {
    use dossier_out::page::PLACES;
    use flate2::read::ZlibDecoder;

    use super::*;
    use crate::workshop::Workshop;

    fn pack() -> Vec<u8> {
        let mut workshop = Workshop::default();
        workshop.read("one.txt", b"Rain over <Mosul>\n\nRain fell.");
        workshop.assemble("Weather & more", &[]);
        workshop.find(0);
        workshop.pack().0
    }

    #[test]
    fn a_page_holds_the_name_the_list_and_the_pack() {
        let shell = [PLACES.title, PLACES.description, PLACES.articles, PLACES.pack].join("|");
        let page = String::from_utf8(page(shell.as_bytes(), pack()).unwrap()).unwrap();
        let [title, _, articles, packed] = page.split('|').collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(title, "Weather &amp; more");
        assert!(articles.contains("Rain over &lt;Mosul&gt;"), "{articles}");
        let packed = STANDARD.decode(packed).unwrap();
        let mut held = Vec::new();
        std::io::copy(&mut ZlibDecoder::new(&packed[..]), &mut held).unwrap();
        assert_eq!(held, pack());
    }

    #[test]
    fn what_is_no_shell_or_no_pack_makes_no_page() {
        assert_eq!(page(b"<p>", pack()), None);
        let shell = [PLACES.title, PLACES.description, PLACES.articles, PLACES.pack].concat();
        assert_eq!(page(shell.as_bytes(), b"no pack".to_vec()), None);
    }
}
