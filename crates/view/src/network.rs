//! Where the nodes of a network are drawn, and which of its lines.
//!
//! The layout is that of Fruchterman and Reingold (1991): nodes push each other away, lines pull their ends together, and
//! each round allows smaller steps. It is written here, and not taken from a crate, for two reasons: the same network has
//! to look the same on every machine and at every visit, so each node begins where its own key says and nothing but
//! IEEE 754's exact operations (+, -, *, /, square root) is used; and names have to stay legible, so that at the end boxes
//! of nodes with their names are pushed off each other (as in Dwyer, Marriott and Stuckey 2005, in small steps). The crates
//! that lay out graphs begin at random and know no names.

use dossier_model::EntityKind;

/// A node to be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NetworkBox {
    /// What tells it from others whatever the view: where it begins depends on this alone.
    pub key: u32,
    /// Half the width of its sign, in pixels.
    pub radius: i32,
    /// How wide its name is, in pixels; it stands below the sign.
    pub label: i32,
}

/// How high a name is, in pixels, with the space above it.
pub const LABEL_HEIGHT: i32 = 16;
/// What stays free between two nodes, and at the border.
const GAP: f64 = 4.0;
const ROUNDS: u32 = 300;
/// How often boxes that lie on each other are pushed apart at most.
const PUSHES: u32 = 400;

/// The outline of a node's sign about its middle, as the data of an SVG path: each kind has a shape of its own, people a
/// circle, organisations a square, places a diamond.
pub fn network_sign(kind: EntityKind, radius: i32) -> String {
    let r = radius;
    match kind {
        EntityKind::Person => format!("M{r} 0A{r} {r} 0 1 1 -{r} 0A{r} {r} 0 1 1 {r} 0z"),
        // As large to the eye as the circle.
        EntityKind::Organisation => {
            let side = r * 9 / 10;
            format!("M-{side} -{side}h{0}v{0}h-{0}z", 2 * side)
        }
        EntityKind::Place => format!("M0 -{r}L{r} 0L0 {r}L-{r} 0z"),
    }
}

/// About how wide a text is at 12 pixels of a sans-serif type.
pub fn label_width(text: &str) -> i32 {
    // What is not Latin, Greek or Cyrillic may be as wide as it is high.
    text.chars().map(|sign| if u32::from(sign) < 0x500 { 7 } else { 12 }).sum()
}

/// The places of pairs, sorted by strength, that are worth a line: those among the `most` strongest of either of their
/// nodes. All of them together are a knot that shows nothing.
pub fn network_lines(pairs: &[[usize; 2]], nodes: usize, most: u32) -> Vec<usize> {
    let mut drawn = vec![0; nodes];
    let mut is_drawn = |ends: &[usize; 2]| {
        let is_strong = ends.iter().any(|end| drawn.get(*end).is_some_and(|count| *count < most));
        ends.iter().for_each(|end| drawn.get_mut(*end).into_iter().for_each(|count| *count += 1));
        is_strong
    };
    (0..pairs.len()).filter(|at| is_drawn(&pairs[*at])).collect()
}

/// The middle of each node's sign, in pixels of a drawing of this width and height. `lines` are pairs of nodes with a
/// weight above 0. The same arguments always give the same places.
pub fn network_layout(
    nodes: &[NetworkBox],
    lines: &[([usize; 2], u32)],
    width: i32,
    height: i32,
) -> Vec<[i32; 2]> {
    let size = [f64::from(width.max(1)), f64::from(height.max(1))];
    let mut places: Vec<[f64; 2]> = nodes.iter().map(|node| beginning(node.key, size)).collect();
    relax(&mut places, lines, size);
    spread(&mut places, nodes, size);
    push_apart(&mut places, nodes, size);
    places.into_iter().map(|[x, y]| [x as i32, y as i32]).collect()
}

/// Some place that depends on the key alone: two numbers of splitmix64.
fn beginning(key: u32, size: [f64; 2]) -> [f64; 2] {
    let mix = |seed: u64| {
        let mut mixed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from((mixed >> 40) as u32) / f64::from(1_u32 << 24)
    };
    let seed = 2 * u64::from(key) + 1;
    [mix(seed) * size[0], mix(seed + 1) * size[1]]
}

