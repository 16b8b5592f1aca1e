//! A timeline as an SVG that stands alone.

use core::fmt::Write;

use dossier_model::Certainty;
use dossier_view::TimelineMark;

use crate::{embed::escape, one_line};

const WIDTH: u32 = 1000;
const MARGIN: u32 = 20;
const LANE: usize = 14;
const HEAD: usize = 60;

/// Dates of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// What they are.
    pub name: &'static str,
    /// Where they lie.
    pub marks: Vec<TimelineMark>,
    /// What each mark says, and the link it leads to.
    pub labels: Vec<(String, String)>,
}

/// A timeline as a picture. Stated dates are filled, worked out ones hatched, bounded ones empty with a broken line.
pub fn timeline(title: &str, link: &str, ticks: &[(u32, String)], tracks: &[Track]) -> String {
    let lanes = |track: &Track| track.marks.iter().map(|mark| mark.lane + 1).max().unwrap_or(0);
    let height: usize = HEAD + tracks.iter().map(|track| 30 + lanes(track) * LANE).sum::<usize>() + 30;
    let full = WIDTH + 2 * MARGIN;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {full} {height}\" width=\"{full}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>{0}</title>\n<defs><pattern id=\"worked-out\" width=\"4\" \
         height=\"4\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0v4\" \
         stroke=\"#26568c\" stroke-width=\"3\"/></pattern></defs>\n<path fill=\"#fff\" d=\"M0 0h{full}v{height}h-{full}z\"/>\n\
         <text x=\"{MARGIN}\" y=\"22\" font-size=\"15\">{0}</text>\n",
        words(title)
    );
    for (at, name) in ticks {
        let x = MARGIN + at * WIDTH / dossier_view::TIMELINE_WIDTH;
        let _ = writeln!(
            out,
            "<path stroke=\"#ccc\" d=\"M{x} 34V{}\"/><text x=\"{}\" y=\"44\" fill=\"#555\">{}</text>",
            height - 30,
            x + 3,
            words(name)
        );
    }
    let mut top = HEAD;
    for track in tracks {
        let _ = writeln!(
            out,
            "<text x=\"{MARGIN}\" y=\"{}\" font-weight=\"bold\">{}</text>",
            top + 14,
            words(track.name)
        );
        top += 22;
        for (mark, (label, link)) in track.marks.iter().zip(&track.labels) {
            let scale = |at: u32| at * WIDTH / dossier_view::TIMELINE_WIDTH;
            let (x, width) =
                (MARGIN + scale(mark.place.start), scale(mark.place.end - mark.place.start).max(5));
            let paint = match mark.certainty {
                Certainty::Stated => "fill=\"#26568c\"",
                Certainty::Inferred => "fill=\"url(#worked-out)\" stroke=\"#26568c\"",
                Certainty::Bounded | Certainty::Unknown => {
                    "fill=\"#e8eef6\" stroke=\"#26568c\" stroke-dasharray=\"3 2\""
                }
            };
            let y = top + mark.lane * LANE;
            let _ = writeln!(
                out,
                "<a href=\"{}\"><rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"10\" rx=\"2\" {paint}><title>{}</title></rect></a>",
                words(link),
                words(label)
            );
        }
        top += lanes(track) * LANE + 8;
    }
    let _ = writeln!(
        out,
        "<text x=\"{MARGIN}\" y=\"{}\" fill=\"#555\">{}</text>\n</svg>",
        height - 10,
        words(link)
    );
    out
}

/// Words for XML, which has no control signs at all.
pub(crate) fn words(text: &str) -> String {
    escape(&one_line(text)).replace(['\u{fffe}', '\u{ffff}'], "")
}

#[cfg(test)]
mod tests {
    use dossier_model::{DateSpan, Day};
    use dossier_view::{Window, timeline_marks};

    use super::*;

    #[test]
    fn a_hostile_title_stays_text() {
        let from = Day::from_ymd(2026, 1, 1).unwrap();
        let window = Window { from, to: from.plus_days(30) };
        let (marks, _) = timeline_marks(&[DateSpan::day(from.plus_days(3))], window, 4);
        let track = Track {
            name: "Mentioned",
            marks,
            labels: vec![("</title><script>\u{1}".into(), "\"><script>".into())],
        };
        let svg = timeline("<b>", "https://x/#", &window.ticks(6), &[track]);
        assert!(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains('\u{1}'), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 1);
    }
}
