//! The one colour that a site can choose, and whether it can be read.
//!
//! Contrast is WCAG 2's ratio of relative luminances; text needs 4.5 to 1. The papers are those of style/tokens.css.

/// sRGB, eight bits each.
type Colour = [u8; 3];

const LIGHT: [Colour; 3] = [[0xff, 0xfe, 0xfb], [0xf6, 0xf4, 0xee], [0xec, 0xe9, 0xe0]];
const DARK: [Colour; 3] = [[0x16, 0x17, 0x1a], [0x1f, 0x21, 0x25], [0x0e, 0x0f, 0x11]];
const WHITE: Colour = [255; 3];
const BLACK: Colour = [0; 3];
/// The least contrast of text.
const READABLE: f64 = 4.5;
/// How much of the colour is in what lies under it where something is chosen, in percent.
const SOFT: u16 = 12;

/// A colour for links and buttons that can be read on all papers, by day and by night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    light: Colour,
    dark: Colour,
}

impl Accent {
    /// The colour that a text such as `#9a2a1f` names; the one for dark papers is made of it.
    ///
    /// # Errors
    /// Why it is none, or can't be read, with one that can.
    pub fn parse(text: &str) -> Result<Self, String> {
        let light = colour(text).ok_or("not a colour; write six hexadecimal digits, such as “#9a2a1f”")?;
        let least = least_contrast(light, &LIGHT);
        if least < READABLE {
            let darker = until_readable(light, BLACK, &LIGHT);
            return Err(format!(
                "too pale: its contrast to the paper is {:.1} to 1, and text needs 4.5; “{}” has it",
                (least * 10.0).floor() / 10.0,
                hex(darker)
            ));
        }
        Ok(Self { light, dark: until_readable(light, WHITE, &DARK) })
    }

    /// The declarations that put it in the place of the tokens.
    pub fn css(&self) -> String {
        let [light, dark] = [hex(self.light), hex(self.dark)];
        let soft = [hex(mix(self.light, LIGHT[0], SOFT)), hex(mix(self.dark, DARK[0], SOFT))];
        format!(
            ":root{{--accent:light-dark({light},{dark});--accent-ink:light-dark(#ffffff,{});--accent-soft:light-dark({},{})}}",
            hex(DARK[2]),
            soft[0],
            soft[1]
        )
    }
}

fn colour(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| all)?;
    let [_, red, green, blue] = number.to_be_bytes();
    Some([red, green, blue])
}

fn hex([red, green, blue]: Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// So much percent of one colour in another.
fn mix(colour: Colour, other: Colour, percent: u16) -> Colour {
    let mixed = |at: usize| (u16::from(colour[at]) * percent + u16::from(other[at]) * (100 - percent)) / 100;
    [0, 1, 2].map(|at| u8::try_from(mixed(at)).unwrap_or(u8::MAX))
}

/// The colour, with as little of another in it as makes it readable.
fn until_readable(colour: Colour, other: Colour, papers: &[Colour]) -> Colour {
    let mixed = (0..=100).rev().map(|percent| mix(colour, other, percent));
    mixed.into_iter().find(|mixed| least_contrast(*mixed, papers) >= READABLE).unwrap_or(other)
}

/// On the papers, and on what lies under the colour where something is chosen.
fn least_contrast(colour: Colour, papers: &[Colour]) -> f64 {
    let soft = mix(colour, papers[0], SOFT);
    papers.iter().chain([&soft]).map(|paper| contrast(colour, *paper)).fold(f64::INFINITY, f64::min)
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let [one, other] = [luminance(one), luminance(other)];
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_contrast_is_that_of_wcag() {
        assert!((contrast(BLACK, WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast([0x77; 3], WHITE) - 4.48).abs() < 0.01);
    }

    #[test]
    fn the_papers_are_those_of_the_page() {
        let tokens = include_str!("../../../style/tokens.css");
        for (at, name) in ["--paper", "--paper-raised", "--paper-sunk"].into_iter().enumerate() {
            let token = format!("{name}: light-dark({}, {});", hex(LIGHT[at]), hex(DARK[at]));
            assert!(tokens.contains(&token), "{token}");
        }
    }

    #[test]
    fn a_colour_that_can_t_be_read_is_refused_with_one_that_can() {
        let why = Accent::parse("#ffcc00").unwrap_err();
        assert!(
            why.starts_with("too pale: its contrast to the paper is 1.2 to 1, and text needs 4.5; “#"),
            "{why}"
        );
        let better = why.split(['“', '”']).nth(1).unwrap();
        assert!(Accent::parse(better).is_ok(), "{better}");
        for wrong in ["red", "#fff", "9a2a1f", "#9a2a1", "#+a2a1f", "#ééé", ""] {
            assert!(Accent::parse(wrong).unwrap_err().starts_with("not a colour"), "{wrong}");
        }
    }

    #[test]
    fn both_colours_can_be_read_on_every_paper() {
        for colour in ["#9a2a1f", "#1f4e8c", "#000000", "#00601a", "#5a00a0"] {
            let accent = Accent::parse(colour).unwrap();
            assert!(least_contrast(accent.light, &LIGHT) >= READABLE, "{colour}");
            assert!(least_contrast(accent.dark, &DARK) >= READABLE, "{colour}");
        }
        assert!(Accent::parse("#1f4e8c").unwrap().css().starts_with(":root{--accent:light-dark(#1f4e8c,#"));
    }
}