/// From `a` to `b`, and how far that is; never 0.
fn between(a: [f64; 2], b: [f64; 2]) -> ([f64; 2], f64) {
    let by = [b[0] - a[0], b[1] - a[1]];
    (by, (by[0] * by[0] + by[1] * by[1]).sqrt().max(0.01))
}

fn relax(places: &mut [[f64; 2]], lines: &[([usize; 2], u32)], size: [f64; 2]) {
    let ideal = (size[0] * size[1] / places.len().max(1) as f64).sqrt();
    let heaviest = f64::from(lines.iter().map(|(_, weight)| *weight).max().unwrap_or(1).max(1));
    let middle = [size[0] / 2.0, size[1] / 2.0];
    for round in 0..ROUNDS {
        let mut forces = vec![[0.0; 2]; places.len()];
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let (by, far) = between(places[a], places[b]);
                for axis in 0..2 {
                    let push = by[axis] / far * ideal * ideal / far;
                    forces[a][axis] -= push;
                    forces[b][axis] += push;
                }
            }
            // What hangs together with nothing stays in sight.
            let (by, far) = between(places[a], middle);
            forces[a][0] += by[0] * far / ideal / 8.0;
            forces[a][1] += by[1] * far / ideal / 8.0 * size[0] / size[1];
        }
        let count = forces.len();
        let known = lines.iter().filter(|(ends, _)| ends.iter().all(|end| *end < count));
        for ([a, b], weight) in known {
            let (by, far) = between(places[*a], places[*b]);
            let pull = far / ideal * (0.3 + 0.7 * f64::from(*weight) / heaviest);
            for axis in 0..2 {
                forces[*a][axis] += by[axis] * pull;
                forces[*b][axis] -= by[axis] * pull;
            }
        }
        let step = size[0] / 8.0 * f64::from(ROUNDS - round) / f64::from(ROUNDS);
        for (place, force) in places.iter_mut().zip(forces) {
            let strength = (force[0] * force[0] + force[1] * force[1]).sqrt().max(0.01);
            let far = strength.min(step);
            place[0] += force[0] / strength * far;
            place[1] += force[1] / strength * far;
        }
    }
}

/// How far a node reaches from the middle of its sign: to the left and right, up, down.
fn reach(node: &NetworkBox) -> [f64; 3] {
    let side = f64::from(node.radius.max(node.label / 2));
    [side + GAP, f64::from(node.radius) + GAP, f64::from(node.radius + LABEL_HEIGHT) + GAP]
}

/// Stretches the whole so that it fills the drawing.
fn spread(places: &mut [[f64; 2]], nodes: &[NetworkBox], size: [f64; 2]) {
    for axis in 0..2 {
        let ends = |node: &NetworkBox| {
            let [side, up, down] = reach(node);
            if axis == 0 { (side, side) } else { (up, down) }
        };
        let least = places.iter().map(|place| place[axis]).fold(f64::INFINITY, f64::min);
        let most = places.iter().map(|place| place[axis]).fold(f64::NEG_INFINITY, f64::max);
        let before = nodes.iter().map(|node| ends(node).0).fold(0.0, f64::max);
        let after = nodes.iter().map(|node| ends(node).1).fold(0.0, f64::max);
        let (room, has) = ((size[axis] - before - after).max(0.0), most - least);
        for place in places.iter_mut() {
            let share = if has > 0.01 { (place[axis] - least) / has } else { 0.5 };
            place[axis] = before + share * room;
        }
    }
}

