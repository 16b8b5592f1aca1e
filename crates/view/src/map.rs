//! What of the earth a map shows, where its places lie on it, and where their names stand.
//!
//! The projection is equirectangular with its standard parallel in the middle of what is first shown, which keeps shapes
//! there, needs no inverse to pan and zoom, and makes of an outline drawn once another view by scaling alone.

use dossier_model::Coordinates;

use crate::{LABEL_HEIGHT, outlines::OUTLINE_STEPS};

/// What stays free around the places that a map is fitted to, in pixels.
const MARGIN: f64 = 48.0;
/// The fewest degrees that a map is fitted to, so that one place is seen with what is around it.
const LEAST_DEGREES: f64 = 8.0;
/// The scale at which a place of the size of a town fills the map, in pixels a degree.
const NEAREST: f64 = 2000.0;
/// How much one step of zooming is.
pub const MAP_ZOOM: f64 = 1.5;

/// The part of the earth that a map shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MapFrame {
    /// Degrees east and north of its middle.
    middle: [f64; 2],
    /// Pixels to a degree of latitude.
    scale: f64,
    /// How much narrower a degree of longitude is.
    narrow: f64,
    /// Its width and height in pixels.
    size: [i32; 2],
}

/// The cosine of degrees, to 0.002: Bhaskara's formula, for that of the standard library is some kilobytes of a page.
fn cosine(degrees: f64) -> f64 {
    let squared = degrees * degrees;
    4.0 * (8100.0 - squared) / (32_400.0 + squared)
}

impl MapFrame {
    /// All these places, with some room around; the whole earth where there is none.
    pub fn of_all(places: &[Coordinates], size: [i32; 2]) -> Self {
        let range = |of: fn(&Coordinates) -> f64, all: f64| {
            let least = places.iter().map(of).fold(f64::INFINITY, f64::min);
            let most = places.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
            if least <= most { (least, most) } else { (-all, all) }
        };
        let (west, east) = range(|at| at.longitude(), 180.0);
        let (south, north) = range(|at| at.latitude(), 80.0);
        let middle = [(west + east) / 2.0, (south + north) / 2.0];
        // Near the poles a map of this projection would be nothing but a line.
        let narrow = cosine(middle[1].abs().min(75.0));
        let room = size.map(|side| (f64::from(side) - 2.0 * MARGIN).max(MARGIN));
        let wide = room[0] / (east - west).max(LEAST_DEGREES) / narrow;
        let high = room[1] / (north - south).max(LEAST_DEGREES);
        Self { middle, scale: wide.min(high), narrow, size }.within()
    }

    /// Most of what is spoken of: without the tenth part of the mentions at each end, from west to east and from south to
    /// north, for one mention of another continent would press all others into a corner.
    pub fn of_most(places: &[(Coordinates, u32)], size: [i32; 2]) -> Self {
        let all: u64 = places.iter().map(|(_, mentions)| u64::from(*mentions)).sum();
        let inner = |of: fn(&Coordinates) -> f64| {
            let mut sorted: Vec<(f64, u64)> =
                places.iter().map(|(at, mentions)| (of(at), u64::from(*mentions))).collect();
            sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
            let end = |sorted: &[(f64, u64)]| {
                let mut before = 0;
                let first = sorted.iter().find(|(_, mentions)| {
                    before += mentions;
                    before * 10 > all
                });
                first.map_or(0.0, |(degrees, _)| *degrees)
            };
            let first = end(&sorted);
            sorted.reverse();
            first..=end(&sorted)
        };
        let (longitudes, latitudes) = (inner(|at| at.longitude()), inner(|at| at.latitude()));
        let is_inner =
            |at: &Coordinates| longitudes.contains(&at.longitude()) && latitudes.contains(&at.latitude());
        let most: Vec<Coordinates> = places.iter().map(|(at, _)| *at).filter(is_inner).collect();
        let all: Vec<Coordinates> = places.iter().map(|(at, _)| *at).collect();
        Self::of_all(if most.is_empty() { &all } else { &most }, size)
    }

    /// Keeps the middle on the earth, and the whole earth the most that is shown.
    fn within(self) -> Self {
        let least = (f64::from(self.size[0]) / 360.0 / self.narrow).min(f64::from(self.size[1]) / 180.0);
        let [x, y] = self.middle;
        let middle = [x.clamp(-180.0, 180.0), y.clamp(-85.0, 85.0)];
        Self { middle, scale: self.scale.clamp(least, NEAREST), ..self }
    }

    /// Where a place lies, in pixels from the left and the top.
    pub fn place(&self, at: Coordinates) -> [i32; 2] {
        let x = (at.longitude() - self.middle[0]) * self.scale * self.narrow + f64::from(self.size[0]) / 2.0;
        let y = (self.middle[1] - at.latitude()) * self.scale + f64::from(self.size[1]) / 2.0;
        [x.round() as i32, y.round() as i32]
    }

