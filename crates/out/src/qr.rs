//! A link as a QR code, drawn by hand: a square a module, in one path.

use core::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};

/// The quiet zone that ISO/IEC 18004 asks for, in modules.
const QUIET: usize = 4;

/// A QR code as what SVG needs of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    /// How wide and high it is, in modules, the quiet zone included.
    pub size: usize,
    /// The dark modules, as the data of one path.
    pub path: String,
}

impl Qr {
    /// The code of a link; `None` where the link is longer than a code can hold (about 2,900 bytes).
    pub fn of(link: &str) -> Option<Self> {
        let code = QrCode::with_error_correction_level(link, EcLevel::M)
            .or_else(|_| QrCode::with_error_correction_level(link, EcLevel::L))
            .ok()?;
        let width = code.width();
        let mut path = String::new();
        for (row, modules) in code.to_colors().chunks(width).enumerate() {
            let mut column = 0;
            // One stroke for each run of dark modules.
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&Color::Dark) {
                    let length = run.len();
                    let _ = write!(path, "M{} {}h{length}v1h-{length}z", column + QUIET, row + QUIET);
                }
                column += run.len();
            }
        }
        Some(Self { size: width + 2 * QUIET, path })
    }

    /// As a file.
    pub fn svg(&self) -> String {
        let Self { size, path } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"{0}\" height=\"{0}\" \
             shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{size}v{size}h-{size}z\"/><path d=\"{path}\"/></svg>\n",
            size * 8
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_finders_and_a_quiet_zone() {
        let qr = Qr::of("https://example.org/#q=prison").unwrap();
        assert_eq!((qr.size - 2 * QUIET) % 4, 1);
        assert!(qr.path.starts_with("M4 4h7v1h-7z"));
        assert!(qr.path.contains(&format!("M{} 4h7v1h-7z", qr.size - QUIET - 7)));
        assert!(qr.svg().contains("viewBox=\"0 0"));
    }

    #[test]
    fn a_link_that_no_code_holds_has_none() {
        assert!(Qr::of(&"x".repeat(2900)).is_some());
        assert_eq!(Qr::of(&"x".repeat(3000)), None);
    }
}