/// Pushes boxes off each other, the shorter way, until none lies on another or the drawing is too small for all.
fn push_apart(places: &mut [[f64; 2]], nodes: &[NetworkBox], size: [f64; 2]) {
    for _ in 0..PUSHES {
        let mut is_free = true;
        for a in 0..places.len() {
            for b in a + 1..places.len() {
                let (one, other) = (reach(&nodes[a]), reach(&nodes[b]));
                let beside = one[0] + other[0] - (places[b][0] - places[a][0]).abs();
                let is_below = places[b][1] > places[a][1];
                let needed = if is_below { one[2] + other[1] } else { one[1] + other[2] };
                let above = needed - (places[b][1] - places[a][1]).abs();
                if beside <= 0.5 || above <= 0.5 {
                    continue;
                }
                is_free = false;
                let (axis, by) = if beside < above { (0, beside) } else { (1, above) };
                let is_after = places[b][axis] > places[a][axis];
                let by = if is_after { by / 2.0 } else { -by / 2.0 };
                places[a][axis] -= by;
                places[b][axis] += by;
            }
        }
        for (place, node) in places.iter_mut().zip(nodes) {
            let [side, up, down] = reach(node);
            place[0] = place[0].min(size[0] - side).max(side);
            place[1] = place[1].min(size[1] - down).max(up);
        }
        if is_free {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn node(key: u32) -> NetworkBox {
        NetworkBox { key, radius: 8, label: 60 }
    }

    fn far(places: &[[i32; 2]], a: usize, b: usize) -> i32 {
        (places[a][0] - places[b][0]).pow(2) + (places[a][1] - places[b][1]).pow(2)
    }

    #[test]
    fn two_groups_stand_apart() {
        let nodes: Vec<NetworkBox> = (0..12).map(node).collect();
        let same = |a: usize, b: usize| a % 2 == b % 2;
        let pairs = (0..12).flat_map(|a| (a + 1..12).map(move |b| [a, b]));
        let lines: Vec<_> = pairs.filter(|[a, b]| same(*a, *b)).map(|ends| (ends, 3)).collect();
        let places = network_layout(&nodes, &lines, 800, 600);
        let average = |inside: bool| {
            let pairs = (0..12).flat_map(|a| (a + 1..12).map(move |b| (a, b)));
            let all: Vec<i32> =
                pairs.filter(|(a, b)| same(*a, *b) == inside).map(|(a, b)| far(&places, a, b)).collect();
            all.iter().sum::<i32>() / all.len() as i32
        };
        assert!(average(true) * 2 < average(false), "{places:?}");
    }

    #[test]
    fn names_do_not_lie_on_each_other() {
        let nodes: Vec<NetworkBox> = (0..40).map(node).collect();
        let lines: Vec<_> = (1..40).map(|other| ([0, other], 1)).collect();
        let places = network_layout(&nodes, &lines, 900, 600);
        for a in 0..40 {
            for b in a + 1..40 {
                let (x, y) = ((places[a][0] - places[b][0]).abs(), (places[a][1] - places[b][1]).abs());
                assert!(x >= 60 || y >= 2 * 8 + LABEL_HEIGHT, "{a} and {b}: {places:?}");
            }
        }
    }

    #[test]
    fn the_strongest_lines_of_each_node_are_drawn() {
        let star: Vec<[usize; 2]> = (1..6).map(|other| [0, other]).collect();
        assert_eq!(network_lines(&star, 6, 2), [0, 1, 2, 3, 4], "each is the strongest of its outer end");
        let all = [[0, 1], [0, 2], [1, 2], [0, 3]];
        assert_eq!(network_lines(&all, 4, 1), [0, 1, 3]);
    }

    proptest! {
        #[test]
        fn every_node_is_inside_and_the_same_each_time(
            keys in prop::collection::btree_set(any::<u32>(), 0..30),
            ends in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..9_u32), 0..40),
        ) {
            let nodes: Vec<NetworkBox> = keys.into_iter().map(node).collect();
            let lines: Vec<_> = ends
                .iter()
                .filter(|_| !nodes.is_empty())
                .map(|(a, b, weight)| ([a.index(nodes.len()), b.index(nodes.len())], *weight))
                .collect();
            let places = network_layout(&nodes, &lines, 700, 500);
            prop_assert_eq!(&places, &network_layout(&nodes, &lines, 700, 500));
            for [x, y] in places {
                prop_assert!((30..=670).contains(&x) && (8..=480).contains(&y), "{} {}", x, y);
            }
        }
    }
}