    /// Nearer by a factor, or farther by one below 1; what is at a pixel stays there.
    pub fn zoomed(self, factor: f64, at: [i32; 2]) -> Self {
        let scale = Self { scale: self.scale * factor, ..self }.within().scale;
        let off = [0, 1].map(|axis| f64::from(at[axis]) - f64::from(self.size[axis]) / 2.0);
        let by = 1.0 / self.scale - 1.0 / scale;
        let middle = [self.middle[0] + off[0] * by / self.narrow, self.middle[1] - off[1] * by];
        Self { middle, scale, ..self }.within()
    }

    /// As zoomed about its middle.
    pub fn zoomed_in_place(self, factor: f64) -> Self {
        self.zoomed(factor, self.size.map(|side| side / 2))
    }

    /// Moved as if its paper were pulled by some pixels.
    pub fn pulled(self, by: [i32; 2]) -> Self {
        let [x, y] = by.map(f64::from);
        let middle = [self.middle[0] - x / self.scale / self.narrow, self.middle[1] + y / self.scale];
        Self { middle, ..self }.within()
    }

    /// How wide and high it is, in pixels.
    pub fn size(&self) -> [i32; 2] {
        self.size
    }

    /// The transform of an SVG group that lays outlines, which are in steps, below the places.
    pub fn transform(&self) -> String {
        let step = self.scale / f64::from(OUTLINE_STEPS);
        let middle = self.size.map(|side| f64::from(side) / 2.0);
        let x = middle[0] - self.middle[0] * self.scale * self.narrow;
        let y = middle[1] + self.middle[1] * self.scale;
        let numbers = [step * self.narrow, 0.0, 0.0, step, x, y].map(decimal);
        format!("matrix({})", numbers.join(" "))
    }
}

/// With four decimals. Writing floats as they are would bring the page a table of powers.
fn decimal(number: f64) -> String {
    let parts = (number * 10_000.0).round() as i64;
    let sign = if parts < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", parts.abs() / 10_000, parts.abs() % 10_000)
}

/// A place on a map and the name it wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MapSign {
    /// Its middle, in pixels.
    pub at: [i32; 2],
    /// Half its width.
    pub radius: i32,
    /// How wide its name is.
    pub label: i32,
}

