//! A network as an SVG that stands alone.

use core::fmt::Write;

use dossier_model::EntityKind;
use dossier_view::network_sign;

use crate::timeline::words;

/// Above the drawing its title stands, below it its link.
const HEAD: i32 = 40;
const FOOT: i32 = 30;

/// A network as it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NetworkPicture {
    /// How wide and high it is, in pixels.
    pub size: [i32; 2],
    /// Its nodes.
    pub signs: Vec<Sign>,
    /// Two places in `signs`, and how thick the line between them is, in pixels.
    pub lines: Vec<([usize; 2], u32)>,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// What it is, which its shape and colour tell.
    pub kind: EntityKind,
    /// The middle of its sign.
    pub at: [i32; 2],
    /// Half the width of its sign.
    pub radius: i32,
    /// The name below it.
    pub label: String,
    /// What else is known of it.
    pub note: String,
    /// Where it leads.
    pub link: String,
}

/// A network as a picture: people are circles, organisations squares, places diamonds.
pub fn network(title: &str, link: &str, picture: &NetworkPicture) -> String {
    let [width, height] = picture.size;
    let (full, bottom) = (HEAD + height + FOOT, HEAD + height + FOOT - 10);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {full}\" width=\"{width}\" height=\"{full}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{0}</title>\n<path fill=\"#fff\" d=\"M0 0h{width}v{full}h-{width}z\"/>\n\
         <text x=\"12\" y=\"22\" font-size=\"15\">{0}</text>\n<g transform=\"translate(0 {HEAD})\">\n",
        words(title)
    );
    for (ends, thickness) in &picture.lines {
        let [Some(a), Some(b)] = ends.map(|end| picture.signs.get(end)) else { continue };
        let _ = writeln!(
            out,
            "<path stroke=\"#bbb\" stroke-width=\"{thickness}\" d=\"M{} {}L{} {}\"/>",
            a.at[0], a.at[1], b.at[0], b.at[1]
        );
    }
    for sign in &picture.signs {
        let colour = match sign.kind {
            EntityKind::Person => "#8a3b12",
            EntityKind::Organisation => "#26568c",
            EntityKind::Place => "#256b3c",
        };
        let _ = writeln!(
            out,
            "<a href=\"{}\" transform=\"translate({} {})\"><title>{}</title><path fill=\"{colour}\" d=\"{}\"/>\
             <text y=\"{}\" text-anchor=\"middle\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">{}</text></a>",
            words(&sign.link),
            sign.at[0],
            sign.at[1],
            words(&sign.note),
            network_sign(sign.kind, sign.radius),
            sign.radius + 13,
            words(&sign.label)
        );
    }
    let _ = writeln!(out, "</g>\n<text x=\"12\" y=\"{bottom}\" fill=\"#555\">{}</text>\n</svg>", words(link));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hostile_name_stays_text_and_a_false_line_is_left_out() {
        let sign = |label: &str| Sign {
            kind: EntityKind::Place,
            at: [40, 50],
            radius: 8,
            label: label.into(),
            note: "</title><script>".into(),
            link: "\"><script>".into(),
        };
        let signs = vec![sign("<script>\u{1}"), sign("b")];
        let picture = NetworkPicture { size: [300, 200], signs, lines: vec![([0, 1], 2), ([0, 7], 1)] };
        let svg = network("<b>", "https://x/#", &picture);
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\u{1}'), "{svg}");
        assert_eq!(svg.matches("stroke=\"#bbb\"").count(), 1);
        assert_eq!(svg.matches("<a href").count(), 2);
    }
}
