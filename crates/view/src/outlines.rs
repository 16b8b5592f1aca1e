//! The outlines of countries, as `train/src/places/outlines.rs` writes them.
//!
//! The file: how many lines there are, and for each how many points it has and these, each as the difference to the one
//! before, east and north, in steps of a fortieth of a degree; how many rings, and for each of how many lines it is made
//! and which, `!number` for one that runs backward. All are numbers of seven bits a byte, low bits first; points and lines of
//! rings with the sign in the lowest bit.

use core::fmt::Write;

/// How many steps a degree has.
pub(crate) const OUTLINE_STEPS: i32 = 40;

struct Numbers<'b>(&'b [u8]);

impl Numbers<'_> {
    fn next(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn signed(&mut self) -> Option<i32> {
        self.next().map(|number| (number >> 1) as i32 ^ -((number & 1) as i32))
    }
}

/// The whole turns around the earth in a difference, in steps.
fn turns(steps: i64) -> i32 {
    let turn = i64::from(360 * OUTLINE_STEPS);
    ((steps + turn / 2).div_euclid(turn) * turn) as i32
}

/// All outlines as the data of one SVG path, in steps, east to the right and north up (y is negative); `None` where the
/// bytes are no outlines.
pub fn outline_path(bytes: &[u8]) -> Option<String> {
    let mut input = Numbers(bytes);
    let mut lines = Vec::new();
    for _ in 0..input.next()? {
        let (mut points, mut at) = (Vec::new(), [0_i32; 2]);
        for _ in 0..input.next()? {
            at = [at[0].checked_add(input.signed()?)?, at[1].checked_sub(input.signed()?)?];
            points.push(at);
        }
        lines.push(points);
    }
    let mut path = String::new();
    for _ in 0..input.next()? {
        let (mut sign, mut last) = ('M', None);
        for _ in 0..input.next()? {
            let number = input.signed()?;
            let line: &Vec<[i32; 2]> = lines.get(usize::try_from(number.max(!number)).ok()?)?;
            let mut draw = |point: &[i32; 2]| {
                // What runs over the line where the days change runs on, and not back around the earth.
                let x = match last {
                    Some(last) => point[0].saturating_add(turns(i64::from(last) - i64::from(point[0]))),
                    None => point[0],
                };
                let _ = write!(path, "{sign}{x} {}", point[1]);
                (sign, last) = ('L', Some(x));
            };
            if number < 0 {
                line.iter().rev().for_each(&mut draw);
            } else {
                line.iter().for_each(&mut draw);
            }
        }
        path.push('z');
    }
    input.0.is_empty().then_some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_are_joined_to_rings_forward_and_backward() {
        // Two lines from one corner of a square to the other, and the ring of the first and the second backward.
        let bytes = [2, 3, 0, 0, 20, 0, 0, 20, 3, 0, 0, 0, 20, 20, 0, 1, 2, 0, 3];
        assert_eq!(outline_path(&bytes).as_deref(), Some("M0 0L10 0L10 -10L10 -10L0 -10L0 0z"));
        assert_eq!(outline_path(&bytes[..18]), None);
    }

    #[test]
    fn the_outlines_of_the_page_are_read() {
        let path = outline_path(include_bytes!("../../../src/panels/outlines.bin")).unwrap();
        assert!(path.matches('z').count() > 200, "{} rings", path.matches('z').count());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = outline_path(&bytes);
        }
    }
}
