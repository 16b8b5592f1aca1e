//! A map as an SVG that stands alone.

use core::fmt::Write;

use crate::timeline::words;

/// Above the drawing its title stands, below it where it is from.
const HEAD: i32 = 40;
const FOOT: i32 = 48;

/// A map as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapPicture {
    /// How wide and high it is, in pixels.
    pub size: [i32; 2],
    /// The outlines of countries, as the data of a path.
    pub land: String,
    /// What lays them below the places.
    pub transform: String,
    /// The places, the most mentioned first.
    pub places: Vec<PlaceSign>,
    /// Where places and outlines are from.
    pub sources: String,
}

/// A place of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceSign {
    /// The middle of its sign.
    pub at: [i32; 2],
    /// Half its width.
    pub radius: i32,
    /// What it is called.
    pub name: String,
    /// Where its name stands, the left end of its base line; `None` where there is no room for it.
    pub label: Option<[i32; 2]>,
    /// What else is known of it.
    pub note: String,
    /// Where it leads.
    pub link: String,
}

/// A map as a picture, with all names that have room as text, and with where it is from.
pub fn map(title: &str, link: &str, picture: &MapPicture) -> String {
    let [width, height] = picture.size;
    let full = HEAD + height + FOOT;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {full}\" width=\"{width}\" height=\"{full}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{0}</title>\n<defs><clipPath id=\"map\"><path d=\"M0 0h{width}v{height}h-{width}z\"/></clipPath></defs>\n\
         <path fill=\"#fff\" d=\"M0 0h{width}v{full}h-{width}z\"/>\n<text x=\"12\" y=\"22\" font-size=\"15\">{0}</text>\n\
         <g transform=\"translate(0 {HEAD})\" clip-path=\"url(#map)\">\n<path fill=\"#e4ebf0\" d=\"M0 0h{width}v{height}h-{width}z\"/>\n\
         <path transform=\"{1}\" fill=\"#fff\" stroke=\"#999\" stroke-width=\"0.8\" vector-effect=\"non-scaling-stroke\" fill-rule=\"evenodd\" d=\"{2}\"/>\n",
        words(title),
        words(&picture.transform),
        words(&picture.land),
    );
    for PlaceSign { at: [x, y], radius, name, label, note, link } in &picture.places {
        let _ = write!(
            out,
            "<a href=\"{}\"><title>{}</title><circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"#256b3c\" fill-opacity=\".65\" stroke=\"#256b3c\"/>",
            words(link),
            words(note)
        );
        if let Some([left, base]) = label {
            let name = words(name);
            let _ = write!(
                out,
                "<text x=\"{left}\" y=\"{base}\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">{name}</text>"
            );
        }
        out.push_str("</a>\n");
    }
    let (sources, bottom) = (words(&picture.sources), full - 10);
    let _ = writeln!(
        out,
        "</g>\n<text x=\"12\" y=\"{}\" fill=\"#555\">{sources}</text>\n<text x=\"12\" y=\"{bottom}\" fill=\"#555\">{}</text>\n</svg>",
        bottom - 18,
        words(link)
    );
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(label: Option<[i32; 2]>) -> PlaceSign {
        PlaceSign {
            at: [40, 50],
            radius: 6,
            name: "<script>Mosul\u{1}".into(),
            label,
            note: "</title><script>".into(),
            link: "\"><script>".into(),
        }
    }

    fn picture(places: Vec<PlaceSign>) -> MapPicture {
        let (land, transform) = ("M0 0L9 9z".to_owned(), "matrix(1 0 0 1 2 3)".to_owned());
        MapPicture { size: [300, 200], land, transform, places, sources: "Outlines: <b>".into() }
    }

    #[test]
    fn a_hostile_name_stays_text() {
        let svg = map("<b>", "https://x/#", &picture(vec![place(Some([50, 54]))]));
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\u{1}'), "{svg}");
        assert!(svg.contains(">&lt;script&gt;Mosul</text>") && svg.contains("Outlines: &lt;b&gt;"), "{svg}");
    }

    #[test]
    fn a_name_without_room_is_left_out_and_its_place_is_not() {
        let svg = map("", "", &picture(vec![place(None), place(Some([1, 2]))]));
        assert_eq!((svg.matches("<circle").count(), svg.matches("Mosul</text>").count()), (2, 1));
    }
}