/// Where the names of places stand, the most important first: the left end and the base line of each, in pixels. A name
/// for which there is no room beside, below or above its place is not there, nor is one that would be cut off.
pub fn map_labels(signs: &[MapSign], size: [i32; 2]) -> Vec<Option<[i32; 2]>> {
    // Left, top, right, bottom.
    let mut taken: Vec<[i32; 4]> = signs
        .iter()
        .map(|sign| {
            let [x, y] = sign.at;
            // A small name may touch the edge of a large sign.
            let r = sign.radius * 3 / 4;
            [x - r, y - r, x + r, y + r]
        })
        .collect();
    let mut labels = Vec::with_capacity(signs.len());
    for (number, sign) in signs.iter().enumerate() {
        let ([x, y], r, wide) = (sign.at, sign.radius, sign.label);
        let places = [
            [x + r + 3, y + 4],
            [x - r - 3 - wide, y + 4],
            [x - wide / 2, y + r + 13],
            [x - wide / 2, y - r - 5],
        ];
        let area = |[left, base]: [i32; 2]| [left, base - LABEL_HEIGHT + 4, left + wide, base + 3];
        let is_free = |place: &[i32; 2]| {
            let own = area(*place);
            let is_inside = own[0] >= 0 && own[1] >= 0 && own[2] <= size[0] && own[3] <= size[1];
            let is_off = |other: &[i32; 4]| {
                own[2] <= other[0] || other[2] <= own[0] || own[3] <= other[1] || other[3] <= own[1]
            };
            is_inside && taken.iter().enumerate().all(|(at, other)| at == number || is_off(other))
        };
        let place = places.into_iter().find(is_free);
        taken.extend(place.map(area));
        labels.push(place);
    }
    labels
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SIZE: [i32; 2] = [800, 500];

    fn at(latitude: f64, longitude: f64) -> Coordinates {
        Coordinates::from_degrees(latitude, longitude).unwrap()
    }

    fn coordinates() -> impl Strategy<Value = Coordinates> {
        (-80.0..80.0_f64, -179.0..179.0_f64).prop_map(|(latitude, longitude)| at(latitude, longitude))
    }

    /// Where no border of the earth comes into sight.
    fn in_the_middle() -> impl Strategy<Value = Coordinates> {
        (-30.0..30.0_f64, -40.0..40.0_f64).prop_map(|(latitude, longitude)| at(latitude, longitude))
    }

    #[test]
    fn the_cosine_is_near_enough() {
        for degrees in (0..=90).map(f64::from) {
            assert!((cosine(degrees) - degrees.to_radians().cos()).abs() < 0.002, "{degrees}");
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let (baghdad, mosul, damascus) = (at(33.34, 44.4), at(36.34, 43.13), at(33.51, 36.29));
        let frame = MapFrame::of_all(&[baghdad, mosul, damascus], SIZE);
        let [b, m, d] = [baghdad, mosul, damascus].map(|place| frame.place(place));
        assert!(m[1] < b[1] && d[0] < b[0], "{b:?} {m:?} {d:?}");
        assert_eq!(MapFrame::of_all(&[baghdad], SIZE).place(baghdad), [400, 250]);
    }

    #[test]
    fn a_mention_of_another_continent_does_not_press_the_others_into_a_corner() {
        let near = [(at(33.3, 44.4), 8), (at(36.3, 43.1), 7), (at(33.5, 36.3), 6)];
        let with_one = [&near[..], &[(at(38.9, -77.0), 1)]].concat();
        assert_eq!(MapFrame::of_most(&with_one, SIZE), MapFrame::of_most(&near, SIZE));
        let all: Vec<Coordinates> = with_one.iter().map(|(at, _)| *at).collect();
        assert!(MapFrame::of_all(&all, SIZE).scale < MapFrame::of_most(&with_one, SIZE).scale / 3.0);
        assert_eq!(MapFrame::of_most(&[], SIZE), MapFrame::of_all(&[], SIZE));
    }

    #[test]
    fn the_outlines_lie_below_the_places() {
        let frame = MapFrame::of_all(&[at(10.0, 20.0), at(30.0, 60.0)], SIZE);
        let transform = frame.transform();
        let numbers: Vec<f64> = transform["matrix(".len()..transform.len() - 1]
            .split(' ')
            .map(|number| number.parse().unwrap())
            .collect();
        let steps = [20.0 * f64::from(OUTLINE_STEPS), -10.0 * f64::from(OUTLINE_STEPS)];
        let [x, y] = frame.place(at(10.0, 20.0));
        assert!((numbers[0] * steps[0] + numbers[4] - f64::from(x)).abs() < 1.0, "{transform}");
        assert!((numbers[3] * steps[1] + numbers[5] - f64::from(y)).abs() < 1.0, "{transform}");
    }

    #[test]
    fn a_name_without_room_is_left_out_and_the_first_has_it() {
        let sign = |x: i32| MapSign { at: [x, 100], radius: 6, label: 60 };
        let one = map_labels(&[sign(200)], SIZE);
        assert_eq!(one, [Some([209, 104])]);
        assert_eq!(map_labels(&[sign(790)], SIZE)[0], Some([721, 104]), "to the left at the right border");
        let crowd: Vec<MapSign> = (0..9).map(|_| sign(200)).collect();
        let crowd = map_labels(&crowd, SIZE);
        assert!(
            crowd[..4].iter().all(Option::is_some) && crowd[4..].iter().all(Option::is_none),
            "{crowd:?}"
        );
    }

    proptest! {
        #[test]
        fn all_places_that_a_map_is_fitted_to_are_on_it(places in prop::collection::vec(coordinates(), 1..12)) {
            let frame = MapFrame::of_all(&places, SIZE);
            for place in &places {
                let [x, y] = frame.place(*place);
                prop_assert!((0..=SIZE[0]).contains(&x) && (0..=SIZE[1]).contains(&y), "{} {}", x, y);
            }
        }

        #[test]
        fn what_is_under_the_pointer_stays_there_when_zoomed(places in prop::collection::vec(in_the_middle(), 2..5), pixel in (0..800, 0..500)) {
            let frame = MapFrame::of_all(&places, SIZE);
            let near = frame.zoomed(MAP_ZOOM, [pixel.0, pixel.1]);
            let back = near.zoomed(1.0 / MAP_ZOOM, [pixel.0, pixel.1]);
            for place in &places {
                let ([x, y], [x_back, y_back]) = (frame.place(*place), back.place(*place));
                prop_assert!((x - x_back).abs() <= 1 && (y - y_back).abs() <= 1);
            }
        }

        #[test]
        fn names_lie_on_nothing(signs in prop::collection::vec((0..800, 0..500, 3..12, 20..120), 0..40)) {
            let signs: Vec<MapSign> =
                signs.into_iter().map(|(x, y, radius, label)| MapSign { at: [x, y], radius, label }).collect();
            let labels = map_labels(&signs, SIZE);
            let shown: Vec<([i32; 2], i32)> =
                labels.iter().zip(&signs).filter_map(|(label, sign)| Some(((*label)?, sign.label))).collect();
            for (number, ([x, y], wide)) in shown.iter().enumerate() {
                prop_assert!(*x >= 0 && x + wide <= SIZE[0] && *y <= SIZE[1]);
                for ([other_x, other_y], other_wide) in &shown[number + 1..] {
                    let is_beside = x + wide <= *other_x || other_x + other_wide <= *x;
                    prop_assert!(is_beside || (y - other_y).abs() >= 14);
                }
            }
        }
    }
}
